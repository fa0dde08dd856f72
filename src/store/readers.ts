import type { Readership } from '../calendar/readers.ts'
import { addDays, day, floating } from '../calendar/time.ts'
import type { Bound, Driver, Statement } from './driver.ts'

/*
 * Everyday writes go through `all`, not `atomically`: no feed depends on them, so what is kept of
 * finished answers stays good.
 */

const text = (sql: string, ...params: readonly Bound[]): Statement => ({
  toSQL: () => ({ sql, params: [...params] }),
})

/** Digests in one statement, far below what D1 takes as one value. */
const portion = 1000

// An upsert that changes nothing, since only a row that was written is returned.
const salt = `insert into reader_salt (day, salt) values (?, ?)
  on conflict (day) do update set salt = reader_salt.salt
  returning salt`

const add = `insert or ignore into feed_reader (day, feed, digest)
  select salt.day, feeds.key, digests.value
  from reader_salt salt, json_each(?) feeds, json_each(feeds.value) digests
  where salt.day = ?
  returning day`

const lastWeek = `
  with counted (day, feed, readers) as (
    select day, feed, readers from feed_readers where day >= ? and day < ?
    union all
    select day, feed, count(*) from feed_reader where day >= ? and day < ? group by day, feed
  ), began (day) as (
    select min(day) from (select min(day) as day from feed_readers union all select min(day) from feed_reader)
  )
  select feed, sum(readers) as total, (select day from began) as began
  from counted group by feed order by total desc, feed`

/** Feeds and their digests in lots of at most `portion` digests. */
function* lots(seen: ReadonlyMap<string, ReadonlySet<string>>): Generator<string> {
  let lot: Record<string, string[]> = {}
  let size = 0
  for (const [feed, digests] of seen) {
    for (const digest of digests) {
      lot[feed] ??= []
      lot[feed].push(digest)
      size += 1
      if (size < portion) continue
      yield JSON.stringify(lot)
      lot = {}
      size = 0
    }
  }
  if (size > 0) yield JSON.stringify(lot)
}

/** Counts of readers on SQL. */
export const sqlReaders = (driver: Driver): Readership => ({
  salt: async (day, fresh) => {
    const [row] = await driver.all<{ salt: string }>(salt, [day, fresh])
    if (!row) throw new Error('An upsert that always writes returned no row.')
    return row.salt
  },

  add: async (day, seen) => {
    let added = 0
    for (const lot of lots(seen)) added += (await driver.all(add, [lot, day])).length
    return added
  },

  close: async (upTo) => {
    const [row] = await driver.all<{ many: number }>(
      'select count(*) as many from feed_reader where day <= ?',
      [upTo]
    )
    await driver.atomically([
      // A day closed twice, by a clock that was slow: its second count has nothing but late readers.
      text(
        `insert into feed_readers (day, feed, readers)
         select day, feed, count(*) from feed_reader where day <= ? group by day, feed
         on conflict (day, feed) do update set readers = max(feed_readers.readers, excluded.readers)`,
        upTo
      ),
      text('delete from feed_reader where day <= ?', upTo),
      text('delete from reader_salt where day <= ?', upTo),
    ])
    return row?.many ?? 0
  },

  drop: async ({ upTo, filtersUpTo }) => {
    const gone = await driver.all<{ feed: string }>(
      `delete from feed_readers where day <= ? or day <= ? and instr(feed, '?') > 0 returning feed`,
      [upTo, filtersUpTo]
    )
    return gone.length
  },

  lastWeek: async (today) => {
    const from = addDays(today, -7)
    const rows = await driver.all<{ feed: string; total: number; began: string }>(lastWeek, [
      from,
      today,
      from,
      today,
    ])
    return rows.map(({ feed, total, began }) => ({
      feed,
      mean: total / Math.min(7, (floating(today) - floating(began)) / day),
    }))
  },
})
