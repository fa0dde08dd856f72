import * as namespace from 'rrule'
import { Fault } from './fault.ts'
import type { Rule } from './rule.ts'
import { untilText } from './rule.ts'
import {
  chosen,
  firstDate,
  isNamed,
  midnight,
  periodOf,
  periodStart,
  startMatches,
  writtenOut,
} from './rule-days.ts'
import { basicForm, day, type FloatingMs, minute, resolve, wallClock, type Zone } from './time.ts'

// Node finds no names in rrule's CommonJS file, bundlers take its ES modules, which have no default.
const loaded: object = namespace
const { RRule } = 'default' in loaded ? (loaded.default as typeof namespace) : namespace

/**
 * How long each occurrence lasts. `exact`: as many milliseconds as the first (DTEND). `nominal`:
 * whole days on the wall clock, then exact milliseconds (DURATION). RFC 5545 §3.8.5.3.
 */
export type SeriesEnd =
  | Readonly<{ kind: 'exact'; ms: number }>
  | Readonly<{ kind: 'nominal'; days: number; ms: number }>

/** A further or an excluded date: on the series' wall clock (a date if all-day), or as a UTC instant. */
export type Moment = Readonly<{ wall: FloatingMs }> | Readonly<{ at: number }>

/** Everything that decides when a series takes place. */
export type Series = Readonly<{
  allDay: boolean
  /** Of the wall clock. An all-day series consists of calendar dates and has no use for one. */
  zone: Zone | null
  /** DTSTART: the first wall time, or the first date. */
  start: FloatingMs
  end: SeriesEnd
  rule: Rule | null
  /** RDATE. Never counted by COUNT. */
  extra: readonly Moment[]
  /** EXDATE, matched by instant. COUNT counts what it removes. */
  except: readonly Moment[]
}>

/** One time a series takes place; the same shape as an `Occurrence`, which adds the event. */
export type Recurrence = Readonly<{
  /** RECURRENCE-ID value: `20121205` for all-day, `20121205T183000Z` for timed. */
  recurrenceId: string
  /** Wall clock of the zone, so an hour later than the rule says where the clock skips that hour. */
  start: FloatingMs
  /** Exclusive. */
  end: FloatingMs
  /** UTC milliseconds; for all-day series the same as the floating values. */
  startAt: number
  endAt: number
}>

/** Half-open span `[from, to)` in UTC milliseconds; for all-day series of dates as floating ms. */
export type Span = Readonly<{ from: number; to: number }>

/** What one expansion may cost; beyond it is refused, never cut short. */
export type Limits = Readonly<{
  /** Days taken from the rule, wanted or not. */
  steps: number
  /** Occurrences handed back. */
  occurrences: number
}>

export const defaultLimits: Limits = { steps: 100_000, occurrences: 100_000 }

/** The clock moves by less than this at once, zones that skip or repeat a day included. */
const widestShift = 30 * 60 * minute

/**
 * The occurrences of a series that touch a span, in order: `start < to` and `end > from`, or for
 * an occurrence without length `start >= from`. DTSTART, the rule and RDATE together, without
 * EXDATE. Refuses with a `Fault` what RFC 5545 leaves undefined (a start that is not on its rule,
 * unless EXDATE removes it and nothing is counted) and what costs more than the limits.
 */
export const expand = (series: Series, span: Span, limits = defaultLimits): Recurrence[] => {
  const excluded = excludedInstants(series)
  const touching = { from: span.from - longestLength(series.end) - widestShift, to: span.to }
  const found: Recurrence[] = []
  for (const startAt of startsOf(series, touching, limits)) {
    if (excluded.has(startAt)) continue
    const endAt = endOf(series, startAt)
    if (!(endAt > span.from || (endAt === startAt && startAt >= span.from))) continue
    if (found.length >= limits.occurrences)
      throw new Fault(
        'unprocessable',
        `More than ${limits.occurrences} occurrences lie in this window; ask for a shorter one.`
      )
    found.push({
      recurrenceId: basicForm(startAt, series.allDay),
      start: wallOf(series, startAt),
      end: wallOf(series, endAt),
      startAt,
      endAt,
    })
  }
  return found
}

/**
 * The instants (ms) inside a span at which a series begins, each once and in order, those that
 * EXDATE removes among them. Refuses what `expand` refuses.
 */
export const startsOf = (series: Series, span: Span, limits = defaultLimits): number[] => {
  const near = { from: span.from - widestShift, to: span.to + widestShift }
  const starts = new Set([
    startAtOf(series, series.start),
    ...ruleStarts(series, near, limits),
    ...series.extra.map((moment) => instantOfMoment(series, moment)),
  ])
  return [...starts].filter((at) => at >= span.from && at < span.to).sort((a, b) => a - b)
}

const excludedInstants = (series: Series): ReadonlySet<number> =>
  new Set(series.except.map((moment) => instantOfMoment(series, moment)))

/** The instant (ms) of a wall time of the series; a date stands for itself. */
export const startAtOf = ({ allDay, zone }: Series, wall: FloatingMs): number =>
  allDay || zone === null ? wall : resolve(wall, zone)

const wallOf = ({ allDay, zone }: Series, at: number): FloatingMs =>
  allDay || zone === null ? at : wallClock(at, zone)

/** The instant (ms) a further or excluded date names. */
export const instantOfMoment = (series: Series, moment: Moment): number =>
  'at' in moment ? moment.at : startAtOf(series, moment.wall)

/** Exclusive end (ms) of the occurrence that begins at an instant of the series. */
const endOf = (series: Series, startAt: number): number => {
  if (series.end.kind === 'exact') return startAt + series.end.ms
  const { days, ms } = series.end
  return (days === 0 ? startAt : startAtOf(series, wallOf(series, startAt) + days * day)) + ms
}

/** Upper bound (ms) of the length of any occurrence, but for a change of the clock. */
export const longestLength = (end: SeriesEnd): number =>
  end.kind === 'exact' ? end.ms : end.days * day + end.ms

/** Instants (ms) the rule gives in and around a window; those after UNTIL dropped by instant. */
const ruleStarts = (series: Series, window: Span, limits: Limits): number[] => {
  if (!series.rule) return []
  const { until } = series.rule
  const latest = until ? Math.min(window.to, until.ms + 2 * widestShift) : window.to
  const walls = wallTimes(
    writtenOut(series.rule, series.start),
    anchor(series, series.rule),
    { from: wallOf(series, window.from), to: wallOf(series, latest) },
    limits
  )
  const starts = walls.map((wall) => startAtOf(series, wall))
  return until ? starts.filter((startAt) => startAt <= until.ms) : starts
}

/**
 * Where the rule begins: at DTSTART. The one other case with a meaning is RFC 5545's own example of
 * Friday the 13th, whose DTSTART is no such day and is removed by EXDATE.
 */
const anchor = (series: Series, rule: Rule): FloatingMs => {
  const { start } = series
  if (startMatches(rule, start)) return start
  const removed = rule.count === null && excludedInstants(series).has(startAtOf(series, start))
  const first = removed ? firstDate(rule, start) : null
  if (first !== null) return first + (start - midnight(start))
  throw new Fault(
    'unprocessable',
    removed
      ? 'The rule names no date within forty years of the start.'
      : 'The start is not a date of the rule, so nobody can say which dates are meant.'
  )
}

const numberedFrequency = { YEARLY: 0, MONTHLY: 1, WEEKLY: 2, DAILY: 3 } as const

/** Every ordinal a weekday can have, for rrule reads `2TU,SA` as both at once and not as either. */
const everyOrdinal = (rule: Rule): number[] =>
  Array.from(
    { length: rule.freq === 'MONTHLY' || rule.byMonth.length > 0 ? 5 : 53 },
    (_, index) => index + 1
  )

/**
 * The part of the rule that rrule reads rightly: no COUNT, UNTIL, BYSETPOS or BYWEEKNO, no time of
 * day, never a zone; lists absent rather than empty.
 */
const rruleOptions = (rule: Rule, from: FloatingMs) => {
  const ordinals = rule.byDay.some(({ ordinal }) => ordinal !== null)
  const byweekday = rule.byDay.flatMap(({ weekday, ordinal }) => {
    const plain = weekdayLetters[weekday] ?? RRule.MO
    if (!ordinals) return [plain]
    return (ordinal === null ? everyOrdinal(rule) : [ordinal]).map((n) => plain.nth(n))
  })
  return {
    freq: numberedFrequency[rule.freq],
    interval: rule.interval,
    dtstart: new Date(from),
    wkst: rule.weekStart,
    ...(rule.byMonth.length > 0 && { bymonth: [...rule.byMonth] }),
    ...(rule.byYearDay.length > 0 && { byyearday: [...rule.byYearDay] }),
    ...(rule.byMonthDay.length > 0 && { bymonthday: [...rule.byMonthDay] }),
    ...(byweekday.length > 0 && { byweekday }),
  }
}

const weekdayLetters = [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA, RRule.SU]

/**
 * The wall times of a rule that is written out, from its start on, inside a span (both ends
 * included, one period more at the end). rrule walks whole periods from the boundary of one; so
 * BYSETPOS counts in whole weeks, a far span is reached in one jump, and COUNT is counted here.
 */
const wallTimes = (
  rule: Rule,
  start: FloatingMs,
  span: Readonly<{ from: FloatingMs; to: FloatingMs }>,
  limits: Limits
): FloatingMs[] => {
  if (span.to < start) return []
  const timeOfDay = start - midnight(start)
  const first = periodOf(rule, start)
  const skipped =
    rule.count === null ? Math.max(0, periodOf(rule, span.from - timeOfDay) - first) : 0
  const begin = first + Math.floor(skipped / rule.interval) * rule.interval
  const end = periodStart(rule, periodOf(rule, span.to) + 1)

  const walls: FloatingMs[] = []
  const full = () => rule.count !== null && walls.length >= rule.count
  let period = begin
  let days: FloatingMs[] = []
  const closePeriod = () => {
    for (const date of chosen(rule, days)) {
      if (date + timeOfDay >= start && !full()) walls.push(date + timeOfDay)
    }
    days = []
  }
  let steps = 0
  new RRule(rruleOptions(rule, periodStart(rule, begin)), true).all((found) => {
    const date = found.getTime()
    if (date >= end) return false
    steps += 1
    if (steps > limits.steps) throw new Fault('unprocessable', tooManySteps(rule))
    const within = periodOf(rule, date)
    if (within !== period) {
      closePeriod()
      period = within
    }
    if (rule.byWeekNo.length === 0 || isNamed(rule, date)) days.push(date)
    return !full()
  })
  closePeriod()
  return walls
}

const tooManySteps = (rule: Rule): string =>
  rule.until
    ? `Too many dates up to ${untilText(rule.until)}; ask for a shorter window.`
    : 'The rule has too many dates before the end of this window; ask for a shorter or earlier one.'
