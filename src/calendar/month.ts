import type { EventCard } from './card.ts'
import type { GridDay, GridSegment, GridWeek, GridZone, WeekStart, YearMonth } from './grid.ts'
import type { Lang } from './language.ts'
import type { Instant, LocalDate, WallTime, Window, Zone } from './time.ts'
import type { Weekday } from './words-of-time.ts'

/** One time an event takes place, on the clock of the month's `timeZone`. */
export type MonthOccurrence = Readonly<{
  event: string
  recurrenceId: string
  allDay: boolean
  /** Date when all-day, else wall time. */
  start: LocalDate | WallTime
  /** Exclusive; null when the organiser gave none. */
  end: LocalDate | WallTime | null
  /** The event's page, at this date if it is one of several. */
  url: string
  /** Cancelled: this date is called off, or the whole event. */
  status: 'scheduled' | 'cancelled'
  /** What the organiser says of this date. */
  note: string | null
  /** Where this date differs from the event's others, in the card's language. */
  title?: string
  place?: NonNullable<EventCard['place']>
  /** The event's own clock, where the month is on another one. */
  local?: Readonly<{ start: WallTime; end: WallTime | null; timeZone: Zone }>
}>

/** A day's cell with the address of its list and what is on it. */
export type MonthDay = GridDay &
  Readonly<{
    url: string
    /** Places in `occurrences`, in the order of the grid; as many as `count`. */
    occurrences: readonly number[]
  }>

/** A row of seven days; `lanes` and `segments` are absent without layout. */
export type MonthWeek = Omit<GridWeek, 'days' | 'segments'> &
  Readonly<{ days: readonly MonthDay[]; segments?: readonly GridSegment[] }>

/**
 * A month as partners get it (`/v1/months/2012-12`) and as our own page is drawn from. Ends are
 * exclusive. An event is described once, in `events`; segments and occurrences name it by id.
 */
export type Month = Readonly<{
  month: YearMonth
  locale: Lang
  dir: 'ltr' | 'rtl'
  weekStart: WeekStart
  timeZone: GridZone
  title: string
  /** The visible weeks. */
  range: Window
  links: Readonly<{
    self: string
    /** Null beyond the supported months. */
    prev: string | null
    next: string | null
    html: string
    ics: string
    subscribe: string
  }>
  weekdays: readonly Weekday[]
  weeks: readonly MonthWeek[]
  occurrences: readonly MonthOccurrence[]
  events: Readonly<Record<string, EventCard>>
  /** Events that touch the month itself; one with two themes counts in both. */
  counts: Readonly<{
    total: number
    byTheme: Readonly<Record<string, number>>
    byCountry: Readonly<Record<string, number>>
  }>
  truncated: boolean
  generatedAt: Instant
  attribution: Readonly<{ text: string; url: string }>
}>
