import type { EventCard } from '../calendar/card.ts'
import { canonicalQuery, type FilterRequest } from '../calendar/filter.ts'
import { type GridZone, monthRange, type WeekStart, type YearMonth } from '../calendar/grid.ts'
import type { Month } from '../calendar/month.ts'
import type { Occurrence } from '../calendar/publication.ts'
import { addDays } from '../calendar/time.ts'
import { monthOf } from '../render/month.ts'
import { type Answer, versionOf } from './answer.ts'
import { completed, withBeyond } from './beyond.ts'
import type { Ports } from './ports.ts'

/** More than this in one month is cut and said so; a page of it would help nobody. */
const mostEvents = 1000
const mostOccurrences = 5000

/** A month as asked for: filter, text languages and view. */
export type MonthWish = FilterRequest &
  Readonly<{
    month: YearMonth
    weekStart: WeekStart
    zone: GridZone
    maxLanes: number
    layout: boolean
    view: string
  }>

/** A partner fetches a month: the version first, then occurrences of the visible weeks and their cards. */
export const month = async (
  ports: Pick<Ports, 'store' | 'now' | 'site'>,
  wish: MonthWish
): Promise<Answer<Month>> => {
  const { store, site } = ports
  const query = [canonicalQuery(wish), wish.view].filter(Boolean).join('&')
  const { tag, lastModified, today } = await versionOf(
    ports,
    wish.filter,
    `month ${wish.month} ${query}`
  )
  return {
    tag,
    lastModified,
    body: async () => {
      const range = monthRange(wish.month, wish.weekStart)
      // In another zone a wall time can lie more than a day beside the event's own.
      const window =
        wish.zone === 'event' ? range : { from: addDays(range.from, -2), to: addDays(range.to, 2) }
      const complete = await completed(store, { filter: wish.filter, window, today }, 'page')
      const stored = await store.occurrences(complete.selection, mostOccurrences + 1)
      const found = withBeyond(stored, complete)
      const { occurrences, truncated } = capped(found)
      const bodies = await store.cards([...new Set(occurrences.map((o) => o.event))], wish.locale)
      const cards = new Map([...bodies].map(([id, body]) => [id, JSON.parse(body) as EventCard]))
      return monthOf({
        month: wish.month,
        locale: wish.locale[0] ?? 'en',
        weekStart: wish.weekStart,
        zone: wish.zone,
        maxLanes: wish.maxLanes,
        layout: wish.layout,
        occurrences,
        cards,
        query,
        site,
        truncated,
        version: lastModified,
      })
    },
  }
}

/** All occurrences, or when there are too many events those of the earliest. */
const capped = (
  found: readonly Occurrence[]
): Readonly<{ occurrences: readonly Occurrence[]; truncated: boolean }> => {
  const few = new Set(found.map(({ event }) => event)).size <= mostEvents
  if (few && found.length <= mostOccurrences) return { occurrences: found, truncated: false }
  const events = new Set<string>()
  const occurrences = [...found]
    .sort((a, b) => a.start - b.start || b.end - a.end || (a.event < b.event ? -1 : 1))
    .slice(0, mostOccurrences)
    .filter(({ event }) => {
      if (events.size < mostEvents) events.add(event)
      return events.has(event)
    })
  return { occurrences, truncated: true }
}
