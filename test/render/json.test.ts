import { describe, expect, test } from 'vitest'
import { cardOf, detailOf, timeView } from '../../src/render/json.ts'
import { contentOf, publicationOf, site } from './fixture.ts'

describe('timeView', () => {
  test('shows a timed event as entered and in UTC', () => {
    expect(timeView(contentOf().time)).toEqual({
      allDay: false,
      start: '2026-12-05T10:00',
      end: '2026-12-05T12:30',
      timeZone: 'Europe/Warsaw',
      startsAt: '2026-12-05T09:00:00Z',
      endsAt: '2026-12-05T11:30:00Z',
    })
  })

  test('shows days without instants, the end exclusive', () => {
    expect(timeView({ allDay: true, start: '2012-12-05', end: '2012-12-10' })).toEqual({
      allDay: true,
      start: '2012-12-05',
      end: '2012-12-10',
      timeZone: null,
      startsAt: null,
      endsAt: null,
    })
  })

  test('takes the pass of a repeated hour that was asked for', () => {
    const view = timeView({
      allDay: false,
      start: '2026-10-25T02:30',
      end: '2026-10-25T02:45',
      pass: 'second',
      zone: 'Europe/Warsaw',
    })
    expect([view.startsAt, view.endsAt]).toEqual(['2026-10-25T01:30:00Z', '2026-10-25T01:45:00Z'])
  })

  test('invents no end', () => {
    const view = timeView({ allDay: false, start: '2026-10-25T02:30', zone: 'Europe/Warsaw' })
    expect([view.startsAt, view.end, view.endsAt]).toEqual(['2026-10-25T00:30:00Z', null, null])
  })
})

const bilingual = publicationOf(
  {
    originalLang: 'ar',
    translations: {
      ar: { title: 'سوق السبت', teaser: 'حساء', origin: 'author' },
      en: { title: 'Saturday market', description: '<p>Soup</p>', origin: 'machine' },
    },
    eventLanguages: [
      { lang: 'pl', role: 'spoken' },
      { lang: 'pl', role: 'signed' },
      { lang: 'ar', role: 'interpreted' },
    ],
    place: { city: 'Łódź', address: 'ul. Długa 1' },
  },
  { revision: 4, sequence: 9, statusNote: 'Bring a cup.' }
)

describe('cardOf', () => {
  test('has one language, its direction, and the original title of a translation', () => {
    expect(cardOf(bilingual, 'en', site)).toMatchObject({
      title: 'Saturday market',
      titleLang: 'en',
      titleDir: 'ltr',
      originalTitle: 'سوق السبت',
      originalLang: 'ar',
      teaser: null,
    })
    expect(cardOf(bilingual, 'ar', site)).toMatchObject({
      titleDir: 'rtl',
      originalTitle: null,
      teaser: 'حساء',
    })
  })

  test('names an organiser only when one was named', () => {
    const organiser = { name: 'Ana' }
    expect(cardOf(publicationOf({ organiser }), 'en', site).organiser).toBe('Ana')
    expect(detailOf(publicationOf({ organiser }), 'en', site).organiser).toEqual(organiser)
  })

  test('has what lists show, and no long text', () => {
    const card = cardOf(bilingual, 'en', site)
    expect(card).toMatchObject({
      eventLanguages: ['pl', 'ar'],
      place: { name: null, city: 'Łódź', country: null },
      organiser: null,
      cost: 'free',
      rev: 4,
      url: 'https://calendar.example.eu/events/019cafe0-0000-7000-8000-0000000000aa',
      ics: 'https://calendar.example.eu/events/019cafe0-0000-7000-8000-0000000000aa.ics',
      startsAt: '2026-12-05T09:00:00Z',
    })
    expect(JSON.stringify(card)).not.toContain('<p>')
  })
})

test('detailOf has every text and fact, null where nothing was said', () => {
  const detail = detailOf(bilingual, 'en', site)
  expect(detail).toMatchObject({
    uid: bilingual.uid,
    revision: 4,
    sequence: 9,
    statusNote: 'Bring a cup.',
    description: '<p>Soup</p>',
    teaser: null,
    translations: bilingual.content.translations,
    place: { city: 'Łódź', address: 'ul. Długa 1' },
    organisation: { slug: 'common-ground', name: 'Common Ground' },
    organiser: null,
    joinUrl: null,
    website: null,
    publicContact: null,
  })
  expect(JSON.stringify(detail)).not.toContain('undefined')
  expect(Object.values(detail)).not.toContain(undefined)
})

describe('a series', () => {
  const club = publicationOf(
    {
      time: {
        allDay: false,
        start: '2026-12-05T10:00',
        end: '2026-12-05T12:30',
        zone: 'Europe/Warsaw',
        rule: 'FREQ=WEEKLY',
      },
      overrides: [
        { date: '2026-12-12T10:00', start: '2026-12-12T11:00' },
        {
          date: '2026-12-19T10:00',
          translations: { en: { title: 'Carols' } },
          place: { city: 'Łódź' },
        },
      ],
    },
    { calledOff: [{ date: '2026-12-26T10:00', note: 'Closed.' }] }
  )

  test('tells on its card the dates that say something else, by RECURRENCE-ID', () => {
    const card = cardOf(club, 'en', site)
    expect(card.recurs).toBe(true)
    expect(card.dates).toEqual({
      '20261219T090000Z': {
        title: 'Carols',
        place: { name: null, city: 'Łódź', country: null },
        cancelled: false,
        note: null,
      },
      '20261226T090000Z': { title: null, place: null, cancelled: true, note: 'Closed.' },
    })
  })

  test('has its rule and every change in its detail; what takes place once has neither', () => {
    expect(detailOf(club, 'en', site).recurrence).toEqual({
      rule: 'FREQ=WEEKLY',
      extraDates: [],
      exceptDates: [],
      overrides: club.content.overrides,
      calledOff: club.calledOff,
    })
    const once = publicationOf()
    expect(detailOf(once, 'en', site).recurrence).toBeNull()
    expect(cardOf(once, 'en', site)).toMatchObject({ recurs: false, dates: {} })
  })
})
