import type { Context } from 'hono'
import type { Accounts } from '../calendar/accounts.ts'
import type { FeedDefinition } from '../calendar/feed.ts'
import type { Limits } from '../calendar/limits.ts'
import type { Identity } from '../calendar/people.ts'
import type { Ports } from '../journeys/ports.ts'
import type { Compress } from './conditional.ts'
import type { FinishedAnswers } from './finished.ts'

/** What the doors give to the app. */
export type Means = Readonly<{
  ports: Ports
  identity: Identity
  /** Signing in, organisations, keys, administration, privacy. */
  accounts: Accounts
  limits: Limits
  /** Keys for what only this service may compute are derived from it. */
  secret: string
  /** The address a request comes from, as far as a door can tell; it is only ever hashed. */
  addressOf: (c: Context) => string | null
  /** Pages of the mailbox at `/dev/mail`; only in development. */
  mailbox?: Mailbox
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

/** Mails that a developer's service has sent, as HTML pages. */
export type Mailbox = Readonly<{
  list(): Promise<unknown>
  /** Null when there is none. */
  one(name: string): Promise<unknown>
}>
