import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { canonicalQuery } from '../src/calendar/filter.ts'
import { addMonths } from '../src/calendar/time.ts'
import { todayOf } from '../src/journeys/answer.ts'
import { compareDoors, type DoorName } from './doors.ts'
import { type Answered, pollWhileDeciding } from './mix.ts'
import { baseUrl, openCalendar, publishCalendar, temporaryFolder } from './prepared-calendar.ts'
import {
  kib,
  loadNow,
  mib,
  number,
  printTable,
  type Row,
  say,
  spread,
  wholeNumber,
} from './report.ts'
import { eventsIn, feedOfSize, feedWish } from './sized-feed.ts'
import { serveSlowly } from './slow-readers.ts'
import { compareUncached, measureMonth, warmUp } from './uncached.ts'

/*
 * What feeds cost, as ratios taken in one run: `npm run bench`, `npm run bench -- --events 100000`.
 * Nothing here fails for being slow; the machine is noisy and a number is read by a person.
 */

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '0.8' },
    /** Parts to run, with commas; all of them when absent. */
    parts: { type: 'string', default: 'doors,uncached,memory,mix' },
    /** A database of an earlier run, to measure again without publishing. */
    database: { type: 'string' },
  },
})

const events = wholeNumber('events', options.events, 1000)
const rounds = wholeNumber('rounds', options.rounds, 1)
const roundMs = Number(options.seconds) * 1000
if (!(roundMs > 0 && roundMs <= 10_000)) throw new Error('--seconds is a time of at most 10.')

const feedSize = 64 * 1024
const manyEvents = 1000
const largeFeed = 10 * 1024 * 1024

const doorNames: Readonly<Record<DoorName, string>> = {
  front: 'the Node door',
  app: 'inside Hono, bytes kept',
  'bare app': 'inside Hono, nothing kept',
  nginx: 'nginx, static file',
}

const doorRows = async (databasePath: string, folder: string): Promise<Row[]> => {
  const { driver, ports } = openCalendar(databasePath)
  const small = await feedOfSize(ports, 'country=PL', feedSize, (bytes) => bytes.length)
  driver.close()
  const database = { databasePath, baseUrl }
  const length = { rounds, ms: roundMs }
  const doors = await compareDoors(database, folder, small.path, length, say)
  return doors.map(({ what, door, bytes, throughput, cpu, cpuMicroseconds, perSecond }) => ({
    what: `${what}${bytes ? `, ${kib(bytes)}` : ''}: ${doorNames[door]}`,
    against: 'bare `node:http`, same headers and bytes',
    ratio: `${spread(throughput)} requests/s; ${spread(cpu)} CPU`,
    cost: `${number(cpuMicroseconds, 0)} µs CPU, ${number(perSecond, 0)} requests/s`,
  }))
}

const uncachedRows = async (databasePath: string): Promise<Row[]> => {
  const { driver, ports } = openCalendar(databasePath)
  const large = await feedOfSize(ports, 'country=PL', manyEvents, eventsIn)
  const nextMonth = addMonths(todayOf(ports.now()), 1).slice(0, 7)
  driver.close()
  const database = { databasePath, baseUrl }
  const uncached = await compareUncached(database, canonicalQuery(large), rounds)
  const month = await measureMonth(database, nextMonth, rounds)
  return [
    {
      what: `uncached feed, ${uncached.events} of ${events} events, ${kib(uncached.bytes)}: whole, so its first byte too`,
      against: `plain SQL and ical-generator for each request, ${kib(uncached.naiveBytes)}`,
      ratio: `${spread(uncached.ratio, 1)} CPU`,
      cost: `${spread(uncached.ours)} ms against ${spread(uncached.naive, 1)} ms`,
    },
    {
      what: 'its gzip copy, made once a version',
      against: '–',
      ratio: '–',
      cost: `${spread(uncached.gzip)} ms`,
    },
    {
      what: `first piece of a feed of all ${events} events`,
      against: '–',
      ratio: '–',
      cost: `${spread(uncached.firstOfAll)} ms`,
    },
    {
      what: `uncached month JSON, ${month.events} of ${events} events, ${kib(month.bytes)}`,
      against: '–',
      ratio: '–',
      cost: `${spread(month.cpu)} ms`,
    },
  ]
}

/** Events of the feeds that are read slowly: more than are ever put together at once. */
const longEvents = 12_000
/** As long as a programme that was pasted into the form. */
const programme = `<p>${'Registration, welcome, round tables and a walk through the town. '.repeat(10)}</p>`

const memoryRows = async (databasePath: string): Promise<Row[]> => {
  await publishCalendar(databasePath, longEvents, (content) => ({
    ...content,
    translations: Object.fromEntries(
      Object.entries(content.translations).map(([lang, text]) => [
        lang,
        { ...text, description: programme },
      ])
    ),
  }))
  const { driver, ports } = openCalendar(databasePath)
  const whole = await feedOfSize(ports, '', largeFeed, (bytes) => bytes.length)
  driver.close()
  const rows: Row[] = []
  const all = feedWish('').path
  for (const [path, how, readers] of [
    [whole.path, 'whole', 50],
    [all, 'streamed', 8],
    [all, 'streamed', 50],
  ] as const) {
    const slow = await serveSlowly({ databasePath, baseUrl }, path, readers)
    rows.push({
      what: `peak memory, ${readers} slow readers of ${mib(slow.bytes)}, ${how}`,
      against: `idle, ${mib(slow.idle)}`,
      ratio: `+${mib(slow.above)}`,
      cost: `${number(slow.seconds, 0)} s; first byte for the last reader after ${number(slow.firstSeconds, 1)} s`,
    })
  }
  return rows
}

const share = ({ polls, front, version, made }: Answered) =>
  `${number((100 * front) / polls, 1)} % by the front, ${number((100 * version) / polls, 1)} % by their version, ${number((100 * made) / polls, 1)} % made (${made})`

const mixRows = async (databasePath: string): Promise<Row[]> => {
  const rows: Row[] = []
  for (const pollsPerDecision of [1000, 100, 10]) {
    const mix = await pollWhileDeciding(databasePath, 6000, pollsPerDecision)
    rows.push({
      what: `${mix.polls} polls of ${mix.feeds} feeds, ${mix.decisions} publications meanwhile`,
      against: '–',
      ratio: share(mix.mixed),
      cost: '–',
    })
    rows.push({
      what: `all ${mix.after.polls} feeds once after a publication in ${mix.country} that ${mix.showing} of them show`,
      against: '–',
      ratio: share(mix.after),
      cost: '–',
    })
  }
  return rows
}

const folder = temporaryFolder()
const parts = options.parts.split(',')
const rows: Row[] = []
const take = async (part: string, work: () => Promise<Row[]>) => {
  if (!parts.includes(part)) return
  const found = await work()
  for (const { what, against, ratio, cost } of found)
    say(`${what}, against ${against}: ${ratio}; ${cost}`)
  rows.push(...found)
}
const databasePath = options.database ?? join(folder, 'calendar.sqlite')
if (!options.database && (parts.includes('doors') || parts.includes('uncached'))) {
  await publishCalendar(databasePath, events)
}
const loadBefore = loadNow()
await take('uncached', () => uncachedRows(databasePath))
await take('doors', () => doorRows(databasePath, folder))
if (!options.database) rmSync(databasePath, { force: true })
await take('memory', () => memoryRows(join(folder, 'long.sqlite')))
await take('mix', async () => {
  const path = join(folder, 'mix.sqlite')
  await publishCalendar(path, 10_000)
  return mixRows(path)
})

say('')
say(`\`npm run bench -- --events ${events}\`, Node ${process.version}, ${rounds} rounds,`)
say(`load ${loadBefore} before, ${loadNow()} after; medians (smallest to largest), above 1 ours is`)
say(`the better one; bodies are measured after ${warmUp} of each way:`)
say('')
printTable(rows)
