import { describe, expect, test } from 'vitest'
import type { Publication, PublicationState } from '../../src/calendar/publication.ts'
import { fragmentsOf } from '../../src/render/fragment.ts'
import { cardOf, detailOf } from '../../src/render/json.ts'
import { itemOf } from '../../src/render/json-feed.ts'
import { veventOf } from '../../src/render/vevent.ts'
import { wordLanguages } from '../../src/render/words.ts'
import { publicationOf, site } from './fixture.ts'

const inState = (state: PublicationState, different: Partial<Publication> = {}) =>
  publicationOf(
    {
      originalLang: 'pl',
      translations: {
        pl: { title: 'Targ', origin: 'author' },
        en: { title: 'Market', origin: 'human' },
        ar: { title: 'سوق', origin: 'machine' },
      },
    },
    { state, ...different }
  )

const madeOf = (publication: Publication, borrowed: boolean) =>
  fragmentsOf(publication, site)
    .filter((fragment) => fragment.borrowed === borrowed)
    .map(({ format, lang }) => `${lang} ${format}`)

/** What is made in the event's own languages. */
const made = (state: PublicationState, different: Partial<Publication> = {}) =>
  madeOf(inState(state, different), false)

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
    expect(made('withdrawn').filter((name) => !name.includes(':'))).toEqual([
      'ar ics',
      'ar item',
      'en ics',
      'en item',
      'pl ics',
      'pl item',
    ])
  })

  test('leaves one tombstone of a removed event in the original’s language, and in others our words', () => {
    expect(made('removed')).toEqual(['pl ics', 'pl item', 'pl ics:title'])
    const tombstones = fragmentsOf(inState('removed'), site)
    expect(tombstones.map(({ body }) => body).join()).not.toContain('Targ')
    const ukrainian = tombstones.filter(({ lang }) => lang === 'uk')
    expect(ukrainian.map(({ format }) => format)).toEqual(['ics', 'item', 'ics:title'])
    expect(ukrainian[0]?.body).toContain('SUMMARY;LANGUAGE=uk:Подію вилучено')
    expect(ukrainian[1]?.body).toContain('"language":"uk"')
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

describe('ways to tell that something is off', () => {
  const own = ['ics', 'item', 'card', 'json']
  const calledOff = [{ date: '2026-12-12T10:00', note: null }]
  const series = publicationOf(
    {
      time: {
        allDay: false,
        start: '2026-12-05T10:00',
        end: '2026-12-05T12:30',
        zone: 'Europe/Warsaw',
        rule: 'FREQ=WEEKLY;COUNT=3',
      },
    },
    { calledOff }
  )
  const bodyOf = (publication: Publication, wanted: string) =>
    fragmentsOf(publication, site).find(({ format, lang }) => format === wanted && lang === 'en')
      ?.body

  test.each([
    [
      'cancelled',
      publicationOf({}, { status: 'cancelled' }),
      ['ics:status', 'ics:title', 'item:status'],
    ],
    [
      'archived and cancelled',
      publicationOf({}, { state: 'archived', status: 'cancelled' }),
      ['ics:status', 'ics:title', 'item:status'],
    ],
    ['a series with a date called off', series, ['ics:status', 'ics:title']],
    ['postponed', publicationOf({}, { status: 'postponed' }), []],
    ['as planned', publicationOf(), []],
  ] as const)('are stored of what is %s, where they differ', (_, publication, styles) => {
    expect(madeOf(publication, false)).toEqual([...own, ...styles].map((name) => `en ${name}`))
  })

  test('differ in title and STATUS', () => {
    const cancelled = publicationOf({}, { status: 'cancelled' })
    const said = (format: string) =>
      bodyOf(cancelled, format)
        ?.match(/^(SUMMARY|STATUS)[^\r]*/gm)
        ?.join(' ')
    expect(said('ics')).toBe('SUMMARY;LANGUAGE=en:Cancelled: Saturday market STATUS:CANCELLED')
    expect(said('ics:status')).toBe('SUMMARY;LANGUAGE=en:Saturday market STATUS:CANCELLED')
    expect(said('ics:title')).toBe(
      'SUMMARY;LANGUAGE=en:Cancelled: Saturday market STATUS:CONFIRMED'
    )
    const item = JSON.parse(bodyOf(cancelled, 'item:status') ?? '')
    expect([item.title, item._integration_calendar.status]).toEqual([
      'Saturday market',
      'cancelled',
    ])
  })

  test('hold for a single date too', () => {
    const count = (format: string, text: string) => bodyOf(series, format)?.split(text).length ?? 0
    expect(count('ics', 'STATUS:CANCELLED')).toBe(2)
    expect(count('ics:title', 'STATUS:CANCELLED')).toBe(1)
    expect(count('ics:title', 'Cancelled: ')).toBe(2)
    expect(count('ics:status', 'Cancelled: ')).toBe(1)
  })
})

describe('news for readers of other languages', () => {
  const own = ['ar', 'en', 'pl']
  const others = wordLanguages.filter((lang) => !own.includes(lang))
  const previous = [
    {
      at: '2026-11-02T09:30:15Z',
      time: { allDay: true, start: '2026-12-01', end: '2026-12-02' },
      place: null,
      attendance: 'offline',
    },
  ] as const

  test.each([
    ['cancelled', { status: 'cancelled' }, ['ics', 'item', 'ics:title']],
    ['postponed', { status: 'postponed' }, ['ics', 'item']],
    ['moved online', { status: 'moved-online' }, ['ics', 'item']],
    ['changed', { previous }, ['ics', 'item']],
    ['withdrawn', { state: 'withdrawn' }, ['ics', 'item', 'ics:title']],
  ] as const)(
    'of an event that is %s are there in every language of ours it lacks',
    (_, different, formats) => {
      expect(madeOf(inState('published', different), true)).toEqual(
        others.flatMap((lang) => formats.map((format) => `${lang} ${format}`))
      )
    }
  )

  test('are not there without news, nor when all is past', () => {
    expect(madeOf(inState('published'), true)).toEqual([])
    expect(madeOf(inState('archived', { status: 'cancelled', previous }), true)).toEqual([])
  })

  test('stand in the original’s text, whose language the text keeps', () => {
    const fragments = fragmentsOf(inState('published', { status: 'cancelled' }), site)
    const ukrainian = fragments.filter(({ lang }) => lang === 'uk')
    expect(ukrainian.every(({ original, borrowed }) => !original && borrowed)).toBe(true)
    expect(ukrainian[0]?.body).toContain('SUMMARY;LANGUAGE=pl:Скасовано: Targ')
    expect(JSON.parse(ukrainian[1]?.body ?? '')).toMatchObject({
      title: 'Скасовано: Targ',
      language: 'pl',
    })
  })

  test('are not made where the event has text in a region’s form of the language', () => {
    const regional = publicationOf(
      {
        originalLang: 'pt-BR',
        translations: { 'pt-BR': { title: 'Feira', origin: 'author' } },
      },
      { status: 'cancelled' }
    )
    const borrowed = madeOf(regional, true)
    expect(borrowed).toContain('en ics')
    expect(borrowed.filter((name) => name.startsWith('pt'))).toEqual([])
  })

  test('do not store a long text two dozen times more', () => {
    const long = {
      title: 'T',
      origin: 'author',
      description: `<p>${'x'.repeat(40_000)}</p>`,
    } as const
    const publication = publicationOf({ translations: { en: long } }, { status: 'cancelled' })
    expect(madeOf(publication, true)).toEqual([])
    expect(madeOf(publication, false)).toContain('en ics:title')
  })
})
