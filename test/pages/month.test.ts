import { describe, expect, it } from 'vitest'
import type { EventCard } from '../../src/calendar/card.ts'
import type { EventContent } from '../../src/calendar/event.ts'
import { occurrencesWithin } from '../../src/calendar/series.ts'
import { monthPage } from '../../src/pages/month.ts'
import { type MonthInput, monthOf } from '../../src/render/month.ts'
import { all, classed, complaints, hrefs, named, read, textOf } from './document.ts'

const site = { baseUrl: 'https://calendar.example.eu', name: 'Integration Calendar' }

type Happening = Readonly<{ id: string; time: EventContent['time']; card?: Partial<EventCard> }>

const cardOf = ({ id, time, card }: Happening): EventCard => ({
  id,
  title: `Title of ${id}`,
  titleLang: 'en',
  titleDir: 'ltr',
  originalTitle: null,
  originalLang: 'en',
  teaser: `Teaser of ${id}`,
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
  allDay: time.allDay,
  start: time.start,
  end: time.end ?? null,
  timeZone: 'Europe/Warsaw',
  startsAt: null,
  endsAt: null,
  ...card,
})

const fair: Happening = {
  id: 'fair',
  time: { allDay: true, start: '2012-12-07', end: '2012-12-12' },
}
const evening: Happening = {
  id: 'evening',
  time: {
    allDay: false,
    start: '2012-12-05T19:30',
    end: '2012-12-05T22:00',
    zone: 'Europe/Warsaw',
  },
}
const cancelled: Happening = {
  id: 'cancelled',
  time: { allDay: true, start: '2012-12-05', end: '2012-12-06' },
  card: { status: 'cancelled', title: 'ورشة', titleLang: 'ar', titleDir: 'rtl' },
}
const hostile: Happening = {
  id: 'hostile',
  time: { allDay: true, start: '2012-12-20', end: '2012-12-21' },
  card: {
    title: '<script>alert(1)</script>"\'<img src=x onerror=alert(1)>',
    teaser: '</p></main><script>alert(2)</script>',
    place: { name: null, city: '"><script>', country: 'PL' },
  },
}

const page = (
  happenings: readonly Happening[],
  more: Partial<MonthInput> = {},
  filterText = ''
) => {
  const month = monthOf({
    month: '2012-12',
    locale: 'en',
    weekStart: 1,
    zone: 'event',
    maxLanes: 3,
    layout: true,
    occurrences: happenings.flatMap(({ id, time }) => occurrencesWithin(id, { time })),
    cards: new Map(happenings.map((one) => [one.id, cardOf(one)])),
    query: '',
    site,
    truncated: false,
    version: '2012-11-20T08:00:00Z',
    ...more,
  })
  return read(monthPage({ month, filterText, site }))
}

const course: Happening = {
  id: 'course',
  time: {
    allDay: false,
    start: '2012-12-04T19:30',
    end: '2012-12-04T21:00',
    zone: 'Europe/Warsaw',
    rule: 'FREQ=WEEKLY;COUNT=4',
  },
  card: {
    recurs: true,
    dates: {
      '20121211T183000Z': {
        title: 'An evening of songs',
        place: { name: 'Biblioteka', city: 'Kraków', country: 'PL' },
        cancelled: false,
        note: null,
      },
      '20121218T183000Z': { title: null, place: null, cancelled: true, note: 'Snow.' },
    },
  },
}

describe('the page of a month', () => {
  it('is sound in every state', async () => {
    const many = Array.from(
      { length: 9 },
      (_, n): Happening => ({ ...evening, id: `evening-${n}` })
    )
    const states = [
      page([]),
      page([fair, evening, cancelled, hostile]),
      page(many),
      page([fair, evening, cancelled], { locale: 'pl', query: 'locale=pl' }, 'Poland'),
      page([fair, cancelled], { locale: 'ar', weekStart: 6, zone: 'Asia/Tbilisi' }),
      page([fair], { layout: false }),
      page([fair], { truncated: true, maxLanes: 0 }),
      page([], { month: '1970-01' }),
      page([], { month: '2099-12' }),
    ]
    for (const state of states) expect(complaints(await state)).toEqual([])
  })

  it('is a table with a caption, full names of weekdays and a cell for every day', async () => {
    const document = await page([fair])
    const [table] = named(document, 'table')
    expect(textOf(named(document, 'h1')[0]!)).toBe('December 2012')
    expect(textOf(named(table!, 'caption')[0]!)).toBe('December 2012')
    const headers = named(table!, 'th')
    expect(headers.map((th) => th.properties.scope)).toEqual(Array(7).fill('col'))
    expect(textOf(classed(headers[0]!, 'vh')[0]!)).toBe('Monday')
    expect(headers[0]?.children[0]).toMatchObject({ properties: { ariaHidden: 'true' } })
    const cells = named(table!, 'td')
    expect(cells).toHaveLength(42)
    expect(cells.map((td) => named(td, 'time')[0]?.properties.dateTime)).toEqual(
      cells.map((td) => String(td.properties.id).slice(1))
    )
    for (const [role, name] of [
      ['table', 'table'],
      ['row', 'tr'],
      ['cell', 'td'],
      ['columnheader', 'th'],
    ] as const) {
      expect(named(document, name).every((element) => element.properties.role === role)).toBe(true)
    }
    expect(classed(table!, 'outside')).toHaveLength(11)
  })

  it('has an event of several days once per week and says on later days that it continues', async () => {
    const [table] = named(await page([fair]), 'table')
    const bars = classed(table!, 'bar')
    expect(bars.map((bar) => bar.properties.className)).toEqual([
      expect.arrayContaining(['l0', 's3', 'goes-on']),
      expect.arrayContaining(['l0', 's2', 'from-before']),
    ])
    expect(textOf(bars[0]!)).toContain('7–11 December 2012')
    const saturday = all(table!, (e) => e.properties.id === 'c2012-12-08')[0]!
    expect(textOf(saturday)).toContain('continues: Title of fair')
    expect(hrefs(saturday)).toEqual([])
  })

  it('strikes a cancelled event through and says so', async () => {
    const document = await page([cancelled])
    for (const item of classed(document, 'cancelled')) {
      expect(named(item, 's')).toHaveLength(1)
      expect(textOf(item)).toContain('Cancelled')
    }
    expect(classed(document, 'cancelled')).toHaveLength(2)
  })

  it('gives texts their language and direction', async () => {
    const document = await page([cancelled], { locale: 'pl' })
    const titles = classed(document, 'title')
    expect(titles).toHaveLength(2)
    for (const title of titles) expect(title.properties).toMatchObject({ lang: 'ar', dir: 'rtl' })
    expect(named(document, 'h1')[0]?.properties.lang).toBe('pl')
    expect(named(document, 'table')[0]?.properties).toMatchObject({ lang: 'pl', dir: 'ltr' })
    expect(named(await page([], { locale: 'ar' }), 'table')[0]?.properties.dir).toBe('rtl')
  })

  it('links “+N more” to the day in the list, where every event of the day stands', async () => {
    const many = Array.from(
      { length: 5 },
      (_, n): Happening => ({ ...evening, id: `evening-${n}` })
    )
    const document = await page(many)
    const [more] = classed(document, 'more')
    expect(textOf(more!)).toBe('+2 more on 5 December')
    expect(more?.properties.href).toBe(`${site.baseUrl}/month/2012-12#d2012-12-05`)
    const day = all(document, (e) => e.properties.id === 'd2012-12-05')[0]!
    expect(hrefs(day)).toEqual(many.map(({ id }) => `${site.baseUrl}/events/${id}`))
    expect(textOf(day)).toContain('19:30–22:00')
    // Paper shows the two that have no lane as well.
    expect(named(classed(document, 'overflow')[0]!, 'li')).toHaveLength(2)
  })

  it('has an anchor for every day of the month, with events or without', async () => {
    for (const happenings of [[], [fair, evening]]) {
      const anchors = all(await page(happenings), (e) =>
        /^d2012-12-\d\d$/.test(String(e.properties.id))
      )
      expect(anchors).toHaveLength(31)
    }
  })

  it('shows hostile text as text', async () => {
    const document = await page([hostile])
    expect(named(document, 'script')).toEqual([])
    expect(named(document, 'img')).toEqual([])
    expect(textOf(classed(document, 'title')[0]!)).toContain('<script>alert(1)</script>')
    expect(textOf(classed(document, 'teaser')[0]!)).toContain('</main>')
  })

  it('keeps the selection when it turns to another month', async () => {
    const document = await page([fair], { query: 'country=PL&locale=en' }, 'Poland')
    const turns = all(document, (e) => e.tagName === 'a' && e.properties.rel !== undefined)
    expect(turns.map((a) => [a.properties.rel, a.properties.href])).toEqual([
      [['prev'], `${site.baseUrl}/month/2012-11?country=PL&locale=en`],
      [['next'], `${site.baseUrl}/month/2013-01?country=PL&locale=en`],
    ])
    expect(textOf(classed(document, 'filter')[0]!)).toBe('Showing Poland')
    expect(textOf(classed(document, 'address')[0]!)).toBe(
      `${site.baseUrl}/feeds/events.ics?country=PL&locale=en`
    )
  })

  it('asks robots to leave a month without events out', async () => {
    const robots = async (happenings: Happening[]) =>
      all(await page(happenings), (e) => e.properties.name === 'robots').length
    expect(await robots([])).toBe(1)
    expect(await robots([fair])).toBe(0)
  })

  it('shows each date of a series as it is, and leads to it', async () => {
    const document = await page([course])
    expect(complaints(document)).toEqual([])
    const day = (date: string) => all(document, (e) => e.properties.id === `d2012-12-${date}`)[0]!
    expect(hrefs(day('04'))).toEqual([`${site.baseUrl}/events/course#d20121204T183000Z`])
    expect(classed(document, 'teaser').map(textOf)).toEqual(['Teaser of course'])
    expect(textOf(day('11'))).toContain('An evening of songs')
    expect(textOf(day('11'))).toContain('Biblioteka, Kraków, Poland')
    expect(named(day('18'), 's').map(textOf)).toEqual(['Title of course'])
    expect(textOf(day('18'))).toContain('Cancelled Title of course')
    expect(textOf(day('18'))).toContain('Snow.')
    const [table] = named(document, 'table')
    expect(classed(table!, 'cancelled').map(textOf)).toEqual([
      '19:30 Cancelled Title of course PLPoland',
    ])
    expect(named(day('25'), 's')).toEqual([])
  })

  it('shows the time where the event is beside that of the reader', async () => {
    const document = await page([course, fair], { zone: 'Asia/Tokyo' })
    expect(complaints(document)).toEqual([])
    const [first] = classed(named(document, 'table')[0]!, 'single')
    expect(textOf(first!)).toContain('03:30 (19:30 there)')
    const day = all(document, (e) => e.properties.id === 'd2012-12-05')[0]!
    expect(textOf(classed(day, 'clock')[0]!)).toBe(
      '03:30–05:00' + '4 December, 19:30–21:00 Europe/Warsaw time'
    )
    expect(classed(await page([course], { zone: 'Europe/Warsaw' }), 'own')).toEqual([])
    expect(classed(await page([course]), 'own')).toEqual([])
  })
})
