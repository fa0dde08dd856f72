import type { Trail } from '../calendar/audit.ts'
import type { FeedAddresses } from '../calendar/feed-address.ts'
import type { Outbox } from '../calendar/mail.ts'
import type { Memory } from '../calendar/memory.ts'
import type { Links, People } from '../calendar/people.ts'
import type { Site } from '../calendar/publication.ts'
import type { Readership } from '../calendar/readers.ts'
import type { Store } from '../calendar/store.ts'
import type { Instant } from '../calendar/time.ts'

/** What a journey is given. Clock and ids come from outside, so that tests can hold them. */
export type Ports = Readonly<{
  store: Store
  /** Whom to tell, and whose mailbox it is. */
  people: People
  links: Links
  outbox: Outbox
  memory: Memory
  /** How many read the feeds. */
  readers: Readership
  /** Short addresses of filters. */
  addresses: FeedAddresses
  site: Site
  /** UTC, whole seconds. */
  now: () => Instant
  /** UUIDv7. */
  newId: () => string
}>

/** The same ports for one request: whatever is committed says which request did it. */
export const traced = (ports: Ports, trail: Trail): Ports => ({
  ...ports,
  store: { ...ports.store, commit: (change) => ports.store.commit({ trail, ...change }) },
})
