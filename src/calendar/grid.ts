import type { Occurrence } from './publication.ts'
import { addDays, addMonths, type LocalDate, type Window } from './time.ts'
import {
  type DayNumber,
  dateAt,
  dayNumber,
  type GridZone,
  inGridOrder,
  type Run,
  runsOf,
} from './touched-dates.ts'

export type { GridZone } from './touched-dates.ts'

/** A month `YYYY-MM`. */
export type YearMonth = string
/** ISO weekday a week begins with: Monday, Saturday or Sunday. */
export type WeekStart = 1 | 6 | 7
/** Bounds of the supported months, both included; a robot following “next” comes to an end. */
export const firstMonth: YearMonth = '1970-01'
export const lastMonth: YearMonth = '2099-12'

/** More lanes than this nobody can read; the style sheet draws this many. */
export const mostLanes = 20

/** One day's cell. `count` is every occurrence on the day, `hidden` those without a lane. */
export type GridDay = Readonly<{
  date: LocalDate
  inMonth: boolean
  count: number
  hidden: number
}>

/**
 * The piece of one occurrence that lies in one week. `column` is 1 for the week's first day (a CSS
 * grid line), `span` counts days, `lane` is 0 for the topmost.
 */
export type GridSegment = Readonly<{
  event: string
  recurrenceId: string
  column: number
  span: number
  lane: number
  /** False where the occurrence goes on beyond the week on that side. */
  startsHere: boolean
  endsHere: boolean
}>

/** One row of seven days. `lanes` is how many are in use; it and `segments` are absent without layout. */
export type GridWeek = Readonly<{
  from: LocalDate
  isoWeek: number
  lanes?: number
  days: readonly GridDay[]
  segments?: readonly GridSegment[]
}>

/** `2012-12` → itself; undefined for anything that is not a month from 1970-01 to 2099-12. */
export const parseMonth = (raw: string): YearMonth | undefined =>
  /^\d{4}-(0[1-9]|1[0-2])$/.test(raw) && raw >= firstMonth && raw <= lastMonth ? raw : undefined

/** The month `by` months later (earlier when negative), or undefined beyond the supported bounds. */
export const monthAfter = (month: YearMonth, by: number): YearMonth | undefined =>
  parseMonth(addMonths(`${month}-01`, by).slice(0, 7))

/** The dates of whole weeks around a month: `from` inclusive, `to` exclusive, 28 to 42 days apart. */
export const monthRange = (month: YearMonth, weekStart: WeekStart): Window => {
  const first = dayNumber(`${month}-01`)
  const next = dayNumber(addMonths(`${month}-01`, 1))
  const from = first - ((isoWeekday(first) - weekStart + 7) % 7)
  return { from: dateAt(from), to: dateAt(from + 7 * Math.ceil((next - from) / 7)) }
}

/** ISO 8601 week number (1–53) of a date; our own, since workerd's `weekInfo` lacks `minimalDays`. */
export const isoWeekOf = (date: LocalDate): number => {
  const at = dayNumber(date)
  const thursday = at - isoWeekday(at) + 4
  const newYear = dayNumber(`${dateAt(thursday).slice(0, 4)}-01-01`)
  return Math.floor((thursday - newYear) / 7) + 1
}

/** What `layMonth` needs. `maxLanes` ≥ 0; `layout: false` leaves out lanes and segments. */
export type GridInput = Readonly<{
  month: YearMonth
  weekStart: WeekStart
  occurrences: readonly Occurrence[]
  zone: GridZone
  maxLanes: number
  layout: boolean
}>

/**
 * The weeks of a month. Within a week each segment takes the lowest lane that is free on all its
 * days, in grid order; what finds none below `maxLanes` counts as hidden on each of its days.
 * Occurrences outside the visible weeks are ignored.
 */
export const layMonth = ({
  month,
  weekStart,
  occurrences,
  zone,
  maxLanes,
  layout,
}: GridInput): GridWeek[] => {
  const range = monthRange(month, weekStart)
  // A little more on both sides tells whether a span goes on beyond the grid.
  const wider = { from: addDays(range.from, -2), to: addDays(range.to, 2) }
  const origin = dayNumber(range.from)
  const weeks = Array.from({ length: (dayNumber(range.to) - origin) / 7 }, (_, index) =>
    emptyWeek(origin + 7 * index)
  )
  for (const occurrence of inGridOrder(occurrences, zone)) {
    const runs = runsOf(occurrence, zone, wider)
    for (const run of runs) {
      const firstWeek = Math.max(0, Math.floor((run.first - origin) / 7))
      const lastWeek = Math.min(weeks.length - 1, Math.floor((run.last - origin) / 7))
      for (let index = firstWeek; index <= lastWeek; index++) {
        const week = weeks[index]
        if (!week) continue
        const begins = run === runs[0] && run.first >= week.from
        const ends = run === runs.at(-1) && run.last < week.from + 7
        place(week, occurrence, run, begins, ends, layout ? maxLanes : undefined)
      }
    }
  }
  return weeks.map(({ from, counts, hidden, taken, segments }) => ({
    from: dateAt(from),
    // A row that begins on a weekend is numbered by its Thursday, as most of its days are.
    isoWeek: isoWeekOf(dateAt(from + ((4 - weekStart + 7) % 7))),
    days: counts.map((count, index) => {
      const date = dateAt(from + index)
      return { date, inMonth: date.startsWith(month), count, hidden: hidden[index] ?? 0 }
    }),
    ...(layout && { lanes: taken.length, segments }),
  }))
}

type WeekDraft = {
  from: DayNumber
  /** Per day of the week. */
  counts: number[]
  hidden: number[]
  /** Per lane, one bit for each day that is taken. */
  taken: number[]
  segments: GridSegment[]
}

const emptyWeek = (from: DayNumber): WeekDraft => ({
  from,
  counts: [0, 0, 0, 0, 0, 0, 0],
  hidden: [0, 0, 0, 0, 0, 0, 0],
  taken: [],
  segments: [],
})

/** Counts an occurrence in a week and gives its segment a lane; no `maxLanes`, no lanes. */
const place = (
  week: WeekDraft,
  { event, recurrenceId }: Occurrence,
  run: Run,
  startsHere: boolean,
  endsHere: boolean,
  maxLanes: number | undefined
): void => {
  const first = Math.max(0, run.first - week.from)
  const last = Math.min(6, run.last - week.from)
  const span = last - first + 1
  for (let index = first; index <= last; index++) bump(week.counts, index)
  if (maxLanes === undefined) return
  const days = ((1 << span) - 1) << first
  const free = week.taken.findIndex((lane) => (lane & days) === 0)
  const lane = free === -1 ? week.taken.length : free
  if (lane >= maxLanes) {
    for (let index = first; index <= last; index++) bump(week.hidden, index)
    return
  }
  week.taken[lane] = (week.taken[lane] ?? 0) | days
  week.segments.push({ event, recurrenceId, column: first + 1, span, lane, startsHere, endsHere })
}

const bump = (tally: number[], index: number): void => {
  tally[index] = (tally[index] ?? 0) + 1
}

/** 1 for Monday to 7 for Sunday; 1970-01-01 was a Thursday. */
const isoWeekday = (number: DayNumber): number => ((((number + 3) % 7) + 7) % 7) + 1
