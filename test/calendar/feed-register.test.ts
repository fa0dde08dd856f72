import { describe, expect, test } from 'vitest'
import { feedTextIn, readFeed } from '../../src/calendar/feed.ts'
import { registerOf } from '../../src/calendar/feed-register.ts'

const open = {
  slug: 'women',
  title: 'For women',
  description: 'Events for women.',
  filter: { audience: 'women', country: 'EL,pl' },
  keptBy: 'sample desk',
}
const moved = { slug: 'ladies', movedTo: 'women', keptBy: 'sample desk' }
const { filter: _, ...named } = open
const closed = {
  ...named,
  slug: 'pilot',
  closed: { on: '2027-03-01', title: 'This calendar has ended', notice: 'Nobody keeps it.' },
}

const refusal = (...files: unknown[]) => {
  try {
    registerOf(files)
  } catch (error) {
    return String(error)
  }
  return 'none'
}

describe('a register of files', () => {
  test('serves a feed by its slug and by each alias', () => {
    const register = registerOf([{ ...open, aliases: ['frauen', 'old/women'] }, moved, closed])
    expect(register.find('women')).toMatchObject({ kind: 'open', keptBy: 'sample desk' })
    expect(register.find('old/women')).toBe(register.find('women'))
    expect(register.find('ladies')).toMatchObject({ kind: 'moved', movedTo: 'women' })
    expect(register.find('pilot')).toMatchObject({ kind: 'closed', closed: { lang: 'en' } })
  })

  test('lists all but those that moved', () => {
    const special = registerOf([open, moved, closed]).list()[0]
    expect(special?.feeds.map(({ slug }) => slug)).toEqual([
      'women',
      'pilot',
      'observances',
      'deadlines',
    ])
  })

  test('takes a file’s title for a standing feed, which keeps its aliases and its place', () => {
    const file = { ...open, slug: 'gb', title: 'Britain', filter: { country: 'UK' } }
    const register = registerOf([{ ...file, aliases: ['britain'] }])
    expect(register.find('uk')).toBe(register.find('britain'))
    expect(register.find('gb')).toMatchObject({ title: 'Britain', name: 'United Kingdom' })
    expect(register.list()[0]?.feeds.map(({ slug }) => slug)).not.toContain('gb')
    expect(register.list()[1]?.feeds).toContain(register.find('gb'))
  })

  test('lets a standing feed be closed or moved by a file', () => {
    const register = registerOf([
      { ...closed, slug: 'li' },
      { ...moved, slug: 'gr', movedTo: 'cy' },
    ])
    expect(register.find('li')?.kind).toBe('closed')
    expect(register.find('el')).toMatchObject({ kind: 'moved', slug: 'gr', movedTo: 'cy' })
  })

  test.each([
    ['a slug claimed twice', [open, open], 'feeds/women.json: Two files claim this slug.'],
    [
      'an alias that is a slug',
      [{ ...open, aliases: ['pl'] }],
      '“women” has the alias “pl”, which is the slug of a feed.',
    ],
    ['its own slug as alias', [{ ...open, aliases: ['women'] }], 'which is the slug of a feed.'],
    [
      'an alias claimed twice',
      [
        { ...open, aliases: ['both'] },
        { ...closed, aliases: ['both'] },
      ],
      '“pilot” has the alias “both”, which “women” has too.',
    ],
    [
      'an alias of a standing feed as slug',
      [{ ...open, slug: 'uk' }],
      '“gb” has the alias “uk”, which is the slug of a feed.',
    ],
    ['a move to nothing', [moved], 'feeds/ladies.json: “movedTo” names “women”, which is no feed.'],
    [
      'a move to what has moved, so no circles',
      [
        { ...moved, slug: 'a', movedTo: 'b' },
        { ...moved, slug: 'b', movedTo: 'a' },
      ],
      'feeds/a.json: “movedTo” names “b”, which has moved itself.',
    ],
    [
      'a move to an alias',
      [
        { ...open, aliases: ['w'] },
        { ...moved, movedTo: 'w' },
      ],
      '“movedTo” names “w”, which is no feed.',
    ],
    [
      'an address that code makes',
      [{ ...open, slug: 'deadlines' }],
      'feeds/deadlines.json: This address is made by code; take another slug.',
    ],
    [
      'a standing feed with another selection',
      [{ ...open, slug: 'pl' }],
      'feeds/pl.json: The feed of this slug selects “country=PL” without a file; keep to that.',
    ],
  ])('refuses %s', (_name, files, sentence) => {
    expect(refusal(...files)).toContain(sentence)
  })

  test('names everything that is wrong at once', () => {
    const all = refusal({ ...open, title: '' }, { ...closed, slug: 'Pilot' }, moved)
    expect(all.split('\n')).toHaveLength(3)
  })
})

describe('a file', () => {
  const wrong = (file: unknown) => {
    try {
      readFeed(file)
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
    return 'none'
  }

  test.each([
    [
      'a value no list has',
      { ...open, filter: { theme: 'langauge' } },
      '“langauge” is not a theme',
    ],
    ['a parameter there is not', { ...open, filter: { them: 'media' } }, 'no parameter “them”'],
    [
      'a window in the filter',
      { ...open, filter: { from: '2027-01-01' } },
      '“from” is said by the field “window”',
    ],
    [
      'a window that ends before it begins',
      { ...open, window: { from: '2027-02-01', to: '2027-01-01' } },
      'it must be later than “from”',
    ],
    ['a field we do not know', { ...open, colour: 'red' }, 'feeds/women.json: Unrecognized key'],
    ['no filter', named, 'feeds/women.json: filter: '],
    ['a slug with a capital', { ...open, slug: 'Women' }, 'slug: A slug is lower-case letters'],
    ['a title over two lines', { ...open, title: 'a\nb' }, 'title: One line'],
    [
      'a text in a language that is none',
      { ...open, translations: { xx1: { title: 'a', description: 'b' } } },
      'translations: xx1',
    ],
    ['a moved feed with a title', { ...moved, title: 'Ladies' }, 'Unrecognized key: "title"'],
    ['a moved feed with a filter', { ...moved, filter: {} }, 'Unrecognized key: "filter"'],
    ['a closed feed with a filter', { ...closed, filter: {} }, 'Unrecognized key: "filter"'],
    [
      'a notice of 501 characters',
      { ...closed, closed: { ...closed.closed, notice: 'x'.repeat(501) } },
      'closed: notice: A notice has at most 500 characters.',
    ],
    [
      'an empty notice',
      { ...closed, closed: { ...closed.closed, notice: ' <b></b> ' } },
      'closed: notice: Say something.',
    ],
    [
      'a day that does not exist',
      { ...closed, closed: { ...closed.closed, on: '2027-02-30' } },
      'closed: on: Give the date',
    ],
    ['no object', 'women', 'A file in feeds/ without a slug'],
  ])('is refused for %s', (_name, file, sentence) => {
    expect(wrong(file)).toContain(sentence)
  })

  test('is named in the first wished language it has, else in English', () => {
    const feed = readFeed({
      ...open,
      translations: { pl: { title: 'Dla kobiet', description: 'Wydarzenia dla kobiet.' } },
    })
    if (feed.kind === 'moved') throw new Error('it is open')
    expect(feedTextIn(feed, ['de', 'pl-PL'])).toEqual({
      title: 'Dla kobiet',
      description: 'Wydarzenia dla kobiet.',
      lang: 'pl',
    })
    expect(feedTextIn(feed, ['de', 'en', 'pl'])).toMatchObject({ title: 'For women', lang: 'en' })
    expect(feedTextIn(feed, [])).toMatchObject({ lang: 'en' })
  })
})
