import { Fault } from '../calendar/fault.ts'
import { type Actor, mayEdit, mayUse } from '../calendar/people.ts'
import { publicationTag } from '../calendar/publishing.ts'
import { keepingDates } from '../calendar/series-edit.ts'
import { withStaleness } from '../calendar/staleness.ts'
import type { EventHead } from '../calendar/store.ts'
import { decide, type Submission, submissionTag } from '../calendar/submission.ts'
import type { Ports } from './ports.ts'
import type { Offer } from './submit.ts'
import { tellSubmitters } from './tell.ts'
import { approvedOnTrust } from './trust.ts'

/** The submission that now waits, and dates of the series that were promised something and are gone. */
export type Revised = Readonly<{ submission: Submission; dropped: readonly string[] }>

/** If-Match as a question; null when the header is missing. */
export type Expected = ((tag: string) => boolean) | null

/** What a key is used for, as a sentence when its scopes do not have it. */
const refusals = {
  submit: 'This key may not submit or edit; issue one with the scope “submit”.',
  announce: 'This key may not announce changes; issue one with the scope “announce”.',
} as const

/** An event the actor answers for; to everybody else it does not exist here. */
export const ownEvent = async (
  { store }: Pick<Ports, 'store'>,
  actor: Actor,
  id: string,
  scope: keyof typeof refusals
): Promise<EventHead> => {
  const head = await store.head(id)
  if (!head) throw new Fault('not_found', 'There is no such event.')
  const of = { organisationId: head.organisation.id, ownerId: head.ownerId, event: id }
  if (mayEdit(actor, of)) {
    if (!mayUse(actor, scope)) throw new Fault('forbidden', refusals[scope])
  } else {
    throw head.publication?.state === 'published'
      ? new Fault('forbidden', 'Only the organisation that submitted an event can change it.')
      : new Fault('not_found', 'There is no such event.')
  }
  return head
}

/**
 * What an edit starts from: the submission that waits, else the public version. Throws
 * `precondition_required` without If-Match, `stale` when it names something else, `gone` or
 * `conflict` when there is nothing to edit.
 */
const checkBase = (head: EventHead, expected: Expected) => {
  const { waiting, publication } = head
  if (!waiting && !publication) {
    throw new Fault('conflict', 'This submission is closed; submit the event anew.', [
      { code: 'wrong-state', detail: 'Nothing of this event waits and nothing is public.' },
    ])
  }
  if (!waiting && publication && publication.state !== 'published') {
    throw new Fault('gone', `This event is ${publication.state} and cannot be edited.`)
  }
  if (!expected) {
    throw new Fault('precondition_required', 'Send If-Match with the ETag of what you edited.', [
      {
        parameter: 'If-Match',
        code: 'missing',
        detail: 'An edit says which version it starts from.',
      },
    ])
  }
  const tag = waiting ? submissionTag(waiting) : publication ? publicationTag(publication) : ''
  if (!expected(tag)) {
    throw new Fault(
      'stale',
      waiting
        ? `A newer edit waits (submission ${waiting.id}, revision ${waiting.revision}); read it and edit that.`
        : 'The event has changed since you read it; read it again.',
      [{ parameter: 'If-Match', code: 'stale', detail: `The current version is ${tag}.` }]
    )
  }
}

/**
 * An organisation offers another revision of its event. What is public stays public until a
 * moderator approves. After a change request the same submission returns to its place in the
 * queue; a pending one is superseded by a new one.
 */
export const revise = async (
  ports: Ports,
  actor: Actor,
  eventId: string,
  offer: Offer,
  expected: Expected
): Promise<Revised> => {
  const { store, now, newId } = ports
  const head = await ownEvent({ store }, actor, eventId, 'submit')
  checkBase(head, expected)
  const base = head.waiting?.content ?? head.publication?.content ?? offer.content
  const { content, dropped } = keepingDates(
    base,
    withStaleness(base, offer.content),
    head.publication?.calledOff ?? []
  )

  const at = now()
  const by = { id: actor.id, name: actor.name }
  const number = head.newestRevision + 1
  const revision = {
    event: eventId,
    number,
    content,
    received: offer.received,
    author: actor.id,
    at,
  }
  const offered = {
    revision: number,
    content,
    primaryCountry: content.primaryCountry,
  }
  const reason = { code: null, text: offer.message }

  const told = (submission: Submission) =>
    tellSubmitters(ports, submission, 'received', (event) => ({
      ...event,
      country: submission.primaryCountry,
      again: true,
    }))
  const draftDone = offer.draft && { draftDone: { id: offer.draft, person: actor.id } }

  if (head.waiting?.state === 'changes_requested') {
    const decision = decide(head.waiting, 'resubmit', by, reason, at)
    const submission = { ...head.waiting, ...offered, state: decision.state, round: decision.round }
    await store.commit({
      revisions: [revision],
      decisions: [decision],
      offer: {
        submission: head.waiting.id,
        revision: number,
        primaryCountry: offered.primaryCountry,
      },
      mails: await told(submission),
      ...draftDone,
    })
    return { submission, dropped }
  }

  const submission: Submission = {
    id: newId(),
    event: eventId,
    state: 'pending',
    round: 0,
    organisation: head.organisation,
    ownerId: head.ownerId,
    submitter: by,
    lang: offer.lang,
    lowPriority: head.waiting?.lowPriority ?? false,
    message: offer.message,
    split: head.waiting?.split ?? null,
    submittedAt: at,
    // An edit of something that waits keeps its place: waiting longer must not be the price of care.
    waitingSince: head.waiting?.waitingSince ?? at,
    ...offered,
  }
  const trusted = head.waiting ? null : await approvedOnTrust(ports, submission)
  await store.commit({
    revisions: [revision],
    newSubmission: submission,
    mails: await told(submission),
    ...draftDone,
    ...trusted,
    decisions: head.waiting
      ? [decide(head.waiting, 'supersede', by, reason, at)]
      : (trusted?.decisions ?? []),
  })
  return {
    submission: trusted ? { ...submission, state: 'approved', round: 1 } : submission,
    dropped,
  }
}
