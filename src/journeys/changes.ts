import { Fault, invalidParameter } from '../calendar/fault.ts'
import { canonicalQuery, type Filter, type FilterRequest, matches } from '../calendar/filter.ts'
import type { Publication } from '../calendar/publication.ts'
import { searchableOf } from '../calendar/searchable.ts'
import type { JournalEntry, Version } from '../calendar/store.ts'
import { day, type Instant, instantOf } from '../calendar/time.ts'
import { pageUrl } from '../render/event-text.ts'
import { type Answer, digestOf, renderer } from './answer.ts'
import type { Ports } from './ports.ts'

/** How long a partner may stay away and still be told of every change, removals too. */
export const changesKeptDays = 90

/** A partner asks what has changed. `locale` chooses the texts, as in the list of events. */
export type ChangesWish = FilterRequest &
  Readonly<{
    /** A cursor of ours; null asks for the place to start from. */
    since: string | null
    /** Journal rows read at most: the most changes a page can hold. */
    limit: number
    /** Without the events themselves. */
    idsOnly: boolean
  }>

/** Why a partner's copy of an event, if there is one, must go. */
export type RemovalReason = 'withdrawn' | 'removed' | 'no-longer-matches'

/** An event that changed, and what to do with a copy of it, as it stands now. */
export type ChangeNotice = Omit<JournalEntry, 'event'> &
  Readonly<{
    id: string
    uid: string
    op: 'upsert' | 'remove'
    /** Null for an upsert. */
    reason: RemovalReason | null
    url: string
  }>

export type ChangesPage = Readonly<{
  /** In journal order, each event once; `body` is its public JSON, null where none was asked for. */
  changes: readonly Readonly<{ notice: ChangeNotice; body: string | null }>[]
  next: string
  /** There is more behind `next` already. */
  more: boolean
}>

/** Number and moment of a journal row: the moment tells that row from another calendar's. */
const writeCursor = ({ number, at }: Version) => `${number}.${at ? Date.parse(at) / 1000 : 0}`

const readCursor = (cursor: string): Version => {
  const [, number, seconds] = /^(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,10})$/.exec(cursor) ?? []
  if (number === undefined || seconds === undefined) {
    throw invalidParameter(
      'since',
      'invalid-cursor',
      'This is no cursor of ours; start without one.'
    )
  }
  return { number: Number(number), at: number === '0' ? null : instantOf(Number(seconds) * 1000) }
}

/** Rows behind a cursor; a fault when they are not what has happened since it was given out. */
const rowsBehind = async (
  { store, now }: Pick<Ports, 'store' | 'now'>,
  cursor: Version,
  limit: number
): Promise<readonly JournalEntry[]> => {
  // Its own row comes first: numbers alone would be taken from another calendar, or from this one
  // before its database was put back to an older state, and changes would be missed in silence.
  const begun = cursor.number > 0
  const rows = await store.changesSince(cursor.number - (begun ? 1 : 0), limit + (begun ? 1 : 0))
  if (begun && (rows[0]?.number !== cursor.number || rows[0].at !== cursor.at)) {
    throw invalidParameter(
      'since',
      'foreign-cursor',
      'This cursor names a change that this calendar does not have; start without one.'
    )
  }
  const behind = begun ? rows.slice(1) : rows
  const first = behind[0]
  if (first && first.at < instantOf(Date.parse(now()) - changesKeptDays * day)) {
    throw new Fault(
      'gone',
      `What changed since then is told for ${changesKeptDays} days. Start afresh: take a cursor without “since”, then read all of /v1/events.`
    )
  }
  return behind
}

/** The newest row of each event, in order. */
const newestOfEach = (rows: readonly JournalEntry[]): JournalEntry[] => {
  const newest = new Map(rows.map((row) => [row.event, row.number]))
  return rows.filter((row) => newest.get(row.event) === row.number)
}

/** An event as it is now: why a copy of it must go, null when it stays. */
type Standing = Readonly<{ uid: string; reason: RemovalReason | null }>

/**
 * How events stand for a filter. Its words are looked up where they are stored: finding them in the
 * descriptions again would take milliseconds for each event.
 */
const standingOf = async (
  { store }: Pick<Ports, 'store'>,
  { words, ...others }: Filter,
  events: readonly string[]
): Promise<readonly (readonly [event: string, standing: Standing])[]> => {
  if (events.length === 0) return []
  const publications = await store.publicationsOf(events)
  const named = words && (await store.withWords(events, words))
  const isWanted = (p: Publication) =>
    matches(others, searchableOf({ ...p, content: { ...p.content, translations: {} } })) &&
    (named?.has(p.event) ?? true)
  const reasonOf = (p: Publication): RemovalReason | null => {
    if (p.state === 'withdrawn' || p.state === 'removed') return p.state
    return isWanted(p) ? null : 'no-longer-matches'
  }
  return publications.map((p) => [p.event, { uid: p.uid, reason: reasonOf(p) }])
}

const noticesOf = async (
  ports: Pick<Ports, 'store' | 'site'>,
  { filter, locale, idsOnly }: ChangesWish,
  rows: readonly JournalEntry[]
): Promise<ChangesPage['changes']> => {
  const entries = newestOfEach(rows)
  const standing = new Map(
    await standingOf(
      ports,
      filter,
      entries.map(({ event }) => event)
    )
  )
  const staying = [...standing.keys()].filter((event) => standing.get(event)?.reason === null)
  const bodies = idsOnly ? new Map<string, string>() : await ports.store.details(staying, locale)
  // An event can leave the public between the two reads; it is told as it is then.
  const left = idsOnly ? [] : staying.filter((event) => !bodies.has(event))
  for (const [event, now] of await standingOf(ports, filter, left)) standing.set(event, now)

  return entries.map(({ event, ...row }) => {
    const now = standing.get(event)
    if (!now) throw new Error(`event ${event} is in the journal but has no publication`)
    const { uid, reason } = now
    const body = reason === null ? (bodies.get(event) ?? null) : null
    if (reason === null && body === null && !idsOnly) {
      throw new Error(`event ${event} is public but has no json fragment`)
    }
    const op = reason === null ? 'upsert' : 'remove'
    const url = pageUrl({ event }, ports.site)
    return { notice: { ...row, id: event, uid, op, reason, url }, body }
  })
}

/**
 * What has changed behind a cursor. What a page says of an event is how it stands now, not how it
 * stood at that row, so that nobody is sent a text that has been withdrawn since; a later row of
 * the same event comes again on a later page. Fault `invalid` for a cursor that is not of this
 * calendar's journal, `gone` when what it has missed began more than 90 days ago.
 */
export const listChanges = async (
  ports: Pick<Ports, 'store' | 'now' | 'site'>,
  wish: ChangesWish
): Promise<Answer<ChangesPage>> => {
  const { store, site } = ports
  // Before the rows: what is committed in between is then said to be still to come.
  const newest = await store.newestChange()
  const start = wish.since === null ? newest : readCursor(wish.since)
  const rows = wish.since === null ? [] : await rowsBehind(ports, start, wish.limit)
  const last = rows.at(-1) ?? start
  const shape = [wish.since, wish.limit, wish.idsOnly, canonicalQuery(wish), site.baseUrl].join(' ')
  return {
    // The newest row, not the page's last: an event of this page may have changed again since.
    tag: `changes.${newest.number}.${renderer}.${digestOf(shape)}`,
    lastModified: newest.at ?? epoch,
    body: async () => ({
      changes: await noticesOf(ports, wish, rows),
      next: writeCursor(last),
      more: last.number < newest.number,
    }),
  }
}

/** Last-Modified of a journal without rows. */
const epoch: Instant = '1970-01-01T00:00:00Z'
