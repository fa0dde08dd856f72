import type { Occurrence } from './publication.ts'
import {
  addDays,
  dateOf,
  day,
  floating,
  type LocalDate,
  type Window,
  wallClock,
  type Zone,
} from './time.ts'

/** Whose clock names the days: each event's own (`event`), or one IANA zone for all timed events. */
export type GridZone = 'event' | Zone

/** Days since 1970-01-01, so that spans are subtraction. */
export type DayNumber = number
/** Consecutive dates, both ends included. */
export type Run = { first: DayNumber; last: DayNumber }

/**
 * The dates an occurrence's half-open span touches, in order; a span without length is on its start
 * date. `within` (to exclusive) leaves out the dates beyond it.
 */
export const datesOf = (occurrence: Occurrence, zone: GridZone, within?: Window): LocalDate[] =>
  runsOf(occurrence, zone, within).flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, index) => dateAt(first + index))
  )

/**
 * Occurrences in the order of the grid: start date, longer span first, all-day before timed, time,
 * event, recurrence id.
 */
export const inGridOrder = (occurrences: readonly Occurrence[], zone: GridZone): Occurrence[] =>
  occurrences
    .map((occurrence) => ({ occurrence, ...orderOf(occurrence, zone) }))
    .sort(
      (a, b) =>
        a.first - b.first ||
        b.length - a.length ||
        Number(b.occurrence.allDay) - Number(a.occurrence.allDay) ||
        a.start - b.start ||
        compare(a.occurrence.event, b.occurrence.event) ||
        compare(a.occurrence.recurrenceId, b.occurrence.recurrenceId)
    )
    .map(({ occurrence }) => occurrence)

/**
 * Every date of a window (to exclusive) with the event ids on it, in the order of the grid. An event
 * with two occurrences on a date is named twice; dates without events have an empty list.
 */
export const daysOf = ({
  occurrences,
  zone,
  from,
  to,
}: Readonly<{ occurrences: readonly Occurrence[]; zone: GridZone }> & Window): Record<
  LocalDate,
  string[]
> => {
  const days: Record<LocalDate, string[]> = {}
  for (let date = from; date < to; date = addDays(date, 1)) days[date] = []
  for (const occurrence of inGridOrder(occurrences, zone)) {
    for (const date of datesOf(occurrence, zone, { from, to })) days[date]?.push(occurrence.event)
  }
  return days
}

/** What the order looks at: first date, number of dates, time. Cheap: the ends only, not the walk. */
const orderOf = (occurrence: Occurrence, zone: GridZone) => {
  const { allDay, startAt, endAt } = occurrence
  const own = zone === 'event' || allDay
  const start = own ? occurrence.start : wallClock(startAt, zone)
  const last = own
    ? Math.max(start, occurrence.end - 1)
    : Math.max(start, wallClock(Math.max(startAt, endAt - 1), zone))
  const first = Math.floor(start / day)
  return { start, first, length: Math.floor(last / day) - first + 1 }
}

/**
 * The dates an occurrence touches, as runs of consecutive days, cut to a window (to exclusive). In
 * its own zone that is one run. In another one the span is walked in pieces of constant offset: a
 * zone that jumps the date line (Apia 2011) leaves a date out, one that turns back over midnight
 * enters a date twice.
 */
export const runsOf = (occurrence: Occurrence, zone: GridZone, within?: Window): Run[] => {
  const low = within ? dayNumber(within.from) : Number.NEGATIVE_INFINITY
  const high = within ? dayNumber(within.to) - 1 : Number.POSITIVE_INFINITY
  return walk(occurrence, zone, low, high)
    .map(({ first, last }) => ({ first: Math.max(first, low), last: Math.min(last, high) }))
    .filter(({ first, last }) => first <= last)
}

const walk = (occurrence: Occurrence, zone: GridZone, low: DayNumber, high: DayNumber): Run[] => {
  if (zone === 'event' || occurrence.allDay) {
    const { start, end } = occurrence
    // A wall clock that ran back may show an end before the start; the start date is true anyway.
    return [{ first: Math.floor(start / day), last: Math.floor(Math.max(start, end - 1) / day) }]
  }
  // No clock is further than a day from UTC: beyond two days the window needs no walking.
  const from = Math.max(occurrence.startAt, (low - 2) * day)
  const lastAt = Math.min(Math.max(occurrence.startAt, occurrence.endAt - 1), (high + 3) * day)
  const runs: Run[] = []
  for (let at = from; at <= lastAt; ) {
    const change = nextChange(at, lastAt, zone)
    addRun(runs, {
      first: Math.floor(wallClock(at, zone) / day),
      last: Math.floor(wallClock(change === undefined ? lastAt : change - 1, zone) / day),
    })
    if (change === undefined) break
    at = change
  }
  return runs
}

/** The first instant (ms) after `at`, up to `lastAt`, at which the zone's offset is another one. */
const nextChange = (at: number, lastAt: number, zone: Zone): number | undefined => {
  const offset = wallClock(at, zone) - at
  const differs = (ms: number) => wallClock(ms, zone) - ms !== offset
  let before = at
  while (before < lastAt) {
    let after = Math.min(before + day, lastAt)
    if (!differs(after)) {
      before = after
      continue
    }
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2)
      if (differs(middle)) after = middle
      else before = middle
    }
    return after
  }
  return undefined
}

/** Adds a run behind the others, or widens the last one that it touches. */
const addRun = (runs: Run[], run: Run): void => {
  const last = runs.at(-1)
  if (!last || run.first > last.last + 1) {
    runs.push(run)
    return
  }
  last.first = Math.min(last.first, run.first)
  last.last = Math.max(last.last, run.last)
}

/** A date as a number. */
export const dayNumber = (date: LocalDate): DayNumber => floating(date) / day
/** A number as a date. */
export const dateAt = (number: DayNumber): LocalDate => dateOf(number * day)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
