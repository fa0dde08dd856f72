import { localeChain } from '../../src/calendar/filter.ts'
import type { Lang } from '../../src/calendar/language.ts'
import {
  expandedAt,
  type FragmentFormat,
  isVisible,
  type Occurrence,
  type Publication,
} from '../../src/calendar/publication.ts'
import { searchableOf } from '../../src/calendar/searchable.ts'
import { occurrencesWithin } from '../../src/calendar/series.ts'
import type { Position, Selection, ZoneUse } from '../../src/calendar/store.ts'
import { day, floating, zoneToDefine } from '../../src/calendar/time.ts'
import { fragmentsOf } from '../../src/render/fragment.ts'
import { site } from '../cast.ts'

/*
 * What a selection must find, said once more without SQL.
 */

/** Who reads: feeds carry tombstones, pages don't. */
export type Audience = 'page' | 'feed'

/** A publication with its dates in a window, as pure code finds them. */
export type Found = Readonly<{ publication: Publication; dates: readonly Occurrence[] }>

/** Is it there for its reader? Tombstones are in feeds alone, until their day, unless hidden. */
export const isThere = (
  publication: Publication,
  audience: Audience,
  { filter, today }: Selection
): boolean =>
  isVisible(publication) ||
  (audience === 'feed' &&
    !filter.hide &&
    publication.leavesOn !== null &&
    publication.leavesOn > today)

/** The order of lists, and of dates where some are cut off. */
export const byPlace = (a: Position, b: Position) =>
  a.start - b.start || (a.event < b.event ? -1 : 1)
export const byDate = (a: Occurrence, b: Occurrence) =>
  a.start - b.start || b.end - a.end || (a.event < b.event ? -1 : 1)

/** Where an event stands in a list: at its first date in the window. */
export const placeOf = ({ publication, dates }: Found): Position => ({
  start: Math.min(...dates.map(({ start }) => start)),
  event: publication.event,
})

/** The text of a format for a reader: of its own first, else the original's with our words for them. */
export const textOf = (
  fragments: ReturnType<typeof fragmentsOf>,
  format: FragmentFormat,
  locale: readonly Lang[]
): string | undefined => {
  const chain = localeChain(locale)
  const there = fragments.filter((each) => each.format === format)
  const inChain = (borrowed: boolean) =>
    chain
      .map((tag) => there.find((each) => each.lang === tag && each.borrowed === borrowed))
      .find(Boolean)
  return (inChain(false) ?? inChain(true) ?? there.find(({ original }) => original))?.body
}

/** Asked again and again of publications that don't change. */
const kept = <Made>(make: (publication: Publication) => Made) => {
  const known = new WeakMap<Publication, { made: Made }>()
  return (publication: Publication): Made => {
    const found = known.get(publication) ?? { made: make(publication) }
    known.set(publication, found)
    return found.made
  }
}
export const searchableFor = kept(searchableOf)
export const fragmentsFor = kept((publication) => fragmentsOf(publication, site))
/** Start of the first date: no date is moved by more than days. */
const firstStart = kept(({ event, content }) => {
  const start = floating(content.time.start)
  const span = { from: 0, to: start + 60 * day }
  return Math.min(start, ...occurrencesWithin(event, content, span).map((each) => each.start))
})
/** How far its dates are stored; null when all are. */
export const expandedTo = kept(
  ({ event, content, changedAt }) => expandedAt(event, content, changedAt).expandedTo
)

const yearOf = (ms: number) => new Date(ms).getUTCFullYear()

/** Zones of what was found, each once, with the years they must be right for. */
export const zonesOf = (found: readonly Found[]): ZoneUse[] => {
  const zones = new Map<string, ZoneUse>()
  for (const { publication, dates } of found) {
    const zone = zoneToDefine(publication.content.time)
    if (!zone) continue
    // A rule travels whole, so a series needs its zone from its first date on.
    const from = yearOf(firstStart(publication))
    const to = yearOf(Math.max(...dates.map(({ end }) => end)))
    const known = zones.get(zone) ?? { zone, fromYear: from, toYear: to }
    zones.set(zone, {
      zone,
      fromYear: Math.min(from, known.fromYear),
      toYear: Math.max(to, known.toYear),
    })
  }
  return [...zones.values()].sort((a, b) => (a.zone < b.zone ? -1 : 1))
}
