import { type Filter, versionLabels } from '../calendar/filter.ts'
import type { Instant, LocalDate } from '../calendar/time.ts'
import { renderer } from '../render/fragment.ts'
import type { Ports } from './ports.ts'

/**
 * A public answer whose version is known before its body is made, so that an unchanged poll reads
 * nothing. `tag` is a strong entity tag's text without quotes; `lastModified` never runs back.
 */
export type Answer<Body> = Readonly<{
  tag: string
  lastModified: Instant
  body: () => Promise<Body>
}>

/** A short digest (FNV-1a, 32 bit, base 36) of whatever else shapes the bytes: titles, windows, addresses. */
export const digestOf = (text: string): string => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  }
  return hash.toString(36)
}

/** The UTC date of a moment; feeds' windows move with it. */
export const todayOf = (at: Instant): LocalDate => at.slice(0, 10)

/**
 * Tag and Last-Modified of what a filter matches. The date is part of both: windows move and
 * tombstones leave at midnight UTC.
 */
export const versionOf = async (
  { store, now, site }: Pick<Ports, 'store' | 'now' | 'site'>,
  filter: Filter,
  shape: string
): Promise<Readonly<{ tag: string; lastModified: Instant; today: LocalDate }>> => {
  const version = await store.version(versionLabels(filter))
  const today = todayOf(now())
  const midnight: Instant = `${today}T00:00:00Z`
  return {
    today,
    tag: `${version.number}.${renderer}.${today.replaceAll('-', '')}.${digestOf(`${shape} ${site.baseUrl} ${site.name}`)}`,
    lastModified: version.at && version.at > midnight ? version.at : midnight,
  }
}

export { renderer }
