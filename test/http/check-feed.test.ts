import { beforeAll, describe, expect, test } from 'vitest'
import type { FeedCheck } from '../../src/calendar/feed-check.ts'
import { registerOf } from '../../src/calendar/feed-register.ts'
import { createApp } from '../../src/http/app.ts'
import type { ReaderCounter } from '../../src/http/reader-counter.ts'
import { polishCourse, saturdayMarket } from '../cast.ts'
import { all, classed, complaints, hrefs, read, textOf } from '../pages/document.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
  await stage.publish(saturdayMarket)
  await stage.publish(polishCourse, stage.keys.piotr)
})

const check = async (query: string): Promise<FeedCheck> => {
  const answer = await stage.call('GET', `/v1/feeds/check${query}`)
  expect(answer.status, query).toBe(200)
  return JSON.parse(answer.text)
}

describe('the check of a feed', () => {
  test('counts what the file holds and finds nothing wrong', async () => {
    const found = await check('?country=PT')
    const { bytes } = await stage.call('GET', '/feeds/events.ics?country=PT')
    expect(found).toMatchObject({
      address: 'https://calendar.test/feeds/events.ics?country=PT',
      bytes: bytes.length,
      complete: true,
      breaches: [],
      readers: null,
      contents: { events: 1, cancelled: 0 },
      http: {
        type: true,
        etag: true,
        etagUnchanged: true,
        lastModified: true,
        lastModifiedUnchanged: true,
      },
    })
    expect(found.contents?.next).toBe(saturdayMarket.time.start.slice(0, 10))
    expect((await check('')).contents?.events).toBe(2)
    expect((await check('?country=IE')).contents).toMatchObject({
      events: 0,
      next: null,
      last: null,
    })
  })

  test.each([
    ['?feed=pt', '/feeds/pt.ics', 1],
    ['?feed=PT&locale=pt', '/feeds/pt.ics?locale=pt', 1],
    ['?feed=uk', '/feeds/gb.ics', 0],
    ['?feed=theme/language', '/feeds/theme/language.ics', null],
    ['?feed=observances', '/feeds/observances.ics', null],
    ['?feed=deadlines&country=PT', '/feeds/deadlines.ics?country=PT', null],
    ['?theme=language&country=PL', '/feeds/events.ics?country=PL&theme=language', null],
  ])('of %s is that of %s', async (query, path, events) => {
    const found = await check(query)
    expect(found.address).toBe(`https://calendar.test${path}`)
    expect(found.breaches).toEqual([])
    if (events !== null) expect(found.contents?.events).toBe(events)
  })

  test('is one page with the same facts, not listed by search engines', async () => {
    const answer = await stage.visit('/subscribe/check?country=PT')
    expect(answer.status).toBe(200)
    const page = await read(answer.text)
    expect(complaints(page)).toEqual([])
    expect(answer.text).toContain('<meta name="robots" content="noindex">')
    expect(hrefs(page)).toEqual(
      expect.arrayContaining([
        '/subscribe?country=PT',
        'https://calendar.test/feeds/events.ics?country=PT',
        'https://calendar.test/v1/feeds/check?country=PT',
      ])
    )
    expect(classed(page, 'done').map(textOf)).toEqual(['We found nothing wrong.'])
    expect(all(page, ({ properties }) => properties.scope === 'row').map(textOf)).toEqual(
      expect.arrayContaining(['Google Calendar', 'Thunderbird', 'Android with ICSx5'])
    )
  })

  test('is where the page to subscribe leads', async () => {
    const page = await read((await stage.visit('/subscribe?country=PT')).text)
    const link = hrefs(page).find((href) => href.includes('/subscribe/check')) ?? ''
    expect(link).toBe('https://calendar.test/subscribe/check?country=PT')
    expect((await stage.visit(link.slice('https://calendar.test'.length))).status).toBe(200)
  })

  test.each([
    ['/subscribe/check?country=PT&country=PL&utm_source=x', '/subscribe/check?country=PL,PT'],
    ['/subscribe/check?feed=uk', '/subscribe/check?feed=gb'],
    ['/subscribe/check?locale=pt&feed=pt', '/subscribe/check?feed=pt&locale=pt'],
  ])('%s leads to the one spelling', async (asked, to) => {
    const answer = await stage.visit(asked)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, to])
    expect((await stage.visit(to)).status).toBe(200)
  })

  test.each([
    ['?contry=PT', 400, 'country'],
    ['?country=PX', 400, 'not a country we know'],
    ['?feed=pt&country=PL', 400, 'fixed'],
    ['?feed=observances&cancelled=hide', 400, 'cancelled'],
    ['?feed=polnd', 404, 'There is no calendar'],
    ['?feed=../v1/feeds', 404, 'There is no calendar'],
    ['?feed=events', 404, 'There is no calendar'],
  ])('of %s is refused as the feed is', async (query, status, words) => {
    const answer = await stage.call('GET', `/v1/feeds/check${query}`)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.text).toContain(words)
    const page = await stage.visit(`/subscribe/check${query}`)
    expect(page.status).toBe(status)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  })

  test.each(['/subscribe/check?feed=pt', '/v1/feeds/check?feed=pt'])(
    '%s answers 304 to its tag, and HEAD, and is new after an edit',
    async (path) => {
      const first = await stage.call('GET', path)
      const etag = first.headers.get('etag') ?? ''
      const again = (headers: Record<string, string>) => stage.call('GET', path, { headers })
      expect((await again({ 'If-None-Match': etag })).status).toBe(304)
      expect((await stage.call('HEAD', path)).text).toBe('')
      await stage.publish(saturdayMarket)
      const changed = await again({ 'If-None-Match': etag })
      expect(changed.status).toBe(200)
      expect(changed.headers.get('etag')).not.toBe(etag)
    }
  )

  test('is not counted as a reader of the feed', async () => {
    const seen: (string | null)[] = []
    const readers: ReaderCounter = {
      saw: (feed) => seen.push(feed),
      sawOn: (_, feed) => seen.push(feed),
      isDue: () => false,
      flush: async () => undefined,
    }
    const app = createApp({ ...stage.means, readers })
    expect((await app.request('/v1/feeds/check?feed=es')).status).toBe(200)
    expect(seen).toEqual([])
    await app.request('/feeds/es.ics')
    expect(seen).toEqual(['es'])
  })

  test('of a feed that has moved is that of the new one, of a closed one that of its notice', async () => {
    const about = { title: 'Old', description: 'Of old.', keptBy: 'Somebody' }
    const notice = { on: '2027-03-01', title: 'This calendar has ended', notice: 'Take another.' }
    const feeds = registerOf([
      { slug: 'gone', movedTo: 'pt', keptBy: 'Somebody' },
      { ...about, slug: 'old', closed: notice },
    ])
    const app = createApp({ ...stage.means, feeds })
    const moved = await app.request('/subscribe/check?feed=gone&locale=pt')
    expect(moved.headers.get('location')).toBe('/subscribe/check?feed=pt&locale=pt')
    const closed = await app.request('/subscribe/check?feed=old')
    expect(closed.status).toBe(200)
    const page = await read(await closed.text())
    expect(classed(page, 'done')).toHaveLength(1)
    expect(hrefs(page)).toContain('/feeds')
    expect(hrefs(page)).not.toContain('/subscribe?feed=old')
  })

  test('is limited for one connection, since it costs a feed', async () => {
    const headers = { 'X-Test-Address': '198.51.100.7' }
    const answer = await stage.call('GET', '/v1/feeds/check?feed=es', { headers })
    expect(answer.headers.get('ratelimit-policy')).toBe('"feed-check";q=60;w=60')
    for (let n = 0; n < 59; n += 1) await stage.call('GET', '/v1/feeds/check?feed=es', { headers })
    const refused = await stage.call('GET', '/subscribe/check?feed=es', { headers })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
  })

  test('stands in the description of the API', async () => {
    const { json } = await stage.call('GET', '/openapi.json')
    const paths = json as unknown as { paths: Record<string, { get?: unknown }> }
    expect(paths.paths['/v1/feeds/check']?.get).toBeDefined()
  })
})
