import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { type FeedAddresses, idsFor } from '../../src/calendar/feed-address.ts'
import type { Driver } from '../../src/store/driver.ts'
import { sqlFeedAddresses } from '../../src/store/feed-addresses.ts'

const at = '2027-01-10T08:00:00Z'

/**
 * What short addresses ask of any storage: run on SQLite and on D1 in workerd. Every test keeps
 * queries of its own, so that they can share one database with others.
 */
export const addressesContract = (open: () => Promise<Driver>) => {
  let addresses: FeedAddresses

  beforeAll(async () => {
    addresses = sqlFeedAddresses(await open())
  })

  const someQuery = () => `organisation=${newId()}`
  const someIds = () => [newId().replaceAll('-', ''), `${newId().replaceAll('-', '')}0`]

  describe('a short address', () => {
    test('is found again by its id and by its query', async () => {
      const query = someQuery()
      const ids = await idsFor(query)
      expect(await addresses.idOf(query)).toBeNull()
      expect(await addresses.keep(query, ids, at)).toEqual({ id: ids[0], isNew: true })
      expect(await addresses.find(ids[0] ?? '')).toBe(query)
      expect(await addresses.idOf(query)).toBe(ids[0])
      expect(await addresses.find('nothinghere')).toBeNull()
    })

    test('stays the same however often it is asked for', async () => {
      const query = someQuery()
      const ids = await idsFor(query)
      await addresses.keep(query, ids, at)
      for (const later of ['2027-01-10T08:00:00Z', '2029-06-01T00:00:00Z'])
        expect(await addresses.keep(query, ids, later)).toEqual({ id: ids[0], isNew: false })
    })

    test('takes the next id when another filter has the first', async () => {
      const [first, second] = [someQuery(), someQuery()]
      const ids = someIds()
      await addresses.keep(first, ids, at)
      expect(await addresses.keep(second, ids, at)).toEqual({ id: ids[1], isNew: true })
      expect(await addresses.keep(second, ids, at)).toEqual({ id: ids[1], isNew: false })
      expect(await addresses.find(ids[0] ?? '')).toBe(first)
      expect(await addresses.find(ids[1] ?? '')).toBe(second)
    })

    test('is never shared: without a free id nothing is kept', async () => {
      const ids = someIds()
      for (const query of [someQuery(), someQuery()]) await addresses.keep(query, ids, at)
      const third = someQuery()
      await expect(addresses.keep(third, ids, at)).rejects.toThrow('another’s')
      expect(await addresses.idOf(third)).toBeNull()
    })

    test('is made once when many ask at the same moment', async () => {
      const query = someQuery()
      const ids = await idsFor(query)
      const made = await Promise.all(
        Array.from({ length: 20 }, () => addresses.keep(query, ids, at))
      )
      expect(new Set(made.map(({ id }) => id))).toEqual(new Set([ids[0]]))
      expect(made.filter(({ isNew }) => isNew)).toHaveLength(1)
    })
  })
}
