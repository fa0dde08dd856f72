import { type Child, startChild } from './child.ts'
import type { MakeOrder, MakeReport } from './maker-process.ts'
import { inTurn, type Spread, spreadOf } from './rounds.ts'

type Database = Readonly<{ databasePath: string; baseUrl: string }>
type Way = MakeOrder['way']

/**
 * Bodies made before any is measured. A process that has just begun takes fresh memory for each, and
 * the system gives pages at a price; later ones use it again, as in a service that has run a while.
 */
export const warmUp = 300

/** Something that makes one kind of body, measured `times` at once after `warmUp` of them. */
export type Maker = Readonly<{
  way: Way
  database: Database
  subject: string
  times: number
  warmUp: number
}>

/** Measures makers in turn, each in a process of its own that has been warmed up. */
export const measureMakers = async <Name extends string>(
  makers: Readonly<Record<Name, Maker>>,
  rounds: number
): Promise<Readonly<Record<Name, MakeReport>>[]> => {
  const names = Object.keys(makers) as Name[]
  const children = new Map<Name, Child<MakeOrder, MakeReport>>()
  const order = (name: Name, times: number) => {
    const { way, database, subject } = makers[name]
    const child = children.get(name) ?? startChild<MakeOrder, MakeReport>('maker-process.ts')
    children.set(name, child)
    return child.order({ way, ...database, subject, times })
  }
  try {
    for (const name of names) await order(name, makers[name].warmUp)
    return await inTurn(rounds, names, (name) => order(name, makers[name].times))
  } finally {
    for (const child of children.values()) child.stop()
  }
}

const cpuIn = <Name extends string>(
  rounds: readonly Readonly<Record<Name, MakeReport>>[],
  name: Name
): Spread => spreadOf(rounds.map((round) => round[name].cpu))

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
  /** Until the first piece of everything there is could be sent. */
  firstOfAll: Spread
}>

/** A feed made from stored fragments against one built for the request, in turn. */
export const compareUncached = async (
  database: Database,
  query: string,
  rounds: number
): Promise<UncachedResult> => {
  const found = await measureMakers(
    {
      ours: { way: 'ours', database, subject: query, times: 60, warmUp },
      naive: { way: 'naive', database, subject: query, times: 5, warmUp },
      gzip: { way: 'gzip', database, subject: query, times: 10, warmUp: 30 },
      all: { way: 'first piece', database, subject: '', times: 3, warmUp: 10 },
    },
    rounds
  )
  const [first] = found
  if (!first) throw new Error('there is nothing to compare without rounds')
  if (first.ours.events !== first.naive.events) throw new Error('the two ways differ in events')
  return {
    events: first.ours.events,
    bytes: first.ours.bytes,
    naiveBytes: first.naive.bytes,
    ratio: spreadOf(found.map((round) => round.naive.cpu / round.ours.cpu)),
    ours: cpuIn(found, 'ours'),
    naive: cpuIn(found, 'naive'),
    gzip: cpuIn(found, 'gzip'),
    firstOfAll: cpuIn(found, 'all'),
  }
}

export type MonthResult = Readonly<{ events: number; bytes: number; cpu: Spread }>

/** The JSON of a month without any filter, made afresh. */
export const measureMonth = async (
  database: Database,
  yearMonth: string,
  rounds: number
): Promise<MonthResult> => {
  const month: Maker = { way: 'month', database, subject: yearMonth, times: 10, warmUp: 30 }
  const found = await measureMakers({ month }, rounds)
  const [first] = found
  return {
    events: first?.month.events ?? 0,
    bytes: first?.month.bytes ?? 0,
    cpu: cpuIn(found, 'month'),
  }
}
