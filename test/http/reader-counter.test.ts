import { describe, expect, test } from 'vitest'
import { countedAs } from '../../src/calendar/readers.ts'
import { keyedHash } from '../../src/http/keyed-hash.ts'
import { readerCounter } from '../../src/http/reader-counter.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { readersContract } from '../contract/readers-contract.ts'

const secret = 'a-secret-of-the-reader-tests-32-characters'

describe('readers on SQLite', () => {
  readersContract(async () => {
    const driver = openSqlite(':memory:')
    driver.migrate()
    return driver
  })
})

describe('the counter of readers', () => {
  /** A counter on a storage that only listens; its clock stands until a test moves it. */
  const setCounter = (most = 3) => {
    const state = { ms: Date.parse('2027-01-10T08:00:00Z'), broken: false, salts: 0 }
    const stored = new Map<string, Set<string>>()
    const counter = readerCounter({
      readers: {
        salt: async (day) => {
          if (state.broken) throw new Error('the disk is full')
          state.salts += 1
          return `salt of ${day}`
        },
        add: async (day, seen) => {
          if (state.broken) throw new Error('the disk is full')
          let fresh = 0
          for (const [feed, digests] of seen) {
            const those = stored.get(`${day} ${feed}`) ?? new Set()
            stored.set(`${day} ${feed}`, those)
            for (const digest of digests) {
              if (!those.has(digest)) fresh += 1
              those.add(digest)
            }
          }
          return fresh
        },
      },
      hash: keyedHash(secret, 'readers'),
      clock: () => state.ms,
      most,
      milliseconds: 60_000,
    })
    const numbers = async () => {
      await counter.flush()
      return Object.fromEntries([...stored].map(([feed, digests]) => [feed, digests.size]))
    }
    return { counter, state, stored, numbers }
  }

  test('tells readers apart by network and browser, and feeds by name', async () => {
    const { counter, numbers } = setCounter()
    counter.saw('pl', '192.0.2.1', 'Thunderbird')
    counter.saw('pl', '192.0.2.1', 'Thunderbird')
    counter.saw('pl', '::ffff:192.0.2.1', 'Thunderbird')
    counter.saw('pl', '192.0.2.1', 'DAVx5')
    counter.saw('pl', '192.0.2.2', 'DAVx5')
    counter.saw('eu', '192.0.2.1', null)
    counter.saw(null, '192.0.2.9', 'DAVx5')
    expect(await numbers()).toEqual({ '2027-01-10 pl': 3, '2027-01-10 eu': 1 })
  })

  test('takes the changing addresses of one household for one', async () => {
    const { counter, numbers } = setCounter()
    counter.saw('pl', '2001:db8:1:2::1', 'iOS')
    counter.saw('pl', '2001:db8:1:2:aaaa::7', 'iOS')
    counter.saw('pl', '2001:db8:1:3::1', 'iOS')
    expect(await numbers()).toEqual({ '2027-01-10 pl': 2 })
  })

  test.each(['Googlebot/2.1 (+http://www.google.com/bot.html)', 'SomeCrawler', 'BaiduSpider'])(
    'counts nobody for %s',
    async (agent) => {
      const { counter, numbers } = setCounter()
      counter.saw('pl', '192.0.2.1', agent)
      const connection = {}
      const poll = { userAgent: agent, forwardedFor: undefined }
      await counter.flush()
      counter.sawOn(connection, 'pl', poll, () => '192.0.2.1')
      counter.sawOn(connection, 'pl', poll, () => '192.0.2.1')
      expect(await numbers()).toEqual({})
    }
  )

  test('counts the importers of Google and Outlook, and phones with odd names', async () => {
    const { counter, numbers } = setCounter()
    counter.saw('pl', '192.0.2.1', 'Google-Calendar-Importer')
    counter.saw('pl', '192.0.2.1', 'Microsoft Office/16.0')
    counter.saw('pl', '192.0.2.1', 'ICSx5 (Linux; Android 13; CUBOT NOTE 30)')
    expect(await numbers()).toEqual({ '2027-01-10 pl': 3 })
  })

  test('works out once a day who reads on a connection that stays open', async () => {
    const { counter, state, numbers } = setCounter()
    await counter.flush()
    counter.saw('pl', '192.0.2.1', 'DAVx5')
    await counter.flush()
    const connection = {}
    let asked = 0
    const polls = (userAgent: string, forwardedFor?: string) =>
      counter.sawOn(connection, 'pl', { userAgent, forwardedFor }, () => {
        asked += 1
        return forwardedFor ?? '192.0.2.1'
      })
    for (let n = 0; n < 5; n += 1) polls('DAVx5')
    expect(asked).toBe(1)
    expect(await numbers()).toEqual({ '2027-01-10 pl': 1 })
    // A proxy brings somebody else on the same connection.
    polls('DAVx5', '192.0.2.8')
    polls('DAVx5', '192.0.2.9')
    polls('Thunderbird', '192.0.2.9')
    expect(asked).toBe(4)
    expect(await numbers()).toEqual({ '2027-01-10 pl': 4 })
    state.ms += 86_400_000
    polls('Thunderbird', '192.0.2.9')
    expect(asked).toBe(5)
    expect(await numbers()).toMatchObject({ '2027-01-11 pl': 1 })
  })

  test('is due when enough wait or the first has waited long enough, and at once without a salt', async () => {
    const { counter, state } = setCounter()
    expect(counter.isDue()).toBe(false)
    counter.saw('pl', '192.0.2.1', null)
    expect(counter.isDue()).toBe(true)
    await counter.flush()
    expect(counter.isDue()).toBe(false)
    counter.saw('pl', '192.0.2.2', null)
    expect(counter.isDue()).toBe(false)
    state.ms += 59_999
    expect(counter.isDue()).toBe(false)
    state.ms += 1
    expect(counter.isDue()).toBe(true)
    await counter.flush()
    for (const n of [1, 2, 3]) {
      expect(counter.isDue()).toBe(false)
      counter.saw('pl', `192.0.2.10${n}`, null)
    }
    expect(counter.isDue()).toBe(true)
  })

  test('writes readers under the day they came on, also after midnight', async () => {
    const { counter, state, numbers } = setCounter()
    counter.saw('pl', '192.0.2.1', null)
    await counter.flush()
    state.ms = Date.parse('2027-01-10T23:59:59Z')
    counter.saw('pl', '192.0.2.2', null)
    state.ms = Date.parse('2027-01-11T00:00:00Z')
    counter.saw('pl', '192.0.2.2', null)
    expect(counter.isDue()).toBe(true)
    expect(await numbers()).toEqual({ '2027-01-10 pl': 2, '2027-01-11 pl': 1 })
    expect(state.salts).toBe(2)
  })

  test('loses nobody when the database cannot be written, and does not try again at once', async () => {
    const { counter, state, numbers } = setCounter()
    counter.saw('pl', '192.0.2.1', null)
    state.broken = true
    await expect(counter.flush()).rejects.toThrow('the disk is full')
    expect(counter.isDue()).toBe(false)
    state.broken = false
    await counter.flush()
    counter.saw('pl', '192.0.2.2', null)
    state.broken = true
    await expect(counter.flush()).rejects.toThrow('the disk is full')
    state.ms = Date.parse('2027-01-11T00:00:00Z')
    counter.saw('pl', '192.0.2.3', null)
    await expect(counter.flush()).rejects.toThrow('the disk is full')
    state.ms += 60_000
    expect(counter.isDue()).toBe(true)
    state.broken = false
    expect(await numbers()).toEqual({ '2027-01-10 pl': 2, '2027-01-11 pl': 1 })
  })

  test('loses nobody when the day ends while a write fails', async () => {
    const { counter, state, numbers } = setCounter()
    counter.saw('pl', '192.0.2.1', null)
    await counter.flush()
    counter.saw('pl', '192.0.2.2', null)
    state.broken = true
    const writing = counter.flush()
    state.ms = Date.parse('2027-01-11T00:00:00Z')
    counter.saw('pl', '192.0.2.3', null)
    await expect(writing).rejects.toThrow('the disk is full')
    state.broken = false
    expect(await numbers()).toEqual({ '2027-01-10 pl': 2, '2027-01-11 pl': 1 })
  })

  test('keeps no more in memory than four times what it writes at once', async () => {
    const { counter, numbers } = setCounter(3)
    for (let n = 0; n < 100; n += 1) counter.saw('pl', `192.0.2.${n}`, null)
    expect(await numbers()).toEqual({ '2027-01-10 pl': 12 })
  })

  test('stops at ten thousand filters that somebody put together, not at feeds with a name', async () => {
    const { counter, numbers } = setCounter(10_000)
    for (let n = 0; n < 10_050; n += 1) {
      counter.saw(countedAs('events', `q=${n}`), '192.0.2.1', null)
    }
    counter.saw('events?q=7', '192.0.2.2', null)
    counter.saw('pl', '192.0.2.1', null)
    const found = await numbers()
    expect(Object.keys(found)).toHaveLength(10_001)
    expect(found['2027-01-10 pl']).toBe(1)
    expect(found['2027-01-10 events?q=7']).toBe(2)
  })
})
