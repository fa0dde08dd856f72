import { drizzle } from 'drizzle-orm/d1'
import type { Bound, Db, Driver, FeedParts, ZoneSpan } from './driver.ts'
import { piecesOf } from './pieces.ts'

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

type Hit = Readonly<{ body: string | null; zone: string | null; first: number; last: number }>

/** More would not fit into what an isolate may hold. */
const mostRows = 50_000

const zonesOf = (hits: readonly Hit[]): ZoneSpan[] => {
  const spans = new Map<string, ZoneSpan>()
  for (const { zone, first, last } of hits) {
    if (zone === null) continue
    const known = spans.get(zone)
    spans.set(zone, {
      zone,
      first: Math.min(first, known?.first ?? first),
      last: Math.max(last, known?.last ?? last),
    })
  }
  return [...spans.values()].sort((a, b) => (a.zone < b.zone ? -1 : 1))
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
  const hitsOf = ({ hits, body }: FeedParts, limit: number) =>
    all<Hit>(
      `select ${body.text} as body, h.zone as zone, h.first as first, h.last as last
       from (select * from (${hits.text}) limit ?) h ${body.join} order by h.starts, h.event_id`,
      [...body.values, ...hits.values, limit]
    )
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
    joined: async (feed, separator, most, frame) => {
      const rows = await hitsOf(feed, most + 1)
      if (rows.length > most) return null
      const bodies = rows.flatMap(({ body }) => (body === null ? [] : [body]))
      const [head, tail] = frame(zonesOf(rows))
      return new TextEncoder().encode(head + bodies.join(separator) + tail)
    },
    // An answer of D1 comes whole; what is asked for at once has one state of the database.
    streamed: async (feed, separator) => {
      const rows = await hitsOf(feed, mostRows)
      const bodies = rows.map(({ body }) => body)
      return { zones: zonesOf(rows), pieces: piecesOf(bodies, separator, () => undefined) }
    },
  }
}
