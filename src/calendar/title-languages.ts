import { francAll } from 'franc'
import { languagesOfCountry } from './country-languages.ts'
import { baseLang, type Lang } from './language.ts'

/** The half of a title and the language it seems to be in. */
export type Half = Readonly<{ lang: Lang; title: string }>

/**
 * A title that says the same in two languages, joined by a spaced dash, bar or slash: its halves in
 * their order; null when there is no such joint or one of the halves could as well be in the
 * language of the other. Looks for English, the languages of the event's country and the one the
 * title is said to be in. Halves can hold dashes of their own: of the joints where both halves are
 * clear, the one wins that most of the words between joints speak for.
 */
export const halvesOf = (
  title: string,
  { lang, country }: Readonly<{ lang: Lang; country: string | null }>
): readonly [Half, Half] | null => {
  const candidates = candidatesOf(lang, country)
  const pieces = title.split(joint).map((piece) => piece.trim())
  if (candidates.length < 2 || pieces.length < 2 || pieces.includes('')) return null
  const readings = pieces.map((piece) => ({ piece, scores: scoresOf(piece, candidates) }))
  const starts = [...title.matchAll(joint)]
  const splits = starts.flatMap(({ index, 0: { length } }, at) => {
    const left = guess(title.slice(0, index).trim(), candidates)
    const right = guess(title.slice(index + length).trim(), candidates)
    if (!left || !right || left.lang === right.lang || !areSure(left, right)) return []
    const leaning = readings.map(
      ({ piece, scores }) => piece.length * (of(scores, left.lang) - of(scores, right.lang))
    )
    return [{ left, right, score: sum(leaning.slice(0, at + 1)) - sum(leaning.slice(at + 1)) }]
  })
  const best = splits.sort((one, other) => other.score - one.score)[0]
  return best ? [half(best.left), half(best.right)] : null
}

const joint = /\s[-–—|/]\s/gu
const half = ({ lang, title }: Half): Half => ({ lang, title })
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

/**
 * Our languages as the detector calls them. It knows no Irish, Maltese, Basque or Welsh; and a title is
 * too short to tell Nynorsk from Bokmål.
 */
const detectable: Readonly<Record<string, string>> = {
  bg: 'bul',
  bs: 'bos',
  ca: 'cat',
  cs: 'ces',
  da: 'dan',
  de: 'deu',
  el: 'ell',
  en: 'eng',
  es: 'spa',
  et: 'ekk',
  fi: 'fin',
  fr: 'fra',
  gl: 'glg',
  hr: 'hrv',
  hu: 'hun',
  it: 'ita',
  ka: 'kat',
  lt: 'lit',
  lv: 'lvs',
  mk: 'mkd',
  nb: 'nob',
  nl: 'nld',
  pl: 'pol',
  pt: 'por',
  ro: 'ron',
  ru: 'rus',
  sk: 'slk',
  sl: 'slv',
  sq: 'als',
  sr: 'srp',
  sv: 'swe',
  tr: 'tur',
  uk: 'ukr',
}

/** More languages than a country has at most are no knowledge of where it is: the Union's. */
const mostLanguages = 5

const candidatesOf = (lang: Lang, country: string | null): readonly Lang[] => {
  const local = country === null ? [] : languagesOfCountry(country)
  const likely = ['en', baseLang(lang), ...(local.length > mostLanguages ? [] : local)]
  return [...new Set(likely.map(baseLang))].filter((tag) => detectable[tag] !== undefined)
}

type Scores = ReadonlyMap<Lang, number>
const of = (scores: Scores, lang: Lang): number => scores.get(lang) ?? 0

/** How much a text looks like each language: 1 for the likeliest, 0 for what it cannot be. */
const scoresOf = (text: string, candidates: readonly Lang[]): Scores => {
  const only = candidates.map((tag) => detectable[tag] ?? '')
  const found = new Map(francAll(text, { only, minLength: 1 }))
  return new Map(
    candidates.map((tag) => [
      tag,
      saysOtherwise(text, tag) ? 0 : (found.get(detectable[tag] ?? '') ?? 0),
    ])
  )
}

type Guess = Half & Readonly<{ scores: Scores }>

/** The language a text is in, and how much it looks like the others; null when it says nothing. */
const guess = (title: string, candidates: readonly Lang[]): Guess | null => {
  const scores = scoresOf(title, candidates)
  const best = Math.max(...scores.values())
  // Candidates stand in the order of their likelihood, and that decides between near relations.
  const lang = candidates.find((tag) => of(scores, tag) > best - nearRelations)
  return best === 0 || lang === undefined ? null : { lang, title, scores }
}

/** English words that none of the other languages has; one of them settles it for a short text. */
const onlyEnglish = /(?<!\p{L})(?:the|and|with|from|about)(?!\p{L})/iu
const foreignLetter = /(?![a-z])\p{L}/iu

/** What a reader sees at once and trigrams of a few words do not. */
const saysOtherwise = (title: string, lang: Lang): boolean =>
  lang === 'en' ? isShort(title) && foreignLetter.test(title) : onlyEnglish.test(title)

/** Languages less apart than this for a text cannot be told apart by it, such as Spanish and Galician. */
const nearRelations = 0.1

/** How sure a half must be by its length; below, a name can pass for another language. */
const margin = { long: 0.15, short: 0.4, word: 0.6 } as const
const isShort = (title: string): boolean =>
  title.split(/\s+/).length < 3 || title.replace(/\P{L}/gu, '').length < 18

/** Is each half clearly not in the language of the other? */
const areSure = (left: Guess, right: Guess): boolean =>
  [
    [left, right],
    [right, left],
  ].every(([one, other]) =>
    one && other ? of(one.scores, one.lang) - of(one.scores, other.lang) > needed(one) : false
  )

const needed = ({ title }: Half): number =>
  isShort(title) ? (/\s/.test(title) ? margin.short : margin.word) : margin.long
