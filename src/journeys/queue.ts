import { Fault } from '../calendar/fault.ts'
import {
  type Actor,
  mayDecide,
  mayReadQueue,
  type Placed,
  type Ruling,
} from '../calendar/people.ts'
import type { QueueCount, Queued, QueuePosition, QueueQuery } from '../calendar/store.ts'
import type { Submission, SubmissionState } from '../calendar/submission.ts'
import { type Instant, minute } from '../calendar/time.ts'
import { coverDays, workingDaysBefore } from '../calendar/working-days.ts'
import { checkDecides, placed } from './moderate.ts'
import type { Ports } from './ports.ts'
import { readQueue } from './review.ts'

/** Whoever took a submission and does nothing for so long has gone for coffee. */
const takenFor = 30 * minute

/** Is somebody else looking at it just now? */
export const isTaken = (
  { takenBy }: Pick<Queued, 'takenBy'>,
  actor: Pick<Actor, 'id'>,
  now: Instant
): boolean =>
  takenBy !== null &&
  takenBy.by.id !== actor.id &&
  Date.parse(takenBy.at) + takenFor > Date.parse(now)

/** What the filters of the queue say; the same in the list and after each decision. */
export type QueueWish = Readonly<{
  countries: readonly string[]
  organisationId?: string
  kind?: QueueQuery['kind']
}>

/** How much waits, by country, as far as the actor may see. */
export const countQueue = async (
  { store, now }: Pick<Ports, 'store' | 'now'>,
  actor: Actor
): Promise<readonly QueueCount[]> => {
  if (!mayReadQueue(actor)) throw new Fault('forbidden', 'Only moderators have a queue.')
  return store.queueCounts({
    countries: actor.countries,
    ...(actor.countries.includes('EU') && {
      coveredBefore: workingDaysBefore(now(), coverDays),
    }),
  })
}

/** The states a queue of a kind is in: what was published on trust is approved already. */
const statesOf = (kind: QueueWish['kind']) =>
  kind === 'unchecked' ? (['approved'] as const) : (['pending'] as const)

/** A page of the queue with the wish’s filters. */
export const queuePage = (
  ports: Pick<Ports, 'store' | 'now'>,
  actor: Actor,
  wish: QueueWish,
  after: QueueQuery['after'],
  limit: number
): Promise<readonly Queued[]> =>
  readQueue(ports, actor, { ...wish, states: statesOf(wish.kind), ...(after && { after }), limit })

/** How a submission stands for somebody who would decide it. */
export type QueueStanding = Readonly<{
  ruling: Ruling
  /** Somebody else looks at it just now. */
  taken: boolean
  /** A second look at a rejection. */
  appeal: boolean
  /** The submitter has changed what was asked for. */
  again: boolean
  /** Its own country has not dealt with it in time, so the EU desk may. */
  covered: boolean
}>
export type QueueRow = Queued & Readonly<{ standing: QueueStanding }>

/** Fewer decisions than this cannot hold an appeal or an answer to a change request. */
const fewestToTell = 2

/** How a submission of the queue stands for the actor. */
export const standingFor = async (
  { store }: Pick<Ports, 'store'>,
  actor: Actor,
  row: Queued,
  now: Instant
): Promise<QueueStanding> => {
  const decisions = row.round >= fewestToTell ? await store.decisions(row.id) : []
  const on: Placed = placed(row, decisions, now)
  return {
    ruling: mayDecide(actor, on),
    taken: isTaken(row, actor, now),
    appeal: decisions.some(({ verb }) => verb === 'appeal'),
    again: decisions.at(-1)?.verb === 'resubmit',
    covered: on.covered === true,
  }
}

/** The place of a submission in the queue, whether or not it is still there. */
export const positionOf = ({
  lowPriority,
  waitingSince,
  id,
}: Pick<Submission, 'lowPriority' | 'waitingSince' | 'id'>): QueuePosition => ({
  lowPriority,
  waitingSince,
  id,
})

/** Positions are counted up to here. */
const counted = 200

/** Where a submission stands in the queue, and what is before and behind it. */
export type QueuePlace = Readonly<{
  /** From 1; null when it is not in the queue (any more), or too far behind. */
  position: number | null
  total: number
  /** There are more than `total`. */
  more: boolean
  previous: string | null
  following: string | null
}>

/** The place of a submission among those that match the wish, in the order of the list. */
export const placeOf = async (
  ports: Pick<Ports, 'store' | 'now'>,
  actor: Actor,
  wish: QueueWish,
  of: Pick<Submission, 'id'>
): Promise<QueuePlace> => {
  const found = await queuePage(ports, actor, wish, undefined, counted + 1)
  const rows = found.slice(0, counted)
  const at = rows.findIndex(({ id }) => id === of.id)
  return {
    position: at < 0 ? null : at + 1,
    total: rows.length,
    more: found.length > counted,
    previous: at < 1 ? null : (rows[at - 1]?.id ?? null),
    following: at < 0 ? null : (rows[at + 1]?.id ?? null),
  }
}

/** How many are looked through at a time for one that is nobody else's. */
const lookAhead = 50

/**
 * What to decide after a submission (null: first of all): the nearest behind it that the actor may
 * decide and nobody else looks at, else the first one of the queue; null when none is left.
 */
export const nextToDecide = async (
  ports: Pick<Ports, 'store' | 'now'>,
  actor: Actor,
  wish: QueueWish,
  of: Pick<Submission, 'id' | 'lowPriority' | 'waitingSince'> | null
): Promise<string | null> => {
  const now = ports.now()
  for (const start of of ? [positionOf(of), undefined] : [undefined]) {
    let after = start
    for (;;) {
      const rows = await queuePage(ports, actor, wish, after, lookAhead)
      for (const row of rows) {
        if (row.id === of?.id) continue
        const { ruling, taken } = await standingFor(ports, actor, row, now)
        if (ruling === 'yes' && !taken) return row.id
      }
      const last = rows.at(-1)
      if (!last || rows.length < lookAhead) break
      after = positionOf(last)
    }
  }
  return null
}

/**
 * Takes what is to be decided after a submission, so that nobody else gets it too. Answers its id;
 * null when nothing is left.
 */
export const takeNext = async (
  ports: Ports,
  actor: Actor,
  wish: QueueWish,
  of: Pick<Submission, 'id' | 'lowPriority' | 'waitingSince'> | null
): Promise<string | null> => {
  const next = await nextToDecide(ports, actor, wish, of)
  if (next !== null) await take(ports, actor, next, true)
  return next
}

/** A moderator can still do something: decide, or look at what was published on trust. */
const open: readonly SubmissionState[] = ['pending', 'approved']

/** A moderator takes a submission, or lets it go, so that others do something else meanwhile. */
export const take = async (
  { store, now }: Pick<Ports, 'store' | 'now'>,
  actor: Actor,
  id: string,
  taken: boolean
): Promise<void> => {
  const submission = await store.submission(id)
  if (!submission) throw new Fault('not_found', 'There is no such submission.')
  const at = now()
  checkDecides(actor, submission, await store.decisions(id), at)
  const by = { id: actor.id, name: actor.name }
  const before = await store.takenBy(id)
  if (!taken && before?.by.id !== actor.id) return
  // Decided meanwhile: there is nothing to take, and its page says by whom.
  if (taken && !open.includes(submission.state)) return
  await store.commit({
    assigned: { submission: id, by: taken ? by : null, at },
    audit: [
      {
        at,
        by,
        verb: taken ? 'take' : 'release',
        object: `event:${submission.event}`,
        outcome: 'done',
        reason: null,
      },
    ],
  })
}
