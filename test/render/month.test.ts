import { describe, expect, it } from 'vitest'
import type { EventCard } from '../../src/calendar/card.ts'
import type { Occurrence } from '../../src/calendar/publication.ts'
import { occurrencesWithin } from '../../src/calendar/series.ts'
import { type MonthInput, monthOf } from '../../src/render/month.ts'

const site = { baseUrl: 'https://calendar.example.eu', name: 'Integration Calendar' }

const card = (id: string, more: Partial<EventCard> = {}): EventCard => ({
  id,
  title: 'Warsztaty',
  titleLang: 'pl',
  titleDir: 'ltr',
  originalTitle: null,
  originalLang: 'pl',
  teaser: null,
  status: 'scheduled',
  availability: 'open',
  attendance: 'offline',
  place: { name: null, city: 'Warszawa', country: 'PL' },
  primaryCountry: 'PL',
  countries: ['PL'],
  themes: ['language'],
  track: 'public',
  format: null,
  eventLanguages: ['pl'],
  organiser: null,
  cost: 'free',
  url: `${site.baseUrl}/events/${id}`,
  ics: `${site.baseUrl}/events/${id}.ics`,
  rev: 1,
  recurs: false,
  dates: {},
  allDay: true,
  start: '2012-12-03',
  end: '2012-12-06',
  timeZone: 'Europe/Warsaw',
  startsAt: null,
  endsAt: null,
  ...more,
})

const fair = occurrencesWithin('fair', {
  time: { allDay: true, start: '2012-12-03', end: '2012-12-06', zone: 'Europe/Warsaw' },
})
const evening = occurrencesWithin('evening', {
  time: {
    allDay: false,
    start: '2012-12-05T19:30',
    end: '2012-12-05T22:00',
    zone: 'Europe/Warsaw',
  },
})
const november = occurrencesWithin('november', {
  time: { allDay: true, start: '2012-11-27', end: '2012-11-28' },
})

const input = (more: Partial<MonthInput> = {}): MonthInput => ({
  month: '2012-12',
  locale: 'pl',
  weekStart: 1,
  zone: 'event',
  maxLanes: 3,
  layout: true,
  occurrences: [...evening, ...fair, ...november],
  cards: new Map([
    ['fair', card('fair')],
    [
      'evening',
      card('evening', { themes: ['language', 'culture-sport'], countries: ['PL', 'EU'] }),
    ],
    ['november', card('november', { themes: ['policy'] })],
  ]),
  query: 'country=EU,PL&locale=pl&maxLanes=3&weekStart=mon',
  site,
  truncated: false,
  version: '2012-11-20T08:00:00Z',
  ...more,
})

describe('a month for partners', () => {
  it('has the documented shape', () => {
    const month = monthOf(input())
    expect(Object.keys(month)).toEqual([
      'month',
      'locale',
      'dir',
      'weekStart',
      'timeZone',
      'title',
      'range',
      'links',
      'weekdays',
      'weeks',
      'occurrences',
      'events',
      'counts',
      'truncated',
      'generatedAt',
      'attribution',
    ])
    expect(month).toMatchObject({
      month: '2012-12',
      locale: 'pl',
      dir: 'ltr',
      weekStart: 1,
      timeZone: 'event',
      title: 'grudzień 2012',
      range: { from: '2012-11-26', to: '2013-01-07' },
      truncated: false,
      generatedAt: '2012-11-20T08:00:00Z',
      attribution: { text: site.name, url: site.baseUrl },
    })
    expect(month.weekdays[0]).toEqual({ iso: 1, short: 'pon.', long: 'poniedziałek' })
    expect(month.weeks).toHaveLength(6)
    expect(month.weeks[1]).toMatchObject({ from: '2012-12-03', isoWeek: 49, lanes: 2 })
    expect(month.weeks[1]?.segments?.[0]).toEqual({
      event: 'fair',
      recurrenceId: '20121203',
      column: 1,
      span: 3,
      lane: 0,
      startsHere: true,
      endsHere: true,
    })
    expect(month.weeks[1]?.days[2]).toEqual({
      date: '2012-12-05',
      inMonth: true,
      count: 2,
      hidden: 0,
      url: `${site.baseUrl}/month/2012-12?country=EU,PL&locale=pl&maxLanes=3&weekStart=mon#d2012-12-05`,
      occurrences: [1, 2],
    })
  })

  it('links to itself, its neighbours, its page and a feed that knows no view', () => {
    const query = 'country=EU,PL&locale=pl&maxLanes=3&weekStart=mon'
    expect(monthOf(input()).links).toEqual({
      self: `${site.baseUrl}/v1/months/2012-12?${query}`,
      prev: `${site.baseUrl}/v1/months/2012-11?${query}`,
      next: `${site.baseUrl}/v1/months/2013-01?${query}`,
      html: `${site.baseUrl}/month/2012-12?${query}`,
      ics: `${site.baseUrl}/feeds/events.ics?country=EU,PL&locale=pl`,
      subscribe: 'webcal://calendar.example.eu/feeds/events.ics?country=EU,PL&locale=pl',
    })
    const bare = monthOf(input({ query: '', month: '2099-12', occurrences: [] })).links
    expect(bare).toMatchObject({
      next: null,
      self: `${site.baseUrl}/v1/months/2099-12`,
      ics: `${site.baseUrl}/feeds/events.ics`,
    })
    expect(monthOf(input({ month: '1970-01', occurrences: [] })).links.prev).toBeNull()
  })

  it('sends the days of other months to the pages of those months', () => {
    const month = monthOf(input({ query: '' }))
    expect(month.weeks[0]?.days[0]?.url).toBe(`${site.baseUrl}/month/2012-11#d2012-11-26`)
    const first = monthOf(input({ query: '', month: '1970-01', occurrences: [] }))
    expect(first.weeks[0]?.days[0]?.url).toBe(`${site.baseUrl}/month/1970-01`)
  })

  it('counts events that touch the month itself, once each, and shows the others too', () => {
    const month = monthOf(input())
    expect(month.counts).toEqual({
      total: 2,
      byTheme: { language: 2, 'culture-sport': 1 },
      byCountry: { PL: 2, EU: 1 },
    })
    expect(Object.keys(month.events)).toEqual(['november', 'fair', 'evening'])
  })

  it('tells each occurrence of an event, on the clock of the grid', () => {
    const twice: Occurrence[] = [
      ...evening,
      ...occurrencesWithin('evening', {
        time: { allDay: false, start: '2012-12-12T19:30', zone: 'Europe/Warsaw' },
      }),
    ]
    const month = monthOf(input({ occurrences: twice, zone: 'Asia/Tbilisi' }))
    expect(month.occurrences).toEqual([
      {
        event: 'evening',
        recurrenceId: '20121205T183000Z',
        allDay: false,
        start: '2012-12-05T22:30',
        end: '2012-12-06T01:00',
        url: `${site.baseUrl}/events/evening`,
        status: 'scheduled',
        note: null,
        local: {
          start: '2012-12-05T19:30',
          end: '2012-12-05T22:00',
          timeZone: 'Europe/Warsaw',
        },
      },
      {
        event: 'evening',
        recurrenceId: '20121212T183000Z',
        allDay: false,
        start: '2012-12-12T22:30',
        end: null,
        url: `${site.baseUrl}/events/evening`,
        status: 'scheduled',
        note: null,
        local: { start: '2012-12-12T19:30', end: null, timeZone: 'Europe/Warsaw' },
      },
    ])
    expect(month.weeks.flatMap((week) => week.segments ?? [])).toHaveLength(2)
    expect(month.counts.total).toBe(1)
  })

  it('leaves out lanes and segments on demand, and what has no card always', () => {
    const month = monthOf(input({ layout: false, cards: new Map([['fair', card('fair')]]) }))
    expect(month.weeks[1]).not.toHaveProperty('segments')
    expect(month.weeks[1]).not.toHaveProperty('lanes')
    expect(month.occurrences.map(({ event }) => event)).toEqual(['fair'])
    expect(month.weeks[1]?.days[2]?.count).toBe(1)
  })

  it('is the same to the byte for the same input in any order', () => {
    const text = JSON.stringify(monthOf(input()))
    expect(JSON.stringify(monthOf(input()))).toBe(text)
    const turned = input({
      occurrences: input().occurrences.toReversed(),
      cards: new Map([...input().cards].reverse()),
    })
    expect(JSON.stringify(monthOf(turned))).toBe(text)
  })

  it('has a direction', () => {
    expect(monthOf(input({ locale: 'ar', weekStart: 6 }))).toMatchObject({
      dir: 'rtl',
      weekStart: 6,
    })
  })

  it('tells what is special about a date of a series', () => {
    const occurrences = occurrencesWithin('course', {
      time: { allDay: true, start: '2012-12-04', end: '2012-12-05', rule: 'FREQ=WEEKLY;COUNT=3' },
    })
    const place = { name: 'Biblioteka', city: 'Kraków', country: 'PL' }
    const course = card('course', {
      recurs: true,
      dates: {
        '20121211': { title: 'Wycieczka', place, cancelled: false, note: null },
        '20121218': { title: null, place: null, cancelled: true, note: 'Śnieg.' },
      },
    })
    const own = (cards: EventCard) =>
      monthOf(input({ occurrences, cards: new Map([['course', cards]]), zone: 'Asia/Tbilisi' }))
        .occurrences
    const url = `${site.baseUrl}/events/course`
    const whole = { event: 'course', allDay: true, note: null, status: 'scheduled' }
    expect(own(course)).toEqual([
      {
        ...whole,
        recurrenceId: '20121204',
        start: '2012-12-04',
        end: '2012-12-05',
        url: `${url}#d20121204`,
      },
      {
        ...whole,
        recurrenceId: '20121211',
        start: '2012-12-11',
        end: '2012-12-12',
        url: `${url}#d20121211`,
        title: 'Wycieczka',
        place,
      },
      {
        ...whole,
        recurrenceId: '20121218',
        start: '2012-12-18',
        end: '2012-12-19',
        url: `${url}#d20121218`,
        status: 'cancelled',
        note: 'Śnieg.',
      },
    ])
    expect(own({ ...course, status: 'cancelled' }).map(({ status }) => status)).toEqual(
      Array(3).fill('cancelled')
    )
  })

  it('tells the own clock only of events on another one', () => {
    const there = monthOf(input({ zone: 'Asia/Tbilisi' })).occurrences
    expect(there.map(({ local }) => local?.start)).toEqual([
      undefined,
      undefined,
      '2012-12-05T19:30',
    ])
    for (const zone of ['event', 'Europe/Warsaw'])
      expect(monthOf(input({ zone })).occurrences.some(({ local }) => local)).toBe(false)
  })
})
