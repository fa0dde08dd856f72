import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { feeds } from '../../feeds/index.ts'
import sample from '../../src/sample/december-2012.json' with { type: 'json' }
import series from '../../src/sample/series.json' with { type: 'json' }
import { lint } from '../render/lint.ts'
import { calendar, freePort, type Running, run, start } from '../runtime/process.ts'

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
const paths = [...[...feeds.keys()].map((slug) => `/feeds/${slug}.ics`), polish]

/** What the sample makes public of an event: approved, cancelled ones too. */
const published = sample.events.filter(
  ({ outcome }) => outcome === 'approved' || outcome === 'cancelled'
)

let base = ''
let server: Running
const files = new Map<string, string>()
let byPython: ReadonlyMap<string, readonly Read[]> = new Map()

const get = async (path: string): Promise<string> => {
  const response = await fetch(base + path)
  expect(response.status, path).toBe(200)
  return response.text()
}

beforeAll(async () => {
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  const env = {
    NODE_ENV: 'development',
    PORT: String(port),
    BASE_URL: base,
    DATABASE_PATH: join(folder, 'calendar.sqlite'),
  }
  server = await start(
    process.execPath,
    ['--import', './src/require-node.js', 'src/node.ts'],
    env,
    `${base}/readyz`
  )
  // Most feeds look around today: a copy of the sample next month fills them.
  const today = new Date()
  const next = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1)).toISOString()
  const { code, err } = await calendar(['sample', 'load', '--shift-to', next.slice(0, 7)], env)
  expect(code, err).toBe(0)

  const names = []
  for (const [index, path] of paths.entries()) {
    const text = await get(path)
    const name = join(folder, `${index}.ics`)
    files.set(path, text)
    writeFileSync(name, text)
    names.push(name)
  }
  const python = await run(process.env.PYTHON_PATH ?? '/usr/bin/python3', [
    join(import.meta.dirname, 'read_calendar.py'),
    ...names,
  ])
  expect(python.code, python.err).toBe(0)
  expect(python.err).toBe('')
  const lines = python.out.trim().split('\n')
  byPython = new Map(paths.map((path, index) => [path, JSON.parse(lines[index] ?? '')]))
}, 120_000)

afterAll(async () => {
  await server?.stop()
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

describe('parsers the project did not write', () => {
  for (const path of paths) {
    test(`agree on every event of ${path}, and our own rules find no fault`, () => {
      const file = fileOf(path)
      expect(lint(file)).toEqual([])
      const here = readByIcalJs(file)
      expect(here.length).toBe(file.split('BEGIN:VEVENT\r\n').length - 1)
      expect(here.length).toBeGreaterThan(0)
      expect([...readByPython(path)].sort(byUid)).toEqual(here.sort(byUid))
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
      const response = await fetch(base + address)
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

describe('a subscription with vdirsyncer and khal', () => {
  const home = join(folder, 'home')
  const collection = join(home, 'calendar')
  const env = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    VDIRSYNCER_CONFIG: join(home, 'vdirsyncer.conf'),
    LC_ALL: 'C.UTF-8',
    TZ: 'Europe/Brussels',
  }

  const sync = async () => {
    const { code, out, err } = await run('vdirsyncer', ['sync'], env)
    expect(code, out + err).toBe(0)
    expect(out + err).not.toMatch(/warning|error/i)
  }
  const list = async (from: string, to: string) => {
    const args = ['-c', join(home, 'khal.conf'), 'list', '--notstarted', from, to]
    const { code, out, err } = await run('khal', args, env)
    expect(code, err).toBe(0)
    return out
  }

  beforeAll(async () => {
    mkdirSync(collection, { recursive: true })
    writeFileSync(
      env.VDIRSYNCER_CONFIG,
      `[general]
status_path = "${home}/status"
[pair december]
a = "ours"
b = "theirs"
collections = null
[storage ours]
type = "http"
url = "${base}/feeds/december-2012.ics"
[storage theirs]
type = "filesystem"
path = "${collection}"
fileext = ".ics"
`
    )
    writeFileSync(
      join(home, 'khal.conf'),
      `[calendars]
[[december]]
path = ${collection}
[locale]
local_timezone = Europe/Brussels
default_timezone = Europe/Brussels
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
print_new = False
`
    )
    const { code, out, err } = await run('vdirsyncer', ['discover'], env)
    expect(code, out + err).toBe(0)
  })

  test('takes each event over as one file, and nothing changes when it asks again', async () => {
    await sync()
    const names = () => readdirSync(collection).sort()
    const first = names()
    expect(first).toHaveLength(96 + series.events.length)
    const bytes = first.map((name) => readFileSync(join(collection, name), 'utf8'))
    await sync()
    expect(names()).toEqual(first)
    expect(names().map((name) => readFileSync(join(collection, name), 'utf8'))).toEqual(bytes)
  })

  test('shows the events that begin on 5 to 9 December', async () => {
    await sync()
    const shown = await list('2012-12-05', '2012-12-10')
    const expected = published.filter(
      ({ content: { time } }) => time.start >= '2012-12-05' && time.start < '2012-12-10'
    )
    expect(expected.length).toBeGreaterThan(15)
    const missing = expected.filter(({ content }) => {
      const texts = content.translations as unknown as Record<string, { title: string }>
      return !shown.includes(texts[content.originalLang]?.title ?? '?')
    })
    expect(missing.map(({ key }) => key)).toEqual([])
    expect(shown).toContain('Forum of the Social Network of Lisbon, Portugal')
    expect(shown).not.toContain('Torch walk')
  })

  /** Dates of the sample's series from 1 December to 9 January, on the clock of Brussels. */
  const seriesDates = async () => {
    const titles = ['Curso de português', 'Festa do curso', 'Integration roundtable', 'Φεστιβάλ']
    const months = await Promise.all(
      ['2012-12', '2013-01'].map(async (month) => {
        const { occurrences, events } = await (
          await fetch(`${base}/v1/months/${month}?tz=Europe/Brussels`)
        ).json()
        return occurrences.map((o: { event: string; start: string; title?: string }) => ({
          start: o.start.replace('T', ' '),
          title: o.title ?? events[o.event].title,
        }))
      })
    )
    const wanted = months
      .flat()
      .filter(
        ({ start, title }) =>
          titles.some((t) => title.startsWith(t)) && start >= '2012-12-01' && start < '2013-01-10'
      )
    return [...new Set(wanted.map(({ start, title }) => `${start} ${title}`))].sort()
  }

  test('shows the dates of the series as the months do, moved and called-off ones too', async () => {
    await sync()
    const format = '{start-date} {start-time} {title}'
    const args = [
      '-c',
      join(home, 'khal.conf'),
      'list',
      '--format',
      format,
      '--day-format',
      '',
      '2012-12-01',
      '2013-01-10',
    ]
    const { code, out, err } = await run('khal', args, env)
    expect(code, err).toBe(0)
    const shown = out
      .split('\n')
      .map((line) => line.replace('Ακυρώθηκε: ', '').trim())
      .filter((line) =>
        /Curso de português|Festa do curso|Integration roundtable|Φεστιβάλ/.test(line)
      )
    const expected = await seriesDates()
    expect(expected).toHaveLength(12)
    expect([...new Set(shown)].sort()).toEqual(expected)
    expect(out).toContain('Ακυρώθηκε: Φεστιβάλ')
  })

  test('calcurse imports the same dates, and shows a changed date beside the regular one, since it knows no RECURRENCE-ID', async () => {
    const feed = join(home, 'december.ics')
    writeFileSync(feed, fileOf('/feeds/december-2012.ics'))
    const data = join(home, 'calcurse')
    mkdirSync(data, { recursive: true })
    const imported = await run('calcurse', ['-D', data, '-q', '-i', feed], env)
    expect(imported.code, imported.err).toBe(0)
    const query = [
      '-D',
      data,
      '-Q',
      '--from',
      '12/01/2012',
      '--to',
      '01/09/2013',
      '--filter-type',
      'cal',
      '--format-apt',
      '%(start:%Y-%m-%d %H:%M) %m\n',
      '--format-recur-apt',
      '%(start:%Y-%m-%d %H:%M) %m\n',
    ]
    const { code, out, err } = await run('calcurse', query, env)
    expect(code, err).toBe(0)
    const shown = out
      .split('\n')
      .map((line) => line.replace('Ακυρώθηκε: ', '').trim())
      .filter((line) =>
        /^\d{4}-.*(Curso de português|Festa do curso|Integration roundtable|Φεστιβάλ)/.test(line)
      )
    const beside = '2012-12-18 19:30 Curso de português para recém-chegados'
    expect([...new Set(shown)].sort()).toEqual([...(await seriesDates()), beside].sort())
  })
})
