import { loadavg } from 'node:os'
import type { Spread } from './rounds.ts'

/** A line of a table: what was measured, against what, how they compare, what it costs. */
export type Row = Readonly<{ what: string; against: string; ratio: string; cost: string }>

export const say = (line: string) => process.stdout.write(`${line}\n`)

export const number = (value: number, digits = 2) => value.toFixed(digits)

/** The median, and in brackets the smallest and the largest. */
export const spread = ({ median, low, high }: Spread, digits = 2) =>
  `${number(median, digits)} (${number(low, digits)} to ${number(high, digits)})`

export const kib = (bytes: number) => `${number(bytes / 1024, 1)} KiB`
export const mib = (bytes: number) => `${number(bytes / 1024 / 1024, 1)} MiB`

/** How busy the machine is with everything, over the last minute and the last five. */
export const loadNow = () =>
  loadavg()
    .slice(0, 2)
    .map((value) => number(value, 1))
    .join(' and ')

/** Rows as a Markdown table, for documents. */
export const printTable = (rows: readonly Row[]) => {
  say('| what | against | ratio | cost |')
  say('|---|---|---|---|')
  for (const row of rows) say(`| ${row.what} | ${row.against} | ${row.ratio} | ${row.cost} |`)
}

/** A whole number of at least `least` that a person wrote behind an option. */
export const wholeNumber = (name: string, raw: string, least: number) => {
  const value = Number(raw)
  if (Number.isInteger(value) && value >= least) return value
  throw new Error(`--${name} is a whole number of at least ${least}.`)
}
