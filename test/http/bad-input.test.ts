import { beforeAll, describe, expect, test } from 'vitest'
import { feedExtensions } from '../../src/render/feed-formats.ts'
import { saturdayMarket } from '../cast.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})

type Detail = {
  pointer?: string
  parameter?: string
  code: string
  detail: string
  suggestion?: string
}
const errorsOf = (json: Record<string, never>) => (json.errors ?? []) as unknown as Detail[]

const queueLength = async () => {
  const queue = await stage.call('GET', '/v1/submissions?limit=100', { key: stage.keys.ana })
  return (queue.json.submissions as unknown as unknown[]).length
}

const withTime = (time: unknown) => ({ ...saturdayMarket, time })
const timed = {
  allDay: false,
  start: '2027-05-08T10:00',
  end: '2027-05-08T16:00',
  zone: 'Europe/Lisbon',
}
const titled = (title: unknown) => ({ ...saturdayMarket, translations: { pt: { title } } })

describe('a submission that is wrong is refused with its place, and nothing is stored', () => {
  const cases: readonly [
    name: string,
    event: unknown,
    pointer: string,
    code: string,
    suggestion?: string,
  ][] = [
    [
      'an unknown country',
      { ...saturdayMarket, primaryCountry: 'PLX' },
      '/event/primaryCountry',
      'unknown-value',
      'PL',
    ],
    [
      'an unknown country in the list',
      { ...saturdayMarket, countries: ['PT', 'Portugual'] },
      '/event/countries/1',
      'unknown-value',
      'PT',
    ],
    [
      'an unknown theme',
      { ...saturdayMarket, themes: ['langauge'] },
      '/event/themes/0',
      'unknown-value',
      'language',
    ],
    ['no theme', { ...saturdayMarket, themes: [] }, '/event/themes', 'too-small'],
    [
      'four themes',
      { ...saturdayMarket, themes: ['language', 'media', 'health', 'policy'] },
      '/event/themes',
      'too-large',
    ],
    [
      'an end before the start',
      withTime({ ...timed, end: '2027-05-08T09:00' }),
      '/event/time/end',
      'end-before-start',
    ],
    [
      'an all-day end that is not exclusive',
      withTime({ allDay: true, start: '2027-05-08', end: '2027-05-08' }),
      '/event/time/end',
      'end-before-start',
    ],
    [
      'February 30th',
      withTime({ allDay: true, start: '2027-02-30' }),
      '/event/time/start',
      'invalid-date',
    ],
    [
      '25:00',
      withTime({ ...timed, start: '2027-05-08T25:00' }),
      '/event/time/start',
      'invalid-time',
    ],
    ['24:00', withTime({ ...timed, end: '2027-05-08T24:00' }), '/event/time/end', 'invalid-time'],
    [
      'an unknown zone',
      withTime({ ...timed, zone: 'Mars/Base' }),
      '/event/time/zone',
      'unknown-zone',
    ],
    [
      'an offset for a zone',
      withTime({ ...timed, zone: '+02:00' }),
      '/event/time/zone',
      'unknown-zone',
    ],
    [
      'a timed event without zone',
      withTime({ allDay: false, start: '2027-05-08T10:00' }),
      '/event/time/zone',
      'missing',
    ],
    [
      'a start the clocks skip',
      withTime({ allDay: false, start: '2027-03-28T01:30', zone: 'Europe/Lisbon' }),
      '/event/time/start',
      'missing-hour',
    ],
    [
      'the year 9999',
      withTime({ allDay: true, start: '9999-01-01' }),
      '/event/time/start',
      'out-of-range',
    ],
    [
      'a title of 201 graphemes',
      titled('ü'.repeat(201)),
      '/event/translations/pt/title',
      'too-long',
    ],
    ['an empty title', titled('  <b> </b> '), '/event/translations/pt/title', 'empty'],
    ['a title that is a number', titled(7), '/event/translations/pt/title', 'wrong-type'],
    ['no title at all', { ...saturdayMarket, translations: {} }, '/event/translations', 'missing'],
    [
      'no text in the original language',
      { ...saturdayMarket, originalLang: 'de' },
      '/event/originalLang',
      'missing-original',
    ],
    [
      'a language that is none',
      { ...saturdayMarket, translations: { pt: { title: 'a' }, 'not a tag': { title: 'b' } } },
      '/event/translations/not a tag',
      'unknown-value',
    ],
    [
      'one language twice',
      { ...saturdayMarket, translations: { pt: { title: 'a' }, PT: { title: 'b' } } },
      '/event/translations/PT',
      'duplicate',
    ],
    ['an unknown field', { ...saturdayMarket, titel: 'x' }, '/event/titel', 'unknown-field'],
    [
      'an unknown field near a known one',
      { ...saturdayMarket, trak: 'public' },
      '/event/trak',
      'unknown-field',
      'track',
    ],
    [
      'a slash in an unknown field',
      { ...saturdayMarket, 'a/b~c': 1 },
      '/event/a~1b~0c',
      'unknown-field',
    ],
    [
      'a script for a link',
      { ...saturdayMarket, url: 'javascript:alert(1)' },
      '/event/url',
      'scheme',
    ],
    ['latitude alone', { ...saturdayMarket, place: { lat: 1 } }, '/event/place/lon', 'missing'],
    [
      'an unknown accessibility feature',
      { ...saturdayMarket, accessibility: { features: { stepfree: 'yes' } } },
      '/event/accessibility/features/stepfree',
      'unknown-value',
      'step-free',
    ],
  ]

  test.each(cases)('%s', async (_name, event, pointer, code, suggestion) => {
    const before = await queueLength()
    const answer = await stage.submit(event)
    expect(answer.status, answer.text).toBe(400)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    const found = errorsOf(answer.json).find((error) => error.pointer === pointer)
    expect(found, answer.text).toMatchObject({ code, ...(suggestion && { suggestion }) })
    expect(found?.detail.length).toBeGreaterThan(10)
    expect(await queueLength()).toBe(before)
  })

  test('several mistakes are all named at once', async () => {
    const answer = await stage.submit({
      ...saturdayMarket,
      primaryCountry: 'XX',
      themes: ['nope-nope'],
      track: 'everyone',
    })
    expect(
      errorsOf(answer.json)
        .map((error) => error.pointer)
        .sort()
    ).toEqual(['/event/primaryCountry', '/event/themes/0', '/event/track'])
  })
})

describe('a submission that can be cleaned is', () => {
  test('EL and UK are read and echoed as GR and GB', async () => {
    const answer = await stage.submit({
      ...saturdayMarket,
      primaryCountry: 'el',
      countries: ['UK'],
    })
    expect(answer.status, answer.text).toBe(201)
    expect(answer.json.content).toMatchObject({ primaryCountry: 'GR', countries: ['GR', 'GB'] })
  })

  test('script and Word junk leave the description', async () => {
    const description =
      '<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><script>alert(1)</script><p onclick="x()">Hello</p>'
    const answer = await stage.submit({
      ...saturdayMarket,
      translations: { pt: { title: 'Olá', description } },
    })
    expect(answer.json.content).toMatchObject({
      translations: { pt: { description: '<p>Hello</p>', teaser: 'Hello' } },
    })
  })

  test('a line break in a title cannot add a line to a calendar', async () => {
    const { event } = await stage.publish({
      ...saturdayMarket,
      translations: { pt: { title: 'x\r\nATTENDEE:mailto:a@b' } },
    })
    const calendar = await stage.call('GET', `/events/${event}.ics`)
    expect(calendar.text).not.toMatch(/^ATTENDEE/m)
    expect(calendar.text).toContain('SUMMARY;LANGUAGE=pt:x ATTENDEE:mailto:a@b')
  })
})

describe('a request that is no submission', () => {
  const headers = { 'Idempotency-Key': 'x' }
  const ask = (raw: string, more: Record<string, string> = {}) =>
    stage.call('POST', '/v1/submissions', {
      key: stage.keys.ana,
      raw,
      headers: { ...headers, ...more },
    })

  test('a body of two mebibytes is 413', async () => {
    expect((await ask(JSON.stringify({ event: 'x'.repeat(2 * 1024 * 1024) }))).status).toBe(413)
  })
  test('broken JSON is 400 and says so', async () => {
    const answer = await ask('{"event": ')
    expect(answer.status).toBe(400)
    expect(errorsOf(answer.json)[0]?.code).toBe('malformed-json')
  })
  test.each(['text/plain', 'application/x-www-form-urlencoded', ''])(
    'content type “%s” is 415',
    async (type) => {
      expect((await ask('{}', { 'Content-Type': type })).status).toBe(415)
    }
  )
  test('without a key it is 401 and names the scheme', async () => {
    const answer = await stage.call('POST', '/v1/submissions', { body: {}, headers })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  })
  test('with a wrong key it is 401', async () => {
    expect((await stage.submit(saturdayMarket, { key: 'ic_wrong' })).status).toBe(401)
  })
  test('without an Idempotency-Key it is 400', async () => {
    const answer = await stage.call('POST', '/v1/submissions', {
      key: stage.keys.ana,
      body: { event: saturdayMarket },
    })
    expect(answer.status).toBe(400)
    expect(errorsOf(answer.json)[0]).toMatchObject({
      parameter: 'Idempotency-Key',
      code: 'missing',
    })
  })
  test('with a key used for another body it is 422', async () => {
    const key = { headers: { 'Idempotency-Key': 'once' } }
    expect((await stage.submit(saturdayMarket, key)).status).toBe(201)
    expect((await stage.submit({ ...saturdayMarket, track: 'newcomers' }, key)).status).toBe(422)
  })
  test('an array, null and a string are 400 each', async () => {
    for (const raw of ['[]', 'null', '"x"']) expect((await ask(raw)).status, raw).toBe(400)
  })
})

/** Whatever takes a filter with a window. */
const filtered = [
  ...feedExtensions.map((extension) => `/feeds/events.${extension}`),
  '/feeds/deadlines.ics',
  '/v1/events',
]

describe('a filter that is wrong is refused with its parameter', () => {
  const values = Array.from({ length: 61 }, (_, i) => `organisation-${i}`).join(',')
  const cases: readonly [query: string, parameter: string, code: string, suggestion?: string][] = [
    ['country=PLX', 'country', 'unknown-value', 'PL'],
    ['contry=PL', 'contry', 'unknown-parameter', 'country'],
    ['theme=langage', 'theme', 'unknown-value', 'language'],
    ['theme=group:educaton', 'theme', 'unknown-value', 'group:education'],
    ['cbp=12', 'cbp', 'unknown-value'],
    ['language=not_a_tag', 'language', 'unknown-value'],
    [`organisation=${values}`, 'organisation', 'too-many'],
    ['from=2027-02-30', 'from', 'invalid-date'],
    ['from=2027-02-01&to=2027-02-01', 'to', 'empty-window'],
    ['from=2027-02-01&from=2027-03-01', 'from', 'repeated'],
    ['locale=de,en,fr,pl,cs,sk', 'locale', 'too-many'],
    ['country=-XX', 'country', 'unknown-value'],
    ['teaches=de:B9', 'teaches', 'unknown-value'],
    ['language=ar:translated', 'language', 'unknown-value'],
    ['format=worksop', 'format', 'unknown-value', 'workshop'],
    ['near=52.2,21', 'near', 'invalid-place'],
    ['near=52.2,21,5000', 'near', 'invalid-place'],
    ['q=a+b+c+d+e+f+g+h+i+j+k', 'q', 'too-many'],
    [`q=${'x'.repeat(10_240)}`, 'q', 'too-many'],
    [`${'x'.repeat(10_240)}=1`, 'x'.repeat(40), 'unknown-parameter'],
    ['online=exclud', 'online', 'unknown-value', 'exclude'],
    ['cancelled=hidden', 'cancelled', 'unknown-value', 'hide'],
    ['q=film&q=fest', 'q', 'repeated'],
    ['near=1,1,1&near=2,2,2', 'near', 'repeated'],
  ]
  test.each(cases)('%s', async (query, parameter, code, suggestion) => {
    for (const path of filtered) {
      const answer = await stage.call('GET', `${path}?${query}`)
      expect(answer.status, path).toBe(400)
      expect(errorsOf(answer.json)[0], path).toMatchObject({
        parameter,
        code,
        ...(suggestion && { suggestion }),
      })
    }
  })

  test('tracking parameters are ignored', async () => {
    expect((await stage.call('GET', '/feeds/events.ics?utm_source=x&fbclid=1&_=2')).status).toBe(
      200
    )
  })
  test('ten kilobytes of tracking parameters are ignored too', async () => {
    const answer = await stage.call(
      'GET',
      `/feeds/events.ics?country=PT&utm_${'x'.repeat(10_240)}=1`
    )
    expect(answer.status).toBe(200)
    expect(answer.headers.get('link')).toContain('/feeds/events.ics?country=PT>')
  })
  test('sixty values are accepted, however long', async () => {
    const query = Array.from({ length: 60 }, (_, i) => `${'x'.repeat(77)}-${i + 10}`).join(',')
    for (const path of filtered)
      expect((await stage.call('GET', `${path}?organisation=${query}`)).status, path).toBe(200)
  })
  test.each([
    'theme=media',
    'q=film',
    'near=52.2,21,50',
    'online=only',
    'from=2027-01-01',
    'city=lodz',
    'status=cancelled',
  ])(
    'a curated feed takes a locale and a style, and says that its filter is fixed: %s',
    async (query) => {
      expect((await stage.call('GET', '/feeds/pl.ics?locale=pl&cancelled=status')).status).toBe(200)
      const answer = await stage.call('GET', `/feeds/pl.ics?${query}`)
      expect(answer.status).toBe(400)
      expect(errorsOf(answer.json)[0]).toMatchObject({
        parameter: query.slice(0, query.indexOf('=')),
        code: 'fixed-filter',
      })
    }
  )
})

describe('a month that is wrong', () => {
  test.each(['2012-13', '2012-00', '9999-12', '12-2012', '2012-1'])('%s is 400', async (month) => {
    const answer = await stage.call('GET', `/v1/months/${month}`)
    expect(answer.status).toBe(400)
    expect(errorsOf(answer.json)[0]).toMatchObject({ parameter: 'month', code: 'invalid-month' })
  })
  test.each([
    ['tz=Mars/Base', 'tz'],
    ['maxLanes=0', 'maxLanes'],
    ['weekStart=tue', 'weekStart'],
    ['layout=2', 'layout'],
    ['from=2012-12-01', 'from'],
  ])('%s is 400', async (query, parameter) => {
    const answer = await stage.call('GET', `/v1/months/2012-12?${query}`)
    expect(answer.status).toBe(400)
    expect(errorsOf(answer.json)[0]?.parameter).toBe(parameter)
  })
  test('a browser gets a page that says so', async () => {
    const answer = await stage.call('GET', '/month/2012-13', {
      headers: { Accept: 'text/html,*/*' },
    })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.text).toContain('2012-13')
  })
})

describe('a list continued wrongly', () => {
  test('a cursor of another filter, a broken one and a limit out of range are 400', async () => {
    for (const day of ['10', '11', '12'])
      await stage.publish({ ...saturdayMarket, time: { allDay: true, start: `2027-05-${day}` } })
    const first = await stage.call('GET', '/v1/events?country=PT&limit=1')
    const cursor = String(first.json.next)
    expect(first.headers.get('link')).toContain('rel="next"')
    expect((await stage.call('GET', `/v1/events?country=PT&limit=1&cursor=${cursor}`)).status).toBe(
      200
    )
    const foreign = await stage.call('GET', `/v1/events?country=PL&limit=1&cursor=${cursor}`)
    expect(errorsOf(foreign.json)[0]).toMatchObject({ parameter: 'cursor', code: 'foreign-cursor' })
    for (const broken of ['x', btoa('[1]'), btoa('{"a":1}')]) {
      const answer = await stage.call('GET', `/v1/events?cursor=${encodeURIComponent(broken)}`)
      expect(errorsOf(answer.json)[0], broken).toMatchObject({ code: 'invalid-cursor' })
    }
    for (const limit of ['0', '101', 'x'])
      expect((await stage.call('GET', `/v1/events?limit=${limit}`)).status).toBe(400)
  })
})

describe('an address or method that does not exist', () => {
  test('an unknown feed names the nearest, an unknown format the known ones', async () => {
    expect((await stage.call('GET', '/feeds/group/educatoin.ics')).text).toContain(
      '/feeds/group/education.ics'
    )
    for (const path of [
      '/feeds/pl.xml',
      '/feeds/events.ICS',
      '/feeds/pl',
      '/feeds/events.',
      '/f/x.xml',
    ]) {
      const answer = await stage.call('GET', path)
      expect(answer.status, path).toBe(404)
      expect(answer.text, path).toContain('.ics, .json, .atom, .jsonld and .jcal')
    }
  })
  test('words every object has are no feeds, formats or parameters', async () => {
    for (const path of ['/feeds/all.toString', '/feeds/__proto__.ics', '/feeds/constructor.json']) {
      expect((await stage.call('GET', path)).status, path).toBe(404)
    }
    expect((await stage.call('GET', '/feeds/all.ics?constructor=1')).status).toBe(400)
  })
  test('a broken escape in an address breaks nothing', async () => {
    for (const path of ['/%E0%A4%A', '/feeds/%ff.ics', '/events/%00.ics']) {
      expect((await stage.call('GET', path)).status, path).toBe(404)
    }
  })
  test('a wrong method is 405 with Allow, in problem+json', async () => {
    for (const [method, path, allow] of [
      ['PUT', '/feeds/pl.ics', 'GET, HEAD, OPTIONS'],
      ['DELETE', '/v1/submissions', 'POST, GET, HEAD, OPTIONS'],
      ['PROPFIND', '/feeds/pl.ics', 'GET, HEAD, OPTIONS'],
      ['POST', '/v1/months/2012-12', 'GET, HEAD, OPTIONS'],
    ] as const) {
      const answer = await stage.call(method, path)
      expect(answer.status, path).toBe(405)
      expect(answer.headers.get('allow'), path).toBe(allow)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
  })
  test('every problem type resolves to a page', async () => {
    const answer = await stage.call('GET', '/nothing/here')
    expect(answer.status).toBe(404)
    expect((await stage.call('GET', String(answer.json.type))).status).toBe(200)
    expect((await stage.call('GET', '/problems/no-such')).status).toBe(404)
  })
})
