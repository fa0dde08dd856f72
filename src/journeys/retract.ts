import { Fault } from '../calendar/fault.ts'
import { type Actor, isSenior, mayDecide, mayUse } from '../calendar/people.ts'
import type { Publication } from '../calendar/publication.ts'
import { publicationTag, restore, retract } from '../calendar/publishing.ts'
import type { EventHead } from '../calendar/store.ts'
import { decide, type Reason } from '../calendar/submission.ts'
import { addMonths } from '../calendar/time.ts'
import { fragmentsOf } from '../render/fragment.ts'
import { mustBeFilled } from './moderate.ts'
import type { Ports } from './ports.ts'
import { type Expected, ownEvent } from './revise.ts'
import { tellSubmitters } from './tell.ts'

/** Why an event of such a state takes no announcement any more. */
const ended = {
  archived: 'This event is over and archived; it can be withdrawn, not changed.',
  withdrawn: 'This event is withdrawn.',
  removed: 'This event is removed.',
} as const

/**
 * The public version an announcement is about; `not_found`, `gone` or `stale` otherwise. What is
 * over takes none, but may still be taken back (`alsoArchived`).
 */
export const checkPublished = (
  { publication }: EventHead,
  expected: Expected,
  alsoArchived = false
): Publication => {
  if (!publication) throw new Fault('not_found', 'This event is not public.')
  const { state } = publication
  if (state !== 'published' && !(alsoArchived && state === 'archived'))
    throw new Fault('gone', ended[state])
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
  const head = await ownEvent({ store }, actor, eventId, 'announce')
  const at = now()
  const by = { id: actor.id, name: actor.name }
  const reason: Reason = { code: null, text }
  const decisions = head.waiting ? [decide(head.waiting, 'withdraw', by, reason, at)] : []
  if (!head.publication) {
    if (!head.waiting) throw new Fault('gone', 'Nothing of this event waits and nothing is public.')
    await store.commit({ decisions })
    return null
  }
  const before = checkPublished(head, expected, true)
  const step = retract(before, 'withdraw', reason, by, at)
  await store.commit({
    decisions,
    steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
  })
  return step.publication
}

/** Throws `forbidden` unless the actor may decide on the event itself, whatever waits of it. */
const checkModerates = (actor: Actor, head: EventHead, before: Publication, sentence: string) => {
  const answer = mayDecide(actor, {
    primaryCountry: before.content.primaryCountry,
    organisationId: head.organisation.id,
    ownerId: head.ownerId,
    event: head.id,
  })
  if (answer !== 'yes') throw new Fault('forbidden', sentence, [{ code: answer, detail: sentence }])
  if (!mayUse(actor, 'moderate')) {
    throw new Fault('forbidden', 'This key may not decide; issue one with the scope “moderate”.')
  }
}

/**
 * A moderator takes an event down: every text is lost at once, a bare tombstone remains, and whoever
 * submitted it is told why (Regulation (EU) 2022/2065, Art. 17).
 */
export const remove = async (
  ports: Ports,
  actor: Actor,
  eventId: string,
  reason: Reason
): Promise<Publication> => {
  const { store, site, now } = ports
  mustBeFilled(reason)
  const head = await store.head(eventId)
  if (!head?.publication) throw new Fault('not_found', 'There is no such event.')
  const before = head.publication
  checkModerates(
    actor,
    head,
    before,
    'Only a moderator of its country, of another organisation, removes an event.'
  )
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
    mails: head.newest
      ? await tellSubmitters(
          ports,
          { ...head.newest, content: before.content },
          'removed',
          (told) => ({
            ...told,
            reason,
          })
        )
      : [],
  })
  return step.publication
}

/** How long a removed event can be put back, and its submitter object. */
const restoreMonths = 6

/** A senior moderator puts a removed event back, with the text it had. */
export const restoreEvent = async (
  ports: Ports,
  actor: Actor,
  eventId: string,
  text: string | null
): Promise<Publication> => {
  const { store, site, now } = ports
  const head = await store.head(eventId)
  if (!head?.publication) throw new Fault('not_found', 'There is no such event.')
  const before = head.publication
  const sentence = 'Only a senior moderator of its country, of another organisation, restores it.'
  checkModerates(actor, head, before, sentence)
  if (!isSenior(actor)) throw new Fault('forbidden', sentence)
  if (before.state !== 'removed') {
    throw new Fault('conflict', `This event is ${before.state}; only a removed one is restored.`)
  }
  const at = now()
  if (addMonths(before.changedAt.slice(0, 10), restoreMonths) < at.slice(0, 10)) {
    throw new Fault('gone', `It was removed more than ${restoreMonths} months ago.`)
  }
  const content = await store.revision(eventId, before.revision)
  if (!content) throw new Error(`revision ${before.revision} of ${eventId} is missing`)
  const by = { id: actor.id, name: actor.name }
  const step = restore(before, content, { code: null, text }, by, at)
  await store.commit({
    steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
    mails: head.newest
      ? await tellSubmitters(ports, { ...head.newest, content }, 'restored', (told) => told)
      : [],
  })
  return step.publication
}
