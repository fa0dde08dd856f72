import { describe, expect, test } from 'vitest'
import type { EventCard } from '../../src/calendar/card.ts'
import type { EventContent } from '../../src/calendar/event.ts'
import type { Publication } from '../../src/calendar/publication.ts'
import { occurrencesWithin } from '../../src/calendar/series.ts'
import { type FullCalendarInput, fullCalendarOf } from '../../src/render/fullcalendar.ts'
import { cardOf } from '../../src/render/json.ts'
import { publicationOf, site } from './fixture.ts'

const shownOf = (
  publications: readonly (readonly [Publication, string])[],
  different: Partial<Pick<FullCalendarInput, 'zone' | 'cancelled' | 'reader'>> = {}
) =>
  fullCalendarOf({
    occurrences: publications.flatMap(([{ event, content }]) => occurrencesWithin(event, content)),
    cards: new Map<string, EventCard>(
      publications.map(([publication, lang]) => [
        publication.event,
        cardOf(publication, lang, site),
      ])
    ),
    zone: 'event',
    cancelled: 'both',
    reader: undefined,
    ...different,
  })

const timesOf = (content: Partial<EventContent>, zone?: string) =>
  shownOf([[publicationOf(content), 'en']], { ...(zone && { zone }) }).map(({ start, end }) => [
    start,
    end,
  ])

const tuesdays = publicationOf(
  {
    translations: {
      en: { title: 'Conversation club', origin: 'author' },
      pl: { title: 'Klub rozmów', origin: 'author' },
    },
    time: {
      allDay: false,
      start: '2026-10-20T18:00',
      end: '2026-10-20T20:00',
      zone: 'Europe/Warsaw',
      rule: 'FREQ=WEEKLY;COUNT=3',
    },
    overrides: [
      {
        date: '2026-10-27T18:00',
        translations: { en: { title: 'Club on a boat' } },
        place: { name: 'Pier', city: 'Gdynia', country: 'PL' },
      },
    ],
  },
  { calledOff: [{ date: '2026-11-03T18:00', note: 'The heating is broken.' }] }
)

describe('what FullCalendar and EventCalendar are given', () => {
  test('is one object for an event, in the names both read, ours beside them', () => {
    const all = shownOf([[publicationOf(), 'en']])
    expect(all).toHaveLength(1)
    expect(all[0]).toEqual({
      id: '019cafe0-0000-7000-8000-0000000000aa',
      title: 'Saturday market',
      start: '2026-12-05T10:00:00+01:00',
      end: '2026-12-05T12:30:00+01:00',
      allDay: false,
      url: 'https://calendar.example.eu/events/019cafe0-0000-7000-8000-0000000000aa',
      classNames: ['ic-event', 'ic-scheduled', 'ic-offline', 'ic-theme-language'],
      className: 'ic-event ic-scheduled ic-offline ic-theme-language',
      extendedProps: expect.any(Object),
    })
    expect(all[0]?.extendedProps).toMatchObject({
      event: all[0]?.id,
      recurrenceId: null,
      url: all[0]?.url,
      status: 'scheduled',
      titleLang: 'en',
      originalTitle: null,
      timeZone: 'Europe/Warsaw',
      attendance: 'offline',
      place: null,
      countries: ['PL'],
      themes: ['language'],
      endGiven: true,
    })
  })

  test('has the original title where another is shown', () => {
    const [first] = shownOf([[tuesdays, 'pl']])
    expect(first?.title).toBe('Klub rozmów')
    expect(first?.extendedProps).toMatchObject({
      titleLang: 'pl',
      originalTitle: 'Conversation club',
      originalLang: 'en',
    })
  })

  test('has every date of a series with an id of its own, in one group, on its own clock', () => {
    expect(
      shownOf([[tuesdays, 'en']]).map(({ id, groupId, start, url }) => [id, groupId, start, url])
    ).toEqual(
      [
        ['20261020T160000Z', '2026-10-20T18:00:00+02:00'],
        ['20261027T170000Z', '2026-10-27T18:00:00+01:00'],
        ['20261103T170000Z', '2026-11-03T18:00:00+01:00'],
      ].map(([recurrenceId, start]) => [
        `${tuesdays.event}/${recurrenceId}`,
        tuesdays.event,
        start,
        `${site.baseUrl}/events/${tuesdays.event}#d${recurrenceId}`,
      ])
    )
  })

  test('says what is special about one date of a series', () => {
    const [, boat, off] = shownOf([[tuesdays, 'en']])
    expect(boat).toMatchObject({
      title: 'Club on a boat',
      extendedProps: { place: { name: 'Pier', city: 'Gdynia', country: 'PL' }, note: null },
    })
    expect(off).toMatchObject({
      title: 'Cancelled: Conversation club',
      classNames: ['ic-event', 'ic-cancelled', 'ic-offline', 'ic-theme-language'],
      extendedProps: { status: 'cancelled', note: 'The heating is broken.' },
    })
  })
})

describe('times', () => {
  const nextDays = { allDay: true, start: '2026-12-05', end: '2026-12-08' } as const
  const night = { allDay: false, start: '2026-12-05T22:00', zone: 'Europe/Warsaw' } as const

  test('of all-day events are dates with an exclusive end, whatever the zone', () => {
    expect(timesOf({ time: nextDays })).toEqual([['2026-12-05', '2026-12-08']])
    expect(timesOf({ time: nextDays }, 'Pacific/Auckland')).toEqual([['2026-12-05', '2026-12-08']])
  })

  test('are on the clock of the zone that is asked for, with its offset', () => {
    const time = { ...night, end: '2026-12-06T02:00' }
    expect(timesOf({ time }, 'America/St_Johns')).toEqual([
      ['2026-12-05T17:30:00-03:30', '2026-12-05T21:30:00-03:30'],
    ])
    expect(timesOf({ time }, 'UTC')).toEqual([
      ['2026-12-05T21:00:00+00:00', '2026-12-06T01:00:00+00:00'],
    ])
  })

  test('without an end end where they start, for EventCalendar cannot read null', () => {
    const [event] = shownOf([[publicationOf({ time: night }), 'en']])
    expect(event?.end).toBe(event?.start)
    expect(event?.extendedProps.endGiven).toBe(false)
  })

  test('of a span over the change of the clocks have two offsets', () => {
    const time = {
      allDay: false,
      start: '2026-10-25T01:30',
      end: '2026-10-25T04:00',
      zone: 'Europe/Warsaw',
    } as const
    expect(timesOf({ time })).toEqual([['2026-10-25T01:30:00+02:00', '2026-10-25T04:00:00+01:00']])
  })

  test.each(['Europe/Warsaw', 'Asia/Kathmandu', 'America/New_York', 'Pacific/Apia'])(
    'on the clock of %s are the same instants as on their own',
    (zone) => {
      const instants = (all: string[][]) => all.flat().map((time) => Date.parse(time))
      const { time } = tuesdays.content
      expect(instants(timesOf({ time }, zone))).toEqual(instants(timesOf({ time })))
    }
  )
})

describe('bad news', () => {
  const cancelled = publicationOf({}, { status: 'cancelled' })
  const titles = (
    publication: Publication,
    different: Parameters<typeof shownOf>[1] = {}
  ): string[] => shownOf([[publication, 'en']], different).map(({ title }) => title)

  test('stands before the title in the reader’s language, else the title’s', () => {
    expect(titles(cancelled)).toEqual(['Cancelled: Saturday market'])
    expect(titles(cancelled, { reader: 'pl' })).toEqual(['Odwołane: Saturday market'])
    expect(titles(publicationOf({}, { status: 'postponed' }))).toEqual([
      'Postponed: Saturday market',
    ])
    expect(titles(publicationOf({}, { status: 'moved-online' }))).toEqual(['Saturday market'])
  })

  test('is in the status alone when that is wished for', () => {
    const [event] = shownOf([[cancelled, 'en']], { cancelled: 'status' })
    expect(event).toMatchObject({
      title: 'Saturday market',
      extendedProps: { status: 'cancelled' },
    })
    expect(event?.classNames).toContain('ic-cancelled')
    const postponed = publicationOf({}, { status: 'postponed' })
    expect(titles(postponed, { cancelled: 'status' })).toEqual(['Postponed: Saturday market'])
  })

  test('is hidden with the dates that are called off when that is wished for', () => {
    expect(titles(tuesdays, { cancelled: 'hide' })).toEqual(['Conversation club', 'Club on a boat'])
    expect(titles(cancelled, { cancelled: 'hide' })).toEqual([])
  })
})

test('the order is that of the grid, and an occurrence without a card is left out', () => {
  const other = (event: string, start: string): Publication =>
    publicationOf({ time: { allDay: true, start, end: '2026-12-06' } }, { event, uid: event })
  const [late, early] = [other('b', '2026-12-05'), other('a', '2026-12-04')]
  expect(
    shownOf([
      [late, 'en'],
      [early, 'en'],
      [publicationOf(), 'en'],
    ]).map(({ id }) => id)
  ).toEqual(['a', 'b', publicationOf().event])
  const occurrences = [late, early].flatMap(({ event, content }) =>
    occurrencesWithin(event, content)
  )
  const cards = new Map([['b', cardOf(late, 'en', site)]])
  expect(
    fullCalendarOf({
      occurrences,
      cards,
      zone: 'event',
      cancelled: 'both',
      reader: 'en',
    }).map(({ id }) => id)
  ).toEqual(['b'])
})
