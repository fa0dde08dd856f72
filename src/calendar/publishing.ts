import type { EventContent, EventStatus } from './event.ts'
import { Fault } from './fault.ts'
import { type Label, labelsOf } from './label.ts'
import {
  type Occurrence,
  occurrencesOf,
  type Publication,
  type PublicationState,
  type PublicOrganisation,
  tombstoneEnd,
} from './publication.ts'
import type { Doer, Reason } from './submission.ts'
import { type Instant, instantOf } from './time.ts'

/** Why the public has something new; a row in the publication ledger and in the journal. */
export const publicationCauses = [
  'approve',
  'cancel',
  'reinstate',
  'withdraw',
  'remove',
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
    reinstate: 'published',
    withdraw: 'withdrawn',
    remove: 'removed',
    archive: 'archived',
  },
  archived: { remove: 'removed' },
  withdrawn: {},
  removed: {},
}

/** One publication step with everything it writes: ledger row, journal row and the read side. */
export type PublicationStep = Readonly<{
  publication: Publication
  cause: PublicationCause
  by: Doer
  reason: Reason
  occurrences: readonly Occurrence[]
  labels: readonly Label[]
}>

const stepOf = (
  publication: Publication,
  cause: PublicationCause,
  by: Doer,
  reason: Reason
): PublicationStep => ({
  publication,
  cause,
  by,
  reason,
  occurrences: occurrencesOf(publication.event, publication.content),
  labels: labelsOf(publication.content, publication.organisation.slug),
})

const next = (publication: Publication, cause: PublicationCause): PublicationState => {
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
const after = (before: Instant, at: Instant): Instant =>
  at > before ? at : instantOf(Date.parse(before) + 1000)

const noReason: Reason = { code: null, text: null }

/**
 * An approved revision becomes what the public has. The first one fixes UID and `publishedAt`; a
 * later one keeps the happening status, raises SEQUENCE and must be newer than what is public.
 */
export const publish = (
  before: Publication | null,
  offered: Readonly<{
    event: string
    revision: number
    content: EventContent
    organisation: PublicOrganisation
  }>,
  by: Doer,
  at: Instant,
  reason: Reason = noReason
): PublicationStep => {
  if (!before) {
    const first: Publication = {
      ...offered,
      uid: offered.event,
      sequence: 0,
      state: 'published',
      status: 'scheduled',
      statusNote: null,
      availability: 'unknown',
      publishedAt: at,
      changedAt: at,
      leavesOn: null,
    }
    return stepOf(first, 'approve', by, reason)
  }
  const state = next(before, 'approve')
  if (offered.revision <= before.revision) {
    throw new Fault('conflict', 'A newer revision of this event is already public.', [
      { code: 'older-revision', detail: `Revision ${before.revision} is public.` },
    ])
  }
  return stepOf(
    {
      ...before,
      ...offered,
      state,
      sequence: before.sequence + 1,
      changedAt: after(before.changedAt, at),
    },
    'approve',
    by,
    reason
  )
}

/** The event will not happen (or will after all): at once, without review, since people travel on stale data. */
export const announce = (
  before: Publication,
  cause: 'cancel' | 'reinstate',
  note: string | null,
  by: Doer,
  at: Instant
): PublicationStep => {
  const status: EventStatus = cause === 'cancel' ? 'cancelled' : 'scheduled'
  return stepOf(
    {
      ...before,
      state: next(before, cause),
      status,
      statusNote: note,
      sequence: before.sequence + 1,
      changedAt: after(before.changedAt, at),
    },
    cause,
    by,
    { code: null, text: note }
  )
}

/**
 * The event leaves the public: `withdraw` by its organiser keeps the title in a tombstone, `remove`
 * by a moderator loses every text at once. Both stay in the feeds as CANCELLED until `leavesOn`, so
 * that subscribers' copies go.
 */
export const retract = (
  before: Publication,
  cause: 'withdraw' | 'remove',
  reason: Reason,
  by: Doer,
  at: Instant
): PublicationStep =>
  stepOf(
    {
      ...before,
      state: next(before, cause),
      sequence: before.sequence + 1,
      changedAt: after(before.changedAt, at),
      leavesOn: tombstoneEnd(before.content, at),
      content: cause === 'remove' ? withoutText(before.content) : before.content,
      statusNote: cause === 'remove' ? null : before.statusNote,
    },
    cause,
    by,
    reason
  )

/** Time and tags only: what a removed event may still say so that feeds can find its tombstone. */
const withoutText = (content: EventContent): EventContent => {
  const {
    place: _place,
    joinUrl: _joinUrl,
    organiser: _organiser,
    publicContact: _contact,
    url: _url,
    registration: _registration,
    accessibility: _accessibility,
    ...rest
  } = content
  return {
    ...rest,
    cost: { kind: content.cost.kind },
    translations: { [content.originalLang]: { title: '-', origin: 'author' } },
  }
}

/**
 * The version of an event for If-Match, without quotes: what the public has. The entity tag of an
 * answer adds what else its bytes depend on behind another dot.
 */
export const publicationTag = ({
  event,
  revision,
  sequence,
}: Pick<Publication, 'event' | 'revision' | 'sequence'>) => `${event}.${revision}.${sequence}`
