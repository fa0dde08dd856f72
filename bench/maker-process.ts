import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { assemble } from '../src/assemble.ts'
import { labelsWanted, parseFilter } from '../src/calendar/filter.ts'
import { readConfig } from '../src/config.ts'
import { todayOf } from '../src/journeys/answer.ts'
import { type MonthWish, month } from '../src/journeys/month.ts'
import { windowOf } from '../src/journeys/window.ts'
import { reuseMemory } from '../src/node.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { naiveFeed, prepareNaive } from './naive-feed.ts'
import { cpuOf } from './rounds.ts'
import { bytesOf, eventsIn, feedWish, firstPiece } from './sized-feed.ts'

/*
 * Makes bodies in a process of its own, told by its parent which: so each way pays for its own
 * garbage and nobody for the filling of the database.
 */

/**
 * `subject` is a filter as in an address, or a month. “first piece” makes as much of a feed as there
 * must be before the first byte of it can leave.
 */
export type MakeOrder = Readonly<{
  way: 'ours' | 'naive' | 'gzip' | 'month' | 'first piece'
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
  if (way === 'first piece') return { work: () => firstPiece(ports, wish), events: 0 }
  if (way === 'naive') {
    const today = todayOf(ports.now())
    const [label] = labelsWanted(wish.filter).all.flat()
    if (!label) throw new Error('the naive way needs a label to select by')
    await prepareNaive(driver)
    const naive = { label, window: windowOf(wish.filter, today), today }
    const work = () => naiveFeed(driver, naive, baseUrl)
    return { work, events: eventsIn(await work()) }
  }
  const ours = await bytesOf(ports, wish)
  return {
    work: way === 'gzip' ? async () => gzipSync(ours) : () => bytesOf(ports, wish),
    events: eventsIn(ours),
  }
}

reuseMemory()

let making: Making | undefined

process.on('message', async (message) => {
  const order = message as MakeOrder
  making ??= await makingOf(order)
  // While others had their turn, caches went cold and the system took memory that lay idle.
  await cpuOf(order.times, making.work)
  const cpu = await cpuOf(order.times, making.work)
  const { length } = await making.work()
  const report: MakeReport = { cpu, events: making.events, bytes: length }
  process.send?.(report)
})
process.on('disconnect', () => process.exit(0))
