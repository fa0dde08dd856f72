import { type Announcement, announce, offerRoom } from '../calendar/announcing.ts'
import type { Availability } from '../calendar/event.ts'
import { Fault } from '../calendar/fault.ts'
import type { Mail } from '../calendar/mail.ts'
import type { Actor } from '../calendar/people.ts'
import type { Publication } from '../calendar/publication.ts'
import type { EventHead } from '../calendar/store.ts'
import { fragmentsOf } from '../render/fragment.ts'
import type { Ports } from './ports.ts'
import { checkPublished } from './retract.ts'
import { type Expected, ownEvent } from './revise.ts'
import { mailEventOf, tellModerators } from './tell.ts'

const statusOf = {
  cancel: 'cancelled',
  postpone: 'postponed',
  move_online: 'moved-online',
  reinstate: 'scheduled',
} as const

/**
 * The organiser cancels a public event, postpones it, moves it online, or takes that back: at once,
 * without review; its country's moderators hear of it. Doing it twice changes nothing. A given
 * If-Match must name the public version.
 */
export const announceStatus = async (
  ports: Ports,
  actor: Actor,
  eventId: string,
  wish: Readonly<{ cause: Announcement; note: string | null; joinUrl?: string }>,
  expected: Expected
): Promise<Publication> => {
  const { store, site, now } = ports
  const { cause, note, joinUrl } = wish
  const head = await ownEvent({ store }, actor, eventId, 'announce')
  const before = checkPublished(head, expected)
  if (cause === 'reinstate' && before.status === 'scheduled') {
    throw new Fault(
      'not_found',
      'This event takes place as planned; there is nothing to take back.'
    )
  }
  const already =
    before.status === statusOf[cause] &&
    before.statusNote === note &&
    (joinUrl === undefined || before.content.joinUrl === joinUrl)
  if (already) return before
  const movedBack = cause === 'reinstate' && before.status === 'moved-online'
  const approved = movedBack ? await store.revision(eventId, before.revision) : null
  const step = announce(before, cause, note, { id: actor.id, name: actor.name }, now(), {
    joinUrl,
    approved: approved ?? undefined,
  })
  await store.commit({
    steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
    mails: await tellOfAnnouncement(ports, head, step.publication),
  })
  return step.publication
}

/** There is room, the event is full, or registration has closed: at once, without review. */
export const announceRoom = async (
  { store, site, now }: Ports,
  actor: Actor,
  eventId: string,
  availability: Availability,
  expected: Expected
): Promise<Publication> => {
  const head = await ownEvent({ store }, actor, eventId, 'announce')
  const before = checkPublished(head, expected)
  if (before.availability === availability) return before
  const step = offerRoom(before, availability, { id: actor.id, name: actor.name }, now())
  await store.commit({ steps: [{ step, fragments: fragmentsOf(step.publication, site) }] })
  return step.publication
}

/** Moderators look afterwards at what took effect without them. */
const tellOfAnnouncement = (
  ports: Ports,
  { ownerId, organisation }: EventHead,
  { event, content, status, statusNote }: Publication
): Promise<Mail[]> =>
  tellModerators(ports, content.primaryCountry, 'announced', (lang) => ({
    // The mail goes to a moderator, who has no use for the owner's link.
    ...mailEventOf({ event, content, ownerId: ownerId && null }, lang),
    organisation: organisation.name,
    status,
    note: statusNote,
  }))
