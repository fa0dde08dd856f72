import { type Closing, feedTextIn, type ListedFeed } from './feed.ts'
import type { FeedRegister } from './feed-register.ts'
import { canonicalQuery } from './filter.ts'
import type { Lang } from './language.ts'
import type { Site } from './publication.ts'
import type { ShelfName } from './standing-feeds.ts'

/** A feed as the index shows it. Addresses are complete. */
export type FeedEntry = Readonly<{
  slug: string
  /** A word or two, in English, under the heading of its shelf: “Poland”. */
  name: string
  title: string
  description: string
  /** Language of title and description. */
  lang: Lang
  aliases: readonly string[]
  /** What it selects, in canonical spelling; null where it is not a selection of events. */
  query: string | null
  /** Since when nobody keeps it, and what its subscribers read; null while somebody does. */
  closed: Closing | null
  links: Readonly<{
    /** The page that shows how to subscribe; null where there is no selection. */
    subscribe: string | null
    ics: string
    json: string
    atom: string
  }>
}>

export type FeedIndex = Readonly<{
  shelves: readonly Readonly<{ name: ShelfName; feeds: readonly FeedEntry[] }>[]
}>

const queryOf = (feed: ListedFeed): string | null =>
  feed.kind === 'open' ? canonicalQuery(feed.request) : null

const pageOf = (slug: string, locale: readonly Lang[]): string =>
  [`feed=${slug}`, ...(locale.length ? [`locale=${locale.join(',')}`] : [])].join('&')

/** The index of all feeds with an address of their own, titles in the first wished language there is. */
export const feedIndexOf = (
  register: Pick<FeedRegister, 'list'>,
  { baseUrl }: Pick<Site, 'baseUrl'>,
  locale: readonly Lang[]
): FeedIndex => ({
  shelves: register.list().map(({ name, feeds }) => ({
    name,
    feeds: feeds.map((feed) => {
      const query = queryOf(feed)
      const address = `${baseUrl}/feeds/${feed.slug}`
      return {
        slug: feed.slug,
        name: feed.name,
        ...feedTextIn(feed, locale),
        aliases: feed.aliases,
        query,
        closed: feed.kind === 'closed' ? feed.closed : null,
        links: {
          subscribe: query === null ? null : `${baseUrl}/subscribe?${pageOf(feed.slug, locale)}`,
          ics: `${address}.ics`,
          json: `${address}.json`,
          atom: `${address}.atom`,
        },
      }
    }),
  })),
})
