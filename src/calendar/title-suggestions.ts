import { countryNamed } from './country-languages.ts'
import { endOfText } from './hygiene/word-residue.ts'
import { cleanTitle } from './hygiene.ts'
import { baseLang, type Lang } from './language.ts'
import { type Half, halvesOf } from './title-languages.ts'
import { type DayOfYear, dateIn, timeIn } from './title-times.ts'

/** A title as somebody typed it, and what the form knows already. */
export type TypedTitle = Readonly<{
  title: string
  /** The language it is said to be in. */
  lang: Lang
  /** Null while nobody has chosen one. */
  primaryCountry: string | null
  /** The event has a time of day in its own field. */
  hasTime: boolean
}>

/** Something in a title that has a field of its own or reads badly. `sentence` says why, in English. */
export type TitleSuggestion = Readonly<{ sentence: string }> &
  (
    | Readonly<{ kind: 'cut-off'; title: string }>
    | Readonly<{ kind: 'shouting'; title: string }>
    | Readonly<{ kind: 'country'; title: string; country: string }>
    | Readonly<{ kind: 'languages'; titles: readonly [Half, Half] }>
    /** `HH:mm`; an end before the start is the next day's. */
    | Readonly<{ kind: 'time'; title: string; start: string; end: string | null }>
    /** `last`: the last day of several. */
    | Readonly<{ kind: 'date'; title: string; first: DayOfYear; last: DayOfYear | null }>
  )

/**
 * What could be better about a title: an ending cut off, capitals throughout, a country in front,
 * two languages in one, a time or a date. Each offers the title without it and what belongs in the
 * other fields. Suggestions only: somebody has to accept each, and they are made one by one from the
 * title as typed.
 */
export const titleSuggestions = (typed: TypedTitle): readonly TitleSuggestion[] => {
  const title = typed.title.replace(/\s+/g, ' ').trim()
  if (title === '' || title.length > longest) return []
  return finders.map((find) => find({ ...typed, title })).filter((found) => found !== null)
}

/** Nobody types a longer title; in UTF-16 units. */
const longest = 1000

type Finder = (typed: TypedTitle) => TitleSuggestion | null

/** The title that is left, or null if nothing is: then the title was nothing else. */
const remaining = (text: string): string | null => {
  const tidy = text
    .replace(/[([]\s*[,;:–—-]?\s*[)\]]/gu, ' ')
    .replace(/\s+([,;:)\]])/gu, '$1')
    .replace(/([([])[\s,;:]+/gu, '$1')
    .replace(/[,;]\s*([)\],;:])/gu, '$1')
  const cleaned = cleanTitle(tidy)
  return cleaned.ok ? cleaned.value : null
}

const withoutStretch = (title: string, { from, to }: Readonly<{ from: number; to: number }>) =>
  remaining(`${title.slice(0, from)} ${title.slice(to)}`)

const cutOff: Finder = ({ title }) => {
  const whole = title.slice(0, endOfText(title)).replace(/\s*(?:\(more\)|…|\.{3,})$/iu, '')
  const left = whole === title ? null : remaining(whole)
  if (!left) return null
  const sentence = 'The title seems to be cut off at the end. Please complete it.'
  return { kind: 'cut-off', sentence, title: left }
}

/** Abbreviations of our field that keep their capitals. */
const abbreviations = new Set(
  'EU UN UK US USA NGO NGOS UNHCR IOM FRA EMN ECRE AMIF ESF EEA OECD CBP ILO WHO LGBT LGBTQ LGBTI LGBTIQ'.split(
    ' '
  )
)
/** In these languages nouns are capitalised, and which words are nouns is the author's to say. */
const capitalisesNouns = new Set(['de', 'lb'])

const shouting: Finder = ({ title, lang }) => {
  const words = title.match(/[\p{L}\p{M}’']+/gu) ?? []
  const letters = title.replace(/[^\p{Lu}\p{Ll}]/gu, '')
  const loud = letters.replace(/\p{Ll}/gu, '').length
  const longWords = words.filter((word) => word.length > 3 && !abbreviations.has(word))
  if (longWords.length < 2 || loud === 0 || loud < 0.8 * letters.length) return null
  const quiet = title.replace(/[\p{L}\p{M}’']+/gu, (word, at: number) => {
    if (abbreviations.has(word)) return word
    const lower = word.toLocaleLowerCase(lang)
    const first = at === 0 || (capitalisesNouns.has(baseLang(lang)) && word.length > 3)
    return first ? lower.charAt(0).toLocaleUpperCase(lang) + lower.slice(1) : lower
  })
  // Some scripts have capitals only by name.
  if (quiet === title) return null
  const sentence =
    'Words in capitals are hard to read, and screen readers may spell them out. Please check which letters stay large.'
  return { kind: 'shouting', sentence, title: quiet }
}

const country: Finder = ({ title, primaryCountry }) => {
  const [, prefix, rest] = /^([^:：]{3,60})[:：]\s+(\S.*)$/u.exec(title) ?? []
  if (prefix === undefined || rest === undefined) return null
  const id = countryNamed(prefix)
  const left = remaining(rest)
  // “Greece: ten years later”, held in Poland, is about Greece.
  if (!id || !left || (primaryCountry !== null && primaryCountry !== id)) return null
  const sentence = `“${prefix.trim()}” in front is not needed: the country has a field of its own.`
  return { kind: 'country', sentence, title: left, country: id }
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' })

const languages: Finder = ({ title, lang, primaryCountry }) => {
  const titles = halvesOf(title, { lang, country: primaryCountry })
  if (!titles) return null
  const [one, other] = titles.map((half) => languageNames.of(half.lang))
  const sentence = `We think this title is in ${one} and ${other}. Each language has a text of its own.`
  return { kind: 'languages', sentence, titles }
}

const time: Finder = ({ title, hasTime }) => {
  const found = timeIn(title)
  const left = found && withoutStretch(title, found)
  if (!left) return null
  const { start, end } = found
  const sentence = hasTime
    ? 'The title repeats a time. Readers see the one in the field, in their own zone.'
    : 'The title holds a time. It has a field of its own, so that calendars know it.'
  return { kind: 'time', sentence, title: left, start, end }
}

const date: Finder = ({ title, lang }) => {
  const found = dateIn(title, lang)
  const left = found && withoutStretch(title, found)
  if (!left) return null
  const { first, last } = found
  const sentence = 'The title holds a date. It has a field of its own, so that calendars know it.'
  return { kind: 'date', sentence, title: left, first, last }
}

const finders: readonly Finder[] = [cutOff, shouting, country, languages, time, date]
