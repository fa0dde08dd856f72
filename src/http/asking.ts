import type { MiddlewareHandler } from 'hono'
import { Fault } from '../calendar/fault.ts'
import type { Actor, Identity } from '../calendar/people.ts'
import { limiterFor } from './limiter.ts'
import type { Means } from './means.ts'

/** Who is asking; a fault `unauthenticated` when nobody says so. */
export const asking = async (identity: Identity, headers: Headers): Promise<Actor> => {
  const actor = await identity.actorOf(headers)
  if (actor) return actor
  throw new Fault('unauthenticated', 'Send an API key as “Authorization: Bearer …”.')
}

/**
 * 401 for a stranger before anything is said about the body, and 429 for a key that writes too
 * often. A key is counted once it is known to be good, so that wrong ones leave no rows.
 */
export const known = (means: Means): MiddlewareHandler => {
  const limiter = limiterFor(means)
  return async (c, next) => {
    const { headers } = c.req.raw
    const actor = await asking(means.identity, headers)
    await limiter.take(c, 'write', { key: headers.get('Authorization') ?? actor.id })
    return next()
  }
}
