import { type Filter, versionLabels } from '../calendar/filter.ts'
import { everything } from '../calendar/label.ts'
import type { Means } from './means.ts'

/** A platform takes so many tags in one purge, and so many characters in one tag. */
export const mostTags = 100
const longestTag = 1024

/** Longer headers are not read (16 KB). */
const longestHeader = 16_000

/** What no event is in changes with a release alone, and a release begins with an empty cache. */
const fixed = 'release'

/**
 * The cache tag of a label: printable ASCII without spaces and commas. Null when it would be too
 * long to be purged. Platforms compare tags without regard to case.
 */
export const cacheTag = (label: string): string | null => {
  const tag = encodeURIComponent(label).replaceAll('%3A', ':')
  return tag.length <= longestTag ? tag : null
}

/**
 * Tags under which an answer to a filter is kept: one list of labels of which every matching event
 * carries one, the shortest there is; “all” where a platform could not hold it.
 */
const tagsOf = (filter: Filter): string => {
  const shortest = versionLabels(filter).reduce((a, b) => (b.length < a.length ? b : a))
  const tags = shortest.map(cacheTag)
  const header = tags.join(',')
  const fits =
    tags.length <= mostTags && header.length <= longestHeader && tags.every((tag) => tag !== null)
  return fits ? header : everything
}

/**
 * `Cache-Tag` of a public answer, by which a cache in front of us finds what a publication has made
 * old; nothing where there is no such cache. The filter is null when no event can be in the answer.
 */
export const cacheTags = (
  means: Pick<Means, 'cacheTags'>,
  filter: Filter | null
): Readonly<Record<string, string>> =>
  means.cacheTags ? { 'Cache-Tag': filter ? tagsOf(filter) : fixed } : {}
