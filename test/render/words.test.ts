import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { interfaceLanguages } from '../../src/calendar/language.ts'
import {
  type WordCatalogue,
  wordCatalogues,
  wordLanguages,
  wordsOf,
} from '../../src/render/words.ts'

const languages = [...interfaceLanguages].sort()
const english = Object.entries(wordCatalogues.en ?? {})
const textsOf = (catalogue: Partial<WordCatalogue>) => Object.entries(catalogue)
const placesOf = (text: string) => (text.match(/\{\w*\}?/g) ?? []).sort()

/** What stands before a title or a name; titles of feeds are short on phones. */
const labels = ['cancelled', 'postponed', 'withdrawn', 'organiser', 'registration', 'online']
const longest = (name: string) => (labels.includes(name) || name === 'removed' ? 40 : 120)

describe('our words', () => {
  test('are there in every language of the interface, and each file is in use', () => {
    const files = readdirSync(new URL('../../src/render/words/', import.meta.url)).sort()
    expect(files).toEqual(languages.map((lang) => `${lang}.json`))
    expect(Object.keys(wordCatalogues).sort()).toEqual(languages)
    expect(wordLanguages).toEqual(languages)
  })

  describe.each(Object.entries(wordCatalogues))('in %s', (_, catalogue) => {
    test('say the same things with the same places', () => {
      const wanted = english.map(([name, { value }]) => [name, placesOf(value)])
      expect(textsOf(catalogue).map(([name, { value }]) => [name, placesOf(value)])).toEqual(wanted)
    })

    test('are short, well-formed text without direction marks, and say who has read them', () => {
      for (const [name, { value, state }] of textsOf(catalogue)) {
        const clean = value.normalize('NFC').replaceAll(/[\p{Cc}\p{Cf}<>]/gu, '')
        expect([name, clean.trim()]).toEqual([name, value])
        expect([name, value.length > 0 && value.length <= longest(name)]).toEqual([name, true])
        expect(['reviewed', 'draft', 'machine']).toContain(state)
      }
      for (const name of labels) {
        const label = textsOf(catalogue).find(([each]) => each === name)?.[1].value
        expect(label, name).toMatch(/\p{L}\u00a0?:$/u)
      }
    })
  })

  test.each(languages.filter((lang) => lang !== 'en'))('are translated in %s', (lang) => {
    const same = textsOf(wordCatalogues[lang] ?? {}).filter(
      ([, { value }], index) =>
        value === english[index]?.[1].value && /\p{L}{4}/u.test(value.replaceAll(/\{\w+\}/g, ''))
    )
    expect(same).toEqual([])
    const news = ['cancelled', 'postponed', 'withdrawn'] as const
    expect(new Set(news.map((name) => wordsOf(lang).say(name))).size).toBe(3)
  })

  test('of a region are those of its language, of an unknown language English, and say so', () => {
    expect(wordsOf('pt-BR').lang).toBe('pt')
    expect(wordsOf('so').lang).toBe('en')
    expect(wordsOf('constructor').lang).toBe('en')
  })

  test('fill their places as given, whatever stands in them', () => {
    const words = wordsOf('en').say('wasNow', { before: '{after} $&', after: 'there' })
    expect(words).toBe('was {after} $&, now there')
  })
})
