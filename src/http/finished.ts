import type { Instant } from '../calendar/time.ts'
import type { Coding } from './coding.ts'

/** Bytes with the headers they are sent with. */
export type Sent = Readonly<{ bytes: Uint8Array; headers: Readonly<Record<string, string>> }>

/** What tells a reader of an address that nothing has changed; no bytes are needed for it. */
export type Unchanged = Readonly<{
  tag: string
  lastModified: Instant
  /** Headers of a 304. */
  freshHeaders: Readonly<Record<string, string>>
  /** Under which name its readers are counted; null when they are not. */
  feed: string | null
}>

/** An answer with everything that is sent for it, ready for the next reader of the same address. */
export type Finished = Unchanged &
  Readonly<{
    plain: Sent
    /** Coded copies that somebody has asked for; null: not smaller, the plain one is sent. */
    coded: Readonly<Partial<Record<Coding, Sent | null>>>
  }>

export type FinishedAnswers = Readonly<{
  /** What must be unchanged for kept answers to be right: the database's stamp and the date. */
  stamp(): string
  /** The version of an address, with its bytes or without, if nothing at all has changed since. */
  version(address: string): Unchanged | undefined
  /** The kept answer of an address, if nothing at all has changed since. */
  current(address: string): Finished | undefined
  /** The kept answer of an address, if it has this version: other events may have changed. */
  known(address: string, tag: string): Finished | undefined
  /** Keeps an answer made while the stamp was `stamp`. */
  keep(address: string, answer: Finished, stamp: string): void
  /**
   * Keeps that this was the version while the stamp was `stamp`. Bytes that are kept of it stay: where
   * nearly all polls change nothing, nobody else would tell that they are still right.
   */
  keepVersion(address: string, version: Unchanged, stamp: string): void
  /** Makes something once, however many ask for it meanwhile. */
  once<Made>(what: string, make: () => Promise<Made>): Promise<Made>
}>

const sizeOf = (address: string, { plain, coded }: Pick<Finished, 'coded' | 'plain'>): number =>
  plain.bytes.length +
  Object.values(coded).reduce((sum, copy) => sum + (copy?.bytes.length ?? 0), 0) +
  leastSize(address)

/** Of headers and bookkeeping. */
const leastSize = (address: string): number => 2 * address.length + 2000

/** Longer addresses are nobody's subscription. */
const longestAddress = 2000

type Kept = Readonly<{
  version: Unchanged
  whole: Finished | undefined
  stamp: string
  size: number
}>

/**
 * Finished answers in memory, most recently made or confirmed last, within a budget of bytes.
 * Whoever reads a kept one checks a stamp, not a clock: an answer is never older than the database.
 */
export const finishedAnswers = (budget: number, stamp: () => string): FinishedAnswers => {
  const kept = new Map<string, Kept>()
  const flights = new Map<string, Promise<unknown>>()
  let used = 0

  const put = (address: string, entry: Kept) => {
    used -= kept.get(address)?.size ?? 0
    kept.delete(address)
    if (entry.size > budget / 4 || address.length > longestAddress) return
    kept.set(address, entry)
    used += entry.size
    for (const [oldest, { size }] of kept) {
      if (used <= budget) break
      kept.delete(oldest)
      used -= size
    }
  }

  const known = (address: string, tag: string): Finished | undefined => {
    const whole = kept.get(address)?.whole
    return whole?.tag === tag ? whole : undefined
  }

  return {
    stamp,
    version: (address) => {
      const found = kept.get(address)
      return found && found.stamp === stamp() ? found.version : undefined
    },
    current: (address) => {
      const found = kept.get(address)
      return found && found.stamp === stamp() ? found.whole : undefined
    },
    known,
    keep: (address, answer, at) =>
      put(address, { version: answer, whole: answer, stamp: at, size: sizeOf(address, answer) }),
    keepVersion: (address, version, at) => {
      const whole = known(address, version.tag)
      const size = whole ? sizeOf(address, whole) : leastSize(address)
      put(address, { version: whole ?? version, whole, stamp: at, size })
    },
    once: async <Made>(what: string, make: () => Promise<Made>) => {
      const under = flights.get(what)
      if (under) return (await under) as Made
      const flight = make().finally(() => flights.delete(what))
      flights.set(what, flight)
      return flight
    },
  }
}
