import type { Report } from './rules.ts'

/** One content line, unfolded and taken apart (RFC 5545 §3.1). */
export type Line = Readonly<{
  name: string
  params: ReadonlyMap<string, string>
  value: string
  /** The line of the file it begins on, from 1. */
  at: number
}>

const mostOctets = 75
const lineFeed = 0x0a
const carriageReturn = 0x0d

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenient = new TextDecoder('utf-8', { ignoreBOM: true })

/** Does a sequence of UTF-8 go on with this octet? */
const goesOn = (octet: number | undefined) => octet !== undefined && (octet & 0xc0) === 0x80

/** Does the octet make its line the continuation of the one before? */
const isSpace = (octet: number | undefined) => octet === 0x20 || octet === 0x09

/** What no line may hold: C0 but for the tab, DEL, C1, and the line ends of other alphabets. */
const control = /[^\P{Cc}\t]|\p{Zl}|\p{Zp}/u

/**
 * The content lines of a file, in order. What is wrong with lines, folds and characters is reported;
 * everything is read on as far as it can be understood.
 */
export const contentLines = (bytes: Uint8Array, report: Report): Line[] => {
  const lines: Line[] = []
  let logical = ''
  let at = 0
  const flush = () => {
    if (at === 0) return
    const line = lineOf(logical, at)
    if (line) lines.push(line)
    else report('content-line', at, logical)
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    report('byte-order-mark', 1, 'EF BB BF')
  let number = 0
  for (let start = bytes[0] === 0xef && goesOn(bytes[1]) ? 3 : 0; start < bytes.length; ) {
    number += 1
    const feed = bytes.indexOf(lineFeed, start)
    const next = feed < 0 ? bytes.length : feed + 1
    const isEnded = feed > start && bytes[feed - 1] === carriageReturn
    const end = isEnded ? feed - 1 : feed < 0 ? bytes.length : feed
    if (!isEnded) report('line-end', number, feed < 0 ? 'The file ends without one.' : 'LF alone.')
    if (end - start > mostOctets) report('octets', number, `${end - start} octets.`)
    const isFold = isSpace(bytes[start])
    const cut = isSpace(bytes[next]) && goesOn(bytes[next + 1])
    const text = decoded(bytes.subarray(start, end), isFold, cut, number, report)
    if (control.test(text)) report('control-character', number, text)
    if (isFold && at !== 0) logical += text.slice(1)
    else {
      flush()
      logical = text
      at = number
    }
    start = next
  }
  flush()
  return lines
}

/** The text of a line; `cut`: the next one goes on in the middle of a character, and is told of. */
const decoded = (
  octets: Uint8Array,
  isFold: boolean,
  cut: boolean,
  number: number,
  report: Report
): string => {
  try {
    return strict.decode(octets)
  } catch {
    const text = lenient.decode(octets)
    if (isFold && goesOn(octets[1])) report('fold-in-character', number, text)
    else if (!cut) report('not-utf8', number, text)
    return text
  }
}

/** One value of a parameter, in quotes or plain; a parameter may have several. */
const one = '(?:"[^"]*"|[^";:,]*)'
const several = `${one}(?:,${one})*`
const shape = new RegExp(`^([A-Z][A-Z0-9-]*)((?:;[A-Z][A-Z0-9-]*=${several})*):(.*)$`, 'su')
const parameter = new RegExp(`;([A-Z0-9-]+)=(${several})`, 'gu')
const none: ReadonlyMap<string, string> = new Map()

const lineOf = (text: string, at: number): Line | undefined => {
  const match = shape.exec(text)
  if (!match) return undefined
  const [, name = '', params = '', value = ''] = match
  if (params === '') return { name, value, params: none, at }
  const pairs = [...params.matchAll(parameter)]
  return {
    name,
    value,
    params: new Map(pairs.map(([, key = '', of = '']) => [key, of])),
    at,
  }
}
