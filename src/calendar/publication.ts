import type { Availability, EventContent, EventStatus } from './event.ts'
import type { Lang } from './language.ts'
import {
  addDays,
  basicForm,
  dateOf,
  type FloatingMs,
  floating,
  type Instant,
  resolve,
} from './time.ts'

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
  /** First publication: CREATED, `date_published`. */
  publishedAt: Instant
  /** Latest publication step: DTSTAMP = LAST-MODIFIED, `date_modified`. */
  changedAt: Instant
  /** From this date (UTC, exclusive end) on a tombstone is in no feed; null while nothing is withdrawn. */
  leavesOn: string | null
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
export type FragmentFormat = 'ics' | 'item' | 'card' | 'json'
export type Fragment = Readonly<{
  format: FragmentFormat
  lang: Lang
  original: boolean
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

/**
 * Every occurrence of an event, in order. One-off events have one; a recurrence rule will have its
 * own file and be expanded here.
 */
export const occurrencesOf = (
  event: string,
  { time }: Pick<EventContent, 'time'>
): Occurrence[] => {
  const start = floating(time.start)
  const end = time.end === undefined ? start : floating(time.end)
  const startAt = time.allDay ? start : resolve(start, time.zone)
  const endAt = time.allDay ? end : resolve(end, time.zone)
  return [
    {
      event,
      recurrenceId: basicForm(startAt, time.allDay),
      allDay: time.allDay,
      start,
      end,
      startAt,
      endAt,
    },
  ]
}

/** UTC date on which a tombstone made at `now` leaves the feeds. */
export const tombstoneEnd = (content: Pick<EventContent, 'time'>, now: Instant): string => {
  const lastEnd = Math.max(...occurrencesOf('', content).map((o) => o.endAt))
  return addDays(dateOf(Math.max(lastEnd - 1, Date.parse(now))), tombstoneDays + 1)
}

/** Does the public see this event's text (page, list, grid), or only a tombstone or nothing? */
export const isVisible = (publication: Pick<Publication, 'state'>): boolean =>
  publication.state === 'published' || publication.state === 'archived'
