import { describe, expect, test } from 'vitest'
import type { EventContent, EventTime } from '../../src/calendar/event.ts'
import type { Before, Publication } from '../../src/calendar/publication.ts'
import { changedNote } from '../../src/render/changed.ts'
import { articleOf, plainTextOf } from '../../src/render/event-text.ts'
import { wordLanguages, wordsOf } from '../../src/render/words.ts'
import { contentOf, publicationOf, site } from './fixture.ts'

const at = '2026-11-24T09:00:00Z'

type Timed = Extract<EventTime, { allDay: false }>

const timed = (start: string, end?: string, more: Partial<Timed> = {}): EventTime => ({
  allDay: false,
  start,
  end,
  zone: 'Europe/Warsaw',
  ...more,
})
const days = (start: string, end: string): EventTime => ({ allDay: true, start, end })
const weekly = (start: string, end?: string, more: Partial<Timed> = {}): EventTime =>
  timed(start, end, { rule: 'FREQ=WEEKLY;COUNT=4', ...more })

const stood = (different: Partial<Before> = {}): Before => {
  const { time, attendance } = contentOf()
  return { at, time, place: null, attendance, ...different }
}

const changed = (
  was: Partial<Before>,
  now: Partial<EventContent>,
  different: Partial<Publication> = {}
): Publication => publicationOf(now, { previous: [stood(was)], ...different })

const note = (publication: Publication, lang = 'en') => changedNote(publication, wordsOf(lang))
const noteOfTime = (was: EventTime, time: EventTime) => note(changed({ time: was }, { time }))

describe('a change of time', () => {
  test.each([
    [
      'within a day by its hours',
      timed('2026-12-05T14:00', '2026-12-05T16:00'),
      timed('2026-12-05T15:30', '2026-12-05T17:00'),
      'was 14:00–16:00, now 15:30–17:00',
    ],
    [
      'that gives an end',
      timed('2026-12-05T10:00'),
      timed('2026-12-05T10:00', '2026-12-05T12:00'),
      'was 10:00, now 10:00–12:00',
    ],
    [
      'past midnight by its hours too',
      timed('2026-12-05T20:00', '2026-12-05T23:00'),
      timed('2026-12-05T22:00', '2026-12-06T02:00'),
      'was 20:00–23:00, now 22:00–02:00',
    ],
    [
      'to another day by its dates',
      timed('2026-12-05T10:00', '2026-12-05T12:00'),
      timed('2026-12-12T10:00', '2026-12-12T12:00'),
      'was 5 December 2026, now 12 December 2026',
    ],
    [
      'to another day and hour by both',
      timed('2026-12-05T10:00', '2026-12-05T12:00'),
      timed('2026-12-06T11:00'),
      'was 5 December 2026, 10:00–12:00, now 6 December 2026, 11:00',
    ],
    [
      'to several days by all',
      timed('2026-12-05T10:00', '2026-12-05T12:00'),
      timed('2026-12-05T10:00', '2026-12-06T15:00'),
      'was 5 December 2026, 10:00–12:00, now 5 December 2026, 10:00 – 6 December 2026, 15:00',
    ],
    [
      'of whole days by dates, the last day included',
      days('2026-12-05', '2026-12-06'),
      days('2026-12-05', '2026-12-08'),
      'was 5 December 2026, now 5–7 December 2026',
    ],
    [
      'from a whole day to hours by both',
      days('2026-12-05', '2026-12-06'),
      timed('2026-12-05T10:00', '2026-12-05T12:00'),
      'was 5 December 2026, now 5 December 2026, 10:00–12:00',
    ],
    [
      'of the zone alone with both zones',
      timed('2026-12-05T10:00', '2026-12-05T12:00', { zone: 'Europe/Lisbon' }),
      timed('2026-12-05T10:00', '2026-12-05T12:00', { zone: 'Etc/UTC' }),
      'was 10:00–12:00 (Europe/Lisbon), now 10:00–12:00 (UTC)',
    ],
    [
      'of day and zone with both in full',
      timed('2026-12-05T10:00', '2026-12-05T12:00', { zone: 'Europe/Lisbon' }),
      timed('2026-12-06T10:00', '2026-12-06T12:00'),
      'was 5 December 2026, 10:00–12:00 (Europe/Lisbon), now 6 December 2026, 10:00–12:00 (Europe/Warsaw)',
    ],
    [
      'of a series’ hours by its hours, also when UNTIL moves with them',
      weekly('2026-12-01T18:00', '2026-12-01T20:00', {
        rule: 'FREQ=WEEKLY;UNTIL=20270301T170000Z',
      }),
      weekly('2026-12-01T19:00', '2026-12-01T21:00', {
        rule: 'FREQ=WEEKLY;UNTIL=20270301T180000Z',
      }),
      'was 18:00–20:00, now 19:00–21:00',
    ],
    [
      'of a series’ rule',
      weekly('2026-12-01T18:00'),
      weekly('2026-12-01T18:00', undefined, { rule: 'FREQ=WEEKLY;COUNT=5' }),
      'the dates of the series are new',
    ],
    [
      'of a dropped date',
      weekly('2026-12-01T18:00'),
      weekly('2026-12-01T18:00', undefined, { exceptDates: ['2026-12-08T18:00'] }),
      'the dates of the series are new',
    ],
    [
      'of a series’ first day and hours',
      weekly('2026-12-01T18:00'),
      weekly('2026-12-03T19:00'),
      'was 18:00, now 19:00; the dates of the series are new',
    ],
    [
      'from once to a series',
      timed('2026-12-01T18:00'),
      weekly('2026-12-01T18:00'),
      'the dates of the series are new',
    ],
    [
      'from a series to once',
      weekly('2026-12-01T18:00'),
      timed('2026-12-01T18:00'),
      'now 1 December 2026, 18:00',
    ],
  ])('%s', (_, was, now, what) => {
    expect(noteOfTime(was, now)).toBe(`Changed on 24 November 2026: ${what}.`)
  })
})

describe('a change of place or attendance', () => {
  const house = { name: 'House', address: 'Prosta 5', city: 'Warszawa' }
  test.each([
    [
      'to another',
      house,
      { ...house, name: 'Hall', lat: 1, lon: 2 },
      'new place: Hall, Prosta 5, Warszawa (was House, Prosta 5, Warszawa)',
    ],
    ['from none', null, { city: 'Warszawa', country: 'PL' }, 'new place: Warszawa'],
    ['to none', house, undefined, 'no longer at this place: House, Prosta 5, Warszawa'],
  ])('%s', (_, was, now, what) => {
    expect(note(changed({ place: was }, now ? { place: now } : {}))).toBe(
      `Changed on 24 November 2026: ${what}.`
    )
  })

  test.each([
    ['offline', 'now on site only'],
    ['online', 'now online only'],
    ['mixed', 'now on site and online'],
  ])('to %s', (attendance, what) => {
    const other = attendance === 'mixed' ? 'online' : 'mixed'
    expect(note(changed({ attendance: other }, { attendance }))).toContain(`: ${what}.`)
  })

  test('online by announcement is told by its status, not dated back', () => {
    const moved = changed({}, { attendance: 'online' }, { status: 'moved-online' })
    expect(note(moved)).toBeNull()
  })

  test('stands with the time in one sentence', () => {
    const time = timed('2026-12-05T14:00')
    const both = changed({ time, place: { city: 'Lublin' } }, { place: { city: 'Warszawa' } })
    expect(note(both)).toBe(
      'Changed on 24 November 2026: was 14:00, now 10:00–12:30; new place: Warszawa (was Lublin).'
    )
  })
})

describe('the sentence', () => {
  const moved = changed(
    { time: timed('2026-12-04T10:00', '2026-12-04T12:30'), place: { city: 'Lublin' } },
    {}
  )

  test('is of the latest change alone, on the day it was on the event’s clock', () => {
    const [was] = moved.previous
    const late = '2026-11-24T23:30:00Z'
    const previous = [stood({ place: { city: 'Old' } }), stood({ ...was, place: null, at: late })]
    expect(note({ ...moved, previous })).toBe(
      'Changed on 25 November 2026: was 4 December 2026, now 5 December 2026.'
    )
  })

  test('is not there without a change, nor of what does not take place', () => {
    expect(note(publicationOf())).toBeNull()
    expect(note(changed({}, {}))).toBeNull()
    expect(note({ ...moved, status: 'cancelled' })).toBeNull()
    expect(note({ ...moved, state: 'withdrawn' })).toBeNull()
    expect(note({ ...moved, state: 'removed' })).toBeNull()
    expect(note({ ...moved, status: 'postponed' })).not.toBeNull()
    expect(note({ ...moved, state: 'archived' })).not.toBeNull()
  })

  test.each(wordLanguages)(
    'can be said in %s, with no place left open and one full stop',
    (lang) => {
      const said = note(moved, lang) ?? ''
      expect(said).toMatch(/2026/)
      expect(said).toContain('Lublin')
      expect(said).not.toMatch(/[{}]|undefined|\.\.$/)
      expect(said).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/)
      expect(said.endsWith('.')).toBe(true)
    }
  )

  test('is in the words’ language, with dates as that language writes them', () => {
    const what = changed({ time: timed('2026-12-04T10:00', '2026-12-04T12:30') }, {})
    expect(note(what, 'ru')).toBe(
      'Изменено 24 ноября 2026 г.: раньше 4 декабря 2026 г., теперь 5 декабря 2026 г.'
    )
    expect(note(what, 'mt')).toBe(
      'Mibdul (24 ta’ Novembru 2026): qabel kien 4 ta’ Diċembru 2026, issa 5 ta’ Diċembru 2026.'
    )
  })

  test('stands after the status note and before the text, in every text', () => {
    const said = { ...moved, statusNote: 'Dress warmly.' }
    const sentence = note(said) ?? ''
    expect(plainTextOf(said, 'en', site).split('\n\n').slice(0, 3)).toEqual([
      'Dress warmly.',
      sentence,
      'Soup and songs.',
    ])
    expect(articleOf(said, 'en')).toEqual({
      html: `<p>Dress warmly.</p><p>${sentence}</p><p>Soup and songs.</p>`,
      plain: `Dress warmly.\n\n${sentence}\n\nSoup and songs.`,
    })
  })

  test('escapes a place for HTML', () => {
    const hostile = changed({ place: { name: '<b>"{date}"' } }, {})
    expect(articleOf(hostile, 'en').html).toContain('&lt;b&gt;&quot;{date}&quot;')
  })
})
