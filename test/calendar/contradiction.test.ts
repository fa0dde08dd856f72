import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contradicts } from '../../src/calendar/contradiction.ts'
import { matches, parseFilter } from '../../src/calendar/filter.ts'
import { filterText } from '../../src/calendar/filter-text.ts'
import { labelsOf } from '../../src/calendar/label.ts'
import { contentOf, openDoors, saturdayMarket } from '../cast.ts'

const parse = (query: string) => parseFilter(new URLSearchParams(query)).filter

describe('a filter contradicts itself', () => {
  test.each([
    'country=PL,-PL',
    'country=PL,DE,-DE,-PL',
    'theme=language,-group:education',
    'theme=language,orientation&cbp=-4',
    'language=pt-BR,-pt',
    'language=ar:interpreted,-ar',
    'language=pt-BR:signed,-pt:signed',
    'teaches=de:B1,-de',
    'q=festival+-fest',
    'online=only&attendance=offline',
    'online=exclude&attendance=online',
    'cancelled=hide&status=cancelled',
  ])('with %s', (query) => {
    expect(contradicts(parse(query))).toBe(true)
    expect(filterText(parse(query))).toMatch(/ \(nothing can match\)$/)
  })

  test.each([
    '',
    'country=PL,DE,-DE',
    'country=-PL',
    'country=PL&theme=-language',
    'theme=group:education,-language',
    'theme=language,media,-group:education',
    'language=pt,-pt-BR',
    'language=ar,-ar:interpreted',
    'q=fest+-festival',
    'q=om+-o',
    'online=only&attendance=mixed',
    'online=include&country=PL,-PL',
    'near=52.23,21.01,50',
  ])('but not with %s', (query) => {
    expect(contradicts(parse(query))).toBe(false)
    expect(filterText(parse(query))).not.toContain('nothing')
  })

  test('only if no event whatever can match it', () => {
    const pick = <Value>(...values: Value[]) => fc.constantFrom(...values)
    const content = fc
      .record({
        themes: fc.uniqueArray(pick('language', 'orientation', 'media'), {
          minLength: 1,
          maxLength: 3,
        }),
        primaryCountry: pick('PL', 'PT', 'EU'),
        attendance: pick('offline' as const, 'online' as const, 'mixed' as const),
        eventLanguages: fc.uniqueArray(
          fc.record({ lang: pick('pt', 'pt-BR', 'ar'), role: pick('spoken', 'interpreted') }),
          { maxLength: 2 }
        ),
        teaches: pick(undefined, { lang: 'de', level: 'B1' as const }, { lang: 'pt-BR' }),
      })
      .map(({ teaches, ...rest }) =>
        contentOf(saturdayMarket, { ...rest, ...(teaches && { teaches }) })
      )
    const values = (name: string, ...ids: string[]) =>
      fc
        .uniqueArray(fc.tuple(pick(...ids), fc.boolean()), { maxLength: 3 })
        .map((list) => `${name}=${list.map(([id, not]) => (not ? '-' : '') + id).join(',')}`)
    const query = fc
      .tuple(
        values('theme', 'language', 'media', 'group:education'),
        values('cbp', '4', '1'),
        values('country', 'PL', 'PT'),
        values('language', 'pt', 'pt-BR', 'pt-BR:spoken', 'ar:interpreted'),
        values('teaches', 'de', 'de:B1', 'pt'),
        values('attendance', 'offline', 'online'),
        pick('online=include', 'online=exclude', 'online=only', 'to=2030-01-01')
      )
      .map((parts) => parts.join('&'))
    let impossible = 0
    fc.assert(
      fc.property(query, content, (text, made) => {
        const filter = parse(text)
        if (!contradicts(filter)) return
        impossible += 1
        const publication = { content: made, organisation: openDoors, status: 'scheduled' } as const
        expect(matches(filter, { labels: labelsOf(publication), words: [], point: null })).toBe(
          false
        )
      }),
      { numRuns: 2000 }
    )
    expect(impossible).toBeGreaterThan(100)
  })
})
