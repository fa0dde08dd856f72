import { expect, test } from 'vitest'
import type { EventContentInput } from '../../src/calendar/event.ts'
import { withStaleness } from '../../src/calendar/staleness.ts'
import { contentOf, saturdayMarket } from '../cast.ts'

const before = contentOf(saturdayMarket)
const edited = (translations: EventContentInput['translations']) =>
  withStaleness(before, contentOf({ ...saturdayMarket, translations }))
const { pt, en } = saturdayMarket.translations
if (!pt || !en) throw new Error('the market has lost its languages')

test('a translation is stale when the original says something else and nobody has touched it', () => {
  const after = edited({ pt: { ...pt, title: 'Mercado de domingo' }, en })
  expect(after.translations.en?.stale).toBe(true)
  expect(after.translations.pt?.stale).toBeUndefined()
})

test('one that was touched, or is new, is up to date', () => {
  const fresh = { title: 'Marché du dimanche' }
  const after = edited({
    pt: { ...pt, title: 'Mercado de domingo' },
    en: { title: 'Sunday market' },
    fr: fresh,
  })
  expect(after.translations.en?.stale).toBeUndefined()
  expect(after.translations.fr?.stale).toBeUndefined()
})

test('an edit of something else leaves the texts alone', () => {
  expect(withStaleness(before, { ...before, track: 'newcomers' })).toEqual({
    ...before,
    track: 'newcomers',
  })
})

test('whoever says that a translation is still right is believed', () => {
  const after = edited({ pt: { ...pt, title: 'Mercado, de sábado' }, en: { ...en, stale: false } })
  expect(after.translations.en?.stale).toBe(false)
})

test('a stale translation that is brought up to date loses its mark, also where a form has kept it', () => {
  const stale = edited({ pt: { ...pt, title: 'Mercado de domingo' }, en })
  const kept = { ...stale.translations.en, title: 'Sunday market', origin: 'author' as const }
  const again = withStaleness(stale, {
    ...stale,
    translations: { ...stale.translations, en: kept },
  })
  expect(again.translations.en).toMatchObject({ title: 'Sunday market' })
  expect(again.translations.en?.stale).toBeUndefined()
})
