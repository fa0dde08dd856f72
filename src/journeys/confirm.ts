import { Fault } from '../calendar/fault.ts'
import { independent } from '../calendar/people.ts'
import { decide, type Submission } from '../calendar/submission.ts'
import { instantOf } from '../calendar/time.ts'
import { lockOf } from './lock.ts'
import type { Ports } from './ports.ts'
import { answeredBefore, type Offer, type Repeatable } from './submit.ts'
import { mailEventOf, tellSubmitters } from './tell.ts'

/** How long a mailbox has to answer before what it offered is deleted. */
const confirmationHours = 48
/** More at once from one mailbox is somebody else's joke on it. */
const mostUnconfirmed = 3

/** Who offers without an account. */
export type Stranger = Readonly<{ name: string; email: string }>

/** The hand in the ledger of answered requests for forms of people without an account. */
const anyone = 'form'

/**
 * Somebody without an account offers an event. Nothing reaches a moderator until their mailbox has
 * answered; what does not answer in two days is deleted. The same form sent again answers the same.
 */
export const offerWithoutAccount = async (
  ports: Ports,
  stranger: Stranger,
  offer: Offer & Readonly<{ lowPriority: boolean }>,
  repeatable: Repeatable
): Promise<Readonly<{ submission: string }>> => {
  const { store, people, now, newId } = ports
  const first = await answeredBefore(ports, anyone, repeatable)
  if (first) return JSON.parse(first.body)

  const person = await people.personOf({ ...stranger, lang: offer.lang })
  if ((await store.unconfirmedOf(person)) >= mostUnconfirmed) {
    throw new Fault(
      'too_many',
      `${mostUnconfirmed} events of this mailbox wait for their confirmation already. Open the link in one of those mails and confirm it, then send this one again; links that nobody opens expire after two days.`,
      [
        {
          pointer: '/email',
          code: 'too-many-unconfirmed',
          detail: 'Confirm the events you have sent first.',
        },
      ]
    )
  }
  const at = now()
  const event = newId()
  const { content, lang, lowPriority } = offer
  const submission: Submission = {
    id: newId(),
    event,
    revision: 1,
    state: 'unconfirmed',
    round: 0,
    organisation: independent,
    ownerId: person,
    submitter: { id: person, name: stranger.name },
    lang,
    lowPriority,
    primaryCountry: content.primaryCountry,
    message: offer.message,
    content,
    split: null,
    submittedAt: at,
    waitingSince: at,
  }
  const until = instantOf(Date.parse(at) + confirmationHours * 3_600_000)
  const answer = { submission: submission.id }
  try {
    await store.commit({
      answered: { actor: anyone, ...repeatable, body: JSON.stringify(answer), at },
      newEvent: { id: event, organisationId: independent.id, ownerId: person, at },
      revisions: [{ event, number: 1, content, received: offer.received, author: person, at }],
      newSubmission: submission,
      mails: [
        {
          id: newId(),
          kind: 'confirm',
          person,
          address: null,
          lang,
          facts: { ...mailEventOf(submission, lang), submission: submission.id, until },
          at,
        },
      ],
    })
  } catch (fault) {
    if (lockOf(fault) !== 'idempotency') throw fault
    const same = await answeredBefore(ports, anyone, repeatable)
    if (same) return JSON.parse(same.body)
    throw fault
  }
  return answer
}

/** What a confirmation link leads to, before anything is confirmed. */
export const awaitingConfirmation = async (
  { store, links, now }: Pick<Ports, 'store' | 'links' | 'now'>,
  id: string,
  token: string
): Promise<Submission> => {
  // A wrong token and a submission that was deleted look alike: the id tells nobody anything.
  const gone = () =>
    new Fault(
      'gone',
      'This link is not good any more: it was open for two days. Please send the event again.'
    )
  if (!(await links.fits('confirm', id, token))) {
    throw new Fault('not_found', 'This link is not complete; copy it whole from the mail.')
  }
  const submission = await store.submission(id)
  if (!submission) throw gone()
  const age = Date.parse(now()) - Date.parse(submission.submittedAt)
  if (submission.state === 'unconfirmed' && age > confirmationHours * 3_600_000) throw gone()
  return submission
}

/**
 * The mailbox has answered: the submission joins its country's queue. Opening the link again later
 * changes nothing and answers where the event's page is.
 */
export const confirm = async (
  ports: Ports,
  id: string,
  token: string
): Promise<Readonly<{ event: string; confirmed: boolean }>> => {
  const { store, people, now } = ports
  const submission = await awaitingConfirmation(ports, id, token)
  const { event, ownerId } = submission
  if (submission.state !== 'unconfirmed') return { event, confirmed: false }
  const at = now()
  const decision = decide(
    submission,
    'confirm',
    submission.submitter,
    { code: null, text: null },
    at
  )
  try {
    await store.commit({
      decisions: [decision],
      mails: await tellSubmitters(ports, submission, 'received', (told) => ({
        ...told,
        country: submission.primaryCountry,
        again: false,
      })),
    })
  } catch (fault) {
    // Two clicks at once: the other one has confirmed it.
    if (lockOf(fault) === null) throw fault
    return { event, confirmed: false }
  }
  if (ownerId) await people.verified(ownerId, at)
  return { event, confirmed: true }
}
