import fc from 'fast-check'
import { type Facet, facets } from '../../src/calendar/label.ts'
import { carried, points, titleWords } from './varied-events.ts'

/*
 * Filters as somebody types them into an address, from the whole grammar.
 */

/** Values to ask of each facet: those of the varied calendar, broader ones, and some nothing carries. */
export const askable = (prefix: string): Readonly<Record<Facet, readonly string[]>> => ({
  country: [...carried.country, 'el', 'UK', 'FI'],
  language: [
    ...carried.language,
    ...carried.language.map((tag) => `${tag}:interpreted`),
    'ar:signed',
    'pt-PT',
    'de',
  ],
  teaches: [...carried.teaches, 'de:B1', 'pl:a1', 'pt', 'pt:C2', 'fi'],
  theme: [...carried.theme, 'group:education', 'group:rights', 'group:employment', 'housing'],
  cbp: ['4', '1', '6', '10', '3'],
  track: carried.track,
  format: [...carried.format, 'webinar'],
  audience: [...carried.audience, 'media'],
  cost: ['free', 'paid', 'donation', 'unknown'],
  accessibility: [...carried.accessibility, 'hearing-loop'],
  attendance: ['offline', 'online', 'mixed'],
  scope: [...carried.scope, 'national'],
  organisation: [`${prefix}-one`, `${prefix}-two`, `${prefix}-four`],
  city: [...carried.city, 'lodz', 'KØBENHAVN', 'αθηνα', 'Berlin'],
  status: ['scheduled', 'cancelled', 'postponed', 'moved-online', 'rescheduled'],
})

const encoded = (value: string) => encodeURIComponent(value)

/** Each value of each facet alone, wanted and excluded. */
export const singleQueries = (prefix: string): string[] =>
  facets.flatMap((facet) =>
    askable(prefix)[facet].flatMap((value) => [
      `${facet}=${encoded(value)}`,
      `${facet}=-${encoded(value)}`,
    ])
  )

const facetPart = (facet: Facet, values: readonly string[]) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...values), fc.boolean()), {
      minLength: 1,
      maxLength: 3,
      selector: ([value]) => value,
    })
    .map(
      (list) =>
        `${facet}=${list.map(([value, wanted]) => `${wanted ? '' : '-'}${encoded(value)}`).join(',')}`
    )

/** A point of the calendar, or one some way off. */
export const nearPart = fc
  .tuple(
    fc.constantFrom(...points),
    fc.constantFrom(0, 0, 0.3, -0.7),
    fc.constantFrom(0.1, 5, 30, 120, 500)
  )
  .map(([{ lat, lon }, off, km]) => {
    const moved = Math.max(-90, Math.min(90, lat + off))
    return `near=${moved.toFixed(4)},${lon},${km}`
  })

/** A word of the calendar, or the beginning of one, some excluded. */
export const wordsPart = fc
  .array(fc.tuple(fc.constantFrom(...titleWords, 'zürich'), fc.nat(), fc.boolean()), {
    minLength: 1,
    maxLength: 2,
  })
  .map((list) => {
    const words = list.map(([word, cut, wanted]) => {
      const letters = [...word]
      return `${wanted ? '' : '-'}${letters.slice(0, 1 + (cut % letters.length)).join('')}`
    })
    return `q=${encoded(words.join(' '))}`
  })

const windowPart = fc
  .tuple(
    fc.constantFrom('2026-11-15', '2027-03-02', '2028-12-20', '2031-01-01', '2036-02-27'),
    fc.constantFrom('2027-03-03', '2027-06-01', '2029-02-01', '2036-04-01'),
    fc.constantFrom('both', 'from', 'to')
  )
  .map(([from, to, which]) => {
    if (which === 'from') return `from=${from}`
    if (which === 'to') return `to=${to}`
    return from < to ? `from=${from}&to=${to}` : `from=${to}&to=2040-01-01`
  })

/** Anything a filter can be: up to three facets, and beside them the rest of the grammar. */
export const anyQuery = (prefix: string): fc.Arbitrary<string> => {
  const values = askable(prefix)
  const seldom = (part: fc.Arbitrary<string>) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: part })
  const chosen = fc
    .uniqueArray(fc.constantFrom(...facets), { maxLength: 3 })
    .chain((names) => fc.tuple(...names.map((name) => facetPart(name, values[name]))))
  return fc
    .tuple(
      chosen,
      seldom(nearPart),
      seldom(wordsPart),
      seldom(fc.constantFrom('online=include', 'online=exclude', 'online=only')),
      seldom(fc.constantFrom('cancelled=hide', 'cancelled=status', 'cancelled=title')),
      seldom(windowPart)
    )
    .map(([facetParts, ...rest]) => [...facetParts, ...rest].filter(Boolean).join('&'))
}
