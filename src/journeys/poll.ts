import { type CancelledStyle, canonicalQuery, type FilterRequest } from '../calendar/filter.ts'
import type { Lang } from '../calendar/language.ts'
import type { Site } from '../calendar/publication.ts'
import type { Frame, Selection, StreamedBodies, ZoneUse } from '../calendar/store.ts'
import type { FeedAbout, FeedFormat } from '../render/feed-format.ts'
import { type FeedExtension, feedFormatOf, feedFormats } from '../render/feed-formats.ts'
import { vtimezoneOf } from '../render/vtimezone.ts'
import { type Answer, versionOf } from './answer.ts'
import { completed } from './beyond.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { made, madeOf, zonesOf } from './made-feed.ts'
import type { Ports } from './ports.ts'
import { windowOf } from './window.ts'

/** A feed as asked for: what is selected, what it is called and where it lives. */
export type FeedWish = FilterRequest &
  Readonly<{
    format: FeedFormat
    title: string
    description: string
    /** Language of both. */
    lang: Lang
    /** Address without host, for example `/feeds/pl.ics?locale=pl`. */
    path: string
    /** Page about the feed, without host. */
    page: string
    /** Where a page of it begins; null for the first. */
    cursor: string | null
  }>

/** What a feed says of itself when it was asked for so. */
export const aboutOf = (
  wish: Omit<FeedWish, 'filter' | 'cursor'>,
  site: Site,
  more: Pick<FeedAbout, 'updated' | 'vtimezones' | 'nextUrl'>
): FeedAbout => ({
  title: wish.title,
  description: wish.description,
  language: wish.lang,
  homeUrl: site.baseUrl + wish.page,
  feedUrl: site.baseUrl + wish.path,
  ...more,
})

/** What a feed's bytes come as: whole, or in pieces where they are many. */
export type FeedBody = Uint8Array | AsyncIterable<Uint8Array>

/** An answer that may have more behind it; `next` is known once the body is made. */
export type FeedAnswer = Answer<FeedBody> & Readonly<{ next: () => string | null }>

/** A feed of more events is sent in pieces as it is read: it would need too much memory at once. */
const mostAtOnce = 10_000

const encoder = new TextEncoder()

const components = (zones: readonly ZoneUse[]): string[] =>
  zones.map(({ zone, fromYear, toYear }) => vtimezoneOf(zone, { from: fromYear, to: toYear }))

/**
 * A feed in pieces: its head, its events as they are read, its tail. Nothing is opened before the
 * first piece is asked for, and whoever stops asking closes what was opened.
 */
async function* inPieces(
  open: () => Promise<StreamedBodies>,
  head: (zones: readonly ZoneUse[]) => string,
  tail: string
): AsyncGenerator<Uint8Array> {
  const { zones, pieces } = await open()
  const iterator = pieces[Symbol.asyncIterator]()
  try {
    // Begun before anything is handed out: only what has begun can be ended.
    let piece = await iterator.next()
    yield encoder.encode(head(zones))
    while (!piece.done) {
      yield piece.value
      piece = await iterator.next()
    }
    yield encoder.encode(tail)
  } finally {
    await iterator.return?.()
  }
}

/** How events in the wording of a style are stored; null where the plain ones do. */
const styleOf = (stored: NonNullable<FeedFormat['stored']>, cancelled: CancelledStyle) => {
  const style = cancelled === 'hide' ? stored.both : stored[cancelled]
  return style === stored.both ? null : style
}

/** A subscriber polls a feed: the version first, then head, texts and tail. */
export const poll = async (
  ports: Pick<Ports, 'store' | 'now' | 'site'>,
  wish: FeedWish
): Promise<FeedAnswer> => {
  const { store, site } = ports
  const { format, cursor, filter, locale } = wish
  const query = canonicalQuery(wish)
  const shape = [format.type, wish.title, wish.description, wish.lang, wish.path, query]
  const { tag, lastModified, today } = await versionOf(
    ports,
    filter,
    [...shape, ...(cursor === null ? [] : [cursor])].join('\n')
  )
  const list = `${format.type} ${query}`
  const after = cursor === null ? null : readCursor(cursor, list)
  const window = windowOf(filter, today)
  const address = site.baseUrl + wish.path
  let next: string | null = null

  const about = (zones: readonly ZoneUse[]) =>
    aboutOf(wish, site, {
      updated: lastModified,
      vtimezones: components(zones),
      nextUrl: next === null ? undefined : pageAddress(address, next),
    })
  const whole = (zones: readonly ZoneUse[], entries: readonly string[]): Uint8Array =>
    encoder.encode(
      format.head(about(zones)) + entries.join(format.separator) + format.tail(about(zones))
    )

  /** All of it, as it is stored. */
  const stored = async (
    selection: Selection,
    formats: NonNullable<FeedFormat['stored']>
  ): Promise<FeedBody> => {
    const wording = { format: formats.both, style: styleOf(formats, wish.cancelled), locale }
    const frame: Frame = (zones) => [format.head(about(zones)), format.tail(about(zones))]
    const bytes = await store.bodies(selection, wording, format.separator, mostAtOnce, frame)
    if (bytes) return bytes
    return inPieces(
      () => store.streamed(selection, wording, format.separator),
      (zones) => format.head(about(zones)),
      format.tail(about([]))
    )
  }

  /** A page of what is stored, and where the next one begins. */
  const storedPage = async (
    selection: Selection,
    formats: NonNullable<FeedFormat['stored']>,
    size: number
  ): Promise<FeedBody> => {
    const wording = { format: formats.both, style: styleOf(formats, wish.cancelled), locale }
    const rows = await store.page(selection, 'feed', wording, after, size + 1)
    const shown = rows.slice(0, size)
    const last = shown.at(-1)
    next = rows.length > size && last ? writeCursor(last.position, list) : null
    return whole(
      [],
      shown.map(({ body }) => body)
    )
  }

  /** A page of what is made when it is asked for. */
  const madePage = async (selection: Selection, size: number): Promise<FeedBody> => {
    const places = await store.chosen(selection, format.order, after, size + 1)
    const shown = places.slice(0, size)
    const last = shown.at(-1)
    if (places.length > size && last && format.order === 'date') next = writeCursor(last, list)
    const publications = await madeOf(store, shown)
    const entries = publications.map((publication) => made(publication, wish, site))
    return whole(zonesOf(publications, window), entries)
  }

  const body = async (): Promise<FeedBody> => {
    const { selection } = await completed(store, { filter, window, today }, 'feed')
    if (format.stored && !format.page) return stored(selection, format.stored)
    const size = format.page ?? mostAtOnce
    return format.stored ? storedPage(selection, format.stored, size) : madePage(selection, size)
  }

  return { tag, lastModified, body, next: () => next && pageAddress(address, next) }
}

/** The address of a further page of a list. */
const pageAddress = (address: string, cursor: string): string =>
  `${address}${address.includes('?') ? '&' : '?'}cursor=${cursor}`

/** Formats by the extensions of their addresses, and what people call them. */
export const feedFormatNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(feedFormats).map(([extension, { name }]) => [extension, name])
)

export { type FeedExtension, type FeedFormat, feedFormatOf }
