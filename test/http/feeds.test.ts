import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { facets } from '../../src/calendar/label.ts'
import { polishCourse, saturdayMarket } from '../cast.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
  await stage.publish(saturdayMarket)
  await stage.publish(polishCourse, stage.keys.piotr)
})

const get = (path: string, headers: Record<string, string> = {}) =>
  stage.call('GET', path, { headers })
const market = '/feeds/events.ics?country=PT'
const paths = [
  market,
  '/feeds/events.json?country=PT',
  '/feeds/all.ics',
  '/v1/months/2027-05',
  '/month/2027-05',
  '/v1/events',
]

describe('every public answer', () => {
  test.each(paths)('%s has a strong tag, a date, and answers 304 to either', async (path) => {
    const first = await get(path)
    expect(first.status).toBe(200)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[^"]+"$/)
    expect(first.headers.get('cache-control')).toBe(
      'public, max-age=900, stale-while-revalidate=86400'
    )
    expect(first.headers.get('access-control-allow-origin')).toBe('*')
    expect(first.headers.get('vary')).toBe('Accept-Encoding')
    const fresh = [
      { 'If-None-Match': etag },
      { 'If-None-Match': `W/${etag}` },
      { 'If-None-Match': `"other", ${etag}` },
      { 'If-None-Match': '*' },
      { 'If-Modified-Since': first.headers.get('last-modified') ?? '' },
      {
        'If-None-Match': etag,
        'If-Modified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT',
        'Cache-Control': 'no-cache',
      },
    ]
    for (const headers of fresh) {
      const answer = await get(path, headers as Record<string, string>)
      expect(answer.status, JSON.stringify(headers)).toBe(304)
      expect(answer.text).toBe('')
      expect(answer.headers.get('etag')).toBe(etag)
    }
    const changed = [
      { 'If-None-Match': '"other"', 'If-Modified-Since': first.headers.get('last-modified') ?? '' },
      { 'If-None-Match': 'garbage' },
      { 'If-Modified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT' },
      { 'If-Modified-Since': 'garbage' },
    ]
    for (const headers of changed)
      expect(
        (await get(path, headers as Record<string, string>)).status,
        JSON.stringify(headers)
      ).toBe(200)
  })

  test.each(paths)('%s answers HEAD with the headers of GET and no body', async (path) => {
    const [head, got] = [await stage.call('HEAD', path), await get(path)]
    expect(head.status).toBe(200)
    expect(head.text).toBe('')
    for (const name of ['etag', 'content-type', 'last-modified', 'cache-control'])
      expect(head.headers.get(name), name).toBe(got.headers.get(name))
  })

  test('comes gzipped to whoever takes it, under a tag of its own that is as good', async () => {
    const plain = await get('/v1/months/2027-05')
    const coded = await get('/v1/months/2027-05', { 'Accept-Encoding': 'br;q=0, gzip' })
    expect(coded.headers.get('content-encoding')).toBe('gzip')
    expect(coded.text).toBe(plain.text)
    expect(coded.bytes.length).toBeLessThan(plain.bytes.length / 3)
    expect(coded.headers.get('etag')).not.toBe(plain.headers.get('etag'))
    expect(
      (await get('/v1/months/2027-05', { 'If-None-Match': coded.headers.get('etag') ?? '' })).status
    ).toBe(304)
    for (const header of ['identity', 'gzip;q=0', 'gzip;q=0, br;q=0, *', '*;q=0, identity', '']) {
      expect(
        (await get('/v1/months/2027-05', { 'Accept-Encoding': header })).headers.get(
          'content-encoding'
        ),
        header
      ).toBeNull()
    }
  })

  test('may be asked for by any page, preflight included', async () => {
    const preflight = await stage.call('OPTIONS', market, {
      headers: {
        Origin: 'https://partner.example',
        'Access-Control-Request-Headers': 'if-none-match',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('If-None-Match')
    expect(
      (await get('/feeds/events.ics?country=XX')).headers.get('access-control-allow-origin')
    ).toBe('*')
  })
})

describe('a feed', () => {
  test('is one calendar with a zone for every zone it names, read by a parser that is not ours', async () => {
    const answer = await get('/feeds/all.ics')
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const calendar = new ICAL.Component(ICAL.parse(answer.text))
    expect(
      calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid'))
    ).toEqual(['Europe/Lisbon'])
    expect(
      calendar.getAllSubcomponents('vevent').map((event) => event.getFirstPropertyValue('summary'))
    ).toEqual(['Mercado de sábado', 'Kurs języka polskiego'])
  })

  test('that matches nothing is a valid calendar', async () => {
    const answer = await get('/feeds/events.ics?country=FI')
    expect(answer.status).toBe(200)
    const calendar = new ICAL.Component(ICAL.parse(answer.text))
    expect(calendar.getAllSubcomponents()).toHaveLength(1)
  })

  test('is named in words and points to its one address', async () => {
    const answer = await get('/feeds/events.ics?theme=culture-sport&country=MT,UK,PT&utm_source=x')
    expect(answer.headers.get('link')).toBe(
      '<https://calendar.test/feeds/events.ics?country=GB,MT,PT&theme=culture-sport>; rel="canonical"'
    )
    expect(answer.text.replaceAll('\r\n ', '')).toContain(
      'X-WR-CALNAME:Integration calendar: United Kingdom or Malta or Portugal · Culture\\, heritage\\, food and sport'
    )
    const other = await get('/feeds/events.ics?country=PT&country=gb,mt&theme=culture-sport')
    expect(other.headers.get('etag')).toBe(answer.headers.get('etag'))
    expect(other.text).toBe(answer.text)
  })

  test('keeps its version when something else is published, and changes when something of it is', async () => {
    const before = await get(market)
    await stage.publish(polishCourse, stage.keys.piotr)
    expect((await get(market)).headers.get('etag')).toBe(before.headers.get('etag'))
    await stage.publish({ ...saturdayMarket, time: { allDay: true, start: '2027-06-01' } })
    const after = await get(market)
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
    expect(Date.parse(after.headers.get('last-modified') ?? '')).toBeGreaterThanOrEqual(
      Date.parse(before.headers.get('last-modified') ?? '')
    )
  })

  test('moves its window at midnight, and its version with it', async () => {
    const now = stage.clock.now
    const before = await get('/feeds/all.ics')
    stage.clock.now = '2027-07-20T00:00:01Z'
    const after = await get('/feeds/all.ics')
    stage.clock.now = now
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
    expect(before.text).toContain('Mercado')
    expect(after.text).not.toContain('Mercado')
  })

  test('is the same bytes from a kept answer as from the database', async () => {
    const first = await get(market)
    const kept = stage.finished.current('/feeds/events.ics?country=PT')
    expect(new TextDecoder().decode(kept?.plain.bytes)).toBe(first.text)
    await stage.ports.store.setSetting('anything', 'moves the stamp')
    expect(stage.finished.current('/feeds/events.ics?country=PT')).toBeUndefined()
    expect((await get(market)).text).toBe(first.text)
  })

  test('comes as JSON Feed 1.1 with the event in its extension', async () => {
    const { json, headers } = await get('/feeds/events.json?country=PL&locale=pl')
    expect(headers.get('content-type')).toBe('application/feed+json; charset=utf-8')
    expect(json).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      items: expect.any(Array),
    })
    const [item] = json.items as unknown as Record<string, unknown>[]
    expect(item).toMatchObject({
      title: 'Kurs języka polskiego',
      language: 'pl',
      _integration_calendar: { start: '2027-05-10', allDay: true, countries: ['PL'] },
    })
  })
})

describe('the description of the API', () => {
  test('is OpenAPI 3.1 with every route of ours', async () => {
    const { json } = await get('/openapi.json')
    expect(json.openapi).toBe('3.1.0')
    const described = Object.entries(
      json.paths as unknown as Record<string, Record<string, unknown>>
    ).flatMap(([path, methods]) => Object.keys(methods).map((m) => `${m.toUpperCase()} ${path}`))
    for (const route of stage.app.routes) {
      if (route.method === 'ALL' || !/^\/(v1|feeds)\//.test(route.path)) continue
      const path = route.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}').replace(/\/$/, '')
      expect(described, route.path).toContain(`${route.method} ${path}`)
    }
  })

  test('names every parameter a filter takes, wherever it is taken', async () => {
    const { json } = await get('/openapi.json')
    const paths = json.paths as unknown as Record<
      string,
      { get: { parameters: { name: string }[] } }
    >
    const beside = ['from', 'to', 'q', 'near', 'online', 'cancelled', 'locale']
    for (const path of ['/feeds/events.ics', '/feeds/events.json', '/v1/events']) {
      const named = paths[path]?.get.parameters.map(({ name }) => name) ?? []
      for (const name of [...facets, ...beside]) expect(named, path).toContain(name)
    }
  })

  test('names the fields of a submission as they are checked', async () => {
    const { json } = await get('/openapi.json')
    const body = JSON.stringify(
      (json.paths as unknown as Record<string, { post: { requestBody: unknown } }>)[
        '/v1/submissions'
      ]?.post.requestBody
    )
    for (const field of [
      'originalLang',
      'primaryCountry',
      'themes',
      'eventLanguages',
      'registration',
    ])
      expect(body).toContain(field)
    expect(body).toContain('"additionalProperties":false')
  })
})
