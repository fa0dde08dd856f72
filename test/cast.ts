import { type EventContent, type EventContentInput, eventContent } from '../src/calendar/event.ts'
import type { Actor } from '../src/calendar/people.ts'
import { publish } from '../src/calendar/publishing.ts'
import type { Submission } from '../src/calendar/submission.ts'

/*
 * The people and events the tests tell of. Ana submits for Open Doors Lisbon, Piotr for a Warsaw
 * language school; Marta moderates Poland and Czechia, Jana Czechia and Slovakia.
 */

export const openDoors = {
  id: 'org-open-doors',
  slug: 'open-doors-lisbon',
  name: 'Open Doors Lisbon',
}
export const languageSchool = {
  id: 'org-school',
  slug: 'warsaw-language-school',
  name: 'Warsaw Language School',
}

/** A person who belongs nowhere and may nothing; the others differ from them. */
export const stranger: Actor = {
  id: 'stranger',
  name: 'Somebody',
  organisation: null,
  memberOf: [],
  roles: [],
  countries: [],
  scopes: null,
  holds: null,
}
export const ana: Actor = {
  ...stranger,
  id: 'ana',
  name: 'Ana',
  organisation: openDoors,
  memberOf: [openDoors.id],
  roles: ['submitter'],
}
export const piotr: Actor = {
  ...stranger,
  id: 'piotr',
  name: 'Piotr',
  organisation: languageSchool,
  memberOf: [languageSchool.id],
  roles: ['submitter'],
}
export const marta: Actor = {
  ...stranger,
  id: 'marta',
  name: 'Marta',
  roles: ['moderator'],
  countries: ['PL', 'CZ', 'PT'],
}
export const jana: Actor = {
  ...stranger,
  id: 'jana',
  name: 'Jana',
  roles: ['moderator'],
  countries: ['PT', 'SK'],
}

/** What Ana types: the Saturday market, an ordinary timed event in Lisbon in two languages. */
export const saturdayMarket: EventContentInput = {
  originalLang: 'pt',
  translations: {
    pt: {
      title: 'Mercado de sábado',
      description: '<p>Comida e música de <strong>vinte</strong> países.</p>',
    },
    en: { title: 'Saturday market', teaser: 'Food and music from twenty countries.' },
  },
  eventLanguages: [
    { lang: 'pt', role: 'spoken' },
    { lang: 'ar', role: 'interpreted' },
  ],
  time: {
    allDay: false,
    start: '2027-05-08T10:00',
    end: '2027-05-08T16:00',
    zone: 'Europe/Lisbon',
  },
  place: {
    name: 'Praça do Martim Moniz',
    city: 'Lisboa',
    country: 'PT',
    lat: 38.7164,
    lon: -9.1362,
  },
  primaryCountry: 'PT',
  themes: ['culture-sport', 'intercultural'],
  track: 'public',
  format: 'fair',
}

/** What Piotr types: a Polish course evening, all day for simplicity. */
export const polishCourse: EventContentInput = {
  originalLang: 'pl',
  translations: { pl: { title: 'Kurs języka polskiego' } },
  eventLanguages: [{ lang: 'pl', role: 'spoken' }],
  teaches: { lang: 'pl', level: 'A1' },
  time: { allDay: true, start: '2027-05-10', end: '2027-05-11' },
  primaryCountry: 'PL',
  themes: ['language'],
  track: 'newcomers',
  format: 'course',
}

/** A parsed event with some fields changed. */
export const contentOf = (
  input: EventContentInput,
  changes: Partial<EventContentInput> = {}
): EventContent => eventContent.parse({ ...input, ...changes })

/** A pending submission of revision 1, as the store first gets it. */
export const pendingSubmission = (
  ids: { id: string; event: string },
  actor: Actor,
  content: EventContent,
  at: string
): Submission => ({
  ...ids,
  revision: 1,
  state: 'pending',
  round: 0,
  organisation: actor.organisation ?? openDoors,
  ownerId: null,
  lang: 'en',
  lowPriority: false,
  submitter: { id: actor.id, name: actor.name },
  primaryCountry: content.primaryCountry,
  message: null,
  content,
  split: null,
  submittedAt: at,
  waitingSince: at,
})

/** The step that makes a content public for the first time. */
export const firstPublication = (
  event: string,
  content: EventContent,
  organisation: { slug: string; name: string },
  at: string
) =>
  publish(
    null,
    {
      event,
      revision: 1,
      content,
      organisation: { slug: organisation.slug, name: organisation.name },
    },
    { id: 'marta', name: 'Marta' },
    at
  )

export const site = { baseUrl: 'https://calendar.test', name: 'Integration calendar' }
