import { visible, withoutControls } from '../calendar/hygiene/characters.ts'
import { dirOf, type Lang } from '../calendar/language.ts'

/**
 * A word of somebody else inside our sentence. It may be written in the other direction and may
 * hold anything, so it is set apart wherever it stands.
 */
export type Foreign = Readonly<{ text: string; lang: Lang | null }>
/** Our own words are strings: they are in the language of the sentence around. */
export type Value = string | Foreign
export type Values = Readonly<Record<string, Value>>

/** A phrase of the catalogue and what stands in its places. */
export type Sentence = Readonly<{ phrase: string; values: Values }>

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

const cutTo = (text: string, most: number): string => {
  if (text.length <= most) return text
  const graphemes = [...segmenter.segment(text)]
  if (graphemes.length <= most) return text
  const kept = graphemes.slice(0, most).map(({ segment }) => segment)
  return `${kept.join('').trimEnd()}…`
}

/** Any text on one line, without controls and without anything that draws nothing or turns lines. */
const lineOf = (text: string, most: number): string =>
  cutTo(
    visible(withoutControls(text.slice(0, 10_000)))
      .replace(/\s+/g, ' ')
      .trim(),
    most
  )

/**
 * Text that mail programs make no link of. Our mails go to mailboxes that a stranger may have typed:
 * a title must not become an advertisement. A word joiner draws nothing and ends an address.
 */
const unlinked = (text: string): string =>
  text
    .replace(/\b[a-z][a-z0-9+.-]*:\/\//gi, '')
    .replace(/(?<=[\p{L}\p{N}])([.@])(?=[\p{L}\p{N}])/gu, '\u2060$1\u2060')

/** A title or a name that somebody else has written, on one line of at most `most` graphemes. */
export const theirs = (text: string, lang: Lang | null = null, most = 200): Foreign => ({
  text: unlinked(lineOf(text, most)),
  lang,
})

/** A name or an address of our own that is in no language. */
export const ours = (text: string): Foreign => ({ text: lineOf(text, 300), lang: null })

/** A person's name as it may stand before an address: one line, no link, no surprise. */
export const nameOf = (text: string): string => unlinked(lineOf(text, 80))

/** Paragraphs of a longer text, without controls; the lines of each. */
export const paragraphsOf = (text: string): string[][] =>
  visible(withoutControls(text.slice(0, 20_000)))
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.split('\n').map((line) => line.trim()))
    .map((lines) => lines.filter((line) => line !== ''))
    .filter((lines) => lines.length > 0)

/** Between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE: it turns no word around it (UAX #9). */
export const isolated = (text: string): string => `\u2068${text}\u2069`

export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const fill = (
  { phrase, values }: Sentence,
  own: (text: string) => string,
  foreign: (value: Foreign) => string
): string =>
  phrase
    .split(/(\{\w+\})/)
    .map((part, index) => {
      if (index % 2 === 0) return own(part)
      const value = values[part.slice(1, -1)]
      if (value === undefined) throw new Error(`A phrase asks for ${part}, which nobody gives.`)
      return typeof value === 'string' ? own(value) : foreign(value)
    })
    .join('')

/** The sentence as plain text. */
export const textOf = (sentence: Sentence): string =>
  fill(
    sentence,
    (text) => text,
    ({ text }) => isolated(text)
  )

/** The sentence as a subject: one line, each foreign word cut so that the others are seen too. */
export const subjectOf = (sentence: Sentence): string =>
  fill(
    sentence,
    (text) => text,
    ({ text }) => isolated(cutTo(text, 80))
  )

/** The sentence as HTML, escaped. */
export const htmlOf = (sentence: Sentence): string =>
  fill(sentence, escaped, ({ text, lang }) => {
    const direction = lang ? ` lang="${escaped(lang)}" dir="${dirOf(lang)}"` : ''
    return `<bdi${direction}>${escaped(text)}</bdi>`
  })
