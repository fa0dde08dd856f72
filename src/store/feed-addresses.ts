import type { FeedAddresses } from '../calendar/feed-address.ts'
import type { Driver } from './driver.ts'

/*
 * Through `all`, not `atomically`: no feed depends on a new row, so what is kept of finished answers
 * stays good.
 */

// One statement, so that the choice of the id and the row are never apart. A query that has an id
// already offends `unique`, and then there is no row to return.
const keep = `insert into feed_address (id, query, created_at)
  select c.value, ?, ? from json_each(?) c
  where not exists (select 1 from feed_address a where a.id = c.value)
  order by c.key limit 1
  on conflict do nothing
  returning id`

/** Short addresses on SQL. */
export const sqlFeedAddresses = (driver: Driver): FeedAddresses => {
  const idOf = async (query: string): Promise<string | null> => {
    const [row] = await driver.all<{ id: string }>('select id from feed_address where query = ?', [
      query,
    ])
    return row?.id ?? null
  }

  return {
    find: async (id) => {
      const [row] = await driver.all<{ query: string }>(
        'select query from feed_address where id = ?',
        [id]
      )
      return row?.query ?? null
    },

    idOf,

    keep: async (query, ids, at) => {
      const [made] = await driver.all<{ id: string }>(keep, [query, at, JSON.stringify(ids)])
      if (made) return { id: made.id, isNew: true }
      const id = await idOf(query)
      if (id === null) throw new Error('Every id a query may have is another’s.')
      return { id, isNew: false }
    },
  }
}
