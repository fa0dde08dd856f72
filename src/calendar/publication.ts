import type { Availability, EventContent, EventStatus, EventTime } from './event.ts'
import type { Lang } from './language.ts'
import { goesOnAfter, occurrencesWithin } from './series.ts'
import { addDays, addMonths, dateOf, type FloatingMs, floating, type Instant } from './time.ts'

/** The publication's own machine, apart from the happening status. */
export type PublicationState = 'published' | 'withdrawn' | 'removed' | 'archived'

/** The organisation that answers for an event, as far as the public may know it. */
export type PublicOrganisation = Readonly<{ slug: string; name: string }>

/**
 * What the public has of an event now. It has no room for a draft, a private contact or a
 * moderator's note. `sequence` rises by one with every publication step (RFC 5545 §3.8.7.4 asks for
 * it on material changes; rising more often is allowed and makes (event, sequence) a lock).
 */
export type Publication = Readonly<{
  event: string
  /** iCalendar UID, fixed at first publication (RFC 7986 §5.3). */
  uid: string
  revision: number
  sequence: number
  state: PublicationState
  status: EventStatus
  statusNote: string | null
  availability: Availability
  organisation: PublicOrganisation
  content: EventContent
  /** Dates of the series that the organiser has called off, by the start the series gives them. */
  calledOff: readonly CalledOff[]
  /** Where and when it stood before the latest changes, newest last; at most three. */
  previous: readonly Before[]
  /** First publication: CREATED, `date_published`. */
  publishedAt: Instant
  /** Latest publication step: DTSTAMP = LAST-MODIFIED, `date_modified`. */
  changedAt: Instant
  /** From this date (UTC, exclusive end) on a tombstone is in no feed; null while nothing is withdrawn. */
  leavesOn: string | null
}>

/** A single date that will not happen. `date` is the start the series gives it. */
export type CalledOff = Readonly<{ date: string; note: string | null }>

/** What the public read of where and when until an approved revision said otherwise. */
export type Before = Readonly<{
  /** The step that changed it. */
  at: Instant
  time: EventTime
  place: Readonly<{ name?: string; city?: string; address?: string }> | null
  attendance: EventContent['attendance']
}>

/** One time an event takes place. */
export type Occurrence = Readonly<{
  event: string
  /** RECURRENCE-ID value: `20121205` for all-day, `20121205T183000Z` for timed. */
  recurrenceId: string
  allDay: boolean
  /** Wall clock in the event's own zone. */
  start: FloatingMs
  /** Exclusive; equal to `start` when no end is given. */
  end: FloatingMs
  /** UTC milliseconds; for all-day events the same as the floating value. */
  startAt: number
  endAt: number
}>

/** A publication's stored text in one format and language. */
export type FragmentFormat =
  | 'ics'
  | 'item'
  | 'card'
  | 'json'
  // Told otherwise that it is off; there only where that differs from `ics` or `item`. `status`: in
  // STATUS and not in the title. `title`: in the title and not in STATUS.
  | 'ics:status'
  | 'ics:title'
  | 'item:status'
export type Fragment = Readonly<{
  format: FragmentFormat
  /** Of the text; of our own words when they are `borrowed`. */
  lang: Lang
  original: boolean
  /** The text is the original's, and only our words in it are in `lang`, which the event has no text in. */
  borrowed: boolean
  body: string
}>

/** What every fragment depends on beside the publication. A change re-renders all. */
export type Site = Readonly<{
  /** Public address without a final slash, for example `https://calendar.example.eu`. */
  baseUrl: string
  name: string
}>

/** How long a tombstone stays in the feeds after the event's end, or after the withdrawal if later. */
const tombstoneDays = 30

/** How far ahead of a publication or a sweep occurrences are stored. */
export const horizonMonths = 24

/** The wall-clock moment up to which occurrences are stored at an instant (exclusive). */
export const horizonOf = (at: Instant): FloatingMs =>
  floating(addMonths(at.slice(0, 10), horizonMonths))

/** Occurrences as the read side holds them: all up to a moment, and where they end if they go on. */
export type Expanded = Readonly<{
  occurrences: readonly Occurrence[]
  /** Exclusive; null when there are no more. */
  expandedTo: FloatingMs | null
}>

/** Expands an event up to the horizon of an instant. */
export const expandedAt = (
  event: string,
  content: Pick<EventContent, 'time' | 'overrides'>,
  at: Instant
): Expanded => {
  const to = horizonOf(at)
  return goesOnAfter(content, to)
    ? { occurrences: occurrencesWithin(event, content, { from: 0, to }), expandedTo: to }
    : { occurrences: occurrencesWithin(event, content), expandedTo: null }
}

/** UTC date on which a tombstone made at `now` leaves the feeds. A series without end ends now. */
export const tombstoneEnd = (
  content: Pick<EventContent, 'time' | 'overrides'>,
  now: Instant
): string => {
  const endless = goesOnAfter(content, floating('2150-01-01'))
  const lastEnd = endless ? 0 : Math.max(...occurrencesWithin('', content).map((o) => o.endAt))
  return addDays(dateOf(Math.max(lastEnd - 1, Date.parse(now))), tombstoneDays + 1)
}

/** Does the public see this event's text (page, list, grid), or only a tombstone or nothing? */
export const isVisible = (publication: Pick<Publication, 'state'>): boolean =>
  publication.state === 'published' || publication.state === 'archived'
