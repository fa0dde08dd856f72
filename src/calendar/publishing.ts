import type { Availability, EventContent, EventStatus } from './event.ts'
import { Fault } from './fault.ts'
import { type Label, labelsOf } from './label.ts'
import {
  type Expanded,
  expandedAt,
  type Publication,
  type PublicationState,
  type PublicOrganisation,
  tombstoneEnd,
} from './publication.ts'
import { isSeries, occurrenceOn } from './series.ts'
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

/** What an organiser tells the public at once, without review. */
export const announcements = [
  'cancel',
  'postpone',
  'move_online',
  'reinstate',
] as const satisfies readonly PublicationCause[]
export type Announcement = (typeof announcements)[number]

/** The happening status after an announcement. */
const statusAfter: Readonly<Record<Announcement, EventStatus>> = {
  cancel: 'cancelled',
  postpone: 'postponed',
  move_online: 'moved-online',
  reinstate: 'scheduled',
}

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
  expanded: expandedAt(publication.event, publication.content, publication.changedAt),
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
      calledOff: [],
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
      calledOff: stillOn(before.calledOff, offered.content, before.event),
      sequence: before.sequence + 1,
      changedAt: after(before.changedAt, at),
    },
    'approve',
    by,
    reason
  )
}

/**
 * The event will not happen, not then, not there, or will after all: at once, without review, since
 * people travel on stale data. Moving online makes it an online event, and `joinUrl` says where;
 * taking that back needs the `approved` content, where it is still on site.
 */
export const announce = (
  before: Publication,
  cause: Announcement,
  note: string | null,
  by: Doer,
  at: Instant,
  more: Readonly<{ joinUrl?: string | undefined; approved?: EventContent | undefined }> = {}
): PublicationStep =>
  stepOf(
    {
      ...before,
      state: next(before, cause),
      status: statusAfter[cause],
      statusNote: note,
      ...(cause === 'move_online' && { content: online(before.content, more.joinUrl) }),
      ...(cause === 'reinstate' &&
        more.approved && { content: onSiteAgain(before, more.approved) }),
      sequence: before.sequence + 1,
      changedAt: after(before.changedAt, at),
    },
    cause,
    by,
    { code: null, text: note }
  )

const online = (content: EventContent, joinUrl: string | undefined): EventContent => ({
  ...content,
  attendance: 'online',
  ...(joinUrl && { joinUrl }),
})

/** Attendance and link as they were approved; everything else as the public has it. */
const onSiteAgain = (
  { content: { joinUrl: _joinUrl, ...content } }: Publication,
  { attendance, joinUrl }: EventContent
): EventContent => ({ ...content, attendance, ...(joinUrl && { joinUrl }) })

/** There is room, or there is none any more; at once, without review. */
export const offerRoom = (
  before: Publication,
  availability: Availability,
  by: Doer,
  at: Instant
): PublicationStep =>
  stepOf(
    {
      ...before,
      state: next(before, 'availability'),
      availability,
      sequence: before.sequence + 1,
      changedAt: after(before.changedAt, at),
    },
    'availability',
    by,
    noReason
  )

/** A removed event is public again, with the text of the revision it had. */
export const restore = (
  before: Publication,
  content: EventContent,
  reason: Reason,
  by: Doer,
  at: Instant
): PublicationStep =>
  stepOf(
    {
      ...before,
      state: next(before, 'restore'),
      content,
      leavesOn: null,
      sequence: before.sequence + 1,
      changedAt: after(before.changedAt, at),
    },
    'restore',
    by,
    reason
  )

/** The event is past: it stays to be read, without the contact that was published for its time. */
export const archive = (before: Publication, by: Doer, at: Instant): PublicationStep => {
  const { publicContact: _contact, ...content } = before.content
  return stepOf(
    {
      ...before,
      state: next(before, 'archive'),
      content,
      sequence: before.sequence + 1,
      changedAt: after(before.changedAt, at),
    },
    'archive',
    by,
    noReason
  )
}

/**
 * One date of a series will not happen (`off`), or will after all: at once, without review. Throws
 * `not_found` when the series does not take place then.
 */
export const callOff = (
  before: Publication,
  date: string,
  off: boolean,
  note: string | null,
  by: Doer,
  at: Instant
): PublicationStep => {
  if (!isSeries(before.content.time) || !occurrenceOn(before.event, before.content.time, date)) {
    throw new Fault('not_found', 'The series does not take place then.')
  }
  const others = before.calledOff.filter((each) => each.date !== date)
  return stepOf(
    {
      ...before,
      state: next(before, 'call_off'),
      calledOff: off
        ? [...others, { date, note }].sort((a, b) => (a.date < b.date ? -1 : 1))
        : others,
      sequence: before.sequence + 1,
      changedAt: after(before.changedAt, at),
    },
    'call_off',
    by,
    { code: null, text: note }
  )
}

/** The clock rules of the zone changed: the same wall times are other instants now, and clients must be told. */
export const rezone = (before: Publication, by: Doer, at: Instant): PublicationStep =>
  stepOf(
    {
      ...before,
      state: next(before, 'rezone'),
      sequence: before.sequence + 1,
      changedAt: after(before.changedAt, at),
    },
    'rezone',
    by,
    noReason
  )

/** Dates that were called off and that the new content still has. */
const stillOn = (calledOff: Publication['calledOff'], content: EventContent, event: string) =>
  calledOff.filter(
    ({ date }) => isSeries(content.time) && occurrenceOn(event, content.time, date) !== null
  )

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
      calledOff: cause === 'remove' ? [] : before.calledOff,
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
    overrides,
    ...rest
  } = content
  return {
    ...rest,
    cost: { kind: content.cost.kind },
    ...(overrides && {
      overrides: overrides
        .map(({ translations: _t, place: _p, ...moved }) => moved)
        .filter(({ start, end }) => start || end),
    }),
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
