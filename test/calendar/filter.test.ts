import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonicalQuery,
  filterOf,
  localeChain,
  matches,
  parseFilter,
} from '../../src/calendar/filter.ts'
import { filterText } from '../../src/calendar/filter-text.ts'
import { labelsOf } from '../../src/calendar/label.ts'
import { contentOf, polishCourse, saturdayMarket } from '../cast.ts'

const parse = (query: string) => parseFilter(new URLSearchParams(query))
const canonical = (query: string) => canonicalQuery(parse(query))

describe('a filter', () => {
  test('has one spelling however it is asked for', () => {
    expect(canonical('theme=media&country=PL,gb')).toBe('country=GB,PL&theme=media')
    expect(canonical('country=UK&country=pl&country=PL&theme=media,')).toBe(
      'country=GB,PL&theme=media'
    )
    expect(canonical('country=-EL,pl')).toBe('country=PL,-GR')
    expect(canonical('locale=PT-br,en&from=2027-01-01&utm_source=x')).toBe(
      'from=2027-01-01&locale=pt-BR,en'
    )
    expect(canonical('theme=group:Education')).toBe('theme=group:education')
    expect(canonical('')).toBe('')
  })

  test('is read back from its canonical form unchanged', () => {
    const value = (facet: string, ...ids: string[]) =>
      fc
        .uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.boolean()), { selector: ([id]) => id })
        .map((list) => list.map(([id, not]) => `${facet}=${not ? '-' : ''}${id}`))
    const query = fc
      .tuple(
        value('country', 'PL', 'EL', 'uk', 'EU'),
        value('theme', 'media', 'group:rights', 'language'),
        value('language', 'ar', 'pt-BR', 'no'),
        value('cbp', '4', '11')
      )
      .map((parts) => parts.flat())
      .chain((parts) => fc.shuffledSubarray(parts))
      .map((parts) => parts.join('&'))
    fc.assert(
      fc.property(query, (text) => {
        const first = parse(text)
        const again = parse(canonicalQuery(first))
        expect(again).toEqual(first)
        expect(canonicalQuery(again)).toBe(canonicalQuery(first))
      })
    )
  })

  test('ORs values of a facet, ANDs facets, and excludes', () => {
    const market = new Set(labelsOf(contentOf(saturdayMarket), 'open-doors'))
    const course = new Set(labelsOf(contentOf(polishCourse), 'school'))
    const both = (query: string) => [
      matches(filterOf(Object.fromEntries(new URLSearchParams(query))), market),
      matches(parse(query).filter, course),
    ]
    expect(both('country=PT,PL')).toEqual([true, true])
    expect(both('country=PT&theme=language')).toEqual([false, false])
    expect(both('theme=group:education')).toEqual([false, true])
    expect(both('cbp=4')).toEqual([false, true])
    expect(both('theme=-language')).toEqual([true, false])
    expect(both('language=ar')).toEqual([true, false])
    expect(both('teaches=pl')).toEqual([false, true])
    expect(both('organisation=school')).toEqual([false, true])
    expect(both('scope=local')).toEqual([false, false])
    expect(both('')).toEqual([true, true])
  })

  test('finds a regional language under its base too', () => {
    const labels = new Set(
      labelsOf(contentOf(saturdayMarket, { eventLanguages: [{ lang: 'pt-BR' }] }), 'x')
    )
    expect(matches(parse('language=pt').filter, labels)).toBe(true)
    expect(matches(parse('language=pt-BR').filter, labels)).toBe(true)
    expect(matches(parse('language=pt-PT').filter, labels)).toBe(false)
  })

  test('has a name in words', () => {
    expect(filterText(parse('country=PL,EU&theme=language&language=ar').filter)).toBe(
      'European Union or Poland · in Arabic · Language learning'
    )
    expect(filterText(parse('country=-PL&cbp=4').filter)).toBe(
      'not Poland · Common Basic Principle 4'
    )
    expect(filterText(parse('').filter)).toBe('')
  })
})

test('a chain of text languages holds the base of each wish behind it', () => {
  expect(localeChain(['pt-BR', 'en'])).toEqual(['pt-BR', 'pt', 'en'])
  expect(localeChain(['pt', 'pt-BR'])).toEqual(['pt', 'pt-BR'])
})
