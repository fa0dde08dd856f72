import type { FeedPreview } from '../../calendar/feed-preview.ts'
import type { Lang } from '../../calendar/language.ts'

/** The id of the piece with the result: where “Show” and posters lead. */
export const resultId = 'result'

/** A calendar somebody may subscribe to, as the page shows it. Addresses are complete. */
export type Offer = Readonly<{
  /** The filter in words; empty for everything. */
  selection: string
  /** What the calendar is called in an app. */
  name: string
  addresses: Readonly<{
    ics: string
    json: string
    atom: string
    /** This page with the same selection. */
    page: string
    /** The doctor's page for this feed. */
    check: string
  }>
  /** Fields of the form that makes a short address; null where the address is short already. */
  shortens: readonly (readonly [name: string, value: string])[] | null
  /** The short address, once there is one. */
  short: Readonly<{ url: string }> | null
  /** The filter contradicts itself. */
  impossible: boolean
  /** Text languages, best first. */
  locale: readonly Lang[]
  preview: FeedPreview
}>
