import { describe, expect, test } from 'vitest'
import { canonicalLang, dirOf } from '../../src/calendar/language.ts'
import { isZone } from '../../src/calendar/time.ts'
import { countries } from '../../src/calendar/vocabularies/countries.ts'
import * as kinds from '../../src/calendar/vocabularies/kinds.ts'
import {
  themeGroups,
  themes,
  themesOfGroup,
  themesOfPrinciple,
} from '../../src/calendar/vocabularies/themes.ts'
import { vocabulary } from '../../src/calendar/vocabulary.ts'

const all = { countries, themes, themeGroups, ...kinds }

describe('every vocabulary', () => {
  test.each(Object.entries(all))('%s has unique permanent ids and short labels', (_name, list) => {
    const ids = list.terms.map((term) => term.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const term of list.terms) {
      expect(term.id).toMatch(/^[A-Za-z0-9-]+$/)
      expect(term.label.length).toBeGreaterThan(1)
      expect(term.label.length, term.id).toBeLessThanOrEqual(40)
      expect(list.resolve(term.id.toUpperCase())).toBe(term.id)
    }
  })
})

test('there are 42 countries and EU, each with a zone that exists', () => {
  expect(countries.terms).toHaveLength(43)
  for (const term of countries.terms) expect(isZone(term.zone), term.id).toBe(true)
  expect(countries.resolve('el')).toBe('GR')
  expect(countries.resolve('UK')).toBe('GB')
  expect(countries.nearest('PLX')).toBe('PL')
  expect(countries.nearest('Zanzibar and beyond')).toBeUndefined()
})

test('22 themes in 6 groups serve all eleven principles', () => {
  expect(themes.terms).toHaveLength(22)
  expect(themeGroups.terms).toHaveLength(6)
  expect(themeGroups.terms.flatMap((group) => themesOfGroup(group.id)).sort()).toEqual(
    themes.terms.map((theme) => theme.id).sort()
  )
  for (let principle = 1; principle <= 11; principle += 1)
    expect(themesOfPrinciple(principle).length, String(principle)).toBeGreaterThan(0)
})

test('a retired id means its successor', () => {
  const list = vocabulary('thing', [
    { id: 'old', label: 'Old', successor: 'new' },
    { id: 'new', label: 'New' },
  ])
  expect(list.resolve('OLD')).toBe('new')
})

test('languages are canonical BCP 47 tags without variants', () => {
  expect(['PL', 'pt-br', 'iw', 'no', 'sr-latn-rs', 'fa-AF'].map(canonicalLang)).toEqual([
    'pl',
    'pt-BR',
    'he',
    'nb',
    'sr-Latn-RS',
    'fa-AF',
  ])
  for (const wrong of ['', 'x', 'english', 'sr_RS', 'de-1996', 'en-u-ca-buddhist', 'not a tag'])
    expect(canonicalLang(wrong), wrong).toBeUndefined()
  expect(['ar', 'fa-AF', 'ur', 'he', 'ckb'].every((tag) => dirOf(tag) === 'rtl')).toBe(true)
  expect(['pl', 'tr', 'az-Latn', 'uk'].every((tag) => dirOf(tag) === 'ltr')).toBe(true)
})
