import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Bound, Db, Driver } from './driver.ts'

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

/** Opens a SQLite file (made if absent) with the settings a server needs. `:memory:` works too. */
export const openSqlite = (path: string): SqliteDriver => {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const client = new Database(path)
  client.pragma('journal_mode = WAL')
  client.pragma('synchronous = NORMAL')
  client.pragma('foreign_keys = ON')
  client.pragma('busy_timeout = 5000')

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
    joined: async (text, values, separator) => {
      const whole = `select cast(group_concat(body, ?) as blob) as bytes from (${text})`
      const row = prepare(whole).get(separator, ...values) as { bytes: Uint8Array | null }
      return row.bytes ?? new Uint8Array()
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
