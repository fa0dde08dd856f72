import { describe, expect, test } from 'vitest'
import { slugOf, slugsFor } from '../../src/identity/slug.ts'

const first = (name: string, many: number) => slugsFor(name).take(many).toArray()

describe('slugs for a name', () => {
  test.each([
    ['Łódź Wita – Dom Powitalny!', ['lodz-wita-dom-powitalny', 'lodz-wita-dom-powitalny-2']],
    ['Straße & Ærø', ['strasse-aero', 'strasse-aero-2']],
    ['Добро пожаловать', ['organisation', 'organisation-2']],
    ['!!!', ['organisation', 'organisation-2']],
    ['Independent', ['independent-2', 'independent-3']],
    ['All', ['all-2', 'all-3']],
  ])('%s', (name, slugs) => {
    expect(first(name, 2)).toEqual(slugs)
  })

  test('are cut at a word and leave room for a number', () => {
    const [slug = '', second = ''] = first(
      'Association for the integration of newcomers in rural regions',
      2
    )
    expect(slug).toBe('association-for-the-integration-of-newcomers-in-rural')
    expect(second).toBe(`${slug}-2`)
    expect(first('a'.repeat(100), 1)).toEqual(['a'.repeat(54)])
  })

  test('are slugs', () => {
    for (const name of ['Łódź', 'x'.repeat(80), 'Независимые', 'A--b', '– 24/7 –'])
      for (const slug of first(name, 3)) expect(slugOf(slug)).toBe(slug)
  })
})

test.each(['independent', 'all', 'any', 'new', 'none'])('“%s” is reserved', (slug) => {
  expect(() => slugOf(slug)).toThrow('has another meaning here')
})
