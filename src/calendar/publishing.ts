import { withBefore } from './before.ts'
import type { EventContent } from './event.ts'
import { Fault } from './fault.ts'
import { type Publication, type PublicOrganisation, tombstoneEnd } from './publication.ts'
import {
  advanced,
  momentAfter,
  noReason,
  type PublicationStep,
  stateAfter,
  stepOf,
} from './publication-step.ts'
import { isSeries, occurrenceOn } from './series.ts'
import type { Doer, Reason } from './submission.ts'
import type { Instant } from './time.ts'

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
      previous: [],
    }
    return stepOf(first, 'approve', by, reason)
  }
  stateAfter(before, 'approve')
  if (offered.revision <= before.revision) {
    throw new Fault('conflict', 'A newer revision of this event is already public.', [
      { code: 'older-revision', detail: `Revision ${before.revision} is public.` },
    ])
  }
  const calledOff = stillOn(before.calledOff, offered.content, before.event)
  const previous = withBefore(before, offered.content, momentAfter(before.changedAt, at))
  return advanced(before, 'approve', { by, at, reason }, { ...offered, calledOff, previous })
}

/** Dates that were called off and that the new content still has. */
const stillOn = (calledOff: Publication['calledOff'], content: EventContent, event: string) =>
  calledOff.filter(
    ({ date }) => isSeries(content.time) && occurrenceOn(event, content.time, date) !== null
  )

/** A removed event is public again, with the text of the revision it had. */
export const restore = (
  before: Publication,
  content: EventContent,
  reason: Reason,
  by: Doer,
  at: Instant
): PublicationStep => advanced(before, 'restore', { by, at, reason }, { content, leavesOn: null })

/** The event is past: it stays to be read, without the contact that was published for its time. */
export const archive = (before: Publication, by: Doer, at: Instant): PublicationStep => {
  const { publicContact: _contact, ...content } = before.content
  return advanced(before, 'archive', { by, at }, { content })
}

/** The clock rules of the zone changed: the same wall times are other instants now, and clients must be told. */
export const rezone = (before: Publication, by: Doer, at: Instant): PublicationStep =>
  advanced(before, 'rezone', { by, at })

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
  advanced(
    before,
    cause,
    { by, at, reason },
    {
      leavesOn: tombstoneEnd(before.content, at),
      ...(cause === 'remove' && {
        content: withoutText(before.content),
        statusNote: null,
        calledOff: [],
        previous: [],
      }),
    }
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
