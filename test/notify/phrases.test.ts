import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  cannedReasons,
  isUnfilled,
  reasonCatalogues,
  reasonWords,
} from '../../src/calendar/canned-reasons.ts'
import { interfaceLanguages } from '../../src/calendar/language.ts'
import { reasonCodes } from '../../src/calendar/submission.ts'
import { catalogues, phraseStates, phrasesFor } from '../../src/notify/phrases/index.ts'

/** Files of a folder of catalogues, by language. */
const languagesIn = (folder: string): string[] =>
  readdirSync(fileURLToPath(new URL(`../../${folder}`, import.meta.url)))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .sort()

const languages = [...interfaceLanguages].sort()

/** The places of a phrase, each as often as it stands there. */
const placesOf = (phrase: string): string[] => (phrase.match(/\{\w+\}/g) ?? []).sort()

/** Names and texts of a catalogue at any depth. */
const textsOf = (catalogue: object, path = ''): [string, string][] =>
  Object.entries(catalogue).flatMap(([name, value]): [string, string][] =>
    typeof value === 'object' && value !== null
      ? textsOf(value, `${path}${name}/`)
      : [[path + name, String(value)]]
  )

const folders = [
  ['src/notify/phrases', catalogues],
  ['src/calendar/canned-reasons', reasonCatalogues],
] as const

describe.each(folders)('%s', (folder, all) => {
  const english = textsOf(all.en ?? {})

  test('has every language of the interface, and each file is in use', () => {
    expect(languagesIn(folder)).toEqual(languages)
    expect(Object.keys(all).sort()).toEqual(languages)
  })

  test.each(Object.keys(all))('says the same things in %s', (lang) => {
    const texts = textsOf(all[lang] ?? {})
    expect(texts.map(([name]) => name)).toEqual(english.map(([name]) => name))
    for (const [index, [name, text]] of texts.entries()) {
      expect([name, placesOf(text)]).toEqual([name, placesOf(english[index]?.[1] ?? '')])
      expect([name, isUnfilled(text)]).toEqual([name, isUnfilled(english[index]?.[1] ?? '')])
    }
  })

  test.each(Object.keys(all))('is well-formed text in %s', (lang) => {
    for (const [name, text] of textsOf(all[lang] ?? {})) {
      // No line breaks, no HTML, no direction marks, no edges of space, composed.
      expect([name, text]).toEqual([name, text.trim().normalize('NFC')])
      expect([name, text]).toEqual([
        name,
        text.replaceAll(/[\p{Cc}<>\u200e\u200f\u202a-\u202e]/gu, ''),
      ])
      expect(text).not.toBe('')
    }
    expect(phraseStates).toContain(all[lang]?.state)
  })

  test.each(Object.keys(all).filter((lang) => lang !== 'en'))('is translated in %s', (lang) => {
    const same = textsOf(all[lang] ?? {}).filter(
      ([, text], index) =>
        text === english[index]?.[1] && /\p{L}{4}/u.test(text.replaceAll(/\{\w+\}/g, ''))
    )
    // A state, a label or two may be the same word; sentences are not.
    expect(same.filter(([name]) => name !== 'state').length).toBeLessThan(3)
  })
})

describe('phrases', () => {
  test('fall back to the base language, then to English, and say which it is', () => {
    expect(phrasesFor('en-GB').lang).toBe('en')
    expect(phrasesFor('eu')).toEqual({ lang: 'en', phrases: catalogues.en })
    expect(phrasesFor('constructor').lang).toBe('en')
  })
})

describe('canned reasons', () => {
  test('there are for each verb and each code, once', () => {
    const made = cannedReasons('en').map(({ verb, code }) => `${verb} ${code}`)
    expect(made).toEqual([
      ...reasonCodes.map((code) => `request_changes ${code}`),
      ...reasonCodes.map((code) => `reject ${code}`),
    ])
  })

  test('are one or two sentences, short enough to be read', () => {
    for (const { text } of cannedReasons('en')) {
      expect(text.length).toBeGreaterThan(30)
      expect(text.length).toBeLessThan(260)
    }
  })

  test('of what the law forbids ask the moderator for the law', () => {
    const illegal = cannedReasons('en').filter(({ code }) => code === 'illegal')
    expect(illegal.map(({ text }) => isUnfilled(text))).toEqual([true, true])
    expect(isUnfilled('The law: § 86 of the code.')).toBe(false)
  })

  test('say in which language they are', () => {
    expect(new Set(cannedReasons('eu').map(({ lang }) => lang))).toEqual(new Set(['en']))
    expect(reasonWords('eu', 'spam')).toMatchObject({ label: 'Spam', lang: 'en' })
  })
})
