/** Rules S, P and L: spaces, edges, lengths, and the teaser cut from a text. */

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Longest teaser cut from a description, in graphemes; the ellipsis is not counted. */
const teaserLength = 140

/** No grapheme of a living text is longer, in UTF-16 units; a family of four has eleven. */
const longestGrapheme = 16

/** Rule S for one line: every white space one space, none at the edges. */
export const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Rule P in a line: repeated commas fall together. */
export const withSingleCommas = (text: string): string => text.replace(/ ?,(?: ?,)+ ?/g, ', ')

/**
 * Rule P: without commas, colons, semicolons, dashes, bullets and open brackets at the edges. A
 * minus before a digit, the Greek question mark and a bracket that is closed later stay.
 */
export const withCleanEdges = (text: string): string => {
  let start = 0
  let end = text.length
  while (start < end && isLooseStart(text, start, end)) start += 1
  while (end > start && isLooseEnd(text, end)) end -= 1
  return text.slice(start, end)
}

/** Rule L: true if the text has more graphemes than the limit, or a length no living text needs for them. */
export const exceeds = (text: string, limit: number): boolean => {
  if (text.length <= limit) return false
  if (text.length > limit * longestGrapheme) return true
  return cutAfter(text, limit) < text.length
}

/** Rule X: true if the text draws nothing; the blank Braille pattern is a space in disguise. */
export const isBlank = (text: string): boolean => /^[\s\u2800]*$/.test(text)

/**
 * The beginning of a plain text on one line, for lists: whole up to 140 graphemes, otherwise cut
 * after the last whole word that ends within them (hard if there is none), with an ellipsis.
 */
export const teaserOf = (plain: string): string => {
  const line = onOneLine(plain)
  const end = cutAfter(line, teaserLength)
  if (end === line.length) return line
  const cut = line.slice(0, end)
  const word = /\s/.test(line[end]!) ? cut : cut.slice(0, Math.max(0, cut.lastIndexOf(' ')))
  return `${withoutStops(word) || cut}…`
}

/** The position after so many graphemes, in UTF-16 units. */
const cutAfter = (text: string, graphemes: number): number => {
  let count = 0
  for (const { index } of segmenter.segment(text)) {
    if (count === graphemes) return index
    count += 1
  }
  return text.length
}

const withoutStops = (text: string): string => {
  let end = text.length
  while (end > 0 && ' ,;:.–—-'.includes(text[end - 1]!)) end -= 1
  return text.slice(0, end)
}

const loose = new Set(' ,،、，:;؛-‐‑‒–—―•‣⁃·∙▪▫◦●○■□')
const brackets = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
])

const isLooseStart = (text: string, at: number, end: number): boolean => {
  const sign = text[at]!
  if (sign === '-' && /\d/.test(text[at + 1] ?? '')) return false
  const closer = brackets.get(sign)
  if (closer) return text.lastIndexOf(closer, end) < at
  // The presentation selector of a bullet goes with it.
  return loose.has(sign) || (at > 0 && sign === '\uFE0F')
}

const isLooseEnd = (text: string, end: number): boolean => {
  const sign = text[end - 1]!
  if (sign === ';' && /\p{Script=Greek}\p{M}*$/u.test(text.slice(Math.max(0, end - 6), end - 1))) {
    return false
  }
  return loose.has(sign) || brackets.has(sign)
}
