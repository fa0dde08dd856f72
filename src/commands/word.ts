import { InvalidArgumentError } from 'commander'
import { parseMonth } from '../calendar/grid.ts'

/** A whole number of up to six digits; commander's complaint when it is none. */
export const wholeNumber = (raw: string): number => {
  if (!/^\d{1,6}$/.test(raw)) throw new InvalidArgumentError('It is a whole number.')
  return Number(raw)
}

/** A month as it is written, YYYY-MM; commander's complaint when it is none. */
export const month = (raw: string): string => {
  if (!parseMonth(raw)) throw new InvalidArgumentError('It is a month, written YYYY-MM.')
  return raw
}

/** Words between commas, without empty ones. */
export const list = (raw: string): string[] =>
  raw
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
