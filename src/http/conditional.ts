import type { Instant } from '../calendar/time.ts'

/** What the tag of a coded copy has behind that of the version. */
const codedSuffix = /-(gzip|br)$/

/** An entity tag as it was sent; `tag` is null for the bare `*`, which is any version. */
type Given = Readonly<{ weak: boolean; tag: string | null }>

/** Entity tags of a header, or `*`; malformed parts are left out (RFC 9110 §8.8.3). */
const tagsOf = (header: string): Given[] =>
  header.trim() === '*'
    ? [{ weak: false, tag: null }]
    : [...header.matchAll(/(W\/)?"([^"]*)"/g)].map((m) => ({
        weak: m[1] !== undefined,
        tag: m[2] ?? '',
      }))

/** What stands behind the version in the tags we send. */
const sentEnds: ReadonlySet<string> = new Set(['"', '-gzip"', '-br"'])

/** Nearly every poll sends back exactly what it was given. */
const isAsSent = (header: string, tag: string): boolean =>
  header.startsWith(tag, 1) && header.startsWith('"') && sentEnds.has(header.slice(tag.length + 1))

/** Does If-None-Match name this version? Weak comparison; a coded copy is the same version. */
export const namesVersion = (header: string, tag: string): boolean =>
  tagsOf(header).some((given) => given.tag === null || given.tag.replace(codedSuffix, '') === tag)

/**
 * If-Match as a question, null when absent. Strong comparison; what an entity tag has behind the
 * version's own text depends on rendering and language, not on what an edit starts from.
 */
export const expectedBy = (header: string | undefined): ((tag: string) => boolean) | null => {
  if (header === undefined) return null
  const given = tagsOf(header)
  return (tag) =>
    given.some(
      (each) =>
        !each.weak &&
        (each.tag === null ||
          each.tag.replace(codedSuffix, '') === tag ||
          each.tag.startsWith(`${tag}.`))
    )
}

/** An instant as HTTP writes it (RFC 9110 §5.6.7). */
export const httpDate = (at: Instant) => new Date(at).toUTCString()

/** Is the copy the caller has still good? If-None-Match outranks If-Modified-Since (RFC 9110 §13.2.2). */
export const isFresh = (
  ifNoneMatch: string | undefined,
  ifModifiedSince: string | undefined,
  tag: string,
  lastModified: Instant
): boolean => {
  if (ifNoneMatch !== undefined) return isAsSent(ifNoneMatch, tag) || namesVersion(ifNoneMatch, tag)
  const since = Date.parse(ifModifiedSince ?? '')
  return !Number.isNaN(since) && Date.parse(lastModified) <= since
}
