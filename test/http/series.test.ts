import { beforeAll, describe, expect, test } from 'vitest'
import type { EventContentInput } from '../../src/calendar/event.ts'
import { checkAll } from '../../src/journeys/render.ts'
import { sweepAll } from '../../src/journeys/sweep.ts'
import { saturdayMarket } from '../cast.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})

/** Tuesdays at six in Lisbon, from 12 January 2027 on, without end. */
const weekly: EventContentInput = {
  ...saturdayMarket,
  translations: { pt: { title: 'Curso de português' }, en: { title: 'Portuguese course' } },
  time: {
    allDay: false,
    start: '2027-01-12T18:00',
    end: '2027-01-12T20:00',
    zone: 'Europe/Lisbon',
    rule: 'FREQ=WEEKLY;BYDAY=TU',
  },
}
const withTime = (time: Record<string, unknown>): unknown => ({
  ...weekly,
  time: { ...weekly.time, ...time },
})

type Dates = {
  recurrenceId: string
  start: string
  status: string
  title: string | null
  note: string | null
  startsAt: string | null
}[]
const get = (path: string, headers: Record<string, string> = {}) =>
  stage.call('GET', path, { headers })
const datesOf = async (event: string, from: string, to: string) =>
  (await get(`/v1/events/${event}/occurrences?from=${from}&to=${to}&locale=en`)).json
    .occurrences as unknown as Dates
const gridOf = async (event: string, month: string) => {
  const { json } = await get(`/v1/months/${month}?organisation=open-doors-lisbon`)
  const occurrences = json.occurrences as unknown as { event: string; start: string }[]
  return occurrences
    .filter((o) => o.event === event && o.start.startsWith(month))
    .map((o) => o.start)
}
const own = (text: string, event: string) =>
  text.split('BEGIN:VEVENT').filter((part) => part.includes(`UID:${event}`))
const etag = async (event: string) => ({
  'If-Match': (await get(`/v1/events/${event}`)).headers.get('etag') ?? '',
})

describe('a weekly course', () => {
  let event = ''
  beforeAll(async () => {
    event = (await stage.publish(weekly)).event
  })

  test('is on every Tuesday of the grid, at its own wall time in winter and summer', async () => {
    expect(await gridOf(event, '2027-01')).toEqual([
      '2027-01-12T18:00',
      '2027-01-19T18:00',
      '2027-01-26T18:00',
    ])
    const [winter] = await datesOf(event, '2027-03-23', '2027-03-24')
    const [summer] = await datesOf(event, '2027-03-30', '2027-03-31')
    expect([winter?.startsAt, summer?.startsAt]).toEqual([
      '2027-03-23T18:00:00Z',
      '2027-03-30T17:00:00Z',
    ])
  })

  test('travels as one rule that stays open', async () => {
    const { text } = await get(`/events/${event}.ics`)
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1)
    expect(text).toMatch(/^RRULE:FREQ=WEEKLY;BYDAY=TU\r$/m)
  })

  test('is in months beyond the horizon, in 2040 and in a feed of that year, with its zone', async () => {
    expect(await gridOf(event, '2040-05')).toEqual([
      '2040-05-01T18:00',
      '2040-05-08T18:00',
      '2040-05-15T18:00',
      '2040-05-22T18:00',
      '2040-05-29T18:00',
    ])
    const feed = await get('/feeds/events.ics?country=PT&from=2040-05-01&to=2040-05-02')
    expect(own(feed.text, event)).toHaveLength(1)
    expect(feed.text).toContain('TZID:Europe/Lisbon')
    expect(
      own((await get('/feeds/events.ics?country=PT&from=2040-05-02&to=2040-05-03')).text, event)
    ).toHaveLength(0)
    expect(
      (
        (await get('/v1/events?from=2040-05-01&to=2040-05-02')).json.events as unknown as {
          id: string
        }[]
      ).map((e) => e.id)
    ).toContain(event)
    expect(await gridOf(event, '2026-12')).toEqual([])
  })

  test('one date is called off at once, told in the feed, the grid and the list, and can be put on again', async () => {
    const put = (body: unknown, key = stage.keys.ana) =>
      stage.call('PUT', `/v1/events/${event}/occurrences/20270119T180000Z`, { key, body })
    expect((await put({ status: 'cancelled' }, stage.keys.piotr)).status).toBe(403)
    const off = await put({ status: 'cancelled', note: 'Teacher is ill.' })
    expect(off.json, off.text).toMatchObject({ status: 'scheduled', sequence: 1 })
    expect((await put({ status: 'cancelled', note: 'Teacher is ill.' })).json).toMatchObject({
      sequence: 1,
    })
    const { text } = await get(`/events/${event}.ics?locale=en`)
    expect(text).toContain('RECURRENCE-ID;TZID=Europe/Lisbon:20270119T180000')
    expect(text).toContain('STATUS:CANCELLED')
    expect(
      (await datesOf(event, '2027-01-12', '2027-02-01')).map((d) => [d.start, d.status, d.note])
    ).toEqual([
      ['2027-01-12T18:00', 'scheduled', null],
      ['2027-01-19T18:00', 'cancelled', 'Teacher is ill.'],
      ['2027-01-26T18:00', 'scheduled', null],
    ])
    expect((await put({ status: 'scheduled' })).json).toMatchObject({ sequence: 2 })
    expect((await get(`/events/${event}.ics`)).text).not.toContain('RECURRENCE-ID')
  })

  test('one date is moved and retitled by an edit that waits for a moderator', async () => {
    const put = async (body: unknown, headers?: Record<string, string>) =>
      stage.call('PUT', `/v1/events/${event}/occurrences/20270126T180000Z`, {
        key: stage.keys.ana,
        body,
        ...(headers && { headers }),
      })
    const change = {
      start: '2027-01-27T19:00',
      end: '2027-01-27T21:00',
      translations: { en: { title: 'Course outing' } },
    }
    expect((await put(change)).status).toBe(428)
    const answer = await put(change, await etag(event))
    expect(answer.status, answer.text).toBe(201)
    expect(await gridOf(event, '2027-01')).toContain('2027-01-26T18:00')
    expect((await stage.decide(String(answer.json.id), { verb: 'approve' })).status).toBe(201)
    expect(await gridOf(event, '2027-01')).toEqual([
      '2027-01-12T18:00',
      '2027-01-19T18:00',
      '2027-01-27T19:00',
    ])
    const { text } = await get(`/events/${event}.ics?locale=en`)
    expect(text).toMatch(/RECURRENCE-ID;TZID=Europe\/Lisbon:20270126T180000\r/)
    expect(text).toContain('SUMMARY;LANGUAGE=en:Course outing')
    const moved = (await datesOf(event, '2027-01-27', '2027-01-28'))[0]
    expect(moved).toMatchObject({
      recurrenceId: '20270126T180000Z',
      title: 'Course outing',
      start: '2027-01-27T19:00',
    })
    const alone = await get(`/events/${event}/20270126T180000Z.ics?locale=en`)
    expect(alone.text).toContain('DTSTART;TZID=Europe/Lisbon:20270127T190000')
    expect(alone.text.slice(alone.text.indexOf('BEGIN:VEVENT'))).not.toContain('RRULE')
    expect((await get(`/events/${event}/20270125T180000Z.ics`)).status).toBe(404)
  })

  test('a date the series does not have is 404, a wish that says nothing or two things 400', async () => {
    const put = (id: string, body: unknown) =>
      stage.call('PUT', `/v1/events/${event}/occurrences/${id}`, {
        key: stage.keys.ana,
        body,
        headers: { 'If-Match': '*' },
      })
    expect((await put('20270113T180000Z', { status: 'cancelled' })).status).toBe(404)
    expect((await put('20270112', { status: 'cancelled' })).status).toBe(404)
    expect((await put('nonsense', { status: 'cancelled' })).status).toBe(404)
    expect((await put('20270202T180000Z', {})).status).toBe(400)
    expect(
      (await put('20270202T180000Z', { status: 'cancelled', start: '2027-02-03T18:00' })).status
    ).toBe(400)
    const wrong = await put('20270202T180000Z', { start: '2027-02-03' })
    expect(wrong.status, wrong.text).toBe(400)
    expect((wrong.json.errors as unknown as { pointer: string }[])[0]?.pointer).toBe('/start')
  })

  test('an edit of the rule keeps the dates that still fall on it and names those that do not', async () => {
    await stage.call('PUT', `/v1/events/${event}/occurrences/20270209T180000Z`, {
      key: stage.keys.ana,
      body: { status: 'cancelled' },
    })
    await stage.call('PUT', `/v1/events/${event}/occurrences/20270202T180000Z`, {
      key: stage.keys.ana,
      body: { status: 'cancelled' },
    })
    const edited = await stage.call('POST', `/v1/events/${event}/revisions`, {
      key: stage.keys.ana,
      body: { event: withTime({ rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU' }) },
      headers: await etag(event),
    })
    expect(edited.status, edited.text).toBe(201)
    expect(edited.json.dropped).toEqual(['2027-02-02T18:00'])
    expect(edited.json.content).toMatchObject({ overrides: [{ date: '2027-01-26T18:00' }] })
    await stage.decide(String(edited.json.id), { verb: 'approve' })
    expect((await stage.ports.store.publication(event))?.calledOff.map((d) => d.date)).toEqual([
      '2027-02-09T18:00',
    ])
  })
})

describe('this and following', () => {
  test('ends the series where it was and begins a new one, in one decision', async () => {
    const { event } = await stage.publish(weekly)
    const later = withTime({
      start: '2027-02-03T19:00',
      end: '2027-02-03T21:00',
      rule: 'FREQ=WEEKLY;BYDAY=WE',
    })
    const body = { from: '20270202T180000Z', event: later }
    const send = (headers: Record<string, string>, more = {}) =>
      stage.call('POST', `/v1/events/${event}/splits`, {
        key: stage.keys.ana,
        body: { ...body, ...more },
        headers,
      })
    expect((await send({})).status).toBe(428)
    expect((await send(await etag(event), { from: '20270112T180000Z' })).status).toBe(409)
    expect((await send(await etag(event), { from: '20270203T180000Z' })).status).toBe(404)
    const submitted = await send(await etag(event))
    expect(submitted.status, submitted.text).toBe(201)
    const following = String(submitted.json.event)
    expect(await gridOf(event, '2027-02')).toHaveLength(4)
    expect(await gridOf(following, '2027-02')).toEqual([])
    expect((await stage.decide(String(submitted.json.id), { verb: 'approve' })).status).toBe(201)
    expect(await gridOf(event, '2027-01')).toEqual([
      '2027-01-12T18:00',
      '2027-01-19T18:00',
      '2027-01-26T18:00',
    ])
    expect(await gridOf(event, '2027-02')).toEqual([])
    expect(await gridOf(following, '2027-02')).toEqual([
      '2027-02-03T19:00',
      '2027-02-10T19:00',
      '2027-02-17T19:00',
      '2027-02-24T19:00',
    ])
    const { text } = await get(`/events/${event}.ics`)
    expect(text).toContain(`UID:${event}`)
    expect(text).toMatch(/RRULE:FREQ=WEEKLY;UNTIL=20270126T235959Z;BYDAY=TU/)
  })

  test('loses against an edit that was approved meanwhile', async () => {
    const { event } = await stage.publish(weekly)
    const split = await stage.call('POST', `/v1/events/${event}/splits`, {
      key: stage.keys.ana,
      body: { from: '20270202T180000Z', event: weekly },
      headers: await etag(event),
    })
    const edit = await stage.call('POST', `/v1/events/${event}/revisions`, {
      key: stage.keys.ana,
      body: { event: withTime({ rule: 'FREQ=WEEKLY' }) },
      headers: await etag(event),
    })
    await stage.decide(String(edit.json.id), { verb: 'approve' })
    expect((await stage.decide(String(split.json.id), { verb: 'approve' })).status).toBe(409)
    expect((await get(`/v1/events/${String(split.json.event)}`)).status).toBe(404)
    expect((await get(`/events/${event}.ics`)).text).toMatch(/RRULE:FREQ=WEEKLY\r/)
  })
})

describe('a rule that is wrong is refused with its part', () => {
  const day = { allDay: true, start: '2027-01-12', end: '2027-01-13', zone: undefined }
  const cases: readonly [
    name: string,
    time: Record<string, unknown>,
    pointer: string,
    code: string,
  ][] = [
    ['hourly', { rule: 'FREQ=HOURLY' }, '/event/time/rule', 'FREQ'],
    ['minutely', { rule: 'FREQ=MINUTELY;INTERVAL=5' }, '/event/time/rule', 'FREQ'],
    ['secondly', { rule: 'FREQ=SECONDLY' }, '/event/time/rule', 'FREQ'],
    [
      '30 February',
      { ...day, rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' },
      '/event/time/rule',
      'date',
    ],
    ['interval of nothing', { rule: 'FREQ=WEEKLY;INTERVAL=0' }, '/event/time/rule', 'INTERVAL'],
    ['a huge interval', { rule: 'FREQ=WEEKLY;INTERVAL=1000000' }, '/event/time/rule', 'INTERVAL'],
    ['a count of words', { rule: 'FREQ=WEEKLY;COUNT=ten' }, '/event/time/rule', 'COUNT'],
    ['a huge count', { rule: 'FREQ=DAILY;COUNT=99999' }, '/event/time/rule', 'COUNT'],
    [
      'both ends',
      { rule: 'FREQ=WEEKLY;COUNT=3;UNTIL=20270301T000000Z' },
      '/event/time/rule',
      'UNTIL',
    ],
    [
      'until before the start',
      { rule: 'FREQ=WEEKLY;UNTIL=20260101T000000Z' },
      '/event/time/rule',
      'UNTIL',
    ],
    [
      'until on the wall clock',
      { rule: 'FREQ=WEEKLY;UNTIL=20270301T180000' },
      '/event/time/rule',
      'UNTIL',
    ],
    [
      'a start off the rule',
      { rule: 'FREQ=WEEKLY;BYDAY=MO' },
      '/event/time/start',
      'not a date of the rule',
    ],
    [
      'an exception that hits nothing',
      { exceptDates: ['2027-01-13T18:00'] },
      '/event/time/exceptDates/0',
      'removes nothing',
    ],
    [
      'exceptions without a series',
      { rule: undefined, exceptDates: ['2027-01-12T18:00'] },
      '/event/time/exceptDates',
      'repeats',
    ],
    [
      'a line break with another rule',
      { rule: 'FREQ=WEEKLY\r\nRRULE:FREQ=DAILY' },
      '/event/time/rule',
      '',
    ],
    [
      '1,001 further dates',
      {
        extraDates: Array.from(
          { length: 1001 },
          (_, i) =>
            `2027-02-01T${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`
        ),
      },
      '/event/time/extraDates',
      '',
    ],
    [
      'everything dropped',
      { rule: 'FREQ=WEEKLY;COUNT=1', exceptDates: ['2027-01-12T18:00'] },
      '/event/time/exceptDates',
      'every',
    ],
  ]
  test.each(cases)('%s', async (_name, time, pointer, words) => {
    const answer = await stage.submit(withTime(time))
    expect(answer.status, answer.text).toBe(400)
    const errors = answer.json.errors as unknown as { pointer: string; detail: string }[]
    const found = errors.find((error) => error.pointer === pointer)
    expect(found, answer.text).toBeDefined()
    expect(found?.detail).toContain(words)
  })

  test('an override of a date the series does not have, twice, or of the wrong kind', async () => {
    const pointers = async (overrides: unknown) =>
      (
        (await stage.submit({ ...weekly, overrides })).json.errors as unknown as {
          pointer: string
        }[]
      ).map((e) => e.pointer)
    expect(await pointers([{ date: '2027-01-13T18:00', start: '2027-01-14T18:00' }])).toEqual([
      '/event/overrides/0/date',
    ])
    expect(await pointers([{ date: '2027-01-19', start: '2027-01-14' }])).toEqual([
      '/event/overrides/0/date',
    ])
    expect(
      await pointers([
        { date: '2027-01-19T18:00', start: '2027-01-20T18:00' },
        { date: '2027-01-19T18:00', start: '2027-01-21T18:00' },
      ])
    ).toEqual(['/event/overrides/1/date'])
    expect(await pointers([{ date: '2027-01-19T18:00' }])).toEqual(['/event/overrides/0'])
    expect(
      await pointers([{ date: '2027-01-19T18:00', translations: { fi: { title: 'x' } } }])
    ).toEqual(['/event/overrides/0/translations/fi'])
  })

  test('a start in the repeated hour of October asks which, and each answer is another instant', async () => {
    const autumn = (pass?: string) => ({
      ...saturdayMarket,
      time: {
        allDay: false,
        start: '2027-10-31T01:30',
        end: '2027-10-31T05:00',
        zone: 'Europe/Lisbon',
        ...(pass && { pass }),
      },
    })
    const asked = await stage.submit(autumn())
    expect((asked.json.errors as unknown as { pointer: string; code: string }[])[0]).toMatchObject({
      pointer: '/event/time/pass',
      code: 'repeated-hour',
    })
    const startsAt = async (pass: string) => {
      const { event } = await stage.publish(autumn(pass) as EventContentInput)
      return (await get(`/v1/events/${event}`)).json.startsAt
    }
    expect([await startsAt('first'), await startsAt('second')]).toEqual([
      '2027-10-31T00:30:00Z',
      '2027-10-31T01:30:00Z',
    ])
  })
})

describe('the sweep', () => {
  test('stores more of series that run out, changes no version, and leaves what is right alone', async () => {
    const { event } = await stage.publish(weekly)
    const { store } = stage.ports
    const before = {
      tag: (await get('/feeds/all.ics')).headers.get('etag'),
      to: await store.expandedTo(event),
    }
    expect(await sweepAll(stage.ports, 'zones-1')).toMatchObject({ extended: 0, rezoned: 0 })
    const now = stage.clock.now
    stage.clock.now = '2028-06-01T00:00:00Z'
    const swept = await sweepAll(stage.ports, 'zones-1')
    expect(swept.extended).toBeGreaterThan(0)
    expect((await sweepAll(stage.ports, 'zones-1')).extended).toBe(0)
    stage.clock.now = now
    expect(await store.expandedTo(event)).toBeGreaterThan(before.to ?? 0)
    expect((await get('/feeds/all.ics')).headers.get('etag')).toBe(before.tag)
    expect((await checkAll(stage.ports)).differences).toEqual([])
  })

  test('follows changed zone rules: new instants, SEQUENCE only where a client sees another one', async () => {
    const { event } = await stage.publish(weekly)
    const other = await stage.publish({
      ...saturdayMarket,
      time: { allDay: true, start: '2027-05-08' },
    })
    // As if the release before had put the clocks elsewhere from 2027 on.
    await stage.driver.atomically([
      {
        toSQL: () => ({
          sql: 'update occurrence set starts_at = starts_at + 3600000, ends_at = ends_at + 3600000 where event_id = ?',
          params: [event],
        }),
      },
    ])
    expect((await sweepAll(stage.ports, 'zones-2')).rezoned).toBe(1)
    expect(await stage.ports.store.publication(event)).toMatchObject({ sequence: 1 })
    expect(await stage.ports.store.publication(other.event)).toMatchObject({ sequence: 0 })
    expect((await checkAll(stage.ports)).differences).toEqual([])
    expect((await sweepAll(stage.ports, 'zones-2')).rezoned).toBe(0)
  })
})

test('/version tells release, makers and zone rules', async () => {
  expect((await get('/version')).json).toEqual({
    release: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    renderer: expect.any(String),
    zoneData: 'test',
  })
})
