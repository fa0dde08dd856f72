import { gzipSync } from 'node:zlib'
import { canonicalQuery, parseFilter } from '../src/calendar/filter.ts'
import { addDays, type LocalDate } from '../src/calendar/time.ts'
import { todayOf } from '../src/journeys/answer.ts'
import { type MonthWish, month } from '../src/journeys/month.ts'
import { type FeedWish, poll, windowOf } from '../src/journeys/poll.ts'
import type { Ports } from '../src/journeys/ports.ts'
import type { SqliteDriver } from '../src/store/sqlite.ts'
import { naiveFeed } from './naive-feed.ts'
import { cpuOf, interleaved, type Spread, spreadOf } from './rounds.ts'

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

export type UncachedResult = Readonly<{
  events: number
  bytes: number
  naiveBytes: number
  /** CPU of the naive way ÷ ours. */
  ratio: Spread
  /** CPU milliseconds. */
  ours: Spread
  naive: Spread
  gzip: Spread
}>

/** A feed made from stored fragments against one built for the request, in this process, in turn. */
export const compareUncached = async (
  ports: Ports,
  driver: SqliteDriver,
  wish: FeedWish,
  rounds: number
): Promise<UncachedResult> => {
  const today = todayOf(ports.now())
  const selection = { filter: wish.filter, window: windowOf(wish.filter, today), today }
  const ours = () => bytesOf(ports, wish)
  const naive = () => naiveFeed(driver, selection, ports.site.baseUrl)
  const [bytes, naiveBytes] = [await ours(), await naive()]
  if (eventsIn(bytes) !== eventsIn(naiveBytes)) throw new Error('the two ways differ in events')
  const once = async () => {
    const measured = await cpuOf(20, ours)
    return { ms: measured, gzip: await cpuOf(5, async () => gzipSync(bytes)) }
  }
  await once()
  await cpuOf(3, naive)
  const pairs = await interleaved(rounds, once, async () => ({
    ms: await cpuOf(3, naive),
    gzip: 0,
  }))
  return {
    events: eventsIn(bytes),
    bytes: bytes.length,
    naiveBytes: naiveBytes.length,
    ratio: spreadOf(pairs.map((pair) => pair.other.ms / pair.ours.ms)),
    ours: spreadOf(pairs.map((pair) => pair.ours.ms)),
    naive: spreadOf(pairs.map((pair) => pair.other.ms)),
    gzip: spreadOf(pairs.map((pair) => pair.ours.gzip)),
  }
}

export type MonthResult = Readonly<{ events: number; bytes: number; cpu: Spread }>

/** The JSON of a month without any filter, made afresh. */
export const measureMonth = async (
  ports: Ports,
  yearMonth: string,
  rounds: number
): Promise<MonthResult> => {
  const wish: MonthWish = {
    ...parseFilter(new URLSearchParams()),
    month: yearMonth,
    weekStart: 1,
    zone: 'event',
    maxLanes: 3,
    layout: true,
    view: '',
  }
  const made = async () => (await month(ports, wish)).body()
  const work = async () => new TextEncoder().encode(JSON.stringify(await made()))
  const events = Object.keys((await made()).events).length
  const { length } = await work()
  await cpuOf(5, work)
  const measured: number[] = []
  for (let round = 0; round < rounds; round += 1) measured.push(await cpuOf(5, work))
  return { events, bytes: length, cpu: spreadOf(measured) }
}
