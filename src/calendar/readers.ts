import { Fault } from './fault.ts'
import type { FeedRegister } from './feed-register.ts'
import { type Filter, parseFilter } from './filter.ts'
import type { LocalDate } from './time.ts'

/** How many read a feed on an ordinary day: the mean of different readers a day. */
export type FeedReaders = Readonly<{ feed: string; mean: number }>

/** Readers seen, by feed: digests that mean nothing outside their day. */
export type Seen = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Counts of readers, and what tells them apart while their day lasts. Days are UTC. A day is open
 * from the first request for its salt until it is closed.
 */
export interface Readership {
  /** The salt of a day: `fresh` for whoever comes first, the same for everybody after. Opens the day. */
  salt(day: LocalDate, fresh: string): Promise<string>
  /** Adds readers of a day, each once for a feed, none once it is closed; answers how many were new. */
  add(day: LocalDate, seen: Seen): Promise<number>
  /** Closes days up to and including one: only numbers stay. Answers how many digests are gone. */
  close(upTo: LocalDate): Promise<number>
  /**
   * Drops numbers of days up to and including one; those of filters that somebody put together
   * (`events?…`) already up to another. Answers how many are gone.
   */
  drop(of: Readonly<{ upTo: LocalDate; filtersUpTo: LocalDate }>): Promise<number>
  /**
   * Feeds that were read during the seven days before `today`, most read first. The mean is over the
   * days since counting began, where those are fewer than seven; none when it began today.
   */
  lastWeek(today: LocalDate): Promise<readonly FeedReaders[]>
}

/** What changes how a feed reads, not which events are in it. */
const manners = /^(locale=|cancelled=(status|title)$)/

/** The longest name a feed is counted under; a longer filter is counted nowhere. */
const longest = 500

/**
 * The name a feed is counted under, whatever its format and text language: the slug of a feed of the
 * register, or `events` with a canonical query. Null when it is too long to be kept.
 */
export const countedAs = (name: string, query = ''): string | null => {
  const filter = query.split('&').filter((part) => part !== '' && !manners.test(part))
  const feed = filter.length ? `${name}?${filter.join('&')}` : name
  return feed.length > longest ? null : feed
}

/** Is a feed counted under this name a filter that somebody put together? */
export const isOwnFilter = (feed: string): boolean => feed.includes('?')

/**
 * What a feed counted under this name selects among the events; null when it holds no selection of
 * them (days of observance, a closed feed) or can no longer be read (a value that was retired since).
 */
export const filterCounted = (
  counted: string,
  register: Pick<FeedRegister, 'find'>
): Filter | null => {
  const mark = counted.indexOf('?')
  const name = mark < 0 ? counted : counted.slice(0, mark)
  if (name !== 'events') {
    const found = register.find(name)
    // Counted last week, moved since.
    const feed = found?.kind === 'moved' ? register.find(found.movedTo) : found
    return feed?.kind === 'open' ? feed.request.filter : null
  }
  try {
    return parseFilter(new URLSearchParams(mark < 0 ? '' : counted.slice(mark + 1))).filter
  } catch (fault) {
    if (fault instanceof Fault) return null
    throw fault
  }
}

/** Fewer than these are not told apart: nobody should learn of a single reader. */
const few = 5

/** To whole ones below 10, to fives below 100, then to two significant digits. */
const rounded = (mean: number): number => {
  const step = mean < 10 ? 1 : Math.max(5, 10 ** (Math.floor(Math.log10(mean)) - 1))
  return Math.round(mean / step) * step
}

/** “fewer than 5”, “about 40”, “about 1,200”: as much as such a count can know. */
export const readersInWords = (mean: number): string =>
  mean < few ? `fewer than ${few}` : `about ${rounded(mean).toLocaleString('en')}`
