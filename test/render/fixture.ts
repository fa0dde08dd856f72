import type { EventContent } from '../../src/calendar/event.ts'
import type { Publication, Site } from '../../src/calendar/publication.ts'
import { isSeries } from '../../src/calendar/series.ts'
import { calendarHead, calendarTail } from '../../src/render/vcalendar.ts'
import { zoneWritten } from '../../src/render/vevent.ts'
import { vtimezoneOf } from '../../src/render/vtimezone.ts'

export const site: Site = { baseUrl: 'https://calendar.example.eu', name: 'Integration events' }

/** Ana's Saturday market in Warsaw, unless said otherwise. */
export const contentOf = (different: Partial<EventContent> = {}): EventContent => ({
  originalLang: 'en',
  translations: { en: { title: 'Saturday market', teaser: 'Soup and songs.', origin: 'author' } },
  eventLanguages: [{ lang: 'pl', role: 'spoken' }],
  time: {
    allDay: false,
    start: '2026-12-05T10:00',
    end: '2026-12-05T12:30',
    zone: 'Europe/Warsaw',
  },
  attendance: 'offline',
  primaryCountry: 'PL',
  countries: ['PL'],
  scope: 'local',
  themes: ['language'],
  track: 'public',
  audience: [],
  cost: { kind: 'free' },
  ...different,
})

export const publicationOf = (
  content: Partial<EventContent> = {},
  different: Partial<Publication> = {}
): Publication => ({
  event: '019cafe0-0000-7000-8000-0000000000aa',
  uid: '019cafe0-0000-7000-8000-0000000000aa',
  revision: 1,
  sequence: 0,
  state: 'published',
  status: 'scheduled',
  statusNote: null,
  availability: 'unknown',
  organisation: { slug: 'common-ground', name: 'Common Ground' },
  content: contentOf(content),
  publishedAt: '2026-11-01T08:00:00Z',
  changedAt: '2026-11-02T09:30:15Z',
  leavesOn: null,
  calledOff: [],
  previous: [],
  ...different,
})

/** The VTIMEZONEs a publication needs; of a series for as long as tests look at it. */
const zonesFor = (publication: Publication): string[] => {
  const zone = zoneWritten(publication)
  const { start, end } = publication.content.time
  const [from = 0, to = 0] = [start, end ?? start].map((time) => Number(time.slice(0, 4)))
  const years = { from, to: isSeries(publication.content.time) ? to + 8 : to }
  return zone === null ? [] : [vtimezoneOf(zone, years)]
}

/** A whole feed around stored VEVENTs. */
export const calendarOf = (publication: Publication, ...vevents: readonly string[]): string =>
  calendarHead({
    name: 'Poland; and more',
    description: 'Events, all of them',
    lang: 'en',
    url: 'https://calendar.example.eu/',
    source: 'https://calendar.example.eu/feeds/pl.ics?theme=a,b',
    vtimezones: zonesFor(publication),
  }) +
  vevents.join('') +
  calendarTail
