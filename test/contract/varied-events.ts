import fc from 'fast-check'
import { announce, callOff } from '../../src/calendar/announcing.ts'
import {
  type EventContent,
  type EventContentInput,
  eventContent,
} from '../../src/calendar/event.ts'
import type { Publication } from '../../src/calendar/publication.ts'
import type { PublicationStep } from '../../src/calendar/publication-step.ts'
import { archive, publish, restore, retract } from '../../src/calendar/publishing.ts'
import { addDays, type Instant } from '../../src/calendar/time.ts'
import { audiences, formats, tracks } from '../../src/calendar/vocabularies/kinds.ts'

/*
 * A calendar in which every facet has events that carry it and events that don't: what a filter can
 * ask, and how an event can have come to be what it is.
 */

/** Values that events of the varied calendar carry, by facet; a filter asks for these and for others. */
export const carried = {
  country: ['PL', 'PT', 'GR', 'DK', 'UA', 'EU'],
  language: ['pl', 'pt', 'pt-BR', 'ar', 'uk'],
  role: ['spoken', 'interpreted', 'signed'],
  teaches: ['de', 'pl', 'pt-BR'],
  level: ['A1', 'B1', 'C2'],
  theme: ['language', 'orientation', 'media', 'health', 'legal-status', 'policy'],
  track: tracks.terms.map(({ id }) => id),
  format: formats.terms.map(({ id }) => id).slice(0, 4),
  audience: audiences.terms.map(({ id }) => id).slice(0, 4),
  accessibility: ['step-free', 'captions', 'childcare'],
  scope: ['local', 'eu'],
  city: ['Łódź', 'LODZ', 'København', 'Αθήνα', 'Київ', 'San Sebastián', 'Frankfurt (Oder)'],
} as const

/** Words of titles, in several scripts; some begin others, some are too short to begin any. */
export const titleWords = [
  'Święto',
  'film',
  'Filmklub',
  'festival',
  'Smørrebrød',
  'Straße',
  'o',
  'om',
  'Ελληνικά',
  'μαθήματα',
  'Українська',
  'мова',
  'مُهرجان',
  'عربي',
  'हिन्दी',
  '2027',
  'l’école',
] as const

/** Places: towns, both sides of the date line, beside the poles, corners of square degrees. */
export const points = [
  { lat: 52.2297, lon: 21.0122 },
  { lat: 52.25, lon: 20.95 },
  { lat: 51.7592, lon: 19.456 },
  { lat: 38.7223, lon: -9.1393 },
  { lat: 55.6761, lon: 12.5683 },
  { lat: 37.9838, lon: 23.7275 },
  { lat: 50.4501, lon: 30.5234 },
  { lat: -16.8, lon: 179.95 },
  { lat: -16.9, lon: -179.9 },
  { lat: -17, lon: 180 },
  { lat: 78.2232, lon: 15.6267 },
  { lat: 89.6, lon: 120 },
  { lat: 89.7, lon: -60 },
  { lat: -90, lon: 0 },
  { lat: 52, lon: 21 },
  { lat: 0, lon: 0 },
  { lat: -0.0001, lon: -0.0001 },
] as const

const pick = <Value>(values: readonly Value[]) => fc.constantFrom(...values)
const some = <Value>(values: readonly Value[], least: number, most: number) =>
  fc.uniqueArray(pick(values), { minLength: least, maxLength: most })
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

const firstDay = '2026-10-01'
const days = fc.integer({ min: 0, max: 600 }).map((count) => addDays(firstDay, count))

const once: fc.Arbitrary<EventContentInput['time']> = fc.oneof(
  fc
    .tuple(days, pick([1, 1, 2, 45]))
    .map(([start, length]) => ({ allDay: true as const, start, end: addDays(start, length) })),
  fc
    .tuple(days, pick(['Europe/Lisbon', 'Europe/Warsaw', 'UTC']), pick(['11:30', undefined]))
    .map(([day, zone, end]) => ({
      allDay: false as const,
      start: `${day}T10:00`,
      ...(end && { end: `${day}T${end}` }),
      zone,
    }))
)

const rules = [
  'FREQ=WEEKLY',
  'FREQ=MONTHLY',
  'FREQ=WEEKLY;COUNT=5',
  'FREQ=WEEKLY;INTERVAL=2;COUNT=4',
  'FREQ=YEARLY',
] as const

/** A series and, for some, a date of it that is moved. */
const again = fc
  .tuple(days, pick(rules), fc.boolean(), fc.boolean(), pick(['Europe/Lisbon', 'Europe/Athens']))
  .map(([day, rule, allDay, moved, zone]) => {
    // From the 28th on, months lack days; a series is stranger than this test needs then.
    const start = `${day.slice(0, 8)}${String(1 + (Number(day.slice(8)) % 27)).padStart(2, '0')}`
    const at = (date: string) => (allDay ? date : `${date}T18:00`)
    const time: EventContentInput['time'] = allDay
      ? { allDay, start, rule }
      : { allDay, start: at(start), end: `${start}T19:30`, zone, rule }
    const overrides = moved ? [{ date: at(start), start: at(addDays(start, 3)) }] : undefined
    return { time, ...(overrides && { overrides }) }
  })

const occasion: fc.Arbitrary<Pick<EventContentInput, 'time' | 'overrides'>> = fc.oneof(
  { weight: 3, arbitrary: once.map((time) => ({ time })) },
  { weight: 1, arbitrary: again }
)

const texts = fc
  .tuple(
    some(['pl', 'pt', 'en', 'uk', 'el', 'ar'], 1, 3),
    fc.array(some(titleWords, 1, 3), { minLength: 3, maxLength: 3 }),
    some(titleWords, 0, 2)
  )
  .map(([langs, titles, words]) => ({
    originalLang: langs[0] ?? 'en',
    translations: Object.fromEntries(
      langs.map((lang, index) => [
        lang,
        {
          title: titles[index]?.join(' ') ?? lang,
          ...(words.length && { description: `<p>${words.join(' <em>')}</em></p>` }),
        },
      ])
    ),
  }))

const place = fc
  .tuple(maybe(pick(carried.city)), maybe(pick(points)))
  .map(([city, point]) => ({ ...(city && { city }), ...point }))

/** The content of one event, all of it drawn. */
export const variedContent: fc.Arbitrary<EventContentInput> = fc
  .record({
    texts,
    occasion,
    eventLanguages: fc.array(
      fc.record({ lang: pick(carried.language), role: pick(carried.role) }),
      { maxLength: 3 }
    ),
    teaches: maybe(
      fc
        .tuple(pick(carried.teaches), maybe(pick(carried.level)))
        .map(([lang, level]) => ({ lang, ...(level && { level }) }))
    ),
    attendance: pick(['offline', 'offline', 'online', 'mixed']),
    place: maybe(place),
    primaryCountry: pick(carried.country),
    countries: some(carried.country, 0, 2),
    scope: maybe(pick(carried.scope)),
    themes: some(carried.theme, 1, 3),
    track: pick(carried.track),
    format: maybe(pick(carried.format)),
    audience: some(carried.audience, 0, 2),
    cost: pick(['free', 'paid', 'unknown']),
    features: some(carried.accessibility, 0, 2),
    deadline: fc.boolean(),
    organiser: maybe(pick(titleWords)),
  })
  .map(({ texts, occasion, teaches, place, scope, format, cost, organiser, ...rest }) => {
    const { features, deadline, ...more } = rest
    return {
      ...more,
      ...texts,
      ...occasion,
      cost: { kind: cost },
      accessibility: {
        features: {
          'hearing-loop': 'no',
          ...Object.fromEntries(features.map((id) => [id, 'yes'])),
        },
      },
      ...(teaches && { teaches }),
      ...(place && { place }),
      ...(scope && { scope }),
      ...(format && { format }),
      ...(organiser && { organiser: { name: organiser } }),
      ...(deadline && {
        registration: { kind: 'required', deadline: occasion.time.start.slice(0, 10) },
      }),
    }
  })

const by = { id: 'marta', name: 'Marta' }
const noReason = { code: null, text: null }

/** What becomes of an event after its publication, step by step. */
type Fate = (before: Publication, other: EventContent, at: Instant) => PublicationStep[]

const calledOff: Fate = (before, _other, at) => [
  callOff(before, before.content.time.start, true, null, by, at),
]

/** Every way an event gets to where it is; a series can also lose a date. */
export const fates = {
  untouched: () => [],
  cancelled: (before, _other, at) => [announce(before, 'cancel', 'Storm.', by, at)],
  postponed: (before, _other, at) => [announce(before, 'postpone', null, by, at)],
  'moved online': (before, _other, at) => [announce(before, 'move_online', null, by, at)],
  rewritten: (before, other, at) => {
    const { event, organisation } = before
    return [publish(before, { event, revision: 2, content: other, organisation }, by, at)]
  },
  withdrawn: (before, _other, at) => [retract(before, 'withdraw', noReason, by, at)],
  removed: (before, _other, at) => [retract(before, 'remove', noReason, by, at)],
  restored: (before, _other, at) => {
    const removed = retract(before, 'remove', noReason, by, at)
    return [removed, restore(removed.publication, before.content, noReason, by, at)]
  },
  archived: (before, _other, at) => [archive(before, by, at)],
  'a date called off': calledOff,
} as const satisfies Readonly<Record<string, Fate>>
export type FateName = keyof typeof fates

/** One event of the calendar: what is published first, and what follows. */
export type Varied = Readonly<{
  content: EventContent
  other: EventContent
  organisation: Readonly<{ slug: string; name: string }>
  at: Instant
  fate: FateName
}>

/** Half of all events are untouched. */
const names = Object.keys(fates) as FateName[]
const fate = fc.oneof(fc.constant<FateName>('untouched'), pick(names))

/** So many events, the same for the same seed. Their organisations' slugs begin with `prefix`. */
export const variedCalendar = (prefix: string, count: number, seed: number): Varied[] =>
  fc
    .sample(
      fc.record({
        content: variedContent,
        other: variedContent,
        house: pick(['one', 'two', 'three']),
        minute: fc.integer({ min: 0, max: 40 }),
        fate,
      }),
      { numRuns: count, seed }
    )
    .map(({ content, other, house, minute, fate }) => ({
      content: eventContent.parse(content),
      other: eventContent.parse(other),
      organisation: { slug: `${prefix}-${house}`, name: `House ${house}` },
      at: `2027-01-10T08:${String(minute).padStart(2, '0')}:00Z`,
      fate: fate === 'a date called off' && content.time.rule === undefined ? 'cancelled' : fate,
    }))
