import { legible } from './entities.ts'

/** What narrowing answers; `dropped` says whether markup was lost, `structured` whether
 * lines are marked up, `referring` whether the text holds character references. */
type Narrowed = Readonly<{
  html: string
  dropped: boolean
  structured: boolean
  referring: boolean
}>

/** What each known tag is for us; `div` is a line of its own. Unknown tags go, their content stays. */
const meanings = new Map<string, string>([
  ...'p br ul ol li strong em a h3 h4 blockquote div'.split(' ').map((tag) => [tag, tag] as const),
  ['b', 'strong'],
  ['i', 'em'],
  ['h1', 'h3'],
  ['h2', 'h3'],
  ['h5', 'h4'],
  ['h6', 'h4'],
  ['menu', 'ul'],
  ...(
    'address article aside caption center dd details dl dt fieldset figcaption figure footer form ' +
    'header hr legend main nav pre section summary table tbody tfoot thead tr'
  )
    .split(' ')
    .map((tag) => [tag, 'div'] as const),
])

/** Elements whose content is no text of the author's. */
const contentless = new Set(
  (
    'script style xml title textarea template noscript noembed noframes iframe object svg math ' +
    'select button audio video canvas head'
  ).split(' ')
)
/** Elements of which nothing is left to read if their end is missing. */
const code = new Set(['script', 'style', 'xml'])
/** Elements that end by themselves and so cannot nest in one another without one that counts. */
const selfEnding = new Set(['p', 'li', 'br'])

/** Deeper than any text; keeps the parser's work and its stack small. */
const deepest = 40

/**
 * Rule T, first half: raw markup narrowed to the few bare tags we know (`a` keeps its `href`), with
 * scripts, style sheets, comments and Word's own elements gone with their content. One pass, no
 * recursion, time linear in the input. The result is not yet balanced: that is the parser's task.
 */
export const narrowed = (raw: string): Narrowed => {
  const closers = closingTags(raw)
  const open = new Map<string, number>()
  const beyond = new Map<string, number>()
  const out: string[] = []
  let depth = 0
  let preformatted = 0
  let dropped = false
  let structured = false
  let referring = false
  let cdata = false
  let at = 0

  const say = (text: string) => {
    let said = cdata ? text.replaceAll(']]>', '') : text
    if (said !== text) dropped = true
    const words = legible(said)
    referring ||= words !== said.replaceAll('&', '&amp;')
    said = words.replaceAll('<', '&lt;')
    if (said) out.push(preformatted > 0 ? said.replaceAll('\n', '<br>') : said)
  }
  const start = (tag: string, attributes: string) => {
    structured ||= !inline.has(tag)
    if (!selfEnding.has(tag)) {
      if (depth >= deepest) {
        beyond.set(tag, (beyond.get(tag) ?? 0) + 1)
        dropped = true
        return
      }
      open.set(tag, (open.get(tag) ?? 0) + 1)
      depth += 1
    }
    const href = tag === 'a' ? hrefOf(attributes) : undefined
    out.push(
      href === undefined ? `<${tag}>` : `<a href="${legible(href).replaceAll('"', '&quot;')}">`
    )
  }
  const end = (tag: string) => {
    if (selfEnding.has(tag)) {
      out.push(tag === 'br' ? '<br>' : `</${tag}>`)
    } else if ((beyond.get(tag) ?? 0) > 0) {
      beyond.set(tag, beyond.get(tag)! - 1)
    } else if ((open.get(tag) ?? 0) > 0) {
      open.set(tag, open.get(tag)! - 1)
      depth -= 1
      out.push(`</${tag}>`)
    }
  }

  while (at < raw.length) {
    const sign = nextMarkup(raw, at)
    if (sign < 0) {
      say(raw.slice(at))
      break
    }
    // A stray "<" before markup that goes could become a tag with what follows.
    say(withoutStraySigns(raw.slice(at, sign)))
    if (raw.startsWith('<![CDATA[', sign)) {
      cdata = true
      dropped = true
      at = sign + 9
      continue
    }
    const tag = tagAt(raw, sign)
    if (!tag) {
      dropped = true
      at = commentEnd(raw, sign)
      continue
    }
    const { name, closing, attributes } = tag
    at = tag.end
    const meaning = meanings.get(name)
    if (tag.cut) {
      dropped = true
    } else if (meaning) {
      if (name === 'pre') preformatted = Math.max(0, preformatted + (closing ? -1 : 1))
      if (name !== 'a' && /[^\s/>]/.test(attributes)) dropped = true
      if (closing) end(meaning)
      else start(meaning, attributes)
    } else {
      dropped = true
      if (name === 'td' || name === 'th') out.push(' ')
      if (!closing && isContentless(name)) {
        const ends = closers.get(name) ?? []
        // Positions behind us are never asked for again.
        while (ends.length > 0 && ends.at(-1)! < at) ends.pop()
        const close = ends.pop()
        if (close !== undefined) at = endOfTag(raw, close) ?? raw.length
        else if (code.has(name)) at = raw.length
      }
    }
  }
  return { html: out.join(''), dropped, structured, referring }
}

/** True if something in the text would be taken for a tag, comment or declaration. */
export const holdsMarkup = (text: string): boolean => nextMarkup(text, 0) >= 0

const inline = new Set(['strong', 'em', 'a'])

/** Word's elements (`w:View`) go with their content, save those it puts around words of the text. */
const isContentless = (name: string): boolean =>
  contentless.has(name) || (name.includes(':') && name !== 'o:p' && !/^st\d/.test(name))

const withoutStraySigns = (text: string): string => {
  let end = text.length
  while (end > 0 && (text[end - 1] === '<' || text.endsWith('</', end))) end -= 1
  return text.slice(0, end)
}

/** Where the next tag, comment or declaration starts, or -1. */
const nextMarkup = (raw: string, from: number): number => {
  const sign = /<(?=\/?[a-z]|!|\?)/gi
  sign.lastIndex = from
  return sign.exec(raw)?.index ?? -1
}

/** The tag at a position, or undefined if a comment or declaration stands there. */
const tagAt = (raw: string, at: number) => {
  const head = /<(\/?)([a-z][^\s/>]*)/iy
  head.lastIndex = at
  const match = head.exec(raw)
  if (!match) return undefined
  const end = endOfTag(raw, head.lastIndex)
  return {
    name: match[2]!.toLowerCase(),
    closing: match[1] === '/',
    attributes: raw.slice(head.lastIndex, end ?? raw.length),
    end: end ?? raw.length,
    cut: end === undefined,
  }
}

/** The position after the `>` that ends a tag; a `>` inside a quoted value does not. */
const endOfTag = (raw: string, from: number): number | undefined => {
  const sign = />|=\s*["']/g
  sign.lastIndex = from
  for (let match = sign.exec(raw); match; match = sign.exec(raw)) {
    if (match[0] === '>') return sign.lastIndex
    const quote = raw.indexOf(match[0].slice(-1), sign.lastIndex)
    if (quote < 0) return undefined
    sign.lastIndex = quote + 1
  }
  return undefined
}

/** The position after a comment or declaration; one without an end goes on to the end of the text. */
const commentEnd = (raw: string, at: number): number => {
  const comment = raw.startsWith('<!--', at)
  const end = comment ? /(?<=<!--)-?>|--!?>/g : />/g
  end.lastIndex = comment ? at + 4 : at
  return end.exec(raw) ? end.lastIndex : raw.length
}

/** The positions of the closing tags of elements without content, by name, the last one first. */
const closingTags = (raw: string): Map<string, number[]> => {
  const found = new Map<string, number[]>()
  for (const match of raw.matchAll(/<\/([a-z][^\s/>]*)/gi)) {
    const name = match[1]!.toLowerCase()
    if (!isContentless(name)) continue
    const positions = found.get(name) ?? []
    positions.push(match.index)
    found.set(name, positions)
  }
  for (const positions of found.values()) positions.reverse()
  return found
}

const hrefOf = (attributes: string): string | undefined => {
  const match = /(?:^|[\s/"'])href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i.exec(attributes)
  return match?.[1] ?? match?.[2] ?? match?.[3]
}
