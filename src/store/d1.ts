import { drizzle } from 'drizzle-orm/d1'
import type { Bound, Db, Driver } from './driver.ts'

/** What we use of a D1 binding; named here so that no room depends on a runtime's global types. */
export interface D1 {
  prepare(text: string): D1Statement
  batch(statements: D1Statement[]): Promise<unknown>
}
interface D1Statement {
  bind(...values: unknown[]): D1Statement
  all<Row>(): Promise<{ results: Row[] }>
  raw<Row extends unknown[]>(): Promise<Row[]>
}

/** A Cloudflare D1 binding. A string there is at most 2 MB, so a feed is joined here, not in SQL. */
export const openD1 = (binding: D1): Driver => {
  const all = async <Row>(text: string, values: readonly Bound[]) =>
    (
      await binding
        .prepare(text)
        .bind(...values)
        .all<Row>()
    ).results
  return {
    db: drizzle(binding as never) as unknown as Db,
    atomically: async (statements) => {
      await binding.batch(
        statements.map((statement) => {
          const { sql, params } = statement.toSQL()
          return binding.prepare(sql).bind(...params)
        })
      )
    },
    all,
    rows: (text, values) =>
      binding
        .prepare(text)
        .bind(...values)
        .raw(),
    joined: async (text, values, separator) => {
      const rows = await all<{ body: string | null }>(text, values)
      const bodies = rows.flatMap(({ body }) => (body === null ? [] : [body]))
      return new TextEncoder().encode(bodies.join(separator))
    },
  }
}
