import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FeedReaders } from '../../src/calendar/readers.ts'
import { checkFeed, type FetchFeed } from '../../src/journeys/check-feed.ts'
import { site } from '../cast.ts'

const series = readFileSync(
  new URL('../cases/series-moved-retitled-relocated/expected.ics', import.meta.url),
  'utf8'
)

const ports = (read: readonly FeedReaders[] = [], now = '2026-12-10T08:00:00Z') => ({
  now: () => now,
  site,
  readers: {
    salt: async () => '',
    add: async () => 0,
    close: async () => 0,
    drop: async () => 0,
    lastWeek: async () => read,
  },
})

type Server = Readonly<{
  type?: string
  etag?: string
  modified?: string
  /** It answers 304 where it should. */
  honest?: boolean
}>

const modified = 'Thu, 03 Dec 2026 09:00:00 GMT'

/** A server of one file; counts what is taken of it. */
const serving = (
  body: () => BodyInit,
  { type = 'text/calendar; charset=utf-8', etag = '"v1"', honest = true }: Server = {}
): FetchFeed => {
  return async (headers) => {
    const sent = { 'Content-Type': type, ETag: etag, 'Last-Modified': modified }
    const asksAll = headers['If-None-Match'] === '*'
    const asks = 'If-None-Match' in headers || 'If-Modified-Since' in headers
    return asksAll || (asks && honest)
      ? new Response(null, { status: 304, headers: sent })
      : new Response(body(), { headers: sent })
  }
}

const look = async (fetch: FetchFeed, counted: string | null = null, of = ports()) => {
  const answer = await checkFeed(of, { fetch, path: '/feeds/pl.ics', counted })
  return { ...answer, check: await answer.body() }
}

describe('the doctor', () => {
  test('reads in the file what is in it', async () => {
    const { check } = await look(serving(() => series))
    expect(check).toMatchObject({
      address: 'https://calendar.test/feeds/pl.ics',
      bytes: new TextEncoder().encode(series).length,
      complete: true,
      breaches: [],
      http: {
        type: true,
        etag: true,
        etagUnchanged: true,
        lastModified: true,
        lastModifiedUnchanged: true,
      },
    })
    expect(check.contents).toMatchObject({
      name: 'Poland; and more',
      lang: 'en',
      repeating: 1,
      changedDates: (series.match(/^RECURRENCE-ID/gm) ?? []).length,
      zones: [{ zone: 'Europe/Warsaw', events: 1 }],
      oldestChange: '2026-11-02T09:30:15Z',
      newestChange: '2026-11-02T09:30:15Z',
      refresh: 'PT6H',
      endless: false,
    })
    expect(check.gzipBytes).toBeGreaterThan(200)
    expect(check.gzipBytes).toBeLessThan(check.bytes)
  })

  test('counts a changed date on its new day and not on its old one', async () => {
    // Eight Tuesdays from 1 December; the 8th was moved to the 9th.
    const on = async (now: string) =>
      (
        await look(
          serving(() => series),
          null,
          ports([], now)
        )
      ).check.contents
    expect((await on('2026-12-02T08:00:00Z'))?.next).toBe('2026-12-09')
    expect((await on('2026-12-10T08:00:00Z'))?.next).toBe('2026-12-15')
    const over = await on('2027-06-01T08:00:00Z')
    expect(over?.next).toBe(null)
    expect(over?.last).toBe('2027-01-19')
  })

  test('says that a rule goes on without end, and when it is next', async () => {
    const open = series.replace(';COUNT=8', '')
    const { check } = await look(
      serving(() => open),
      null,
      ports([], '2030-03-01T08:00:00Z')
    )
    expect(check.contents).toMatchObject({ next: '2030-03-05', last: null, endless: true })
  })

  test('tells each breach once, with its first places, errors first', async () => {
    const events = series.match(/BEGIN:VEVENT[\s\S]*?END:VEVENT\r\n/g) ?? []
    const alone = (events[0] ?? '').replace(/^RRULE.*\r\n/m, '')
    const more = Array.from({ length: 7 }, (_, n) =>
      alone
        .replace(/^UID:.*/m, `UID:more-${n}`)
        .replace('TRANSP:TRANSPARENT', 'TRANSP:OPAQUE')
        .replace('STATUS:CONFIRMED', 'STATUS:CANCELED')
    )
    const { check } = await look(
      serving(() => series.replace('END:VCALENDAR', `${more.join('')}END:VCALENDAR`))
    )
    expect(check.breaches.map(({ rule, severity, count }) => [rule, severity, count])).toEqual([
      ['value', 'error', 7],
      ['busy', 'warning', 7],
    ])
    expect(check.breaches[0]?.places).toHaveLength(5)
    expect(check.breaches[0]?.places[0]?.detail).toBe('STATUS:CANCELED')
  })

  test('finds out that a server forgets its versions', async () => {
    const { check } = await look(serving(() => series, { honest: false, type: 'text/plain' }))
    expect(check.http).toEqual({
      type: false,
      etag: true,
      etagUnchanged: false,
      lastModified: true,
      lastModifiedUnchanged: false,
    })
  })

  test('takes a feed that changes meanwhile for no proof of anything', async () => {
    let version = 0
    const fetch: FetchFeed = async () => {
      version += 1
      return new Response(series, {
        headers: { ETag: `"v${version}"`, 'Last-Modified': modified },
      })
    }
    const { check } = await look(fetch)
    expect(check.http).toMatchObject({ etagUnchanged: true, lastModifiedUnchanged: true })
  })

  test('reads no more of a huge feed than is of use, and lets go of it', async () => {
    let taken = 0
    let ended = false
    const piece = new Uint8Array(1024 * 1024).fill(0x41)
    const { check } = await look(
      serving(
        () =>
          new ReadableStream({
            pull: (controller) => {
              taken += 1
              controller.enqueue(piece)
            },
            cancel: () => {
              ended = true
            },
          })
      )
    )
    expect(check).toMatchObject({ complete: false, contents: null, gzipBytes: null, breaches: [] })
    expect(check.limits.find(({ app }) => app === 'Google Calendar')?.verdict).toBe('over')
    expect(ended).toBe(true)
    // What is asked for again to compare versions is answered without a body.
    expect(taken).toBeLessThan(12)
  })

  test('says that a page is no calendar', async () => {
    const { check } = await look(serving(() => '<!doctype html>\r\n'))
    expect(check.contents).toBe(null)
    expect(check.complete).toBe(true)
    expect(check.breaches.map(({ rule }) => rule)).toContain('one-calendar')
  })

  test.each([
    [700_000, 'well', 'over'],
    [900_000, 'near', 'over'],
    [1_100_000, 'over', 'over'],
    [300_000, 'well', 'well'],
  ])('takes %i octets for %s within Google’s limit, %s our advice', async (size, google, ours) => {
    const note = `X-NOTE:${'a'.repeat(60)}\r\n`
    const padded = series.replace(
      'BEGIN:VTIMEZONE',
      `${note.repeat((size - series.length) / note.length)}BEGIN:VTIMEZONE`
    )
    const { check } = await look(serving(() => padded))
    const bytes = check.limits.filter(({ limit }) => limit.of === 'bytes')
    expect(bytes.map(({ app, verdict }) => [app, verdict])).toEqual([
      ['Google Calendar', google],
      [null, ours],
    ])
  })

  test('names readers in words, never a small number of them', async () => {
    const told = async (read: readonly FeedReaders[], counted: string | null) =>
      (
        await look(
          serving(() => series),
          counted,
          ports(read)
        )
      ).check.readers
    const read = [
      { feed: 'pl', mean: 41.3 },
      { feed: 'pt', mean: 1.2 },
    ]
    expect(await told(read, 'pl')).toBe('about 40')
    expect(await told(read, 'pt')).toBe('fewer than 5')
    expect(await told(read, 'es')).toBe('fewer than 5')
    expect(await told(read, null)).toBe(null)
    expect(await told([], 'pl')).toBe(null)
  })

  test('has a new version each day and with each version of the feed', async () => {
    const version = async (etag: string, now: string) => {
      const fetch = serving(() => series, { etag })
      return checkFeed(ports([], now), { fetch, path: '/feeds/pl.ics', counted: null })
    }
    const first = await version('"a"', '2026-12-10T08:00:00Z')
    expect((await version('"a"', '2026-12-10T23:00:00Z')).tag).toBe(first.tag)
    expect((await version('"b"', '2026-12-10T08:00:00Z')).tag).not.toBe(first.tag)
    const next = await version('"a"', '2026-12-11T00:00:00Z')
    expect(next.tag).not.toBe(first.tag)
    expect(next.lastModified > first.lastModified).toBe(true)
  })
})
