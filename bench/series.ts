import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import rrule from 'rrule'
import { type EventContentInput, eventContent } from '../src/calendar/event.ts'
import { expandedAt } from '../src/calendar/publication.ts'
import { publish } from '../src/calendar/publishing.ts'
import { parseRule } from '../src/calendar/rule.ts'
import { occurrencesWithin } from '../src/calendar/series.ts'
import { floating } from '../src/calendar/time.ts'
import { sweepAll } from '../src/journeys/sweep.ts'
import { fragmentsOf } from '../src/render/fragment.ts'
import { sqlStore } from '../src/store/sql-store.ts'
import { openSqlite } from '../src/store/sqlite.ts'

/*
 * What series cost: publishing one, a month of 2,000 of them from stored occurrences against
 * expanding them on request, the daily sweep, and the worst rule that is accepted.
 * `npm run bench:series [-- --sweep 10000]`
 */

const { RRule } = rrule
const site = { baseUrl: 'https://calendar.test', name: 'Bench' }
const by = { id: 'bench', name: 'Bench' }
const organisation = { slug: 'bench', name: 'Bench' }
const at = '2026-11-24T08:00:00Z'
const seriesCount = 2000
const freshCount = 400
const sweepIndex = process.argv.indexOf('--sweep')
const sweepCount = sweepIndex < 0 ? 10_000 : Number(process.argv[sweepIndex + 1])

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const zones = ['Europe/Warsaw', 'Europe/Lisbon', 'Europe/Athens', 'Europe/Dublin']

/**
 * A weekly series, each a little different: the first ones new, the others begun some weeks to five
 * years ago, as courses are.
 */
const content = (number: number) => {
  const weeksAgo = number < freshCount ? 0 : (number * 37) % 260
  const start = new Date(Date.UTC(2026, 8, 7 + (number % 7) - 7 * weeksAgo, 8 + (number % 12)))
  const wall = start.toISOString().slice(0, 16)
  const end = new Date(start.getTime() + 5_400_000).toISOString().slice(0, 16)
  const input: EventContentInput = {
    originalLang: 'en',
    translations: { en: { title: `Course ${number}` } },
    time: {
      allDay: false,
      start: wall,
      end,
      zone: zones[number % 4] ?? 'Europe/Warsaw',
      rule: `FREQ=WEEKLY;BYDAY=${days[number % 7]}`,
    },
    primaryCountry: 'PL',
    themes: ['language'],
  }
  return eventContent.parse(input)
}

/** What an ordinary service does on request: rrule on the wall clock, luxon for every date. */
const theUsualWay = (time: {
  start: string
  zone?: string | undefined
  rule?: string | undefined
}): number => {
  const rule = new RRule({
    ...RRule.parseString(time.rule ?? ''),
    dtstart: new Date(`${time.start}Z`),
  })
  const dates = rule.between(new Date('2027-04-30T00:00Z'), new Date('2027-06-02T00:00Z'), true)
  return dates.map((date) =>
    DateTime.fromObject(
      {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        hour: date.getUTCHours(),
      },
      { zone: time.zone ?? 'utc' }
    )
      .toUTC()
      .toISO()
  ).length
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** CPU milliseconds of this process that some work takes. */
const cpuOf = async (work: () => unknown): Promise<number> => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const folder = mkdtempSync(join(tmpdir(), 'bench-series-'))
const driver = openSqlite(join(folder, 'calendar.sqlite'))
driver.migrate()
const store = sqlStore(driver)
const raw = (sql: string, params: unknown[]) => ({ toSQL: () => ({ sql, params }) })
const line = (what: string, figure: string) => process.stdout.write(`| ${what} | ${figure} |\n`)

/** One batch, as an approval writes it. */
const published = async (number: number, when: string) => {
  const event = `event-${String(number).padStart(8, '0')}`
  const step = publish(
    null,
    { event, revision: 1, content: content(number), organisation },
    by,
    when
  )
  await store.commit({
    newEvent: { id: event, organisationId: 'bench', ownerId: null, at: when },
    steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
  })
}

try {
  await driver.atomically([
    raw('insert into organisation (id, slug, name, created_at) values (?, ?, ?, ?)', [
      'bench',
      'bench',
      'Bench',
      at,
    ]),
  ])

  const each: number[] = []
  for (let i = 0; i < seriesCount; i += 1) each.push(await cpuOf(() => published(i, at)))
  each.length = freshCount
  line('publishing one new weekly series without end, CPU, median', `${median(each).toFixed(2)} ms`)

  const selection = {
    filter: { choices: {} },
    window: { from: '2027-05-01', to: '2027-06-01' },
    today: '2026-11-24',
  }
  const span = { from: floating('2027-05-01'), to: floating('2027-06-01') }
  const contents = Array.from({ length: seriesCount }, (_, i) => content(i))
  const stored: number[] = []
  const fresh: number[] = []
  for (let round = 0; round < 7; round += 1) {
    stored.push(await cpuOf(() => store.occurrences(selection, 20_000)))
    fresh.push(
      await cpuOf(() => contents.map((each, i) => occurrencesWithin(`event-${i}`, each, span)))
    )
  }
  line(
    `a month of ${seriesCount} weekly series: stored occurrences`,
    `${median(stored).toFixed(1)} ms`
  )
  line('the same month, expanded on request', `${median(fresh).toFixed(1)} ms`)
  line('ratio', `${(median(fresh) / median(stored)).toFixed(0)} ×`)
  const usual: number[] = []
  for (let round = 0; round < 3; round += 1)
    usual.push(await cpuOf(() => contents.map((each) => theUsualWay(each.time))))
  line(
    'the same month the usual way (rrule, luxon for each date)',
    `${median(usual).toFixed(0)} ms`
  )
  line('ratio', `${(median(usual) / median(stored)).toFixed(0)} ×`)

  for (let i = seriesCount; i < sweepCount; i += 1) await published(i, at)
  const ports = { store, site, now: () => '2028-01-24T08:00:00Z' }
  let extended = 0
  const swept = await cpuOf(async () => {
    extended = (await sweepAll(ports, 'bench')).extended
  })
  line(
    `sweep of ${extended} series a year later, CPU`,
    `${(swept / 1000).toFixed(1)} s, ${(swept / extended).toFixed(2)} ms each`
  )

  const worst = 'FREQ=DAILY;COUNT=10000;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU'
  if (!parseRule(worst, { allDay: true }).ok) throw new Error('the worst rule is not accepted')
  const leap = { time: { allDay: true, start: '1972-02-29', end: '1972-03-01', rule: worst } }
  const times: number[] = []
  for (let round = 0; round < 5; round += 1)
    times.push(await cpuOf(() => occurrencesWithin('worst', leap)))
  line(`the worst accepted rule (${worst}), expanded to its end`, `${median(times).toFixed(0)} ms`)
  line(
    'occurrences stored of an open weekly series',
    String(expandedAt('x', content(1), at).occurrences.length)
  )
} finally {
  driver.close()
  rmSync(folder, { recursive: true })
}
