import type { EventContent } from './event.ts'
import { Fault } from './fault.ts'
import type { Lang } from './language.ts'
import { addMonths, type Instant } from './time.ts'

/** A revision offered for publication goes through these states. */
export const submissionStates = [
  'unconfirmed',
  'pending',
  'changes_requested',
  'approved',
  'rejected',
  'withdrawn',
  'superseded',
] as const
export type SubmissionState = (typeof submissionStates)[number]

export const submissionVerbs = [
  'confirm',
  'approve',
  'request_changes',
  'reject',
  'resubmit',
  'withdraw',
  'supersede',
  'appeal',
] as const
export type SubmissionVerb = (typeof submissionVerbs)[number]

/** Verbs a moderator decides with; the others are the submitter's or follow from another step. */
export const moderatorVerbs = ['approve', 'request_changes', 'reject'] as const
export type ModeratorVerb = (typeof moderatorVerbs)[number]

/** The machine: state × verb → state. What is not here is a conflict. */
export const submissionWorkflow: Readonly<
  Record<SubmissionState, Readonly<Partial<Record<SubmissionVerb, SubmissionState>>>>
> = {
  unconfirmed: { confirm: 'pending', withdraw: 'withdrawn' },
  pending: {
    approve: 'approved',
    request_changes: 'changes_requested',
    reject: 'rejected',
    withdraw: 'withdrawn',
    supersede: 'superseded',
  },
  changes_requested: { resubmit: 'pending', withdraw: 'withdrawn' },
  approved: {},
  // Once, within six months, and somebody else decides: `mayAppeal`.
  rejected: { appeal: 'pending' },
  withdrawn: {},
  superseded: {},
}

const waitingStates: readonly SubmissionState[] = ['unconfirmed', 'pending', 'changes_requested']

/** Does a submission in this state still wait for somebody? At most one per event does. */
export const isWaiting = (state: SubmissionState): boolean => waitingStates.includes(state)

export const reasonCodes = [
  'out-of-scope',
  'duplicate',
  'insufficient-information',
  'already-over',
  'commercial',
  'unverifiable-organiser',
  'personal-data',
  'discriminatory',
  'illegal',
  'spam',
  'other',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** Who did something, as the ledgers keep it. */
export type Doer = Readonly<{ id: string; name: string }>

export type Reason = Readonly<{ code: ReasonCode | null; text: string | null }>

/** A submission as the store keeps it. */
export type Submission = Readonly<{
  id: string
  event: string
  revision: number
  state: SubmissionState
  /** Number of decisions so far; (submission, round) is the lock. */
  round: number
  organisation: Readonly<{ id: string; slug: string; name: string }>
  /** The person whose event it is when no organisation answers for it. */
  ownerId: string | null
  submitter: Doer
  /** Language in which the submitter is written to. */
  lang: Lang
  /** Sent without proof of work: behind everything else in the queue. */
  lowPriority: boolean
  /** Decides whose queue it is in. */
  primaryCountry: string
  /** Private words from the submitter to the moderator. */
  message: string | null
  content: EventContent
  /** The series this continues, and the revision that ends it there; published together. */
  split: Readonly<{ event: string; revision: number }> | null
  submittedAt: Instant
  /** Start of the present wait: kept over a change request, so the queue position is too. */
  waitingSince: Instant
}>

/** One step of a submission: a ledger row, never changed. */
export type Decision = Readonly<{
  submission: string
  round: number
  verb: SubmissionVerb
  state: SubmissionState
  reason: Reason
  by: Doer
  at: Instant
}>

/**
 * The decision that moves a submission by a verb. Throws a conflict when the state does not allow
 * it; the sentence names the state.
 */
export const decide = (
  submission: Pick<Submission, 'id' | 'state' | 'round'>,
  verb: SubmissionVerb,
  by: Doer,
  reason: Reason,
  at: Instant
): Decision => {
  const state = submissionWorkflow[submission.state][verb]
  if (!state) {
    throw new Fault(
      'conflict',
      `A submission that is ${submission.state.replace('_', ' ')} cannot be changed with “${verb.replace('_', ' ')}”.`,
      [{ code: 'wrong-state', detail: `The submission is ${submission.state}.` }]
    )
  }
  return { submission: submission.id, round: submission.round + 1, verb, state, reason, by, at }
}

/** A rejection may be appealed for so long after it. */
const appealMonths = 6

/**
 * May the submitter still ask for a second look? Once, within six months of the rejection; not when
 * the event has a newer submission (`newest` names it), which would then wait beside it.
 */
export const mayAppeal = (
  { id, state }: Pick<Submission, 'id' | 'state'>,
  decisions: readonly Decision[],
  newest: string,
  now: Instant
): boolean => {
  const rejected = decisions.findLast(({ verb }) => verb === 'reject')
  return (
    state === 'rejected' &&
    id === newest &&
    rejected !== undefined &&
    !decisions.some(({ verb }) => verb === 'appeal') &&
    now.slice(0, 10) <= addMonths(rejected.at.slice(0, 10), appealMonths)
  )
}

/** The version of a submission for If-Match, without quotes: changes with every decision and revision. */
export const submissionTag = ({
  id,
  round,
  revision,
}: Pick<Submission, 'id' | 'round' | 'revision'>) => `${id}.${round}.${revision}`
