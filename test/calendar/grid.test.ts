import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import {
  type GridWeek,
  isoWeekOf,
  layMonth,
  monthAfter,
  monthRange,
  parseMonth,
  type WeekStart,
} from '../../src/calendar/grid.ts'
import type { Occurrence } from '../../src/calendar/publication.ts'
import { occurrencesWithin } from '../../src/calendar/series.ts'
import {
  addDays,
  basicForm,
  day,
  floating,
  minute,
  resolve,
  wallClock,
} from '../../src/calendar/time.ts'
import { datesOf, daysOf } from '../../src/calendar/touched-dates.ts'

const weekStarts: readonly WeekStart[] = [1, 6, 7]

const timed = (event: string, start: string, end: string | null, zone: string): Occurrence => {
  const from = floating(start)
  const to = end === null ? from : floating(end)
  const startAt = resolve(from, zone)
  const endAt = end === null ? startAt : resolve(to, zone)
  return {
    event,
    recurrenceId: basicForm(startAt, false),
    allDay: false,
    start: from,
    end: to,
    startAt,
    endAt,
  }
}

/** `end` exclusive. */
const allDay = (event: string, start: string, end: string): Occurrence => {
  const [from, to] = [floating(start), floating(end)]
  const recurrenceId = basicForm(from, true)
  return { event, recurrenceId, allDay: true, start: from, end: to, startAt: from, endAt: to }
}

/** An event given by instants, as a span of exact length in a zone. */
const exact = (event: string, startAt: number, length: number, zone: string): Occurrence => {
  const start = wallClock(startAt, zone)
  const end = wallClock(startAt + length, zone)
  const recurrenceId = basicForm(startAt, false)
  return { event, recurrenceId, allDay: false, start, end, startAt, endAt: startAt + length }
}

/** Luxon's word for the local date at every ten minutes of the span, and at its last millisecond. */
const slowDates = ({ startAt, endAt }: Occurrence, zone: string): string[] => {
  const dates = new Set<string>()
  const add = (ms: number) => dates.add(DateTime.fromMillis(ms, { zone }).toFormat('yyyy-MM-dd'))
  add(startAt)
  for (let at = startAt; at < endAt; at += 10 * minute) add(at)
  if (endAt > startAt) add(endAt - 1)
  return [...dates].sort()
}

const zones = [
  'UTC',
  'Europe/Warsaw',
  'Europe/London',
  'Atlantic/Reykjavik',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Asia/Tehran',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Africa/Casablanca',
]

/** Instants close to changes of clocks as well as anywhere; whole tens of minutes. */
const instants = fc
  .oneof(
    fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2037, 0) }),
    fc
      .tuple(
        fc.constantFrom(
          '2012-03-25',
          '2012-10-28',
          '2011-12-29',
          '2006-10-29',
          '2012-02-26',
          '2010-11-07'
        ),
        fc.integer({ min: -2 * day, max: 2 * day })
      )
      .map(([date, shift]) => floating(date) + shift)
  )
  .map((ms) => Math.floor(ms / (10 * minute)) * 10 * minute)

const lengths = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 36 }).map((tens) => tens * 10 * minute),
  fc.integer({ min: 1, max: 20 * 144 }).map((tens) => tens * 10 * minute)
)

describe('a month', () => {
  it('is read from 1970 to 2099 and nothing else is a month', () => {
    for (const good of ['1970-01', '2012-12', '2099-12']) expect(parseMonth(good)).toBe(good)
    for (const bad of [
      '2012-13',
      '2012-00',
      '9999-12',
      '1969-12',
      '2100-01',
      '2012-1',
      '2012-12-01',
      '',
      ' 2012-12',
      '２０１２-12',
    ]) {
      expect(parseMonth(bad)).toBeUndefined()
    }
  })

  it('has neighbours inside the bounds only', () => {
    expect(monthAfter('2012-12', 1)).toBe('2013-01')
    expect(monthAfter('2012-12', -12)).toBe('2011-12')
    expect(monthAfter('2099-12', 1)).toBeUndefined()
    expect(monthAfter('1970-01', -1)).toBeUndefined()
  })

  it('is shown in whole weeks, no more than needed, over 130 years', () => {
    for (let month: string | undefined = '1970-01'; month; month = monthAfter(month, 1)) {
      for (const weekStart of weekStarts) {
        const { from, to } = monthRange(month, weekStart)
        const first = DateTime.fromISO(from, { zone: 'utc' })
        const start = DateTime.fromISO(`${month}-01`, { zone: 'utc' })
        expect(first.weekday).toBe(weekStart)
        expect(start.diff(first, 'days').days).toBeLessThan(7)
        expect(first <= start).toBe(true)
        const beyond = DateTime.fromISO(to, { zone: 'utc' }).diff(
          start.plus({ months: 1 }),
          'days'
        ).days
        expect(beyond).toBeGreaterThanOrEqual(0)
        expect(beyond).toBeLessThan(7)
        expect((floating(to) - floating(from)) % (7 * day)).toBe(0)
      }
    }
  })

  it('numbers its weeks as ISO 8601 does', () => {
    for (let date = '1999-12-20'; date < '2040-01-20'; date = addDays(date, 1)) {
      expect(isoWeekOf(date)).toBe(DateTime.fromISO(date, { zone: 'utc' }).weekNumber)
    }
    const weeks = layMonth({
      month: '2012-12',
      weekStart: 7,
      occurrences: [],
      zone: 'event',
      maxLanes: 3,
      layout: true,
    })
    expect(weeks.map(({ from, isoWeek }) => [from, isoWeek])).toEqual([
      ['2012-11-25', 48],
      ['2012-12-02', 49],
      ['2012-12-09', 50],
      ['2012-12-16', 51],
      ['2012-12-23', 52],
      ['2012-12-30', 1],
    ])
  })
})

describe('the dates of an occurrence', () => {
  it('end before an end at midnight', () => {
    const concert = timed('concert', '2012-12-05T19:30', '2012-12-06T00:00', 'Europe/Warsaw')
    expect(datesOf(concert, 'event')).toEqual(['2012-12-05'])
    expect(datesOf(concert, 'Europe/Warsaw')).toEqual(['2012-12-05'])
    expect(datesOf(concert, 'Asia/Tbilisi')).toEqual(['2012-12-05', '2012-12-06'])
  })

  it('are the start date when nobody gave an end, also at midnight', () => {
    expect(datesOf(timed('vigil', '2012-12-05T00:00', null, 'Europe/Warsaw'), 'event')).toEqual([
      '2012-12-05',
    ])
    expect(
      datesOf(timed('vigil', '2012-12-05T00:00', null, 'Europe/Warsaw'), 'Europe/London')
    ).toEqual(['2012-12-04'])
  })

  it('stay plain dates for an all-day event in every zone', () => {
    const fair = allDay('fair', '2012-12-31', '2013-01-02')
    for (const zone of ['event', ...zones]) {
      expect(datesOf(fair, zone)).toEqual(['2012-12-31', '2013-01-01'])
    }
  })

  it('hold when the clock runs back below the start', () => {
    // 02:50 in summer time, twenty minutes: ends at 02:10 in winter time.
    const night = exact('night', Date.UTC(2012, 9, 28, 0, 50), 20 * minute, 'Europe/Warsaw')
    expect(night.end).toBeLessThan(night.start)
    for (const zone of ['event', 'Europe/Warsaw'])
      expect(datesOf(night, zone)).toEqual(['2012-10-28'])
  })

  it('leave out the day Apia never had', () => {
    const crossing = exact('crossing', Date.UTC(2011, 11, 30, 9), 2 * 3_600_000, 'Pacific/Apia')
    expect(datesOf(crossing, 'Pacific/Apia')).toEqual(['2011-12-29', '2011-12-31'])
    const [, week] = layMonth({
      month: '2012-01',
      weekStart: 6,
      occurrences: [crossing],
      zone: 'Pacific/Apia',
      maxLanes: 3,
      layout: true,
    })
    expect(week?.segments).toEqual([])
    const december = layMonth({
      month: '2011-12',
      weekStart: 1,
      occurrences: [crossing],
      zone: 'Pacific/Apia',
      maxLanes: 3,
      layout: true,
    })
    expect(december.at(-1)?.days.map(({ count }) => count)).toEqual([0, 0, 0, 1, 0, 1, 0])
    expect(december.at(-1)?.segments).toMatchObject([
      { column: 4, span: 1, startsHere: true, endsHere: false },
      { column: 6, span: 1, startsHere: false, endsHere: true },
    ])
  })

  it('are what luxon says at every ten minutes, in any zone', () => {
    fc.assert(
      fc.property(
        instants,
        lengths,
        fc.constantFrom(...zones),
        fc.constantFrom(...zones),
        (at, length, own, zone) => {
          const occurrence = exact('any', at, length, own)
          expect(datesOf(occurrence, zone)).toEqual(slowDates(occurrence, zone))
        }
      ),
      { numRuns: 400 }
    )
  })

  it('are cut to a window whose end is exclusive, however long the event', () => {
    const year = exact('year', Date.UTC(2012, 0, 5), 390 * day, 'Europe/Warsaw')
    const within = { from: '2012-12-30', to: '2013-01-02' }
    for (const zone of ['event', 'Pacific/Apia']) {
      expect(datesOf(year, zone, within)).toEqual(['2012-12-30', '2012-12-31', '2013-01-01'])
    }
  })

  it('are listed by day with empty days, twice for an event that comes twice', () => {
    const occurrences = [
      timed('course', '2012-12-02T18:00', '2012-12-02T19:00', 'Europe/Warsaw'),
      timed('course', '2012-12-02T09:00', '2012-12-02T10:00', 'Europe/Warsaw'),
      allDay('fair', '2012-12-01', '2012-12-03'),
      allDay('day', '2012-12-02', '2012-12-03'),
    ]
    expect(daysOf({ occurrences, zone: 'event', from: '2012-11-30', to: '2012-12-04' })).toEqual({
      '2012-11-30': [],
      '2012-12-01': ['fair'],
      '2012-12-02': ['fair', 'day', 'course', 'course'],
      '2012-12-03': [],
    })
  })
})

/** A series of a few hours or days, over midnight, month ends and changes of clocks. */
const seriesTimes = fc
  .record({
    date: fc.constantFrom('2012-01-31', '2012-03-24', '2011-12-30', '2012-02-29', '2011-10-27'),
    hour: fc.constantFrom('00:00', '02:30', '19:00', '23:30'),
    hours: fc.constantFrom(0, 1, 5, 24, 50, 170),
    zone: fc.constantFrom('Europe/Warsaw', 'Pacific/Apia', 'America/New_York', 'UTC'),
    freq: fc.constantFrom('DAILY', 'DAILY;INTERVAL=5', 'WEEKLY', 'WEEKLY;INTERVAL=2', 'MONTHLY'),
    allDay: fc.boolean(),
  })
  .map(({ date, hour, hours, zone, freq, allDay }) => {
    const rule = `FREQ=${freq}`
    const start = `${date}T${hour}`
    const end = new Date(floating(start) + hours * 60 * minute).toISOString().slice(0, 16)
    return allDay
      ? { allDay, start: date, end: addDays(date, 1 + Math.floor(hours / 24)), rule }
      : { allDay, start, ...(hours > 0 && { end }), zone, rule }
  })

const monthsOf2012 = Array.from({ length: 12 }, (_, n) => `2012-${String(n + 1).padStart(2, '0')}`)

describe('the days of a series', () => {
  it('are the same month after month as over the year', () => {
    fc.assert(
      fc.property(seriesTimes, fc.constantFrom('event', 'Asia/Tbilisi'), (time, zone) => {
        const within = (from: string, to: string) =>
          daysOf({
            // As the month is asked for: a zone can move a time by more than a day.
            occurrences: occurrencesWithin(
              'e',
              { time },
              { from: floating(addDays(from, -2)), to: floating(addDays(to, 2)) }
            ),
            zone,
            from,
            to,
          })
        const year = within('2012-01-01', '2013-01-01')
        const months = monthsOf2012.map((month) =>
          within(`${month}-01`, `${monthAfter(month, 1)}-01`)
        )
        expect(Object.assign({}, ...months)).toEqual(year)
      }),
      { numRuns: 150 }
    )
  })

  it('are the same in the grids of the months, where they lie in the month', () => {
    fc.assert(
      fc.property(seriesTimes, fc.constantFrom(...weekStarts), (time, weekStart) => {
        const all = occurrencesWithin(
          'e',
          { time },
          { from: floating('2011-11-01'), to: floating('2013-02-10') }
        )
        const year = daysOf({
          occurrences: all,
          zone: 'event',
          from: '2012-01-01',
          to: '2013-01-01',
        })
        const drawn = monthsOf2012.flatMap((month) => {
          const range = monthRange(month, weekStart)
          const occurrences = occurrencesWithin(
            'e',
            { time },
            { from: floating(range.from), to: floating(range.to) }
          )
          const input = { month, weekStart, occurrences, zone: 'event', maxLanes: 3, layout: true }
          return layMonth(input)
            .flatMap((week) => week.days)
            .filter(({ inMonth }) => inMonth)
            .map(({ date, count }) => [date, count])
        })
        expect(drawn).toEqual(Object.entries(year).map(([date, events]) => [date, events.length]))
      }),
      { numRuns: 60 }
    )
  })
})

describe('the lanes of a month', () => {
  const december = (
    occurrences: Occurrence[],
    more: Partial<Parameters<typeof layMonth>[0]> = {}
  ) =>
    layMonth({
      month: '2012-12',
      weekStart: 1,
      occurrences,
      zone: 'event',
      maxLanes: 3,
      layout: true,
      ...more,
    })

  it('are those of the documented example: Monday is column 1, lane 0 the topmost', () => {
    const weeks = december([allDay('fair', '2012-12-03', '2012-12-06')])
    expect(weeks[1]).toMatchObject({ from: '2012-12-03', isoWeek: 49, lanes: 1 })
    expect(weeks[1]?.segments).toEqual([
      {
        event: 'fair',
        recurrenceId: '20121203',
        column: 1,
        span: 3,
        lane: 0,
        startsHere: true,
        endsHere: true,
      },
    ])
  })

  it('go on over weeks and over the end of the month', () => {
    const weeks = december([allDay('holidays', '2012-11-20', '2013-01-20')])
    expect(
      weeks
        .flatMap((week) => week.segments ?? [])
        .map(({ column, span, startsHere, endsHere }) => [column, span, startsHere, endsHere])
    ).toEqual(Array.from({ length: 6 }, () => [1, 7, false, false]))
    const [last] = december([allDay('new-year', '2012-12-31', '2013-01-02')]).at(-1)?.segments ?? []
    expect(last).toMatchObject({ column: 1, span: 2, startsHere: true, endsHere: true })
  })

  it('are given to earlier starts, longer spans, all-day events, earlier times, smaller ids', () => {
    const weeks = december(
      [
        timed('b-noon', '2012-12-04T12:00', '2012-12-04T13:00', 'Europe/Warsaw'),
        timed('a-noon', '2012-12-04T12:00', '2012-12-04T13:00', 'Europe/Warsaw'),
        timed('z-morning', '2012-12-04T08:00', null, 'Europe/Warsaw'),
        allDay('z-day', '2012-12-04', '2012-12-05'),
        timed('z-two-days', '2012-12-04T10:00', '2012-12-05T10:00', 'Europe/Warsaw'),
        allDay('z-before', '2012-12-03', '2012-12-05'),
      ],
      { maxLanes: 10 }
    )
    expect(weeks[1]?.segments?.map(({ event, lane }) => [event, lane])).toEqual([
      ['z-before', 0],
      ['z-two-days', 1],
      ['z-day', 2],
      ['z-morning', 3],
      ['a-noon', 4],
      ['b-noon', 5],
    ])
  })

  it('fill gaps and hide what finds none', () => {
    const weeks = december(
      [
        allDay('a', '2012-12-03', '2012-12-05'),
        allDay('b', '2012-12-04', '2012-12-07'),
        allDay('c', '2012-12-05', '2012-12-06'),
        allDay('d', '2012-12-05', '2012-12-06'),
      ],
      { maxLanes: 2 }
    )
    expect(weeks[1]?.segments?.map(({ event, lane }) => [event, lane])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 0],
    ])
    expect(weeks[1]?.days.map(({ hidden }) => hidden)).toEqual([0, 0, 1, 0, 0, 0, 0])
    expect(weeks[1]?.lanes).toBe(2)
  })

  it('are left out without layout, the counts are not', () => {
    const [, week] = december([allDay('fair', '2012-12-03', '2012-12-06')], { layout: false })
    expect(week).not.toHaveProperty('lanes')
    expect(week).not.toHaveProperty('segments')
    expect(week?.days.map(({ count, hidden }) => [count, hidden])).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ])
  })

  it('hold for forty years of months: nothing overlaps, everything adds up', () => {
    const occurrence = fc
      .record({
        event: fc.constantFrom('ana', 'bo', 'cy', 'di', 'eva'),
        at: fc.integer({ min: -20 * 144, max: 45 * 144 }),
        length: lengths,
        plain: fc.boolean(),
      })
      .map((seed) => (first: number): Occurrence => {
        const at = first + seed.at * 10 * minute
        if (!seed.plain) return exact(seed.event, at, seed.length, 'Europe/Warsaw')
        const date = new Date(at).toISOString().slice(0, 10)
        return allDay(seed.event, date, addDays(date, 1 + Math.floor(seed.length / day)))
      })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 479 }),
        fc.constantFrom(...weekStarts),
        fc.constantFrom('event', ...zones),
        fc.integer({ min: 0, max: 5 }),
        fc.array(occurrence, { maxLength: 25 }),
        (months, weekStart, zone, maxLanes, seeds) => {
          const month = monthAfter('1995-01', months) ?? ''
          const made = seeds.map((seed) => seed(floating(`${month}-01`)))
          const occurrences = [
            ...new Map(made.map((o) => [`${o.event} ${o.recurrenceId}`, o])).values(),
          ]
          const weeks = layMonth({ month, weekStart, occurrences, zone, maxLanes, layout: true })
          const shuffled = layMonth({
            month,
            weekStart,
            occurrences: occurrences.toReversed(),
            zone,
            maxLanes,
            layout: true,
          })
          expect(shuffled).toEqual(weeks)
          check(weeks, month, occurrences, zone, maxLanes)
        }
      ),
      { numRuns: 150 }
    )
  })

  it('are laid out for two thousand events in well under a second', () => {
    const many = Array.from({ length: 2000 }, (_, index) =>
      timed(
        `e${index}`,
        `2012-12-${String(1 + (index % 28)).padStart(2, '0')}T10:00`,
        '2012-12-30T12:00',
        'Europe/Warsaw'
      )
    )
    const began = performance.now()
    const weeks = december(many, { zone: 'Europe/London' })
    expect(performance.now() - began).toBeLessThan(2000)
    expect(weeks.flatMap((week) => week.days).find((d) => d.date === '2012-12-29')).toMatchObject({
      count: 2000,
      hidden: 1997,
    })
  })
})

/** What must be true of any layout. */
const check = (
  weeks: readonly GridWeek[],
  month: string,
  occurrences: readonly Occurrence[],
  zone: string,
  maxLanes: number
): void => {
  const expected = new Map<string, number>()
  for (const one of occurrences) {
    for (const date of datesOf(one, zone)) expected.set(date, (expected.get(date) ?? 0) + 1)
  }
  for (const { from, days, segments = [], lanes = 0 } of weeks) {
    const taken = new Set<string>()
    const drawn = days.map(() => 0)
    for (const segment of segments) {
      expect(segment.lane).toBeLessThan(maxLanes)
      expect(segment.span).toBeGreaterThanOrEqual(1)
      expect(segment.column + segment.span).toBeLessThanOrEqual(8)
      for (let column = segment.column; column < segment.column + segment.span; column++) {
        const place = `${segment.lane} ${column}`
        expect(taken.has(place)).toBe(false)
        taken.add(place)
        drawn[column - 1] = (drawn[column - 1] ?? 0) + 1
      }
      const own = occurrences.find(
        (o) => o.event === segment.event && o.recurrenceId === segment.recurrenceId
      )
      const dates = own ? datesOf(own, zone) : []
      const first = addDays(from, segment.column - 1)
      expect(dates).toContain(first)
      expect(segment.startsHere).toBe(dates[0] === first)
      expect(segment.endsHere).toBe(dates.at(-1) === addDays(first, segment.span - 1))
    }
    expect(lanes).toBe(
      segments.length === 0 ? 0 : Math.max(...segments.map(({ lane }) => lane)) + 1
    )
    days.forEach((cell, index) => {
      expect(cell.date).toBe(addDays(from, index))
      expect(cell.inMonth).toBe(cell.date.slice(0, 7) === month)
      expect(cell.count).toBe(expected.get(cell.date) ?? 0)
      expect(cell.hidden).toBe(cell.count - (drawn[index] ?? 0))
    })
  }
}
