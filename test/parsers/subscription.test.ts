import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EventContentInput } from '../../src/calendar/event.ts'
import { observances } from '../../src/calendar/observances.ts'
import sample from '../../src/sample/december-2012.json' with { type: 'json' }
import series from '../../src/sample/series.json' with { type: 'json' }
import { run } from '../runtime/process.ts'
import { command, monthAfter, type Service, serviceWithSample } from './service.ts'
import { type Subscriber, subscriberTo, zone } from './subscriber.ts'

/*
 * vdirsyncer and khal of Debian, and calcurse, subscribed to a real process: what people see in
 * their calendar, against what the months of the service say.
 */

const folder = mkdtempSync(join(tmpdir(), 'calendar-'))
const published = sample.events.filter(
  ({ outcome }) => outcome === 'approved' || outcome === 'cancelled'
)

/** Calendars whose dates must be those of the months, and the filter of both. */
const filters = {
  poland: 'country=PL',
  everything: '',
  ukrainian: 'country=PL&online=include&theme=-policy&locale=uk',
  short: 'country=PL,PT&attendance=offline&locale=pl,en',
} as const
type Name = keyof typeof filters
const names = Object.keys(filters) as Name[]

/** Words in front of what is called off, in the languages that stand in these feeds. */
const calledOff = /(?<=^\S+ (?:\d\d:\d\d )?)(?:Cancelled|Odwołane|Скасовано|Ακυρώθηκε): /

let service: Service
let subscriber: Subscriber
let keys = { house: '', desk: '' }

const call = async (
  method: string,
  path: string,
  { key, body, match }: Readonly<{ key?: string; body?: unknown; match?: string }> = {}
) => {
  const response = await fetch(service.base + path, {
    method,
    headers: {
      ...(key && { Authorization: `Bearer ${key}` }),
      ...(match && { 'If-Match': match }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      'Idempotency-Key': crypto.randomUUID(),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  expect(response.status, `${method} ${path}: ${text}`).toBeLessThan(300)
  return { json: JSON.parse(text || 'null'), etag: response.headers.get('etag') ?? '' }
}

const approve = (submission: string) =>
  call('POST', `/v1/submissions/${submission}/decisions`, {
    key: keys.desk,
    body: { verb: 'approve' },
  })

/** Submits and approves; answers the event's id. */
const publish = async (event: EventContentInput): Promise<string> => {
  const { json } = await call('POST', '/v1/submissions', { key: keys.house, body: { event } })
  await approve(json.id)
  return json.event
}

const keyFor = (...owner: readonly string[]): Promise<string> =>
  command(service, ['key', 'create', ...owner, '--name', 'subscription'])

type Shown = Readonly<{ event: string; start: string; title?: string; status: string }>

/** What the months show from a day to before another, in the form of the subscriber's lines. */
const inMonths = async (filter: string, first: string, behind: string): Promise<string[]> => {
  const lines: string[] = []
  for (let month = first.slice(0, 7); `${month}-01` < behind; month = monthAfter(month, 1)) {
    const query = [filter, `tz=${zone}`].filter(Boolean).join('&')
    const { json } = await call('GET', `/v1/months/${month}?${query}`)
    const occurrences: readonly Shown[] = json.occurrences
    for (const { event, start, title, status } of occurrences) {
      const off = status === 'cancelled' ? '(off) ' : ''
      lines.push(`${start.replace('T', ' ')} ${off}${title ?? json.events[event].title}`)
    }
  }
  return [...new Set(lines)].filter((line) => line >= first && line < behind).sort()
}

/** Lines of the subscriber with one word for all that is called off, whatever the language. */
const inOneWord = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(calledOff, '(off) ')).sort()

const onThe = (day: string) => `${service.ahead}-${day}`

/** An evening in Warsaw in the coming month. */
const evening = (
  title: Readonly<Record<string, string>>,
  day: string,
  more: Partial<EventContentInput> = {}
): EventContentInput => ({
  originalLang: 'pl',
  translations: Object.fromEntries(
    Object.entries(title).map(([lang, text]) => [lang, { title: text }])
  ),
  eventLanguages: [{ lang: 'pl', role: 'spoken' }],
  time: {
    allDay: false,
    start: `${onThe(day)}T18:00`,
    end: `${onThe(day)}T20:30`,
    zone: 'Europe/Warsaw',
  },
  primaryCountry: 'PL',
  themes: ['language'],
  ...more,
})

const events = { course: '', fair: '', walk: '', reading: '' }

beforeAll(async () => {
  service = await serviceWithSample(folder)
  const [house, desk] = await Promise.all([
    keyFor('--organisation', 'ewsi-archive-2012'),
    keyFor('--moderator', 'sample-desk@example.org'),
  ])
  keys = { house, desk }
  events.course = await publish(
    evening({ pl: 'Kurs wieczorowy', uk: 'Вечірній курс' }, '14', {
      registration: { kind: 'required', deadline: onThe('07') },
    })
  )
  events.fair = await publish(evening({ pl: 'Kiermasz', en: 'Fair' }, '15'))
  events.walk = await publish(evening({ pl: 'Spacer' }, '16'))
  events.reading = await publish(evening({ pl: 'Czytanie', uk: 'Читання' }, '17'))
  const { json } = await call('POST', '/v1/short-feeds', { body: { query: filters.short } })
  subscriber = await subscriberTo(join(folder, 'home'), {
    december: `${service.base}/feeds/december-2012.ics`,
    poland: `${service.base}/feeds/pl.ics`,
    everything: `${service.base}/feeds/all.ics`,
    ukrainian: `${service.base}/feeds/events.ics?${filters.ukrainian}`,
    short: json.feeds.ics,
    observances: `${service.base}/feeds/observances.ics?locale=pl`,
    deadlines: `${service.base}/feeds/deadlines.ics?country=PL&locale=uk`,
  })
  await subscriber.sync()
}, 180_000)

afterAll(async () => {
  await service?.stop()
  rmSync(folder, { recursive: true })
})

describe('a subscription to December 2012 with vdirsyncer and khal', () => {
  test('takes each event over as one file, and nothing changes when it asks again', async () => {
    const collection = subscriber.collection('december')
    const filesNow = () =>
      readdirSync(collection)
        .sort()
        .map((name) => [name, readFileSync(join(collection, name), 'utf8')])
    const first = filesNow()
    expect(first).toHaveLength(published.length + series.events.length)
    await subscriber.sync()
    expect(filesNow()).toEqual(first)
  })

  test('shows every date of the month as the months do, moved and called-off ones too', async () => {
    const days = ['2012-12-01', '2013-01-01'] as const
    const shown = (await subscriber.shown(...days)).get('december') ?? []
    expect(shown.length).toBeGreaterThan(100)
    expect(inOneWord(shown)).toEqual(await inMonths('', ...days))
    expect(shown).toContain('2012-12-31 16:00 Ακυρώθηκε: Φεστιβάλ χειμωνιάτικων φώτων')
  })
})

describe('calcurse', () => {
  test('imports the same dates of series, and shows what differs beside the regular date, since it knows no RECURRENCE-ID', async () => {
    const { env } = subscriber
    const feed = join(folder, 'december.ics')
    const answer = await fetch(`${service.base}/feeds/december-2012.ics`)
    writeFileSync(feed, await answer.text())
    const data = join(folder, 'calcurse')
    mkdirSync(data, { recursive: true })
    const imported = await run('calcurse', ['-D', data, '-q', '-i', feed], env)
    expect(imported.code, imported.err).toBe(0)
    const form = '%(start:%Y-%m-%d %H:%M) %m\n'
    const span = ['--from', '12/01/2012', '--to', '12/31/2012', '--filter-type', 'cal']
    const forms = ['--format-apt', form, '--format-recur-apt', form]
    const { code, out, err } = await run('calcurse', ['-D', data, '-Q', ...span, ...forms], env)
    expect(code, err).toBe(0)
    const ofSeries = (line: string) =>
      /^\d{4}-.*(Curso de português|Festa do curso|Integration roundtable|Φεστιβάλ)/.test(line)
    const shown = out.split('\n').map((line) => line.trim().replace(calledOff, '(off) '))
    const beside = [
      '2012-12-18 19:30 Curso de português para recém-chegados',
      '2012-12-31 16:00 Φεστιβάλ χειμωνιάτικων φώτων',
    ]
    const expected = (await inMonths('', '2012-12-01', '2013-01-01')).filter(ofSeries)
    expect([...new Set(shown)].filter(ofSeries).sort()).toEqual([...expected, ...beside].sort())
  })
})

describe('subscriptions to what goes on, with vdirsyncer and khal', () => {
  const days = () => [onThe('01'), `${monthAfter(service.ahead, 2)}-01`] as const

  test('show the days of the coming year that are observed', async () => {
    const year = Number(service.ahead.slice(0, 4)) + 1
    const expected = observances().map(({ content }) => {
      const { pl, en } = content.translations
      return `${year}${content.time.start.slice(4)} ${(pl ?? en)?.title}`
    })
    expect(expected.length).toBeGreaterThan(8)
    const shown = await subscriber.shown(`${year}-01-01`, `${year + 1}-01-01`)
    expect(shown.get('observances')).toEqual(expected.sort())
  })

  test('show what the months show, then what has changed when they ask again', async () => {
    const before = await subscriber.shown(...days())
    for (const name of names) {
      const shown = before.get(name) ?? []
      expect(shown.length, name).toBeGreaterThan(4)
      expect(inOneWord(shown), name).toEqual(await inMonths(filters[name], ...days()))
    }
    expect(before.get('deadlines')).toEqual([`${onThe('07')} Кінець реєстрації: Вечірній курс`])

    // Cancelled, edited, withdrawn, new; and one of the sample's own cancelled.
    const { json: month } = await call(
      'GET',
      `/v1/months/${service.ahead}?country=PL&status=scheduled`
    )
    const [old] = month.occurrences.filter(
      ({ event }: Shown) => !Object.values(events).includes(event)
    )
    for (const event of [events.fair, old.event])
      await call('PUT', `/v1/events/${event}/cancellation`, { key: keys.house, body: {} })
    const { etag } = await call('GET', `/v1/events/${events.course}`)
    const { json: edit } = await call('POST', `/v1/events/${events.course}/revisions`, {
      key: keys.house,
      match: etag,
      body: {
        event: evening({ pl: 'Kurs popołudniowy', uk: 'Денний курс' }, '21', {
          registration: { kind: 'required', deadline: onThe('10') },
        }),
      },
    })
    await approve(edit.id)
    await call('POST', `/v1/events/${events.walk}/withdrawal`, { key: keys.house, body: {} })
    await publish(evening({ pl: 'Wieczór gier', uk: 'Вечір ігор' }, '22'))
    await subscriber.sync()

    const after = await subscriber.shown(...days())
    for (const name of names) {
      const shown = after.get(name) ?? []
      // What is withdrawn stays in feeds for a while and says so; pages do not show it.
      const isWithdrawn = (line: string) => /^\S+ 18:00 \S+: Spacer$/.test(line)
      expect(shown.filter(isWithdrawn), name).toHaveLength(1)
      const others = shown.filter((line) => !isWithdrawn(line))
      expect(inOneWord(others), name).toEqual(await inMonths(filters[name], ...days()))
    }
    expect(after.get('poland')).toEqual(
      expect.arrayContaining([
        `${onThe('15')} 18:00 Odwołane: Kiermasz`,
        `${onThe('16')} 18:00 Wycofane: Spacer`,
        `${onThe('21')} 18:00 Kurs popołudniowy`,
        `${onThe('22')} 18:00 Wieczór gier`,
      ])
    )
    expect(after.get('ukrainian')).toEqual(
      expect.arrayContaining([
        `${onThe('15')} 18:00 Скасовано: Kiermasz`,
        `${onThe('17')} 18:00 Читання`,
        `${onThe('21')} 18:00 Денний курс`,
      ])
    )
    expect(after.get('deadlines')).toEqual([`${onThe('10')} Кінець реєстрації: Денний курс`])
  })
})
