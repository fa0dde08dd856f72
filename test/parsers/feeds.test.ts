import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { feeds } from '../../feeds/index.ts'
import { eventContent } from '../../src/calendar/event.ts'
import { canonicalQuery, matches } from '../../src/calendar/filter.ts'
import { labelsOf } from '../../src/calendar/label.ts'
import sample from '../../src/sample/december-2012.json' with { type: 'json' }
import series from '../../src/sample/series.json' with { type: 'json' }
import { lint } from '../render/lint.ts'
import { type Seen, seenIn } from '../render/read-series.ts'
import { run } from '../runtime/process.ts'
import { monthAfter, type Service, serviceWithSample } from './service.ts'

type Read = Readonly<{
  uid: string
  summary: string
  language: string | null
  start: string
  end: string
  status: string
  sequence: number
}>

const folder = mkdtempSync(join(tmpdir(), 'calendar-'))
const polish = '/feeds/events.ics?country=PL&locale=pl&from=2012-11-01&to=2013-02-01'
/** Every curated feed, and what a reader in Poland would put together. */
const slugs = feeds.list().flatMap((shelf) => shelf.feeds.map(({ slug }) => slug))
const paths = [...slugs.map((slug) => `/feeds/${slug}.ics`), polish]

/** What the sample makes public of an event: approved, cancelled ones too. */
const published = sample.events.filter(
  ({ outcome }) => outcome === 'approved' || outcome === 'cancelled'
)

const labelsOfSample = [...published, ...series.events].map(({ content }) =>
  labelsOf({
    content: eventContent.parse(content),
    organisation: { slug: '', name: '' },
    status: 'scheduled',
  })
)

/** Is anything of the sample in it? Many feeds stand there for languages it does not have. */
const holdsSome = (path: string): boolean => {
  const feed = feeds.find(path.slice('/feeds/'.length, -'.ics'.length))
  if (feed === undefined || feed.kind !== 'open') return feed?.slug !== 'deadlines'
  return labelsOfSample.some((labels) =>
    matches(feed.request.filter, { labels, words: [], point: null })
  )
}

let service: Service
const files = new Map<string, string>()
let byPython: ReadonlyMap<string, readonly Read[]> = new Map()
let expandedByPython: ReadonlyMap<string, readonly Seen[]> = new Map()

const get = async (path: string): Promise<string> => {
  const response = await fetch(service.base + path)
  expect(response.status, path).toBe(200)
  return response.text()
}

/** A line of JSON for each file that a Python program of ours read with other people's libraries. */
const askPython = async <Line>(program: string, args: readonly string[]): Promise<Line[]> => {
  const { code, out, err } = await run(process.env.PYTHON_PATH ?? '/usr/bin/python3', [
    join(import.meta.dirname, program),
    ...args,
  ])
  expect(code, err).toBe(0)
  expect(err).toBe('')
  return out
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line))
}

/** The days compared: those of the copy, or the sample's own for its feeds with a window. */
const daysOf = (path: string) =>
  /2012/.test(path)
    ? (['2012-12-01', '2013-01-01'] as const)
    : ([`${service.ahead}-01`, `${monthAfter(service.ahead, 2)}-01`] as const)

beforeAll(async () => {
  service = await serviceWithSample(folder)
  const names = new Map<string, string>()
  for (const [index, path] of paths.entries()) {
    const text = await get(path)
    const name = join(folder, `${index}.ics`)
    files.set(path, text)
    writeFileSync(name, text)
    names.set(path, name)
  }
  const read = await askPython<readonly Read[]>('read_calendar.py', [...names.values()])
  byPython = new Map(paths.map((path, index) => [path, read[index] ?? []]))
  const expanded = new Map<string, readonly Seen[]>()
  for (const [first, behind] of [daysOf('2012'), daysOf('')]) {
    const chosen = paths.filter((path) => daysOf(path)[0] === first)
    const named = chosen.map((path) => names.get(path) ?? '')
    const seen = await askPython<readonly Seen[]>('expand_calendars.py', [first, behind, ...named])
    for (const [index, path] of chosen.entries()) expanded.set(path, seen[index] ?? [])
  }
  expandedByPython = expanded
}, 180_000)

afterAll(async () => {
  await service?.stop()
  rmSync(folder, { recursive: true })
})

const fileOf = (path: string): string => files.get(path) ?? ''
const readByPython = (path: string): readonly Read[] => byPython.get(path) ?? []

/** Each event once: a series has an entry for every date that differs. */
const uidsOf = (path: string): string[] =>
  [...new Set(readByPython(path).map(({ uid }) => uid))].sort()

const byUid = (a: Read, b: Read) => (a.uid < b.uid ? -1 : 1)

/** The events of a file as ical.js has them, in the same words as the Python reader's. */
const readByIcalJs = (file: string): Read[] => {
  const root = new ICAL.Component(ICAL.parse(file))
  for (const zone of root.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone))
  const events = root.getAllSubcomponents('vevent').map((component): Read => {
    const of = (name: string) => component.getFirstProperty(name)
    const moment = (name: string) => {
      const time = of(name)?.getFirstValue()
      if (!(time instanceof ICAL.Time)) throw new Error(`${name} is no time`)
      if (time.isDate) return time.toString()
      if (time.zone === ICAL.Timezone.localTimezone) throw new Error(`${name} floats`)
      return time.toJSDate().toISOString().replace('.000Z', 'Z')
    }
    return {
      uid: String(of('uid')?.getFirstValue()),
      summary: String(of('summary')?.getFirstValue()),
      language: of('summary')?.getFirstParameter('language') ?? null,
      start: moment('dtstart'),
      end: moment('dtend'),
      status: String(of('status')?.getFirstValue()),
      sequence: Number(of('sequence')?.getFirstValue()),
    }
  })
  ICAL.TimezoneService.reset()
  return events
}

const lineOf = ({ start, end, title, status }: Seen) => [start, end, title, status].join(' ')

/** What a feed selects, as a query without its window; null where it is no selection of events. */
const selectionOf = (path: string): URLSearchParams | null => {
  const feed = feeds.find(path.slice('/feeds/'.length, -'.ics'.length))
  const query = path.includes('?')
    ? path.slice(path.indexOf('?'))
    : feed?.kind === 'open'
      ? canonicalQuery(feed.request)
      : null
  if (query === null) return null
  const params = new URLSearchParams(query)
  params.delete('from')
  params.delete('to')
  return params
}

/** Everything that begins on the days, as the service itself tells widgets, on the clock of UTC. */
const datesOf = async (asked: URLSearchParams, first: string, behind: string) => {
  const query = new URLSearchParams([
    ...asked,
    ['start', first],
    ['end', behind],
    ['timeZone', 'UTC'],
  ])
  const dates: readonly Readonly<{ start: string; title: string }>[] = JSON.parse(
    await get(`/v1/fullcalendar?${query}`)
  )
  return dates
    .map(({ start, title }) => `${start.replace(/:00\+00:00$/, 'Z')} ${title}`)
    .filter((date) => date >= first && date < behind)
    .sort()
}

describe('parsers the project did not write', () => {
  for (const path of paths) {
    test(`agree on every event of ${path}, and our own rules find no fault`, () => {
      const file = fileOf(path)
      expect(lint(file)).toEqual([])
      const here = readByIcalJs(file)
      expect(here.length).toBe(file.split('BEGIN:VEVENT\r\n').length - 1)
      expect(here.length > 0).toBe(holdsSome(path))
      expect([...readByPython(path)].sort(byUid)).toEqual(here.sort(byUid))
    })
  }

  for (const path of paths) {
    test(`agree with the service on every date of ${path}`, async () => {
      const [first, behind] = daysOf(path)
      const byDate = (a: Seen, b: Seen) => (lineOf(a) < lineOf(b) ? -1 : 1)
      const here = seenIn(fileOf(path), first, behind)
      expect([...(expandedByPython.get(path) ?? [])].sort(byDate)).toEqual(here.sort(byDate))
      const asked = selectionOf(path)
      if (asked === null) return
      expect(here.map(({ start, title }) => `${start} ${title}`).sort()).toEqual(
        await datesOf(asked, first, behind)
      )
    })
  }

  test('find the whole sample in its own month and in the moving window', () => {
    expect(published).toHaveLength(96)
    expect(uidsOf('/feeds/december-2012.ics')).toHaveLength(96 + series.events.length)
    // The copy in a coming month, and the two series that go on.
    expect(uidsOf('/feeds/all.ics')).toHaveLength(96 + 2)
  })

  test('find the cancelled event and the evening called off as cancelled', () => {
    const off = readByPython('/feeds/december-2012.ics').filter(
      ({ status }) => status === 'CANCELLED'
    )
    // 0 published, 1 called off, 2 archived: the service's daily work is done before it is asked.
    expect(off.map(({ summary, sequence }) => [summary, sequence])).toEqual([
      ['Cancelled: Climate Change, Migration', 2],
      ['Ακυρώθηκε: Φεστιβάλ χειμωνιάτικων φώτων', 2],
    ])
  })

  test('find the forum of 5 to 9 December with its end on the 10th, which is exclusive', () => {
    const forum = readByPython('/feeds/december-2012.ics').find(({ summary }) =>
      summary.startsWith('Forum of the Social Network of Lisbon')
    )
    expect(forum).toMatchObject({ start: '2012-12-05', end: '2012-12-10' })
  })
})

describe('the Polish feed', () => {
  const entries = published.filter(({ content }) => content.primaryCountry === 'PL')
  const titles = entries.map(({ content }) => {
    const { translations } = content as { translations: Record<string, { title: string }> }
    const lang = translations.pl ? 'pl' : content.originalLang
    return [translations[lang]?.title, lang] as const
  })

  test('has each of the 18 public events in Poland, in Polish where there is a Polish title', () => {
    expect(titles).toHaveLength(18)
    expect(titles.filter(([, lang]) => lang === 'pl')).toHaveLength(17)
    const read = readByPython(polish).map(({ summary, language }) => [summary, language])
    expect(read.sort()).toEqual(titles.map(([title, lang]) => [title, lang]).sort())
  })

  test('has the same events as the curated feed of Poland a month ahead', () => {
    const ahead = readByPython('/feeds/pl.ics')
    expect(ahead).toHaveLength(18)
    expect(ahead.map(({ summary }) => summary).sort()).toEqual(
      titles.map(([title]) => title).sort()
    )
  })
})

type Json = Readonly<Record<string, unknown>>

const isText = (value: unknown) => typeof value === 'string' && value !== ''
const isUrl = (value: unknown) =>
  typeof value === 'string' && URL.canParse(value) && /^https?:/.test(value)
const isTag = (value: unknown) =>
  typeof value === 'string' && Intl.getCanonicalLocales(value)[0] === value
const isMoment = (value: unknown) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
  !Number.isNaN(Date.parse(value))

/** What JSON Feed 1.1 says of a key's value; whatever is not named must begin with `_`. */
const feedRules: Readonly<Record<string, (value: unknown) => boolean>> = {
  version: (value) => value === 'https://jsonfeed.org/version/1.1',
  title: isText,
  home_page_url: isUrl,
  feed_url: isUrl,
  description: isText,
  language: isTag,
  items: Array.isArray,
}
const itemRules: Readonly<Record<string, (value: unknown) => boolean>> = {
  id: isText,
  url: isUrl,
  external_url: isUrl,
  title: isText,
  content_html: isText,
  content_text: isText,
  summary: isText,
  date_published: isMoment,
  date_modified: isMoment,
  authors: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      ({ name, url, ...more }: Json) =>
        (isText(name) || isUrl(url)) &&
        (url === undefined || isUrl(url)) &&
        Object.keys(more).length === 0
    ),
  tags: (value) => Array.isArray(value) && value.every(isText),
  language: isTag,
}

const faults = (
  object: Json,
  rules: Readonly<Record<string, (value: unknown) => boolean>>,
  required: readonly string[]
) => [
  ...required.filter((key) => !(key in object)).map((key) => `${key} is missing`),
  ...Object.entries(object)
    .filter(([key, value]) =>
      key.startsWith('_') ? typeof value !== 'object' : !rules[key]?.(value)
    )
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
]

describe('the JSON Feed', () => {
  for (const path of paths) {
    test(`${path.replace('.ics', '.json')} keeps the rules of version 1.1 and has the same events`, async () => {
      const address = path.replace('.ics', '.json')
      const response = await fetch(service.base + address)
      expect(response.headers.get('content-type')).toBe('application/feed+json; charset=utf-8')
      const feed: Json & { items: readonly Json[] } = await response.json()
      expect(faults(feed, feedRules, ['version', 'title', 'items'])).toEqual([])
      // The address a reader subscribes to must be the feed itself.
      expect((await fetch(String(feed.feed_url))).status).toBe(200)
      for (const item of feed.items) {
        expect(faults(item, itemRules, ['id']), String(item.title)).toEqual([])
        expect('content_html' in item || 'content_text' in item).toBe(true)
      }
      const ids = feed.items.map(({ id }) => String(id))
      expect(new Set(ids).size).toBe(ids.length)
      expect([...ids].sort()).toEqual(uidsOf(path))
    })
  }
})
