import * as z from 'zod'

/** ISO date or nothing; a window with both ends fixed never moves. */
const fixedWindow = z.strictObject({ from: z.iso.date(), to: z.iso.date() })

/**
 * A curated feed, one reviewed JSON file in `feeds/`. The slug is the file's path without `.json`
 * and is a promise: it is never renamed.
 */
export const feedDefinition = z.strictObject({
  slug: z.string().regex(/^[a-z0-9]+(?:[-/][a-z0-9]+)*$/),
  title: z.string().min(1).max(120),
  description: z.string().min(1).max(400),
  /** Filter parameters as in the address: `{ "country": "PL,EU" }`. */
  filter: z.record(z.string(), z.string()).default({}),
  /** Text languages, best first; absent means each event's original. */
  locale: z.string().optional(),
  /** Absent: 30 days back to 18 months ahead, moving. `to` is exclusive. */
  window: fixedWindow.optional(),
  keptBy: z.string().min(1),
})
export type FeedDefinition = z.output<typeof feedDefinition>
