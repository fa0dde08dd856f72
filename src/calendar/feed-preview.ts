import type { EventCard } from './card.ts'
import type { Occurrence } from './publication.ts'
import type { Window } from './time.ts'

/** More dates than this are not counted: a calendar that full helps nobody. */
export const mostCounted = 300

/** What a feed holds soon, for people who think of subscribing to it. */
export type FeedPreview = Readonly<{
  /** The days looked at, local dates, `to` exclusive; the feed's own where its filter names both ends. */
  window: Window
  /** The filter names a first or a last day, so `window` is not simply the next days. */
  fixed: boolean
  /** Events with a date in the window. */
  events: number
  /** Their dates in the window; a series has several. */
  dates: number
  /** There are more dates than `mostCounted`; then `events` and `dates` only count the first of them. */
  crowded: boolean
  /** The first dates, in order, with their events in the reader's language. */
  next: readonly Readonly<{ occurrence: Occurrence; card: EventCard }>[]
}>
