import type { Context } from 'hono'
import type { Accounts } from '../calendar/accounts.ts'
import type { FeedRegister } from '../calendar/feed-register.ts'
import type { Limits } from '../calendar/limits.ts'
import type { Identity } from '../calendar/people.ts'
import type { Ports } from '../journeys/ports.ts'
import type { Compress } from './coding.ts'
import type { FinishedAnswers } from './finished.ts'
import type { ReaderCounter } from './reader-counter.ts'

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
  /** The feeds with an address of their own. */
  feeds: FeedRegister
  /** Kept answers, where a process lives long enough to keep some. */
  finished?: FinishedAnswers
  compress?: Compress
  /** A cache in front of us finds answers by `Cache-Tag`, and forgets those we name. */
  cacheTags?: true
  /** Where readers of feeds are counted. */
  readers?: ReaderCounter
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
