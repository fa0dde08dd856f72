import { canonicalQuery, parseFilter } from '../src/calendar/filter.ts'
import { addDays, type LocalDate } from '../src/calendar/time.ts'
import { todayOf } from '../src/journeys/answer.ts'
import { type FeedWish, poll } from '../src/journeys/poll.ts'
import type { Ports } from '../src/journeys/ports.ts'

/** A filter as a feed somebody subscribes to. */
export const feedWish = (query: string): FeedWish => {
  const request = parseFilter(new URLSearchParams(query))
  return {
    ...request,
    format: 'ics',
    title: 'Integration calendar',
    description: 'A feed to measure.',
    path: `/feeds/events.ics?${canonicalQuery(request)}`,
  }
}

export const bytesOf = async (ports: Ports, wish: FeedWish) => (await poll(ports, wish)).body()

export const eventsIn = (bytes: Uint8Array) =>
  Buffer.from(bytes).toString('latin1').split('BEGIN:VEVENT').length - 1

/** The feed of this filter whose window, from today on, makes it come nearest to a size. */
export const feedOfSize = async (
  ports: Ports,
  filter: string,
  size: number,
  sizeOf: (bytes: Uint8Array) => number
): Promise<FeedWish> => {
  const today = todayOf(ports.now())
  const until = (days: number): FeedWish => {
    const to: LocalDate = addDays(today, days)
    return feedWish(`${filter}&from=${today}&to=${to}`)
  }
  const sizeAt = async (days: number) => sizeOf(await bytesOf(ports, until(days)))
  let [low, high] = [1, 550]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((await sizeAt(middle)) < size) low = middle
    else high = middle
  }
  const [below, above] = [await sizeAt(low), await sizeAt(high)]
  return until(size - below < above - size ? low : high)
}
