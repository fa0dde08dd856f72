import { beforeAll, describe, expect, test } from 'vitest'
import type { Readership } from '../../src/calendar/readers.ts'
import { keyedHash } from '../../src/http/keyed-hash.ts'
import { readerCounter } from '../../src/http/reader-counter.ts'
import { forgetReaders } from '../../src/journeys/readers.ts'
import type { Driver } from '../../src/store/driver.ts'
import { sqlReaders } from '../../src/store/readers.ts'

/** Readers of feeds, for tests: `seen({ pl: 3 })` has three of `pl`. */
const seen = (feeds: Readonly<Record<string, number>>, from = 0) =>
  new Map(
    Object.entries(feeds).map(([feed, many]) => [
      feed,
      new Set(Array.from({ length: many }, (_, n) => (from + n).toString(16).padStart(16, '0'))),
    ])
  )

const secret = 'a-secret-of-the-reader-tests-32-characters'

/**
 * What counting readers asks of any storage: run on SQLite and on D1 in workerd. Tests go forward in
 * time from 2027-01-01, since the mean looks at when counting began.
 */
export const readersContract = (open: () => Promise<Driver>) => {
  let driver: Driver
  let readers: Readership

  beforeAll(async () => {
    driver = await open()
    readers = sqlReaders(driver)
  })

  const rows = (sql: string, ...values: string[]) =>
    driver.all<Record<string, unknown>>(sql, values)

  describe('readers of feeds', () => {
    test('are nobody’s as long as no day is over', async () => {
      await readers.salt('2027-01-01', 'first')
      await readers.add('2027-01-01', seen({ pl: 9 }))
      expect(await readers.lastWeek('2027-01-01')).toEqual([])
    })

    test('count once a day for a feed, whoever writes them and how often', async () => {
      expect(await readers.add('2027-01-01', seen({ pl: 4, eu: 2 }, 7))).toBe(2 + 2)
      expect(await readers.add('2027-01-01', seen({ pl: 4, eu: 2 }, 7))).toBe(0)
      expect(await readers.lastWeek('2027-01-02')).toEqual([
        { feed: 'pl', mean: 11 },
        { feed: 'eu', mean: 2 },
      ])
    })

    test('are averaged over the days since counting began, then over seven', async () => {
      await readers.salt('2027-01-02', 'second')
      await readers.add('2027-01-02', seen({ pl: 5 }))
      expect(await readers.lastWeek('2027-01-03')).toEqual([
        { feed: 'pl', mean: 8 },
        { feed: 'eu', mean: 1 },
      ])
      expect(await readers.lastWeek('2027-01-08')).toEqual([
        { feed: 'pl', mean: 16 / 7 },
        { feed: 'eu', mean: 2 / 7 },
      ])
      expect(await readers.lastWeek('2027-01-09')).toEqual([{ feed: 'pl', mean: 5 / 7 }])
      expect(await readers.lastWeek('2027-01-10')).toEqual([])
    })

    test('are the same number after their day is closed, and no digest or salt stays', async () => {
      const before = await readers.lastWeek('2027-01-03')
      expect(await readers.close('2027-01-02')).toBe(11 + 2 + 5)
      expect(await readers.lastWeek('2027-01-03')).toEqual(before)
      expect(await rows('select * from feed_reader where day <= ?', '2027-01-02')).toEqual([])
      expect(await rows('select * from reader_salt where day <= ?', '2027-01-02')).toEqual([])
      expect(await readers.close('2027-01-02')).toBe(0)
      expect(await readers.lastWeek('2027-01-03')).toEqual(before)
    })

    test('that come too late for their day are not counted', async () => {
      expect(await readers.add('2027-01-02', seen({ pl: 50 }, 100))).toBe(0)
      expect(await readers.lastWeek('2027-01-03')).toContainEqual({ feed: 'pl', mean: 8 })
    })

    test('of today stay while days before are closed', async () => {
      await readers.salt('2027-02-01', 'a')
      await readers.add('2027-02-01', seen({ at: 3 }))
      await readers.salt('2027-02-02', 'b')
      await readers.add('2027-02-02', seen({ at: 4 }))
      await readers.close('2027-02-01')
      expect(await readers.salt('2027-02-02', 'c')).toBe('b')
      expect(await readers.add('2027-02-02', seen({ at: 5 }))).toBe(1)
    })

    test('are written in any number, whatever a feed is called', async () => {
      await readers.salt('2027-03-01', 'many')
      const odd = 'events?q=%22%5C.$[0]&theme=-media'
      expect(await readers.add('2027-03-01', seen({ all: 2500, [odd]: 1200 }))).toBe(3700)
      expect(await readers.lastWeek('2027-03-02')).toEqual([
        { feed: 'all', mean: 2500 / 7 },
        { feed: odd, mean: 1200 / 7 },
      ])
    })
  })

  test('A day has one salt, however many ask for it first at the same moment', async () => {
    const salts = await Promise.all(
      Array.from({ length: 20 }, (_, n) => readers.salt('2027-04-01', `salt ${n}`))
    )
    expect(new Set(salts).size).toBe(1)
  })

  test('The daily job keeps numbers: 400 days of feeds, 14 days of filters somebody put together', async () => {
    const own = 'events?near=38.72,-9.14,5'
    await readers.salt('2028-01-01', 'x')
    await readers.add('2028-01-01', seen({ fr: 6, [own]: 1 }))
    const dayAt = (now: string) => forgetReaders({ readers, now: () => now })
    const kept = async () =>
      (await rows('select feed from feed_readers where day = ? order by feed', '2028-01-01')).map(
        ({ feed }) => feed
      )
    await dayAt('2028-01-01T23:59:59Z')
    expect(await kept()).toEqual([])
    await dayAt('2028-01-02T00:00:00Z')
    expect(await kept()).toEqual([own, 'fr'])
    await dayAt('2028-01-14T23:59:59Z')
    expect(await kept()).toEqual([own, 'fr'])
    await dayAt('2028-01-15T00:00:00Z')
    expect(await kept()).toEqual(['fr'])
    await dayAt('2029-02-03T23:59:59Z')
    expect(await kept()).toEqual(['fr'])
    await dayAt('2029-02-04T00:00:00Z')
    expect(await kept()).toEqual([])
  })

  describe('a reader', () => {
    const address = '198.51.100.77'
    const agent = 'Ines-Calendar/9.1 (a very rare one)'
    const clock = { now: '2030-05-01T10:00:00Z' }
    const counter = (key = secret) =>
      readerCounter({
        readers,
        hash: keyedHash(key, 'readers'),
        clock: () => Date.parse(clock.now),
        most: 100,
        milliseconds: 60_000,
      })
    const digests = async (feed: string) =>
      (await rows('select digest from feed_reader where feed = ? order by day', feed)).map(
        ({ digest }) => digest
      )

    test('is one for every process, and somebody else the next day and for another secret', async () => {
      const [one, other] = [counter(), counter()]
      for (const each of [one, other]) {
        each.saw('pt', address, agent)
        await each.flush()
        each.saw('pt', address, agent)
        await each.flush()
      }
      expect(await digests('pt')).toHaveLength(1)
      clock.now = '2030-05-02T10:00:00Z'
      one.saw('pt', address, agent)
      await one.flush()
      const [first, second, ...more] = await digests('pt')
      expect(more).toEqual([])
      expect(first).toMatch(/^[0-9a-f]{16}$/)
      expect(second).toMatch(/^[0-9a-f]{16}$/)
      expect(second).not.toBe(first)
      const stolen = counter('another-secret-that-somebody-tries-out')
      stolen.saw('pt', address, agent)
      await stolen.flush()
      expect(await digests('pt')).toHaveLength(3)
    })

    test('stands in no table, neither by address nor by browser', async () => {
      const tables = await rows(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '\\_cf%' escape '\\'"
      )
      expect(tables.length).toBeGreaterThan(20)
      for (const { name } of tables) {
        const whole = JSON.stringify(await rows(`select * from "${name}"`))
        expect(whole, String(name)).not.toContain(address)
        expect(whole, String(name)).not.toContain('Ines-Calendar')
      }
    })
  })
}
