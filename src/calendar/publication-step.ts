import { Fault } from './fault.ts'
import {
  type Expanded,
  expandedAt,
  type Publication,
  type PublicationState,
} from './publication.ts'
import { type Searchable, searchableOf } from './searchable.ts'
import type { Doer, Reason } from './submission.ts'
import { type Instant, instantOf } from './time.ts'

/** Why the public has something new; a row in the publication ledger and in the journal. */
export const publicationCauses = [
  'approve',
  'cancel',
  'postpone',
  'move_online',
  'reinstate',
  'availability',
  'call_off',
  'rezone',
  'withdraw',
  'remove',
  'restore',
  'archive',
] as const
export type PublicationCause = (typeof publicationCauses)[number]

/** The publication's machine: state × cause → state. An organiser's `cancel` needs no review. */
export const publicationWorkflow: Readonly<
  Record<PublicationState, Readonly<Partial<Record<PublicationCause, PublicationState>>>>
> = {
  published: {
    approve: 'published',
    cancel: 'published',
    postpone: 'published',
    move_online: 'published',
    reinstate: 'published',
    availability: 'published',
    call_off: 'published',
    rezone: 'published',
    withdraw: 'withdrawn',
    remove: 'removed',
    archive: 'archived',
  },
  archived: { withdraw: 'withdrawn', remove: 'removed' },
  withdrawn: {},
  removed: { restore: 'published' },
}

/** One publication step with everything it writes: ledger row, journal row and the read side. */
export type PublicationStep = Readonly<{
  publication: Publication
  cause: PublicationCause
  by: Doer
  reason: Reason
  expanded: Expanded
  searchable: Searchable
}>

/** A publication with what the read side derives from it. */
export const stepOf = (
  publication: Publication,
  cause: PublicationCause,
  by: Doer,
  reason: Reason
): PublicationStep => ({
  publication,
  cause,
  by,
  reason,
  expanded: expandedAt(publication.event, publication.content, publication.changedAt),
  searchable: searchableOf(publication),
})

/** The state after a cause; fault `conflict` when the state before does not allow it. */
export const stateAfter = (publication: Publication, cause: PublicationCause): PublicationState => {
  const state = publicationWorkflow[publication.state][cause]
  if (state) return state
  throw new Fault(
    'conflict',
    `An event that is ${publication.state} cannot be changed with “${cause}”.`,
    [{ code: 'wrong-state', detail: `The event is ${publication.state}.` }]
  )
}

/**
 * The moment of a step: `at`, or a second after the step before if the clock has not moved or ran
 * back. Clients skip an event whose LAST-MODIFIED did not grow.
 */
export const momentAfter = (before: Instant, at: Instant): Instant =>
  at > before ? at : instantOf(Date.parse(before) + 1000)

/** Why, where nothing is to be said. */
export const noReason: Reason = { code: null, text: null }

/** Who takes a step, when, and why. */
export type Taken = Readonly<{ by: Doer; at: Instant; reason?: Reason }>

/**
 * The next step of a publication: what changes, and with it SEQUENCE, the moment and the state the
 * machine gives. Fault `conflict` when the state does not allow the cause.
 */
export const advanced = (
  before: Publication,
  cause: PublicationCause,
  { by, at, reason = noReason }: Taken,
  changes: Partial<Publication> = {}
): PublicationStep =>
  stepOf(
    {
      ...before,
      ...changes,
      state: stateAfter(before, cause),
      sequence: before.sequence + 1,
      changedAt: momentAfter(before.changedAt, at),
    },
    cause,
    by,
    reason
  )
