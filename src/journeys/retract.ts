import { Fault } from '../calendar/fault.ts'
import { type Actor, mayDecide } from '../calendar/people.ts'
import type { Publication } from '../calendar/publication.ts'
import { publicationTag, retract } from '../calendar/publishing.ts'
import type { EventHead } from '../calendar/store.ts'
import { decide, type Reason } from '../calendar/submission.ts'
import { fragmentsOf } from '../render/fragment.ts'
import type { Ports } from './ports.ts'
import { type Expected, ownEvent } from './revise.ts'

/** The public version an announcement is about; `not_found`, `gone` or `stale` otherwise. */
export const checkPublished = ({ publication }: EventHead, expected: Expected): Publication => {
  if (!publication) throw new Fault('not_found', 'This event is not public.')
  if (publication.state !== 'published')
    throw new Fault('gone', `This event is ${publication.state}.`)
  const tag = publicationTag(publication)
  if (expected && !expected(tag)) {
    throw new Fault('stale', 'The event has changed since you read it; read it again.', [
      { parameter: 'If-Match', code: 'stale', detail: `The current version is ${tag}.` },
    ])
  }
  return publication
}

/**
 * The organiser withdraws an event: a waiting submission is withdrawn, and what is public becomes a
 * tombstone. Answers the tombstone, or null when nothing was public yet.
 */
export const withdraw = async (
  { store, site, now }: Ports,
  actor: Actor,
  eventId: string,
  text: string | null,
  expected: Expected
): Promise<Publication | null> => {
  const head = await ownEvent({ store }, actor, eventId)
  const at = now()
  const by = { id: actor.id, name: actor.name }
  const reason: Reason = { code: null, text }
  const decisions = head.waiting ? [decide(head.waiting, 'withdraw', by, reason, at)] : []
  if (!head.publication) {
    if (!head.waiting) throw new Fault('gone', 'Nothing of this event waits and nothing is public.')
    await store.commit({ decisions })
    return null
  }
  const before = checkPublished(head, expected)
  const step = retract(before, 'withdraw', reason, by, at)
  await store.commit({
    decisions,
    steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
  })
  return step.publication
}

/** A moderator takes an event down: every text is lost at once, a bare tombstone remains. */
export const remove = async (
  { store, site, now }: Ports,
  actor: Actor,
  eventId: string,
  reason: Reason
): Promise<Publication> => {
  const head = await store.head(eventId)
  if (!head?.publication) throw new Fault('not_found', 'There is no such event.')
  const { publication: before, organisation } = head
  const answer = mayDecide(actor, {
    primaryCountry: before.content.primaryCountry,
    organisationId: organisation.id,
  })
  if (answer !== 'yes') {
    throw new Fault(
      'forbidden',
      'Only a moderator of its country, of another organisation, removes an event.',
      [{ code: answer, detail: 'You may not remove this event.' }]
    )
  }
  if (before.state !== 'published' && before.state !== 'archived') {
    throw new Fault('gone', `This event is ${before.state}.`)
  }
  const at = now()
  const by = { id: actor.id, name: actor.name }
  const step = retract(before, 'remove', reason, by, at)
  const decisions = head.waiting
    ? [
        decide(
          head.waiting,
          head.waiting.state === 'pending' ? 'reject' : 'withdraw',
          by,
          reason,
          at
        ),
      ]
    : []
  await store.commit({
    decisions,
    steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
  })
  return step.publication
}
