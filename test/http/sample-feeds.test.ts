import { parseAtomFeed } from 'feedsmith'
import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { feeds } from '../../feeds/index.ts'
import type { FeedDefinition, ListedFeed } from '../../src/calendar/feed.ts'
import { matches } from '../../src/calendar/filter.ts'
import { observances } from '../../src/calendar/observances.ts'
import type { Publication } from '../../src/calendar/publication.ts'
import { searchableOf } from '../../src/calendar/searchable.ts'
import { occurrencesWithin } from '../../src/calendar/series.ts'
import { floating } from '../../src/calendar/time.ts'
import { windowOf } from '../../src/journeys/window.ts'
import { deadlineOf } from '../../src/render/deadline.ts'
import { lint } from '../../src/render/lint/lint.ts'
import { loadSample } from '../../src/sample/load.ts'
import { samplePeople } from '../../src/sample/people.ts'
import { type Stage, setStage } from './stage.ts'

/*
 * Every feed of the register in every format, over the sample and in its own month, where they are
 * full: the calendar files against our lint and a parser that is not ours, what is in them against
 * a brute-force selection over all that is public.
 */

const today = '2012-12-05'
const listed: readonly ListedFeed[] = feeds.list().flatMap((shelf) => shelf.feeds)
const slugs = listed.map(({ slug }) => slug)

let stage: Stage
let all: readonly Publication[] = []
const searchables = new Map<string, ReturnType<typeof searchableOf>>()

beforeAll(async () => {
  stage = await setStage()
  stage.clock.now = `${today}T08:00:00Z`
  await loadSample(stage.ports, await samplePeople(stage.assembled.identityMeans))
  all = await stage.ports.store.publications('', 1000)
  for (const publication of all) searchables.set(publication.event, searchableOf(publication))
}, 60_000)

/** UIDs of what a feed of the register holds today, by looking at everything. */
const expectedIn = (feed: FeedDefinition): string[] => {
  if (feed.kind === 'closed') return [`closed-feed-${feed.slug}`]
  if (feed.kind === 'made' && feed.slug === 'observances')
    return observances().map(({ uid }) => uid)
  if (feed.kind === 'made') {
    const { from, to } = windowOf({}, today)
    return all.flatMap((publication) => {
      const deadline = deadlineOf(publication, undefined)
      const on = deadline?.content.time.start ?? ''
      return deadline && on >= from && on < to ? [deadline.uid] : []
    })
  }
  if (feed.kind === 'moved') throw new Error('a list has no moved feeds')
  const { filter } = feed.request
  const { from, to } = windowOf(filter, today)
  const span = { from: floating(from), to: floating(to) }
  return all
    .filter(({ event }) => {
      const searchable = searchables.get(event)
      return searchable && matches(filter, searchable)
    })
    .filter(({ event, content }) => occurrencesWithin(event, content, span).length > 0)
    .map(({ uid }) => uid)
}

const get = async (path: string) => {
  const answer = await stage.call('GET', path)
  expect(answer.status, path).toBe(200)
  return answer
}

/** The UIDs of events, each once: a date that stands alone is told under that of its series. */
const uidsIn = (calendar: ICAL.Component): string[] => {
  const uids = calendar
    .getAllSubcomponents('vevent')
    .map((event) => event.getFirstPropertyValue('related-to') ?? event.getFirstPropertyValue('uid'))
  return [...new Set(uids.map(String))].sort()
}

test('the sample is in the feeds of its month, the register has feeds of every kind', () => {
  expect(all).toHaveLength(99)
  expect(slugs.length).toBeGreaterThan(140)
  const full = listed.filter((feed) => expectedIn(feed).length > 0)
  expect(full.length).toBeGreaterThan(40)
  expect(slugs).toEqual(expect.arrayContaining(['pl', 'theme/language', 'group/education', 'all']))
})

describe.each(listed.map((feed) => [feed.slug, feed] as const))('the feed %s', (slug, feed) => {
  test('passes our lint as a calendar, and ical.js finds in it what brute force finds', async () => {
    const { bytes, text } = await get(`/feeds/${slug}.ics`)
    expect(lint(bytes).findings).toEqual([])
    const calendar = new ICAL.Component(ICAL.parse(text))
    expect(uidsIn(calendar)).toEqual(expectedIn(feed).sort())
    // The same as jCal, which ical.js reads without parsing text.
    const jcal = new ICAL.Component(JSON.parse((await get(`/feeds/${slug}.jcal`)).text))
    expect(uidsIn(jcal)).toEqual(uidsIn(calendar))
  })

  test('has the same events as JSON Feed, Atom and JSON-LD', async () => {
    const expected = expectedIn(feed).sort()
    const json = JSON.parse((await get(`/feeds/${slug}.json`)).text)
    expect(json.items.map(({ id }: { id: string }) => id).sort()).toEqual(expected)
    expect(json.next_url).toBe(undefined)
    const atom = parseAtomFeed((await get(`/feeds/${slug}.atom`)).text)
    expect(atom.entries ?? []).toHaveLength(Math.min(50, expected.length))
    const linked = JSON.parse((await get(`/feeds/${slug}.jsonld`)).text)
    const [itself, ...nodes] = linked['@graph']
    expect(itself).toMatchObject({ '@type': 'DataFeed' })
    const uids: string[] = nodes.map(({ identifier }: { identifier: string }) => identifier)
    expect(uids.sort()).toEqual(expected)
  })
})
