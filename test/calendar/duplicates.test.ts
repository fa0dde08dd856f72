import { describe, expect, test } from 'vitest'
import { type Candidate, candidateOf, twins } from '../../src/calendar/duplicates.ts'
import { type EventContentInput, eventContent } from '../../src/calendar/event.ts'
import { countries } from '../../src/calendar/vocabularies/countries.ts'
import sample from '../../src/sample/december-2012.json' with { type: 'json' }
import { contentOf, languageSchool, openDoors, polishCourse, saturdayMarket } from '../cast.ts'

const december = (organisation: string | null): readonly Candidate[] =>
  sample.events.map(({ key, content }) =>
    candidateOf(key, eventContent.parse(content), organisation)
  )

const pairsAmong = (candidates: readonly Candidate[]) =>
  candidates.flatMap((each) =>
    twins(each, candidates)
      .filter(({ id }) => each.id < id)
      .map(({ id, reasons }) => `${each.id} = ${id}: ${reasons.join()}`)
  )

describe('the 100 events of December 2012', () => {
  test('are 100 events: no two are taken for one', () => {
    expect(december(null)).toHaveLength(100)
    expect(pairsAmong(december(null))).toEqual([])
  })

  test('submitted all by one organisation, give a single hint', () => {
    // Both titles are about migrants, no town is known of either, and one of them lasts a week.
    expect(pairsAmong(december('European Web Site on Integration'))).toEqual([
      'immigrants-and-rehabilitation-seminar = week-of-migrants-rights: host',
    ])
  })

  test('are each found when somebody types them again, with a country in front', () => {
    const known = december(null)
    for (const each of known) {
      const country = countries.get(each.country)?.label
      const titles = each.titles.map(({ lang, text }) => ({ lang, text: `${country}: ${text}` }))
      const typed = { ...each, id: 'typed', titles, hosts: [], links: [] }
      expect(twins(typed, known)[0], each.id).toMatchObject({ id: each.id, reasons: ['title'] })
    }
  })
})

/** An evening in Kraków; each twin differs from it in what a second person would type otherwise. */
const evening: EventContentInput = {
  originalLang: 'pl',
  translations: { pl: { title: 'Międzynarodowy Dzień Migrantów w Krakowie' } },
  time: {
    allDay: false,
    start: '2027-12-18T18:00',
    end: '2027-12-18T20:00',
    zone: 'Europe/Warsaw',
  },
  place: { city: 'Kraków', country: 'PL' },
  primaryCountry: 'PL',
  themes: ['intercultural'],
  organiser: { name: 'Fundacja Ocalenie' },
  registration: { kind: 'required', url: 'https://www.ocalenie.example/pl/zapisy?id=7' },
}
const english = (title: string) => ({ originalLang: 'en', translations: { en: { title } } })

const asCandidate = (id: string, changes: Partial<EventContentInput> = {}) =>
  candidateOf(id, contentOf(evening, changes), null)

const original = asCandidate('original')
const withoutHints = { organiser: undefined, registration: undefined }
const polish = (title: string): Partial<EventContentInput> => ({
  ...withoutHints,
  translations: { pl: { title } },
})

describe('a twin', () => {
  test.each<readonly [string, Partial<EventContentInput>, string[]]>([
    ['with other capitals', polish('MIĘDZYNARODOWY DZIEŃ MIGRANTÓW W KRAKOWIE'), ['title']],
    ['typed without accents', polish('Miedzynarodowy Dzien Migrantow w Krakowie'), ['title']],
    ['typed with mistakes', polish('Międzynarodowy Dzień Migranta w Krakwie'), ['title']],
    ['in other order', polish('W Krakowie: Dzień Migrantów, międzynarodowy'), ['title']],
    ['with the country in front', polish('Polska: Międzynarodowy Dzień Migrantów'), ['title']],
    ['with a subtitle', polish('Międzynarodowy Dzień Migrantów – koncert i debata'), ['title']],
    [
      'typed at another hour',
      {
        ...polish('Międzynarodowy Dzień Migrantów'),
        time: { allDay: false, start: '2027-12-18T08:00', zone: 'Europe/Warsaw' },
      },
      ['title'],
    ],
    [
      'that lasts longer',
      {
        ...polish('Międzynarodowy Dzień Migrantów'),
        time: { allDay: true, start: '2027-12-17', end: '2027-12-20' },
      },
      ['title'],
    ],
    [
      'that repeats',
      {
        ...polish('Międzynarodowy Dzień Migrantów'),
        time: {
          allDay: false,
          start: '2027-12-04T18:00',
          zone: 'Europe/Warsaw',
          rule: 'FREQ=WEEKLY;COUNT=4',
        },
      },
      ['title'],
    ],
    [
      'without a town',
      { ...polish('Dzień Migrantów, międzynarodowy'), place: undefined },
      ['title'],
    ],
    [
      'translated, by the same host in a town of another name',
      { ...english('International Migrants’ Day'), place: { city: 'Cracow', country: 'PL' } },
      ['link', 'host'],
    ],
    [
      'translated, with the link alone, tracked and in another language',
      {
        ...english('International Migrants’ Day'),
        organiser: { name: 'City of Kraków' },
        registration: undefined,
        url: 'http://ocalenie.example/en/zapisy/?id=7&utm_source=mail&lang=en',
      },
      ['link'],
    ],
    [
      'translated, with the host alone',
      {
        ...english('Migrants’ Day'),
        organiser: { name: 'FUNDACJA  OCALENIE' },
        registration: undefined,
      },
      ['host'],
    ],
  ])('%s is found', (_name, changes, reasons) => {
    const twin = asCandidate('twin', changes)
    expect(twins(original, [twin]).map((found) => found.reasons)).toEqual([reasons])
    expect(twins(twin, [original]).map((found) => found.reasons)).toEqual([reasons])
  })

  test.each<readonly [string, Partial<EventContentInput>]>([
    ['a day later', { time: { allDay: false, start: '2027-12-19T18:00', zone: 'Europe/Warsaw' } }],
    ['in another town', { place: { city: 'Gdańsk', country: 'PL' } }],
    ['in another country', { place: { country: 'CZ' } }],
    [
      'of the same host with another title in the same language',
      { translations: { pl: { title: 'Bezpłatna pomoc prawna' } }, registration: undefined },
    ],
    [
      'translated, of the same host and link, at another hour',
      {
        ...english('Legal advice'),
        time: { allDay: false, start: '2027-12-18T10:00', zone: 'Europe/Warsaw' },
      },
    ],
    [
      'translated, on another page of the same site',
      {
        ...english('Legal advice'),
        organiser: { name: 'City of Kraków' },
        registration: { kind: 'required', url: 'https://ocalenie.example/zapisy?id=8' },
      },
    ],
    ['with nothing alike', { ...english('Legal advice'), ...withoutHints }],
  ])('is not seen in an event %s', (_name, changes) => {
    expect(twins(original, [asCandidate('other', changes)])).toEqual([])
  })

  test('is never the event itself, and the likeliest comes first', () => {
    const near = asCandidate('near', polish('Dzień Migrantów'))
    const same = asCandidate('same')
    expect(twins(original, [near, original, same])).toEqual([
      { id: 'same', score: 1, reasons: ['title', 'link', 'host'] },
      { id: 'near', score: expect.any(Number), reasons: ['title'] },
    ])
  })
})

describe('a candidate', () => {
  test('has the first ten days of a series and every day of what lasts', () => {
    const weekly = contentOf(saturdayMarket, {
      time: {
        allDay: false,
        start: '2027-05-08T22:00',
        end: '2027-05-09T02:00',
        zone: 'Europe/Lisbon',
        rule: 'FREQ=WEEKLY',
      },
    })
    const { dates, hour } = candidateOf('weekly', weekly, null)
    expect(dates).toHaveLength(10)
    expect(dates.slice(0, 3)).toEqual(['2027-05-08', '2027-05-09', '2027-05-15'])
    expect(hour).toBe('22')
    const course = candidateOf('course', contentOf(polishCourse), languageSchool.name)
    expect(course).toMatchObject({ dates: ['2027-05-10'], hour: null, city: null, country: 'PL' })
  })

  test('is held by its organiser; who submits counts when none is named', () => {
    expect(candidateOf('market', contentOf(saturdayMarket), openDoors.name).hosts).toEqual([
      'Open Doors Lisbon',
    ])
    const held = contentOf(saturdayMarket, {
      organiser: { name: 'Câmara', url: 'https://camara.example/cultura' },
      url: 'https://market.example/',
      joinUrl: 'https://join.example/123',
    })
    expect(candidateOf('market', held, openDoors.name)).toMatchObject({
      hosts: ['Câmara', 'https://camara.example/cultura', 'https://market.example/'],
      links: ['https://join.example/123'],
    })
  })
})
