import fc from 'fast-check'
import ICAL from 'ical.js'
import { Settings } from 'luxon'
import { afterEach, describe, expect, test } from 'vitest'
import type { Publication } from '../../src/calendar/publication.ts'
import { printable } from '../../src/render/content-line.ts'
import { veventOf, zoneWritten } from '../../src/render/vevent.ts'
import { wordsOf } from '../../src/render/words.ts'
import { calendarOf, contentOf, publicationOf, site } from './fixture.ts'
import { lint } from './lint.ts'

const read = (publication: Publication, lang = 'en') => {
  const text = calendarOf(publication, veventOf(publication, lang, site))
  // A UID is of our making and one word; below it is as hostile as every other text.
  expect(lint(text).filter((finding) => !finding.includes('uid-form'))).toEqual([])
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')
  return (name: string) => event?.getFirstPropertyValue(name)?.toString() ?? null
}

const titled = (title: string, teaser = 'Soup and songs.') => ({
  translations: { en: { title, teaser, origin: 'author' as const } },
})

const timed = (start: string, end: string | undefined, zone: string) =>
  publicationOf({ time: { allDay: false, start, ...(end && { end }), zone } })

describe('any text', () => {
  /** Letters of every plane, and often what iCalendar gives a meaning to. */
  const text = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          '\\',
          ';',
          ',',
          ':',
          '"',
          '\n',
          '\r\n',
          '\\n',
          'BEGIN:VALARM',
          '\nATTENDEE:mailto:a@b',
          '\u2028',
          '\u0000',
          '\t',
          ' ',
          '\ud800',
          '👩‍👩‍👧‍👦',
          '\r'
        )
      ),
      { minLength: 1, maxLength: 12 }
    )
    .map((parts) => `x${parts.join('')}x`)

  test('comes out of ical.js as it went in, but for control characters', () => {
    fc.assert(
      fc.property(text, text, text, (title, teaser, place) => {
        const value = read(publicationOf({ ...titled(title, teaser), place: { name: place } }))
        expect(value('summary')).toBe(printable(title))
        expect(value('location')).toBe(printable(place))
        expect(
          value('description')?.startsWith(`${printable(teaser)}\n\n${site.baseUrl}/events/`)
        ).toBe(true)
      }),
      { numRuns: 300 }
    )
  })

  test('in any other field adds no line', () => {
    fc.assert(
      fc.property(text, (hostile) => {
        const publication = publicationOf(
          {
            organiser: { name: hostile, url: hostile },
            publicContact: { name: hostile, email: hostile, phone: hostile },
            joinUrl: `https://meet.example.org/${hostile}`,
            registration: { kind: 'required', url: hostile, idRequired: 'no' },
            themes: [hostile],
            place: { name: 'Hall', address: hostile, city: hostile, lat: 52.1, lon: 20.2 },
          },
          { statusNote: hostile, organisation: { slug: 'x', name: hostile }, uid: hostile }
        )
        const value = read(publication)
        expect(value('uid')).toBe(printable(hostile))
        expect(value('contact')).toBe([hostile, hostile, hostile].map(printable).join(', '))
        expect(veventOf(publication, 'en', site).match(/^[A-Z-]+(?=[;:])/gm)).toEqual([
          'BEGIN',
          'UID',
          'SEQUENCE',
          'DTSTAMP',
          'DTSTART',
          'DTEND',
          'SUMMARY',
          'TRANSP',
          'LOCATION',
          'DESCRIPTION',
          'CATEGORIES',
          'URL',
          'STATUS',
          'X-MICROSOFT-CDO-BUSYSTATUS',
          'CREATED',
          'LAST-MODIFIED',
          'GEO',
          'CONTACT',
          'CONFERENCE',
          'END',
        ])
      }),
      { numRuns: 200 }
    )
  })
})

describe('the same bytes', () => {
  const { TZ } = process.env
  const { defaultLocale, defaultZone } = Settings
  afterEach(() => {
    if (TZ === undefined) delete process.env.TZ
    else process.env.TZ = TZ
    Settings.defaultLocale = defaultLocale
    Settings.defaultZone = defaultZone
  })

  const some = [
    publicationOf(),
    timed('2026-07-05T23:30', undefined, 'Asia/Nicosia'),
    timed('2026-10-25T02:30', '2026-10-25T03:30', 'Europe/Warsaw'),
    publicationOf({ time: { allDay: true, start: '2026-03-29', end: '2026-03-30' } }),
  ]
  const written = () => some.map((publication) => veventOf(publication, 'en', site))

  test('come twice', () => {
    expect(written()).toEqual(written())
  })

  test.each(['America/New_York', 'UTC', 'Pacific/Auckland'])('come under TZ=%s', (zone) => {
    const here = written()
    process.env.TZ = zone
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
    expect(written()).toEqual(here)
  })

  test('come from a server that counts in Arabic digits and sits in Tokyo', () => {
    const here = written()
    Settings.defaultLocale = 'ar-EG'
    Settings.defaultZone = 'Asia/Tokyo'
    expect(written()).toEqual(here)
  })
})

describe('the stamps', () => {
  test('are those of the publication: DTSTAMP and LAST-MODIFIED its change, CREATED its first day', () => {
    const text = veventOf(publicationOf({}, { sequence: 7 }), 'en', site)
    expect(text).toContain('\r\nDTSTAMP:20261102T093015Z\r\n')
    expect(text).toContain('\r\nLAST-MODIFIED:20261102T093015Z\r\n')
    expect(text).toContain('\r\nCREATED:20261101T080000Z\r\n')
    expect(text).toContain('\r\nSEQUENCE:7\r\n')
  })
})

describe('the zone an event is written in', () => {
  test.each([
    ['its own for a place', publicationOf(), 'Europe/Warsaw'],
    [
      'its own for a meeting in a hall and online',
      publicationOf({ attendance: 'mixed' }),
      'Europe/Warsaw',
    ],
    [
      'its own for an online event with a place',
      publicationOf({ attendance: 'online', place: { city: 'Łódź' } }),
      'Europe/Warsaw',
    ],
    ['UTC for an online event without a place', publicationOf({ attendance: 'online' }), null],
    ['UTC where it was entered in UTC', timed('2026-06-01T12:00', '2026-06-01T13:00', 'UTC'), null],
    ['UTC where it was entered in Etc/UTC', timed('2026-06-01T12:00', undefined, 'Etc/UTC'), null],
    [
      'UTC for a start in the repeated hour',
      timed('2026-10-25T02:00', '2026-10-25T04:00', 'Europe/Warsaw'),
      null,
    ],
    [
      'its own for a start just after it',
      timed('2026-10-25T03:00', '2026-10-25T04:00', 'Europe/Warsaw'),
      'Europe/Warsaw',
    ],
    [
      'UTC for an end in the repeated hour',
      timed('2026-10-24T22:00', '2026-10-25T02:59', 'Europe/Warsaw'),
      null,
    ],
    [
      'UTC for an end we chose that falls there',
      timed('2026-10-25T01:30', undefined, 'Europe/Warsaw'),
      null,
    ],
    [
      'its own across the change',
      timed('2026-10-24T22:00', '2026-10-25T05:00', 'Europe/Warsaw'),
      'Europe/Warsaw',
    ],
    [
      'none when all-day',
      publicationOf({ time: { allDay: true, start: '2026-10-25', end: '2026-10-26' } }),
      null,
    ],
  ])('is %s', (_, publication, zone) => {
    expect(zoneWritten(publication)).toBe(zone)
    const text = veventOf(publication, 'en', site)
    expect(text.match(/;TZID=([^:]*)/)?.[1] ?? null).toBe(zone)
  })
})

describe('the end', () => {
  test('is an hour after the start when none was given, and the text says so', () => {
    const value = read(timed('2026-12-05T23:30', undefined, 'Europe/Warsaw'))
    expect(value('dtend')).toBe('2026-12-06T00:30:00')
    expect(value('description')).toContain(wordsOf('en').say('noEnd'))
  })

  test('is not spoken of when it was given, or when days are whole', () => {
    expect(read(publicationOf())('description')).not.toContain(wordsOf('en').say('noEnd'))
    const allDay = publicationOf({ time: { allDay: true, start: '2026-12-05', end: '2026-12-10' } })
    expect(read(allDay)('description')).not.toContain(wordsOf('en').say('noEnd'))
    expect(read(allDay)('dtend')).toBe('2026-12-10')
  })

  test('is after the start also when new clock rules skip the start', () => {
    const value = read(timed('2026-03-29T02:30', '2026-03-29T03:15', 'Europe/Warsaw'))
    expect([value('dtstart'), value('dtend')]).toEqual([
      '2026-03-29T03:30:00',
      '2026-03-29T04:15:00',
    ])
  })
})

describe('bad news', () => {
  test.each([
    ['scheduled', 'CONFIRMED', 'Saturday market'],
    ['rescheduled', 'CONFIRMED', 'Saturday market'],
    ['moved-online', 'CONFIRMED', 'Saturday market'],
    ['postponed', 'TENTATIVE', 'Postponed: Saturday market'],
    ['cancelled', 'CANCELLED', 'Cancelled: Saturday market'],
  ] as const)('of an event that is %s is %s', (status, expected, title) => {
    const value = read(publicationOf({}, { status }))
    expect([value('status'), value('summary')]).toEqual([expected, title])
  })

  test('of a withdrawn event stands before its title, whatever its status was', () => {
    const value = read(publicationOf({}, { state: 'withdrawn', status: 'postponed' }))
    expect([value('status'), value('summary')]).toEqual(['CANCELLED', 'Withdrawn: Saturday market'])
  })

  test('of a removed event is all that is left beside its id and time', () => {
    const secret = 'secret'
    const publication = publicationOf(
      {
        ...titled(secret, secret),
        place: { name: secret, lat: 1, lon: 2 },
        joinUrl: 'https://secret.example.org/',
        publicContact: { name: secret },
        organiser: { name: secret },
      },
      { state: 'removed', statusNote: secret, organisation: { slug: secret, name: secret } }
    )
    const text = veventOf(publication, 'en', site)
    expect(text).not.toMatch(/secret|GEO|URL|CATEGORIES|https/)
    expect(read(publication)('summary')).toBe('Event removed')
    expect(read(publication)('status')).toBe('CANCELLED')
  })
})

describe('the text', () => {
  test('gives the note first, then the description, then the facts, the page last', () => {
    const publication = publicationOf(
      {
        translations: {
          en: {
            title: 'T',
            teaser: 'Short',
            description: '<p>Long &amp; <b>rich</b></p>',
            origin: 'author',
          },
        },
        organiser: { name: 'Ana' },
        registration: { kind: 'required', url: 'https://forms.example.org/', idRequired: 'no' },
        joinUrl: 'https://meet.example.org/',
      },
      { statusNote: 'Bring a cup.' }
    )
    expect(read(publication)('description')).toBe(
      'Bring a cup.\n\nLong & rich\n\nOrganiser: Ana\nRegistration: https://forms.example.org/\n' +
        `Join online: https://meet.example.org/\n${site.baseUrl}/events/${publication.event}`
    )
    expect(read(publication)('conference')).toBe('https://meet.example.org/')
    expect(read(publication)('url')).toBe(`${site.baseUrl}/events/${publication.event}`)
  })

  test('comes as HTML too when the description is, with facts escaped', () => {
    const publication = publicationOf(
      {
        translations: {
          en: { title: 'T', description: '<p>Long &amp; <b>rich</b></p>', origin: 'author' },
        },
        organiser: { name: 'A "&" B' },
      },
      { statusNote: '<script>' }
    )
    const html = read(publication)('x-alt-desc')?.replace(/\\([\\;,])/g, '$1')
    expect(html).toMatch(
      /^<p>&lt;script&gt;<\/p><p>Long &amp; <b>rich<\/b><\/p><p>Organiser: A &quot;&amp;&quot; B<br><a href="/
    )
    expect(read(publicationOf())('x-alt-desc')).toBe(null)
  })

  test('is in the language asked for, and a language it lacks is a bug', () => {
    const publication = publicationOf(
      { translations: { ...contentOf().translations, pl: { title: 'Targ', origin: 'human' } } },
      { status: 'cancelled' }
    )
    expect(read(publication, 'pl')('summary')).toBe('Odwołane: Targ')
    expect(() => veventOf(publication, 'de', site)).toThrow('no text in de')
  })

  test('does not name a city twice that the address names, but one that a word only begins with', () => {
    const at = (place: Publication['content']['place']) =>
      read(publicationOf({ ...(place && { place }) }))('location')
    expect(at({ address: 'Prosta 5, 00-838 Warszawa', city: 'Warszawa' })).toBe(
      'Prosta 5, 00-838 Warszawa'
    )
    expect(at({ name: 'Romanian house', city: 'Rom', country: 'IT' })).toBe(
      'Romanian house, Rom, Italy'
    )
  })

  test('names the themes, commas escaped, in English', () => {
    const text = veventOf(publicationOf({ themes: ['culture-sport', 'language'] }), 'en', site)
    expect(text.replaceAll('\r\n ', '')).toContain(
      'CATEGORIES;LANGUAGE=en:Culture\\, heritage\\, food and sport,Language learning\r\n'
    )
  })
})

test('An address of ours keeps its commas and semicolons, percent-encoded and not escaped', () => {
  const text = veventOf(publicationOf(), 'en', { ...site, baseUrl: 'https://a.example/b,c;d' })
  expect(text.replaceAll('\r\n ', '')).toContain(
    `\r\nURL;VALUE=URI:https://a.example/b%2Cc%3Bd/events/${publicationOf().event}\r\n`
  )
})

test.each([
  [0, 0, '0;0'],
  [51.4779, 0, '51.4779;0'],
  [-0.0000001, 1e-7, '0;0'],
  [-89.123456789, 180, '-89.123457;180'],
])('A place at %d, %d is GEO:%s', (lat, lon, geo) => {
  expect(veventOf(publicationOf({ place: { lat, lon } }), 'en', site)).toContain(
    `\r\nGEO:${geo}\r\n`
  )
})
