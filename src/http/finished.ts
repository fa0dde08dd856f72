import type { Instant } from '../calendar/time.ts'

/** An answer with everything that is sent for it, ready for the next reader of the same address. */
export type Finished = Readonly<{
  tag: string
  lastModified: Instant
  bytes: Uint8Array
  gzip: Uint8Array | null
  headers: Readonly<Record<string, string>>
  gzipHeaders: Readonly<Record<string, string>> | null
  /** Headers of a 304. */
  freshHeaders: Readonly<Record<string, string>>
}>

export type FinishedAnswers = Readonly<{
  /** What must be unchanged for kept answers to be right: the database's stamp and the date. */
  stamp(): string
  /** The kept answer of an address, if nothing at all has changed since. */
  current(address: string): Finished | undefined
  /** The kept answer of an address, if it has this version: other events may have changed. */
  known(address: string, tag: string): Finished | undefined
  /** Keeps an answer made while the stamp was `stamp`. */
  keep(address: string, answer: Finished, stamp: string): void
}>

/**
 * Finished answers in memory, most recently used last, within a budget of bytes. Whoever reads a
 * kept one checks a stamp, not a clock: an answer is never older than the database.
 */
export const finishedAnswers = (budget: number, stamp: () => string): FinishedAnswers => {
  const kept = new Map<string, { answer: Finished; stamp: string; size: number }>()
  let used = 0

  const drop = (address: string) => {
    used -= kept.get(address)?.size ?? 0
    kept.delete(address)
  }

  return {
    stamp,
    current: (address) => {
      const found = kept.get(address)
      return found && found.stamp === stamp() ? found.answer : undefined
    },
    known: (address, tag) => {
      const found = kept.get(address)
      return found?.answer.tag === tag ? found.answer : undefined
    },
    keep: (address, answer, at) => {
      drop(address)
      const size = answer.bytes.length + (answer.gzip?.length ?? 0) + 2 * address.length + 2000
      if (size > budget / 4 || address.length > 2000) return
      kept.set(address, { answer, stamp: at, size })
      used += size
      for (const oldest of kept.keys()) {
        if (used <= budget) break
        drop(oldest)
      }
    },
  }
}
