import { Fault } from '../calendar/fault.ts'
import type { Actor } from '../calendar/people.ts'
import { dateOfRecurrenceId } from '../calendar/series.ts'
import { endedBefore } from '../calendar/series-edit.ts'
import type { Submission } from '../calendar/submission.ts'
import type { Ports } from './ports.ts'
import { checkPublished } from './retract.ts'
import { type Expected, ownEvent } from './revise.ts'
import type { Offer } from './submit.ts'
import { tellSubmitters } from './tell.ts'

/**
 * “This and following”: the series keeps its UID and its past and ends before a date; what follows
 * is a new event with a UID of its own. Both wait as one submission and are published in one commit.
 */
export const split = async (
  ports: Ports,
  actor: Actor,
  eventId: string,
  recurrenceId: string,
  offer: Offer,
  expected: Expected
): Promise<Submission> => {
  const { store, now, newId } = ports
  const head = await ownEvent({ store }, actor, eventId, 'submit')
  if (!expected) {
    throw new Fault(
      'precondition_required',
      'Send If-Match with the ETag of the event you split.',
      [
        {
          parameter: 'If-Match',
          code: 'missing',
          detail: 'A split says which version it starts from.',
        },
      ]
    )
  }
  const before = checkPublished(head, expected)
  if (head.waiting) {
    throw new Fault('conflict', 'An edit of this event waits; split it when that is decided.', [
      { code: 'edit-waits', detail: `Submission ${head.waiting.id} waits.` },
    ])
  }
  const date = dateOfRecurrenceId(before.content.time, recurrenceId)
  if (!date) throw new Fault('not_found', 'The series does not take place then.')
  const past = endedBefore(before.content, date)

  const at = now()
  const following = newId()
  const shortened = head.newestRevision + 1
  const author = { received: offer.received, author: actor.id, at }
  const submission: Submission = {
    id: newId(),
    event: following,
    revision: 1,
    state: 'pending',
    round: 0,
    organisation: head.organisation,
    ownerId: head.ownerId,
    lang: offer.lang,
    lowPriority: false,
    submitter: { id: actor.id, name: actor.name },
    primaryCountry: offer.content.primaryCountry,
    message: offer.message,
    content: offer.content,
    split: { event: eventId, revision: shortened },
    submittedAt: at,
    waitingSince: at,
  }
  await store.commit({
    newEvent: { id: following, organisationId: head.organisation.id, ownerId: head.ownerId, at },
    revisions: [
      { event: following, number: 1, content: offer.content, ...author },
      { event: eventId, number: shortened, content: past, ...author },
    ],
    newSubmission: submission,
    mails: await tellSubmitters(ports, submission, 'received', (event) => ({
      ...event,
      country: submission.primaryCountry,
      again: false,
    })),
  })
  return submission
}
