import { type Series, startsOf } from '../../calendar/recurrence.ts'
import { startMatches } from '../../calendar/rule-days.ts'
import { day } from '../../calendar/time.ts'
import { type Component, propertyOf } from './component.ts'
import type { Line } from './lines.ts'
import { formOf, instantOfMoment, momentOf, seriesOf } from './moments.ts'
import type { Report } from './rules.ts'

const list = (entry: string) => new RegExp(`^${entry}(,${entry})*$`)
const grammar: Readonly<Record<string, RegExp>> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d*$/,
  COUNT: /^[1-9]\d*$/,
  BYMONTH: list('([1-9]|1[0-2])'),
  BYWEEKNO: list('-?[1-9]\\d?'),
  BYYEARDAY: list('-?[1-9]\\d{0,2}'),
  BYMONTHDAY: list('-?[1-9]\\d?'),
  BYDAY: list('(-?[1-9]\\d?)?(MO|TU|WE|TH|FR|SA|SU)'),
  BYSETPOS: list('-?[1-9]\\d{0,2}'),
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
}

/** The parts of a rule: known, well-formed, each once, FREQ first, one end (RFC 5545 §3.3.10). */
const lintRule = (rule: Line, start: Line, report: Report): void => {
  const pairs = rule.value.split(';').map((part) => part.split('='))
  const names = pairs.map(([name = '']) => name)
  const wrong = pairs.find(
    ([name = '', value = '']) => name !== 'UNTIL' && !grammar[name]?.test(value)
  )
  if (wrong) report('rule', rule.at, wrong.join('='))
  else if (names[0] !== 'FREQ' || new Set(names).size < names.length)
    report('rule', rule.at, rule.value)
  const until = pairs.find(([name]) => name === 'UNTIL')?.[1]
  if (until === undefined) return
  if (names.includes('COUNT')) report('rule', rule.at, 'COUNT and UNTIL')
  const form = start.params.get('VALUE') === 'DATE' ? /^\d{8}$/ : /^\d{8}T\d{6}Z$/
  if (!form.test(until)) report('until', rule.at, `UNTIL=${until}`)
}

/** Beyond so many days from its start nobody walks a rule to see whether it has a date. */
const daysWalked = 20 * 366

/** Instants at which a series begins up to one; null when it would have to be walked too far. */
const startsUpTo = (series: Series, last: number): ReadonlySet<number> | null =>
  last - series.start > daysWalked * day
    ? null
    : new Set(startsOf(series, { from: series.start - 2 * day, to: last + 1 }))

/** A series with everything that is said of single dates of it. */
type Told = { master: Component | null; dropped: Line[]; overrides: Line[] }

/**
 * What is wrong with the series among a calendar's events (RFC 5545 §3.8.4.4 RECURRENCE-ID, §3.8.5.1
 * EXDATE, §3.3.10 RRULE), and with their names.
 */
export const lintSeries = (events: readonly Component[], report: Report): void => {
  const byUid = new Map<string, Told>()
  const named = new Set<string>()
  for (const event of events) {
    const uid = propertyOf(event, 'UID')?.value ?? ''
    const date = propertyOf(event, 'RECURRENCE-ID')
    const name = `${uid} ${date?.value ?? ''}`
    if (named.has(name)) report('uid-twice', event.at, name.trim())
    named.add(name)
    const told = byUid.get(uid) ?? { master: null, dropped: [], overrides: [] }
    byUid.set(uid, told)
    if (date) told.overrides.push(date)
    else told.master = event
    for (const line of event.lines) if (line.name === 'EXDATE') told.dropped.push(line)
  }
  events.forEach((event, index) => {
    const date = propertyOf(event, 'RECURRENCE-ID')
    if (!date) return
    const uid = propertyOf(event, 'UID')?.value
    const before = events[index - 1]
    if (propertyOf(event, 'RRULE')) report('override-rule', event.at, date.value)
    if (!before || propertyOf(before, 'UID')?.value !== uid)
      report('override-place', event.at, date.value)
  })
  for (const told of byUid.values()) lintTold(told, report)
}

const lintTold = ({ master, dropped, overrides }: Told, report: Report): void => {
  const start = master && propertyOf(master, 'DTSTART')
  const rule = master && propertyOf(master, 'RRULE')
  if (start && rule) lintRule(rule, start, report)
  if (!rule) {
    for (const line of dropped) report('dropped-alone', line.at, line.value)
    for (const line of overrides) report('override-alone', line.at, line.value)
  }
  const left = new Set<string>()
  for (const line of dropped) {
    if (left.has(line.value)) report('dropped-twice', line.at, line.value)
    left.add(line.value)
    if (start && formOf(line) !== formOf(start)) report('dropped-form', line.at, line.value)
  }
  for (const line of overrides) {
    if (left.has(line.value)) report('override-dropped', line.at, line.value)
    if (start && formOf(line) !== formOf(start)) report('override-form', line.at, line.value)
  }
  const series = master && seriesOf(master)
  if (!series || !rule) return
  if (!startMatches(series.rule, series.start)) {
    report('rule-start', rule.at, `${start?.value} ${rule.value}`)
    return
  }
  const dates = [...dropped, ...overrides].flatMap((line) => {
    const moment = momentOf(line)
    return moment && start && formOf(line) === formOf(start)
      ? [{ line, at: instantOfMoment(moment) }]
      : []
  })
  if (dates.length === 0) return
  const starts = startsUpTo(
    series,
    dates.reduce((last, { at }) => Math.max(last, at), 0)
  )
  for (const { line, at } of dates)
    if (starts && !starts.has(at))
      report(line.name === 'EXDATE' ? 'dropped-nothing' : 'override-nothing', line.at, line.value)
}
