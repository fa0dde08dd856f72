import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventContentInput } from '../../src/calendar/event.ts'
import { matches, parseFilter } from '../../src/calendar/filter.ts'
import { readWords, standsFor } from '../../src/calendar/filter-values.ts'
import { foldedWords } from '../../src/calendar/fold.ts'
import { retract } from '../../src/calendar/publishing.ts'
import { searchableOf } from '../../src/calendar/searchable.ts'
import { contentOf, firstPublication, openDoors, saturdayMarket } from '../cast.ts'
import { titleWords } from '../contract/varied-events.ts'

const at = '2027-01-10T08:00:00Z'
const publicationOf = (changes: Partial<EventContentInput>) =>
  firstPublication('event', contentOf(saturdayMarket, changes), openDoors, at).publication

const filterOf = (words: string) => parseFilter(new URLSearchParams({ q: words })).filter

const titled = (title: string) =>
  searchableOf(publicationOf({ originalLang: 'en', translations: { en: { title } } }))

describe('words looked for', () => {
  test.each([
    ['swieto', 'Święto wiosny'],
    ['ŚWIĘTO', 'swieto'],
    ['strasse', 'Straßenfest'],
    ['straße', 'STRASSE'],
    ['smorre', 'Smørrebrød'],
    ['ecole', 'Portes ouvertes de l’école'],
    ["l'école", 'L’ÉCOLE'],
    ['μαθηματα', 'Μαθήματα ελληνικών'],
    ['ΑΘΗΝΑΣ', 'της Αθήνας'],
    ['украін', 'Українська мова'],
    ['مهرجان', 'مُهرجان'],
    ['हिन्दी', 'हिन्दी दिवस'],
    ['istanbul', 'İSTANBUL'],
    ['2027', 'Festival 2027'],
    ['ﬁlm', 'Film'],
    ['fest film', 'Filmklub and festival'],
    ['o', 'o tym'],
    ['open-air', 'Open Air'],
    ['film -kids', 'Filmklub'],
    ['', 'Anything'],
    ['?! — ()', 'Anything'],
  ])('%j is found in %j', (words, title) => {
    expect(matches(filterOf(words), titled(title))).toBe(true)
  })

  test.each([
    ['klub', 'Filmklub', 'a word is found from its beginning'],
    ['o', 'om festival', 'two letters are found as whole words only'],
    ['om', 'omnibus', 'two letters are found as whole words only'],
    ['हन', 'हिन्दी', 'vowel signs are letters'],
    ['film concert', 'Film', 'every word is needed'],
    ['-film', 'Filmklub', 'the beginning of an excluded word excludes'],
    ['festival -film', 'Festival of films', 'exclusion is stronger'],
    ['NEAR', 'Festival', 'no word is an operator'],
    ['film OR concert', 'Film', 'no word is an operator'],
    ['"film', 'Konzert', 'quotes are nothing'],
  ])('%j is not found in %j: %s', (words, title) => {
    expect(matches(filterOf(words), titled(title))).toBe(false)
  })

  test('are looked for in every language, in the place and in who holds it, but not in markup', () => {
    const publication = publicationOf({
      translations: {
        pt: { title: 'Mercado', description: '<p>Comida <strong>boa</strong></p>' },
        en: { title: 'Market', teaser: 'Twenty countries' },
      },
      place: { name: 'Praça', city: 'Lisboa', address: 'Rua da Palma 1', country: 'PT' },
      organiser: { name: 'Círculo' },
    })
    const found = (words: string) => matches(filterOf(words), searchableOf(publication))
    for (const words of ['mercado market', 'comida boa', 'twenty', 'praca lisboa', 'circulo'])
      expect(found(words), words).toBe(true)
    expect(found(openDoors.name)).toBe(true)
    expect(found('strong')).toBe(false)
  })

  test('find nothing of a removed event, and what is left of a withdrawn one', () => {
    const publication = publicationOf({})
    const reason = { code: null, text: null }
    const by = { id: 'marta', name: 'Marta' }
    const left = (cause: 'withdraw' | 'remove') =>
      searchableOf(retract(publication, cause, reason, by, at).publication)
    expect(matches(filterOf('mercado'), left('withdraw'))).toBe(true)
    expect(left('remove').words).toEqual([])
    expect(matches(filterOf('mercado'), left('remove'))).toBe(false)
    expect(matches(filterOf('-mercado'), left('remove'))).toBe(true)
  })

  test('come folded, sorted and each once, whatever is typed between them', () => {
    expect(readWords('Film,  film -KIDS kids-club')).toEqual({
      all: ['club', 'film', 'kids'],
      none: ['kids'],
    })
    expect(readWords(' -  — ')).toBeNull()
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const words = readWords(text.replaceAll(/\s+/g, '').slice(0, 20))
        for (const word of [...(words?.all ?? []), ...(words?.none ?? [])])
          expect(foldedWords(word)).toEqual([word])
      })
    )
  })

  test('stand for every longer word they begin, from three letters on', () => {
    const word = fc.constantFrom(...titleWords.flatMap((title) => foldedWords(title)))
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 12 }), (wish, other, length) => {
        const begun = wish.slice(0, length)
        expect(standsFor(begun, wish)).toBe(length >= 3 || begun === wish)
        expect(standsFor(wish, other)).toBe(
          wish === other || (wish.length > 2 && other.slice(0, wish.length) === wish)
        )
      })
    )
  })
})
