import type { HistoryEntry } from '../../calendar/audit.ts'
import type { Occurrence } from '../../calendar/publication.ts'
import type { Decision } from '../../calendar/submission.ts'
import type { Instant } from '../../calendar/time.ts'
import type { Situation } from './doings.ts'

/** How many submissions are looked at before one; `more`: at least so many. */
export type Ahead = Readonly<{ count: number; more: boolean }>

/** All that an organiser's page of one event shows. */
export type OwnEventView = Readonly<{
  situation: Situation
  newestRevision: number
  /** Decisions on the newest submission, oldest first. */
  decisions: readonly Decision[]
  /** Everything that happened, oldest first. */
  history: readonly HistoryEntry[]
  mayAppeal: boolean
  /** Null when it is in no queue. */
  ahead: Ahead | null
  /** The next dates of a public series, and whether there are more after them. */
  occurrences: readonly Occurrence[]
  more: boolean
  now: Instant
}>
