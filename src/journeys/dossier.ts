import type { HistoryEntry } from '../calendar/audit.ts'
import type { EventContent } from '../calendar/event.ts'
import { Fault } from '../calendar/fault.ts'
import { type Actor, independent, isAdministrator, isSenior } from '../calendar/people.ts'
import { isVisible, type Publication } from '../calendar/publication.ts'
import type { Taken } from '../calendar/store.ts'
import type { Decision, Submission } from '../calendar/submission.ts'
import { day, type Instant, instantOf } from '../calendar/time.ts'
import { isUnchecked } from './after-check.ts'
import { checkDecides } from './moderate.ts'
import type { Ports } from './ports.ts'
import { isTaken, type QueueStanding, standingFor } from './queue.ts'
import { readSubmission } from './review.ts'
import { type Twin, twinsOf } from './twins.ts'

/** What is known of an organisation's reliability, and whether the actor may give or take trust. */
export type TrustRecord = Readonly<{
  organisation: Submission['organisation']
  since: Instant | null
  /** Of the last twelve months: approved in the first round, and all others that were decided. */
  approvedAtOnce: number
  others: number
  mayChange: boolean
}>

/** Everything a moderator reads before deciding a submission. */
export type Dossier = Readonly<{
  submission: Submission
  decisions: readonly Decision[]
  standing: QueueStanding
  /** Why the actor may not decide it, as a sentence; null when they may. */
  objection: string | null
  /** Somebody looks at it just now. */
  takenBy: (Taken & Readonly<{ self: boolean }>) | null
  /** Published on trust, and nobody has looked since. */
  unchecked: boolean
  /** A newer submission of the event, when this one is not the last word. */
  newer: string | null
  publication: Publication | null
  /** What is public without this submission; null for an event that is new. */
  before: EventContent | null
  /** The revision a moderator asked to be changed; null when nobody did. */
  asked: EventContent | null
  /** The series this one continues. */
  continues: Readonly<{ event: string; content: EventContent }> | null
  /** The event as it was sent, parsed; null when it is kept no more. */
  received: unknown
  twins: readonly Twin[]
  history: readonly HistoryEntry[]
  /** Null for submissions without an organisation. */
  trust: TrustRecord | null
}>

/** Reads all of it. Throws `not_found` for whatever is not the actor's to see. */
export const readDossier = async (ports: Ports, actor: Actor, id: string): Promise<Dossier> => {
  const { store } = ports
  const now = ports.now()
  const { submission, decisions } = await readSubmission(ports, actor, id)
  const { event, revision, content, organisation, split } = submission
  const head = await store.head(event)
  const publication = head?.publication ?? null
  const takenBy = await store.takenBy(id)
  const row = { ...submission, live: publication?.state === 'published', takenBy }
  const standing = await standingFor(ports, actor, row, now)
  const newest = head?.newest?.id ?? id
  const history = await store.history(event)
  const twins = await twinsOf(ports, { event, content, organisation }, true)
  return {
    submission,
    decisions,
    standing,
    objection: objectionTo(actor, submission, decisions, now),
    takenBy: heldBy(takenBy, actor, now),
    unchecked: await isUnchecked(ports, submission),
    newer: newest === id ? null : newest,
    publication,
    before: await publicWithout(ports, submission, publication, history),
    asked: standing.again ? await store.revision(event, revision - 1) : null,
    continues: await continuedBy(ports, split),
    received: parsedEvent(await store.received(event, revision)),
    // A series that goes on elsewhere looks like the one it continues; that is said already.
    twins: twins.filter((twin) => twin.event !== split?.event),
    history,
    trust: await trustRecord(ports, actor, organisation),
  }
}

/** Who holds it; null when they took it too long ago, which is asked as if by nobody. */
const heldBy = (takenBy: Taken | null, actor: Actor, now: Instant): Dossier['takenBy'] =>
  takenBy && isTaken({ takenBy }, { id: '' }, now)
    ? { ...takenBy, self: takenBy.by.id === actor.id }
    : null

/** Why somebody may not decide a submission, as a sentence; null when they may. */
export const objectionTo = (
  actor: Actor,
  submission: Submission,
  decisions: readonly Decision[],
  now: Instant
): string | null => {
  try {
    checkDecides(actor, submission, decisions, now)
    return null
  } catch (fault) {
    if (fault instanceof Fault && fault.code === 'forbidden') return fault.message
    throw fault
  }
}

/** What the public has, or had before this submission was approved. */
const publicWithout = async (
  { store }: Pick<Ports, 'store'>,
  { event, revision }: Submission,
  publication: Publication | null,
  history: readonly HistoryEntry[]
): Promise<EventContent | null> => {
  if (!publication || !isVisible(publication)) return null
  if (publication.revision < revision) return publication.content
  const earlier = history
    .filter(({ ledger }) => ledger === 'publication')
    .map((entry) => entry.revision ?? 0)
    .filter((number) => number > 0 && number < revision)
  return earlier.length ? store.revision(event, Math.max(...earlier)) : null
}

const continuedBy = async (
  { store }: Pick<Ports, 'store'>,
  split: Submission['split']
): Promise<Dossier['continues']> => {
  const publication = split && (await store.publication(split.event))
  return publication ? { event: publication.event, content: publication.content } : null
}

/** The event as it came: in the body of a request, or by itself from the form; null when it is neither. */
const parsedEvent = (received: string | null): unknown => {
  if (received === null) return null
  try {
    const body: unknown = JSON.parse(received)
    return typeof body === 'object' && body !== null && 'event' in body ? body.event : body
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** How far back the record of an organisation goes. */
const recordFor = 365 * day

/** What is known of an organisation; null for what stands in for one. */
export const trustRecord = async (
  { store, now }: Pick<Ports, 'store' | 'now'>,
  actor: Actor,
  organisation: Submission['organisation']
): Promise<TrustRecord | null> => {
  if (organisation.id === independent.id) return null
  const since = instantOf(Date.parse(now()) - recordFor)
  return {
    organisation,
    since: await store.trustedSince(organisation.id),
    ...(await store.record(organisation.id, since)),
    mayChange:
      (isSenior(actor) || isAdministrator(actor)) && !actor.memberOf.includes(organisation.id),
  }
}
