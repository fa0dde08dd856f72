import { describe, expect, it } from 'vitest'
import type { EventDetail } from '../../src/calendar/card.ts'
import { occurrencesWithin } from '../../src/calendar/series.ts'
import { floating } from '../../src/calendar/time.ts'
import { eventPage } from '../../src/pages/event.ts'
import { all, classed, complaints, hrefs, named, read, textOf } from './document.ts'

const site = { baseUrl: 'https://calendar.example.eu', name: 'Integration Calendar' }
const id = '01939000-0000-7000-8000-000000000001'
const canonical = `${site.baseUrl}/events/${id}`

const plain: EventDetail = {
  id,
  uid: `${id}@calendar.example.eu`,
  url: canonical,
  ics: `${canonical}.ics`,
  revision: 1,
  sequence: 0,
  status: 'scheduled',
  statusNote: null,
  availability: 'open',
  publishedAt: '2012-11-20T08:00:00Z',
  changedAt: '2012-11-28T08:00:00Z',
  title: 'Saturday market',
  titleLang: 'en',
  titleDir: 'ltr',
  teaser: null,
  description: null,
  originalLang: 'en',
  translations: { en: { title: 'Saturday market', origin: 'author' } },
  organisation: { slug: 'ana', name: 'Ana’s association' },
  allDay: true,
  start: '2012-12-08',
  end: '2012-12-09',
  timeZone: null,
  startsAt: null,
  endsAt: null,
  attendance: 'offline',
  primaryCountry: 'PL',
  countries: ['PL'],
  scope: 'local',
  themes: ['culture-sport'],
  track: 'public',
  audience: [],
  cost: { kind: 'unknown' },
  eventLanguages: [],
  place: null,
  joinUrl: null,
  format: null,
  teaches: null,
  accessibility: null,
  registration: null,
  organiser: null,
  publicContact: null,
  website: null,
  recurrence: null,
}

const full: EventDetail = {
  ...plain,
  status: 'cancelled',
  statusNote: 'The hall is flooded.',
  title: 'Rodzina w nowym kraju',
  titleLang: 'pl',
  teaser: 'Warsztaty',
  description: '<p>Opis <a href="https://example.org/">tu</a></p>',
  originalLang: 'ar',
  translations: {
    en: { title: 'A family in a new country', origin: 'machine', stale: true },
    pl: { title: 'Rodzina w nowym kraju', origin: 'human' },
    ar: { title: 'الأسرة', description: '<p>وصف</p>', origin: 'author' },
  },
  allDay: false,
  start: '2012-12-05T19:30',
  end: '2012-12-05T22:00',
  timeZone: 'Europe/Warsaw',
  startsAt: '2012-12-05T18:30:00Z',
  endsAt: '2012-12-05T21:00:00Z',
  attendance: 'mixed',
  themes: ['family', 'school'],
  audience: ['teachers'],
  cost: { kind: 'paid', amount: 5, currency: 'EUR', note: 'children free' },
  eventLanguages: [
    { lang: 'pl', role: 'spoken' },
    { lang: 'uk', role: 'interpreted' },
  ],
  place: { name: 'Szkoła', address: 'ul. Miedziana 8', city: 'Warszawa', country: 'PL' },
  joinUrl: 'https://example.org/join',
  format: 'workshop',
  teaches: { lang: 'pl', level: 'A2' },
  accessibility: {
    features: { 'step-free': 'yes', captions: 'unknown' },
    note: 'Lift at the side.',
  },
  registration: {
    kind: 'required',
    url: 'https://example.org/register',
    deadline: '2012-12-03',
    idRequired: 'yes',
  },
  organiser: { name: 'Wspólny Dom', url: 'https://example.org/' },
  publicContact: { name: 'Office', email: 'info@example.org', phone: '+48 22 123' },
  website: 'https://example.org/rodzina',
}

const page = (event: EventDetail) => read(eventPage({ event, site, canonical }))

describe('the page of an event', () => {
  it('is sound with everything, with little, in every status', async () => {
    const states: EventDetail[] = [
      plain,
      full,
      { ...full, end: null, endsAt: null },
      { ...plain, status: 'postponed' },
      { ...plain, status: 'moved-online', attendance: 'online', joinUrl: 'https://example.org/' },
      { ...plain, status: 'rescheduled', availability: 'full' },
      { ...plain, availability: 'closed', end: '2012-12-12' },
    ]
    for (const state of states) expect(complaints(await page(state))).toEqual([])
  })

  it('says when and where in words', async () => {
    const [when, where] = named(await page(full), 'dd').map(textOf)
    expect(when).toBe('Wednesday 5 December 201219:30–22:00Europe/Warsaw time')
    expect(where).toContain('Szkołaul. Miedziana 8Warszawa, Poland')
    const first = async (event: EventDetail) => textOf(named(await page(event), 'dd')[0]!)
    expect(await first(plain)).toBe('Saturday 8 December 2012')
    expect(await first({ ...plain, end: '2012-12-12' })).toBe('8–11 December 2012')
    expect(await first({ ...full, end: '2012-12-06T01:00' })).toBe(
      'Wednesday 5 December 2012, 19:30 until Thursday 6 December 2012, 01:00Europe/Warsaw time'
    )
    const [start] = classed(await page(full), 'dt-start')
    expect(start?.properties.dateTime).toBe('2012-12-05T18:30:00Z')
  })

  it('shows the chosen text first, then the original, then the others, each in its language', async () => {
    const document = await page(full)
    expect(named(document, 'h1')[0]?.properties).toMatchObject({ lang: 'pl', dir: 'ltr' })
    const others = classed(document, 'other')
    expect(others.map((other) => other.properties.id)).toEqual(['text-ar', 'text-en'])
    expect(named(others[0]!, 'div')[0]?.properties).toMatchObject({ lang: 'ar', dir: 'rtl' })
    expect(textOf(others[0]!)).toContain('Original text')
    expect(textOf(others[1]!)).toContain('Machine translation · Older than the original')
    expect(textOf(document)).toContain('Originally written in Arabic.')
  })

  it('says in words that an event is cancelled, and why', async () => {
    const document = await page(full)
    expect(textOf(classed(document, 'banner')[0]!)).toBe(
      'Cancelled. The event does not take place. The hall is flooded.'
    )
    expect(named(named(document, 'h1')[0]!, 's')).toHaveLength(1)
    expect(classed(await page(plain), 'banner')).toEqual([])
  })

  it('links to the calendar file, the JSON and the month of each theme', async () => {
    const links = hrefs(await page(full))
    for (const href of [
      `${canonical}.ics`,
      `${site.baseUrl}/v1/events/${id}`,
      `${site.baseUrl}/month/2012-12?theme=family`,
      `${site.baseUrl}/month/2012-12?theme=school`,
      'https://example.org/register',
      'mailto:info@example.org',
      'tel:+4822123',
    ])
      expect(links).toContain(href)
  })

  it('is an h-event', async () => {
    const document = await page(full)
    const [event] = classed(document, 'h-event')
    for (const name of [
      'p-name',
      'dt-start',
      'dt-end',
      'p-summary',
      'e-content',
      'p-location',
      'p-category',
      'p-organizer',
      'u-url',
    ]) {
      expect(classed(event!, name).length).toBeGreaterThan(0)
    }
  })

  it('shows hostile text as text', async () => {
    const bad = '"><script>alert(1)</script>'
    const document = await page({
      ...full,
      title: bad,
      teaser: bad,
      statusNote: bad,
      translations: {
        ar: { title: bad, teaser: bad, origin: 'author' },
        pl: { title: bad, origin: 'human' },
      },
      organisation: { slug: 'x', name: bad },
      place: { name: bad, address: bad, city: bad },
      organiser: { name: bad },
      cost: { kind: 'free', note: bad },
      accessibility: { features: {}, note: bad },
    })
    expect(named(document, 'script')).toEqual([])
    expect(complaints(document)).toEqual([])
    expect(all(document, (e) => e.properties.name === 'description')[0]?.properties.content).toBe(
      bad
    )
  })
})

const course: EventDetail = {
  ...full,
  status: 'scheduled',
  statusNote: null,
  timeZone: 'Europe/Warsaw',
  recurrence: {
    rule: 'FREQ=WEEKLY;INTERVAL=2;UNTIL=20130630T215959Z',
    extraDates: [],
    exceptDates: ['2013-01-02T19:30'],
    overrides: [
      {
        date: '2012-12-19T19:30',
        start: '2012-12-20T18:00',
        translations: { ar: { title: 'مساء' } },
        place: { name: 'Biblioteka', city: 'Kraków' },
      },
    ],
    calledOff: [{ date: '2013-01-16T19:30', note: 'The teacher is ill.' }],
  },
}
const courseTime = {
  allDay: false,
  start: course.start,
  end: course.end ?? undefined,
  zone: 'Europe/Warsaw',
  rule: course.recurrence?.rule ?? undefined,
  exceptDates: [...(course.recurrence?.exceptDates ?? [])],
}
const nextDates = occurrencesWithin(
  id,
  { time: courseTime, overrides: course.recurrence?.overrides },
  { from: floating('2012-12-10'), to: floating('2013-02-20') }
)
const coursePage = (event: EventDetail, occurrences = nextDates, more = true) =>
  read(eventPage({ event, site, canonical, occurrences, more }))

describe('the page of a series', () => {
  it('is sound, with dates ahead and without', async () => {
    for (const state of [
      coursePage(course),
      coursePage(course, [], false),
      coursePage({ ...course, status: 'cancelled' }),
      coursePage({ ...course, end: null, endsAt: null }),
    ])
      expect(complaints(await state)).toEqual([])
  })

  it('says the rule in words and the hour', async () => {
    const [when] = named(await coursePage(course), 'dd').map(textOf)
    expect(when).toBe(
      'Every second Wednesday until 30 June 2013, except 2 January19:30–22:00Europe/Warsaw timeFrom 5 December 2012'
    )
  })

  it('lists the dates, each with its anchor, its own facts and its calendar file', async () => {
    const document = await coursePage(course)
    const [section] = classed(document, 'dates')
    const items = named(section!, 'li')
    expect(items.map((li) => li.properties.id)).toEqual([
      'd20121219T183000Z',
      'd20130116T183000Z',
      'd20130130T183000Z',
      'd20130213T183000Z',
    ])
    expect(textOf(items[0]!)).toContain('Thursday 20 December 2012, 18:00–20:30')
    expect(textOf(items[0]!)).toContain('instead of 19 December 2012, 19:30')
    expect(textOf(items[0]!)).toContain('Biblioteka, Kraków, Poland')
    expect(named(items[0]!, 'p')[1]?.properties).toMatchObject({ lang: 'ar', dir: 'rtl' })
    expect(hrefs(items[0]!)).toEqual([`${canonical}/20121219T183000Z.ics`])
    expect(textOf(section!)).toContain('It goes on after these dates.')
    expect(textOf(classed(await coursePage(course, nextDates, false), 'dates')[0]!)).not.toContain(
      'It goes on'
    )
  })

  it('strikes a date through that is called off, says so and why', async () => {
    const [off] = classed(classed(await coursePage(course), 'dates')[0]!, 'cancelled')
    expect(off?.properties.id).toBe('d20130116T183000Z')
    expect(textOf(named(off!, 's')[0]!)).toBe('Wednesday 16 January 2013, 19:30–22:00')
    expect(textOf(off!)).toContain('Cancelled')
    expect(textOf(off!)).toContain('The teacher is ill.')
  })

  it('leads to the month of the next date', async () => {
    expect(hrefs(classed(await coursePage(course, nextDates.slice(1)), 'crumb')[0]!)).toEqual([
      `${site.baseUrl}/month/2013-01`,
    ])
  })
})
