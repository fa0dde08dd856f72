import { Fault } from '../calendar/fault.ts'
import { canonicalQuery, type FilterRequest, localeChain } from '../calendar/filter.ts'
import type { Lang } from '../calendar/language.ts'
import { expandedAt } from '../calendar/publication.ts'
import { publicationTag } from '../calendar/publishing.ts'
import {
  addDays,
  addMonths,
  floating,
  type LocalDate,
  type Window,
  zoneToDefine,
} from '../calendar/time.ts'
import { feedHead, feedTail } from '../render/json-feed.ts'
import { calendarHead, calendarTail } from '../render/vcalendar.ts'
import { singleOf } from '../render/vevent.ts'
import { vtimezoneOf } from '../render/vtimezone.ts'
import { type Answer, versionOf } from './answer.ts'
import { completed, zonesOf } from './beyond.ts'
import type { Ports } from './ports.ts'
import { visibleEvent } from './show.ts'

/** The window of a feed when its reader names none: 30 days back to 18 months ahead. */
const daysBack = 30
const monthsAhead = 18

/** Fixed ends where the filter names them, moving ones elsewhere; `to` exclusive. */
export const windowOf = (
  { from, to }: Readonly<{ from?: LocalDate; to?: LocalDate }>,
  today: LocalDate
): Window => {
  const start =
    from ??
    (to && to <= addDays(today, -daysBack) ? addDays(to, -daysBack) : addDays(today, -daysBack))
  const end = to ?? addMonths(start > today ? start : today, monthsAhead)
  return { from: start, to: end }
}

export type FeedFormat = 'ics' | 'json'

/** A feed as asked for: what is selected, what it is called and where it lives. */
export type FeedWish = FilterRequest &
  Readonly<{
    format: FeedFormat
    title: string
    description: string
    /** Address without host, for example `/feeds/pl.ics?locale=pl`. */
    path: string
  }>

const encoder = new TextEncoder()

const joinBytes = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** A subscriber polls a feed: the version first, then head, stored fragments and tail. */
export const poll = async (
  ports: Pick<Ports, 'store' | 'now' | 'site'>,
  wish: FeedWish
): Promise<Answer<Uint8Array<ArrayBuffer>>> => {
  const { store, site } = ports
  const shape = [wish.format, wish.title, wish.description, wish.path, canonicalQuery(wish)].join(
    '\n'
  )
  const { tag, lastModified, today } = await versionOf(ports, wish.filter, shape)
  const window = windowOf(wish.filter, today)
  const found = () => completed(store, { filter: wish.filter, window, today }, 'feed')
  const address = site.baseUrl + wish.path

  const ics = async () => {
    const complete = await found()
    const [zones, events] = await Promise.all([
      zonesOf(store, complete),
      store.bodies(complete.selection, 'ics', wish.locale, ''),
    ])
    const head = calendarHead({
      name: wish.title,
      description: wish.description,
      url: `${site.baseUrl}/`,
      source: address,
      vtimezones: zones.map(({ zone, fromYear, toYear }) =>
        vtimezoneOf(zone, { from: fromYear, to: toYear })
      ),
    })
    return joinBytes([encoder.encode(head), events, encoder.encode(calendarTail)])
  }

  const json = async () => {
    const head = feedHead({
      title: wish.title,
      description: wish.description,
      homeUrl: `${site.baseUrl}/`,
      feedUrl: address,
    })
    const items = await store.bodies((await found()).selection, 'item', wish.locale, ',')
    return joinBytes([encoder.encode(head), items, encoder.encode(feedTail)])
  }

  return { tag, lastModified, body: wish.format === 'ics' ? ics : json }
}

/** One event as a calendar file; a tombstone is a calendar file too. Null when it never was public. */
export const pollEvent = async (
  { store, site }: Pick<Ports, 'store' | 'site'>,
  id: string,
  locale: readonly Lang[]
): Promise<Answer<Uint8Array<ArrayBuffer>> | null> => {
  const publication = await store.publication(id)
  if (!publication) return null
  const body = async () => {
    const { time } = publication.content
    const zone = zoneToDefine(time)
    const { occurrences } = expandedAt(id, publication.content, publication.changedAt)
    const year = (ms: number) => new Date(ms).getUTCFullYear()
    const start = floating(time.start)
    const years = { from: year(start), to: year(occurrences.at(-1)?.end ?? start) }
    const head = calendarHead({
      name: site.name,
      description: '',
      url: `${site.baseUrl}/events/${id}`,
      source: `${site.baseUrl}/events/${id}.ics`,
      vtimezones: zone ? [vtimezoneOf(zone, years)] : [],
    })
    const fragment = (await store.fragment(id, 'ics', locale)) ?? ''
    return encoder.encode(head + fragment + calendarTail)
  }
  return {
    tag: `${publicationTag(publication)}.${await store.journalNumber(id)}`,
    lastModified: publication.changedAt,
    body,
  }
}

/** One date of a visible event as a calendar file of its own. */
export const pollDate = async (
  { store, site }: Pick<Ports, 'store' | 'site'>,
  id: string,
  recurrenceId: string,
  locale: readonly Lang[]
): Promise<Answer<Uint8Array<ArrayBuffer>>> => {
  const publication = await visibleEvent({ store }, id)
  const { content } = publication
  const lang = localeChain(locale).find((tag) => content.translations[tag]) ?? content.originalLang
  const event = singleOf(publication, lang, site, recurrenceId)
  if (event === null) throw new Fault('not_found', 'The event does not take place then.')
  return {
    tag: `${publicationTag(publication)}.${await store.journalNumber(id)}.${recurrenceId}.${lang}`,
    lastModified: publication.changedAt,
    body: async () => {
      const zone = zoneToDefine(content.time)
      const year = Number(recurrenceId.slice(0, 4))
      const head = calendarHead({
        name: site.name,
        description: '',
        url: `${site.baseUrl}/events/${id}`,
        source: `${site.baseUrl}/events/${id}/${recurrenceId}.ics`,
        // A moved date can lie in a neighbouring year.
        vtimezones: zone ? [vtimezoneOf(zone, { from: year - 1, to: year + 1 })] : [],
      })
      return encoder.encode(head + event + calendarTail)
    },
  }
}
