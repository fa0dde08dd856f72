import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import type { Publication } from '../../src/calendar/publication.ts'
import { jcalEntryOf, jcalHead, jcalTail } from '../../src/render/jcal.ts'
import { calendarHead, calendarTail } from '../../src/render/vcalendar.ts'
import { veventOf, zoneWritten } from '../../src/render/vevent.ts'
import { vtimezoneOf } from '../../src/render/vtimezone.ts'
import { contentOf as castContentOf, polishCourse, saturdayMarket } from '../cast.ts'
import { publicationOf, site } from './fixture.ts'

const about = {
  title: 'Poland; and, “more” \\ of it',
  description: 'Two\nlines: all of them',
  homeUrl: 'https://calendar.example.eu/subscribe?country=PL',
  feedUrl: 'https://calendar.example.eu/feeds/events.jcal?theme=a,b',
  language: 'en',
  updated: '2026-11-02T09:30:15Z',
}

const zonesOf = (publications: readonly Publication[]) =>
  [...new Set(publications.flatMap((publication) => zoneWritten(publication) ?? []))].map((zone) =>
    vtimezoneOf(zone, { from: 2009, to: 2034 })
  )

type Told = readonly [publication: Publication, lang: string]

/** The feed in both formats, put together as a poll does. */
const both = (...told: readonly Told[]) => {
  const vtimezones = zonesOf(told.map(([publication]) => publication))
  const entries = told.map(([publication, lang]) => jcalEntryOf(publication, lang, site))
  const head = calendarHead({
    name: about.title,
    description: about.description,
    lang: about.language,
    url: about.homeUrl,
    source: about.feedUrl,
    vtimezones,
  })
  const vevents = told.map(([publication, lang]) => veventOf(publication, lang, site))
  return {
    jcal: JSON.parse(jcalHead({ ...about, vtimezones }) + entries.join('') + jcalTail()),
    ics: head + vevents.join('') + calendarTail,
  }
}

/**
 * Content lines unfolded, each in one spelling: a VALUE that is the default may stand or not
 * (RFC 5545 §3.2.20), and the order of parameters and quotes around them say nothing.
 */
const linesOf = (ics: string): string[] =>
  ics
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .filter(Boolean)
    .map((line) =>
      line
        .replace(/^(URL.*?);VALUE=URI/, '$1')
        .replace(/^(NAME.*?);VALUE=TEXT/, '$1')
        .replaceAll(/="([^";:,]*)"/g, '=$1')
    )

const sameInBoth = (...told: readonly Told[]) => {
  const { jcal, ics } = both(...told)
  expect(linesOf(ICAL.stringify(jcal))).toEqual(linesOf(ics))
}

const market = publicationOf(castContentOf(saturdayMarket))

const course = publicationOf(castContentOf(polishCourse), {
  event: '019cafe0-0000-7000-8000-000000000002',
  uid: '019cafe0-0000-7000-8000-000000000002',
})

const folder = new URL('../cases/', import.meta.url)
const cases: readonly (readonly [name: string, told: Told])[] = readdirSync(folder).map((name) => {
  const { publication, lang } = JSON.parse(
    readFileSync(new URL(`${name}/event.json`, folder), 'utf8')
  )
  return [name, [{ calledOff: [], previous: [], ...publication }, lang]]
})

describe('a feed in jCal, turned back into iCalendar by ical.js, is the .ics feed line by line', () => {
  test('for the market of Ana and the course of Piotr', () => {
    sameInBoth([market, 'pt'], [course, 'pl'])
    sameInBoth([market, 'en'])
  })

  test('without any event, where one time zone is left', () => {
    sameInBoth()
    const { jcal } = both()
    expect(jcal[2].map(([name]: [string]) => name)).toEqual(['vtimezone'])
  })

  test.each(cases)('for the case %s', (_name, told) => sameInBoth(told))

  test('in the words of another language, and cancelled in the status alone', () => {
    const manner = { words: 'pl', cancelled: 'status' } as const
    const cancelled = publicationOf({}, { status: 'cancelled' })
    const entry = jcalEntryOf(cancelled, 'en', site, manner)
    const calendar = JSON.parse(`["vcalendar",[],[${entry.slice(1)}]]`)
    const vevent = veventOf(cancelled, 'en', site, manner)
    expect(vevent).toContain('Saturday market\r\n')
    expect(linesOf(ICAL.stringify(calendar)).slice(1, -1)).toEqual(linesOf(vevent))
  })

  test('for all cases in one feed', () => sameInBoth(...cases.map(([, told]) => told)))

  test('whatever people write', () => {
    const written = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 })
    const nasty = fc
      .array(fc.constantFrom('\\', '\\n', '\n', ';', ',', ':', '"', '^', 'é', '😀', '\u2028', 'a'))
      .map((parts) => `x${parts.join('')}`)
    const text = fc.oneof(written, nasty)
    fc.assert(
      fc.property(
        fc.record({ title: text, teaser: text, name: text, city: text, contact: text }),
        fc.record({
          lat: fc.double({ min: -90, max: 90, noNaN: true }),
          lon: fc.double({ min: -180, max: 180, noNaN: true }),
        }),
        ({ title, teaser, name, city, contact }, point) => {
          const publication = publicationOf(
            {
              translations: { en: { title, teaser, origin: 'author' } },
              place: { name, city, ...point },
              publicContact: { name: contact },
              themes: ['language', 'culture-sport', 'enterprise'],
            },
            { statusNote: contact }
          )
          sameInBoth([{ ...publication, previous: [] }, 'en'])
        }
      ),
      { numRuns: 100 }
    )
  })
})

describe('jCal has the shapes of RFC 7265', () => {
  type Property = readonly [name: string, params: object, type: string, ...values: unknown[]]
  const eventsOf = (...told: readonly Told[]) =>
    both(...told).jcal[2].filter(([name]: [string]) => name === 'vevent')
  const property = ([, properties]: readonly [string, readonly Property[]], name: string) =>
    properties.filter((each) => each[0] === name)

  test('the calendar first says what it is, then come its components, zones before events', () => {
    const { jcal } = both([market, 'en'], [course, 'pl'])
    expect(jcal).toHaveLength(3)
    expect(jcal[0]).toBe('vcalendar')
    expect(jcal[1].map(([name]: [string]) => name)).toEqual([
      'version',
      'prodid',
      'calscale',
      'name',
      'x-wr-calname',
      'description',
      'x-wr-caldesc',
      'url',
      'source',
      'refresh-interval',
      'x-published-ttl',
    ])
    expect(jcal[2].map(([name]: [string]) => name)).toEqual(['vtimezone', 'vevent', 'vevent'])
  })

  test('the name of RFC 7986 is text as it was written, an X- property unknown and escaped', () => {
    const calendar = both().jcal
    expect(property(calendar, 'name')).toEqual([['name', { language: 'en' }, 'text', about.title]])
    expect(property(calendar, 'x-wr-calname')).toEqual([
      ['x-wr-calname', {}, 'unknown', 'Poland\\; and\\, “more” \\\\ of it'],
    ])
    expect(property(calendar, 'description')[0]?.[3]).toBe(about.description)
    expect(property(calendar, 'source')).toEqual([['source', {}, 'uri', about.feedUrl]])
    expect(property(calendar, 'refresh-interval')[0]?.slice(2)).toEqual(['duration', 'PT6H'])
  })

  test('moments are date-time with their zone or Z, days are date, places are two numbers', () => {
    const [event] = eventsOf([market, 'en'])
    expect(property(event, 'dtstart')).toEqual([
      ['dtstart', { tzid: 'Europe/Lisbon' }, 'date-time', '2027-05-08T10:00:00'],
    ])
    expect(property(event, 'dtstamp')).toEqual([['dtstamp', {}, 'date-time', market.changedAt]])
    expect(property(event, 'geo')).toEqual([['geo', {}, 'float', [38.7164, -9.1362]]])
    expect(property(event, 'sequence')[0]?.slice(2)).toEqual(['integer', market.sequence])
    const [allDay] = eventsOf([course, 'pl'])
    expect(property(allDay, 'dtstart')).toEqual([['dtstart', {}, 'date', '2027-05-10']])
    expect(property(allDay, 'dtend')).toEqual([['dtend', {}, 'date', '2027-05-11']])
  })

  test('several categories are several values of one property', () => {
    const [event] = eventsOf([market, 'en'])
    expect(property(event, 'categories')).toEqual([
      [
        'categories',
        { language: 'en' },
        'text',
        'Culture, heritage, food and sport',
        'Intercultural and interfaith dialogue',
      ],
    ])
  })

  test('a rule is an object, a zone has its offsets with a colon', () => {
    const publication = {
      ...market,
      content: castContentOf(saturdayMarket, {
        time: {
          allDay: false,
          start: '2027-05-08T10:00',
          end: '2027-05-08T16:00',
          zone: 'Europe/Lisbon',
          rule: 'FREQ=MONTHLY;INTERVAL=2;BYDAY=2SA;UNTIL=20280108T100000Z',
        },
      }),
    }
    const [event] = eventsOf([publication, 'en'])
    expect(property(event, 'rrule')[0]?.slice(1)).toEqual([
      {},
      'recur',
      { freq: 'MONTHLY', interval: 2, byday: '2SA', until: '2028-01-08T23:59:59Z' },
    ])
    const [zone] = both([publication, 'en']).jcal[2]
    expect(property(zone, 'tzid')[0]?.[3]).toBe('Europe/Lisbon')
    const names = zone[2].map(([name]: [string]) => name)
    expect(names).toEqual(['standard', 'daylight'])
    expect(property(zone[2][0], 'tzoffsetfrom')[0]?.slice(2)).toEqual(['utc-offset', '+01:00'])
    expect(property(zone[2][0], 'tzoffsetto')[0]?.slice(2)).toEqual(['utc-offset', '+00:00'])
  })

  test('a series gives several events, one whose dates are all dropped gives none and breaks nothing', () => {
    const time = {
      allDay: true,
      start: '2027-05-10',
      end: '2027-05-11',
      rule: 'FREQ=WEEKLY;COUNT=2',
    } as const
    const weekly = { ...course, content: castContentOf(polishCourse, { time }) }
    const calledOff = { ...weekly, calledOff: [{ date: '2027-05-17', note: null }] }
    expect(eventsOf([calledOff, 'pl'])).toHaveLength(2)
    const exceptDates = ['2027-05-10', '2027-05-17']
    const none = {
      ...course,
      content: { ...weekly.content, time: { ...weekly.content.time, exceptDates } },
    }
    expect(veventOf(none, 'pl', site)).toBe('')
    expect(eventsOf([market, 'en'], [none, 'pl'], [course, 'pl'])).toHaveLength(2)
  })
})
