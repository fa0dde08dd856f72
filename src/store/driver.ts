import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'

/** Every query is awaited, so the synchronous engine fits the asynchronous type too. */
export type Db = BaseSQLiteDatabase<'async', unknown>

/** A value SQLite and D1 both bind. Lists go in as one JSON text, read by `json_each(?)`. */
export type Bound = string | number | null

/** A Drizzle builder that has not run; only its text and values are taken. */
export type Statement = Readonly<{ toSQL(): Readonly<{ sql: string; params: unknown[] }> }>

type Statements = Readonly<{ text: string; values: readonly Bound[] }>

/**
 * `hits` selects `number, event_id, starts, zone, first, last`; `body` is the text of one of them,
 * named `h`, with what has to be joined for it. A feed stands in order of `starts`, then `event_id`.
 */
export type FeedParts = Readonly<{
  hits: Statements
  body: Statements & Readonly<{ join: string }>
}>

/** A zone that events of a feed use, and the wall-clock milliseconds it must be right for. */
export type ZoneSpan = Readonly<{ zone: string; first: number; last: number }>

export type StreamedFeed = Readonly<{
  pieces: AsyncIterable<Uint8Array>
  zones: readonly ZoneSpan[]
}>

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
  /**
   * The texts of a feed joined, nulls left out, between what `frame` makes of its zones, as UTF-8;
   * null when it has more than `most`.
   */
  joined(
    feed: FeedParts,
    separator: string,
    most: number,
    frame: (zones: readonly ZoneSpan[]) => readonly [head: string, tail: string]
  ): Promise<Uint8Array | null>
  /** The same in pieces, all from one state of the database. */
  streamed(feed: FeedParts, separator: string): Promise<StreamedFeed>
}>
