/** A canonical BCP 47 tag: language, optional script, optional region; for example `pl`, `sr-Latn`. */
export type Lang = string

/** Written differently in the wild than CLDR canonicalises. */
const aliases: Readonly<Record<string, string>> = { no: 'nb' }

/**
 * BCP 47 input → canonical tag, or undefined if it is not one or has variants or extensions, which
 * no text of an event needs. `iw` becomes `he`, `no` becomes `nb`.
 */
export const canonicalLang = (raw: string): Lang | undefined => {
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/.test(raw.trim())) return undefined
  try {
    const locale = new Intl.Locale(raw.trim())
    const language = aliases[locale.language] ?? locale.language
    const tag = [language, locale.script, locale.region].filter(Boolean).join('-')
    return locale.baseName.split('-').length === tag.split('-').length ? tag : undefined
  } catch {
    return undefined // RangeError: not a well-formed tag
  }
}

/** `pt-BR` → `pt`. */
export const baseLang = (tag: Lang): Lang => tag.split('-')[0] ?? tag

/** Scripts written from right to left, as far as languages of our readers use them. */
const rightToLeft = new Set(['ar', 'fa', 'ps', 'ckb', 'ur', 'he', 'yi', 'dv', 'syr', 'ug', 'sd'])

/** Writing direction of a tag. */
export const dirOf = (tag: Lang): 'ltr' | 'rtl' => {
  const script = new Intl.Locale(tag).script
  if (script) return ['Arab', 'Hebr', 'Thaa', 'Syrc'].includes(script) ? 'rtl' : 'ltr'
  return rightToLeft.has(baseLang(tag)) ? 'rtl' : 'ltr'
}

/** The 24 official languages of the Union and uk, ru, ar, tr: languages our own words come in. */
export const interfaceLanguages: readonly Lang[] = [
  'bg',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fi',
  'fr',
  'ga',
  'hr',
  'hu',
  'it',
  'lt',
  'lv',
  'mt',
  'nl',
  'pl',
  'pt',
  'ro',
  'sk',
  'sl',
  'sv',
  'uk',
  'ru',
  'ar',
  'tr',
]

/** Beside them other languages of Europe, and those newcomers bring along. */
const further =
  'sq hy az eu be bs ca cy fo gl ka is lb mk nb nn rm sr sr-Latn am bn fa prs ff ha hi ig kmr ckb ku ln ml ne ps pa so sw ta ti tl ur vi wo yo zh zu'

/** The languages that forms and feeds name; both take any other too. */
export const namedLanguages: readonly Lang[] = [
  ...new Set([
    ...interfaceLanguages,
    ...further.split(' ').flatMap((tag) => canonicalLang(tag) ?? []),
  ]),
]
