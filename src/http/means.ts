import type { FeedDefinition } from '../calendar/feed.ts'
import type { Identity } from '../calendar/people.ts'
import type { Ports } from '../journeys/ports.ts'
import type { Compress } from './conditional.ts'
import type { FinishedAnswers } from './finished.ts'

/** What the doors give to the app. */
export type Means = Readonly<{
  ports: Ports
  identity: Identity
  feeds: ReadonlyMap<string, FeedDefinition>
  /** Kept answers, where a process lives long enough to keep some. */
  finished?: FinishedAnswers
  compress?: Compress
  /** Version of this software. */
  release: string
  /** Version of the runtime's time zone rules, for people who compare. */
  zoneData: string
  /** Names of migrations that are missing; the app is not ready while there are any. */
  pendingMigrations?: () => Promise<readonly string[]> | readonly string[]
}>
