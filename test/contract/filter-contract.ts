import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Filter, matches, parseFilter, versionLabels } from '../../src/calendar/filter.ts'
import type { Publication } from '../../src/calendar/publication.ts'
import type { PublicationStep } from '../../src/calendar/publication-step.ts'
import { isSeries, occurrencesWithin } from '../../src/calendar/series.ts'
import type { Position, Selection, Store, Wording, ZoneUse } from '../../src/calendar/store.ts'
import { addDays, floating, type LocalDate } from '../../src/calendar/time.ts'
import { completed, withBeyond } from '../../src/journeys/beyond.ts'
import { windowOf } from '../../src/journeys/window.ts'
import { fragmentsOf } from '../../src/render/fragment.ts'
import type { Driver } from '../../src/store/driver.ts'
import { sqlStore } from '../../src/store/sql-store.ts'
import { firstPublication, site } from '../cast.ts'
import {
  type Audience,
  byDate,
  byPlace,
  expandedTo,
  type Found,
  fragmentsFor,
  isThere,
  placeOf,
  searchableFor,
  textOf,
  zonesOf,
} from './brute-force.ts'
import { anyQuery, singleQueries } from './filter-queries.ts'
import { fates, type Varied, variedCalendar } from './varied-events.ts'

const prefix = 'varied'
const events = 150
/** More than are published. */
const most = 1000

/**
 * Every filter against a brute-force selection over all that is public: run on a real SQLite file
 * and on D1 in workerd. `runs`: random filters tried.
 */
export const filterContract = (open: () => Promise<Driver>, runs: number) => {
  let store: Store
  let driver: Driver
  let all: readonly Publication[] = []

  const readAll = async () => {
    const found: Publication[] = []
    for (;;) {
      const portion = await store.publications(found.at(-1)?.event ?? '', 100)
      found.push(...portion)
      if (portion.length < 100) return found
    }
  }

  const commit = (step: PublicationStep) =>
    store.commit({ steps: [{ step, fragments: fragmentsOf(step.publication, site) }] })

  const settle = async ({ content, other, organisation, at, fate }: Varied) => {
    const event = newId()
    const first = firstPublication(event, content, organisation, at)
    await store.commit({
      newEvent: { id: event, organisationId: prefix, ownerId: null, at },
      steps: [{ step: first, fragments: fragmentsOf(first.publication, site) }],
    })
    for (const step of fates[fate](first.publication, other, at)) await commit(step)
  }

  beforeAll(async () => {
    driver = await open()
    store = sqlStore(driver)
    await driver.atomically([
      {
        toSQL: () => ({
          sql: 'insert into organisation (id, slug, name, created_at) values (?, ?, ?, ?)',
          params: [prefix, prefix, 'House', '2027-01-01T00:00:00Z'],
        }),
      },
    ])
    for (const varied of variedCalendar(prefix, events, 5)) await settle(varied)
    all = await readAll()
  }, 120_000)

  const requestOf = (query: string) => parseFilter(new URLSearchParams(query))
  const selectionOf = (query: string, today: LocalDate): Selection => {
    const { filter } = requestOf(query)
    return { filter, window: windowOf(filter, today), today }
  }

  const matching = (filter: Filter) =>
    all.filter((publication) => matches(filter, searchableFor(publication)))

  /** What a selection must find, by its first date in the window. */
  const bruteForce = (selection: Selection, audience: Audience): Found[] => {
    const { filter, window } = selection
    const span = { from: floating(window.from), to: floating(window.to) }
    return matching(filter)
      .filter((publication) => isThere(publication, audience, selection))
      .map((publication) => ({
        publication,
        dates: occurrencesWithin(publication.event, publication.content, span),
      }))
      .filter(({ dates }) => dates.length > 0)
      .sort((a, b) => byPlace(placeOf(a), placeOf(b)))
  }

  const expectedBodies = (found: readonly Found[], { format, style, locale }: Wording) =>
    found.map(({ publication }) => {
      const made = fragmentsFor(publication)
      return (style && textOf(made, style, locale)) ?? textOf(made, format, locale)
    })

  /** Texts stand one after the other; between them stands what none of them holds. */
  const separator = '\n§§§\n'
  const decoded = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
  const readBodies = async (selection: Selection, wording: Wording) => {
    let zones: readonly ZoneUse[] | null = null
    const bytes = await store.bodies(selection, wording, separator, most, (needed) => {
      zones = needed
      return ['[', ']']
    })
    if (!bytes) throw new Error('there are more than were published')
    const [, text = ''] = /^\[(.*)\]$/s.exec(decoded(bytes)) ?? []
    return { texts: text === '' ? [] : text.split(separator), zones }
  }
  const uidsOf = (texts: readonly (string | undefined)[]) =>
    texts.map((text) => /^UID:(.*)\r$/m.exec(text ?? '')?.[1])

  const ics: Wording = { format: 'ics', style: null, locale: [] }

  /** The feed of a filter, its text and its zones, against the brute force. */
  const checkFeed = async (query: string, today: LocalDate, wording: Wording) => {
    const { selection } = await completed(store, selectionOf(query, today), 'feed')
    const expected = bruteForce(selection, 'feed')
    const { texts, zones } = await readBodies(selection, wording)
    expect(uidsOf(texts), query).toEqual(expected.map(({ publication }) => publication.uid))
    expect(texts, query).toEqual(expectedBodies(expected, wording))
    expect(zones, query).toEqual(zonesOf(expected))
    return { selection, expected }
  }

  const today = fc.constantFrom('2027-01-10', '2027-04-20', '2027-07-01', '2028-06-30')
  const query = anyQuery(prefix)
  const locales = fc.uniqueArray(
    fc.constantFrom('pl', 'pt-BR', 'uk', 'en', 'de', 'ar', 'fi', 'tr'),
    { maxLength: 3 }
  )
  const wordings = fc
    .tuple(
      fc.constantFrom<Pick<Wording, 'format' | 'style'>>(
        { format: 'ics', style: null },
        { format: 'ics', style: 'ics:status' },
        { format: 'ics', style: 'ics:title' }
      ),
      locales
    )
    .map(([of, locale]) => ({ ...of, locale }))

  test('the calendar has something of everything, in every state', () => {
    const states = new Map<string, number>()
    for (const { state, status, calledOff } of all) {
      for (const each of [state, status, ...(calledOff.length ? ['called off'] : [])])
        states.set(each, (states.get(each) ?? 0) + 1)
    }
    for (const each of ['published', 'withdrawn', 'removed', 'archived', 'cancelled', 'called off'])
      expect(states.get(each) ?? 0, each).toBeGreaterThan(1)
    expect(all.filter(({ content }) => isSeries(content.time)).length).toBeGreaterThan(20)
    const asked = singleQueries(prefix).map((each) => matching(requestOf(each).filter).length)
    expect(asked.filter((count) => count > 0 && count < all.length).length).toBeGreaterThan(
      asked.length / 2
    )
  })

  test.each(singleQueries(prefix))('%s alone selects what it says', async (each) => {
    const { expected } = await checkFeed(`${each}&from=2026-01-01&to=2031-01-01`, '2027-01-10', ics)
    const { filter } = requestOf(each)
    const gone = matching(filter).filter(
      (publication) => !isThere(publication, 'feed', selectionOf(each, '2027-01-10'))
    )
    expect(expected).toHaveLength(matching(filter).length - gone.length)
  })

  test('any filter’s feed holds what brute force finds, in order, in the best text', async () => {
    let nonempty = 0
    await fc.assert(
      fc.asyncProperty(query, today, wordings, async (each, date, wording) => {
        const { selection, expected } = await checkFeed(each, date, wording)
        if (expected.length) nonempty += 1
        const { pieces, zones } = await store.streamed(selection, wording, separator)
        let streamed = ''
        for await (const piece of pieces) streamed += decoded(piece)
        expect(streamed.length, each).toBe(expectedBodies(expected, wording).join(separator).length)
        expect(zones, each).toEqual(zonesOf(expected))
      }),
      { numRuns: runs }
    )
    expect(nonempty).toBeGreaterThan(runs / 5)
  })

  test('what is left of an event is in feeds up to the day it leaves, however it is looked for', async () => {
    const left = all.filter(({ leavesOn }) => leavesOn !== null)
    expect(left.length).toBeGreaterThan(5)
    for (const publication of left) {
      const last = publication.leavesOn ?? ''
      const [word] = searchableFor(publication).words
      const asked = ['country=-FI', `country=${publication.content.primaryCountry}`]
      for (const each of [...asked, ...(word ? [`q=${encodeURIComponent(word)}`] : [])]) {
        const query = `${each}&from=2026-01-01&to=2031-01-01`
        const before = await checkFeed(query, addDays(last, -1), ics)
        expect(before.expected.map((found) => found.publication)).toContain(publication)
        const then = await checkFeed(query, last, ics)
        expect(then.expected.map((found) => found.publication)).not.toContain(publication)
      }
    }
  })

  test('a feed of more than asked for is none, of exactly as many it is', async () => {
    const selection = selectionOf('', '2027-01-10')
    const count = bruteForce(selection, 'feed').length
    expect(await store.bodies(selection, ics, '', count - 1, () => ['', ''])).toBeNull()
    expect(await store.bodies(selection, ics, '', count, () => ['', ''])).not.toBeNull()
  })

  test('any filter’s pages hold each visible event once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        query,
        today,
        locales,
        fc.integer({ min: 1, max: 40 }),
        async (each, date, locale, limit) => {
          const { selection } = await completed(store, selectionOf(each, date), 'page')
          const expected = bruteForce(selection, 'page')
          const wording: Wording = { format: 'json', style: null, locale }
          const rows: { position: Position; body: string }[] = []
          for (;;) {
            const after = rows.at(-1)?.position ?? null
            const page = await store.page(selection, 'page', wording, after, limit)
            rows.push(...page)
            if (page.length < limit || rows.length > most) break
          }
          expect(
            rows.map(({ position }) => position),
            each
          ).toEqual(expected.map(placeOf))
          expect(
            rows.map(({ body }) => body),
            each
          ).toEqual(expectedBodies(expected, wording))
        }
      ),
      { numRuns: runs / 2 }
    )
  })

  test('any filter’s places come by date, from any place on, or the newest change first', async () => {
    await fc.assert(
      fc.asyncProperty(query, today, fc.nat(30), async (each, date, skip) => {
        const { selection } = await completed(store, selectionOf(each, date), 'feed')
        const expected = bruteForce(selection, 'feed')
        const places = expected.map(placeOf)
        expect(await store.chosen(selection, 'date', null, most), each).toEqual(places)
        const after = places[skip]
        if (after) {
          expect(await store.chosen(selection, 'date', after, 5), each).toEqual(
            places.slice(skip + 1, skip + 6)
          )
        }
        const newest = expected
          .toSorted(
            ({ publication: a }, { publication: b }) =>
              (a.changedAt > b.changedAt ? -1 : a.changedAt < b.changedAt ? 1 : 0) ||
              (a.event < b.event ? -1 : 1)
          )
          .map(placeOf)
        expect(await store.chosen(selection, 'newest', null, 10), each).toEqual(newest.slice(0, 10))
      }),
      { numRuns: runs / 2 }
    )
  })

  test('any filter’s dates are those of its visible events, the earliest where they are cut off', async () => {
    await fc.assert(
      fc.asyncProperty(query, today, fc.integer({ min: 1, max: 60 }), async (each, date, limit) => {
        const complete = await completed(store, selectionOf(each, date), 'page')
        const { selection } = complete
        const expected = bruteForce(selection, 'page').flatMap(({ dates }) => dates)
        const stored = await store.occurrences(selection, 20_000)
        expect(withBeyond(stored, complete).sort(byDate), each).toEqual(expected.sort(byDate))
        const cut = await store.occurrences(selection, limit)
        if (cut.length === limit) expect(cut, each).toEqual(stored.toSorted(byDate).slice(0, limit))
        else expect(cut.toSorted(byDate), each).toEqual(stored.toSorted(byDate))
      }),
      { numRuns: runs / 2 }
    )
  })

  test('any filter names its series that go on beyond what is stored', async () => {
    const audiences = fc.constantFrom<Audience>('page', 'feed')
    let named = 0
    await fc.assert(
      fc.asyncProperty(query, today, audiences, async (each, date, audience) => {
        const near = selectionOf(each, date)
        for (const to of [near.window.to, '2029-06-01']) {
          const selection = { ...near, window: { ...near.window, to } }
          const expected = matching(selection.filter).filter(
            (publication) =>
              isThere(publication, audience, selection) &&
              (expandedTo(publication) ?? Number.POSITIVE_INFINITY) < floating(to)
          )
          named += expected.length
          const found = await store.beyondHorizon(selection, audience)
          expect(found.map(({ event }) => event).sort(), each).toEqual(
            expected.map(({ event }) => event).sort()
          )
        }
      }),
      { numRuns: runs / 2 }
    )
    expect(named).toBeGreaterThan(0)
  })

  test('only events with a known last day to register are chosen for deadlines', async () => {
    await fc.assert(
      fc.asyncProperty(query, today, async (each, date) => {
        const wanted = { ...selectionOf(each, date), deadlines: true as const }
        const { selection } = await completed(store, wanted, 'feed')
        const expected = bruteForce(selection, 'feed').filter(
          ({ publication: { content } }) => content.registration?.deadline
        )
        expect(await store.chosen(selection, 'date', null, most), each).toEqual(
          expected.map(placeOf)
        )
      }),
      { numRuns: runs / 4 }
    )
  })

  test('the widest filter there is can be bound', async () => {
    const everyFacet = [
      'country=PL,-PT&language=pl:spoken,-ar:signed&teaches=de:B1,-pl&theme=media,-health&cbp=1,-4',
      'track=public,-newcomers&format=seminar,-meeting&audience=youth,-media&cost=free,-paid',
      'accessibility=captions,-childcare&attendance=mixed,-offline&scope=local,-eu',
      `organisation=${prefix}-one,-${prefix}-two&city=lodz,-kyiv&status=scheduled,-cancelled`,
      'near=52,21,500&q=film+fest+ab+cde+fgh+-ijk+-lmn+-op+-qrs+-tuv&online=only&cancelled=hide',
    ].join('&')
    const locale = ['pt-BR', 'de-AT', 'fr-BE', 'nl-BE', 'en-IE']
    const selection = { ...selectionOf(everyFacet, '2027-01-10'), deadlines: true as const }
    const wording: Wording = { format: 'ics', style: 'ics:title', locale }
    const first = all[0]?.event ?? ''
    const beyond = [{ event: first, start: 0, end: 1 }]
    expect((await readBodies({ ...selection, beyond }, wording)).texts).toHaveLength(1)
    const after = { start: -1, event: '' }
    expect(await store.page({ ...selection, beyond }, 'feed', wording, after, 5)).toHaveLength(1)
    expect(await store.occurrences(selection, 5)).toEqual([])
  })

  describe('the version', () => {
    test('of every filter rises when an event that matches, or did, changes', async () => {
      const queries = [
        ...singleQueries(prefix),
        ...fc.sample(query, { numRuns: 100, seed: 11 }),
      ].map((each) => ({ each, filter: requestOf(each).filter }))
      const versions = () =>
        Promise.all(queries.map(({ filter }) => store.version(versionLabels(filter))))
      const others = variedCalendar(prefix, 10, 7)
      const changed = all
        .filter(({ state }) => state === 'published')
        .filter((_, index) => index % 9 === 0)
        .slice(0, 8)
      const chosen = ['rewritten', 'removed', 'moved online', 'withdrawn', 'cancelled'] as const
      for (const [index, publication] of changed.entries()) {
        const other = others[index]?.content ?? publication.content
        const before = await versions()
        const fate = fates[chosen[index % chosen.length] ?? 'cancelled']
        const [step] = fate({ ...publication, revision: 1 }, other, '2027-02-01T00:00:00Z')
        if (!step) throw new Error('nothing changed')
        await commit(step)
        const after = await versions()
        for (const [place, { each, filter }] of queries.entries()) {
          const [old, now] = [before[place], after[place]]
          const touched = [publication, step.publication].some((one) =>
            matches(filter, searchableFor(one))
          )
          if (touched) expect(now?.number, each).toBeGreaterThan(old?.number ?? 0)
          expect((now?.at ?? '') >= (old?.at ?? ''), each).toBe(true)
        }
      }
      all = await readAll()
    })

    test('and what they select stays right after many changes', async () => {
      await fc.assert(
        fc.asyncProperty(query, today, wordings, async (each, date, wording) => {
          await checkFeed(each, date, wording)
        }),
        { numRuns: runs / 4 }
      )
    })
  })
}
