import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EventContent, eventContent } from '../../src/calendar/event.ts'
import type { Publication } from '../../src/calendar/publication.ts'
import { occurrencesWithin, startText } from '../../src/calendar/series.ts'
import { dateOf, day, floating } from '../../src/calendar/time.ts'
import { singleOf, veventOf } from '../../src/render/vevent.ts'
import { calendarOf, contentOf, publicationOf, site } from './fixture.ts'
import { lint } from './lint.ts'
import { seenIn, takesPlaceIn } from './read-series.ts'

const seen = (publication: Publication, from: string, to: string) => {
  const file = calendarOf(publication, veventOf(publication, 'en', site))
  expect(lint(file)).toEqual([])
  return seenIn(file, from, to)
}

const agree = (publication: Publication, from: string, to: string) =>
  expect(seen(publication, from, to).map(({ start, end }) => ({ start, end }))).toEqual(
    takesPlaceIn(publication, from, to)
  )

const zones = [
  'Europe/Warsaw',
  'Europe/Dublin',
  'Europe/Lisbon',
  'Europe/Athens',
  'Atlantic/Azores',
]

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const two = (value: number) => String(value).padStart(2, '0')

/** A rule that the start is a date of, for programs to whom nothing else is clear. */
const rule = (start: string) =>
  fc
    .record({
      shape: fc.constantFrom('daily', 'weekly', 'two', 'monthly', 'ordinal', 'last', 'yearly'),
      interval: fc.integer({ min: 1, max: 3 }),
      end: fc.constantFrom('open', 'count', 'until'),
      count: fc.integer({ min: 1, max: 60 }),
      days: fc.integer({ min: 0, max: 900 }),
      other: fc.constantFrom(...weekdays),
    })
    .map(({ shape, interval, end, count, days, other }) => {
      const date = new Date(floating(start))
      const weekday = weekdays[(date.getUTCDay() + 6) % 7] ?? 'MO'
      const number = date.getUTCDate()
      const last = new Date(date.getTime() + 7 * day).getUTCMonth() !== date.getUTCMonth()
      const body = {
        daily: 'FREQ=DAILY',
        weekly: 'FREQ=WEEKLY',
        two: `FREQ=WEEKLY;BYDAY=${[...new Set([weekday, other])].join()}`,
        monthly: `FREQ=MONTHLY;BYMONTHDAY=${number}`,
        ordinal: `FREQ=MONTHLY;BYDAY=${Math.ceil(number / 7)}${weekday}`,
        last: last ? `FREQ=MONTHLY;BYDAY=-1${weekday}` : `FREQ=WEEKLY;BYDAY=${weekday}`,
        yearly: `FREQ=YEARLY;BYMONTH=${date.getUTCMonth() + 1};BYMONTHDAY=${number}`,
      }[shape]
      const until = new Date(date.getTime() + days * day + 3_600_000 * 2)
      const stop =
        end === 'open'
          ? ''
          : end === 'count'
            ? `;COUNT=${count}`
            : `;UNTIL=${until.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
      return `${body};INTERVAL=${interval}${stop}`
    })

/** Starts and lengths that like to meet the nights on which the clocks change. */
const timedSeries = fc
  .record({
    zone: fc.constantFrom(...zones),
    date: fc.oneof(
      fc.constantFrom('2027-03-20', '2027-03-28', '2027-10-24', '2027-10-31', '2027-03-21'),
      fc.integer({ min: 0, max: 600 }).map((days) => dateOf(floating('2027-01-01') + days * day))
    ),
    hour: fc.constantFrom(0, 1, 2, 3, 10, 18, 22, 23),
    half: fc.constantFrom(0, 30),
    length: fc.constantFrom(0, 30, 60, 90, 480, 1500),
    picks: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 6 }),
    shifts: fc.array(fc.integer({ min: -3000, max: 3000 }), { minLength: 6, maxLength: 6 }),
    extra: fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 3 }),
  })
  .chain((drawn) => {
    const start = `${drawn.date}T${two(drawn.hour)}:${two(drawn.half)}`
    return rule(start).map((text) => ({ ...drawn, start, rule: text }))
  })

type Drawn = typeof timedSeries extends fc.Arbitrary<infer T> ? T : never

/** Content as a caller sends it. */
const input = (different: object) => ({ ...contentOf(), ...different })

/** The publication drawn, or null where the calendar would have refused it. */
const published = (drawn: Drawn): Publication | null => {
  const wall = (ms: number) => startText(ms, false)
  const end = wall(floating(drawn.start) + drawn.length * 60_000)
  const time = {
    allDay: false as const,
    start: drawn.start,
    ...(drawn.length > 0 && { end }),
    zone: drawn.zone,
    rule: drawn.rule,
    extraDates: drawn.extra.map((days) => wall(floating(drawn.start) + days * day)),
  }
  const accepted = (different: object) => eventContent.safeParse(input(different)).data
  const plain = accepted({ time })
  if (!plain) return null
  const dates = occurrencesWithin('', plain, { from: 0, to: floating('2031-01-01') }).map(
    (occurrence) => wall(occurrence.start)
  )
  const named = [...new Set(drawn.picks)].flatMap((pick) => dates[pick] ?? [])
  const [dropped, moved, off] = [named.slice(0, 2), named.slice(2, 5), named.slice(1, 6)]
  const content = accepted({
    time: { ...time, exceptDates: dropped },
    overrides: moved.map((date, index) => ({
      date,
      start: wall(floating(date) + (drawn.shifts[index] ?? 0) * 60_000),
    })),
  })
  if (!content) return null
  return publicationOf(content, {
    calledOff: off.map((date) => ({ date, note: 'The hall is shut.' })),
    changedAt: '2027-01-01T00:00:00Z',
  })
}

describe('a series', () => {
  test('is seen in ical.js when it takes place, each date once', () => {
    let tried = 0
    fc.assert(
      fc.property(timedSeries, (drawn) => {
        const publication = published(drawn)
        if (!publication) return
        tried += 1
        agree(publication, '2027-01-01', '2030-12-01')
      }),
      { numRuns: Number(process.env.SERIES_RUNS ?? 150) }
    )
    expect(tried).toBeGreaterThan(50)
  })

  test.each([
    ['2028-02-29', 'FREQ=YEARLY'],
    ['2027-01-31', 'FREQ=MONTHLY'],
    ['2027-01-08', 'FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1'],
    ['2027-01-03', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;BYSETPOS=1;WKST=SU'],
    ['2027-01-08', 'FREQ=WEEKLY;BYMONTH=1,2;BYDAY=MO,FR;BYSETPOS=-1;COUNT=20'],
    ['2027-01-12', 'FREQ=MONTHLY;BYDAY=2TU,SA'],
    ['2027-01-07', 'FREQ=YEARLY;BYWEEKNO=1,20;BYDAY=TH'],
    ['2027-01-05', 'FREQ=YEARLY;BYYEARDAY=5,-3'],
    ['2027-01-05', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3'],
    ['2027-01-04', 'FREQ=DAILY;BYMONTH=1,3;BYDAY=MO'],
    ['2027-01-04', 'FREQ=DAILY;INTERVAL=3;UNTIL=20280101'],
  ])('of whole days from %s, %s, is seen in ical.js when it takes place', (start, rule) => {
    const end = dateOf(floating(start) + 2 * day)
    const time = eventContent.parse(input({ time: { allDay: true, start, end, rule } })).time
    agree(publicationOf({ time }), '2026-12-01', '2031-12-01')
  })

  test('keeps the length of a date moved out of the hour that the clocks repeat', () => {
    const content = eventContent.parse(
      input({
        time: {
          allDay: false,
          start: '2028-10-27T03:00',
          end: '2028-10-27T04:00',
          zone: 'Europe/Athens',
          rule: 'FREQ=DAILY;INTERVAL=2',
        },
        overrides: [{ date: '2028-10-29T03:00', start: '2028-10-29T02:51' }],
      })
    )
    const publication = publicationOf(content)
    expect(veventOf(publication, 'en', site)).toContain('DTEND:20281029T005100Z')
    const moved = occurrencesWithin('', content, { from: 0, to: floating('2028-11-01') })[1]
    expect(new Date(moved?.endAt ?? 0).toISOString()).toBe('2028-10-29T00:51:00.000Z')
    agree(publication, '2028-01-01', '2029-12-01')
  })

  test('has each of its dates alone under a UID of its own', () => {
    const publication = publicationOf({
      time: { ...contentOf().time, rule: 'FREQ=WEEKLY;COUNT=3' },
    } as Partial<EventContent>)
    const alone = singleOf(publication, 'en', site, '20261212T090000Z') ?? ''
    expect(alone).toContain(`UID:${publication.uid}-20261212T090000Z\r\n`)
    expect(alone).toContain('DTSTART;TZID=Europe/Warsaw:20261212T100000\r\n')
    expect(alone).toContain(`RELATED-TO:${publication.uid}\r\n`)
    expect(alone).not.toContain('RRULE')
    expect(singleOf(publication, 'en', site, '20261213T090000Z')).toBeNull()
    expect(lint(calendarOf(publication, alone))).toEqual([])
  })

  const club = (different: Partial<Publication>) =>
    publicationOf(
      {
        time: {
          allDay: false,
          start: '2026-12-05T10:00',
          end: '2026-12-05T12:00',
          zone: 'Europe/Warsaw',
          rule: 'FREQ=WEEKLY;COUNT=4',
          extraDates: ['2026-12-09T10:00'],
        },
        overrides: [{ date: '2026-12-12T10:00', translations: { en: { title: 'secret' } } }],
      },
      { ...different, calledOff: [{ date: '2026-12-19T10:00', note: 'secret' }] }
    )

  test.each([{ state: 'removed' }, { state: 'withdrawn' }, { status: 'cancelled' }] as const)(
    'takes back every copy there may be: %o',
    (different) => {
      const text = veventOf(club(different), 'en', site)
      expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(4)
      expect(text.match(/STATUS:CANCELLED/g)).toHaveLength(4)
      expect(text).toContain('RRULE:')
      expect(text.includes('secret')).toBe(!('state' in different) || different.state !== 'removed')
    }
  )

  test.each([
    ['2027-03-04T08:00', 'FREQ=WEEKLY;UNTIL=20270401T060000Z', 'UNTIL=20270401T215959Z'],
    ['2027-03-04T08:00', 'FREQ=WEEKLY;UNTIL=20270401T055959Z', 'UNTIL=20270325T225959Z'],
    ['2027-03-04T23:30', 'FREQ=DAILY;UNTIL=20270310T235959Z', 'UNTIL=20270310T225959Z'],
  ])('from %s by %s ends with its last day', (start, rule, written) => {
    const zone = 'Europe/Warsaw'
    const text = veventOf(publicationOf({ time: { allDay: false, start, zone, rule } }), 'en', site)
    expect(text).toContain(written)
  })

  test('finds its nights whatever day it is: the publication alone decides', () => {
    const nights = (changedAt: string) => {
      const time = {
        allDay: false as const,
        start: '2027-01-02T22:00',
        end: '2027-01-03T06:00',
        zone: 'Europe/Warsaw',
        rule: 'FREQ=WEEKLY',
      }
      return veventOf(publicationOf({ time }, { changedAt }), 'en', site).match(/EXDATE.*/g) ?? []
    }
    expect(nights('2027-01-01T00:00:00Z')).toHaveLength(10)
    expect(nights('2029-01-01T00:00:00Z')).toHaveLength(14)
  })
})
