import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { EventContent } from '../../src/calendar/event.ts'
import type { Publication } from '../../src/calendar/publication.ts'
import { themes } from '../../src/calendar/vocabularies/themes.ts'
import { feedFormats } from '../../src/render/feed-formats.ts'
import {
  eventJsonLd,
  jsonLdEntryOf,
  jsonLdHead,
  jsonLdTail,
  scriptSafe,
} from '../../src/render/json-ld.ts'
import { publicationOf, site } from './fixture.ts'
import { about, everything, nasty } from './told.ts'

const page = 'https://calendar.example.eu/events/019cafe0-0000-7000-8000-0000000000aa'
const ld = (content: Partial<EventContent> = {}, different: Partial<Publication> = {}) =>
  eventJsonLd(publicationOf(content, different), 'en', site)

describe('an event as schema.org/Event', () => {
  test('has what search engines want, in schema.org’s words', () => {
    const place = {
      name: 'Old Mill',
      address: 'ul. Młyńska 3',
      city: 'Warszawa',
      lat: 52.2,
      lon: 21,
    }
    expect(ld({ place })).toMatchObject({
      '@context': ['https://schema.org', { cv: 'http://data.europa.eu/m8g/' }],
      '@type': 'Event',
      '@id': `${page}#event`,
      url: page,
      identifier: '019cafe0-0000-7000-8000-0000000000aa',
      name: 'Saturday market',
      description: 'Soup and songs.',
      startDate: '2026-12-05T10:00:00+01:00',
      endDate: '2026-12-05T12:30:00+01:00',
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
      location: {
        '@type': 'Place',
        name: 'Old Mill',
        address: {
          '@type': 'PostalAddress',
          streetAddress: 'ul. Młyńska 3',
          addressLocality: 'Warszawa',
          addressCountry: 'PL',
        },
        geo: { '@type': 'GeoCoordinates', latitude: 52.2, longitude: 21 },
      },
      inLanguage: ['pl'],
      isAccessibleForFree: true,
    })
  })

  test.each([
    ['cancelled', 'EventCancelled'],
    ['postponed', 'EventPostponed'],
    ['rescheduled', 'EventRescheduled'],
    ['moved-online', 'EventMovedOnline'],
  ] as const)('that is %s says %s, keeps its date and its bare name', (status, name) => {
    expect(ld({}, { status, statusNote: 'Flooded' })).toMatchObject({
      eventStatus: `https://schema.org/${name}`,
      startDate: '2026-12-05T10:00:00+01:00',
      name: 'Saturday market',
      description: 'Flooded\n\nSoup and songs.',
    })
  })

  test('that is withdrawn is cancelled', () => {
    expect(ld({}, { state: 'withdrawn' }).eventStatus).toBe('https://schema.org/EventCancelled')
  })

  const stood = (start: string, zone = 'Europe/Warsaw') => ({
    at: '2026-11-02T09:30:15Z',
    time: { allDay: false as const, start, zone },
    place: null,
    attendance: 'offline',
  })

  test('that a revision moved is rescheduled and names the dates it had, each once', () => {
    const previous = [
      stood('2026-11-28T10:00'),
      stood('2026-10-03T10:00'),
      stood('2026-11-28T10:00'),
    ]
    expect(ld({}, { previous })).toMatchObject({
      eventStatus: 'https://schema.org/EventRescheduled',
      startDate: '2026-12-05T10:00:00+01:00',
      previousStartDate: ['2026-11-28T10:00:00+01:00', '2026-10-03T10:00:00+02:00'],
    })
  })

  test('whose place or end changed, or whose hour became known, is not rescheduled', () => {
    const allDay = {
      ...stood(''),
      time: { allDay: true as const, start: '2026-12-05', end: '2026-12-06' },
    }
    const event = ld({}, { previous: [stood('2026-12-05T10:00'), allDay] })
    expect(event.eventStatus).toBe('https://schema.org/EventScheduled')
    expect(event).not.toHaveProperty('previousStartDate')
  })

  test('that was moved and then cancelled is cancelled', () => {
    const event = ld({}, { status: 'cancelled', previous: [stood('2026-11-28T10:00')] })
    expect(event.eventStatus).toBe('https://schema.org/EventCancelled')
    expect(event).not.toHaveProperty('previousStartDate')
  })

  test('of whole days has dates, the last one inclusive', () => {
    const event = ld({ time: { allDay: true, start: '2012-12-05', end: '2012-12-10' } })
    expect([event.startDate, event.endDate]).toEqual(['2012-12-05', '2012-12-09'])
  })

  test.each([
    ['2026-07-05T10:00', 'Europe/Warsaw', '+02:00'],
    ['2026-10-25T02:30', 'Europe/Warsaw', '+02:00'],
    ['2026-07-05T10:00', 'America/St_Johns', '-02:30'],
    ['2026-07-05T10:00', 'Etc/UTC', '+00:00'],
  ])('at %s in %s has the offset %s, and no end if none was given', (start, zone, offset) => {
    const event = ld({ time: { allDay: false, start, zone } })
    expect(event.startDate).toBe(`${start}:00${offset}`)
    expect(event).not.toHaveProperty('endDate')
  })

  test('is online, on site, or both', () => {
    const joinUrl = 'https://meet.example.org/'
    expect(ld({ attendance: 'online', joinUrl })).toMatchObject({
      eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
      location: { '@type': 'VirtualLocation', url: joinUrl },
    })
    expect(ld({ attendance: 'mixed', joinUrl, place: { city: 'Warszawa' } })).toMatchObject({
      eventAttendanceMode: 'https://schema.org/MixedEventAttendanceMode',
      location: [
        { '@type': 'Place', name: 'Warszawa' },
        { '@type': 'VirtualLocation', url: joinUrl },
      ],
    })
    expect(ld({ attendance: 'online' }).location).toMatchObject({ url: page })
    expect(ld().location).toMatchObject({ name: 'Poland' })
    expect(ld({ primaryCountry: 'EU' })).not.toHaveProperty('location')
  })

  test.each([
    [{ kind: 'free' }, { isAccessibleForFree: true }],
    [
      { kind: 'paid', amount: 15, currency: 'EUR' },
      {
        isAccessibleForFree: false,
        offers: { '@type': 'Offer', url: page, price: 15, priceCurrency: 'EUR' },
      },
    ],
    [{ kind: 'donation', amount: 5, currency: 'EUR' }, {}],
    [{ kind: 'unknown' }, {}],
  ] as const)('that costs %o says %o', (cost, said) => {
    const { isAccessibleForFree, offers } = ld({ cost })
    expect({ isAccessibleForFree, offers }).toEqual(said)
  })

  test('offers its registration until the deadline, and seats only when known', () => {
    const registration = {
      kind: 'required' as const,
      url: 'https://example.org/register',
      deadline: '2026-12-01',
      idRequired: 'unknown' as const,
    }
    const offer = { '@type': 'Offer', url: registration.url, price: 0, validThrough: '2026-12-01' }
    expect(ld({ registration }).offers).toEqual(offer)
    expect(ld({ registration }, { availability: 'closed' }).offers).toEqual(offer)
    expect(ld({ registration }, { availability: 'full' }).offers).toEqual({
      ...offer,
      availability: 'https://schema.org/SoldOut',
    })
  })

  test('calls nobody its organiser who was not named', () => {
    expect(ld()).not.toHaveProperty('organizer')
    expect(
      ld({ organiser: { name: 'The Millers', url: 'https://example.org/' } }).organizer
    ).toEqual({ '@type': 'Organization', name: 'The Millers', url: 'https://example.org/' })
  })

  test('says for whom, what it teaches, and in which languages one can follow', () => {
    expect(
      ld({
        audience: ['women'],
        teaches: { lang: 'pl', level: 'A1' },
        eventLanguages: [
          { lang: 'pl', role: 'spoken' },
          { lang: 'pl', role: 'materials' },
          { lang: 'uk', role: 'interpreted' },
          { lang: 'en', role: 'materials' },
        ],
      })
    ).toMatchObject({
      '@type': 'EducationEvent',
      audience: [{ '@type': 'Audience', audienceType: 'Women' }],
      teaches: { termCode: 'pl' },
      educationalLevel: 'A1',
      inLanguage: ['pl', 'uk'],
    })
    expect(ld({ eventLanguages: [] })).not.toHaveProperty('inLanguage')
  })

  test('names its themes, and the EuroVoc concepts near them', () => {
    expect(ld({ themes: ['health'] }).about).toEqual([
      {
        '@type': 'DefinedTerm',
        '@id': 'https://calendar.example.eu/v1/vocabularies/themes#health',
        name: 'Health and mental health',
        termCode: 'health',
        inDefinedTermSet: 'https://calendar.example.eu/v1/vocabularies/themes',
        'skos:relatedMatch': [
          { '@id': 'http://eurovoc.europa.eu/5899' },
          { '@id': 'http://eurovoc.europa.eu/5878' },
        ],
      },
    ])
    for (const { eurovoc } of themes.terms) {
      expect(eurovoc.length).toBeGreaterThan(0)
      for (const id of eurovoc) expect(id).toMatch(/^(\d+|c_[0-9a-f]{8})$/)
    }
  })
})

describe('an event in the Core Public Event Vocabulary', () => {
  test('has its class, identifier, texts by language, times, place, contact and access', () => {
    const event = ld({
      translations: {
        en: { title: 'Market', teaser: 'Soup.', origin: 'author' },
        pl: { title: 'Targ', origin: 'human' },
      },
      place: { name: 'Old Mill', city: 'Warszawa' },
      publicContact: { email: 'info@example.org', phone: '+48 22 123' },
      accessibility: { features: { 'step-free': 'yes', captions: 'no' }, note: 'Lift.' },
      registration: { kind: 'optional', url: 'https://example.org/r', idRequired: 'unknown' },
      time: { allDay: true, start: '2026-12-05', end: '2026-12-07' },
    })
    const instant = (value: string) => ({
      '@type': 'time:Instant',
      'time:inXSDDate': { '@type': 'xsd:date', '@value': value },
    })
    expect(event).toMatchObject({
      additionalType: 'http://data.europa.eu/m8g/PublicEvent',
      'dct:identifier': '019cafe0-0000-7000-8000-0000000000aa',
      'dct:title': [
        { '@value': 'Market', '@language': 'en' },
        { '@value': 'Targ', '@language': 'pl' },
      ],
      'dct:description': [{ '@value': 'Soup.', '@language': 'en' }],
      'dct:language': [{ '@id': 'http://publications.europa.eu/resource/authority/language/POL' }],
      'time:hasTime': {
        '@type': 'time:TemporalEntity',
        'time:hasBeginning': instant('2026-12-05'),
        'time:hasEnd': instant('2026-12-06'),
      },
      'locn:address': {
        '@type': 'locn:Address',
        'locn:fullAddress': 'Old Mill, Warszawa',
        'locn:postName': 'Warszawa',
        'locn:adminUnitL1': { '@value': 'Poland', '@language': 'en' },
      },
      'cv:eventStatus': {
        '@id': 'http://publications.europa.eu/resource/authority/event-status/NORMAL',
      },
      'cv:registrationPage': { '@id': 'https://example.org/r' },
      'cv:contactPoint': { 'cv:email': 'info@example.org', 'cv:telephone': '+48 22 123' },
      'cv:accessibility': [{ '@value': 'Step-free access', '@language': 'en' }, 'Lift.'],
    })
  })

  test('is written with the properties that docs/event-vocabulary.md lists', () => {
    const text = readFileSync(new URL('../../docs/event-vocabulary.md', import.meta.url), 'utf8')
    const listed = text
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .flatMap((line) => line.split(' | ')[2]?.match(/[a-z]+:[A-Za-z]+/g) ?? [])
    const full = ld({
      place: { city: 'Warszawa' },
      publicContact: { email: 'info@example.org' },
      accessibility: { features: {}, note: 'Lift.' },
      registration: { kind: 'optional', url: 'https://example.org/r', idRequired: 'unknown' },
    })
    const written = Object.keys(full).filter((name) => name.includes(':'))
    expect(written.sort()).toEqual(listed.sort())
  })

  test.each([
    [{ status: 'cancelled' }],
    [{ state: 'withdrawn' }],
    [{ status: 'moved-online' }],
  ] as const)('has no status code when it is %o', (different) => {
    expect(ld({}, different)).not.toHaveProperty('cv:eventStatus')
  })
})

describe('a JSON-LD feed', () => {
  const entries = everything.map(({ publication, lang }) => jsonLdEntryOf(publication, lang, site))
  const { separator } = feedFormats.jsonld
  const graphOf = (bodies: readonly string[]) =>
    JSON.parse(jsonLdHead(about) + bodies.join(separator) + jsonLdTail())['@graph']

  test.each([0, 1, entries.length])(
    'of %d events is one graph: the feed, then its events',
    (count) => {
      const [feed, ...events] = graphOf(entries.slice(0, count))
      expect(feed).toEqual({
        '@type': 'DataFeed',
        '@id': about.feedUrl,
        name: about.title,
        description: about.description,
        url: about.homeUrl,
        inLanguage: 'en',
        dateModified: about.updated,
      })
      expect(events).toHaveLength(count)
    }
  )

  test('names its next page when there is one', () => {
    const nextUrl = 'https://calendar.example.eu/feeds/events.jsonld?after=x'
    const [feed] = JSON.parse(jsonLdHead({ ...about, nextUrl }) + jsonLdTail())['@graph']
    expect(feed['http://www.w3.org/ns/hydra/core#next']).toEqual({ '@id': nextUrl })
  })

  test('uses no prefix it does not define, and says the context once', () => {
    const text = jsonLdHead(about) + entries.join('') + jsonLdTail()
    const { '@context': context, '@graph': graph } = JSON.parse(text)
    const defined = new Set(Object.keys(context[1]))
    const used = new Set(
      [...JSON.stringify(graph).matchAll(/"([a-z]+):[A-Za-z]+":/g)].map(([, prefix]) => prefix)
    )
    expect(used.size).toBeGreaterThan(4)
    expect([...used].filter((prefix) => !defined.has(prefix ?? ''))).toEqual([])
    expect(text.match(/"@context"/g)).toHaveLength(1)
  })

  test('holds no text of a removed event', () => {
    const text = jsonLdEntryOf(
      publicationOf(
        {
          translations: { en: { title: 'secret', teaser: 'secret', origin: 'author' } },
          place: { city: 'secret' },
          teaches: { lang: 'pl' },
        },
        { state: 'removed', statusNote: 'secret', organisation: { slug: 'secret', name: 'secret' } }
      ),
      'en',
      site
    )
    expect(text).not.toContain('secret')
    expect(JSON.parse(text.slice(1))).toEqual({
      '@type': 'Event',
      '@id': `${page}#event`,
      additionalType: 'http://data.europa.eu/m8g/PublicEvent',
      identifier: '019cafe0-0000-7000-8000-0000000000aa',
      name: 'Event removed',
      startDate: '2026-12-05T10:00:00+01:00',
      endDate: '2026-12-05T12:30:00+01:00',
      eventStatus: 'https://schema.org/EventCancelled',
    })
  })
})

describe('JSON in a script element', () => {
  test('cannot end the element and means the same', () => {
    for (const { publication, lang } of everything) {
      const event = eventJsonLd(publication, lang, site)
      const safe = scriptSafe(JSON.stringify(event))
      expect(safe).not.toMatch(/[<\u2028\u2029]/)
      expect(JSON.parse(safe)).toEqual(JSON.parse(JSON.stringify(event)))
    }
    expect(JSON.stringify(everything.at(-1)?.publication)).toContain(
      JSON.stringify(nasty).slice(1, 20)
    )
  })
})
