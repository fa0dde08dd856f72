import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkMeaning, checkSeries } from '../../src/calendar/check-series.ts'
import { Fault } from '../../src/calendar/fault.ts'
import { expand, type Moment, type Series, type SeriesEnd } from '../../src/calendar/recurrence.ts'
import { parseRule } from '../../src/calendar/rule.ts'
import { startMatches } from '../../src/calendar/rule-days.ts'
import {
  dateOf,
  day,
  floating,
  instantOf,
  minute,
  resolve,
  wallClock,
  wallTimeOf,
} from '../../src/calendar/time.ts'
import { ruleCases, seriesOfCase } from './recurrence-cases.ts'

const hour = 60 * minute
const newYork = 'America/New_York'

const ruleOf = (text: string, allDay = false) => {
  const result = parseRule(text, { allDay })
  if (!result.ok) throw new Error(`${text}: ${result.complaint.message}`)
  return result.rule
}

type Told = Partial<{
  zone: string
  rule: string
  end: SeriesEnd
  extra: readonly Moment[]
  except: readonly Moment[]
}>

const wall = (text: string): Moment => ({ wall: floating(text) })
const at = (text: string): Moment => ({ at: Date.parse(text) })

/** A timed series of one hour, or with a date for a start an all-day one of one day. */
const seriesOf = (start: string, told: Told = {}): Series => {
  const allDay = start.length === 10
  return {
    allDay,
    zone: allDay ? null : (told.zone ?? 'Europe/Warsaw'),
    start: floating(start),
    end: told.end ?? (allDay ? { kind: 'nominal', days: 1, ms: 0 } : { kind: 'exact', ms: hour }),
    rule: told.rule === undefined ? null : ruleOf(told.rule, allDay),
    extra: told.extra ?? [],
    except: told.except ?? [],
  }
}

const between = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) })

const startsOf = (series: Series, from: string, to: string) =>
  expand(series, between(from, to)).map(({ startAt }) => instantOf(startAt))

/** `1997-09 2-11,15; 1997-10 2` → dates. */
const datesOf = (told: string) =>
  told.split(';').flatMap((month) => {
    const [yearMonth = '', days = ''] = month.trim().split(' ')
    return days.split(',').flatMap((entry) => {
      const [first = 0, last = first] = entry.split('-').map(Number)
      return Array.from(
        { length: last - first + 1 },
        (_, index) => `${yearMonth}-${String(first + index).padStart(2, '0')}`
      )
    })
  })

describe('the examples of RFC 5545 §3.8.5.3', () => {
  const january = '1998-01 1-31; 1999-01 1-31; 2000-01 1-31'
  const tuThu = '1997-09 2,4,9,11,16,18,23,25,30; 1997-10 2'
  const examples: readonly (readonly [
    start: string,
    rule: string,
    dates: string,
    more?: 'more',
  ])[] = [
    ['1997-09-02', 'FREQ=DAILY;COUNT=10', '1997-09 2-11'],
    [
      '1997-09-02',
      'FREQ=DAILY;UNTIL=19971224T000000Z',
      '1997-09 2-30; 1997-10 1-31; 1997-11 1-30; 1997-12 1-23',
    ],
    [
      '1997-09-02',
      'FREQ=DAILY;INTERVAL=2',
      '1997-09 2,4,6,8,10,12,14,16,18,20,22,24,26,28,30; 1997-10 2,4,6,8,10,12,14,16,18,20,22,24,26,28,30; 1997-11 1,3,5,7,9,11,13,15,17,19,21,23,25,27,29; 1997-12 1,3',
      'more',
    ],
    ['1997-09-02', 'FREQ=DAILY;INTERVAL=10;COUNT=5', '1997-09 2,12,22; 1997-10 2,12'],
    [
      '1998-01-01',
      'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
      january,
    ],
    ['1998-01-01', 'FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1', january],
    ['1997-09-02', 'FREQ=WEEKLY;COUNT=10', '1997-09 2,9,16,23,30; 1997-10 7,14,21,28; 1997-11 4'],
    [
      '1997-09-02',
      'FREQ=WEEKLY;UNTIL=19971224T000000Z',
      '1997-09 2,9,16,23,30; 1997-10 7,14,21,28; 1997-11 4,11,18,25; 1997-12 2,9,16,23',
    ],
    [
      '1997-09-02',
      'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
      '1997-09 2,16,30; 1997-10 14,28; 1997-11 11,25; 1997-12 9,23; 1998-01 6,20; 1998-02 3,17',
      'more',
    ],
    ['1997-09-02', 'FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH', tuThu],
    ['1997-09-02', 'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH', tuThu],
    [
      '1997-09-01',
      'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR',
      '1997-09 1,3,5,15,17,19,29; 1997-10 1,3,13,15,17,27,29,31; 1997-11 10,12,14,24,26,28; 1997-12 8,10,12,22',
    ],
    [
      '1997-09-02',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
      '1997-09 2,4,16,18,30; 1997-10 2,14,16',
    ],
    [
      '1997-09-05',
      'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
      '1997-09 5; 1997-10 3; 1997-11 7; 1997-12 5; 1998-01 2; 1998-02 6; 1998-03 6; 1998-04 3; 1998-05 1; 1998-06 5',
    ],
    [
      '1997-09-05',
      'FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR',
      '1997-09 5; 1997-10 3; 1997-11 7; 1997-12 5',
    ],
    [
      '1997-09-07',
      'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
      '1997-09 7,28; 1997-11 2,30; 1998-01 4,25; 1998-03 1,29; 1998-05 3,31',
    ],
    [
      '1997-09-22',
      'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
      '1997-09 22; 1997-10 20; 1997-11 17; 1997-12 22; 1998-01 19; 1998-02 16',
    ],
    [
      '1997-09-28',
      'FREQ=MONTHLY;BYMONTHDAY=-3',
      '1997-09 28; 1997-10 29; 1997-11 28; 1997-12 29; 1998-01 29; 1998-02 26',
      'more',
    ],
    [
      '1997-09-02',
      'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
      '1997-09 2,15; 1997-10 2,15; 1997-11 2,15; 1997-12 2,15; 1998-01 2,15',
    ],
    [
      '1997-09-30',
      'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
      '1997-09 30; 1997-10 1,31; 1997-11 1,30; 1997-12 1,31; 1998-01 1,31; 1998-02 1',
    ],
    [
      '1997-09-10',
      'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
      '1997-09 10-15; 1999-03 10-13',
    ],
    [
      '1997-09-02',
      'FREQ=MONTHLY;INTERVAL=2;BYDAY=TU',
      '1997-09 2,9,16,23,30; 1997-11 4,11,18,25; 1998-01 6,13,20,27; 1998-03 3,10,17,24,31',
      'more',
    ],
    [
      '1997-06-10',
      'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
      [1997, 1998, 1999, 2000, 2001].map((year) => `${year}-06 10; ${year}-07 10`).join('; '),
    ],
    [
      '1997-03-10',
      'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
      `1997-03 10; ${[1999, 2001, 2003].map((year) => `${year}-01 10; ${year}-02 10; ${year}-03 10`).join('; ')}`,
    ],
    [
      '1997-01-01',
      'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
      '1997-01 1; 1997-04 10; 1997-07 19; 2000-01 1; 2000-04 9; 2000-07 18; 2003-01 1; 2003-04 10; 2003-07 19; 2006-01 1',
    ],
    ['1997-05-19', 'FREQ=YEARLY;BYDAY=20MO', '1997-05 19; 1998-05 18; 1999-05 17', 'more'],
    [
      '1997-05-12',
      'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
      '1997-05 12; 1998-05 11; 1999-05 17',
      'more',
    ],
    [
      '1997-03-13',
      'FREQ=YEARLY;BYMONTH=3;BYDAY=TH',
      '1997-03 13,20,27; 1998-03 5,12,19,26; 1999-03 4,11,18,25',
      'more',
    ],
    [
      '1997-06-05',
      'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
      '1997-06 5,12,19,26; 1997-07 3,10,17,24,31; 1997-08 7,14,21,28; 1998-06 4,11,18,25; 1998-07 2,9,16,23,30; 1998-08 6,13,20,27; 1999-06 3,10,17,24; 1999-07 1,8,15,22,29; 1999-08 5,12,19,26',
      'more',
    ],
    [
      '1997-09-13',
      'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
      '1997-09 13; 1997-10 11; 1997-11 8; 1997-12 13; 1998-01 10; 1998-02 7; 1998-03 7; 1998-04 11; 1998-05 9; 1998-06 13',
      'more',
    ],
    [
      '1996-11-05',
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
      '1996-11 5; 2000-11 7; 2004-11 2',
      'more',
    ],
    [
      '1997-09-04',
      'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
      '1997-09 4; 1997-10 7; 1997-11 6',
    ],
    [
      '1997-09-29',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
      '1997-09 29; 1997-10 30; 1997-11 27; 1997-12 30; 1998-01 29; 1998-02 26; 1998-03 30',
      'more',
    ],
    ['1997-08-05', 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', '1997-08 5,10,19,24'],
    ['1997-08-05', 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', '1997-08 5,17,19,31'],
    [
      '2007-01-15',
      'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
      '2007-01 15,30; 2007-02 15; 2007-03 15,30',
    ],
  ]

  test.each(examples.map(([start, rule, told, more]) => ({ start, rule, told, more })))(
    'from $start, $rule',
    ({ start, rule, told, more }) => {
      const series = seriesOf(`${start}T09:00`, { zone: newYork, rule })
      const dates = datesOf(told)
      const found = expand(series, between('1990-01-01', '2010-01-01'))
      expect(found.slice(0, dates.length).map((one) => wallTimeOf(one.start))).toEqual(
        dates.map((date) => `${date}T09:00`)
      )
      expect(found.length > dates.length).toBe(more === 'more')
      // 9:00 EDT is 13:00 UTC, 9:00 EST is 14:00 UTC.
      for (const one of found) {
        const summer = new Date(one.startAt).getUTCHours() === 13
        expect(one.startAt - one.start).toBe(summer ? 4 * hour : 5 * hour)
      }
    }
  )

  test('Friday the 13th, whose start is none and is removed', () => {
    const series = seriesOf('1997-09-02T09:00', {
      zone: newYork,
      rule: 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
      except: [wall('1997-09-02T09:00')],
    })
    expect(checkSeries(series)).toEqual([])
    expect(startsOf(series, '1997-01-01', '2000-12-31')).toEqual([
      '1998-02-13T14:00:00Z',
      '1998-03-13T14:00:00Z',
      '1998-11-13T14:00:00Z',
      '1999-08-13T13:00:00Z',
      '2000-10-13T13:00:00Z',
    ])
  })
})

describe('the two nights', () => {
  const nights: readonly (readonly [zone: string, wall: string, at: string])[] = [
    ['Europe/Warsaw', '2026-03-29T02:30', '2026-03-29T01:30:00Z'],
    ['Europe/Warsaw', '2026-10-25T02:30', '2026-10-25T00:30:00Z'],
    ['Europe/Lisbon', '2026-03-29T01:30', '2026-03-29T01:30:00Z'],
    ['Europe/Lisbon', '2026-10-25T01:30', '2026-10-25T00:30:00Z'],
    ['Europe/London', '2026-03-29T01:30', '2026-03-29T01:30:00Z'],
    ['Europe/London', '2026-10-25T01:30', '2026-10-25T00:30:00Z'],
    ['Europe/Dublin', '2026-03-29T01:30', '2026-03-29T01:30:00Z'],
    ['Europe/Dublin', '2026-10-25T01:30', '2026-10-25T00:30:00Z'],
    ['Europe/Athens', '2026-03-29T03:30', '2026-03-29T01:30:00Z'],
    ['Europe/Athens', '2026-10-25T03:30', '2026-10-25T00:30:00Z'],
    ['Atlantic/Azores', '2026-03-29T00:30', '2026-03-29T01:30:00Z'],
    ['Atlantic/Azores', '2026-10-25T00:30', '2026-10-25T00:30:00Z'],
    ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:30:00Z'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00Z'],
  ]

  test.each(nights)('%s %s is %s, however it comes about', (zone, local, instant) => {
    const [date = '', time = ''] = local.split('T')
    const dayBefore = `${dateOf(floating(date) - day)}T${time}`
    const span = between(`${date}T00:00Z`, `${date}T23:59Z`)
    const only = (series: Series) => expand(series, span).map(({ startAt }) => instantOf(startAt))
    expect(only(seriesOf(local, { zone }))).toEqual([instant])
    expect(only(seriesOf(dayBefore, { zone, rule: 'FREQ=DAILY' }))).toEqual([instant])
    expect(only(seriesOf(dayBefore, { zone, extra: [wall(local)] }))).toEqual([instant])
    const daily = { zone, rule: 'FREQ=DAILY' }
    expect(only(seriesOf(dayBefore, { ...daily, except: [wall(local)] }))).toEqual([])
    expect(only(seriesOf(dayBefore, { ...daily, except: [at(instant)] }))).toEqual([])
    const until = (ms: number) =>
      only(
        seriesOf(dayBefore, {
          zone,
          rule: `FREQ=DAILY;UNTIL=${instantOf(Date.parse(instant) + ms).replaceAll(/[-:]/g, '')}`,
        })
      )
    expect(until(0)).toEqual([instant])
    expect(until(-1000)).toEqual([])
    const after = expand(seriesOf(dayBefore, daily), {
      from: span.to,
      to: span.to + day,
    }).at(-1)
    expect(after && wallTimeOf(after.start).slice(11)).toBe(time)
  })

  test('DTEND keeps the exact length, DURATION the days on the wall clock', () => {
    const ends = (end: SeriesEnd) =>
      expand(
        seriesOf('2026-03-27T22:00', { rule: 'FREQ=DAILY;COUNT=3', end }),
        between('2026-03-01', '2026-04-30')
      ).map((one) => wallTimeOf(one.end))
    expect(ends({ kind: 'exact', ms: 24 * hour })).toEqual([
      '2026-03-28T22:00',
      '2026-03-29T23:00',
      '2026-03-30T22:00',
    ])
    expect(ends({ kind: 'nominal', days: 1, ms: 6 * hour })).toEqual([
      '2026-03-29T05:00',
      '2026-03-30T04:00',
      '2026-03-31T04:00',
    ])
  })

  test('a day that a zone skips is the day after, once', () => {
    const series = seriesOf('2011-12-29T10:00', {
      zone: 'Pacific/Apia',
      rule: 'FREQ=DAILY;COUNT=3',
    })
    expect(startsOf(series, '2011-12-01', '2012-02-01')).toEqual([
      '2011-12-29T20:00:00Z',
      '2011-12-30T20:00:00Z',
    ])
  })

  test('all-day series know no clock', () => {
    const found = expand(
      seriesOf('2026-03-28', { rule: 'FREQ=DAILY;UNTIL=20260330' }),
      between('2026-03-01', '2026-04-30')
    )
    expect(
      found.map(({ recurrenceId, start, end }) => [recurrenceId, dateOf(start), dateOf(end)])
    ).toEqual([
      ['20260328', '2026-03-28', '2026-03-29'],
      ['20260329', '2026-03-29', '2026-03-30'],
      ['20260330', '2026-03-30', '2026-03-31'],
    ])
  })
})

describe('what rrule alone gets wrong', () => {
  test.each([
    ['2027-01-02T10:00', 'FREQ=MONTHLY;BYDAY=2TU,SA;COUNT=4', '2027-01 2,9,12,16'],
    ['2027-01-06T10:00', 'FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2;COUNT=3', '2027-01 6,13,20'],
    ['2027-01-04T10:00', 'FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=1,-2;COUNT=3', '2027-01 4,11,18'],
    ['2025-12-29T10:00', 'FREQ=YEARLY;BYWEEKNO=-53;BYDAY=MO', '2025-12 29; 2031-12 29'],
    ['2032-12-30T10:00', 'FREQ=YEARLY;BYDAY=53TH', '2032-12 30'],
    ['2024-02-29T10:00', 'FREQ=YEARLY', '2024-02 29; 2028-02 29; 2032-02 29'],
  ])('%s %s', (start, rule, told) => {
    const found = expand(seriesOf(start, { rule }), between('2020-01-01', '2033-01-01'))
    expect(found.map((one) => dateOf(one.start))).toEqual(datesOf(told))
  })
})

describe('the set', () => {
  test('counts what EXDATE removes and not what RDATE adds', () => {
    const series = seriesOf('2027-05-03T10:00', {
      rule: 'FREQ=WEEKLY;COUNT=3',
      extra: [wall('2027-05-05T12:00'), wall('2027-05-10T10:00'), at('2027-05-06T08:00:00Z')],
      except: [wall('2027-05-03T10:00')],
    })
    expect(startsOf(series, '2027-01-01', '2028-01-01')).toEqual([
      '2027-05-05T10:00:00Z',
      '2027-05-06T08:00:00Z',
      '2027-05-10T08:00:00Z',
      '2027-05-17T08:00:00Z',
    ])
  })

  test('touches a window by more than its start', () => {
    const series = seriesOf('2027-05-03T10:00', { zone: 'UTC', rule: 'FREQ=DAILY;COUNT=2' })
    const count = (from: string, to: string) => startsOf(series, from, to).length
    expect(count('2027-05-03T10:59:59Z', '2027-05-03T12:00Z')).toBe(1)
    expect(count('2027-05-03T11:00Z', '2027-05-03T12:00Z')).toBe(0)
    expect(count('2027-05-03T09:00Z', '2027-05-03T10:00Z')).toBe(0)
    const moment = { ...series, end: { kind: 'exact', ms: 0 } } as const
    expect(startsOf(moment, '2027-05-03T10:00Z', '2027-05-03T10:01Z')).toHaveLength(1)
    expect(startsOf(moment, '2027-05-03T09:00Z', '2027-05-03T10:00Z')).toHaveLength(0)
  })

  const cases = ruleCases(40, 400)
  const anyCase = fc.constantFrom(...cases)
  const withLength = (index: number): Series => {
    const one = cases[index] ?? cases[0]
    if (!one) throw new Error('no cases')
    const ends: readonly SeriesEnd[] = [
      { kind: 'exact', ms: 0 },
      { kind: 'exact', ms: 90 * minute },
      { kind: 'nominal', days: 3, ms: hour },
    ]
    return { ...seriesOfCase(one), end: ends[index % 3] ?? { kind: 'exact', ms: 0 } }
  }
  const anySeries = fc.nat(cases.length - 1).map(withLength)

  test('of a window is the part of a larger one that touches it', () => {
    fc.assert(
      fc.property(
        anySeries,
        fc.nat(800),
        fc.integer({ min: 1, max: 200 }),
        (series, later, days) => {
          const from = series.start + later * day
          const to = from + days * day
          const wide = expand(series, { from: from - 40 * day, to: to + 40 * day })
          const touching = wide.filter(
            ({ startAt, endAt }) =>
              startAt < to && (endAt > from || (endAt === startAt && startAt >= from))
          )
          expect(expand(series, { from, to })).toEqual(touching)
        }
      ),
      { numRuns: 150 }
    )
  })

  test('of a year is that of its months, each once and in order', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 2024, max: 2028 }), (one, year) => {
        const series = seriesOfCase(one)
        const months = Array.from({ length: 12 }, (_, month) =>
          expand(series, { from: Date.UTC(year, month, 1), to: Date.UTC(year, month + 1, 1) })
        ).flat()
        const found = expand(series, { from: Date.UTC(year, 0, 1), to: Date.UTC(year + 1, 0, 1) })
        expect(found).toEqual(months)
        const starts = found.map(({ startAt }) => startAt)
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b))
        expect(new Set(found.map(({ recurrenceId }) => recurrenceId)).size).toBe(found.length)
      }),
      { numRuns: 100 }
    )
  })

  test('never leaves the wall clock but where the zone skips the hour', () => {
    for (const one of cases.slice(0, 150)) {
      const timeOfDay = ((one.start % day) + day) % day
      for (const { start, startAt } of expand(seriesOfCase(one), { from: 0, to: one.to })) {
        expect(wallClock(startAt, one.zone)).toBe(start)
        const meant = Math.floor(start / day) * day + timeOfDay
        if (start !== meant) expect(resolve(meant, one.zone)).toBe(startAt)
      }
    }
  })
})

describe('bounds', () => {
  const weekly = seriesOf('2006-01-02T10:00', { rule: 'FREQ=WEEKLY;BYDAY=MO,TU' })

  test('a far window is reached in one jump', () => {
    const found = expand(weekly, between('2190-01-01', '2190-02-01'), {
      steps: 30,
      occurrences: 20,
    })
    expect(found.length).toBe(8)
  })

  test('too many steps and too many occurrences are refused, never cut', () => {
    const year = between('2027-01-01', '2028-01-01')
    expect(() => expand(weekly, year, { steps: 20, occurrences: 1000 })).toThrow(Fault)
    expect(() => expand(weekly, year, { steps: 1000, occurrences: 20 })).toThrow(
      'More than 20 occurrences lie in this window; ask for a shorter one.'
    )
  })

  test('a start that is not on its rule has no meaning', () => {
    const off = seriesOf('2027-01-05T10:00', { rule: 'FREQ=WEEKLY;BYDAY=MO' })
    expect(() => expand(off, between('2027-01-01', '2027-02-01'))).toThrow(Fault)
  })

  test('a rule that never comes about is found out at once, with EXDATE or without', () => {
    const series = seriesOf('2027-01-05T10:00', {
      rule: 'FREQ=DAILY;INTERVAL=7;BYDAY=MO',
      except: [wall('2027-01-05T10:00')],
    })
    expect(() => expand(series, between('2027-01-01', '2027-02-01'))).toThrow(Fault)
  })
})

describe('checkSeries', () => {
  const complaints = (series: Series) =>
    checkSeries(series).map(({ part, index, code, suggestion }) =>
      [part, index, code, suggestion].filter((word) => word !== undefined).join(' ')
    )

  test('is content with an ordinary series', () => {
    const series = seriesOf('2027-05-03T10:00', {
      rule: 'FREQ=WEEKLY;COUNT=30',
      extra: [wall('2027-05-05T12:00')],
      except: [wall('2027-05-10T10:00'), at('2027-05-05T10:00:00Z')],
    })
    expect(complaints(series)).toEqual([])
  })

  test.each<[string, Series, string[]]>([
    [
      'a start off the rule, with the nearest date',
      seriesOf('2027-05-04T10:00', { rule: 'FREQ=WEEKLY;BYDAY=MO' }),
      ['start not-on-rule 2027-05-03'],
    ],
    [
      'a start off the set positions',
      seriesOf('2027-05-03T10:00', { rule: 'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1' }),
      ['start not-on-rule 2027-04-27'],
    ],
    [
      'a counted rule whose removed start is off it',
      seriesOf('2027-05-04T10:00', {
        rule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=3',
        except: [wall('2027-05-04T10:00')],
      }),
      ['start not-on-rule 2027-05-03'],
    ],
    [
      'a rule without a date',
      seriesOf('2027-05-04', { rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }),
      ['rule never'],
    ],
    [
      'UNTIL before the start',
      seriesOf('2027-05-03T10:00', { rule: 'FREQ=DAILY;UNTIL=20270503T075959Z' }),
      ['rule until-before-start'],
    ],
    [
      'an exception that hits nothing',
      seriesOf('2027-05-03T10:00', {
        rule: 'FREQ=WEEKLY',
        except: [wall('2027-05-10T10:00'), wall('2027-05-11T10:00'), wall('2027-05-17T11:00')],
      }),
      ['except 1 hits-nothing', 'except 2 hits-nothing'],
    ],
    [
      'exceptions that leave nothing',
      seriesOf('2027-05-03T10:00', {
        rule: 'FREQ=WEEKLY;COUNT=2',
        except: [wall('2027-05-03T10:00'), wall('2027-05-10T10:00')],
      }),
      ['except nothing-left'],
    ],
    [
      'more dates than anybody types',
      seriesOf('2027-05-03T10:00', {
        extra: Array.from({ length: 1001 }, (_, index) => ({ at: index * hour })),
      }),
      ['extra too-many'],
    ],
    [
      'an endless single occurrence',
      seriesOf('2027-05-03T10:00', { end: { kind: 'nominal', days: 401, ms: 0 } }),
      ['end too-long'],
    ],
    [
      'an end before the start',
      seriesOf('2027-05-03T10:00', { end: { kind: 'exact', ms: -1 } }),
      ['end end-before-start'],
    ],
  ])('finds %s', (_, series, found) => {
    expect(complaints(series)).toEqual(found)
  })

  test('agrees with the rule about its own dates', () => {
    for (const one of ruleCases(99, 150)) {
      const [, second] = expand(seriesOfCase(one), { from: 0, to: one.to })
      expect(startMatches(one.rule, one.start)).toBe(true)
      expect(checkMeaning(seriesOfCase(one))).toEqual([])
      if (second && one.rule.interval === 1) {
        expect(startMatches(one.rule, second.start)).toBe(true)
      }
    }
  })
})

/** The door of `npm run expand`, in the time zone of a process. */
const expandIn = (tz: string, lines: readonly string[]): Promise<string> =>
  new Promise((done, failed) => {
    const child = execFile(
      process.execPath,
      [fileURLToPath(new URL('../../src/expand.ts', import.meta.url))],
      { env: { ...process.env, TZ: tz }, maxBuffer: 50_000_000 },
      (problem, stdout) => (problem ? failed(problem) : done(stdout))
    )
    child.stdin?.end(lines.join('\n'))
  })

describe('npm run expand', () => {
  const line = (told: object) =>
    JSON.stringify({
      id: 1,
      tzid: 'Europe/Warsaw',
      allDay: false,
      dtstart: '2026-03-28T02:30',
      end: '2026-03-28T03:30',
      window: { from: '2026-03-28', to: '2026-03-31' },
      ...told,
    })

  test('answers the same in every time zone', async () => {
    const lines = ruleCases(3, 120).map(({ text, zone, start, to }, id) =>
      line({
        id,
        tzid: zone,
        dtstart: wallTimeOf(start),
        end: undefined,
        duration: 'P1DT1H',
        rrule: text,
        window: { from: wallTimeOf(start), to: instantOf(to) },
      })
    )
    const places = ['UTC', 'Europe/Lisbon', 'America/New_York', 'Pacific/Apia']
    const answers = await Promise.all(places.map((tz) => expandIn(tz, lines)))
    expect(answers[0]?.trim().split('\n')).toHaveLength(120)
    expect(answers[0]).not.toContain('error')
    expect(new Set(answers).size).toBe(1)
  })

  test('answers every line in order, and says what is wrong with which part', async () => {
    const asked: readonly (readonly [line: string, answer: string | RegExp])[] = [
      [
        line({ rrule: 'FREQ=DAILY', exdate: ['20260328T023000'] }),
        '{"id":1,"occurrences":[{"start":"2026-03-29T01:30:00Z","end":"2026-03-29T02:30:00Z"},{"start":"2026-03-30T00:30:00Z","end":"2026-03-30T01:30:00Z"}]}',
      ],
      [
        line({ dtstart: '20260328T023015', end: '2026-03-28T01:30:20Z' }),
        '{"id":1,"occurrences":[{"start":"2026-03-28T01:30:15Z","end":"2026-03-28T01:30:20Z"}]}',
      ],
      [
        line({ tzid: null, allDay: true, dtstart: '2026-03-28', end: '20260330' }),
        '{"id":1,"occurrences":[{"start":"2026-03-28","end":"2026-03-30"}]}',
      ],
      [
        line({ id: 'a', tzid: null, dtstart: '20260328T023000Z', end: null, duration: 'PT90M' }),
        '{"id":"a","occurrences":[{"start":"2026-03-28T02:30:00Z","end":"2026-03-28T04:00:00Z"}]}',
      ],
      ['nonsense', '{"id":null,"error":"line: this is not JSON."}'],
      ['', '{"id":null,"error":"line: there is nothing here."}'],
      ['[]', '{"id":null,"error":"line: give a JSON object."}'],
      ['"\u0000', /"error":"line: this is not JSON/],
      [line({ id: undefined }), /^\{"id":null,"error":"id: /],
      [line({ id: {} }), /^\{"id":null,"error":"id: /],
      [line({ rule: 'FREQ=DAILY' }), /"id":1,"error":"line: there is no field \\"rule\\"/],
      [line({ tzid: 'Mars/Base' }), /"error":"tzid: /],
      [line({ tzid: null }), /"error":"tzid: /],
      [line({ dtstart: undefined }), /"error":"dtstart: /],
      [line({ dtstart: '2026-02-30T10:00' }), /"error":"dtstart: .*does not exist/],
      [line({ dtstart: '2026-03-28' }), /"error":"dtstart: /],
      [line({ dtstart: '2026-03-28T02:30Z' }), /"error":"dtstart: /],
      [line({ dtstart: '2026-03-28T02:30+01:00' }), /"error":"dtstart: /],
      [line({ dtstart: 20260328 }), /"error":"dtstart: /],
      [line({ end: '2026-03-28T02:00' }), /"error":"end: /],
      [line({ duration: 'P1D' }), /"error":"end: .*not both/],
      [line({ end: null, duration: 'P1W2D' }), /"error":"duration: /],
      [line({ end: null, duration: '-P1D' }), /"error":"duration: /],
      [line({ rrule: 'FREQ=HOURLY' }), /"error":"rrule: FREQ: /],
      [line({ rrule: 'FREQ=WEEKLY;BYDAY=MO' }), /"error":"dtstart: .*nearest is 2026-03-30/],
      [line({ rdate: '2026-03-28T02:30' }), /"error":"rdate: /],
      [line({ exdate: ['2026-03-28T02:30', 'x'] }), /"error":"exdate\[1\]: /],
      [line({ window: undefined }), /"error":"window: /],
      [line({ window: { from: '2026-03-28' } }), /"error":"window.to: /],
      [line({ window: { from: '2026-03-28', to: '2026-03-28' } }), /"error":"window: /],
      ['x'.repeat(1_000_001), /^\{"id":null,"error":"line: it has more than/],
      [line({ window: { from: '2020-01-01', to: '2021-01-01' } }), '{"id":1,"occurrences":[]}'],
    ]
    const answers = (
      await expandIn(
        'UTC',
        asked.map(([text]) => text)
      )
    )
      .trim()
      .split('\n')
    expect(answers).toHaveLength(asked.length)
    for (const [index, [, answer]] of asked.entries()) {
      if (typeof answer === 'string') expect(answers[index]).toBe(answer)
      else expect(answers[index]).toMatch(answer)
    }
  })
})
