import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { feedExtensions } from '../../src/render/feed-formats.ts'
import { polishCourse, saturdayMarket } from '../cast.ts'
import { type Stage, setStage } from './stage.ts'

/*
 * What clients may send of HTTP to a feed's address, right and wrong.
 */

let stage: Stage
/** Every kind of address a feed has. */
let addresses: readonly string[] = []

beforeAll(async () => {
  stage = await setStage()
  await stage.publish(saturdayMarket)
  await stage.publish({ ...saturdayMarket, themes: ['media'] })
  await stage.publish(polishCourse, stage.keys.piotr)
  const short = await stage.call('POST', '/v1/short-feeds', { body: { query: 'country=PT' } })
  const names = [
    '/feeds/events',
    '/feeds/all',
    '/feeds/pl',
    '/feeds/theme/language',
    '/feeds/language/pt',
    '/feeds/group/education',
    '/feeds/observances',
    '/feeds/deadlines',
    `/f/${short.json.id}`,
  ]
  addresses = [
    ...names.flatMap((name) => feedExtensions.map((extension) => `${name}.${extension}`)),
    '/feeds/events.ics?country=PL,PT&locale=pl&cancelled=status',
  ]
})

const get = (path: string, headers: Record<string, string> = {}) =>
  stage.call('GET', path, { headers })
const market = '/feeds/events.ics?country=PT'

type Detail = Readonly<{ parameter?: string; code: string }>
const errorOf = (json: Record<string, never>) => (json.errors as unknown as Detail[])[0]

describe('every address of a feed', () => {
  test('answers HEAD as it answers GET, without a body', async () => {
    for (const path of addresses) {
      const got = await get(path)
      const head = await stage.call('HEAD', path)
      expect(got.status, path).toBe(200)
      expect(got.bytes.length, path).toBeGreaterThan(0)
      expect(head.status, path).toBe(200)
      expect(head.bytes.length, path).toBe(0)
      expect([...head.headers], path).toEqual([...got.headers])
      const fresh = await stage.call('HEAD', path, {
        headers: { 'If-None-Match': got.headers.get('etag') ?? '' },
      })
      expect(fresh.status, path).toBe(304)
    }
  })

  test('answers OPTIONS with what it takes, to any page', async () => {
    for (const path of [...addresses, '/feeds']) {
      const options = await stage.call('OPTIONS', path, {
        headers: { Origin: 'https://partner.example', 'Access-Control-Request-Method': 'GET' },
      })
      expect(options.status, path).toBe(204)
      expect(options.headers.get('allow'), path).toBe('GET, HEAD, OPTIONS')
      expect(options.headers.get('access-control-allow-origin'), path).toBe('*')
      expect(options.headers.get('access-control-allow-methods'), path).toBe('GET, HEAD, OPTIONS')
    }
  })

  test('takes nothing else', async () => {
    for (const path of addresses.filter((_, index) => index % 4 === 0)) {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
        const answer = await stage.call(method, path)
        expect(answer.status, `${method} ${path}`).toBe(405)
        expect(answer.headers.get('allow'), path).toBe('GET, HEAD, OPTIONS')
      }
    }
  })
})

describe('a condition', () => {
  test.each([
    '',
    ' ',
    '"',
    '"""',
    'W/',
    'W/"',
    'W/"x',
    '"unterminated',
    ',,,',
    '"other",,"another"',
    '* *',
    '"*"',
    'etag',
    `"${'x'.repeat(10_240)}"`,
    '"'.repeat(10_241),
    '"é\u00ff"',
  ])('that is malformed or another version’s changes nothing: %j', async (header) => {
    for (const path of [market, '/feeds/all.json', '/feeds/pl.atom']) {
      const plain = await get(path)
      const answer = await get(path, { 'If-None-Match': header })
      expect(answer.status, path).toBe(200)
      expect(answer.text, path).toBe(plain.text)
      expect(answer.headers.get('etag')).toBe(plain.headers.get('etag'))
    }
  })

  test('is read as far as it is well-formed', async () => {
    const etag = (await get(market)).headers.get('etag') ?? ''
    for (const header of [`garbage, ${etag}`, `,${etag},`, `"a" "b"\t${etag}`, ` ${etag} `])
      expect((await get(market, { 'If-None-Match': header })).status, header).toBe(304)
    // An unpaired quote takes the tag apart.
    expect((await get(market, { 'If-None-Match': `"${etag}` })).status).toBe(200)
  })

  test('holds for what was sent in another coding, and stands before the coding is refused', async () => {
    const coded = await get(market, { 'Accept-Encoding': 'gzip' })
    const tag = coded.headers.get('etag') ?? ''
    for (const accepted of ['identity', 'br', 'identity;q=0'])
      expect(
        (await get(market, { 'If-None-Match': tag, 'Accept-Encoding': accepted })).status,
        accepted
      ).toBe(304)
  })
})

describe('a coding', () => {
  const small = '/feeds/events.ics?country=FI'

  test.each([
    ['identity;q=0, gzip', 'gzip'],
    ['identity;q=0,br', 'br'],
    ['identity;q=0, *', 'br'],
    ['*;q=0, gzip;q=0.5', 'gzip'],
    ['IDENTITY;Q=0, GZIP', 'gzip'],
    ['identity;q=0.0, gzip;q=0.2, br;q=0.1', 'gzip'],
    ['identity; q=0 , zstd, gzip', 'gzip'],
  ])(
    'is sent where plain text is refused, however small the answer: %s',
    async (header, coding) => {
      for (const path of [market, small, '/feeds/all.json', '/v1/events', '/v1/months/2027-05']) {
        const plain = await get(path)
        const answer = await get(path, { 'Accept-Encoding': header })
        expect(answer.status, path).toBe(200)
        expect(answer.headers.get('content-encoding'), path).toBe(coding)
        expect(answer.text, path).toBe(plain.text)
        expect(answer.headers.get('etag'), path).not.toBe(plain.headers.get('etag'))
      }
    }
  )

  test.each([
    'identity;q=0',
    '*;q=0',
    'identity;q=0, zstd',
    'gzip;q=0, br;q=0, identity;q=0',
    'identity;q=0.000',
  ])('is 406 where all of ours are refused: %s', async (header) => {
    for (const path of [market, small, '/feeds/all.json', '/feeds/pl.jsonld', '/v1/events']) {
      const answer = await get(path, { 'Accept-Encoding': header })
      expect(answer.status, path).toBe(406)
      expect(answer.headers.get('content-type'), path).toBe('application/problem+json')
      expect(answer.headers.get('content-encoding'), path).toBeNull()
      expect(errorOf(answer.json)).toMatchObject({ parameter: 'Accept-Encoding' })
    }
  })

  test.each(['identity', 'identity;q=0.5', 'zstd', '', 'gzip;q=0', ';;,,', 'gzip;q=x'])(
    'is left out where none of ours is asked for: %j',
    async (header) => {
      const answer = await get(market, { 'Accept-Encoding': header })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-encoding')).toBeNull()
    }
  )
})

describe('a filter that contradicts itself', () => {
  test.each([
    'country=PT,-PT',
    'theme=language,-group:education',
    'q=film+-fil',
    'online=only&attendance=offline',
  ])('is a valid calendar that stays empty and says so: %s', async (query) => {
    const ics = await get(`/feeds/events.ics?${query}`)
    expect(ics.status).toBe(200)
    const calendar = new ICAL.Component(ICAL.parse(ics.text))
    expect(calendar.getAllSubcomponents('vevent')).toEqual([])
    // RFC 5545 §3.6 wants a component in every calendar.
    expect(calendar.getAllSubcomponents()).toHaveLength(1)
    for (const name of ['x-wr-calname', 'name'])
      expect(String(calendar.getFirstPropertyValue(name)), name).toContain('(nothing can match)')
    const { json } = await get(`/feeds/events.json?${query}`)
    expect(json).toMatchObject({ title: expect.stringContaining('nothing can match'), items: [] })
    for (const extension of ['atom', 'jsonld', 'jcal']) {
      const answer = await get(`/feeds/events.${extension}?${query}`)
      expect(answer.status, extension).toBe(200)
      expect(answer.text, extension).toContain('nothing can match')
    }
    expect((await get(`/v1/events?${query}`)).json).toEqual({ events: [], next: null })
  })
})

describe('a page of a feed', () => {
  const cursorOf = async () => {
    const { json } = await get('/v1/events?country=PT&limit=1')
    return String(json.next)
  }

  test.each([
    'x',
    btoa('[1]'),
    btoa('{"a":1}'),
    btoa('["a","b","c"]'),
    '%00',
    '🙂',
    'a'.repeat(9000),
  ])('is not found by what is no cursor: %s', async (cursor) => {
    for (const path of ['/feeds/events.json', '/feeds/events.jsonld', '/feeds/all.json']) {
      const answer = await get(`${path}?cursor=${encodeURIComponent(cursor)}`)
      expect(answer.status, path).toBe(400)
      expect(errorOf(answer.json), path).toMatchObject({
        parameter: 'cursor',
        code: 'invalid-cursor',
      })
    }
  })

  test('is not found by the cursor of another list', async () => {
    const cursor = await cursorOf()
    for (const path of ['/feeds/events.json?country=PT&', '/feeds/pt.json?', '/feeds/all.jcal?'])
      expect(errorOf((await get(`${path}cursor=${cursor}`)).json), path).toMatchObject({
        parameter: 'cursor',
        code: 'foreign-cursor',
      })
  })

  test('is not there where a feed is one', async () => {
    const cursor = await cursorOf()
    expect(errorOf((await get(`${market}&cursor=${cursor}`)).json)).toMatchObject({
      parameter: 'cursor',
      code: 'unknown-parameter',
    })
    for (const path of ['/feeds/all.ics', '/feeds/observances.ics', '/feeds/deadlines.ics'])
      expect((await get(`${path}?cursor=${cursor}`)).status, path).toBe(400)
    expect((await get(`/feeds/events.json?cursor=${cursor}&cursor=${cursor}`)).status).toBe(400)
  })
})
