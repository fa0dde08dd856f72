import { describe, expect, test } from 'vitest'
import type { EventContentInput } from '../../src/calendar/event.ts'
import { translationDebt } from '../../src/calendar/translation-debt.ts'
import { contentOf, saturdayMarket } from '../cast.ts'

const debt = (translations: EventContentInput['translations']) =>
  translationDebt(contentOf(saturdayMarket, { translations }))

const original = { title: 'Mercado', description: '<p>Comida de vinte países.</p>' }

describe('the debt of translations', () => {
  test('is nobody’s where there is only the original', () => {
    expect(debt({ pt: original })).toEqual([])
  })

  test('is none where a person has translated every text of the original', () => {
    const en = { title: 'Market', description: '<p>Food of twenty countries.</p>' }
    expect(debt({ pt: original, en: { ...en, origin: 'human' } })).toEqual([
      { lang: 'en', state: 'current', machine: false, missing: [] },
    ])
    expect(debt({ pt: { title: 'Mercado' }, en: { title: 'Market' } })).toEqual([
      { lang: 'en', state: 'current', machine: false, missing: [] },
    ])
  })

  test('names the texts that the original has and the translation lacks', () => {
    const pt = { ...original, teaser: 'Venha!' }
    expect(debt({ pt, en: { title: 'Market' } })).toEqual([
      { lang: 'en', state: 'behind', machine: false, missing: ['teaser', 'description'] },
    ])
    expect(debt({ pt, en: { title: 'Market', teaser: 'Come!' } })).toEqual([
      { lang: 'en', state: 'behind', machine: false, missing: ['description'] },
    ])
  })

  test('counts no teaser that was only cut from the description', () => {
    expect(debt({ pt: original, en: { title: 'Market' } })).toEqual([
      { lang: 'en', state: 'behind', machine: false, missing: ['description'] },
    ])
  })

  test('is a machine’s work too, however complete', () => {
    const en = { title: 'Market', description: '<p>Food.</p>', origin: 'machine' as const }
    expect(debt({ pt: original, en })).toEqual([
      { lang: 'en', state: 'behind', machine: true, missing: [] },
    ])
  })

  test('is stale where the original has moved on, whatever else is wrong', () => {
    const en = { title: 'Market', origin: 'machine' as const, stale: true }
    expect(debt({ pt: original, en })).toEqual([
      { lang: 'en', state: 'stale', machine: true, missing: ['description'] },
    ])
  })

  test('is told in the order of the content, language by language', () => {
    const found = debt({
      ar: { title: 'سوق', stale: true },
      pt: { title: 'Mercado' },
      en: { title: 'Market' },
    })
    expect(found.map(({ lang, state }) => [lang, state])).toEqual([
      ['ar', 'stale'],
      ['en', 'current'],
    ])
  })
})
