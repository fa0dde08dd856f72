import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { announce } from '../../src/calendar/announcing.ts'
import { readWords } from '../../src/calendar/filter-values.ts'
import { retract } from '../../src/calendar/publishing.ts'
import type { Store } from '../../src/calendar/store.ts'
import { fragmentsOf } from '../../src/render/fragment.ts'
import type { Driver } from '../../src/store/driver.ts'
import { sqlStore } from '../../src/store/sql-store.ts'
import { contentOf, firstPublication, openDoors, saturdayMarket, site } from '../cast.ts'

const at = '2027-01-10T08:00:00Z'
const by = { id: 'marta', name: 'Marta' }
const noReason = { code: null, text: null }

/** The journal as partners follow it: on a SQLite file and on D1 in workerd, shared with other tests. */
export const changesContract = (open: () => Promise<Driver>) => {
  let driver: Driver
  let store: Store

  beforeAll(async () => {
    driver = await open()
    store = sqlStore(driver)
    await driver.atomically([
      {
        toSQL: () => ({
          sql: 'insert into organisation (id, slug, name, created_at) values (?, ?, ?, ?) on conflict do nothing',
          params: [openDoors.id, openDoors.slug, openDoors.name, at],
        }),
      },
    ])
  })

  const published = async () => {
    const event = newId()
    const step = firstPublication(event, contentOf(saturdayMarket), openDoors, at)
    await store.commit({
      newEvent: { id: event, organisationId: openDoors.id, ownerId: null, at },
      steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
    })
    return step.publication
  }
  const cancelled = async (event: string) => {
    const before = await store.publication(event)
    if (!before) throw new Error('nothing is public')
    const step = announce(before, 'cancel', null, by, at)
    await store.commit({ steps: [{ step, fragments: fragmentsOf(step.publication, site) }] })
  }

  describe('the journal', () => {
    test('answers its rows in order, behind a number, as many as asked for', async () => {
      const start = (await store.newestChange()).number
      const one = (await published()).event
      const other = (await published()).event
      await cancelled(one)
      const rows = await store.changesSince(start, 10)
      expect(rows.map(({ event, cause, sequence }) => [event, cause, sequence])).toEqual([
        [one, 'approve', 0],
        [other, 'approve', 0],
        [one, 'cancel', 1],
      ])
      const numbers = rows.map(({ number }) => number)
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
      expect(await store.changesSince(start, 2)).toEqual(rows.slice(0, 2))
      expect(await store.changesSince(numbers[0] ?? 0, 10)).toEqual(rows.slice(1))
      expect(await store.changesSince(numbers[2] ?? 0, 10)).toEqual([])
    })

    test('knows its newest row and that row’s moment', async () => {
      await published()
      const newest = await store.newestChange()
      const [row] = await store.changesSince(newest.number - 1, 1)
      expect(newest).toEqual({ number: row?.number, at: row?.at })
    })

    test('tells a rendering too', async () => {
      const publication = await published()
      const start = (await store.newestChange()).number
      await store.rerender(publication, fragmentsOf(publication, site), at)
      expect((await store.changesSince(start, 10)).map(({ cause }) => cause)).toEqual(['render'])
    })

    test('is read from its key, never from one end to the other', async () => {
      const asked: string[] = []
      const spying: Driver = {
        ...driver,
        all: (text, values) => {
          asked.push(text)
          return driver.all(text, values)
        },
      }
      const spied = sqlStore(spying)
      await spied.newestChange()
      await spied.changesSince(0, 1)
      const plans = await Promise.all(
        asked.map((text) =>
          driver.all<{ detail: string }>(
            `explain query plan ${text}`,
            text.includes('?') ? [0, 1] : []
          )
        )
      )
      const steps = plans.map((plan) => plan.map(({ detail }) => detail))
      // Without a bound it walks from the newest row and stops at the first.
      expect(steps).toEqual([
        ['SCAN journal'],
        ['SEARCH journal USING INTEGER PRIMARY KEY (rowid>?)'],
      ])
      expect(asked[0]).toMatch(/order by number desc limit 1$/)
    })
  })

  describe('words', () => {
    test('are found in the named events only, begun or whole, and kept out', async () => {
      const market = (await published()).event
      const other = (await published()).event
      const having = async (words: string, events = [market]) => {
        const wish = readWords(words)
        if (!wish) throw new Error('no words')
        return [...(await store.withWords(events, wish))]
      }
      expect(await having('sábado')).toEqual([market])
      expect(await having('sab market')).toEqual([market])
      expect(await having('market concert')).toEqual([])
      expect(await having('market -concert')).toEqual([market])
      expect(await having('-concert')).toEqual([market])
      expect(await having('market -saturday')).toEqual([])
      expect(await having('market', [])).toEqual([])
      expect((await having('market', [market, other])).toSorted()).toEqual(
        [market, other].toSorted()
      )
    })
  })

  describe('details of several events', () => {
    test('come in the best language each has, and only of what is visible', async () => {
      const market = await published()
      const gone = await published()
      const step = retract(gone, 'withdraw', noReason, by, at)
      await store.commit({ steps: [{ step, fragments: fragmentsOf(step.publication, site) }] })
      const found = await store.details([market.event, gone.event, 'nobody'], ['de', 'en-GB'])
      expect([...found.keys()]).toEqual([market.event])
      expect(found.get(market.event)).toBe(await store.fragment(market.event, 'json', ['en']))
      expect(await store.details([], ['en'])).toEqual(new Map())
    })
  })
}
