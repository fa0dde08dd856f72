import { type CancelledStyle, localeChain } from '../calendar/filter.ts'
import type { Lang } from '../calendar/language.ts'
import { expandedAt, type Publication, type Site } from '../calendar/publication.ts'
import type { Position, Store, ZoneUse } from '../calendar/store.ts'
import { floating, type Window, zoneToDefine } from '../calendar/time.ts'
import type { FeedFormat } from '../render/feed-format.ts'
import { hasNews } from '../render/fragment.ts'
import { wordLanguages } from '../render/words.ts'

/*
 * Entries that are made when they are asked for: formats few ask for, and publications that stand
 * in no table.
 */

/** The publications at places of a list, in its order; one that has gone meanwhile is left out. */
export const madeOf = async (
  store: Pick<Store, 'publicationsOf'>,
  places: readonly Position[]
): Promise<Publication[]> => {
  const found = await store.publicationsOf(places.map(({ event }) => event))
  const byEvent = new Map(found.map((publication) => [publication.event, publication]))
  return places.flatMap(({ event }) => byEvent.get(event) ?? [])
}

/** How entries are wanted. */
export type Wished = Readonly<{
  format: FeedFormat
  locale: readonly Lang[]
  cancelled: CancelledStyle
}>

/**
 * Whose language our words are in, where the event has no text in any that was wished for: at least
 * they can be read. Undefined where they are in the text's own.
 */
export const wordsFor = (
  { content }: Pick<Publication, 'content'>,
  locale: readonly Lang[]
): Lang | undefined => {
  const chain = localeChain(locale)
  if (chain.some((tag) => content.translations[tag])) return undefined
  return chain.find((tag) => wordLanguages.includes(tag))
}

/** What stands for a publication in a feed: its text in the best of the wished languages, else the original. */
export const made = (
  publication: Publication,
  { format, locale, cancelled }: Wished,
  site: Site
): string => {
  const { translations, originalLang } = publication.content
  const lang = localeChain(locale).find((tag) => translations[tag])
  const words = hasNews(publication) ? wordsFor(publication, locale) : undefined
  return format.entry(publication, lang ?? originalLang, site, {
    ...(words && { words }),
    ...((cancelled === 'status' || cancelled === 'title') && { cancelled }),
  })
}

const yearOf = (ms: number) => new Date(ms).getUTCFullYear()

/** Zones publications are written in, each once, with the years they must be right for. */
export const zonesOf = (publications: readonly Publication[], window: Window): ZoneUse[] => {
  const uses = new Map<string, ZoneUse>()
  for (const { event, content, changedAt } of publications) {
    const zone = zoneToDefine(content.time)
    if (!zone) continue
    const start = floating(content.time.start)
    const last = expandedAt(event, content, changedAt).occurrences.at(-1)?.end ?? start
    const known = uses.get(zone)
    const toYear = Math.max(yearOf(start), Math.min(yearOf(last), Number(window.to.slice(0, 4))))
    uses.set(zone, {
      zone,
      fromYear: Math.min(yearOf(start), known?.fromYear ?? yearOf(start)),
      toYear: Math.max(toYear, known?.toYear ?? toYear),
    })
  }
  return [...uses.values()].sort((a, b) => (a.zone < b.zone ? -1 : 1))
}
