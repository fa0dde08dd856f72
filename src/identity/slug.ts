import { invalidField } from '../calendar/fault.ts'
import { folded } from '../calendar/fold.ts'
import { independent } from '../calendar/people.ts'

const longest = 60

/** Slugs that mean something else where an organisation's slug can stand. */
const reserved: ReadonlySet<string> = new Set([independent.slug, 'all', 'any', 'new', 'none'])

/** A slug somebody wishes for; fault `invalid` when it is none or means something else. */
export const slugOf = (raw: string): string => {
  if (raw.length > longest || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(raw)) {
    const sentence =
      'A slug is made of small letters a to z, digits and single hyphens, at most 60.'
    throw invalidField('/slug', 'invalid-slug', sentence)
  }
  if (reserved.has(raw)) {
    throw invalidField(
      '/slug',
      'reserved-slug',
      `“${raw}” has another meaning here; choose another slug.`
    )
  }
  return raw
}

/**
 * Slugs for a name, best first: its letters without accents, then numbered. A name in letters that
 * cannot be folded to a–z (Greek, Cyrillic, Arabic) is just “organisation”.
 */
export function* slugsFor(name: string): Generator<string> {
  const plain = folded(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  // Room for a number; cut at a word where there is one.
  const short =
    plain.length > longest - 6 ? plain.slice(0, longest - 6).replace(/-[^-]*$/, '') : plain
  const base = short || 'organisation'
  if (!reserved.has(base)) yield base
  for (let number = 2; ; number++) yield `${base}-${number}`
}
