import { IANAZone } from 'luxon'
import { dateOf, day, type FloatingMs, minute, type Zone } from '../calendar/time.ts'
import { contentLine } from './content-line.ts'

/** First and last calendar year (both included) in which events need the zone's offsets. */
export type Years = Readonly<{ from: number; to: number }>

/**
 * A zone as VTIMEZONE (RFC 5545 §3.6.5), true at every moment of the years asked for, under exactly
 * the name given: an alias such as Europe/Kiev keeps its name, as the event's TZID does.
 *
 * Three shapes (`docs/icalendar.md` 13), taken from the runtime's own zone data:
 * - no change in these years: one STANDARD without a rule;
 * - the same yearly pair of changes in all of them: one STANDARD (the lesser offset, so Dublin too
 *   has its standard time in winter) and one DAYLIGHT, each with a yearly RRULE from 1970;
 * - anything else (Casablanca around Ramadan, Istanbul in 2016, Moscow in 2011): the offset at the
 *   start as STANDARD, then one component per change with its own DTSTART and no rule; from the year
 *   on from which a yearly pair holds (Nuuk from 2024), that pair with rules, since a series without
 *   end goes on beyond the years asked for. Where none holds, the changes of five more years.
 *   Outlook reads rules only and may err here; no yearly pair would be true. RDATE, which others
 *   misread, is never written. A feed escapes this shape as soon as its window lies on one side of
 *   the change.
 *
 * Years far apart are the likelier to need the third shape: ask for those of the events, not more.
 */
export const vtimezoneOf = (zone: Zone, years: Years): string => {
  const key = `${zone} ${years.from} ${years.to}`
  const known = written.get(key)
  if (known !== undefined) return known
  const text = [
    contentLine('BEGIN', {}, 'VTIMEZONE'),
    contentLine('TZID', {}, zone),
    ...observancesOf(zone, years).flatMap(observanceLines),
    contentLine('END', {}, 'VTIMEZONE'),
  ].join('')
  written.set(key, text)
  return text
}

/** Zones × spans asked for are few: the spans are years, not days. */
const written = new Map<string, string>()

/** A STANDARD or DAYLIGHT: from `onset`, read on the clock before the change, `to` holds. */
type Observance = Readonly<{
  name: 'STANDARD' | 'DAYLIGHT'
  onset: FloatingMs
  /** Offsets east of UTC in minutes. */
  from: number
  to: number
  /** Yearly repetition, without FREQ. */
  rule?: string
}>

const observancesOf = (zone: Zone, years: Years): Observance[] => {
  const initial = offsetAt(zone, startOf(years.from))
  const resting: Observance = { name: 'STANDARD', onset: 0, from: initial, to: initial }
  const changes = changesOf(zone, years)
  if (changes.length === 0) return [resting]
  return yearlyPair(changes, years) ?? [resting, ...irregular(zone, years)]
}

/** A pair of changes seen in so many years beyond those asked for counts as a rule of the zone. */
const yearsAhead = 5

/** Changes one by one, and the yearly pair with which they end, if they do. */
const irregular = (zone: Zone, years: Years): Observance[] => {
  const to = years.to + yearsAhead
  const changes = changesOf(zone, { from: years.from, to })
  const yearOf = ({ wall }: Change) => new Date(wall).getUTCFullYear()
  for (let from = years.from + 1; from <= years.to; from += 1) {
    const later = changes.filter((change) => yearOf(change) >= from)
    const pair = yearlyPair(later, { from, to })
    if (pair) {
      const earlier = changes.filter((change) => yearOf(change) < from)
      return [...earlier.map(single), ...pair.map((each) => ({ ...each, onset: each.first }))]
    }
  }
  return changes.map(single)
}

/** The moment a zone changes its offset; `wall` is the clock before it (RFC 5545 §3.6.5). */
type Change = Readonly<{ wall: FloatingMs; from: number; to: number }>

/** Whole minutes, as RFC 5545 readers want them: seconds belong to the time before time zones. */
const offsetAt = (zone: Zone, ms: number): number => Math.round(IANAZone.create(zone).offset(ms))

const startOf = (year: number): number => Date.UTC(year, 0, 1)

/**
 * Every change in the years, in order. Looks every third day: since 1970 no zone has changed twice
 * within a week. Half a day more at both ends, for the part of a year that UTC counts to its neighbour.
 */
const changesOf = (zone: Zone, years: Years): Change[] => {
  const changes: Change[] = []
  const end = startOf(years.to + 1) + day / 2
  let before = startOf(years.from) - day / 2
  let from = offsetAt(zone, before)
  while (before < end) {
    const after = Math.min(before + 3 * day, end)
    const to = offsetAt(zone, after)
    if (from !== to) {
      changes.push({ wall: momentOf(zone, before, after) + from * minute, from, to })
    }
    before = after
    from = to
  }
  return changes
}

/** The first whole minute after `early` with another offset; halves the span until it is found. */
const momentOf = (zone: Zone, early: number, late: number): number => {
  let [before, after] = [early, late]
  const offset = offsetAt(zone, before)
  while (after - before > minute) {
    const middle = before + Math.floor((after - before) / 2 / minute) * minute
    if (offsetAt(zone, middle) === offset) before = middle
    else after = middle
  }
  return after
}

/** STANDARD and DAYLIGHT if every year has the same two changes by the same rule, else undefined. */
const yearlyPair = (changes: readonly Change[], { from, to }: Years): Yearly[] | undefined => {
  const forward = changes.filter((change) => change.to > change.from)
  const back = changes.filter((change) => change.to < change.from)
  const pair = [
    yearly('STANDARD', back, to - from + 1),
    yearly('DAYLIGHT', forward, to - from + 1),
  ].filter((observance) => observance !== undefined)
  return pair.length === 2 ? pair : undefined
}

/** An observance with a rule that holds from 1970 on, and the first change it was seen in. */
type Yearly = Observance & Readonly<{ first: FloatingMs }>

const timeOfDay = (wall: FloatingMs): number => wall % day

/** One observance that stands for one change in each of `count` years, if one rule dates them all. */
const yearly = (
  name: Observance['name'],
  changes: readonly Change[],
  count: number
): Yearly | undefined => {
  const [first] = changes
  const years = new Set(changes.map(({ wall }) => new Date(wall).getUTCFullYear()))
  if (!first || changes.length !== count || years.size !== count) return undefined
  const alike = changes.every(
    (change) =>
      change.from === first.from &&
      change.to === first.to &&
      timeOfDay(change.wall) === timeOfDay(first.wall)
  )
  const rule = alike ? ruleOf(changes.map(({ wall }) => new Date(wall))) : undefined
  return (
    rule && {
      name,
      onset: rule.in1970 + timeOfDay(first.wall),
      from: first.from,
      to: first.to,
      rule: rule.text,
      first: first.wall,
    }
  )
}

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/**
 * The yearly rule that gives these days (read in UTC), one a year: the nth or last weekday of a
 * month, or a weekday among seven days of it (“the Friday before the last Sunday”).
 */
const ruleOf = (dates: readonly Date[]): { text: string; in1970: FloatingMs } | undefined => {
  const months = new Set(dates.map((date) => date.getUTCMonth()))
  const daysOfWeek = new Set(dates.map((date) => date.getUTCDay()))
  const [month] = months
  const [weekday] = daysOfWeek
  if (month === undefined || weekday === undefined || months.size + daysOfWeek.size > 2) {
    return undefined
  }
  const lengthOf = (year: number) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const days = dates.map((date) => date.getUTCDate())
  const isLast = dates.every((date) => date.getUTCDate() > lengthOf(date.getUTCFullYear()) - 7)
  const weeks = new Set(days.map((number) => Math.ceil(number / 7)))
  const [week = 1] = weeks
  const earliest = Math.min(...days)
  const byMonth = `BYMONTH=${month + 1};BYDAY=`
  const in1970 = (firstDay: number) => weekdayFrom(Date.UTC(1970, month, firstDay), weekday)
  const name = weekdays[weekday]
  if (isLast) return { text: `${byMonth}-1${name}`, in1970: in1970(lengthOf(1970) - 6) }
  if (weeks.size === 1) return { text: `${byMonth}${week}${name}`, in1970: in1970(week * 7 - 6) }
  if (Math.max(...days) - earliest > 6 || earliest + 6 > lengthOf(1970)) return undefined
  const span = Array.from({ length: 7 }, (_, index) => earliest + index)
  return {
    text: `${byMonth}${name};BYMONTHDAY=${span.join(',')}`,
    in1970: in1970(earliest),
  }
}

/** The first such weekday (0 is Sunday) on or after a midnight. */
const weekdayFrom = (midnight: FloatingMs, weekday: number): FloatingMs =>
  midnight + ((weekday - new Date(midnight).getUTCDay() + 7) % 7) * day

/** A change that follows no yearly rule. What it is called matters to no reader: it is named by its direction. */
const single = ({ wall, from, to }: Change): Observance => ({
  name: to > from ? 'DAYLIGHT' : 'STANDARD',
  onset: wall,
  from,
  to,
})

const observanceLines = ({ name, onset, from, to, rule }: Observance): string[] => [
  contentLine('BEGIN', {}, name),
  contentLine('DTSTART', {}, wallForm(onset)),
  ...(rule ? [contentLine('RRULE', {}, `FREQ=YEARLY;${rule}`)] : []),
  contentLine('TZOFFSETFROM', {}, offsetForm(from)),
  contentLine('TZOFFSETTO', {}, offsetForm(to)),
  contentLine('END', {}, name),
]

/** `20121028T030000`, no Z: an onset is local. */
const wallForm = (wall: FloatingMs): string =>
  `${dateOf(wall)}T${new Date(wall).toISOString().slice(11, 19)}`.replaceAll(/[-:]/g, '')

/** Minutes → `+0100` (RFC 5545 §3.3.14). */
const offsetForm = (minutes: number): string => {
  const size = Math.abs(minutes)
  const [hours, rest] = [Math.trunc(size / 60), size % 60]
  return `${minutes < 0 ? '-' : '+'}${String(hours * 100 + rest).padStart(4, '0')}`
}
