import type { EventCard } from '../calendar/card.ts'
import {
  type GridDay,
  type GridZone,
  layMonth,
  monthAfter,
  monthRange,
  type WeekStart,
  type YearMonth,
} from '../calendar/grid.ts'
import { dirOf, type Lang } from '../calendar/language.ts'
import type { Month, MonthOccurrence } from '../calendar/month.ts'
import type { Occurrence, Site } from '../calendar/publication.ts'
import { dateOf, type Instant, type LocalDate, wallClock, wallTimeOf } from '../calendar/time.ts'
import { datesOf, inGridOrder } from '../calendar/touched-dates.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import { themes } from '../calendar/vocabularies/themes.ts'
import type { Vocabulary } from '../calendar/vocabulary.ts'
import { wordsOfTime } from '../calendar/words-of-time.ts'

/** Everything a month answer depends on: the same input gives the same bytes. */
export type MonthInput = Readonly<{
  month: YearMonth
  locale: Lang
  weekStart: WeekStart
  zone: GridZone
  /** Lanes drawn per week, ≥ 0; the rest is counted as hidden. */
  maxLanes: number
  /** False leaves out lanes and segments. */
  layout: boolean
  /** Those that touch the visible weeks; others are ignored, and those without a card too. */
  occurrences: readonly Occurrence[]
  cards: ReadonlyMap<string, EventCard>
  /** Canonical query without “?”, filter and view; empty for none. */
  query: string
  site: Site
  /** The answer was cut at the cap of events. */
  truncated: boolean
  /** Version of what is shown, `generatedAt`; never the clock. */
  version: Instant
}>

/** Parameters of the view; feeds and other pages do not know all of them. */
const gridOnly = ['weekStart', 'tz', 'maxLanes', 'layout']

/** The month as partners get it and as our page is drawn from; `docs/api.md` says what is in it. */
export const monthOf = (input: MonthInput): Month => {
  const { month, locale, weekStart, zone, maxLanes, layout, cards, site } = input
  const range = monthRange(month, weekStart)
  const visible = inGridOrder(
    input.occurrences.filter(({ event }) => cards.has(event)),
    zone
  ).flatMap((occurrence) => {
    const dates = datesOf(occurrence, zone, range)
    return dates.length > 0 ? [{ occurrence, dates }] : []
  })
  const occurrences = visible.map(({ occurrence }) => occurrence)
  const onDay = new Map<LocalDate, number[]>()
  visible.forEach(({ dates }, index) => {
    for (const date of dates) {
      const list = onDay.get(date)
      if (list) list.push(index)
      else onDay.set(date, [index])
    }
  })
  const shown = pick(cards, visible, () => true)
  const inMonth = pick(cards, visible, (date) => date.startsWith(month))
  const words = wordsOfTime(locale)
  return {
    month,
    locale,
    dir: dirOf(locale),
    weekStart,
    timeZone: zone,
    title: words.month(month),
    range: { from: range.from, to: range.to },
    links: linksOf(input),
    weekdays: words.weekdays(weekStart),
    weeks: layMonth({ month, weekStart, occurrences, zone, maxLanes, layout }).map((week) => ({
      ...week,
      days: week.days.map((day) => ({
        ...day,
        url: dayUrl(input, day),
        occurrences: onDay.get(day.date) ?? [],
      })),
    })),
    occurrences: occurrences.flatMap((occurrence) => {
      const card = cards.get(occurrence.event)
      return card ? [asShown(occurrence, card, zone)] : []
    }),
    events: Object.fromEntries(shown.map((card) => [card.id, card])),
    counts: {
      total: inMonth.length,
      byTheme: tally(themes, inMonth, (card) => card.themes),
      byCountry: tally(countries, inMonth, (card) => card.countries),
    },
    truncated: input.truncated,
    generatedAt: input.version,
    attribution: { text: site.name, url: site.baseUrl },
  }
}

type Visible = Readonly<{ occurrence: Occurrence; dates: readonly LocalDate[] }>

/** Cards of the events with a date that passes, each once, in the order of the grid. */
const pick = (
  cards: ReadonlyMap<string, EventCard>,
  visible: readonly Visible[],
  passes: (date: LocalDate) => boolean
): EventCard[] => {
  const ids = visible.filter(({ dates }) => dates.some(passes)).map((v) => v.occurrence.event)
  return [...new Set(ids)].flatMap((id) => cards.get(id) ?? [])
}

/** Events per value, in the vocabulary's order; values nobody has are left out. */
const tally = (
  vocabulary: Vocabulary,
  cards: readonly EventCard[],
  valuesOf: (card: EventCard) => readonly string[]
): Record<string, number> => {
  const found = new Map<string, number>()
  for (const card of cards) {
    for (const value of new Set(valuesOf(card))) found.set(value, (found.get(value) ?? 0) + 1)
  }
  return Object.fromEntries(
    vocabulary.terms.flatMap(({ id }) => (found.has(id) ? [[id, found.get(id) ?? 0]] : []))
  )
}

/** An occurrence on the clock of the grid, with what is special about its date. */
const asShown = (occurrence: Occurrence, card: EventCard, zone: GridZone): MonthOccurrence => {
  const { event, recurrenceId, allDay, start, end, startAt, endAt } = occurrence
  const write = allDay ? dateOf : wallTimeOf
  const moved = zone !== 'event' && !allDay
  const open = endAt === startAt
  const { title, place, cancelled, note } = card.dates[recurrenceId] ?? {}
  return {
    event,
    recurrenceId,
    allDay,
    start: write(moved ? wallClock(startAt, zone) : start),
    end: open ? null : write(moved ? wallClock(endAt, zone) : end),
    url: card.recurs ? `${card.url}#d${recurrenceId}` : card.url,
    status: cancelled || card.status === 'cancelled' ? 'cancelled' : 'scheduled',
    note: note ?? null,
    ...(title && { title }),
    ...(place && { place }),
    ...(moved &&
      card.timeZone !== null &&
      card.timeZone !== zone && {
        local: {
          start: wallTimeOf(start),
          end: open ? null : wallTimeOf(end),
          timeZone: card.timeZone,
        },
      }),
  }
}

const linksOf = ({ month, query, site }: MonthInput): Month['links'] => {
  const api = (of: YearMonth) => address(`${site.baseUrl}/v1/months/${of}`, query)
  const prev = monthAfter(month, -1)
  const next = monthAfter(month, 1)
  const ics = address(`${site.baseUrl}/feeds/events.ics`, without(query, gridOnly))
  return {
    self: api(month),
    prev: prev ? api(prev) : null,
    next: next ? api(next) : null,
    html: pageUrl(site, month, query),
    ics,
    subscribe: ics.replace(/^https?:/, 'webcal:'),
  }
}

const pageUrl = (site: Site, month: YearMonth, query: string): string =>
  address(`${site.baseUrl}/month/${month}`, without(query, ['layout']))

/** The day's list: a part of its own month's page, which is not always the month shown. */
const dayUrl = ({ month, query, site }: MonthInput, { date, inMonth }: GridDay): string => {
  const own = inMonth ? month : date.slice(0, 7)
  // Beyond the first and last month there is no page, and no event either.
  const supported = monthAfter(own, 0)
  return supported ? `${pageUrl(site, supported, query)}#d${date}` : pageUrl(site, month, query)
}

const address = (path: string, query: string): string => (query ? `${path}?${query}` : path)

/** The query without some parameters; the others keep their bytes, since addresses are cache keys. */
const without = (query: string, names: readonly string[]): string =>
  query
    .split('&')
    .filter((pair) => !names.includes(pair.split('=')[0] ?? ''))
    .join('&')
