import { describe, expect, test } from 'vitest'
import type { PublicationState } from '../../src/calendar/publication.ts'
import { fragmentsOf } from '../../src/render/fragment.ts'
import { cardOf, detailOf } from '../../src/render/json.ts'
import { itemOf } from '../../src/render/json-feed.ts'
import { veventOf } from '../../src/render/vevent.ts'
import { publicationOf, site } from './fixture.ts'

const inState = (state: PublicationState) =>
  publicationOf(
    {
      originalLang: 'pl',
      translations: {
        pl: { title: 'Targ', origin: 'author' },
        en: { title: 'Market', origin: 'human' },
        ar: { title: 'سوق', origin: 'machine' },
      },
    },
    { state }
  )

const made = (state: PublicationState) =>
  fragmentsOf(inState(state), site).map(({ format, lang }) => `${lang} ${format}`)

describe('fragmentsOf', () => {
  test('makes every format in every language, languages in order', () => {
    expect(made('published')).toEqual(
      ['ar', 'en', 'pl'].flatMap((lang) =>
        ['ics', 'item', 'card', 'json'].map((format) => `${lang} ${format}`)
      )
    )
  })

  test('keeps an archived event in every format: a feed may ask for the past', () => {
    expect(made('archived')).toEqual(made('published'))
  })

  test('keeps a withdrawn event in feeds and out of pages', () => {
    expect(made('withdrawn')).toEqual([
      'ar ics',
      'ar item',
      'en ics',
      'en item',
      'pl ics',
      'pl item',
    ])
  })

  test('leaves one tombstone of a removed event, in the original’s language', () => {
    expect(made('removed')).toEqual(['pl ics', 'pl item'])
    expect(
      fragmentsOf(inState('removed'), site)
        .map(({ body }) => body)
        .join()
    ).not.toContain('Targ')
  })

  test('marks the original', () => {
    const marked = fragmentsOf(inState('published'), site).filter(({ original }) => original)
    expect(marked.map(({ lang }) => lang)).toEqual(['pl', 'pl', 'pl', 'pl'])
  })

  test('stores what the makers make', () => {
    const publication = inState('published')
    const body = (wanted: string) =>
      fragmentsOf(publication, site).find(({ format, lang }) => format === wanted && lang === 'en')
        ?.body
    expect(body('ics')).toBe(veventOf(publication, 'en', site))
    expect(body('item')).toBe(itemOf(publication, 'en', site))
    expect(body('card')).toBe(JSON.stringify(cardOf(publication, 'en', site)))
    expect(body('json')).toBe(JSON.stringify(detailOf(publication, 'en', site)))
  })

  test('gives the same bytes whatever the order in which languages were added', () => {
    const publication = inState('published')
    const { content } = publication
    const reversed = Object.fromEntries(Object.entries(content.translations).reverse())
    const again = { ...publication, content: { ...content, translations: reversed } }
    const feeds = (of: typeof publication) =>
      fragmentsOf(of, site).filter(({ format }) => format !== 'json')
    expect(feeds(again)).toEqual(feeds(publication))
  })
})
