import type { EventDetail } from '../calendar/card.ts'
import { Fault } from '../calendar/fault.ts'
import { canonicalQuery, type FilterRequest, localeChain } from '../calendar/filter.ts'
import type { Lang } from '../calendar/language.ts'
import { observanceOf } from '../calendar/observances.ts'
import { isVisible, type Publication } from '../calendar/publication.ts'
import { publicationTag } from '../calendar/publishing.ts'
import { detailOf } from '../render/json.ts'
import { type Answer, versionOf } from './answer.ts'
import { completed } from './beyond.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Ports } from './ports.ts'
import { windowOf } from './window.ts'

/** The public version of an event; `not_found` if it never was public, `gone` if it no longer is. */
export const visibleEvent = async (
  { store }: Pick<Ports, 'store'>,
  id: string
): Promise<Publication> => {
  // Days of observance stand in no table: they are everybody's.
  const publication = (await store.publication(id)) ?? observanceOf(id)
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
  ports: Pick<Ports, 'store' | 'site'>,
  id: string,
  locale: readonly Lang[]
): Promise<Answer<EventDetail>> => {
  const publication = await visibleEvent(ports, id)
  return {
    tag: `${publicationTag(publication)}.${await ports.store.journalNumber(id)}`,
    lastModified: publication.changedAt,
    body: async () => {
      const stored = await ports.store.fragment(id, 'json', locale)
      if (stored) return JSON.parse(stored)
      const { translations, originalLang } = publication.content
      const lang = localeChain(locale).find((tag) => translations[tag]) ?? originalLang
      return detailOf(publication, lang, ports.site)
    },
  }
}

export type EventPage = Readonly<{ events: readonly string[]; next: string | null }>

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
      const rows = await ports.store.page(
        selection,
        'page',
        { format: 'json', style: null, locale: request.locale },
        after,
        limit + 1
      )
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        events: shown.map((row) => row.body),
        next: rows.length > limit && last ? writeCursor(last.position, list) : null,
      }
    },
  }
}
