import type { HistoryEntry } from '../calendar/audit.ts'
import { Fault } from '../calendar/fault.ts'
import { type Actor, isSenior, mayDecide, mayReadSubmission } from '../calendar/people.ts'
import type { Publication } from '../calendar/publication.ts'
import { type PublicationCause, publicationWorkflow } from '../calendar/publication-step.ts'
import type { EventHead } from '../calendar/store.ts'
import type { Submission } from '../calendar/submission.ts'
import { isCovered } from '../calendar/working-days.ts'
import { type TrustRecord, trustRecord } from './dossier.ts'
import type { Ports } from './ports.ts'

/** What a moderator does to an event itself, whatever waits of it. */
export const interventions = ['remove', 'restore'] as const satisfies readonly PublicationCause[]
export type Intervention = (typeof interventions)[number]

/** An event as its country's moderators look back on it. */
export type EventFile = Readonly<{
  id: string
  submission: Submission
  publication: Publication | null
  waiting: string | null
  history: readonly HistoryEntry[]
  trust: TrustRecord | null
  /** Interventions the state allows: null when the actor may, else why not, as a sentence. */
  may: Readonly<Partial<Record<Intervention, string | null>>>
}>

const sentences = {
  own: 'It is an event of your own or of your organisation: another moderator looks after it.',
  scope: 'It belongs to a country that is not yours to moderate.',
  senior: 'A senior moderator can restore it.',
} as const

/**
 * Reads an event's file. Throws `not_found` when there is none, `forbidden` when it is public and
 * belongs to a country of somebody else.
 */
export const readEventFile = async (
  ports: Pick<Ports, 'store' | 'now'>,
  actor: Actor,
  id: string
): Promise<EventFile> => {
  const { store } = ports
  const head = await store.head(id)
  const submission = head?.newest
  // What nobody has confirmed is for nobody's eyes yet.
  if (!head || !submission || submission.state === 'unconfirmed') throw noSuchEvent()
  const on = placeOf(head, submission, ports.now())
  if (!mayReadSubmission(actor, on)) {
    throw head.publication ? new Fault('forbidden', sentences.scope) : noSuchEvent()
  }
  const ruling = mayDecide(actor, on)
  const objection =
    ruling === 'yes' ? null : ruling === 'own-organisation' ? sentences.own : sentences.scope
  const state = head.publication?.state
  const allowed = interventions.filter((verb) => state && publicationWorkflow[state][verb])
  return {
    id,
    submission,
    publication: head.publication,
    waiting: head.waiting?.state === 'pending' ? head.waiting.id : null,
    history: await store.history(id),
    trust: await trustRecord(ports, actor, head.organisation),
    may: Object.fromEntries(
      allowed.map((verb) => [
        verb,
        objection ?? (verb === 'restore' && !isSenior(actor) ? sentences.senior : null),
      ])
    ),
  }
}

const noSuchEvent = () => new Fault('not_found', 'There is no such event.')

/** Whose it is to moderate: by what is public, else by what waits and for how long. */
const placeOf = (head: EventHead, newest: Submission, now: string) => ({
  primaryCountry: head.publication?.content.primaryCountry ?? newest.primaryCountry,
  organisationId: head.organisation.id,
  ownerId: head.ownerId,
  event: head.id,
  covered: newest.state === 'pending' && isCovered(newest.waitingSince, now),
})
