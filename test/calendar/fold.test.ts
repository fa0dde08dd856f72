import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folded, foldedWords } from '../../src/calendar/fold.ts'
import { sameTown } from '../../src/calendar/towns.ts'

describe('a folded text', () => {
  test.each([
    ['Łódź – LODZ', 'lodz lodz'],
    ['Smørrebrød, Đorđe & Þór', 'smorrebrod dorde thor'],
    ['Straße, STRASSE', 'strasse strasse'],
    ['Cœur, Æther, ħobż', 'coeur aether hobz'],
    ['İstanbul ıslık', 'istanbul islik'],
    ['ΟΔΟΣ Αθηνάς', 'οδοσ αθηνασ'],
    ['Ёлка и йод', 'елка и иод'],
    ['l’intégration', 'l integration'],
    ['ﬁve ½ №5', 'five 1 2 no5'],
    ['می\u200cخواهم', 'ميخواهم'],
    ['مُحَمَّد', 'محمد'],
    ['हिन्दी', 'हिन्दी'],
    [' ("!") ', ''],
  ])('of %j is %j', (text, expected) => {
    expect(folded(text)).toBe(expected)
  })

  test('folded again is the same, and its words are its letters and digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = folded(text)
        expect(folded(once)).toBe(once)
        expect(foldedWords(text).join(' ')).toBe(once)
        expect(once).not.toMatch(/^\s|\s$|\s\s/)
      }),
      { numRuns: 300 }
    )
  })
})

describe('a town', () => {
  test.each([
    ['Vienna', 'WIEN'],
    ['Wien, 9. Bezirk', 'Vienna'],
    ['Kraków', 'Krakow'],
    ['Cracow', 'Kraków'],
    ['Donostia-San Sebastián', 'San Sebastian'],
    ['Lisbon, Portugal', 'Lisboa'],
    ['Den Haag', 'The Hague'],
    ['Αθήνα', 'Athens'],
    ['Київ', 'Kiev'],
  ])('%s is %s', (one, other) => {
    expect(sameTown(one, other)).toBe(true)
    expect(sameTown(other, one)).toBe(true)
  })

  test.each([
    ['Vienna', 'Graz'],
    ['Lisboa', 'Setúbal'],
    ['Nice', 'Nicea'],
  ])('%s is not %s', (one, other) => {
    expect(sameTown(one, other)).toBe(false)
  })
})
