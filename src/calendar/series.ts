import type { Occurrence } from './publication.ts'
import { expand, type Recurrence, type Series } from './recurrence.ts'
import { parseRule } from './rule.ts'
import {
  basicForm,
  dateOf,
  day,
  type FloatingMs,
  floating,
  type Pass,
  resolve,
  wallTimeOf,
} from './time.ts'

/** What a time may say beside its first occurrence. */
export type Recurring = Readonly<{
  /** RRULE value in its one spelling. */
  rule?: string | undefined
  /** Further and dropped starts, on the series' clock, sorted. */
  extraDates?: string[] | undefined
  exceptDates?: string[] | undefined
}>

/** A time as stored, once or again and again. */
type Time = Recurring &
  Readonly<{
    allDay: boolean
    start: string
    end?: string | undefined
    zone?: string | undefined
    pass?: Pass | undefined
  }>

/** One date of a series that is not like the others. `date` is the start the series gives it. */
export type Override = Readonly<{
  date: string
  start?: string | undefined
  end?: string | undefined
}>

type Repeating = Readonly<{ time: Time; overrides?: readonly Override[] | undefined }>

const zoneOf = (time: Time) => (time.allDay ? null : (time.zone ?? 'UTC'))

/** Exact length (ms) of the first occurrence, and so of each (RFC 5545 §3.8.5.3); 0 without an end. */
const lengthOf = (time: Time): number => {
  if (time.end === undefined) return 0
  const [start, end] = [floating(time.start), floating(time.end)]
  const zone = zoneOf(time)
  if (zone === null) return end - start
  const startAt = resolve(start, zone, time.pass)
  const first = resolve(end, zone)
  return (first > startAt ? first : resolve(end, zone, 'second')) - startAt
}

/** The series a time describes; null for what takes place once. */
export const seriesOf = (time: Time): Series | null => {
  if (time.rule === undefined && !time.extraDates?.length) return null
  const rule = time.rule === undefined ? null : parseRule(time.rule, { allDay: time.allDay })
  if (rule && !rule.ok) throw new Error(`a stored rule cannot be read: ${time.rule}`)
  const moments = (dates: readonly string[] = []) =>
    dates.map((value) => ({ wall: floating(value) }))
  return {
    allDay: time.allDay,
    zone: zoneOf(time),
    start: floating(time.start),
    end: { kind: 'exact', ms: lengthOf(time) },
    rule: rule?.rule ?? null,
    extra: moments(time.extraDates),
    except: moments(time.exceptDates),
  }
}

/** Does it take place again and again? */
export const isSeries = (time: Time): boolean =>
  time.rule !== undefined || Boolean(time.extraDates?.length)

const single = (event: string, time: Time): Occurrence => {
  const start = floating(time.start)
  const end = time.end === undefined ? start : floating(time.end)
  const zone = zoneOf(time)
  const startAt = zone === null ? start : resolve(start, zone, time.pass)
  const endAt = zone === null ? end : startAt + lengthOf(time)
  return {
    event,
    recurrenceId: basicForm(startAt, time.allDay),
    allDay: time.allDay,
    start,
    end,
    startAt,
    endAt,
  }
}

/** Without an end from the organiser an occurrence has no length. */
const occurrenceOf = (event: string, time: Time, found: Recurrence): Occurrence => ({
  event,
  recurrenceId: found.recurrenceId,
  allDay: time.allDay,
  start: found.start,
  end: time.end === undefined ? found.start : found.end,
  startAt: found.startAt,
  endAt: found.endAt,
})

/** No event lies beyond. */
const farFuture = floating('2200-01-01')
/** A wall clock differs from UTC by less. */
const clockDifference = 27 * 3_600_000

/** A start on the series' clock as content writes it. */
export const startText = (wall: FloatingMs, allDay: boolean): string =>
  allDay ? dateOf(wall) : wallTimeOf(wall)

const overridden = (occurrence: Occurrence, time: Time, override: Override): Occurrence => {
  // Not by the wall clock: an hour over the night the clocks go back may show no time at all.
  const length = occurrence.endAt - occurrence.startAt
  const start = override.start ?? startText(occurrence.start, time.allDay)
  const end =
    override.end ??
    (time.end === undefined ? undefined : startText(floating(start) + length, time.allDay))
  return {
    ...single(occurrence.event, { ...time, start, end, pass: undefined }),
    recurrenceId: occurrence.recurrenceId,
  }
}

/**
 * The occurrences of an event that touch the span `[from, to)` of wall-clock milliseconds, in
 * order, changed dates at their new time under their old RECURRENCE-ID. Dates that are called off
 * are among them: they are told of, not forgotten.
 */
export const occurrencesWithin = (
  event: string,
  { time, overrides = [] }: Repeating,
  span: Readonly<{ from: FloatingMs; to: FloatingMs }> = { from: 0, to: farFuture }
): Occurrence[] => {
  const touches = ({ start, end }: Occurrence) =>
    start < span.to && (end > span.from || start >= span.from)
  const series = seriesOf(time)
  if (!series) return [single(event, time)].filter(touches)

  const moved = overrides.filter(({ start, end }) => start !== undefined || end !== undefined)
  const byDate = new Map(moved.map((override) => [override.date, override]))
  const margin = series.allDay ? 0 : clockDifference
  const regular = expand(series, { from: span.from - margin, to: span.to + margin })
    .map((found) => occurrenceOf(event, time, found))
    .filter((occurrence) => !byDate.has(startText(occurrence.start, series.allDay)))
  const others = moved.flatMap((override) => {
    const original = occurrenceOn(event, time, override.date)
    return original ? [overridden(original, time, override)] : []
  })
  return [...regular, ...others]
    .filter(touches)
    .sort((a, b) => a.start - b.start || (a.recurrenceId < b.recurrenceId ? -1 : 1))
}

/** The occurrence the series itself gives a date (start on its clock), without changes; null if there is none. */
export const occurrenceOn = (event: string, time: Time, date: string): Occurrence | null => {
  const series = seriesOf(time)
  if (!series) return time.start === date ? single(event, time) : null
  const wall = floating(date)
  const margin = series.allDay ? day : clockDifference
  const near = expand(series, { from: wall - margin, to: wall + margin })
  const found = near.find((each) => startText(each.start, series.allDay) === date)
  return found ? occurrenceOf(event, time, found) : null
}

/** The date (start on the series' clock) a RECURRENCE-ID names, null if no occurrence has it. */
export const dateOfRecurrenceId = (time: Time, recurrenceId: string): string | null => {
  const parts = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/.exec(recurrenceId)
  if (!parts || (parts[4] === undefined) !== time.allDay) return null
  const [, y, m, d, hour = '00', min = '00', s = '00'] = parts
  const at = Date.parse(`${y}-${m}-${d}T${hour}:${min}:${s}Z`)
  if (Number.isNaN(at)) return null
  const series = seriesOf(time)
  const found = series ? expand(series, { from: at, to: at + 1 }) : [single('', time)]
  const match = found.find((each) => each.recurrenceId === recurrenceId)
  return match ? startText(match.start, time.allDay) : null
}

/** Does the event take place at or after this wall-clock moment? */
export const goesOnAfter = (event: Repeating, from: FloatingMs): boolean => {
  const series = seriesOf(event.time)
  if (series?.rule && series.rule.count === null && series.rule.until === null) return true
  return occurrencesWithin('', event, { from, to: farFuture }).some((each) => each.start >= from)
}
