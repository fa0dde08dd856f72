import { expect, test } from 'vitest'
import { interfaceLanguages } from '../../src/calendar/language.ts'
import { wordsOf } from '../../src/render/words.ts'

test.each(interfaceLanguages.filter((lang) => lang !== 'en'))(
  '%s has words of its own, all of them',
  (lang) => {
    const words = wordsOf(lang)
    expect(words).not.toBe(wordsOf('en'))
    expect(words.noEnd).not.toBe(wordsOf('en').noEnd)
    expect(
      Object.values(words).every((word) => word.length > 0 && word === word.normalize('NFC'))
    ).toBe(true)
    expect(new Set([words.cancelled, words.postponed, words.withdrawn]).size).toBe(3)
  }
)

test('A regional language uses its base language, an unknown one English', () => {
  expect(wordsOf('pt-BR')).toBe(wordsOf('pt'))
  expect(wordsOf('so')).toBe(wordsOf('en'))
})
