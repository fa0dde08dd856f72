import type { EventContent } from '../calendar/event.ts'
import { Fault } from '../calendar/fault.ts'
import type { Actor } from '../calendar/people.ts'
import type { Submission } from '../calendar/submission.ts'
import { day } from '../calendar/time.ts'
import { lockOf } from './lock.ts'
import type { Ports } from './ports.ts'

/** How long an Idempotency-Key answers the same again. */
const rememberedFor = day

export type Offer = Readonly<{
  content: EventContent
  /** The body as it came. */
  received: string
  /** Private words to the moderator. */
  message: string | null
}>

/** A request that may be sent twice: the caller's key and the SHA-256 (hex) of the body. */
export type Repeatable = Readonly<{ key: string; digest: string }>

/** The organisation somebody acts for; throws `forbidden` when there is none. */
export const actingFor = (actor: Actor) => {
  if (actor.organisation) return actor.organisation
  throw new Fault('forbidden', 'Only an organisation can submit events; use a key issued for one.')
}

/**
 * An organisation offers an event: a new event, its revision 1 and a pending submission, or nothing.
 * The same key with the same body answers the first answer again (`replayed`); with another body it
 * is `unprocessable`. `answer` renders what is kept for that.
 */
export const submit = async (
  { store, now, newId }: Ports,
  actor: Actor,
  offer: Offer,
  repeatable: Repeatable,
  answer: (submission: Submission) => string
): Promise<Readonly<{ body: string; replayed: boolean }>> => {
  const organisation = actingFor(actor)
  const replay = await answeredBefore({ store, now }, actor, repeatable)
  if (replay) return replay

  const at = now()
  const event = newId()
  const submission: Submission = {
    id: newId(),
    event,
    revision: 1,
    state: 'pending',
    round: 0,
    organisation,
    submitter: { id: actor.id, name: actor.name },
    primaryCountry: offer.content.primaryCountry,
    message: offer.message,
    content: offer.content,
    split: null,
    submittedAt: at,
    waitingSince: at,
  }
  const body = answer(submission)
  try {
    await store.commit({
      answered: { actor: actor.id, ...repeatable, body, at },
      newEvent: { id: event, organisationId: organisation.id, at },
      revisions: [
        {
          event,
          number: 1,
          content: offer.content,
          received: offer.received,
          author: actor.id,
          at,
        },
      ],
      newSubmission: submission,
    })
  } catch (fault) {
    if (lockOf(fault) !== 'idempotency') throw fault
    const first = await answeredBefore({ store, now }, actor, repeatable)
    if (first) return first
    throw fault
  }
  return { body, replayed: false }
}

const answeredBefore = async (
  { store, now }: Pick<Ports, 'store' | 'now'>,
  actor: Actor,
  { key, digest }: Repeatable
) => {
  const found = await store.answered(actor.id, key)
  if (!found) return null
  if (found.digest !== digest) {
    throw new Fault(
      'unprocessable',
      'This Idempotency-Key was used for another body; choose a new key.',
      [
        {
          parameter: 'Idempotency-Key',
          code: 'key-reused',
          detail: 'The key belongs to another request.',
        },
      ]
    )
  }
  if (Date.parse(found.at) < Date.parse(now()) - rememberedFor) {
    throw new Fault(
      'unprocessable',
      'This Idempotency-Key is older than a day; choose a new key.',
      [
        {
          parameter: 'Idempotency-Key',
          code: 'key-expired',
          detail: 'Keys are remembered for a day.',
        },
      ]
    )
  }
  return { body: found.body, replayed: true }
}
