import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { assemble } from '../src/assemble.ts'
import { parseFilter } from '../src/calendar/filter.ts'
import { readConfig } from '../src/config.ts'
import { todayOf } from '../src/journeys/answer.ts'
import { type MonthWish, month } from '../src/journeys/month.ts'
import { windowOf } from '../src/journeys/poll.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { naiveFeed } from './naive-feed.ts'
import { cpuOf } from './rounds.ts'
import { bytesOf, eventsIn, feedWish } from './sized-feed.ts'

/*
 * Makes bodies in a process of its own, told by its parent which: so each way pays for its own
 * garbage and nobody for the filling of the database.
 */

/** `subject` is a filter as in an address, or a month. */
export type MakeOrder = Readonly<{
  way: 'ours' | 'naive' | 'gzip' | 'month'
  databasePath: string
  baseUrl: string
  subject: string
  times: number
}>

/** CPU milliseconds for one body, and what it holds. */
export type MakeReport = Readonly<{ cpu: number; events: number; bytes: number }>

type Making = Readonly<{ work: () => Promise<Uint8Array>; events: number }>

const monthWish = (yearMonth: string): MonthWish => ({
  ...parseFilter(new URLSearchParams()),
  month: yearMonth,
  weekStart: 1,
  zone: 'event',
  maxLanes: 3,
  layout: true,
  view: '',
})

const makingOf = async ({ way, databasePath, baseUrl, subject }: MakeOrder): Promise<Making> => {
  const driver = openSqlite(databasePath)
  const secret = randomBytes(32).toString('hex')
  const { ports } = assemble(driver, readConfig({ BASE_URL: baseUrl, SECRET: secret }))
  if (way === 'month') {
    const made = async () => (await month(ports, monthWish(subject))).body()
    return {
      work: async () => new TextEncoder().encode(JSON.stringify(await made())),
      events: Object.keys((await made()).events).length,
    }
  }
  const wish = feedWish(subject)
  const today = todayOf(ports.now())
  const selection = { filter: wish.filter, window: windowOf(wish.filter, today), today }
  const ours = await bytesOf(ports, wish)
  const work =
    way === 'gzip'
      ? async () => gzipSync(ours)
      : way === 'ours'
        ? () => bytesOf(ports, wish)
        : () => naiveFeed(driver, selection, baseUrl)
  return { work, events: eventsIn(way === 'gzip' ? ours : await work()) }
}

let making: Making | undefined

process.on('message', async (message) => {
  const order = message as MakeOrder
  making ??= await makingOf(order)
  const cpu = await cpuOf(order.times, making.work)
  const { length } = await making.work()
  const report: MakeReport = { cpu, events: making.events, bytes: length }
  process.send?.(report)
})
process.on('disconnect', () => process.exit(0))
