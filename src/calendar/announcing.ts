import type { Availability, EventContent, EventStatus } from './event.ts'
import { Fault } from './fault.ts'
import type { Publication } from './publication.ts'
import { advanced, type PublicationCause, type PublicationStep } from './publication-step.ts'
import { isSeries, occurrenceOn } from './series.ts'
import type { Doer } from './submission.ts'
import type { Instant } from './time.ts'

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
  advanced(
    before,
    cause,
    { by, at, reason: { code: null, text: note } },
    {
      status: statusAfter[cause],
      statusNote: note,
      ...(cause === 'move_online' && { content: online(before.content, more.joinUrl) }),
      ...(cause === 'reinstate' &&
        more.approved && { content: onSiteAgain(before, more.approved) }),
    }
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
): PublicationStep => advanced(before, 'availability', { by, at }, { availability })

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
  const calledOff = off
    ? [...others, { date, note }].sort((a, b) => (a.date < b.date ? -1 : 1))
    : others
  return advanced(before, 'call_off', { by, at, reason: { code: null, text: note } }, { calledOff })
}
