import { Fault } from '../calendar/fault.ts'
import type { Actor } from '../calendar/people.ts'
import type { Publication } from '../calendar/publication.ts'
import type { QueuePosition } from '../calendar/store.ts'
import type { Reason, Submission } from '../calendar/submission.ts'
import { checkDecides } from './moderate.ts'
import type { Ports } from './ports.ts'
import { positionOf } from './queue.ts'
import { remove } from './retract.ts'

/** How many are read at a time. */
const portion = 200

/** Was it published on trust without anybody having looked at it since? */
export const isUnchecked = async (
  { store }: Pick<Ports, 'store'>,
  { id, state, organisation }: Pick<Submission, 'id' | 'state' | 'organisation'>
): Promise<boolean> => {
  if (state !== 'approved') return false
  let after: QueuePosition | undefined
  for (;;) {
    const rows = await store.queue({
      states: ['approved'],
      kind: 'unchecked',
      organisationId: organisation.id,
      limit: portion,
      ...(after && { after }),
    })
    if (rows.some((row) => row.id === id)) return true
    const last = rows.at(-1)
    if (!last || rows.length < portion) return false
    after = positionOf(last)
  }
}

/** A moderator has looked at what was published on trust. Throws `conflict` when somebody has already. */
export const checkOff = async (
  { store, now }: Pick<Ports, 'store' | 'now'>,
  actor: Actor,
  id: string
): Promise<void> => {
  const submission = await store.submission(id)
  if (!submission) throw new Fault('not_found', 'There is no such submission.')
  const at = now()
  checkDecides(actor, submission, await store.decisions(id), at)
  if (!(await isUnchecked({ store }, submission))) {
    throw new Fault('conflict', 'Somebody has looked at this already.')
  }
  const by = { id: actor.id, name: actor.name }
  await store.commit({
    checked: { submission: id, by, at },
    assigned: { submission: id, by: null, at },
    audit: [
      {
        at,
        by,
        verb: 'check',
        object: `event:${submission.event}`,
        outcome: 'done',
        reason: null,
      },
    ],
  })
}

/**
 * A moderator takes an event down (see `remove`); when it was published on trust and nobody had
 * looked at it, now somebody has.
 */
export const takeDown = async (
  ports: Ports,
  actor: Actor,
  event: string,
  reason: Reason
): Promise<Publication> => {
  const removed = await remove(ports, actor, event, reason)
  const newest = (await ports.store.head(event))?.newest
  if (newest && (await isUnchecked(ports, newest))) await checkOff(ports, actor, newest.id)
  return removed
}
