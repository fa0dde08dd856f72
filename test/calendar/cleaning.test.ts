import { describe, expect, test } from 'vitest'
import {
  cleaningFlags,
  type Rule,
  receivedEvent,
  ruleSentences,
} from '../../src/calendar/cleaning.ts'
import { type EventContentInput, eventContent } from '../../src/calendar/event.ts'
import { cleanDescription, cleanLine, cleanTitle } from '../../src/calendar/hygiene.ts'
import { saturdayMarket } from '../cast.ts'
import cases from './dirty-text.json' with { type: 'json' }

const flagsOf = (input: EventContentInput) => cleaningFlags(input, eventContent.parse(input))

describe('the moderator is told', () => {
  test('nothing of a clean event, nor of spaces alone', () => {
    expect(flagsOf(saturdayMarket)).toEqual([])
    const spacious = { en: { title: '  Saturday \n  market  today ', teaser: 'Food  and music ' } }
    expect(flagsOf({ ...saturdayMarket, originalLang: 'en', translations: spacious })).toEqual([
      { pointer: '/translations/en/title', lang: 'en', rules: ['C', 'S'] },
    ])
  })

  test('which text of which language was changed and how, at its place in the content', () => {
    const input: EventContentInput = {
      ...saturdayMarket,
      originalLang: 'PT',
      translations: {
        PT: {
          title: 'Mercado &amp; feira[more]',
          teaser: 'Comida e m\u200búsica',
          description: 'Normal 0 21 false false false Comida <script>x()</script>e música',
        },
        'sr-latn': { title: '– Pijaca:' },
      },
      place: { name: 'Praça\ndo Martim Moniz', city: '<b>Lisboa</b>' },
      organiser: { name: 'Open\u202eDoors' },
      cost: { kind: 'paid', note: 'Caf\u0065\u0301 included' },
    }
    expect(flagsOf(input)).toEqual([
      { pointer: '/translations/pt/title', lang: 'pt', rules: ['E', 'M'] },
      { pointer: '/translations/pt/teaser', lang: 'pt', rules: ['I'] },
      { pointer: '/translations/pt/description', lang: 'pt', rules: ['T', 'M'] },
      { pointer: '/translations/sr-Latn/title', lang: 'sr-Latn', rules: ['P'] },
      { pointer: '/place/name', lang: null, rules: ['C'] },
      { pointer: '/place/city', lang: null, rules: ['T'] },
      { pointer: '/cost/note', lang: null, rules: ['W'] },
      { pointer: '/organiser/name', lang: null, rules: ['I'] },
    ])
  })

  test('of a single date of a series too', () => {
    const input: EventContentInput = {
      ...saturdayMarket,
      time: { ...saturdayMarket.time, rule: 'FREQ=WEEKLY;COUNT=4' } as EventContentInput['time'],
      overrides: [
        { date: '2027-05-15T10:00', place: { name: 'Mouraria' } },
        {
          date: '2027-05-22T10:00',
          translations: { en: { title: 'Last market[more]' } },
          place: { name: 'Mouraria\u00ad' },
        },
      ],
    }
    expect(flagsOf(input).map(({ pointer, rules }) => [pointer, rules.join('')])).toEqual([
      ['/overrides/1/translations/en/title', 'M'],
      ['/overrides/1/place/name', 'I'],
    ])
  })

  test('in a sentence for every rule that any text of ours has set off', () => {
    const known = new Set<string>(Object.keys(ruleSentences))
    const cleaners = {
      title: cleanTitle,
      description: cleanDescription,
      location: (raw: string) => cleanLine(raw, 200),
    }
    const seen = new Set<string>()
    for (const { field, input } of cases) {
      const clean = Object.entries(cleaners).find(([name]) => name === field)?.[1]
      const result = clean?.(input)
      if (result?.ok) for (const rule of result.rules) seen.add(rule)
    }
    expect(seen).toEqual(known)
    for (const rule of Object.keys(ruleSentences) as Rule[]) {
      expect(ruleSentences[rule]).toMatch(/^[A-Z].*\.$/)
    }
  })
})

describe('what was received', () => {
  const content = eventContent.parse(saturdayMarket)

  test('is the event of a request’s body, or the body itself', () => {
    expect(receivedEvent(JSON.stringify({ event: saturdayMarket, message: 'Hello' }))).toEqual(
      JSON.parse(JSON.stringify(saturdayMarket))
    )
    expect(receivedEvent(JSON.stringify(saturdayMarket))).toEqual(
      JSON.parse(JSON.stringify(saturdayMarket))
    )
  })

  test.each([null, ''])('is nothing after an erasure (%j), and has no flags', (body) => {
    expect(receivedEvent(body)).toBeNull()
    expect(cleaningFlags(receivedEvent(body), content)).toEqual([])
  })

  test.each([
    [[]],
    ['text'],
    [{ translations: [] }],
    [{ translations: { pt: 'x', en: { title: 5 } }, place: null }],
    [JSON.parse('{"__proto__": {"translations": {"pt": {"title": "a[more]"}}}}')],
  ])('in another shape has no flags: %j', (received) => {
    expect(cleaningFlags(received, content)).toEqual([])
  })
})
