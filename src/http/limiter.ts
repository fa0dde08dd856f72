import { keyedHash } from './keyed-hash.ts'
import { type Limiter, limiterOf } from './limits.ts'
import type { Means } from './means.ts'

/** The limits of the service, as routes take them. */
export const limiterFor = ({ limits, secret, ports, addressOf }: Means): Limiter =>
  limiterOf({ limits, hash: keyedHash(secret, 'limits'), now: ports.now, addressOf })
