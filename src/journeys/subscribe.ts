import type { EventCard } from '../calendar/card.ts'
import { type FeedPreview, mostCounted } from '../calendar/feed-preview.ts'
import type { Filter, FilterRequest } from '../calendar/filter.ts'
import { addDays, type LocalDate, type Window } from '../calendar/time.ts'
import { type Answer, versionOf } from './answer.ts'
import { completed, withBeyond } from './beyond.ts'
import type { Ports } from './ports.ts'
import { windowOf } from './window.ts'

/** How far ahead a preview looks, in days, today included. */
const daysAhead = 60

/** How many of the next dates a preview names. */
const named = 5

const windowFor = (filter: Filter, today: LocalDate): Window => {
  if (!filter.from && !filter.to) return { from: today, to: addDays(today, daysAhead) }
  // Where the feed is about days that are over, what it holds tells more than that nothing comes.
  if (filter.to && filter.to <= today) return windowOf(filter, today)
  const from = filter.from && filter.from > today ? filter.from : today
  return { from, to: filter.to ?? addDays(from, daysAhead) }
}

/**
 * Somebody thinks of subscribing: how much their calendar would get in the next 60 days and the next
 * five dates. `shape` is whatever else the answer depends on, such as the page's address.
 */
export const previewFeed = async (
  ports: Pick<Ports, 'store' | 'now' | 'site'>,
  { filter, locale }: FilterRequest,
  shape: string
): Promise<Answer<FeedPreview>> => {
  const { store } = ports
  const { tag, lastModified, today } = await versionOf(ports, filter, `subscribe ${shape}`)
  return {
    tag,
    lastModified,
    body: async () => {
      const window = windowFor(filter, today)
      const complete = await completed(store, { filter, window, today }, 'page')
      const stored = await store.occurrences(complete.selection, mostCounted + 1)
      const all = withBeyond(stored, complete).sort(
        (a, b) => a.start - b.start || (a.event < b.event ? -1 : 1)
      )
      const counted = all.slice(0, mostCounted)
      const first = counted.slice(0, named)
      const bodies = await store.cards([...new Set(first.map(({ event }) => event))], locale)
      const cards = new Map<string, EventCard>(
        [...bodies].map(([id, body]) => [id, JSON.parse(body)])
      )
      return {
        window,
        fixed: Boolean(filter.from ?? filter.to),
        events: new Set(counted.map(({ event }) => event)).size,
        dates: counted.length,
        crowded: all.length > mostCounted,
        next: first.flatMap((occurrence) => {
          const card = cards.get(occurrence.event)
          return card ? [{ occurrence, card }] : []
        }),
      }
    },
  }
}
