import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Fault } from '../../src/calendar/fault.ts'
import { canonicalQuery, parseFilter } from '../../src/calendar/filter.ts'
import { type Facet, facets } from '../../src/calendar/label.ts'
import { anyQuery, askable } from '../contract/filter-queries.ts'

const parse = (query: string) => parseFilter(new URLSearchParams(query))
const canonical = (query: string) => canonicalQuery(parse(query))

/** What a refused query is told: parameter, code and nearest value. */
const refusalOf = (query: string) => {
  try {
    parse(query)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const [detail] = error.details
    return { code: error.code, ...detail }
  }
  return null
}

describe('a filter', () => {
  test.each([
    ['theme=media&country=PL,gb', 'country=GB,PL&theme=media'],
    ['country=UK&country=pl&country=PL&theme=media,', 'country=GB,PL&theme=media'],
    ['country=-EL,pl', 'country=PL,-GR'],
    ['locale=PT-br,en&from=2027-01-01&utm_source=x', 'from=2027-01-01&locale=pt-BR,en'],
    ['locale=el&locale=en,el', 'locale=el,en'],
    ['theme=group:Education', 'theme=group:education'],
    ['language=AR:Interpreted,no,PT-br', 'language=ar:interpreted,nb,pt-BR'],
    ['teaches=DE:b1,-pl', 'teaches=de:B1,-pl'],
    ['cbp=4,11,4', 'cbp=11,4'],
    ['format=Workshop&track=PUBLIC&cost=free', 'cost=free&format=workshop&track=public'],
    ['audience=women,-children&scope=EU', 'audience=women,-children&scope=eu'],
    ['accessibility=Step-Free&attendance=online', 'accessibility=step-free&attendance=online'],
    ['status=cancelled,-postponed', 'status=cancelled,-postponed'],
    ['city=Łódź,LODZ', 'city=lodz'],
    ['city=-San+Sebastián&city=Αθήνα', 'city=%CE%B1%CE%B8%CE%B7%CE%BD%CE%B1,-san%20sebastian'],
    ['organisation=open-doors-lisbon', 'organisation=open-doors-lisbon'],
    ['near=52.229701,21.0122,+50', 'near=52.2297,21.0122,50'],
    ['near=-0.00001,-180,0.5', 'near=0,-180,0.5'],
    ['q=Film++fest,%22-kids', 'q=fest+film+kids'],
    ['q=Straße+-Kids', 'q=strasse+-kids'],
    ['online=Include&country=PL', 'country=PL&online=include'],
    ['online=only', 'online=only'],
    ['online=exclude&country=-PL', 'country=-PL&online=exclude'],
    ['cancelled=Hide', 'cancelled=hide'],
    ['cancelled=title&country=pl', 'cancelled=title&country=PL'],
    ['cancelled=both', ''],
    ['online=include', ''],
    ['online=include&country=-PL', 'country=-PL'],
    ['q=%21%3F', ''],
    ['country=,%20,&q=&near=&online=&cancelled=&from=&to=&locale=&theme=', ''],
    ['utm_source=a&utm_medium=b&fbclid=c&gclid=d&mc_eid=e&_=1&_ga=2', ''],
    ['', ''],
  ])('asked for as “%s” is spelt “%s”', (query, expected) => {
    expect(canonical(query)).toBe(expected)
  })

  test.each([
    ['country=PLX', 'country', 'unknown-value', 'PL'],
    ['country=-Portugual', 'country', 'unknown-value', 'PT'],
    ['theme=group:educaton', 'theme', 'unknown-value', 'group:education'],
    ['theme=educaton', 'theme', 'unknown-value', undefined],
    ['language=polish', 'language', 'unknown-value', undefined],
    ['language=ar:interpretd', 'language', 'unknown-value', undefined],
    ['teaches=de:B3', 'teaches', 'unknown-value', undefined],
    ['teaches=', undefined, undefined, undefined],
    ['cbp=0', 'cbp', 'unknown-value', undefined],
    ['cbp=04', 'cbp', 'unknown-value', undefined],
    ['track=practitioner', 'track', 'unknown-value', 'practitioners'],
    ['format=worksop', 'format', 'unknown-value', 'workshop'],
    ['audience=woman', 'audience', 'unknown-value', 'women'],
    ['cost=fre', 'cost', 'unknown-value', 'free'],
    ['accessibility=stepfree', 'accessibility', 'unknown-value', 'step-free'],
    ['attendance=on-line', 'attendance', 'unknown-value', 'online'],
    ['scope=locall', 'scope', 'unknown-value', 'local'],
    ['status=canceled', 'status', 'unknown-value', 'cancelled'],
    ['organisation=Open+Doors', 'organisation', 'unknown-value', undefined],
    ['city=%21%21', 'city', 'unknown-value', undefined],
    [`city=${'a'.repeat(101)}`, 'city', 'unknown-value', undefined],
    ['near=52.2,21', 'near', 'invalid-place', undefined],
    ['near=91,0,5', 'near', 'invalid-place', undefined],
    ['near=0,181,5', 'near', 'invalid-place', undefined],
    ['near=0,0,0', 'near', 'invalid-place', undefined],
    ['near=0,0,501', 'near', 'invalid-place', undefined],
    ['near=0,0,-5', 'near', 'invalid-place', undefined],
    ['near=1e1,0,5', 'near', 'invalid-place', undefined],
    ['near=52.2,21,5,1', 'near', 'invalid-place', undefined],
    ['near=Infinity,NaN,5', 'near', 'invalid-place', undefined],
    ['near=52,2;21,0;50', 'near', 'invalid-place', undefined],
    ['q=a+b+c+d+e+f+g+h+i+j+k', 'q', 'too-many', undefined],
    [`q=${'a'.repeat(301)}`, 'q', 'too-many', undefined],
    ['online=yes', 'online', 'unknown-value', undefined],
    ['online=exlude', 'online', 'unknown-value', 'exclude'],
    ['cancelled=hidden', 'cancelled', 'unknown-value', 'hide'],
    ['from=tomorrow', 'from', 'invalid-date', undefined],
    ['from=1969-12-31', 'from', 'invalid-date', undefined],
    ['to=2102-01-01', 'to', 'invalid-date', undefined],
    ['to=2027-2-1', 'to', 'invalid-date', undefined],
    ['from=2027-02-02&to=2027-02-01', 'to', 'empty-window', undefined],
    ['locale=de,en,fr,pl,cs,sk', 'locale', 'too-many', undefined],
    ['locale=not_a_tag', 'locale', 'unknown-value', undefined],
    ['contry=PL', 'contry', 'unknown-parameter', 'country'],
    ['Country=PL', 'Country', 'unknown-parameter', 'country'],
    ['lang=pl', 'lang', 'unknown-parameter', undefined],
    ['cursor=x', 'cursor', 'unknown-parameter', undefined],
    ['constructor=1', 'constructor', 'unknown-parameter', undefined],
    ['__proto__=1', '__proto__', 'unknown-parameter', undefined],
    ['from=2027-01-01&from=2027-01-01', 'from', 'repeated', undefined],
    ['to=2027-01-01&to=2027-01-01', 'to', 'repeated', undefined],
    ['q=a&q=b', 'q', 'repeated', undefined],
    ['near=0,0,5&near=0,0,5', 'near', 'repeated', undefined],
    ['online=only&online=only', 'online', 'repeated', undefined],
    ['cancelled=hide&cancelled=both', 'cancelled', 'repeated', undefined],
  ])('asked for as “%s” is refused: %s, %s', (query, parameter, code, suggestion) => {
    const refusal = refusalOf(query)
    if (parameter === undefined) expect(refusal).toBeNull()
    else expect(refusal).toMatchObject({ code, parameter })
    if (suggestion !== undefined) expect(refusal).toMatchObject({ suggestion })
    expect(refusal?.detail ?? 'long enough').toMatch(/^.{10,160}$/u)
  })

  test('takes further parameters of its reader, each once', () => {
    const params = new URLSearchParams('country=PL&cursor=abc')
    expect(canonicalQuery(parseFilter(params, ['cursor']))).toBe('country=PL')
    const twice = new URLSearchParams('cursor=a&cursor=b')
    expect(() => parseFilter(twice, ['cursor'])).toThrow('once')
  })

  test('holds sixty values over all facets, counted as they are typed', () => {
    const slugs = (count: number) => Array.from({ length: count }, (_, i) => `house-${i}`).join(',')
    expect(refusalOf(`organisation=${slugs(60)}`)).toBeNull()
    expect(refusalOf(`organisation=${slugs(59)}&country=-PL`)).toBeNull()
    expect(refusalOf(`organisation=${slugs(61)}`)).toMatchObject({ code: 'too-many' })
    expect(refusalOf(`organisation=${slugs(59)}&country=PL,PT`)).toMatchObject({
      parameter: 'country',
      code: 'too-many',
    })
    expect(refusalOf(`country=${'PL,'.repeat(61)}`)).toMatchObject({ code: 'too-many' })
  })

  test.each([
    ['country', 'x'],
    ['theme', 'group:x'],
    ['language', 'a'],
    ['teaches', 'de:x'],
    ['organisation', 'a'],
    ['city', 'a'],
    ['near', '1'],
    ['q', 'a'],
    ['q', 'a '],
    ['online', 'x'],
    ['from', '2'],
    ['locale', 'de,'],
    ['x', 'x'],
  ])('of ten kilobytes of %s is read or refused at once and briefly', (name, unit) => {
    const query = new URLSearchParams({ [name]: unit.repeat(10_240 / unit.length) })
    const begin = performance.now()
    const refusal = refusalOf(query.toString())
    expect(performance.now() - begin).toBeLessThan(100)
    if (name !== 'locale' && unit !== 'a ') expect(refusal).not.toBeNull()
    expect(JSON.stringify(refusal).length).toBeLessThan(500)
    expect(refusalOf(`${'x'.repeat(10_240)}=1`)?.parameter).toBe('x'.repeat(40))
    expect(refusalOf(`utm_${'x'.repeat(10_240)}=1`)).toBeNull()
  })

  test('is read back from its canonical form unchanged', () => {
    fc.assert(
      fc.property(anyQuery('house'), (text) => {
        const first = parse(text)
        const again = parse(canonicalQuery(first))
        expect(again).toEqual(first)
        expect(canonicalQuery(again)).toBe(canonicalQuery(first))
      }),
      { numRuns: 500 }
    )
  })

  test('is read back unchanged whatever words and towns somebody types', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 })
    const unfolding = fc.constantFrom('ß', 'ﷺ', 'ﬃ', '½', '㍿').map((letter) => letter.repeat(60))
    const typed = fc.oneof(text, unfolding)
    fc.assert(
      fc.property(typed, typed, (q, city) => {
        const query = new URLSearchParams({ q, city }).toString()
        if (refusalOf(query)) return
        const first = parse(query)
        expect(parse(canonicalQuery(first))).toEqual(first)
      }),
      { numRuns: 500 }
    )
  })

  test('has one spelling in whatever order, case and grouping it is asked for', () => {
    const values = askable('house')
    const wish = fc
      .constantFrom(...facets)
      .chain((facet) =>
        fc.tuple(fc.constant(facet), fc.constantFrom(...values[facet]), fc.boolean())
      )
    // What has a fixed case of its own is not asked for in another.
    const spelling = fc.constantFrom('as it is', 'upper', 'lower')
    const insensitive = new Set<Facet>(['country', 'theme', 'format', 'cost', 'status', 'city'])
    const spelt = (facet: Facet, value: string, how: string) =>
      how === 'as it is' || !insensitive.has(facet)
        ? value
        : how === 'upper'
          ? value.toUpperCase()
          : value.toLowerCase()
    const wishes = fc.array(fc.tuple(wish, spelling), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(
        wishes.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))
        ),
        fc.constantFrom('', 'utm_source=x&', 'country=&', 'cancelled=both&'),
        fc.constantFrom('q=film+-om&near=52,21,5', ''),
        ([list, shuffled], noise, rest) => {
          const sign = (wanted: boolean) => (wanted ? '' : '-')
          const oneByOne = shuffled.map(
            ([[facet, value, wanted], how]) =>
              `${facet}=${sign(wanted)}${encodeURIComponent(spelt(facet, value, how))}`
          )
          const grouped = facets.flatMap((facet) => {
            const own = list.flatMap(([[name, value, wanted]]) =>
              name === facet ? [`${sign(wanted)}${encodeURIComponent(value)}`] : []
            )
            return own.length ? [`${facet}=${own.join(',')}`] : []
          })
          const one = parse([...grouped, rest].join('&'))
          const other = parse(`${noise}${[rest, ...oneByOne].join('&')}`)
          expect(other).toEqual(one)
          expect(canonicalQuery(other)).toBe(canonicalQuery(one))
        }
      ),
      { numRuns: 300 }
    )
  })
})
