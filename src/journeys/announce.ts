import { Fault } from '../calendar/fault.ts'
import type { Actor } from '../calendar/people.ts'
import type { Publication } from '../calendar/publication.ts'
import { announce } from '../calendar/publishing.ts'
import { fragmentsOf } from '../render/fragment.ts'
import type { Ports } from './ports.ts'
import { checkPublished } from './retract.ts'
import { type Expected, ownEvent } from './revise.ts'

/**
 * The organiser cancels a public event, or takes the cancellation back: at once, without review.
 * Doing it twice changes nothing. A given If-Match must name the public version.
 */
export const announceStatus = async (
  { store, site, now }: Ports,
  actor: Actor,
  eventId: string,
  cause: 'cancel' | 'reinstate',
  note: string | null,
  expected: Expected
): Promise<Publication> => {
  const head = await ownEvent({ store }, actor, eventId)
  const before = checkPublished(head, expected)
  const cancelled = before.status === 'cancelled'
  if (cause === 'cancel' && cancelled && before.statusNote === note) return before
  if (cause === 'reinstate' && !cancelled) {
    throw new Fault('not_found', 'This event is not cancelled.')
  }
  const step = announce(before, cause, note, { id: actor.id, name: actor.name }, now())
  await store.commit({ steps: [{ step, fragments: fragmentsOf(step.publication, site) }] })
  return step.publication
}
