import { composed, slice, textOf, tidied } from './hygiene/blocks.ts'
import { visible, wellFormed, withFewMarks, withoutControls } from './hygiene/characters.ts'
import { exceeds, isBlank, onOneLine, withCleanEdges, withSingleCommas } from './hygiene/limits.ts'
import { read, write } from './hygiene/markup.ts'
import { holdsMarkup } from './hygiene/tags.ts'
import { webAddress } from './hygiene/url.ts'
import { endOfText, residueLength } from './hygiene/word-residue.ts'

export { teaserOf } from './hygiene/limits.ts'

/**
 * Text hygiene at the door. The letters are the rules of `test/calendar/dirty-text.json`, in their
 * order of work: W well-formed, I invisible, T tags, E entities, M word-processor junk, C controls,
 * S spaces, Z stacked marks, P punctuation at the edges, X empty, L length, U web addresses.
 */

/** What a cleaner answers: the clean value and the names of the rules that changed something, or a refusal. */
export type Cleaned<T> =
  | Readonly<{ ok: true; value: T; rules: readonly string[] }>
  | Readonly<{ ok: false; code: string; detail: string }>

/** Longest title, in graphemes. */
const titleLength = 200
/** Longest description, in characters of its plain text. */
const descriptionLength = 20_000
/** Longer raw input is refused unread, in UTF-16 units. */
const longestRaw = { line: 50_000, description: 200_000 }

/**
 * A title as one line of plain text (rules W I T E M C S Z P), at most 200 graphemes. Refused with
 * `empty` (X) or `too-long` (L).
 */
export const cleanTitle = (raw: string): Cleaned<string> => {
  const result = lineOf(raw, titleLength, ' ')
  if (!result.ok || !isBlank(result.value)) return result
  return { ok: false, code: 'empty', detail: 'Give a title in words.' }
}

/**
 * Another short text (a place, a name, a note) as one line of plain text; a line break in it becomes
 * a comma. May be empty. Refused with `too-long` beyond the limit, in graphemes (L).
 */
export const cleanLine = (raw: string, limit: number): Cleaned<string> => lineOf(raw, limit, ', ')

/**
 * A description as safe markup and as plain text (rules W I T E M C S Z). The markup holds paragraphs,
 * lists, quotations, two levels of headings, emphasis and links, nothing else; plain input becomes
 * paragraphs. May be empty. Refused with `too-long` beyond 20,000 characters of plain text (L).
 */
export const cleanDescription = (
  raw: string
): Cleaned<Readonly<{ html: string; plain: string }>> => {
  if (raw.length > longestRaw.description) return tooLong(descriptionLength)
  // Browsers send every line break as CRLF; that is nobody's mistake and breaks no rule.
  const { text, rules } = applied(raw.replaceAll('\r\n', '\n'), onCharacters)
  const reading = read(text)
  for (const rule of reading.rules) rules.add(rule)
  const spaced = tidied(reading.blocks)
  let blocks = composed(spaced)
  let plain = textOf(blocks)
  if (textOf(spaced) !== textOf(reading.blocks)) rules.add('S')
  if (textOf(spaced) !== plain) rules.add('Z')
  for (;;) {
    const start = residueLength(plain)
    const end = endOfText(plain)
    if (start === 0 && end === plain.length) break
    rules.add('M')
    blocks = tidied(slice(blocks, start, end))
    plain = textOf(blocks)
  }
  if ([...plain].length > descriptionLength) return tooLong(descriptionLength)
  return { ok: true, value: { html: write(blocks), plain }, rules: [...rules] }
}

/**
 * A web address in its normalised form (rule U), at most 2,048 characters; empty if none is given.
 * Refused with `scheme`, `not-absolute`, `credentials`, `invalid-host`, `control-character`,
 * `invisible-character`, `malformed` or `too-long`.
 */
export const cleanUrl = (raw: string): Cleaned<string> => {
  const address = webAddress(raw)
  if ('code' in address) return { ok: false, ...address }
  return { ok: true, value: address.href, rules: address.href === raw ? [] : ['U'] }
}

/** The plain text of stored markup, as `cleanDescription` gave it with that markup. */
export const plainOf = (html: string): string => textOf(composed(tidied(read(html, 1).blocks)))

type Step = readonly [rule: string, step: (text: string) => string]

/** On the raw string, before anything is read as markup: half characters could hide a tag. */
const onCharacters: readonly Step[] = [
  ['W', wellFormed],
  ['I', visible],
  ['C', withoutControls],
]

/** On one line of plain text; a step may uncover work for an earlier one. */
const onLines = (lineBreak: string): readonly Step[] => [
  // Removed markup may have brought the halves of a tag together.
  ['T', (text) => (holdsMarkup(text) ? textOf(read(text, 0).blocks) : text)],
  ['M', (text) => text.slice(residueLength(text), endOfText(text))],
  ['C', (text) => text.trim().replace(/\s*\n\s*/g, lineBreak)],
  ['S', onOneLine],
  ['W', wellFormed],
  ['I', visible],
  ['Z', withFewMarks],
  ['P', (text) => withCleanEdges(lineBreak === ' ' ? text : withSingleCommas(text))],
]

const lineOf = (raw: string, limit: number, lineBreak: ' ' | ', '): Cleaned<string> => {
  if (raw.length > longestRaw.line) return tooLong(limit)
  const { text, rules } = applied(raw, onCharacters)
  const reading = read(text)
  for (const rule of reading.rules) rules.add(rule)
  // Emphasis is no loss in a description, but a line has none.
  if (holdsMarkup(text)) rules.add('T')
  let line = textOf(reading.blocks)
  for (let before: string | undefined; before !== line; ) {
    before = line
    const next = applied(line, onLines(lineBreak))
    for (const rule of next.rules) rules.add(rule)
    line = next.text
  }
  if (exceeds(line, limit)) return tooLong(limit)
  return { ok: true, value: line, rules: [...rules] }
}

/** The text after the steps, and the rules among them that changed it. */
const applied = (text: string, steps: readonly Step[]): { text: string; rules: Set<string> } => {
  const rules = new Set<string>()
  let result = text
  for (const [rule, step] of steps) {
    const before = result
    result = step(before)
    if (result !== before) rules.add(rule)
  }
  return { text: result, rules }
}

const tooLong = (limit: number): Cleaned<never> => ({
  ok: false,
  code: 'too-long',
  detail: `Shorten this text: it has at most ${limit.toLocaleString('en')} characters.`,
})
