import type { HistoryEntry } from '../calendar/audit.ts'
import type { Draft, FormFields } from '../calendar/draft.ts'
import type { EventContent } from '../calendar/event.ts'
import { Fault } from '../calendar/fault.ts'
import type { Actor } from '../calendar/people.ts'
import type { EventHead, OwnEvent } from '../calendar/store.ts'
import { type Decision, mayAppeal, type Submission } from '../calendar/submission.ts'
import type { Ports } from './ports.ts'
import { ownEvent } from './revise.ts'

/** Events the actor answers for: their organisation's, or their own where there is none; newest first. */
export const myEvents = async (
  { store }: Pick<Ports, 'store'>,
  actor: Actor,
  after: Readonly<{ createdAt: string; id: string }> | null,
  limit: number
): Promise<readonly OwnEvent[]> => {
  if (actor.holds !== null) {
    throw new Fault('forbidden', 'This link opens one event; sign in to see all of yours.')
  }
  return store.ownEvents(
    actor.organisation ? { organisationId: actor.organisation.id } : { ownerId: actor.id },
    after,
    limit
  )
}

/** Where an event stands, for whoever answers for it. */
export type Standing = Readonly<{
  head: EventHead
  /** Decisions on its newest submission, oldest first. */
  decisions: readonly Decision[]
  history: readonly HistoryEntry[]
  mayAppeal: boolean
}>

/** An event with its submissions and decisions; `not_found` to everybody who does not answer for it. */
export const standingOf = async (
  { store, now }: Pick<Ports, 'store' | 'now'>,
  actor: Actor,
  event: string
): Promise<Standing> => {
  const head = await ownEvent({ store }, actor, event, 'submit')
  const decisions = head.newest ? await store.decisions(head.newest.id) : []
  return {
    head,
    decisions,
    history: await store.history(event),
    mayAppeal: head.newest !== null && mayAppeal(head.newest, decisions, head.newest.id, now()),
  }
}

/** How many submissions of a queue are counted to say where one stands in it. */
const mostCounted = 50

/**
 * How many submissions of the same country are looked at before one that is pending; `more`: at
 * least so many. Null when it waits in no queue.
 */
export const queueAhead = async (
  { store }: Pick<Ports, 'store'>,
  of: Pick<Submission, 'id' | 'state' | 'primaryCountry'> | null
): Promise<Readonly<{ count: number; more: boolean }> | null> => {
  if (of?.state !== 'pending') return null
  const rows = await store.queue({
    states: ['pending'],
    countries: [of.primaryCountry],
    limit: mostCounted,
  })
  const place = rows.findIndex(({ id }) => id === of.id)
  return place === -1 ? { count: rows.length, more: true } : { count: place, more: false }
}

/** One version of an event and the one before it (null for the first), for whoever answers for it. */
export const versionOf = async (
  { store }: Pick<Ports, 'store'>,
  actor: Actor,
  event: string,
  number: number
): Promise<Readonly<{ head: EventHead; content: EventContent; before: EventContent | null }>> => {
  const head = await ownEvent({ store }, actor, event, 'submit')
  const content = await store.revision(event, number)
  if (!content) throw new Fault('not_found', 'There is no such version of this event.')
  return { head, content, before: number > 1 ? await store.revision(event, number - 1) : null }
}

/** Fields longer than this in all are no form of ours, in characters. */
const longestDraft = 200_000

/** Keeps an unfinished form as it was typed; the same id replaces it. */
export const keepDraft = async (
  { store, now, newId }: Ports,
  actor: Actor,
  wish: Readonly<{ id: string | null; event: string | null; title: string; fields: FormFields }>
): Promise<Draft> => {
  if (JSON.stringify(wish.fields).length > longestDraft) {
    throw new Fault('too_large', 'This form is too long to be kept as a draft.')
  }
  const draft: Draft = {
    id: wish.id ?? newId(),
    person: actor.id,
    event: wish.event,
    title: wish.title.slice(0, 200),
    fields: wish.fields,
    updatedAt: now(),
  }
  await store.commit({ draft })
  return draft
}

/** A draft of the actor; to everybody else it does not exist. */
export const openDraft = async (
  { store }: Pick<Ports, 'store'>,
  actor: Actor,
  id: string
): Promise<Draft> => {
  const draft = await store.draft(id)
  if (draft?.person !== actor.id) throw new Fault('not_found', 'There is no such draft.')
  return draft
}

/** Throws a draft away. */
export const dropDraft = async (ports: Ports, actor: Actor, id: string): Promise<void> => {
  await openDraft(ports, actor, id)
  await ports.store.commit({ draftDone: { id, person: actor.id } })
}
