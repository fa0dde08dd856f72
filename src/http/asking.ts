import type { MiddlewareHandler } from 'hono'
import { Fault } from '../calendar/fault.ts'
import type { Actor, Identity } from '../calendar/people.ts'

/** Who is asking; a fault `unauthenticated` when nobody says so. */
export const asking = async (identity: Identity, headers: Headers): Promise<Actor> => {
  const actor = await identity.actorOf(headers)
  if (actor) return actor
  throw new Fault('unauthenticated', 'Send an API key as “Authorization: Bearer …”.')
}

/** 401 for a stranger before anything is said about the body. */
export const known =
  (identity: Identity): MiddlewareHandler =>
  async (c, next) => {
    await asking(identity, c.req.raw.headers)
    return next()
  }
