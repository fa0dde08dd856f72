import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { announce, offerRoom } from '../../src/calendar/announcing.ts'
import type { EventContent } from '../../src/calendar/event.ts'
import { parseFilter } from '../../src/calendar/filter.ts'
import type { Publication } from '../../src/calendar/publication.ts'
import {
  type PublicationCause,
  type PublicationStep,
  publicationWorkflow,
} from '../../src/calendar/publication-step.ts'
import { archive, publish, restore, retract } from '../../src/calendar/publishing.ts'
import { type ChangesPage, listChanges } from '../../src/journeys/changes.ts'
import { listEvents } from '../../src/journeys/show.ts'
import { fragmentsOf } from '../../src/render/fragment.ts'
import { sqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { contentOf, openDoors, polishCourse, saturdayMarket, site } from '../cast.ts'

const at = '2027-01-10T08:00:00Z'
const by = { id: 'marta', name: 'Marta' }
const noReason = { code: null, text: null }
const organisation = { slug: openDoors.slug, name: openDoors.name }

const contents: readonly EventContent[] = [
  contentOf(saturdayMarket),
  contentOf(saturdayMarket, { themes: ['media'], primaryCountry: 'ES' }),
  contentOf(saturdayMarket, { time: { allDay: true, start: '2011-05-08' } }),
  contentOf(polishCourse),
  contentOf(polishCourse, { teaches: { lang: 'de', level: 'B1' } }),
  contentOf(polishCourse, {
    time: { allDay: true, start: '2027-05-10', rule: 'FREQ=WEEKLY;COUNT=5' },
  }),
]

type Doing = Readonly<{
  what: PublicationCause | 'publish' | 'render'
  /** Which event, counted round. */
  which: number
  content: number
}>

const steps: Readonly<
  Partial<Record<PublicationCause, (before: Publication, content: EventContent) => PublicationStep>>
> = {
  approve: (p, content) =>
    publish(p, { event: p.event, revision: p.revision + 1, content, organisation }, by, at),
  cancel: (p) => announce(p, 'cancel', null, by, at),
  postpone: (p) => announce(p, 'postpone', null, by, at),
  move_online: (p) => announce(p, 'move_online', null, by, at),
  reinstate: (p) => announce(p, 'reinstate', null, by, at),
  availability: (p) => offerRoom(p, 'full', by, at),
  withdraw: (p) => retract(p, 'withdraw', noReason, by, at),
  remove: (p) => retract(p, 'remove', noReason, by, at),
  restore: (p, content) => restore(p, content, noReason, by, at),
  archive: (p) => archive(p, by, at),
}

/** A calendar of its own, in which things are done to events by their number. */
const newCalendar = async () => {
  const driver = openSqlite(':memory:')
  driver.migrate()
  const store = sqlStore(driver)
  await driver.atomically([
    {
      toSQL: () => ({
        sql: 'insert into organisation (id, slug, name, created_at) values (?, ?, ?, ?)',
        params: [openDoors.id, openDoors.slug, openDoors.name, at],
      }),
    },
  ])
  const events: string[] = []

  const act = async ({ what, which, content: wanted }: Doing) => {
    const content = contents[wanted % contents.length]
    const event = events[which % Math.max(1, events.length)]
    if (!content) return
    if (what === 'publish' || event === undefined) {
      const id = `event-${events.length}`
      events.push(id)
      const step = publish(null, { event: id, revision: 1, content, organisation }, by, at)
      await store.commit({
        newEvent: { id, organisationId: openDoors.id, ownerId: null, at },
        steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
      })
      return
    }
    const before = await store.publication(event)
    if (!before) return
    if (what === 'render') return store.rerender(before, fragmentsOf(before, site), at)
    const step = publicationWorkflow[before.state][what] && steps[what]?.(before, content)
    if (step)
      await store.commit({ steps: [{ step, fragments: fragmentsOf(step.publication, site) }] })
  }

  return { driver, act, events, ports: { store, site, now: () => at } }
}
type Calendar = Awaited<ReturnType<typeof newCalendar>>

const idOf = (body: string): string => JSON.parse(body).id
const everSince = 'from=1970-01-01&to=2101-01-01'
const requestOf = (query: string) => parseFilter(new URLSearchParams(query))

/** All of `/v1/events` for a filter, by id; `meanwhile` happens behind each page. */
const listed = async (
  { ports }: Calendar,
  query: string,
  pageSize: number,
  meanwhile: () => Promise<void> = async () => undefined
) => {
  const found = new Map<string, string>()
  let cursor: string | null = null
  do {
    const answer = await listEvents(ports, requestOf(`${query}&${everSince}`), cursor, pageSize)
    const page = await answer.body()
    for (const body of page.events) found.set(idOf(body), body)
    cursor = page.next
    await meanwhile()
  } while (cursor !== null)
  return found
}

const changesOf = async (
  { ports }: Calendar,
  query: string,
  since: string | null,
  limit: number
): Promise<ChangesPage> =>
  (await listChanges(ports, { ...requestOf(query), since, limit, idsOnly: false })).body()

const filters = [
  '',
  'locale=en',
  'country=PT',
  'country=PL&teaches=pl',
  'theme=-media',
  'theme=group:education,culture-sport&track=-practitioners',
  'organisation=somebody-else',
  'q=mercado',
  'q=kurs+-mercado',
  'near=38.7,-9.1,50',
  'city=lisboa&status=-postponed',
  'status=cancelled,scheduled',
  'cancelled=hide',
  'online=only',
  'country=PL&online=include',
  'language=ar:interpreted',
  'teaches=de:B1',
] as const

const doings: fc.Arbitrary<Doing> = fc.record({
  what: fc.constantFrom(
    'publish',
    'publish',
    'render',
    'approve',
    'approve',
    ...(Object.keys(steps) as PublicationCause[])
  ),
  which: fc.nat(7),
  content: fc.nat(contents.length - 1),
})

describe('a partner who takes a cursor, reads the list and then follows the changes', () => {
  test('has what the list of events has for that filter, whatever happened meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...filters),
        fc.array(doings, { maxLength: 6 }),
        fc.array(doings, { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        async (query, before, meanwhile, limit) => {
          const calendar = await newCalendar()
          for (const doing of before) await calendar.act(doing)
          const left = [...meanwhile]
          const onwards = async () => {
            const next = left.shift()
            if (next) await calendar.act(next)
          }

          let { next: cursor } = await changesOf(calendar, query, null, limit)
          await onwards()
          const copies = await listed(calendar, query, 2, onwards)
          const pull = async () => {
            const page = await changesOf(calendar, query, cursor, limit)
            const ids = page.changes.map(({ notice }) => notice.id)
            expect(new Set(ids).size).toBe(ids.length)
            for (const { notice, body } of page.changes) {
              if (notice.op === 'remove') copies.delete(notice.id)
              else copies.set(notice.id, body ?? '')
            }
            cursor = page.next
            return page.more
          }
          while (left.length > 0) {
            await pull()
            await onwards()
          }
          for (let more = true; more; ) more = await pull()
          const byId = (found: Map<string, string>) => Object.fromEntries([...found].toSorted())
          expect(byId(copies)).toEqual(byId(await listed(calendar, query, 100)))
          calendar.driver.close()
        }
      ),
      { seed: 20270110, numRuns: 100 }
    )
  }, 60_000)
})

describe('a page of changes', () => {
  test('tells an event that leaves while it is being read as it is then', async () => {
    const calendar = await newCalendar()
    const start = (await changesOf(calendar, '', null, 10)).next
    await calendar.act({ what: 'publish', which: 0, content: 0 })
    const { store } = calendar.ports
    const racing = {
      ...calendar.ports,
      store: {
        ...store,
        details: async (...asked: Parameters<typeof store.details>) => {
          await calendar.act({ what: 'withdraw', which: 0, content: 0 })
          return store.details(...asked)
        },
      },
    }
    const wish = { ...requestOf(''), since: start, limit: 10, idsOnly: false }
    const { changes, next } = await (await listChanges(racing, wish)).body()
    expect(changes).toMatchObject([
      { notice: { op: 'remove', cause: 'approve', reason: 'withdrawn' }, body: null },
    ])
    // The withdrawal's own row comes on the next page.
    expect((await changesOf(calendar, '', next, 10)).changes).toMatchObject([
      { notice: { op: 'remove', cause: 'withdraw', reason: 'withdrawn' } },
    ])
    calendar.driver.close()
  })

  test('asks for all its events at once', async () => {
    const calendar = await newCalendar()
    const start = (await changesOf(calendar, '', null, 10)).next
    for (let n = 0; n < 20; n += 1) await calendar.act({ what: 'publish', which: 0, content: n })
    let asked = 0
    const count =
      <A extends unknown[], R>(ask: (...about: A) => R) =>
      (...about: A) => {
        asked += 1
        return ask(...about)
      }
    const { store } = calendar.ports
    const counting = {
      ...calendar.ports,
      store: {
        ...store,
        newestChange: count(store.newestChange),
        changesSince: count(store.changesSince),
        publicationsOf: count(store.publicationsOf),
        publication: count(store.publication),
        details: count(store.details),
        withWords: count(store.withWords),
        fragment: count(store.fragment),
      },
    }
    for (const [query, statements] of [
      ['', 4],
      ['q=mercado', 5],
    ] as const) {
      asked = 0
      const wish = { ...requestOf(query), since: start, limit: 100, idsOnly: false }
      const { changes } = await (await listChanges(counting, wish)).body()
      expect(changes).toHaveLength(20)
      expect(asked).toBe(statements)
    }
    calendar.driver.close()
  })
})
