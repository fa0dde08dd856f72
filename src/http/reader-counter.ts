import { createHmac, randomBytes } from 'node:crypto'
import { isOwnFilter, type Readership } from '../calendar/readers.ts'
import { dateOf, day as dayMs, type LocalDate } from '../calendar/time.ts'
import { networkOf } from './client-address.ts'
import type { KeyedHash } from './keyed-hash.ts'

/** Where a poll on a kept connection comes from, as its headers came. */
export type Poll = Readonly<{
  userAgent: string | undefined
  /** `X-Forwarded-For`: behind a proxy one connection carries many readers. */
  forwardedFor: string | undefined
}>

/** Counts the readers of feeds in memory, for the door to have them written from time to time. */
export type ReaderCounter = Readonly<{
  /**
   * A calendar has fetched a feed, with a body or without (304). `feed` as `countedAs` names it; null:
   * not counted. An address nobody can tell is one reader for each browser.
   */
  saw(feed: string | null, address: string | null, userAgent: string | null): void
  /**
   * The same for a connection that stays open, where who reads is worked out once a day:
   * `addressOf` is asked only when headers or day are others than before.
   */
  sawOn(connection: object, feed: string | null, poll: Poll, addressOf: () => string | null): void
  /** Is it time to write? The door asks: it knows what may be waited for, and by whom. */
  isDue(): boolean
  /** Writes what has been seen so far; what could not be written is kept for the next time. */
  flush(): Promise<void>
}>

export type CounterNeeds = Readonly<{
  readers: Pick<Readership, 'salt' | 'add'>
  /** For the purpose of counting readers alone. */
  hash: KeyedHash
  /** Milliseconds since 1970: asked on every poll, so no text that would have to be made. */
  clock: () => number
  /** How many readers wait before they are written, and how long. */
  most: number
  milliseconds: number
}>

/** Filters that somebody put together, counted in a day: strangers choose how many there are. */
const mostFilters = 10_000
/** Readers stored in a day, for the same reason. */
const mostStored = 1_000_000
/** Browsers are told apart by so much of what they call themselves. */
const agentLength = 200

/** Programs that look at everything; no calendar of anybody's. (Cubot makes phones.) */
const isCrawler = (agent: string): boolean => /(?<!cu)bot\b|crawl|spider/i.test(agent)

/** A day's readers that wait to be written. */
type Day = {
  readonly date: LocalDate
  /** Milliseconds since 1970, exclusive. */
  readonly ends: number
  /** What digests are made with; null until the day's salt is known. */
  key: string | null
  /** Feed → digests. */
  seen: Map<string, Set<string>>
  /** Feed → readers as they came, for the moment until the salt is known. */
  bare: Map<string, Set<string>>
  waiting: number
  /** When the first of them came. */
  since: number
  /** How many of the day are stored by this process. */
  stored: number
  readonly filters: Set<string>
}

const dayAt = (ms: number): Day => {
  const start = Math.floor(ms / dayMs) * dayMs
  return {
    date: dateOf(start),
    ends: start + dayMs,
    key: null,
    seen: new Map(),
    bare: new Map(),
    waiting: 0,
    since: 0,
    stored: 0,
    filters: new Set(),
  }
}

/** 64 bits as hexadecimal: enough to tell readers of a day apart. */
const digestOf = (key: string, reader: string): string =>
  createHmac('sha256', key).update(reader).digest('hex').slice(0, 16)

const empty: ReadonlySet<string> = new Set()

/**
 * Counts distinct readers without knowing any: who reads is a digest of network and browser under a
 * key made from the service's secret and a salt that is thrown away with its day. Either of the two
 * is of no use without the other, so a stolen database tells nobody's address.
 */
export const readerCounter = (needs: CounterNeeds): ReaderCounter => {
  const { readers, hash, clock, most, milliseconds } = needs
  let today = dayAt(clock())
  /** Days that ended with readers still to be written. */
  let ended: Day[] = []
  /** While something is being written, and for a while after it failed, nothing is due. */
  let restsUntil = 0
  const known = new WeakMap<object, Poll & Readonly<{ key: string; digest: string | null }>>()

  const turned = (ms: number): Day => {
    if (today.waiting > 0) ended.push(today)
    today = dayAt(ms)
    return today
  }

  const note = (day: Day, feed: string, reader: string, ms: number) => {
    const by = day.key === null ? day.bare : day.seen
    let those = by.get(feed)
    if (those?.has(reader)) return
    // Whoever floods us may spoil a day's count, but fills neither memory nor disk.
    if (day.stored >= mostStored || day.waiting >= 4 * most) return
    if (isOwnFilter(feed)) {
      if (day.filters.size >= mostFilters && !day.filters.has(feed)) return
      day.filters.add(feed)
    }
    if (!those) {
      those = new Set()
      by.set(feed, those)
    }
    those.add(reader)
    if (day.waiting === 0) day.since = ms
    day.waiting += 1
  }

  /** Null for a program that is no calendar. */
  const readerOf = (address: string | null, userAgent: string): string | null =>
    isCrawler(userAgent)
      ? null
      : `${address === null ? '' : networkOf(address)}\n${userAgent.slice(0, agentLength)}`

  /** Notes a reader and answers as what. */
  const seen = (
    day: Day,
    ms: number,
    feed: string,
    address: string | null,
    userAgent: string
  ): string | null => {
    const bare = readerOf(address, userAgent)
    if (bare === null) return null
    const reader = day.key === null ? bare : digestOf(day.key, bare)
    note(day, feed, reader, ms)
    return reader
  }

  /** Gives a day its key and turns readers as they came into digests. */
  const salted = async (day: Day): Promise<void> => {
    if (day.key === null) {
      const salt = await readers.salt(day.date, randomBytes(32).toString('hex'))
      day.key = await hash(`${day.date} ${salt}`)
    }
    for (const [feed, those] of day.bare) {
      const digests = day.seen.get(feed) ?? new Set()
      for (const reader of those) digests.add(digestOf(day.key, reader))
      day.seen.set(feed, digests)
    }
    day.bare.clear()
  }

  const write = async (day: Day): Promise<void> => {
    await salted(day)
    const { seen, waiting } = day
    // Emptied before it is written: polls go on meanwhile.
    day.seen = new Map()
    day.waiting = 0
    try {
      day.stored += await readers.add(day.date, seen)
    } catch (error) {
      for (const [feed, digests] of seen) {
        day.seen.set(feed, new Set([...digests, ...(day.seen.get(feed) ?? empty)]))
      }
      day.waiting += waiting
      day.since = clock()
      throw error
    }
  }

  /** Writes every day that waits; one that fails waits on, with those behind it. */
  const writeAll = async (): Promise<void> => {
    const days = [...ended, today]
    ended = []
    for (const [index, day] of days.entries()) {
      try {
        if (day.waiting > 0) await write(day)
      } catch (error) {
        // Today may have become yesterday meanwhile.
        const left = days.slice(index).filter((each) => each !== today && !ended.includes(each))
        ended = [...left, ...ended]
        throw error
      }
    }
  }

  return {
    saw: (feed, address, userAgent) => {
      if (feed === null) return
      const ms = clock()
      seen(ms < today.ends ? today : turned(ms), ms, feed, address, userAgent ?? '')
    },

    sawOn: (connection, feed, { userAgent, forwardedFor }, addressOf) => {
      if (feed === null) return
      const ms = clock()
      const day = ms < today.ends ? today : turned(ms)
      const reader = known.get(connection)
      if (
        reader?.key === day.key &&
        reader?.userAgent === userAgent &&
        reader?.forwardedFor === forwardedFor
      ) {
        if (reader.digest !== null) note(day, feed, reader.digest, ms)
        return
      }
      const digest = seen(day, ms, feed, addressOf(), userAgent ?? '')
      // A reader as it came is remembered nowhere.
      if (day.key !== null) {
        known.set(connection, { key: day.key, userAgent, forwardedFor, digest })
      }
    },

    isDue: () => {
      const ms = clock()
      return (
        ms >= restsUntil &&
        (ended.length > 0 ||
          today.bare.size > 0 ||
          today.waiting >= most ||
          (today.waiting > 0 && ms - today.since >= milliseconds))
      )
    },

    flush: async () => {
      restsUntil = clock() + milliseconds
      await writeAll()
      restsUntil = 0
    },
  }
}
