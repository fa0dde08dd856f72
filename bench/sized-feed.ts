import { canonicalQuery, parseFilter } from '../src/calendar/filter.ts'
import { addDays, type LocalDate } from '../src/calendar/time.ts'
import { todayOf } from '../src/journeys/answer.ts'
import { type FeedWish, poll } from '../src/journeys/poll.ts'
import type { Ports } from '../src/journeys/ports.ts'
import { feedFormats } from '../src/render/feed-formats.ts'

/** A filter as a feed somebody subscribes to. */
export const feedWish = (query: string): FeedWish => {
  const request = parseFilter(new URLSearchParams(query))
  return {
    ...request,
    format: feedFormats.ics,
    title: 'Integration calendar',
    description: 'A feed to measure.',
    lang: 'en',
    page: '/subscribe',
    cursor: null,
    path: `/feeds/events.ics?${canonicalQuery(request)}`,
  }
}

/** The bytes of a feed, put together where it comes in pieces. */
export const bytesOf = async (ports: Ports, wish: FeedWish): Promise<Uint8Array> => {
  const body = await (await poll(ports, wish)).body()
  if (body instanceof Uint8Array) return body
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** What of a feed is there first: all of it, or its first piece. */
export const firstPiece = async (ports: Ports, wish: FeedWish): Promise<Uint8Array> => {
  const body = await (await poll(ports, wish)).body()
  if (body instanceof Uint8Array) return body
  // Leaving the loop ends the stream and closes what was opened for it.
  for await (const piece of body) return piece
  return new Uint8Array()
}

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
