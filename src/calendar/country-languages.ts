import { folded } from './fold.ts'
import type { Lang } from './language.ts'
import { countries } from './vocabularies/countries.ts'

/** Official languages, most spoken first; for Spain also those official in a region. */
const official: Readonly<Record<string, string>> = {
  AT: 'de',
  BE: 'nl fr de',
  BG: 'bg',
  HR: 'hr',
  CY: 'el tr',
  CZ: 'cs',
  DK: 'da',
  EE: 'et',
  FI: 'fi sv',
  FR: 'fr',
  DE: 'de',
  GR: 'el',
  HU: 'hu',
  IE: 'en ga',
  IT: 'it',
  LV: 'lv',
  LT: 'lt',
  LU: 'fr de lb',
  MT: 'mt en',
  NL: 'nl',
  PL: 'pl',
  PT: 'pt',
  RO: 'ro',
  SK: 'sk',
  SI: 'sl',
  ES: 'es ca gl eu',
  SE: 'sv',
  IS: 'is',
  LI: 'de',
  NO: 'nb nn',
  CH: 'de fr it rm',
  AL: 'sq',
  BA: 'bs hr sr',
  GE: 'ka',
  MD: 'ro',
  ME: 'sr-ME',
  MK: 'mk sq',
  RS: 'sr',
  TR: 'tr',
  UA: 'uk',
  XK: 'sq sr',
  GB: 'en cy',
  EU: 'bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv',
}

/**
 * The languages a text about an event in this country (ISO code or `EU`) is most likely in, beside
 * English. Empty for a country we do not list.
 */
export const languagesOfCountry = (country: string): readonly Lang[] =>
  official[country]?.split(' ') ?? []

/** How a country calls itself where CLDR has another word, or a runtime has none. */
const furtherNames: Readonly<Record<string, readonly string[]>> = {
  CZ: ['Česká republika'],
  IE: ['Éire', 'Republic of Ireland'],
  NL: ['The Netherlands', 'Holland'],
  GB: ['Great Britain', 'Y Deyrnas Unedig'],
  MK: ['Macedonia', 'Македонија'],
  BA: ['Bosnia'],
  SK: ['Slovak Republic', 'Slovenská republika'],
}

/** The names a country goes by: ours, other English ones and those in its own languages. */
export const namesOfCountry = (country: string): readonly string[] => {
  const term = countries.get(country)
  if (!term) return []
  const own = languagesOfCountry(country).map((lang) =>
    // Asked in a language the runtime lacks, it answers in another: no harm here.
    new Intl.DisplayNames([lang, 'en'], { type: 'region' }).of(country)
  )
  const aliases = (term.aliases ?? []).filter((alias) => alias.length > 2)
  const names = [term.label, ...aliases, ...(furtherNames[country] ?? []), ...own]
  return [...new Set(names.filter((name) => name !== undefined))]
}

/** The country (ISO code or `EU`) that goes by a name, in any case and with or without accents. */
export const countryNamed = (name: string): string | undefined => {
  known ??= new Map(
    countries.terms.flatMap(({ id }) =>
      namesOfCountry(id).map((each) => [folded(each), id] as const)
    )
  )
  return known.get(folded(name))
}

/** Made when first asked for: a hundred look-ups by Intl are too much for the start of a Worker. */
let known: ReadonlyMap<string, string> | undefined
