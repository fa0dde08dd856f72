import { copyFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { canonicalQuery, parseFilter } from '../src/calendar/filter.ts'
import { multiply } from './multiply.ts'
import { baseUrl, openCalendar, publishCalendar, temporaryFolder } from './prepared-calendar.ts'
import { loadNow, mib, number, printTable, type Row, say, spread, wholeNumber } from './report.ts'
import { spreadOf } from './rounds.ts'
import { eventsIn, feedOfSize } from './sized-feed.ts'
import { type Maker, measureMakers, warmUp } from './uncached.ts'

/*
 * Does a feed cost more when more is stored that it does not match? 10,000 events are published; a
 * database of 100,000 and one of 1,000,000 are the same with copies in other countries around them.
 * `npm run bench:growth`; it takes some 5 GB in the folder for temporary files.
 */

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    /** How many times the events are there in the larger databases. */
    times: { type: 'string', default: '10,100' },
    events: { type: 'string', default: '10000' },
  },
})
const rounds = wholeNumber('rounds', options.rounds, 1)
const events = wholeNumber('events', options.events, 1000)
const times = [1, ...options.times.split(',').map((each) => wholeNumber('times', each, 2))]

const folder = temporaryFolder()
const pathOf = (size: number) => join(folder, `${size}.sqlite`)

await publishCalendar(pathOf(1), events)
for (const size of times.slice(1)) {
  copyFileSync(pathOf(1), pathOf(size))
  const begin = performance.now()
  multiply(pathOf(size), size)
  const seconds = (performance.now() - begin) / 1000
  say(`  ${size * events} events, ${mib(statSync(pathOf(size)).size)}, in ${number(seconds, 0)} s`)
}

const { driver, ports } = openCalendar(pathOf(1))
const some = canonicalQuery(await feedOfSize(ports, 'country=PL', 300, eventsIn))
driver.close()

/** Filters of one thing and of two, where the second alone matches more the more is stored. */
const queries = [
  some,
  'country=PL&theme=equality',
  'country=PL&language=pl&theme=equality&format=conference',
  'q=roma',
]

const rows: Row[] = []
const loadBefore = loadNow()
for (const query of queries) {
  const subject = canonicalQuery(parseFilter(new URLSearchParams(query)))
  const makers = Object.fromEntries(
    times.map((size): [string, Maker] => [
      String(size),
      {
        way: 'ours',
        database: { databasePath: pathOf(size), baseUrl },
        subject,
        times: 60,
        warmUp,
      },
    ])
  )
  const found = await measureMakers(makers, rounds)
  const reportOf = (round: (typeof found)[number] | undefined, size: number) => {
    const report = round?.[String(size)]
    if (!report) throw new Error('a round has no report')
    return report
  }
  const matching = reportOf(found[0], 1).events
  for (const size of times.slice(1)) {
    if (reportOf(found[0], size).events !== matching) {
      throw new Error(`${query} matches other events among ${size * events}`)
    }
    const cpuOf = (measured: number) =>
      spreadOf(found.map((round) => reportOf(round, measured).cpu))
    const ratio = spreadOf(found.map((round) => reportOf(round, size).cpu / reportOf(round, 1).cpu))
    const row = {
      what: `\`${subject}\`, ${matching} of ${size * events} events`,
      against: `of ${events}`,
      ratio: spread(ratio),
      cost: `${spread(cpuOf(size))} ms against ${spread(cpuOf(1))} ms`,
    }
    say(`${row.what}: ${row.ratio}; ${row.cost}`)
    rows.push(row)
  }
}

say('')
say(
  `\`npm run bench:growth\`, Node ${process.version}, ${rounds} rounds, load ${loadBefore} before,`
)
say(`${loadNow()} after; CPU with more stored ÷ with less, medians (smallest to largest):`)
say('')
printTable(rows)
