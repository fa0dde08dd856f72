import { addMonths, day, type Instant, instantOf } from './time.ts'

/** One kind of record, and from when on it is no longer kept. */
type Period = Readonly<{
  /** What is kept, as the privacy page says it. */
  what: string
  /** What the time is counted from. */
  since: string
  /** How long, in words. */
  kept: string
  /** Whatever the time is counted from and lies at or before this instant is due at `now`. */
  cutoff: (now: Instant) => Instant
}>

const hour = day / 24
const hours = (count: number) => ({
  kept: `${count} hours`,
  cutoff: (now: Instant) => instantOf(Date.parse(now) - count * hour),
})
const days = (count: number) => ({
  kept: `${count} days`,
  cutoff: (now: Instant) => instantOf(Date.parse(now) - count * day),
})
/** Calendar months; from a day that an earlier month lacks, its last day. */
const months = (count: number) => ({
  kept: `${count} months`,
  cutoff: (now: Instant) => addMonths(now.slice(0, 10), -count) + now.slice(10),
})

/** How long each kind of record is kept; the sweep erases what is due. */
export const periods = {
  unconfirmed: {
    what: 'Submissions whose mailbox was never confirmed',
    since: 'their arrival',
    ...hours(48),
  },
  drafts: { what: 'Drafts of the form', since: 'their last change', ...days(30) },
  refusedContact: {
    what: 'The submitter’s contact of events that were refused or withdrawn',
    since: 'the last decision, for an appeal',
    ...months(6),
  },
  publishedContact: {
    what: 'The submitter’s contact of published events',
    since: 'the end of the event',
    ...months(12),
  },
  publicContact: {
    what: 'The contact published with an event',
    since: 'the end of the event',
    ...days(60),
  },
  audit: { what: 'The record of who did what', since: 'the deed', ...months(24) },
  addressHashes: {
    what: 'Keyed hashes of network addresses, to stop floods',
    since: 'the request',
    ...days(14),
  },
  mailLog: { what: 'The record of mail that was sent', since: 'its delivery', ...days(30) },
  idempotency: {
    what: 'Answers to requests that may be sent twice',
    since: 'the first answer',
    ...hours(24),
  },
  readerDigests: {
    what: 'Digests that tell the readers of a feed apart, and the salt of the day',
    since: 'the beginning of the day (UTC)',
    ...hours(24),
  },
  readerCounts: {
    what: 'How many calendars read a feed on a day',
    since: 'that day',
    ...days(400),
  },
  readerCountsOfFilters: {
    what: 'The same of filters that somebody put together',
    since: 'that day',
    ...days(14),
  },
} as const satisfies Readonly<Record<string, Period>>

export type Kept = keyof typeof periods

/** What of a kind is due at `now`: everything counted from this instant or earlier. */
export const cutoff = (kind: Kept, now: Instant): Instant => periods[kind].cutoff(now)
