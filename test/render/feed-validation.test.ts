import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import jsonFeedSchema from 'jsonfeed-schema/schema-v1.1.json' with { type: 'json' }
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { atomHead, atomTail, entryOf } from '../../src/render/atom.ts'
import { feedHead, feedTail, itemOf } from '../../src/render/json-feed.ts'
import { site } from './fixture.ts'
import { about, everything } from './told.ts'

/*
 * JSON Feed and Atom against their specifications, by packages that are not ours: JSON Feed's
 * schema with ajv, RFC 4287's grammar with libxml2, and feedsmith as a second reader of both.
 */

const ajv = new Ajv({ allErrors: true, strict: false })
addFormats.default(ajv)
const validate = ajv.compile(jsonFeedSchema)

/** What is wrong with a JSON Feed; nothing when it follows the schema. */
const jsonFaults = (feed: string): string[] => {
  validate(JSON.parse(feed))
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

const grammar = readFileSync(new URL('atom.rng', import.meta.url), 'utf8')

/** What is wrong with an Atom feed by the grammar, and by the two rules a grammar cannot hold. */
const atomFaults = async (feed: string): Promise<string[]> => {
  const { errors } = await validateXML({
    xml: [{ fileName: 'feed.atom', contents: feed }],
    schema: [grammar],
    extension: 'relaxng',
  })
  if (errors.length > 0) return errors.map(({ message }) => message)
  const { authors, entries = [] } = parseAtomFeed(feed)
  return entries.flatMap(({ authors: own, links, content }) => [
    ...(authors || own ? [] : ['an entry without an author']),
    ...(content || links?.some(({ rel }) => rel === undefined || rel === 'alternate')
      ? []
      : ['an entry with neither content nor page']),
  ])
}

const jsonFeed = [
  feedHead({ ...about, feedUrl: about.feedUrl.replace('.atom', '.json') }),
  everything.map(({ publication, lang }) => itemOf(publication, lang, site)).join(','),
  feedTail,
].join('')

const atomFeed = [
  atomHead({ ...about, nextUrl: `${about.feedUrl}&after=x` }),
  ...everything.map(({ publication, lang }) => entryOf(publication, lang, site)),
  atomTail(),
].join('')

test('the feeds hold every state, series, all-day events, events without end and Arabic', () => {
  const states = new Set(
    everything.map(({ publication: { state, status } }) => `${state} ${status}`)
  )
  expect([...states].sort()).toEqual([
    'published cancelled',
    'published postponed',
    'published scheduled',
    'removed scheduled',
    'withdrawn scheduled',
  ])
  const times = everything.map(({ publication }) => publication.content.time)
  expect(times.filter(({ rule }) => rule).length).toBeGreaterThan(10)
  expect(times.filter(({ allDay }) => allDay).length).toBeGreaterThan(3)
  expect(times.filter(({ end }) => end === undefined).length).toBeGreaterThan(0)
  expect(everything.filter(({ lang }) => lang === 'ar').length).toBeGreaterThan(0)
})

describe('a JSON Feed', () => {
  test('follows the schema of JSON Feed 1.1', () => {
    expect(jsonFaults(jsonFeed)).toEqual([])
    expect(jsonFaults(feedHead(about) + feedTail)).toEqual([])
  })

  test('is read by another program, with as many items', () => {
    const read = parseJsonFeed(jsonFeed)
    expect(read.title).toBe(about.title)
    expect(read.items?.map(({ id }) => id)).toEqual(
      everything.map(({ publication }) => publication.uid.trim())
    )
  })

  test.each([
    ['without a title', '"title"', '"titel"'],
    ['with a date that is none', '"date_published":"2', '"date_published":"x2'],
    ['with an address that is none', '"home_page_url":"https://', '"home_page_url":"//'],
    ['with an item without an id', '"id":', '"ids":'],
    ['with tags that are no list', '"tags":[', '"tags":"x","more":['],
    ['of another version', 'version/1.1', 'version/9'],
  ])('is refused %s', (_, good, bad) => {
    expect(jsonFeed).toContain(good)
    expect(jsonFaults(jsonFeed.replace(good, bad))).not.toEqual([])
  })
})

describe('an Atom feed', () => {
  test('follows the grammar of RFC 4287', async () => {
    expect(await atomFaults(atomFeed)).toEqual([])
    expect(await atomFaults(atomHead(about) + atomTail())).toEqual([])
  })

  test('is read by another program, with as many entries', () => {
    const read = parseAtomFeed(atomFeed)
    expect(read).toMatchObject({
      id: about.feedUrl,
      title: { value: about.title },
      subtitle: { value: about.description },
      updated: about.updated,
    })
    expect(read.links).toContainEqual({
      rel: 'self',
      type: 'application/atom+xml',
      href: about.feedUrl,
    })
    expect(read.entries?.map(({ updated, xml }) => [updated, xml?.lang])).toEqual(
      everything.map(({ publication, lang }) => [
        publication.changedAt,
        publication.state === 'removed' ? 'en' : lang,
      ])
    )
  })

  test.each([
    ['without an id', /<id>.*<\/id>\n/, ''],
    ['without a title', /<title>.*<\/title>\n/, ''],
    ['with two titles', /<subtitle>.*<\/subtitle>/, '<title>again</title>'],
    ['with a date that is none', /<published>2/, '<published>x2'],
    ['with a language that is none', / xml:lang="en"/, ' xml:lang="e n"'],
    ['with a kind of text nobody knows', / type="html"/, ' type="htm"'],
    ['with an attribute of nobody', '<entry ', '<entry foo="1" '],
    ['with an element of nobody', '<published>', '<publish/><published>'],
    ['with a category without a term', / term="[^"]*"/, ''],
    ['with an entry without an author', /<author>.*<\/author>\n/, ''],
    [
      'with an entry with neither content nor page',
      /<link rel="alternate".*\n(<(?!entry|\/entry).*\n)*<content.*\n/,
      '',
    ],
    ['that is not well-formed', '</entry>', '</entri>'],
    ['with a character XML has no room for', '<title>', '<title>\u0008'],
  ])('is refused %s', async (_, good, bad) => {
    const [first] = everything
    const feed =
      atomHead(about) + (first ? entryOf(first.publication, first.lang, site) : '') + atomTail()
    expect(await atomFaults(feed)).toEqual([])
    const broken = feed.replace(good, bad)
    expect(broken).not.toBe(feed)
    expect(await atomFaults(broken)).not.toEqual([])
  })
})
