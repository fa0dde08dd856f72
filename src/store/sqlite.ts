import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Bound, Db, Driver, FeedParts, ZoneSpan } from './driver.ts'
import { gate } from './gate.ts'
import { piecesOf } from './pieces.ts'

const migrationsFolder = fileURLToPath(new URL('../../drizzle/', import.meta.url))

/** The ledger `wrangler d1 migrations` keeps, so that a database can move between runtimes. */
const ledger = `create table if not exists d1_migrations (
  id integer primary key autoincrement,
  name text unique,
  applied_at timestamp default current_timestamp not null
)`

export type SqliteDriver = Driver &
  Readonly<{
    /** Applies what is missing, each file whole or not at all; answers the names applied. */
    migrate(): string[]
    /** Names of migrations that are not applied yet. */
    pending(): string[]
    /**
     * Changes whenever this database file is written, by this process or another: cheap enough to
     * ask on every request.
     */
    stamp(): string
    close(): void
  }>

const migrationNames = () =>
  readdirSync(migrationsFolder)
    .filter((name) => name.endsWith('.sql'))
    .sort()

/** Feeds too large to be made at once that are read at the same time; others wait their turn. */
const mostStreams = 8

const inOrder = 'order by h.starts, h.event_id'

const zonesFrom = (hits: FeedParts['hits']['text']) =>
  `select zone, min(first) as first, max(last) as last from ${hits} where zone is not null group by zone order by zone`

/** Opens a SQLite file (made if absent) with the settings a server needs. `:memory:` works too. */
export const openSqlite = (path: string): SqliteDriver => {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const client = new Database(path)
  client.pragma('journal_mode = WAL')
  client.pragma('synchronous = NORMAL')
  client.pragma('foreign_keys = ON')
  client.pragma('busy_timeout = 5000')

  // Texts are read from all over the file; a page read twice should come from memory.
  client.pragma('cache_size = -32000')
  const streams = gate(mostStreams)

  const prepared = new Map<string, Database.Statement>()
  const prepare = (text: string) => {
    const known = prepared.get(text)
    if (known) return known
    // Selections have one text per combination of facets: bounded, but a filter is chosen by strangers.
    if (prepared.size >= 500) prepared.clear()
    const statement = client.prepare(text)
    prepared.set(text, statement)
    return statement
  }

  /** Reads that belong together: others may write to the file meanwhile. */
  const inOneState = <Read>(read: () => Read): Read => client.transaction(read)()

  /** Kept apart: whether a statement answers bare rows is a state of the statement. */
  const prepareRaw = (text: string) => prepare(`${text} /* rows */`).raw(true)

  const pending = () => {
    client.exec(ledger)
    const applied = new Set(client.prepare('select name from d1_migrations').pluck().all())
    return migrationNames().filter((name) => !applied.has(name))
  }

  const dataVersion = client.prepare('pragma data_version').pluck()
  let commits = 0

  return {
    // The only cast of this room: the synchronous builders are awaited everywhere.
    db: drizzle(client) as unknown as Db,
    atomically: async (statements) => {
      const parts = statements.map((statement) => statement.toSQL())
      client
        .transaction(() => {
          for (const { sql, params } of parts) prepare(sql).run(...params)
        })
        .immediate()
      commits += 1
    },
    all: async <Row>(text: string, values: readonly Bound[]) =>
      prepare(text).all(...values) as Row[],
    rows: async (text, values) => prepareRaw(text).all(...values) as unknown[][],
    joined: async ({ hits, body }, separator, most, frame) => {
      // Found twice rather than kept: finding is cheap, and what is kept is no longer in order.
      const ordered = `(select number from (${hits.text}) h ${inOrder} limit ?) h ${body.join}`
      // Framed here too: every copy of a feed costs as much as finding it.
      const text = `select cast(? || coalesce(group_concat(body, ?), '') || ? as blob) as bytes, count(*) as count
        from (select ${body.text} as body from ${ordered})`
      const spans = `select zone, first, last from (${zonesFrom(`(${hits.text})`)})`
      return inOneState(() => {
        const [head, tail] = frame(prepare(spans).all(...hits.values) as ZoneSpan[])
        const row = prepare(text).get(
          head,
          separator,
          tail,
          ...body.values,
          ...hits.values,
          most + 1
        ) as { bytes: Uint8Array; count: number }
        return row.count > most ? null : row.bytes
      })
    },
    streamed: async ({ hits, body }, separator) => {
      await streams.enter()
      // A connection of its own sees one state of the database while others write.
      const reader = path === ':memory:' ? client : new Database(path, { readonly: true })
      const leave = () => {
        if (reader !== client) reader.close()
        streams.leave()
      }
      try {
        if (reader !== client) reader.pragma('cache_size = -1000')
        if (reader !== client) reader.exec('begin')
        const zones = reader.prepare(zonesFrom(`(${hits.text})`)).all(...hits.values) as ZoneSpan[]
        const rows = reader
          .prepare(
            `select ${body.text} as body from (select number from (${hits.text}) h ${inOrder}) h ${body.join}`
          )
          .pluck()
        const values = [...body.values, ...hits.values]
        // The one connection of a database in memory can't be written to while it is walked.
        const bodies = (
          reader === client ? rows.all(...values) : rows.iterate(...values)
        ) as Iterable<string | null>
        return { zones, pieces: piecesOf(bodies, separator, leave) }
      } catch (error) {
        leave()
        throw error
      }
    },
    pending,
    migrate: () => {
      const names = pending()
      for (const name of names) {
        client
          .transaction(() => {
            client.exec(readFileSync(join(migrationsFolder, name), 'utf8'))
            client.prepare('insert into d1_migrations (name) values (?)').run(name)
          })
          .immediate()
      }
      return names
    },
    stamp: () => `${dataVersion.get()}.${commits}`,
    close: () => {
      client.close()
    },
  }
}
