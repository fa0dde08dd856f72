import { facetVocabularies as lists } from './facet-vocabularies.ts'
import { invalidParameter, unknownSentence } from './fault.ts'
import { folded, foldedWords } from './fold.ts'
import type { Facet } from './label.ts'
import { canonicalLang } from './language.ts'
import { farthest, type Near } from './near.ts'
import { languageRoles } from './vocabularies/kinds.ts'
import { themeGroups, themes } from './vocabularies/themes.ts'
import { nearestOf, type Vocabulary } from './vocabulary.ts'

/*
 * The values a filter's parameters take: one reader each, from what somebody typed to what is
 * stored, or a fault that names the nearest.
 */

const unknownValue = (facet: string, raw: string, name: string, near: string | undefined) =>
  invalidParameter(facet, 'unknown-value', unknownSentence(raw, name, near), near)

type Reader = (raw: string) => string

/** Reads a value of a closed list from a parameter: any case, aliases too; else a fault with the nearest. */
export const fromList =
  (facet: string, list: Vocabulary): Reader =>
  (raw) => {
    const id = list.resolve(raw)
    if (id) return id
    throw unknownValue(facet, raw, list.name, list.nearest(raw))
  }

const readTheme: Reader = (raw) => {
  if (!raw.toLowerCase().startsWith('group:')) return fromList('theme', themes)(raw)
  const group = themeGroups.resolve(raw.slice(6))
  if (group) return `group:${group}`
  const near = themeGroups.nearest(raw.slice(6))
  throw unknownValue('theme', raw, themeGroups.name, near && `group:${near}`)
}

/** Reads a language tag in its canonical form from a parameter. */
export const readLang =
  (parameter: string): Reader =>
  (raw) => {
    const tag = canonicalLang(raw)
    if (tag) return tag
    throw unknownValue(parameter, raw, 'language (BCP 47 tag)', undefined)
  }

/** `ar`, or `ar:interpreted`: a language, and behind a colon which part it plays. */
const withPart =
  (facet: Facet, part: Reader): Reader =>
  (raw) => {
    const [lang = '', ...rest] = raw.split(':')
    const tag = readLang(facet)(lang)
    return rest.length ? `${tag}:${part(rest.join(':'))}` : tag
  }

const levels = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const

const readLevel: Reader = (raw) => {
  const level = levels.find((each) => each === raw.toUpperCase())
  if (level) return level
  throw unknownValue('teaches', raw, 'level (A1 to C2)', nearestOf(raw.toUpperCase(), levels))
}

const readPrinciple: Reader = (raw) => {
  if (/^([1-9]|10|11)$/.test(raw)) return raw
  throw invalidParameter(
    'cbp',
    'unknown-value',
    'The Common Basic Principles are numbered 1 to 11.'
  )
}

const readOrganisation: Reader = (raw) => {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(raw) && raw.length <= 80) return raw
  throw invalidParameter(
    'organisation',
    'unknown-value',
    'Name an organisation by its slug, such as “open-doors-lisbon”.'
  )
}

const readCity: Reader = (raw) => {
  const city = folded(raw)
  // What is kept is measured: folding can make a name longer, and it must be read back.
  if (city && city.length <= 100) return city
  throw invalidParameter('city', 'unknown-value', 'Name a city in at most 100 characters.')
}

/** One reader a facet: input value → stored value, or a fault with the nearest one. */
export const facetReaders: Readonly<Record<Facet, Reader>> = {
  country: fromList('country', lists.country),
  language: withPart('language', fromList('language', languageRoles)),
  teaches: withPart('teaches', readLevel),
  theme: readTheme,
  cbp: readPrinciple,
  track: fromList('track', lists.track),
  format: fromList('format', lists.format),
  audience: fromList('audience', lists.audience),
  cost: fromList('cost', lists.cost),
  accessibility: fromList('accessibility', lists.accessibility),
  attendance: fromList('attendance', lists.attendance),
  scope: fromList('scope', lists.scope),
  organisation: readOrganisation,
  city: readCity,
  status: fromList('status', lists.status),
}

/** `52.23,21.01,50`: latitude, longitude, kilometres. Four decimals are ten metres. */
export const readNear = (raw: string): Near => {
  const numbers = raw.split(',').map((part) => part.trim())
  const [lat = Number.NaN, lon = Number.NaN, km = Number.NaN] = numbers.map((part) =>
    /^-?\d{1,3}(\.\d{1,12})?$/.test(part) ? Number(Number(part).toFixed(4)) : Number.NaN
  )
  const right = numbers.length === 3 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180
  if (right && km > 0 && km <= farthest) return { lat: lat + 0, lon: lon + 0, km }
  throw invalidParameter(
    'near',
    'invalid-place',
    `“near” is latitude, longitude and at most ${farthest} kilometres, such as “52.23,21.01,50”.`
  )
}

/** Words to look for: every one of `all` must begin a word of the event, none of `none` may. */
export type Words = Readonly<{ all: readonly string[]; none: readonly string[] }>

const mostWords = 10

/** `film festival -kids`: words in any order, a leading `-` excludes. Null when there is none. */
export const readWords = (raw: string): Words | null => {
  const parts = raw.split(/[\s,]+/).map((part) => ({
    excluded: /^-./.test(part),
    words: foldedWords(part),
  }))
  const chosen = (excluded: boolean) => [
    ...new Set(parts.flatMap((part) => (part.excluded === excluded ? part.words : []))),
  ]
  const [all, none] = [chosen(false).sort(), chosen(true).sort()]
  if (all.length + none.length > mostWords || raw.length > 300) {
    throw invalidParameter('q', 'too-many', `Look for at most ${mostWords} words.`)
  }
  return all.length + none.length ? { all, none } : null
}

/** Shorter words are only found whole: two letters begin half of all words. */
const shortestBeginning = 3

/** Does a word wished for stand for this word of a text? Both folded. */
export const standsFor = (wish: string, word: string): boolean =>
  wish.length < shortestBeginning ? wish === word : word.startsWith(wish)

/** Can the wish be the beginning of a longer word? */
export const isBeginning = (wish: string): boolean => wish.length >= shortestBeginning
