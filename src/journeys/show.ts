import type { EventDetail } from '../calendar/card.ts'
import { Fault, invalidParameter } from '../calendar/fault.ts'
import { canonicalQuery, type FilterRequest } from '../calendar/filter.ts'
import type { Lang } from '../calendar/language.ts'
import { isVisible, type Publication } from '../calendar/publication.ts'
import { publicationTag } from '../calendar/publishing.ts'
import type { Position } from '../calendar/store.ts'
import { type Answer, digestOf, versionOf } from './answer.ts'
import { completed } from './beyond.ts'
import { windowOf } from './poll.ts'
import type { Ports } from './ports.ts'

/** The public version of an event; `not_found` if it never was public, `gone` if it no longer is. */
export const visibleEvent = async (
  { store }: Pick<Ports, 'store'>,
  id: string
): Promise<Publication> => {
  const publication = await store.publication(id)
  if (!publication) throw new Fault('not_found', 'There is no such event.')
  if (isVisible(publication)) return publication
  throw new Fault(
    'gone',
    publication.state === 'withdrawn'
      ? 'The organiser has withdrawn this event.'
      : 'This event has been removed.'
  )
}

/** A visible event as everybody may read it, in the best of the wished languages. */
export const showEvent = async (
  ports: Pick<Ports, 'store'>,
  id: string,
  locale: readonly Lang[]
): Promise<Answer<EventDetail>> => {
  const publication = await visibleEvent(ports, id)
  return {
    tag: `${publicationTag(publication)}.${await ports.store.journalNumber(id)}`,
    lastModified: publication.changedAt,
    body: async () => {
      const body = await ports.store.fragment(id, 'json', locale)
      if (!body) throw new Error(`event ${id} is public but has no json fragment`)
      return JSON.parse(body)
    },
  }
}

export type EventPage = Readonly<{ events: readonly string[]; next: string | null }>

/** Position and filter in one opaque word: a cursor only continues the list it came from. */
const writeCursor = ({ start, event }: Position, list: string) =>
  btoa(JSON.stringify([start, event, digestOf(list)]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const readCursor = (cursor: string, list: string): Position => {
  const [start, event, digest] = decoded(cursor)
  if (digest !== digestOf(list)) {
    throw invalidParameter(
      'cursor',
      'foreign-cursor',
      'This cursor belongs to a list with another filter.'
    )
  }
  return { start, event }
}

const decoded = (cursor: string): [number, string, string] => {
  const refuse = () =>
    invalidParameter('cursor', 'invalid-cursor', 'This is no cursor of ours; start without one.')
  try {
    const value: unknown = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))
    if (
      Array.isArray(value) &&
      Number.isSafeInteger(value[0]) &&
      typeof value[1] === 'string' &&
      typeof value[2] === 'string'
    ) {
      return [value[0], value[1], value[2]]
    }
  } catch {
    throw refuse() // not base64 or not JSON
  }
  throw refuse()
}

/** A page of visible events in order of their first start in the window, as stored JSON. */
export const listEvents = async (
  ports: Pick<Ports, 'store' | 'now' | 'site'>,
  request: FilterRequest,
  cursor: string | null,
  limit: number
): Promise<Answer<EventPage>> => {
  const list = canonicalQuery(request)
  const after = cursor === null ? null : readCursor(cursor, list)
  const { tag, lastModified, today } = await versionOf(
    ports,
    request.filter,
    `events ${list} ${cursor} ${limit}`
  )
  return {
    tag,
    lastModified,
    body: async () => {
      const { selection } = await completed(
        ports.store,
        { filter: request.filter, window: windowOf(request.filter, today), today },
        'page'
      )
      const rows = await ports.store.page(selection, request.locale, after, limit + 1)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        events: shown.map((row) => row.body),
        next: rows.length > limit && last ? writeCursor(last.position, list) : null,
      }
    },
  }
}
