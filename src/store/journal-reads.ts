import { localeChain } from '../calendar/filter.ts'
import { isBeginning } from '../calendar/filter-values.ts'
import type { JournalEntry, Store } from '../calendar/store.ts'
import type { Driver } from './driver.ts'
import { bestBody } from './select.ts'

type JournalReads = Pick<Store, 'newestChange' | 'changesSince' | 'details' | 'withWords'>

/** Publications named in one bound value. */
const named = 'json_each(?) e join publication p on p.event_id = e.value'

/** A word as FTS5 reads it: in quotes nothing in it is an operator. */
const quoted = (word: string) => `"${word}"${isBeginning(word) ? '*' : ''}`

/** Gathered once: FTS5 goes through a word's whole list again for each number it is asked about. */
const found = '(select rowid from search where search match ?)'

/**
 * The journal as partners follow it. Its rows are read along its key and events are named, so that
 * a page costs what it answers, however long the journal is; words cost what has them.
 */
export const journalReads = (driver: Driver): JournalReads => ({
  newestChange: async () => {
    const [row] = await driver.all<{ number: number; at: string }>(
      'select number, at from journal order by number desc limit 1',
      []
    )
    return row ?? { number: 0, at: null }
  },

  changesSince: (number, limit) =>
    driver.all<JournalEntry>(
      `select number, event_id as event, sequence, cause, at from journal
       where number > ? order by number limit ?`,
      [number, limit]
    ),

  details: async (events, locale) => {
    if (events.length === 0) return new Map()
    const body = bestBody('json', localeChain(locale))
    const rows = await driver.all<{ event_id: string; body: string | null }>(
      `select h.event_id as event_id, ${body.text} as body
       from (select p.event_id, p.number from ${named}) h`,
      [...body.values, JSON.stringify(events)]
    )
    return new Map(
      rows.flatMap((row) => (row.body === null ? [] : [[row.event_id, row.body] as const]))
    )
  },

  withWords: async (events, { all, none }) => {
    const wishes = [
      ...(all.length
        ? [{ test: `p.number in ${found}`, match: all.map(quoted).join(' AND ') }]
        : []),
      ...(none.length
        ? [{ test: `p.number not in ${found}`, match: none.map(quoted).join(' OR ') }]
        : []),
    ]
    const rows = await driver.all<{ event_id: string }>(
      `select p.event_id as event_id from ${named} where ${['true', ...wishes.map(({ test }) => test)].join(' and ')}`,
      [JSON.stringify(events), ...wishes.map(({ match }) => match)]
    )
    return new Set(rows.map((row) => row.event_id))
  },
})
