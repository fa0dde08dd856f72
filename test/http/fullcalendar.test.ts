import { beforeAll, describe, expect, test } from 'vitest'
import type { EventContentInput } from '../../src/calendar/event.ts'
import { polishCourse, saturdayMarket } from '../cast.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
let market: { id: string; event: string }
let evenings: { id: string; event: string }
let course: { id: string; event: string }

/** Wednesday evenings without an end: on and on, beyond what is stored of them. */
const endless: EventContentInput = {
  ...saturdayMarket,
  translations: { pt: { title: 'Serões' } },
  time: {
    allDay: false,
    start: '2027-05-05T23:30',
    end: '2027-05-06T00:30',
    zone: 'Europe/Lisbon',
    rule: 'FREQ=WEEKLY',
  },
  themes: ['language'],
}

beforeAll(async () => {
  stage = await setStage()
  market = await stage.publish(saturdayMarket)
  evenings = await stage.publish(endless)
  course = await stage.publish(polishCourse, stage.keys.piotr)
})

type Shown = Readonly<{
  id: string
  groupId?: string
  title: string
  start: string
  end: string
  url: string
  extendedProps: Readonly<Record<string, unknown>>
}>

const ask = async (query: string, headers: Record<string, string> = {}) => {
  const answer = await stage.call('GET', `/v1/fullcalendar?${query}`, { headers })
  return { ...answer, events: answer.json as unknown as Shown[] }
}

const shown = async (query: string) => {
  const { status, events, text } = await ask(query)
  expect(status, text).toBe(200)
  return events.map(({ id, start, end }) => [id, start, end])
}

const on = (recurrenceId: string) => `${evenings.event}/${recurrenceId}`

describe('GET /v1/fullcalendar', () => {
  test('answers with every occurrence in the span, in one array', async () => {
    const { events, headers } = await ask('start=2027-05-03&end=2027-05-17')
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(events.map(({ id, groupId, start, end }) => [id, groupId, start, end])).toEqual([
      [
        on('20270505T223000Z'),
        evenings.event,
        '2027-05-05T23:30:00+01:00',
        '2027-05-06T00:30:00+01:00',
      ],
      [market.event, undefined, '2027-05-08T10:00:00+01:00', '2027-05-08T16:00:00+01:00'],
      [course.event, undefined, '2027-05-10', '2027-05-11'],
      [
        on('20270512T223000Z'),
        evenings.event,
        '2027-05-12T23:30:00+01:00',
        '2027-05-13T00:30:00+01:00',
      ],
    ])
    expect(events[0]?.url).toBe(`https://calendar.test/events/${evenings.event}#d20270505T223000Z`)
  })

  test('has a series also beyond what is stored of it', async () => {
    expect(await shown('start=2041-05-01&end=2041-05-02&timeZone=UTC')).toEqual([
      [on('20410501T223000Z'), '2041-05-01T22:30:00+00:00', '2041-05-01T23:30:00+00:00'],
    ])
  })

  test('filters as feeds do, and gives the texts in the languages wished for', async () => {
    const { events } = await ask(
      'start=2027-05-01&end=2027-06-01&country=PT&theme=-language&locale=en'
    )
    expect(events.map(({ title }) => title)).toEqual(['Saturday market'])
    expect(events[0]?.extendedProps).toMatchObject({
      titleLang: 'en',
      originalTitle: 'Mercado de sábado',
      themes: ['culture-sport', 'intercultural'],
    })
    expect(await shown('start=2027-05-01&end=2027-06-01&country=PL&theme=-language')).toEqual([])
  })

  test('ignores what FullCalendar 3 adds against caches', async () => {
    expect(await shown('start=2027-05-10&end=2027-05-11&_=1386054751381')).toHaveLength(1)
  })
})

describe('start and end', () => {
  const idsIn = async (start: string, end: string, more = '') =>
    (await shown(`start=${start}&end=${end}&country=PT${more}`)).map(([id]) => id)

  test.each([
    ['a date', '2027-05-08', '2027-05-09'],
    ['wall times, as EventCalendar sends them', '2027-05-08T01:00:00', '2027-05-08T23:00:00'],
    ['UTC', '2027-05-08T00:00:00Z', '2027-05-09T00:00:00Z'],
    [
      'an offset, as FullCalendar sends them',
      '2027-05-08T00:00:00%2B02:00',
      '2027-05-09T00:00:00%2B02:00',
    ],
    [
      'an offset whose plus was not encoded',
      '2027-05-08T00:00:00+02:00',
      '2027-05-09T00:00:00+02:00',
    ],
    ['fractions of seconds', '2027-05-08T00:00:00.000Z', '2027-05-08T23:59:59.999Z'],
    ['no seconds', '2027-05-08T00:00-0300', '2027-05-09T00:00-0300'],
  ])('are read as %s', async (_name, start, end) => {
    expect(await idsIn(start, end)).toEqual([market.event])
  })

  test('hold what touches them, the end exclusive', async () => {
    // The market is open from 10 to 16 in Lisbon, an hour ahead of UTC.
    const lisbon = '&timeZone=Europe/Lisbon'
    expect(await idsIn('2027-05-08T15:59', '2027-05-08T18:00', lisbon)).toEqual([market.event])
    expect(await idsIn('2027-05-08T16:00', '2027-05-08T18:00', lisbon)).toEqual([])
    expect(await idsIn('2027-05-08T08:00', '2027-05-08T10:00', lisbon)).toEqual([])
    expect(await idsIn('2027-05-08T14:59Z', '2027-05-08T18:00Z')).toEqual([market.event])
    expect(await idsIn('2027-05-08T15:00Z', '2027-05-08T18:00Z')).toEqual([])
  })

  test('are on the clock of the zone that is named, and so is the answer', async () => {
    const zone = '&timeZone=Pacific/Auckland'
    expect(await idsIn('2027-05-09T02:59', '2027-05-09T05:00', zone)).toEqual([market.event])
    expect(await idsIn('2027-05-09T03:00', '2027-05-09T05:00', zone)).toEqual([])
    expect(
      await shown('start=2027-05-08&end=2027-05-09&country=PT&timeZone=Pacific/Auckland')
    ).toEqual([[market.event, '2027-05-08T21:00:00+12:00', '2027-05-09T03:00:00+12:00']])
  })

  test('can be on the clock of a fixed offset, which EventCalendar knows', async () => {
    for (const zone of ['%2B05:30', '+05:30'])
      expect(
        await shown(`start=2027-05-08T00:00:00&end=2027-05-09T00:00:00&country=PT&timeZone=${zone}`)
      ).toEqual([[market.event, '2027-05-08T14:30:00+05:30', '2027-05-08T20:30:00+05:30']])
    expect(await idsIn('2027-05-08T00:00', '2027-05-08T00:30', '&timeZone=-09:00')).toEqual([
      market.event,
    ])
    expect(await idsIn('2027-05-07T00:00', '2027-05-08T00:00', '&timeZone=-09:00')).toEqual([])
  })

  test('are as dates alone those of each event’s own clock', async () => {
    expect(await idsIn('2027-05-05', '2027-05-06')).toEqual([on('20270505T223000Z')])
    expect(await idsIn('2027-05-06', '2027-05-07')).toEqual([on('20270505T223000Z')])
    expect(await idsIn('2027-05-07', '2027-05-08')).toEqual([])
  })

  test('miss nothing on a browser’s clock that is not told', async () => {
    // From 23:30 to 0:30 in Lisbon: on Thursday from 10:30 in Auckland, all on Wednesday in Brazil.
    const evening = [on('20270505T223000Z')]
    expect(await idsIn('2027-05-06T10:30:00', '2027-05-06T11:30:00')).toEqual(evening)
    expect(await idsIn('2027-05-05T19:30:00', '2027-05-05T20:30:00')).toEqual(evening)
    expect(await idsIn('2027-05-06T13:30:00', '2027-05-06T14:00:00')).toEqual([])
    expect(await idsIn('2027-05-05T10:00:00', '2027-05-05T10:30:00')).toEqual([])
  })

  test('can lie in the hour a clock passes twice', async () => {
    const twice = 'start=2027-10-31T02:30%2B02:00&end=2027-10-31T02:10%2B01:00'
    for (const zone of ['', 'Europe/Warsaw'])
      expect((await ask(`${twice}&timeZone=${zone}`)).status).toBe(200)
  })

  test('are of all-day events the dates on the clock of whoever asks', async () => {
    const poland = async (query: string) =>
      (await shown(`${query}&country=PL`)).map(([, start, end]) => [start, end])
    const course = [['2027-05-10', '2027-05-11']]
    expect(
      await poland('start=2027-05-10T00:00:00%2B14:00&end=2027-05-11T00:00:00%2B14:00')
    ).toEqual(course)
    expect(
      await poland('start=2027-05-11T00:00:00%2B14:00&end=2027-05-12T00:00:00%2B14:00')
    ).toEqual([])
    expect(await poland('start=2027-05-10&end=2027-05-11&timeZone=America/Los_Angeles')).toEqual(
      course
    )
  })

  test('name a zone, or the browser’s own as “local”, as nothing or not at all', async () => {
    const own = await shown('start=2027-05-08&end=2027-05-09&country=PT')
    for (const zone of ['', 'local'])
      expect(await shown(`start=2027-05-08&end=2027-05-09&country=PT&timeZone=${zone}`)).toEqual(
        own
      )
  })
})

describe('a cancelled event', () => {
  test('says so in title, status and class; how, is chosen as in feeds', async () => {
    const { event } = await stage.publish({
      ...saturdayMarket,
      time: { allDay: true, start: '2027-08-01', end: '2027-08-02' },
    })
    const before = await ask('start=2027-08-01&end=2027-08-02')
    await stage.call('PUT', `/v1/events/${event}/cancellation`, { key: stage.keys.ana, body: {} })
    const titles = async (more: string) =>
      (await ask(`start=2027-08-01&end=2027-08-02${more}`)).events.map(({ title }) => title)
    expect(await titles('')).toEqual(['Cancelado: Mercado de sábado'])
    expect(await titles('&cancelled=title')).toEqual(['Cancelado: Mercado de sábado'])
    expect(await titles('&cancelled=status&locale=en')).toEqual(['Saturday market'])
    expect(await titles('&cancelled=hide')).toEqual([])
    const after = await ask('start=2027-08-01&end=2027-08-02')
    expect(after.events[0]?.extendedProps.status).toBe('cancelled')
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
  })
})

describe('polls', () => {
  const query = 'start=2027-05-01&end=2027-06-01'

  test('cost nothing while nothing has changed', async () => {
    const { headers } = await ask(query)
    const tag = headers.get('etag') ?? ''
    const again = await ask(query, { 'If-None-Match': tag })
    expect([again.status, again.text]).toEqual([304, ''])
    expect((await ask(`${query}&locale=pl`, { 'If-None-Match': tag })).status).toBe(200)
    expect((await ask(`${query}&timeZone=UTC`, { 'If-None-Match': tag })).status).toBe(200)
    const modified = headers.get('last-modified') ?? ''
    expect((await ask(query, { 'If-Modified-Since': modified })).status).toBe(304)
  })

  test('can be HEAD, with the headers of GET and nothing else', async () => {
    const get = await ask(query)
    const head = await stage.call('HEAD', `/v1/fullcalendar?${query}`)
    expect([head.status, head.text]).toEqual([200, ''])
    for (const name of ['etag', 'content-type', 'last-modified', 'cache-control'])
      expect(head.headers.get(name)).toBe(get.headers.get(name))
  })

  test('come in gzip for whoever takes it', async () => {
    const coded = await ask(query, { 'Accept-Encoding': 'gzip' })
    expect(coded.headers.get('content-encoding')).toBe('gzip')
    expect(coded.text).toBe((await ask(query)).text)
  })

  test('are for reading only', async () => {
    const answer = await stage.call('POST', `/v1/fullcalendar?${query}`, { body: {} })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  })
})

describe('a question that makes no sense is refused by name', () => {
  type Detail = Readonly<{ parameter: string; code: string; suggestion?: string }>
  const refusal = async (query: string) => {
    const answer = await stage.call('GET', `/v1/fullcalendar?${query}`)
    const [error] = (answer.json.errors ?? []) as unknown as Detail[]
    return [answer.status, error?.parameter, error?.code, error?.suggestion]
  }
  const may = 'start=2027-05-01&end=2027-06-01'

  test.each([
    ['end=2027-06-01', 'start', 'required'],
    ['start=2027-05-01', 'end', 'required'],
    ['start=&end=2027-06-01', 'start', 'required'],
    ['start=yesterday&end=2027-06-01', 'start', 'invalid-date'],
    ['start=2027-02-30&end=2027-06-01', 'start', 'invalid-date'],
    ['start=2027-05-01T25:00&end=2027-06-01', 'start', 'invalid-date'],
    ['start=2027-05-01T10:00:61&end=2027-06-01', 'start', 'invalid-date'],
    ['start=2027-05-01T10:00%2B25:00&end=2027-06-01', 'start', 'invalid-date'],
    ['start=1809139200&end=1811731200', 'start', 'invalid-date'],
    ['start=1969-12-31&end=1970-02-01', 'start', 'invalid-date'],
    ['start=2027-05-01&end=2201-01-01', 'end', 'invalid-date'],
    ['start=2027-05-01&end=2027-05-01', 'end', 'empty-window'],
    ['start=2027-05-02&end=2027-05-01', 'end', 'empty-window'],
    ['start=2027-05-02T00:00Z&end=2027-05-02T01:00%2B01:00&timeZone=UTC', 'end', 'empty-window'],
    ['start=2027-05-01&end=2028-06-05', 'end', 'window-too-long'],
    [`${may}&timeZone=Europe/Warszawa`, 'timeZone', 'unknown-zone'],
    [`${may}&timeZone=%2B25:00`, 'timeZone', 'unknown-zone'],
    ['start=2027-05-02T12:00:00&end=2027-05-02T11:00:00', 'end', 'empty-window'],
    [`${may}&from=2027-05-01`, 'from', 'fixed-window', 'start'],
    [`${may}&to=2027-05-01`, 'to', 'fixed-window', 'end'],
    [`${may}&timezone=UTC`, 'timezone', 'unknown-parameter', 'timeZone'],
    [`${may}&contry=PL`, 'contry', 'unknown-parameter', 'country'],
    [`${may}&country=PLX`, 'country', 'unknown-value', 'PL'],
    [`${may}&start=2027-05-02`, 'start', 'repeated'],
  ])('%s', async (query, parameter, code, suggestion?: string) => {
    expect(await refusal(query)).toEqual([400, parameter, code, suggestion])
  })

  test('400 days are not too many', async () => {
    expect((await ask('start=2027-05-01&end=2028-06-04')).status).toBe(200)
  })

  test('more than 5000 dates are not cut in silence: there is too much for one answer', async () => {
    const crowded = await setStage()
    for (let number = 0; number < 13; number += 1) {
      await crowded.publish({
        ...polishCourse,
        primaryCountry: 'PT',
        translations: { pl: { title: `Kurs ${number}` } },
        time: {
          allDay: true,
          start: '2027-05-01',
          end: '2027-05-02',
          rule: 'FREQ=DAILY;COUNT=390',
        },
        themes: number === 0 ? ['media'] : ['language'],
      })
    }
    const get = (query: string) => crowded.call('GET', `/v1/fullcalendar?${query}`)
    const whole = await get('start=2027-05-01&end=2028-05-30')
    expect(whole.status).toBe(400)
    expect(whole.json.errors).toMatchObject([{ parameter: 'end', code: 'too-many' }])
    expect(whole.text).toContain('filter')
    const filtered = await get('start=2027-05-01&end=2028-05-30&theme=-media')
    expect((filtered.json as unknown as unknown[]).length).toBe(12 * 390)
    const shorter = await get('start=2027-05-01&end=2028-05-01')
    expect((shorter.json as unknown as unknown[]).length).toBe(13 * 366)
  })
})
