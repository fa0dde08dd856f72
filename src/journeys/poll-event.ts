import { Fault } from '../calendar/fault.ts'
import { localeChain } from '../calendar/filter.ts'
import type { Lang } from '../calendar/language.ts'
import { observanceOf } from '../calendar/observances.ts'
import { expandedAt } from '../calendar/publication.ts'
import { publicationTag } from '../calendar/publishing.ts'
import { floating, zoneToDefine } from '../calendar/time.ts'
import { feedFormats } from '../render/feed-formats.ts'
import { calendarHead, calendarTail } from '../render/vcalendar.ts'
import { singleOf } from '../render/vevent.ts'
import { vtimezoneOf } from '../render/vtimezone.ts'
import type { Answer } from './answer.ts'
import { made, wordsFor } from './made-feed.ts'
import type { Ports } from './ports.ts'
import { visibleEvent } from './show.ts'

const encoder = new TextEncoder()

/** One event as a calendar file; a tombstone is a calendar file too. Null when it never was public. */
export const pollEvent = async (
  { store, site }: Pick<Ports, 'store' | 'site'>,
  id: string,
  locale: readonly Lang[]
): Promise<Answer<Uint8Array<ArrayBuffer>> | null> => {
  const publication = (await store.publication(id)) ?? observanceOf(id)
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
    const fragment =
      (await store.fragment(id, 'ics', locale)) ??
      made(publication, { format: feedFormats.ics, locale, cancelled: 'both' }, site)
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
  const words = wordsFor(publication, locale)
  const event = singleOf(publication, lang, site, recurrenceId, words ? { words } : {})
  if (event === null) throw new Fault('not_found', 'The event does not take place then.')
  return {
    tag: `${publicationTag(publication)}.${await store.journalNumber(id)}.${recurrenceId}.${lang}.${words ?? ''}`,
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
