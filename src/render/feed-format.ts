import type { Lang } from '../calendar/language.ts'
import type { FragmentFormat, Publication, Site } from '../calendar/publication.ts'
import type { Instant } from '../calendar/time.ts'
import type { Manner } from './event-text.ts'

/** What a feed says of itself, whatever its format. */
export type FeedAbout = Readonly<{
  title: string
  description: string
  /** Page about the feed: where one subscribes to it. */
  homeUrl: string
  /** The feed's own address. */
  feedUrl: string
  /** Language of title and description. */
  language: Lang
  /** Newest change of what it holds. */
  updated: Instant
  /** VTIMEZONE components its events need (RFC 5545 §3.6.5): folded lines, CRLF after each. */
  vtimezones: readonly string[]
  /** Address of the next page, for formats that have pages. */
  nextUrl?: string | undefined
}>

/** The formats in which a feed's texts are stored, by how they say that an event is cancelled. */
export type StoredFormats = Readonly<Record<'both' | 'status' | 'title', FragmentFormat>>

/**
 * One format of feeds: how a feed begins, what stands for each event, what stands between two of
 * them, how it ends. Adding a format is a file of its own and a row of the table in `feed-formats.ts`.
 */
export type FeedFormat = Readonly<{
  /** Media type with its charset. */
  type: string
  /** What people call it. */
  name: string
  head: (about: FeedAbout) => string
  tail: (about: FeedAbout) => string
  separator: string
  /** What stands for one event. */
  entry: (publication: Publication, lang: Lang, site: Site, manner: Manner) => string
  /** Where that is stored at publication; formats few ask for are made when they are. */
  stored?: StoredFormats
  /** The order: by first date in the window, or the newest change first. */
  order: 'date' | 'newest'
  /** Most events of one answer. By date the rest is on further pages, of the newest it is left out. */
  page?: number
}>
