import type { Context } from 'hono'
import { Fault } from '../calendar/fault.ts'
import type { Actor } from '../calendar/people.ts'
import type { Means } from './means.ts'
import { openPath } from './open-path.ts'
import { portsFor } from './private-page.ts'

/** Somebody we know, if the request shows who; a broken key or link is nobody. */
const whoTried = async ({ identity }: Means, c: Context): Promise<Actor | null> => {
  try {
    return await identity.actorOf(c.req.raw.headers)
  } catch (fault) {
    if (fault instanceof Fault) return null
    throw fault
  }
}

const writes = ['POST', 'PUT', 'PATCH', 'DELETE']

/**
 * An attempt that somebody was not allowed is a row of the audit: who, what, why not. Reads leave
 * none, and neither do strangers, who could fill it.
 */
export const auditRefusal = async (means: Means, c: Context, error: unknown): Promise<void> => {
  if (!(error instanceof Fault) || !writes.includes(c.req.method)) return
  if (error.code !== 'forbidden' && error.code !== 'not_found') return
  const actor = await whoTried(means, c)
  if (!actor) return
  const { store, now } = await portsFor(means, c)
  await store.commit({
    audit: [
      {
        at: now(),
        by: { id: actor.id, name: actor.name },
        verb: 'request',
        object: `${c.req.method} ${openPath(c.req.path)}`.slice(0, 200),
        outcome: 'refused',
        reason: error.message.slice(0, 300),
      },
    ],
  })
}
