import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { announce } from '../../src/calendar/announcing.ts'
import type { EventContent } from '../../src/calendar/event.ts'
import { Fault } from '../../src/calendar/fault.ts'
import { type Filter, matches, parseFilter, versionLabels } from '../../src/calendar/filter.ts'
import { labelsOf } from '../../src/calendar/label.ts'
import { expandedAt, type Publication } from '../../src/calendar/publication.ts'
import { publish, retract } from '../../src/calendar/publishing.ts'
import { searchableOf } from '../../src/calendar/searchable.ts'
import type { Change, Selection, Store, Wording } from '../../src/calendar/store.ts'
import { decide } from '../../src/calendar/submission.ts'
import { fragmentsOf } from '../../src/render/fragment.ts'
import type { Driver } from '../../src/store/driver.ts'
import { sqlStore } from '../../src/store/sql-store.ts'
import {
  ana,
  contentOf,
  firstPublication,
  marta,
  pendingSubmission,
  polishCourse,
  saturdayMarket,
  site,
} from '../cast.ts'

const by = { id: marta.id, name: marta.name }
const noReason = { code: null, text: null }
const at = '2027-01-10T08:00:00Z'

/** A statement as text, for what no journey may do. */
const raw = (sql: string, params: unknown[] = []) => ({ toSQL: () => ({ sql, params }) })

const conflictOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    if (error instanceof Fault && error.code === 'conflict') return error.details[0]?.code ?? ''
    throw error
  }
  return 'no conflict'
}

/** More than any test publishes. */
const most = 1000

const ics = (...locale: string[]): Wording => ({ format: 'ics', style: null, locale })

/**
 * What the calendar asks of any storage, as tests: run on a real SQLite file and on D1 in workerd.
 * Every test works in an organisation of its own, so that they can share one database.
 */
export const storeContract = (open: () => Promise<Driver>) => {
  let driver: Driver
  let store: Store

  beforeAll(async () => {
    driver = await open()
    store = sqlStore(driver)
  })

  /** A fresh organisation, and an actor of it. */
  const organisation = async () => {
    const id = newId()
    const it = { id, slug: `org-${id}`, name: `Organisation ${id.slice(-4)}` }
    await driver.atomically([
      raw('insert into organisation (id, slug, name, created_at) values (?, ?, ?, ?)', [
        it.id,
        it.slug,
        it.name,
        at,
      ]),
    ])
    return { ...ana, organisation: it }
  }

  type Submitter = Awaited<ReturnType<typeof organisation>>

  const submission = (actor: Submitter, content: EventContent) => {
    const event = newId()
    const it = pendingSubmission({ id: newId(), event }, actor, content, at)
    const change: Change = {
      newEvent: { id: event, organisationId: actor.organisation.id, ownerId: null, at },
      revisions: [{ event, number: 1, content, received: '{}', author: actor.id, at }],
      newSubmission: it,
    }
    return { it, change }
  }

  const submitted = async (actor: Submitter, content = contentOf(saturdayMarket)) => {
    const { it, change } = submission(actor, content)
    await store.commit(change)
    return it
  }

  const published = async (actor: Submitter, content = contentOf(saturdayMarket), when = at) => {
    const it = await submitted(actor, content)
    const step = firstPublication(it.event, content, actor.organisation, when)
    await store.commit({
      decisions: [decide(it, 'approve', by, noReason, when)],
      steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
    })
    return { submission: it, publication: step.publication }
  }

  const filterOf = (query: string): Filter => parseFilter(new URLSearchParams(query)).filter
  const selection = (query: string): Selection => ({
    filter: filterOf(query),
    window: { from: '2027-01-01', to: '2028-01-01' },
    today: '2027-01-10',
  })
  const own = (actor: Submitter) => `organisation=${actor.organisation.slug}`
  const versionOf = async (query: string) =>
    (await store.version(versionLabels(filterOf(query)))).number
  const feedOf = async (selected: Selection, ...locale: string[]) => {
    const bytes = await store.bodies(selected, ics(...locale), '', most, () => ['', ''])
    if (!bytes) throw new Error('more than a test publishes')
    return new TextDecoder().decode(bytes)
  }
  const pageOf = (selected: Selection, after: Parameters<Store['page']>[3], limit: number) =>
    store.page(selected, 'page', { format: 'json', style: null, locale: [] }, after, limit)
  const uids = async (query: string, today = '2027-01-10') => {
    const text = await feedOf({ ...selection(query), today })
    return [...text.matchAll(/^UID:(.*)\r$/gm)].map((m) => m[1])
  }

  describe('a submission', () => {
    test('is read back as it was written, with content and organisation', async () => {
      const it = await submitted(await organisation())
      expect(await store.submission(it.id)).toEqual(it)
      expect(await store.submission('nobody')).toBeNull()
    })

    test('is not public in any form', async () => {
      const actor = await organisation()
      const it = await submitted(actor)
      expect(await store.publication(it.event)).toBeNull()
      expect(await uids(own(actor))).toEqual([])
      expect(await pageOf(selection(own(actor)), null, 10)).toEqual([])
      expect(await store.occurrences(selection(own(actor)), 10)).toEqual([])
    })

    test('stands in the queue of its country and its organisation, longest wait first', async () => {
      const actor = await organisation()
      const first = await submitted(actor)
      const second = await submitted(actor, contentOf(polishCourse))
      const query = {
        states: ['pending' as const],
        organisationId: actor.organisation.id,
        limit: 10,
      }
      expect((await store.queue(query)).map((s) => s.id)).toEqual([first.id, second.id])
      expect((await store.queue({ ...query, countries: ['PL'] })).map((s) => s.id)).toEqual([
        second.id,
      ])
      const after = { lowPriority: false, waitingSince: first.waitingSince, id: first.id }
      expect((await store.queue({ ...query, after })).map((s) => s.id)).toEqual([second.id])
      expect(await store.queue({ ...query, states: ['rejected'] })).toEqual([])
    })
  })

  describe('the locks', () => {
    test('two decisions of one round: the second is refused and changes nothing', async () => {
      const it = await submitted(await organisation())
      const changes: Change[] = [
        {
          decisions: [
            decide(it, 'reject', { id: 'a', name: 'Ana' }, { code: 'spam', text: 'Spam.' }, at),
          ],
        },
        {
          decisions: [
            decide(
              it,
              'request_changes',
              { id: 'b', name: 'Ben' },
              { code: null, text: 'Title?' },
              at
            ),
          ],
        },
      ]
      const outcomes = await Promise.all(changes.map((change) => conflictOf(store.commit(change))))
      expect(outcomes.filter((o) => o === 'no conflict')).toHaveLength(1)
      expect(outcomes.filter((o) => o === 'lock:decision')).toHaveLength(1)
      const decisions = await store.decisions(it.id)
      expect(decisions).toHaveLength(1)
      expect((await store.submission(it.id))?.state).toBe(decisions[0]?.state)
    })

    test('two edits from one base: the second is refused', async () => {
      const actor = await organisation()
      const { submission: it } = await published(actor)
      const edit = (id: string): Change => ({
        revisions: [
          {
            event: it.event,
            number: 2,
            content: it.content,
            received: '{}',
            author: id,
            at,
          },
        ],
        newSubmission: { ...it, id: newId(), revision: 2, state: 'pending', round: 0 },
      })
      await store.commit(edit('a'))
      expect(await conflictOf(store.commit(edit('b')))).toBe('lock:revision')
    })

    test('a second waiting submission of one event is refused', async () => {
      const actor = await organisation()
      const it = await submitted(actor)
      const second: Change = {
        revisions: [
          {
            event: it.event,
            number: 2,
            content: it.content,
            received: '{}',
            author: 'a',
            at,
          },
        ],
        newSubmission: { ...it, id: newId(), revision: 2 },
      }
      expect(await conflictOf(store.commit(second))).toBe('lock:waiting')
      expect((await store.head(it.event))?.newestRevision).toBe(1)
    })

    test('an approval racing a cancellation: one sequence, one winner, nothing half-written', async () => {
      const actor = await organisation()
      const { submission: it, publication } = await published(actor)
      const cancelled = announce(publication, 'cancel', 'Storm.', by, at)
      const revised = publish(
        publication,
        {
          event: it.event,
          revision: 2,
          content: it.content,
          organisation: publication.organisation,
        },
        by,
        at
      )
      await store.commit({
        steps: [{ step: cancelled, fragments: fragmentsOf(cancelled.publication, site) }],
      })
      const second: Change = {
        revisions: [
          {
            event: it.event,
            number: 2,
            content: it.content,
            received: '{}',
            author: 'a',
            at,
          },
        ],
        steps: [{ step: revised, fragments: fragmentsOf(revised.publication, site) }],
      }
      expect(await conflictOf(store.commit(second))).toBe('lock:sequence')
      expect((await store.publication(it.event))?.status).toBe('cancelled')
      expect((await store.head(it.event))?.newestRevision).toBe(1)
    })

    test('the same request twice at once is answered once', async () => {
      const actor = await organisation()
      const answered = { actor: actor.organisation.id, key: 'k', digest: 'd', body: '{"n":1}', at }
      const changes = [1, 2].map(() => ({
        ...submission(actor, contentOf(saturdayMarket)).change,
        answered,
      }))
      const outcomes = await Promise.all(changes.map((change) => conflictOf(store.commit(change))))
      expect(outcomes.sort()).toEqual(['lock:idempotency', 'no conflict'])
      expect(await store.answered(actor.organisation.id, 'k')).toEqual(answered)
      expect(
        await store.queue({ states: ['pending'], organisationId: actor.organisation.id, limit: 10 })
      ).toHaveLength(1)
    })
  })

  test('ledgers cannot be rewritten or emptied', async () => {
    const { submission: it } = await published(await organisation())
    const attempts = [
      `delete from decision where submission_id = '${it.id}'`,
      `update decision set verb = 'reject' where submission_id = '${it.id}'`,
      `delete from revision where event_id = '${it.event}'`,
      `update revision set content = '{}' where event_id = '${it.event}'`,
      `delete from publication_step where event_id = '${it.event}'`,
      `update publication_step set cause = 'cancel' where event_id = '${it.event}'`,
      `delete from journal where event_id = '${it.event}'`,
      `update journal set at = '' where event_id = '${it.event}'`,
    ]
    for (const sql of attempts)
      await expect(driver.atomically([raw(sql)]), sql).rejects.toThrow(/kept|immutable/)
  })

  describe('a publication', () => {
    test('is read back as it was written, with its derived rows', async () => {
      const actor = await organisation()
      const { publication } = await published(actor)
      expect(await store.publication(publication.event)).toEqual(publication)
      expect(await store.labelsOf(publication.event)).toEqual(labelsOf(publication))
      expect(await store.occurrencesOf(publication.event)).toHaveLength(1)
      const order = (list: readonly { format: string; lang: string }[]) =>
        list.map((f) => `${f.format} ${f.lang}`).sort()
      expect(order(await store.fragmentsOf(publication.event))).toEqual(
        order(fragmentsOf(publication, site))
      )
    })

    test('is served in the first language of the chain that it has, else in its original', async () => {
      const actor = await organisation()
      const { publication } = await published(actor)
      const title = async (...locale: string[]) =>
        JSON.parse((await store.fragment(publication.event, 'card', locale)) ?? '{}').title
      expect(await title()).toBe('Mercado de sábado')
      expect(await title('en')).toBe('Saturday market')
      expect(await title('en-GB')).toBe('Saturday market')
      expect(await title('de', 'en', 'pt')).toBe('Saturday market')
      expect(await title('de')).toBe('Mercado de sábado')
      const feed = await feedOf(selection(own(actor)), 'de', 'en')
      expect(feed).toContain('SUMMARY;LANGUAGE=en:Saturday market')
    })

    test('that is withdrawn leaves pages at once and feeds when its tombstone ends', async () => {
      const actor = await organisation()
      const { publication } = await published(actor)
      const step = retract(publication, 'withdraw', noReason, by, at)
      await store.commit({ steps: [{ step, fragments: fragmentsOf(step.publication, site) }] })
      expect(step.publication.leavesOn).toBe('2027-06-08')
      expect(await pageOf(selection(own(actor)), null, 10)).toEqual([])
      expect(await store.occurrences(selection(own(actor)), 10)).toEqual([])
      expect(await uids(own(actor), '2027-06-07')).toEqual([publication.uid])
      expect(await uids(own(actor), '2027-06-08')).toEqual([])
    })

    test('names its zone and years for VTIMEZONE', async () => {
      const actor = await organisation()
      await published(actor)
      await published(actor, contentOf(polishCourse))
      const framed = await store.bodies(selection(own(actor)), ics(), '', most, (zones) => [
        JSON.stringify(zones),
        '.',
      ])
      const text = new TextDecoder().decode(framed ?? undefined)
      const zones = [{ zone: 'Europe/Lisbon', fromYear: 2027, toYear: 2027 }]
      expect(text.startsWith(`${JSON.stringify(zones)}BEGIN:VEVENT`)).toBe(true)
      expect(text.endsWith('END:VEVENT\r\n.')).toBe(true)
    })
  })

  describe('the version of what matches', () => {
    test('rises for every filter an event matches, and stays for others', async () => {
      const actor = await organisation()
      await published(actor)
      const queries = [own(actor), `${own(actor)}&country=PT`, `${own(actor)}&teaches=pl`]
      const before = await Promise.all(queries.map(versionOf))
      await published(actor, contentOf(polishCourse))
      const after = await Promise.all(queries.map(versionOf))
      expect(after[0]).toBeGreaterThan(before[0] ?? 0)
      expect(after[1]).toBe(before[1])
      expect(after[2]).toBeGreaterThan(before[2] ?? 0)
    })

    test('rises too when an event no longer matches', async () => {
      const actor = await organisation()
      const { submission: it, publication } = await published(actor)
      const query = `${own(actor)}&theme=culture-sport`
      const before = await versionOf(query)
      const content = contentOf(saturdayMarket, { themes: ['media'] })
      const step = publish(
        publication,
        { event: it.event, revision: 2, content, organisation: publication.organisation },
        by,
        at
      )
      await store.commit({
        revisions: [{ event: it.event, number: 2, content, received: '{}', author: 'a', at }],
        steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
      })
      expect(await uids(query)).toEqual([])
      expect(await versionOf(query)).toBeGreaterThan(before)
    })

    test('has a moment that never runs back, even when the clock does', async () => {
      const actor = await organisation()
      await published(actor, contentOf(saturdayMarket), '2027-03-01T00:00:00Z')
      const before = await store.version([['all']])
      await published(actor, contentOf(saturdayMarket), '2027-02-01T00:00:00Z')
      const after = await store.version([['all']])
      expect(after.number).toBeGreaterThan(before.number)
      expect((after.at ?? '') >= (before.at ?? '')).toBe(true)
    })

    test('rises with a re-rendering, which loses against a newer publication', async () => {
      const actor = await organisation()
      const { publication } = await published(actor)
      const before = await versionOf(own(actor))
      await store.rerender(publication, fragmentsOf(publication, { ...site, name: 'Other' }), at)
      expect(await versionOf(own(actor))).toBeGreaterThan(before)
      const cancelled = announce(publication, 'cancel', null, by, at)
      await store.commit({
        steps: [{ step: cancelled, fragments: fragmentsOf(cancelled.publication, site) }],
      })
      expect(
        await conflictOf(store.rerender(publication, fragmentsOf(publication, site), at))
      ).toBe('lock:sequence')
      const feed = await feedOf(selection(own(actor)))
      expect(feed).toContain('STATUS:CANCELLED')
    })
  })

  test('a page continues where the last one ended, and all pages hold every event once', async () => {
    const actor = await organisation()
    const events: string[] = []
    for (let i = 0; i < 7; i += 1) {
      const start = `2027-05-${String(1 + (i % 3)).padStart(2, '0')}`
      const { publication } = await published(
        actor,
        contentOf(polishCourse, { time: { allDay: true, start } })
      )
      events.push(publication.event)
    }
    const seen: string[] = []
    let after = null
    for (;;) {
      const page = await pageOf(selection(own(actor)), after, 3)
      seen.push(...page.map((row) => row.position.event))
      after = page.at(-1)?.position ?? null
      if (page.length < 3) break
    }
    expect(seen).toHaveLength(7)
    expect([...seen].sort()).toEqual([...events].sort())
  })

  test('a running event is found by a window that begins after it did, its end is exclusive', async () => {
    const actor = await organisation()
    const { publication } = await published(
      actor,
      contentOf(polishCourse, { time: { allDay: true, start: '2027-02-01', end: '2027-06-01' } })
    )
    const found = async (from: string, to: string) =>
      (await store.occurrences({ ...selection(own(actor)), window: { from, to } }, 10)).map(
        (o) => o.event
      )
    expect(await found('2027-05-31', '2027-06-01')).toEqual([publication.event])
    expect(await found('2027-06-01', '2027-06-02')).toEqual([])
    expect(await found('2027-01-01', '2027-02-01')).toEqual([])
  })

  describe('a series', () => {
    const weekly = contentOf(polishCourse, {
      time: { allDay: true, start: '2027-01-12', rule: 'FREQ=WEEKLY' },
    })
    const far = (actor: Submitter): Selection => ({
      ...selection(own(actor)),
      window: { from: '2035-03-01', to: '2035-03-09' },
    })

    test('is stored up to its horizon, and said to go on', async () => {
      const actor = await organisation()
      const { publication } = await published(actor, weekly)
      const stored = await store.occurrencesOf(publication.event)
      expect(stored).toHaveLength(105)
      expect(await store.expandedTo(publication.event)).toBe(Date.UTC(2029, 0, 10))
      const once = await published(actor)
      expect(await store.expandedTo(once.publication.event)).toBeNull()
    })

    test('is found for a window beyond, and only by who asks for it', async () => {
      const actor = await organisation()
      const { publication } = await published(actor, weekly)
      const found = async (query: string, window = far(actor).window) =>
        (await store.beyondHorizon({ ...selection(query), window }, 'feed')).map((p) => p.event)
      expect(await found(own(actor))).toEqual([publication.event])
      expect(await found(`${own(actor)}&theme=language&teaches=pl`)).toEqual([publication.event])
      expect(await found(`${own(actor)}&theme=media`)).toEqual([])
      expect(await found(`${own(actor)}&theme=-language`)).toEqual([])
      expect(await found(own(actor), { from: '2028-01-01', to: '2028-02-01' })).toEqual([])
    })

    test('that comes into a window only beyond is selected by name, in its place', async () => {
      const actor = await organisation()
      const { publication } = await published(actor, weekly)
      const place = { event: publication.event, start: Date.UTC(2035, 2, 6) }
      const wanted = { ...far(actor), beyond: [{ ...place, end: Date.UTC(2035, 2, 7) }] }
      const page = await pageOf(wanted, null, 10)
      expect(page.map((row) => row.position)).toEqual([place])
      expect(await feedOf(wanted)).toContain(`UID:${publication.uid}`)
      expect(await pageOf(wanted, place, 10)).toEqual([])
    })

    test('is extended without a new version, unless somebody published meanwhile', async () => {
      const actor = await organisation()
      const { publication } = await published(actor, weekly)
      const before = await versionOf(own(actor))
      const due = async () => (await store.toExtend(Date.UTC(2029, 5, 1), 1000)).map((p) => p.event)
      expect(await due()).toContain(publication.event)
      const later = expandedAt(publication.event, weekly, '2028-01-10T08:00:00Z')
      await store.extend(publication, later)
      expect(await due()).not.toContain(publication.event)
      expect(await store.occurrencesOf(publication.event)).toHaveLength(157)
      expect(await versionOf(own(actor))).toBe(before)
      const cancelled = announce(publication, 'cancel', null, by, at)
      await store.commit({
        steps: [{ step: cancelled, fragments: fragmentsOf(cancelled.publication, site) }],
      })
      expect(await conflictOf(store.extend(publication, later))).toBe('lock:sequence')
    })

    test('and what splits it off are published in one commit or not at all', async () => {
      const actor = await organisation()
      const { publication } = await published(actor, weekly)
      const following = await submitted(actor, weekly)
      const first = firstPublication(following.event, weekly, actor.organisation, at)
      const ended = publish(
        publication,
        {
          event: publication.event,
          revision: 2,
          content: weekly,
          organisation: publication.organisation,
        },
        by,
        at
      )
      const steps = [first, ended].map((step) => ({
        step,
        fragments: fragmentsOf(step.publication, site),
      }))
      const cancelled = announce(publication, 'cancel', null, by, at)
      await store.commit({
        steps: [{ step: cancelled, fragments: fragmentsOf(cancelled.publication, site) }],
      })
      expect(await conflictOf(store.commit({ steps }))).toBe('lock:sequence')
      expect(await store.publication(following.event)).toBeNull()
    })
  })

  test('any filter selects what the plain statement of it selects', async () => {
    const actor = await organisation()
    const themes = ['language', 'media', 'health', 'policy'] as const
    const countries = ['PL', 'PT', 'CZ', 'EU'] as const
    const stored: Publication[] = []
    for (let i = 0; i < 24; i += 1) {
      const content = contentOf(i % 2 ? polishCourse : saturdayMarket, {
        primaryCountry: countries[i % 4] ?? 'PL',
        countries: i % 5 === 0 ? ['EU'] : [],
        themes: [...new Set([themes[i % 3] ?? 'media', themes[(i * 7) % 4] ?? 'media'])],
      })
      const { publication } = await published(actor, content)
      stored.push(publication)
    }
    const values = (list: readonly string[]) =>
      fc.uniqueArray(fc.tuple(fc.constantFrom(...list), fc.boolean()), {
        maxLength: 3,
        selector: ([value]) => value,
      })
    const part = (name: string, chosen: readonly (readonly [string, boolean])[]) =>
      chosen.length
        ? [`${name}=${chosen.map(([value, not]) => (not ? `-${value}` : value)).join(',')}`]
        : []
    await fc.assert(
      fc.asyncProperty(
        values([...countries, 'DE']),
        values([...themes, 'group:education', 'group:society']),
        values(['pl', 'pt', 'ar', 'de']),
        values(['newcomers', 'public']),
        async (country, theme, language, track) => {
          const query = [
            own(actor),
            ...part('country', country),
            ...part('theme', theme),
            ...part('language', language),
            ...part('track', track),
          ].join('&')
          const expected = stored
            .filter((publication) => matches(filterOf(query), searchableOf(publication)))
            .map(({ uid }) => uid)
          expect([...(await uids(query))].sort(), query).toEqual(expected.sort())
        }
      ),
      { numRuns: 60 }
    )
  })
}
