import { describe, expect, test } from 'vitest'
import type { EventTime } from '../../src/calendar/event.ts'
import type { Publication } from '../../src/calendar/publication.ts'
import { isSeries, occurrencesWithin, startText } from '../../src/calendar/series.ts'
import { addDays, dateOf, floating } from '../../src/calendar/time.ts'
import { type Schedule, schedulesOf } from '../../src/render/schedule.ts'
import { contentOf, publicationOf } from './fixture.ts'
import { everything } from './told.ts'

const until = '2032-01-01'

const dayName = (date: string) =>
  new Date(floating(date)).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })

/** Days since the first Monday of 1970. */
const monday = (date: string) => Math.floor(floating(date) / 86_400_000) - 4

const months = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))

/** Whole periods between the start of the schedule and a date, by the letter of its frequency. */
const periods: Readonly<Record<string, (from: string, date: string) => number>> = {
  D: (from, date) => monday(date) - monday(from),
  W: (from, date) => Math.floor(monday(date) / 7) - Math.floor(monday(from) / 7),
  M: (from, date) => months(date) - months(from),
  Y: (from, date) => Number(date.slice(0, 4)) - Number(from.slice(0, 4)),
}

const fitsDay = (text: string, date: string): boolean => {
  const [, ordinal, code] = /^(-?\d)([A-Z]{2})$/.exec(text) ?? []
  if (!ordinal) return text === `https://schema.org/${dayName(date)}`
  if (dayName(date).slice(0, 2).toUpperCase() !== code) return false
  const day = Number(date.slice(8))
  const last = Number(addDays(`${date.slice(0, 8)}28`, 10).slice(8))
  const length = 38 - last
  const place = Math.ceil(day / 7)
  return Number(ordinal) > 0
    ? place === Number(ordinal)
    : Math.ceil((length - day + 1) / 7) === -Number(ordinal)
}

/** The days a Schedule means, read as schema.org describes it, without our own recurrence. */
const daysOf = (schedule: Schedule): string[] => {
  const {
    startDate,
    endDate = until,
    repeatFrequency,
    byDay,
    byMonth,
    byMonthDay,
    exceptDate = [],
  } = schedule
  const [, interval = '', unit = ''] = /^P(\d+)([DWMY])$/.exec(String(repeatFrequency)) ?? []
  const list = (value: unknown): unknown[] | undefined => (Array.isArray(value) ? value : undefined)
  const except = (list(exceptDate) ?? []).map((date) => String(date).slice(0, 10))
  const days: string[] = []
  for (
    let date = String(startDate);
    date <= String(endDate) && date < until;
    date = addDays(date, 1)
  ) {
    const named = [list(byDay), list(byMonthDay)].some((each) => each !== undefined)
    const fits =
      (periods[unit]?.(String(startDate), date) ?? 1) % Number(interval) === 0 &&
      (list(byDay)?.some((text) => fitsDay(String(text), date)) ?? true) &&
      (list(byMonth)?.includes(Number(date.slice(5, 7))) ?? true) &&
      (list(byMonthDay)?.includes(Number(date.slice(8))) ?? true) &&
      (named || unit === 'D')
    if (fits && !except.includes(date)) days.push(date)
  }
  return days
}

/** The days on which it takes place, by our own expansion, without those called off. */
const truth = ({ content, calledOff }: Publication): string[] => {
  const off = new Set(calledOff.map(({ date }) => date))
  const moved = new Map(
    (content.overrides ?? []).flatMap(({ date, start }) => (start ? [[start, date] as const] : []))
  )
  const days = occurrencesWithin('', content, { from: 0, to: floating(until) })
    .map(({ start }) => startText(start, content.time.allDay))
    .filter((date) => !off.has(moved.get(date) ?? date))
    .map((date) => date.slice(0, 10))
  return [...new Set(days)].sort()
}

const timed = {
  allDay: false as const,
  start: '2026-12-05T10:00',
  end: '2026-12-05T12:30',
  zone: 'Europe/Warsaw',
}
const seriesOf = (different: Partial<EventTime>): EventTime =>
  ({ ...timed, ...different }) as EventTime

describe('the schedules of a series', () => {
  const inCases = everything.filter(({ publication: { content } }) => isSeries(content.time))

  test.each(inCases.map(({ name, publication }) => [name, publication] as const))(
    'give the days on which it takes place, or nothing: %s',
    (_, publication) => {
      const schedules = schedulesOf(publication)
      const days = [...new Set(schedules.flatMap(daysOf))].sort()
      expect(days).toEqual(schedules.length === 0 ? [] : truth(publication))
    }
  )

  test('are there for most of the cases', () => {
    const told = inCases.filter(({ publication }) => schedulesOf(publication).length > 0)
    expect(told.length).toBeGreaterThan(inCases.length / 2)
  })

  test.each([
    ['FREQ=DAILY;INTERVAL=3;COUNT=20', '2026-12-05'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SA', '2026-12-05'],
    ['FREQ=WEEKLY;UNTIL=20270301T090000Z', '2026-12-05'],
    ['FREQ=MONTHLY', '2026-12-31'],
    ['FREQ=MONTHLY;BYDAY=-1SA', '2026-12-26'],
    ['FREQ=MONTHLY;BYDAY=SA;BYSETPOS=2', '2026-12-12'],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '2026-11-13'],
    ['FREQ=YEARLY', '2028-02-29'],
    ['FREQ=YEARLY;BYMONTH=5;BYDAY=2SU', '2027-05-09'],
  ])('say %s from %s', (rule, date) => {
    const time = seriesOf({ rule, start: `${date}T10:00`, end: `${date}T12:30` })
    const publication = publicationOf({ time })
    const [schedule, ...more] = schedulesOf(publication)
    expect(more).toEqual([])
    expect(schedule && daysOf(schedule)).toEqual(truth(publication))
    expect(truth(publication).length).toBeGreaterThan(0)
  })

  test.each([
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=YEARLY;BYYEARDAY=100',
    'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    'FREQ=YEARLY;BYDAY=20MO',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU',
  ])('are silent on %s, for which schema.org has no words', (rule) => {
    expect(schedulesOf(publicationOf({ time: seriesOf({ rule }) }))).toEqual([])
  })

  test('have hours on the event’s clock, its length and its exceptions with the offset', () => {
    const time = seriesOf({
      rule: 'FREQ=WEEKLY;COUNT=20',
      exceptDates: ['2027-04-03T10:00'],
      extraDates: ['2026-12-08T10:00'],
    })
    const overrides = [
      { date: '2026-12-19T10:00', start: '2026-12-20T22:00', end: '2026-12-21T01:00' },
      { date: '2026-12-26T10:00', place: { city: 'Łódź' } },
    ]
    const calledOff = [{ date: '2027-01-02T10:00', note: null }]
    const hours = { scheduleTimezone: 'Europe/Warsaw' }
    const once = { '@type': 'Schedule', repeatFrequency: 'P1D', repeatCount: 1, ...hours }
    expect(schedulesOf(publicationOf({ time, overrides }, { calledOff }))).toEqual([
      {
        '@type': 'Schedule',
        startDate: '2026-12-05',
        endDate: '2027-04-17',
        repeatFrequency: 'P1W',
        byDay: ['https://schema.org/Saturday'],
        startTime: '10:00:00',
        endTime: '12:30:00',
        duration: 'PT150M',
        ...hours,
        exceptDate: [
          '2026-12-19T10:00:00+01:00',
          '2027-01-02T10:00:00+01:00',
          '2027-04-03T10:00:00+02:00',
        ],
      },
      {
        ...once,
        startDate: '2026-12-08',
        endDate: '2026-12-08',
        startTime: '10:00:00',
        endTime: '12:30:00',
        duration: 'PT150M',
      },
      {
        ...once,
        startDate: '2026-12-20',
        endDate: '2026-12-20',
        startTime: '22:00:00',
        endTime: '01:00:00',
        duration: 'PT180M',
      },
    ])
  })

  test('of a rule that counts without exceptions say how often', () => {
    const time = seriesOf({ rule: 'FREQ=WEEKLY;COUNT=5' })
    expect(schedulesOf({ content: contentOf({ time }), calledOff: [] })).toMatchObject([
      { repeatCount: 5, endDate: dateOf(floating('2027-01-02')) },
    ])
  })

  test('are none for what takes place once', () => {
    expect(schedulesOf(publicationOf())).toEqual([])
  })
})
