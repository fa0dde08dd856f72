import type { AppLimit, CalendarApp } from './calendar-apps.ts'
import type { Lang } from './language.ts'
import type { Instant, LocalDate } from './time.ts'

/** What a calendar file holds, as one reads it in the file. Nothing here comes from the database. */
export type FeedFacts = Readonly<{
  /** What the file calls itself, and the language it says that in. */
  name: string
  lang: Lang | null
  /** Entries that an app lists: single events and series, each once. */
  events: number
  /** Of these, how many repeat by a rule. */
  repeating: number
  /** Dates of series that are written out because they differ. */
  changedDates: number
  /** Entries and dates with `STATUS:CANCELLED`. */
  cancelled: number
  /** Entries by the clock they are written on, most first: a zone, `UTC`, or `null` for whole days. */
  zones: readonly Readonly<{ zone: string | null; events: number }>[]
  /** Entries and dates that have the text as HTML too, and those with a link to join. */
  html: number
  conferences: number
  /** The first date from today on; local to its event. */
  next: LocalDate | null
  /** The last date; null when there is none, or when a series goes on without end. */
  last: LocalDate | null
  /** A series goes on without end. */
  endless: boolean
  /** LAST-MODIFIED of what was changed longest ago and most recently. */
  oldestChange: Instant | null
  newestChange: Instant | null
  /** How often the file asks to be read again: an ISO 8601 duration. */
  refresh: string | null
}>

/** One thing wrong in a file, however often. */
export type Breach = Readonly<{
  rule: string
  severity: 'error' | 'warning'
  /** The requirement, and where it is written. */
  says: string
  basis: string
  count: number
  /** The first of them: line of the file, from 1, and what stands there. */
  places: readonly Readonly<{ line: number; detail: string }>[]
}>

/** How near a feed comes to a limit. */
export type LimitCheck = Readonly<{
  /** Null for what we advise ourselves. */
  app: string | null
  limit: AppLimit
  have: number
  verdict: 'well' | 'near' | 'over'
}>

/** What a client asks of the address beside the file itself. */
export const httpTraits = [
  'type',
  'etag',
  'etagUnchanged',
  'lastModified',
  'lastModifiedUnchanged',
] as const
export type HttpTrait = (typeof httpTraits)[number]

/** Everything the doctor says of one feed. */
export type FeedCheck = Readonly<{
  /** The file's own address, in its canonical spelling. */
  address: string
  /** Octets of the file; where `contents` is null, it has at least so many. */
  bytes: number
  /** The same compressed, about as it travels; null where the file was not read to its end. */
  gzipBytes: number | null
  /** Last-Modified of the file as a whole: also midnight UTC, when the days it looks at move on. */
  lastModified: Instant
  /** Null when the file is too large to be checked here, or is no calendar. */
  contents: FeedFacts | null
  /** It was read to its end. */
  complete: boolean
  http: Readonly<Record<HttpTrait, boolean>>
  breaches: readonly Breach[]
  limits: readonly LimitCheck[]
  /** In how many calendars it is, as far as that can be known; null when nothing has been counted. */
  readers: string | null
  apps: readonly CalendarApp[]
}>
