import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'

/** Every query is awaited, so the synchronous engine fits the asynchronous type too. */
export type Db = BaseSQLiteDatabase<'async', unknown>

/** A value SQLite and D1 both bind. Lists go in as one JSON text, read by `json_each(?)`. */
export type Bound = string | number | null

/** A Drizzle builder that has not run; only its text and values are taken. */
export type Statement = Readonly<{ toSQL(): Readonly<{ sql: string; params: unknown[] }> }>

/** The whole difference between the two databases. */
export type Driver = Readonly<{
  /** For writes' builders and rare reads: a builder costs some 230 µs. */
  db: Db
  /** All statements or none, in order; nothing is read inside. */
  atomically(statements: readonly Statement[]): Promise<void>
  /** Rows of a statement whose text is served often and therefore prepared once. */
  all<Row>(text: string, values: readonly Bound[]): Promise<Row[]>
  /** The same as bare rows, their values in the order of the columns: for thousands of them. */
  rows(text: string, values: readonly Bound[]): Promise<readonly (readonly unknown[])[]>
  /** The text column `body` of a statement, in its order, joined, nulls left out: the bytes of a feed. */
  joined(text: string, values: readonly Bound[], separator: string): Promise<Uint8Array>
}>
