import type { EventContent } from '../calendar/event.ts'
import { Fault } from '../calendar/fault.ts'
import type { Lang } from '../calendar/language.ts'
import { type Actor, independent, mayUse } from '../calendar/people.ts'
import type { Submission } from '../calendar/submission.ts'
import { day } from '../calendar/time.ts'
import { lockOf } from './lock.ts'
import type { Ports } from './ports.ts'
import { tellSubmitters } from './tell.ts'
import { approvedOnTrust } from './trust.ts'

/** How long an Idempotency-Key answers the same again. */
const rememberedFor = day

export type Offer = Readonly<{
  content: EventContent
  /** The body as it came. */
  received: string
  /** Private words to the moderator. */
  message: string | null
  /** In which language the submitter wants to be written to. */
  lang: Lang
  /** The unfinished form this was, if it was kept. */
  draft?: string
}>

/** A request that may be sent twice: the caller's key and the SHA-256 (hex) of the body. */
export type Repeatable = Readonly<{ key: string; digest: string }>

/** For whom somebody offers: their organisation, or themselves where there is none. */
export const actingFor = (actor: Actor) => {
  if (!mayUse(actor, 'submit')) {
    throw new Fault('forbidden', 'This key may not submit; issue one with the scope “submit”.')
  }
  if (actor.organisation) return { organisation: actor.organisation, ownerId: null }
  if (actor.scopes === null && actor.holds === null) {
    return { organisation: independent, ownerId: actor.id }
  }
  throw new Fault('forbidden', 'Only an organisation can submit events; use a key issued for one.')
}

/**
 * An organisation, or a person for themselves, offers an event: a new event, its revision 1 and a
 * submission, or nothing. What a trusted organisation offers is public at once. The same key with
 * the same body answers the first answer again (`replayed`); with another body it is
 * `unprocessable`. `answer` renders what is kept for that.
 */
export const submit = async (
  ports: Ports,
  actor: Actor,
  offer: Offer,
  repeatable: Repeatable,
  answer: (submission: Submission) => string
): Promise<Readonly<{ body: string; replayed: boolean }>> => {
  const { store, now, newId } = ports
  const { organisation, ownerId } = actingFor(actor)
  const replay = await answeredBefore({ store, now }, actor.id, repeatable)
  if (replay) return replay

  const at = now()
  const event = newId()
  const pending: Submission = {
    id: newId(),
    event,
    revision: 1,
    state: 'pending',
    round: 0,
    organisation,
    ownerId,
    submitter: { id: actor.id, name: actor.name },
    lang: offer.lang,
    lowPriority: false,
    primaryCountry: offer.content.primaryCountry,
    message: offer.message,
    content: offer.content,
    split: null,
    submittedAt: at,
    waitingSince: at,
  }
  const trusted = await approvedOnTrust(ports, pending)
  const body = answer(trusted ? { ...pending, state: 'approved', round: 1 } : pending)
  try {
    await store.commit({
      answered: { actor: actor.id, ...repeatable, body, at },
      newEvent: { id: event, organisationId: organisation.id, ownerId, at },
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
      newSubmission: pending,
      mails: await tellSubmitters(ports, pending, 'received', (told) => ({
        ...told,
        country: offer.content.primaryCountry,
        again: false,
      })),
      ...trusted,
      ...(offer.draft && { draftDone: { id: offer.draft, person: actor.id } }),
    })
  } catch (fault) {
    if (lockOf(fault) !== 'idempotency') throw fault
    const first = await answeredBefore({ store, now }, actor.id, repeatable)
    if (first) return first
    throw fault
  }
  return { body, replayed: false }
}

/** The first answer to a repeated request; null when it is the first. */
export const answeredBefore = async (
  { store, now }: Pick<Ports, 'store' | 'now'>,
  actor: string,
  { key, digest }: Repeatable
) => {
  const found = await store.answered(actor, key)
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
