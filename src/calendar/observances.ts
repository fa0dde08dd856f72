import type { EventContent, Translation } from './event.ts'
import { type Observance, observanceDays } from './observances/days.ts'
import { type Name, type ObservanceName, observanceNames, proclaimed } from './observances/names.ts'
import type { Publication } from './publication.ts'
import { addDays, type Instant } from './time.ts'

/**
 * What all days share of a publication's history. Whoever changes a day or one of its names raises
 * `sequence` and `changedAt`: subscribers' programs skip what did not grow.
 */
export const observanceEdition: Readonly<{
  sequence: number
  publishedAt: Instant
  changedAt: Instant
}> = {
  sequence: 0,
  publishedAt: '2026-11-24T12:00:00Z',
  changedAt: '2026-11-24T12:00:00Z',
}

/**
 * The international and European days that matter to migrants and to those who work with them, in
 * the order of the year: published, all-day, every year without end from the year each was first
 * held (1970 at the earliest). Always the same publications, so that what is made of one (a
 * series' VEVENTs) is made once. No journal knows them: no store holds them.
 */
export const observances = (): readonly Publication[] => {
  known ??= observanceDays.map(publicationOf)
  return known
}

/** The day with this identity, or null: lets an event's page answer for it. */
export const observanceOf = (event: string): Publication | null =>
  observances().find((each) => each.event === event) ?? null

let known: readonly Publication[] | undefined

const publicationOf = (day: Observance): Publication => ({
  event: day.uid,
  uid: day.uid,
  revision: 1,
  ...observanceEdition,
  state: 'published',
  status: 'scheduled',
  statusNote: null,
  availability: 'unknown',
  // Nobody organises a day: the calendar itself answers for the entry.
  organisation: { slug: 'observances', name: 'Integration Calendar' },
  content: contentOf(day),
  previous: [],
  calledOff: [],
  leavesOn: null,
})

/**
 * As `eventContent` would give it, which a test checks: parsing five hundred titles would cost a
 * Worker that wakes up a tenth of a second.
 */
const contentOf = ({ name, first, scope, themes, url }: Observance): EventContent => ({
  originalLang: 'en',
  translations: Object.fromEntries(
    Object.entries(observanceNames).map(([lang, names]) => [
      lang,
      lang === 'en' ? original(name) : translated(names[name]),
    ])
  ),
  eventLanguages: [],
  time: { allDay: true, start: first, end: addDays(first, 1), rule: 'FREQ=YEARLY' },
  attendance: 'offline',
  primaryCountry: 'EU',
  countries: ['EU'],
  scope,
  themes: [...themes],
  track: 'public',
  audience: [],
  cost: { kind: 'unknown' },
  ...(url && { url }),
})

const original = (name: ObservanceName): Translation => {
  const { about } = proclaimed[name]
  return {
    title: proclaimed[name].value,
    teaser: about,
    description: `<p>${about}</p>`,
    origin: 'author',
  }
}

const translated = ({ value, state }: Name): Translation => ({
  title: value,
  origin: state === 'machine' ? 'machine' : 'human',
})
