import { describe, expect, test } from 'vitest'
import type { EventContentInput } from '../../src/calendar/event.ts'
import {
  filterOf,
  localeChain,
  matches,
  parseFilter,
  versionLabels,
} from '../../src/calendar/filter.ts'
import { filterText } from '../../src/calendar/filter-text.ts'
import { folded } from '../../src/calendar/fold.ts'
import { type Facet, facets } from '../../src/calendar/label.ts'
import { baseLang } from '../../src/calendar/language.ts'
import type { Publication } from '../../src/calendar/publication.ts'
import { searchableOf } from '../../src/calendar/searchable.ts'
import { themesOfGroup, themesOfPrinciple } from '../../src/calendar/vocabularies/themes.ts'
import { contentOf, firstPublication, polishCourse, saturdayMarket } from '../cast.ts'
import { askable } from '../contract/filter-queries.ts'
import { fates, variedCalendar } from '../contract/varied-events.ts'

const parse = (query: string) => parseFilter(new URLSearchParams(query))

const at = '2027-01-10T08:00:00Z'
const publicationOf = (
  input: EventContentInput,
  slug: string,
  changes: Partial<EventContentInput> = {}
) => firstPublication('event', contentOf(input, changes), { slug, name: slug }, at).publication

describe('a filter', () => {
  test('ORs values of a facet, ANDs facets, and excludes', () => {
    const market = searchableOf(publicationOf(saturdayMarket, 'open-doors'))
    const course = searchableOf(publicationOf(polishCourse, 'school'))
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
    expect(both('language=ar:interpreted')).toEqual([true, false])
    expect(both('language=ar:spoken')).toEqual([false, false])
    expect(both('teaches=pl')).toEqual([false, true])
    expect(both('teaches=pl:A1')).toEqual([false, true])
    expect(both('teaches=pl:A2')).toEqual([false, false])
    expect(both('organisation=school')).toEqual([false, true])
    expect(both('scope=local')).toEqual([false, false])
    expect(both('scope=-local')).toEqual([true, true])
    expect(both('city=LISBOA')).toEqual([true, false])
    expect(both('near=38.72,-9.14,5')).toEqual([true, false])
    expect(both('near=52.23,21.01,500')).toEqual([false, false])
    expect(both('status=scheduled')).toEqual([true, true])
    expect(both('q=mercado,sab')).toEqual([true, false])
    expect(both('')).toEqual([true, true])
  })

  test('of events online widens countries, leaves them out, or leaves nothing else', () => {
    const attended = (query: string) =>
      (['offline', 'mixed', 'online'] as const).filter((attendance) =>
        matches(
          parse(query).filter,
          searchableOf(publicationOf(saturdayMarket, 'open-doors', { attendance }))
        )
      )
    expect(attended('online=only')).toEqual(['mixed', 'online'])
    expect(attended('online=exclude')).toEqual(['offline', 'mixed'])
    expect(attended('country=PL')).toEqual([])
    expect(attended('country=PL&online=include')).toEqual(['mixed', 'online'])
    expect(attended('country=PT&online=include')).toEqual(['offline', 'mixed', 'online'])
    expect(attended('country=PL,-PT&online=include')).toEqual([])
    expect(attended('country=PL&theme=media&online=include')).toEqual([])
    expect(attended('country=PL&online=only')).toEqual([])
  })

  test('finds a regional language under its base too', () => {
    const searchable = searchableOf(
      publicationOf(saturdayMarket, 'x', { eventLanguages: [{ lang: 'pt-BR' }] })
    )
    expect(matches(parse('language=pt').filter, searchable)).toBe(true)
    expect(matches(parse('language=pt-BR').filter, searchable)).toBe(true)
    expect(matches(parse('language=pt-PT').filter, searchable)).toBe(false)
    expect(matches(parse('language=pt:spoken').filter, searchable)).toBe(true)
  })

  test('matches whoever says so of himself: each facet, asked of the content', () => {
    const speaks = (tag: string, value: string) => tag === value || baseLang(tag) === value
    const has: Record<Facet, (publication: Publication, value: string) => boolean> = {
      country: ({ content }, value) => content.countries.includes(value),
      language: ({ content }, value) => {
        const [tag = '', role] = value.split(':')
        return content.eventLanguages.some(
          (each) => speaks(each.lang, tag) && (role === undefined || each.role === role)
        )
      },
      teaches: ({ content: { teaches } }, value) => {
        const [tag = '', level] = value.split(':')
        return Boolean(
          teaches && speaks(teaches.lang, tag) && (level === undefined || teaches.level === level)
        )
      },
      theme: ({ content }, value) =>
        content.themes.some((id) =>
          value.startsWith('group:') ? themesOfGroup(value.slice(6)).includes(id) : id === value
        ),
      cbp: ({ content }, value) =>
        content.themes.some((id) => themesOfPrinciple(Number(value)).includes(id)),
      track: ({ content }, value) => content.track === value,
      format: ({ content }, value) => content.format === value,
      audience: ({ content }, value) => content.audience.includes(value),
      cost: ({ content }, value) => content.cost.kind === value,
      accessibility: ({ content }, value) => content.accessibility?.features[value] === 'yes',
      attendance: ({ content }, value) => content.attendance === value,
      scope: ({ content }, value) => content.scope === value,
      organisation: ({ organisation }, value) => organisation.slug === value,
      city: ({ content }, value) => folded(content.place?.city ?? '') === value,
      status: ({ status }, value) => status === value,
    }
    const values = askable('house')
    let matched = 0
    for (const { content, other, organisation, at, fate } of variedCalendar('house', 60, 3)) {
      const first = firstPublication('event', content, organisation, at).publication
      const publication = fates[fate](first, other, at).at(-1)?.publication ?? first
      const searchable = searchableOf(publication)
      for (const facet of facets) {
        for (const value of values[facet]) {
          const typed = encodeURIComponent(value)
          const { filter } = parse(`${facet}=${typed}`)
          const [wish = ''] = filter.choices[facet]?.any ?? []
          const expected = has[facet](publication, wish)
          matched += Number(expected)
          expect(matches(filter, searchable), `${facet}=${value}`).toBe(expected)
          expect(matches(parse(`${facet}=-${typed}`).filter, searchable)).toBe(!expected)
        }
      }
    }
    expect(matched).toBeGreaterThan(500)
  })

  test('has a version bounded by lists every match has a label of', () => {
    expect(versionLabels(parse('').filter)).toEqual([['all']])
    expect(versionLabels(parse('country=-PL&q=film&to=2030-01-01').filter)).toEqual([['all']])
    expect(versionLabels(parse('country=PL,PT&theme=media&online=include').filter)).toEqual([
      ['country:PL', 'country:PT', 'remote:yes'],
      ['theme:media'],
    ])
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
