import { isUnfilled } from '../calendar/canned-reasons.ts'
import { Fault } from '../calendar/fault.ts'
import type { Mail } from '../calendar/mail.ts'
import { type Actor, mayDecide, mayUse, type Placed } from '../calendar/people.ts'
import type { PublicationStep } from '../calendar/publication-step.ts'
import { publish } from '../calendar/publishing.ts'
import type { Store } from '../calendar/store.ts'
import {
  type Decision,
  type Doer,
  decide,
  type ModeratorVerb,
  type Reason,
  type Submission,
} from '../calendar/submission.ts'
import type { Instant } from '../calendar/time.ts'
import { isCovered } from '../calendar/working-days.ts'
import { fragmentsOf } from '../render/fragment.ts'
import { lockOf } from './lock.ts'
import type { Ports } from './ports.ts'
import { tellSubmitters } from './tell.ts'

/** Why somebody may not decide, as a sentence. */
const refusals = {
  'not-a-moderator': 'Only moderators decide submissions.',
  'out-of-scope': 'This submission belongs to a country that is not yours to moderate.',
  'own-organisation': 'Nobody decides on a submission of their own organisation.',
  'decided-before': 'You rejected this before; another moderator hears the appeal.',
} as const

const past = {
  approve: 'approved',
  request_changes: 'asked for changes to',
  reject: 'rejected',
} as const

/** A prepared sentence still has its “[…]”: a statement of reasons must name what it rests on. */
export const mustBeFilled = ({ text }: Reason) => {
  if (text === null || !isUnfilled(text)) return
  const detail = 'Replace what stands in square brackets by what you mean.'
  throw new Fault('invalid', detail, [{ pointer: '/text', code: 'unfilled', detail }])
}

const needsReason = (verb: ModeratorVerb, reason: Reason) => {
  mustBeFilled(reason)
  if (verb === 'request_changes' && !reason.text) {
    throw new Fault('invalid', 'Say what should be changed.', [
      {
        pointer: '/text',
        code: 'missing',
        detail: 'A change request needs a text for the submitter.',
      },
    ])
  }
  if (verb === 'reject' && !(reason.code && reason.text)) {
    throw new Fault('invalid', 'A rejection needs a reason code and a text for the submitter.', [
      ...(reason.code
        ? []
        : [{ pointer: '/reasonCode', code: 'missing', detail: 'Give a reason code.' }]),
      ...(reason.text
        ? []
        : [{ pointer: '/text', code: 'missing', detail: 'Give a text for the submitter.' }]),
    ])
  }
}

/** Who was first, for the one who came second. */
const whoWasFirst = async (store: Store, submission: string): Promise<Fault> => {
  const last = (await store.decisions(submission)).at(-1)
  const verb =
    last && Object.hasOwn(past, last.verb)
      ? past[last.verb as ModeratorVerb]
      : last?.verb.replace('_', ' ')
  const detail = last
    ? `${last.by.name} ${verb} this submission at ${last.at}.`
    : 'Somebody else was first.'
  return new Fault('conflict', detail, [{ code: 'decided', detail }])
}

/** Throws `forbidden` with the reason when the actor may not decide on a submission. */
export const checkDecides = (
  actor: Actor,
  submission: Submission,
  decisions: readonly Decision[],
  now: Instant
) => {
  const answer = mayDecide(actor, placed(submission, decisions, now))
  if (answer !== 'yes')
    throw new Fault('forbidden', refusals[answer], [{ code: answer, detail: refusals[answer] }])
  if (!mayUse(actor, 'moderate')) {
    throw new Fault('forbidden', 'This key may not decide; issue one with the scope “moderate”.')
  }
}

/** A submission as the rules of who decides see it; an appeal is not for whoever rejected before. */
export const placed = (
  submission: Submission,
  decisions: readonly Decision[],
  now: Instant
): Placed => ({
  primaryCountry: submission.primaryCountry,
  organisationId: submission.organisation.id,
  ownerId: submission.ownerId,
  event: submission.event,
  covered: isCovered(submission.waitingSince, now),
  decidedBefore: decisions.some(({ verb }) => verb === 'appeal')
    ? decisions.filter(({ verb }) => verb === 'reject').map(({ by }) => by.id)
    : [],
})

/** What a decision tells the submitter, and by which mail. */
const tellOfDecision = (
  ports: Ports,
  submission: Submission,
  verb: ModeratorVerb,
  reason: Reason,
  about: Readonly<{ by: string; live: boolean; appealed: boolean }>
): Promise<Mail[]> => {
  const { by, live, appealed } = about
  if (verb === 'approve') {
    return tellSubmitters(ports, submission, 'approved', (event) => ({ ...event, live }))
  }
  if (verb === 'request_changes') {
    return tellSubmitters(ports, submission, 'changes_requested', (event) => ({
      ...event,
      reason,
      by,
    }))
  }
  return tellSubmitters(ports, submission, 'rejected', (event) => ({
    ...event,
    reason,
    live,
    appeal: !appealed,
  }))
}

/**
 * A moderator decides a submission; approval publishes it in the same commit, and whoever submitted
 * it is told in the same commit too. Throws `forbidden`, or `conflict` with who was first.
 */
export const moderate = async (
  ports: Ports,
  actor: Actor,
  id: string,
  verb: ModeratorVerb,
  reason: Reason
): Promise<Readonly<{ decision: Decision; submission: Submission }>> => {
  const { store, site, now } = ports
  const submission = await store.submission(id)
  if (!submission || submission.state === 'unconfirmed') {
    throw new Fault('not_found', 'There is no such submission.')
  }
  const at = now()
  const earlier = await store.decisions(id)
  checkDecides(actor, submission, earlier, at)
  needsReason(verb, reason)
  if (submission.state !== 'pending') throw await whoWasFirst(store, id)

  const by = { id: actor.id, name: actor.name }
  const decision = decide(submission, verb, by, reason, at)
  const decided = {
    decision,
    submission: { ...submission, state: decision.state, round: decision.round },
  }
  const before = await store.publication(submission.event)
  const mails = await tellOfDecision(ports, submission, verb, reason, {
    by: actor.name,
    live: before !== null,
    appealed: earlier.some((each) => each.verb === 'appeal'),
  })
  const told = { decisions: [decision], mails, assigned: { submission: id, by: null, at } }
  try {
    if (decision.state !== 'approved') {
      await store.commit(told)
      return decided
    }
    const { slug, name } = submission.organisation
    const step = publish(
      before,
      {
        event: submission.event,
        revision: submission.revision,
        content: submission.content,
        organisation: { slug, name },
      },
      by,
      at
    )
    const steps = [step, ...(await endingSplit(store, submission, by, at))]
    await store.commit({
      ...told,
      steps: steps.map((each) => ({ step: each, fragments: fragmentsOf(each.publication, site) })),
    })
    return decided
  } catch (fault) {
    throw lockOf(fault) === 'decision' ? await whoWasFirst(store, id) : fault
  }
}

/** The series that an approved split continues gets its end in the same commit. */
const endingSplit = async (
  store: Store,
  { split }: Submission,
  by: Doer,
  at: Instant
): Promise<PublicationStep[]> => {
  if (!split) return []
  const before = await store.publication(split.event)
  const content = await store.revision(split.event, split.revision)
  if (!before || !content) {
    throw new Fault('conflict', 'The series that this continues is not public any more.')
  }
  const { event, organisation } = before
  return [publish(before, { event, revision: split.revision, content, organisation }, by, at)]
}
