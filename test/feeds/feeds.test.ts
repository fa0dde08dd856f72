import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { feeds } from '../../feeds/index.ts'
import { eventContent } from '../../src/calendar/event.ts'
import { canonicalLang } from '../../src/calendar/language.ts'
import { countries } from '../../src/calendar/vocabularies/countries.ts'
import { themeGroups, themes } from '../../src/calendar/vocabularies/themes.ts'
import sample from '../../src/sample/december-2012.json' with { type: 'json' }

const folder = new URL('../../feeds/', import.meta.url)
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.json'))
  .map((path) => path.replaceAll('\\', '/').replace(/\.json$/, ''))
const contents = sample.events.map((event) => eventContent.parse(event.content))

/** Is every comma-separated value of a filter parameter an id as we store it? */
const known: Readonly<Record<string, (value: string) => boolean>> = {
  country: (value) => countries.get(value) !== undefined,
  theme: (value) =>
    value.startsWith('group:')
      ? themeGroups.get(value.slice('group:'.length)) !== undefined
      : themes.get(value) !== undefined,
  language: (value) => canonicalLang(value) === value,
}

describe('the register', () => {
  it('holds each file of the folder, and nothing else', () => {
    expect([...feeds.keys()].sort()).toEqual(paths.sort())
  })

  it('has a title of its own for each feed', () => {
    expect(new Set([...feeds.values()].map((feed) => feed.title)).size).toBe(feeds.size)
  })

  it('has a feed for everything and one for the sample month', () => {
    expect(feeds.get('all')?.filter).toEqual({})
    expect(feeds.get('december-2012')?.window).toEqual({ from: '2012-11-01', to: '2013-02-01' })
  })

  it('has a feed for each country of the sample', () => {
    for (const id of new Set(contents.flatMap((content) => content.countries))) {
      expect(feeds.get(id.toLowerCase())?.filter, id).toEqual({ country: id })
    }
  })

  it('has a feed for each theme group', () => {
    for (const { id } of themeGroups.terms) {
      expect(feeds.get(`group/${id}`)?.filter, id).toEqual({ theme: `group:${id}` })
    }
  })

  it('has a feed for each event language of the sample, with texts in it and then in English', () => {
    const spoken = contents.flatMap((content) => content.eventLanguages.map(({ lang }) => lang))
    for (const lang of new Set(spoken)) {
      const feed = feeds.get(`language/${lang}`)
      expect(feed?.filter, lang).toEqual({ language: lang })
      expect(feed?.locale, lang).toBe(lang === 'en' ? 'en' : `${lang},en`)
    }
  })
})

describe.each(paths)('feeds/%s.json', (path) => {
  const file = JSON.parse(readFileSync(new URL(`${path}.json`, folder), 'utf8'))

  it('is registered under its path', () => {
    expect(file.slug).toBe(path)
    expect(feeds.get(path)).toEqual(file)
  })

  it('filters by values we know', () => {
    for (const [parameter, value] of Object.entries(feeds.get(path)?.filter ?? {})) {
      for (const single of value.split(',')) {
        expect(known[parameter]?.(single), `${parameter}=${single}`).toBe(true)
      }
    }
  })

  it('asks for languages by canonical tags', () => {
    for (const tag of feeds.get(path)?.locale?.split(',') ?? []) {
      expect(canonicalLang(tag)).toBe(tag)
    }
  })
})
