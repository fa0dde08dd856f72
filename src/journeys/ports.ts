import type { Site } from '../calendar/publication.ts'
import type { Store } from '../calendar/store.ts'
import type { Instant } from '../calendar/time.ts'

/** What a journey is given. Clock and ids come from outside, so that tests can hold them. */
export type Ports = Readonly<{
  store: Store
  site: Site
  /** UTC, whole seconds. */
  now: () => Instant
  /** UUIDv7. */
  newId: () => string
}>
