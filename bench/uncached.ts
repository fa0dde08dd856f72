import { type Child, startChild } from './child.ts'
import type { MakeOrder, MakeReport } from './maker-process.ts'
import { interleaved, type Spread, spreadOf } from './rounds.ts'

type Database = Readonly<{ databasePath: string; baseUrl: string }>

/** Runs `work` with one process for each way, each warmed up, and stops them. */
const withMakers = async <Result>(
  database: Database,
  subject: string,
  ways: Readonly<Partial<Record<MakeOrder['way'], number>>>,
  work: (make: (way: MakeOrder['way']) => Promise<MakeReport>) => Promise<Result>
): Promise<Result> => {
  const makers = new Map<string, Child<MakeOrder, MakeReport>>()
  const make = (way: MakeOrder['way']) => {
    const maker = makers.get(way) ?? startChild<MakeOrder, MakeReport>('maker-process.ts')
    makers.set(way, maker)
    return maker.order({ way, ...database, subject, times: ways[way] ?? 1 })
  }
  try {
    for (const way of Object.keys(ways) as MakeOrder['way'][]) {
      for (let i = 0; i < 3; i += 1) await make(way)
    }
    return await work(make)
  } finally {
    for (const maker of makers.values()) maker.stop()
  }
}

export type UncachedResult = Readonly<{
  events: number
  bytes: number
  naiveBytes: number
  /** CPU of the naive way ÷ ours. */
  ratio: Spread
  /** CPU milliseconds. */
  ours: Spread
  naive: Spread
  gzip: Spread
}>

/** A feed made from stored fragments against one built for the request, in turn. */
export const compareUncached = (database: Database, query: string, rounds: number) =>
  withMakers(
    database,
    query,
    { ours: 40, naive: 5, gzip: 10 },
    async (make): Promise<UncachedResult> => {
      const pairs = await interleaved(
        rounds,
        () => make('ours'),
        () => make('naive')
      )
      const gzips: number[] = []
      for (let round = 0; round < rounds; round += 1) gzips.push((await make('gzip')).cpu)
      const { ours, other } = pairs[0]!
      if (ours.events !== other.events) throw new Error('the two ways differ in events')
      return {
        events: ours.events,
        bytes: ours.bytes,
        naiveBytes: other.bytes,
        ratio: spreadOf(pairs.map((pair) => pair.other.cpu / pair.ours.cpu)),
        ours: spreadOf(pairs.map((pair) => pair.ours.cpu)),
        naive: spreadOf(pairs.map((pair) => pair.other.cpu)),
        gzip: spreadOf(gzips),
      }
    }
  )

export type MonthResult = Readonly<{ events: number; bytes: number; cpu: Spread }>

/** The JSON of a month without any filter, made afresh. */
export const measureMonth = (database: Database, yearMonth: string, rounds: number) =>
  withMakers(database, yearMonth, { month: 10 }, async (make): Promise<MonthResult> => {
    const reports: MakeReport[] = []
    for (let round = 0; round < rounds; round += 1) reports.push(await make('month'))
    const { events, bytes } = reports[0]!
    return { events, bytes, cpu: spreadOf(reports.map((report) => report.cpu)) }
  })
