import { type FeedDefinition, type ListedFeed, readFeed, selectionOf } from './feed.ts'
import { type ShelfName, standingFeeds } from './standing-feeds.ts'
import { nearestOf } from './vocabulary.ts'

/** Feeds of one kind, in the order of the index. Each group of themes stands before its themes. */
export type FeedShelf = Readonly<{ name: ShelfName; feeds: readonly ListedFeed[] }>

/** Every feed that has an address of its own. */
export type FeedRegister = Readonly<{
  /** The feed of a slug or an alias, in any case; undefined when there is none. */
  find(slug: string): FeedDefinition | undefined
  /** The slug or alias most like it, for “did you mean”. */
  nearest(slug: string): string | undefined
  /** Every feed but the moved ones. */
  list(): readonly FeedShelf[]
}>

/** Slugs that no file can have: their addresses are made by code. */
const reserved: ReadonlySet<string> = new Set([
  'events',
  ...standingFeeds.special.map(({ slug }) => slug),
])

const standing = Object.values(standingFeeds).flat()
const standingBySlug = new Map<string, FeedDefinition>(standing.map((feed) => [feed.slug, feed]))

/** A file beside the feed that stands under its slug: it wins, but keeps the promises made there. */
const laidOver = (feed: FeedDefinition): FeedDefinition => {
  const below = standingBySlug.get(feed.slug)
  if (below?.kind !== 'open') return feed
  const aliases = [...new Set([...below.aliases, ...feed.aliases])]
  return feed.kind === 'moved' ? { ...feed, aliases } : { ...feed, aliases, name: below.name }
}

/** Everything the files cannot be together, each with the file that is at fault. */
const complaintsOf = (
  files: readonly FeedDefinition[],
  all: ReadonlyMap<string, FeedDefinition>
): string[] => {
  const complaints: string[] = []
  const complain = ({ slug }: FeedDefinition, sentence: string) =>
    complaints.push(`feeds/${slug}.json: ${sentence}`)
  const seen = new Set<string>()
  for (const file of files) {
    if (seen.has(file.slug)) complain(file, 'Two files claim this slug.')
    seen.add(file.slug)
    if (reserved.has(file.slug)) complain(file, 'This address is made by code; take another slug.')
    const below = standingBySlug.get(file.slug)
    if (file.kind === 'open' && below?.kind === 'open') {
      const promised = selectionOf(below)
      if (selectionOf(file) !== promised)
        complain(file, `The feed of this slug selects “${promised}” without a file; keep to that.`)
    }
    if (file.kind === 'moved') {
      const target = all.get(file.movedTo)
      if (!target) complain(file, `“movedTo” names “${file.movedTo}”, which is no feed.`)
      else if (target.kind === 'moved')
        complain(file, `“movedTo” names “${file.movedTo}”, which has moved itself.`)
    }
  }
  const owners = new Map<string, FeedDefinition>()
  for (const feed of all.values()) {
    for (const alias of feed.aliases) {
      const owner = owners.get(alias)
      const claim = `“${feed.slug}” has the alias “${alias}”`
      if (all.has(alias) || reserved.has(alias))
        complaints.push(`${claim}, which is the slug of a feed.`)
      else if (owner) complaints.push(`${claim}, which “${owner.slug}” has too.`)
      owners.set(alias, feed)
    }
  }
  return complaints
}

const isListed = (feed: FeedDefinition): feed is ListedFeed => feed.kind !== 'moved'

/**
 * The register of the files of `feeds/` and of the feeds that stand by themselves, which a file of
 * the same slug replaces. Throws an error with a line for everything that is wrong in any file.
 */
export const registerOf = (files: readonly unknown[]): FeedRegister => {
  const read: FeedDefinition[] = []
  const unreadable: string[] = []
  for (const file of files) {
    try {
      read.push(laidOver(readFeed(file)))
    } catch (error) {
      unreadable.push(error instanceof Error ? error.message : String(error))
    }
  }
  const bySlug = new Map<string, FeedDefinition>([
    ...standingBySlug,
    ...read.map((feed) => [feed.slug, feed] as const),
  ])
  const complaints = [...unreadable, ...complaintsOf(read, bySlug)]
  if (complaints.length) throw new Error(complaints.join('\n'))

  const byAnyName = new Map(
    [...bySlug.values()].flatMap((feed) =>
      [feed.slug, ...feed.aliases].map((name) => [name, feed] as const)
    )
  )
  const curated = read.filter((feed) => isListed(feed) && !standingBySlug.has(feed.slug))
  const shelves = Object.entries(standingFeeds) as [ShelfName, readonly FeedDefinition[]][]
  const listed = shelves.map(([name, feeds]) => ({
    name,
    feeds: [
      ...(name === 'special' ? curated : []),
      ...feeds.flatMap(({ slug }) => bySlug.get(slug) ?? []),
    ].filter(isListed),
  }))

  return {
    find: (slug) => byAnyName.get(slug.toLowerCase()),
    nearest: (slug) => nearestOf(slug, [...byAnyName.keys()]),
    list: () => listed,
  }
}
