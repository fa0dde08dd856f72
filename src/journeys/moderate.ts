import { Fault } from '../calendar/fault.ts'
import { type Actor, mayDecide } from '../calendar/people.ts'
import { type PublicationStep, publish } from '../calendar/publishing.ts'
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
import { fragmentsOf } from '../render/fragment.ts'
import { lockOf } from './lock.ts'
import type { Ports } from './ports.ts'

/** Why somebody may not decide, as a sentence. */
const refusals = {
  'not-a-moderator': 'Only moderators decide submissions.',
  'out-of-scope': 'This submission belongs to a country that is not yours to moderate.',
  'own-organisation': 'Nobody decides on a submission of their own organisation.',
} as const

const past = {
  approve: 'approved',
  request_changes: 'asked for changes to',
  reject: 'rejected',
} as const

const needsReason = (verb: ModeratorVerb, reason: Reason) => {
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

/** A moderator decides a submission; approval publishes it in the same commit. */
export const moderate = async (
  { store, site, now }: Ports,
  actor: Actor,
  id: string,
  verb: ModeratorVerb,
  reason: Reason
): Promise<Readonly<{ decision: Decision; submission: Submission }>> => {
  const submission = await store.submission(id)
  if (!submission) throw new Fault('not_found', 'There is no such submission.')
  const answer = mayDecide(actor, {
    primaryCountry: submission.primaryCountry,
    organisationId: submission.organisation.id,
  })
  if (answer !== 'yes')
    throw new Fault('forbidden', refusals[answer], [{ code: answer, detail: refusals[answer] }])
  needsReason(verb, reason)
  if (submission.state !== 'pending') throw await whoWasFirst(store, id)

  const by = { id: actor.id, name: actor.name }
  const decision = decide(submission, verb, by, reason, now())
  const decided = {
    decision,
    submission: { ...submission, state: decision.state, round: decision.round },
  }
  try {
    if (decision.state !== 'approved') {
      await store.commit({ decisions: [decision] })
      return decided
    }
    const before = await store.publication(submission.event)
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
      decision.at
    )
    const steps = [step, ...(await endingSplit(store, submission, by, decision.at))]
    await store.commit({
      decisions: [decision],
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
