import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { assemble } from '../src/assemble.ts'
import { canonicalQuery } from '../src/calendar/filter.ts'
import { addMonths } from '../src/calendar/time.ts'
import { readConfig } from '../src/config.ts'
import { todayOf } from '../src/journeys/answer.ts'
import { checkAll, makers } from '../src/journeys/render.ts'
import { samplePeople } from '../src/sample/people.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { compareDoors } from './doors.ts'
import { publishCopies } from './published-calendar.ts'
import type { Spread } from './rounds.ts'
import { eventsIn, feedOfSize } from './sized-feed.ts'
import { compareUncached, measureMonth } from './uncached.ts'

/*
 * What feeds cost, as ratios taken in one run: `npm run bench`, `npm run bench -- --events 100000`.
 * Nothing here fails for being slow; the machine is noisy and a number is read by a person.
 */

const baseUrl = 'http://127.0.0.1:3000'
const feedSize = 64 * 1024
const manyEvents = 1000

const say = (line: string) => process.stdout.write(`${line}\n`)

const number = (value: number, digits = 2) => value.toFixed(digits)
const spread = ({ median, low, high }: Spread, digits = 2) =>
  `${number(median, digits)} (${number(low, digits)} to ${number(high, digits)})`
const kib = (bytes: number) => `${number(bytes / 1024, 1)} KiB`

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '0.8' },
  },
})

const wholeNumber = (name: 'events' | 'rounds', least: number) => {
  const value = Number(options[name])
  if (Number.isInteger(value) && value >= least) return value
  throw new Error(`--${name} is a whole number of at least ${least}.`)
}

const events = wholeNumber('events', 1000)
const rounds = wholeNumber('rounds', 1)
const roundMs = Number(options.seconds) * 1000
if (!(roundMs > 0 && roundMs <= 10_000)) throw new Error('--seconds is a time of at most 10.')

/** Compares stored fragments with fresh ones, as `npm run calendar -- check` does, on some events. */
const checkSome = async (ports: Parameters<typeof checkAll>[0], some: number) => {
  const store = {
    ...ports.store,
    publications: async (after: string, limit: number) =>
      after === '' ? ports.store.publications('', Math.min(some, limit)) : [],
  }
  const { publications, differences } = await checkAll({ ...ports, store })
  if (differences.length) throw new Error(`stored and fresh differ: ${differences[0]?.part}`)
  return publications
}

const config = readConfig({ BASE_URL: baseUrl, SECRET: randomBytes(32).toString('hex') })
const site = { baseUrl, name: config.siteName }

const open = (databasePath: string) => {
  const driver = openSqlite(databasePath)
  return { driver, ...assemble(driver, config) }
}

const prepare = async (databasePath: string) => {
  const { driver, ports, identityMeans } = open(databasePath)
  driver.migrate()
  const begin = performance.now()
  await publishCopies(ports, driver, await samplePeople(identityMeans), events, (done) => {
    if (done % 10_000 === 0 || done === events) say(`  ${done} events published …`)
  })
  await ports.store.setSetting('rendered', makers(site))
  const seconds = (performance.now() - begin) / 1000
  say(`${events} events in ${number(seconds, 0)} s; ${await checkSome(ports, 50)} checked.`)
  // Closing moves the write-ahead log into the file: readers find it as after a quiet night.
  driver.close()
}

const measure = async (databasePath: string) => {
  await prepare(databasePath)
  const { driver, ports } = open(databasePath)

  const small = await feedOfSize(ports, 'country=PL', feedSize, (bytes) => bytes.length)
  const large = await feedOfSize(ports, 'country=PL', manyEvents, eventsIn)
  const nextMonth = addMonths(todayOf(ports.now()), 1).slice(0, 7)

  driver.close()

  const database = { databasePath, baseUrl }
  const uncached = await compareUncached(database, canonicalQuery(large), rounds)
  const month = await measureMonth(database, nextMonth, rounds)
  const doors = await compareDoors(databasePath, baseUrl, small.path, { rounds, ms: roundMs })

  const rows = [
    ...doors.map((door) => ({
      what: `${door.what}, ${kib(door.bytes)}`,
      against: 'bare `node:http`, same headers and bytes',
      ratio: `${spread(door.throughput)} requests/s; ${spread(door.cpu)} CPU`,
      cost: `${number(door.cpuMicroseconds, 0)} µs CPU, ${number(door.perSecond, 0)} requests/s`,
    })),
    {
      what: `uncached feed, ${uncached.events} of ${events} events, ${kib(uncached.bytes)}`,
      against: `ical-generator for each request, ${kib(uncached.naiveBytes)}`,
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
      what: `uncached month JSON, ${month.events} of ${events} events, ${kib(month.bytes)}`,
      against: '–',
      ratio: '–',
      cost: `${spread(month.cpu)} ms`,
    },
  ]
  say('')
  for (const row of rows) say(`${row.what}, against ${row.against}: ${row.ratio}; ${row.cost}`)
  const load = loadavg()
    .map((value) => number(value, 1))
    .join(', ')
  say('')
  say(`\`npm run bench -- --events ${events}\`, Node ${process.version}, ${rounds} rounds,`)
  say(`load ${load} at the end; medians (smallest to largest), above 1 the calendar is faster:`)
  say('')
  say('| what | against | ratio | cost |')
  say('| --- | --- | --- | --- |')
  for (const row of rows) say(`| ${row.what} | ${row.against} | ${row.ratio} | ${row.cost} |`)
}

const folder = mkdtempSync(join(tmpdir(), 'calendar-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
await measure(join(folder, 'calendar.sqlite'))
