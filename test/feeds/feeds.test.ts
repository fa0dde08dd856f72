import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { feeds } from '../../feeds/index.ts'
import { eventContent } from '../../src/calendar/event.ts'
import { readFeed, selectionOf } from '../../src/calendar/feed.ts'
import { registerOf } from '../../src/calendar/feed-register.ts'
import { namedLanguages } from '../../src/calendar/language.ts'
import { countries } from '../../src/calendar/vocabularies/countries.ts'
import { themeGroups, themes } from '../../src/calendar/vocabularies/themes.ts'
import sample from '../../src/sample/december-2012.json' with { type: 'json' }

const folder = new URL('../../feeds/', import.meta.url)
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.json'))
  .map((path) => path.replaceAll('\\', '/').replace(/\.json$/, ''))
const contents = sample.events.map((event) => eventContent.parse(event.content))
const listed = feeds.list().flatMap((shelf) => shelf.feeds)

const open = (slug: string) => {
  const feed = feeds.find(slug)
  if (feed?.kind !== 'open') throw new Error(`${slug} is not an open feed`)
  return feed
}

describe('the register', () => {
  it('has a title of its own for each feed', () => {
    expect(new Set(listed.map((feed) => feed.title)).size).toBe(listed.length)
  })

  it('has a feed for everything and one for the sample month', () => {
    expect(selectionOf(open('all'))).toBe('')
    expect(open('december-2012').request.filter).toEqual({
      choices: {},
      from: '2012-11-01',
      to: '2013-02-01',
    })
  })

  it('has a feed for each country, each theme, each group and each language our forms name', () => {
    for (const { id } of countries.terms)
      expect(selectionOf(open(id.toLowerCase()))).toBe(`country=${id}`)
    for (const { id } of themes.terms) expect(selectionOf(open(`theme/${id}`))).toBe(`theme=${id}`)
    for (const { id } of themeGroups.terms)
      expect(selectionOf(open(`group/${id}`))).toBe(`theme=group:${id}`)
    for (const tag of namedLanguages)
      expect(selectionOf(open(`language/${tag}`))).toBe(`language=${tag}`)
    expect(countries.terms).toHaveLength(43)
  })

  it('has a feed for each event language of the sample, with texts in it and then in English', () => {
    const spoken = contents.flatMap((content) => content.eventLanguages.map(({ lang }) => lang))
    for (const lang of new Set(spoken))
      expect(open(`language/${lang}`).request.locale, lang).toEqual(
        lang === 'en' ? ['en'] : [lang, 'en']
      )
  })

  it('knows what is written otherwise: codes of the Union, other tags, capitals', () => {
    const same = [
      ['uk', 'gb'],
      ['el', 'gr'],
      ['language/no', 'language/nb'],
      ['PL', 'pl'],
      ['language/sr-Latn', 'language/sr-latn'],
    ] as const
    for (const [other, slug] of same) expect(feeds.find(other), other).toBe(open(slug))
    expect(open('eu').name).toBe('European Union')
    expect(selectionOf(open('language/eu'))).toBe('language=eu')
  })

  it('has the days of observance and the deadlines, which are no selection of events', () => {
    expect(feeds.find('observances')?.kind).toBe('made')
    expect(feeds.find('deadlines')?.kind).toBe('made')
  })

  it('knows no other, and the one that was meant', () => {
    expect(feeds.find('atlantis')).toBeUndefined()
    expect(feeds.nearest('theme/langauge')).toBe('theme/language')
  })

  it('lists files that stand for themselves first, countries by name, groups before their themes', () => {
    const shelf = (name: string) =>
      feeds
        .list()
        .find((each) => each.name === name)
        ?.feeds.map(({ slug }) => slug) ?? []
    expect(shelf('special')).toEqual(['all', 'december-2012', 'observances', 'deadlines'])
    expect(shelf('countries').slice(0, 3)).toEqual(['eu', 'al', 'at'])
    expect(shelf('themes').slice(0, 5)).toEqual([
      'group/employment',
      'theme/employment',
      'theme/skills',
      'theme/enterprise',
      'group/education',
    ])
    expect(shelf('languages')).toContain('language/ar')
  })
})

describe.each(paths)('feeds/%s.json', (path) => {
  const file = JSON.parse(readFileSync(new URL(`${path}.json`, folder), 'utf8'))

  it('is registered under its path', () => {
    expect(file.slug).toBe(path)
    const { name: _name, aliases: _aliases, ...read } = { name: '', ...readFeed(file) }
    expect(feeds.find(path)).toMatchObject(read)
  })

  it('says more than the feed that would stand there without it', () => {
    const below = registerOf([]).find(path)
    const { title, description } = file
    expect(below).not.toMatchObject({ title, description })
  })
})
