import type { Element, ElementContent, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { type Schema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import type { Block, Container, Marks, Run } from './blocks.ts'
import { visible, wellFormed, withoutControls } from './characters.ts'
import { holdsMarkup, narrowed } from './tags.ts'
import { linkTarget } from './url.ts'

/** What reading answers: the blocks, not yet tidied, and the rules that changed something. */
type Reading = Readonly<{ blocks: readonly Block[]; rules: ReadonlySet<string> }>

/**
 * Rules T and E: the text of raw markup as blocks. Character references are decoded up to `rounds`
 * times, and what looks like markup after each is taken as markup; a further look for markup
 * follows the last round. Line breaks count unless the markup itself makes lines.
 */
export const read = (raw: string, rounds = 3): Reading => {
  const page = blankPage()
  readText(raw, { page, marks: {}, rounds, lines: true })
  page.endBlock()
  return { blocks: page.blocks, rules: page.rules }
}

/** The blocks as stored: the allow-listed elements, nothing else, without line breaks. */
export const write = (blocks: readonly Block[]): string =>
  toHtml(sanitize({ type: 'root', children: elements(blocks, 0) }, schema), {
    characterReferences: { useNamedReferences: true },
  })

const rel = ['nofollow', 'ugc', 'noopener', 'noreferrer']

/** A second lock behind the narrowing: whatever the first half missed does not get out. */
const schema: Schema = {
  tagNames: 'p br ul ol li strong em a h3 h4 blockquote'.split(' '),
  attributes: { a: ['href', ['rel', ...rel]] },
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  ancestors: { li: ['ol', 'ul'] },
}

/** Lists deeper than this are set at this depth. */
const deepestList = 6

type Context = Readonly<{
  page: ReturnType<typeof blankPage>
  marks: Marks
  rounds: number
  lines: boolean
}>

/** The blocks as they come out of the reading, in order; what is said goes into the open one. */
const blankPage = () => {
  const blocks: Block[] = []
  const rules = new Set<string>()
  let within: readonly Container[] = []
  let runs: Run[] = []
  let lineOpen = false

  const inList = (): boolean => within.some((container) => container.tag !== 'blockquote')
  const say = (text: string, marks: Marks): void => {
    if (text) runs.push({ text, marks })
    const line = text.slice(text.lastIndexOf('\n') + 1)
    lineOpen = /\S/.test(line) || (lineOpen && line.length === text.length)
  }
  /** A line of its own starts or ends here; a line not begun yet is not ended. */
  const endLine = (): void => {
    if (lineOpen) say('\n', {})
  }
  const endBlock = (tag: Block['tag'] = 'p'): void => {
    if (runs.length > 0) blocks.push({ tag: inList() ? 'li' : tag, within, runs })
    runs = []
    lineOpen = false
  }
  /** What is said meanwhile stands in a container, if it may: no quotation in a list or another one. */
  const inside = (tag: Container['tag'], speak: () => void): void => {
    const outer = within
    endBlock()
    const fits = tag === 'blockquote' ? outer.length === 0 : outer.length < deepestList
    if (fits) within = [...outer, { tag }]
    speak()
    endBlock()
    within = outer
  }
  return { blocks, rules, inList, say, endLine, endBlock, inside }
}

const readText = (raw: string, { page, marks, rounds, lines }: Context): void => {
  // After the last round references are text: shielded, they come out as they went in.
  const { html, dropped, structured, referring } = narrowed(
    rounds > 0 ? raw : raw.replaceAll('&', '&amp;')
  )
  if (dropped) page.rules.add('T')
  // In well-made markup the first references are part of the notation.
  if (referring && rounds > 0 && !(structured && lines)) page.rules.add('E')
  readNode(fromHtml(html, { fragment: true }), {
    page,
    marks,
    rounds: rounds - 1,
    lines: lines && !structured,
  })
}

const readNode = (node: Nodes, context: Context): void => {
  if (node.type === 'text') readValue(node.value, context)
  else if (node.type === 'root') readAll(node.children, context)
  else if (node.type === 'element') readElement(node, context)
}

const readAll = (nodes: readonly Nodes[], context: Context): void => {
  for (const node of nodes) readNode(node, context)
}

const readValue = (value: string, context: Context): void => {
  const { page, marks, rounds, lines } = context
  const formed = wellFormed(value)
  const seen = visible(formed)
  const text = withoutControls(seen)
  if (formed !== value) page.rules.add('W')
  if (seen !== formed) page.rules.add('I')
  if (text !== seen) page.rules.add('C')
  if (rounds >= 0 && (holdsMarkup(text) || /&[a-z#]/i.test(text))) readText(text, context)
  else page.say(lines ? text : text.replaceAll('\n', ' '), marks)
}

const readElement = (element: Element, context: Context): void => {
  const { page, marks } = context
  switch (element.tagName) {
    case 'br':
      page.say('\n', marks)
      return
    case 'strong':
    case 'em':
      readAll(element.children, { ...context, marks: { ...marks, [element.tagName]: true } })
      return
    case 'a': {
      const href = linkTarget(String(element.properties.href ?? ''))
      if (href === undefined) page.rules.add('T')
      readAll(element.children, { ...context, marks: { ...marks, ...(href && { href }) } })
      return
    }
    case 'ul':
    case 'ol':
    case 'blockquote':
      page.inside(element.tagName, () => readAll(element.children, context))
      return
    case 'li':
      page.endBlock()
      readAll(element.children, context)
      page.endBlock()
      return
    case 'p':
    case 'h3':
    case 'h4':
      if (page.inList()) break
      page.endBlock()
      readAll(element.children, context)
      page.endBlock(element.tagName)
      return
  }
  page.endLine()
  readAll(element.children, context)
  page.endLine()
}

/** The elements of neighbouring blocks that share their first `depth` containers. */
const elements = (blocks: readonly Block[], depth: number): Element[] => {
  const inList = (blocks[0]?.within[depth - 1]?.tag ?? 'blockquote') !== 'blockquote'
  const out: Element[] = []
  for (let from = 0; from < blocks.length; ) {
    const container = blocks[from]!.within[depth]
    let to = from + 1
    while (container && to < blocks.length && blocks[to]!.within[depth] === container) to += 1
    const group = blocks.slice(from, to)
    from = to
    const element = container
      ? elementOf(container.tag, elements(group, depth + 1))
      : elementOf(group[0]!.tag, inlineElements(group[0]!.runs))
    const item = out.at(-1)
    // A list inside a list stands in an item.
    if (container && inList && item) item.children.push(element)
    else out.push(container && inList ? elementOf('li', [element]) : element)
  }
  return out
}

const inlineElements = (runs: readonly Run[]): ElementContent[] =>
  grouped(runs, (run) => run.marks.href).flatMap(([href, linked]) => {
    const content = grouped(linked, (run) => run.marks.strong).flatMap(([strong, loud]) => {
      const parts = grouped(loud, (run) => run.marks.em).flatMap(([em, plain]) => {
        const words = plain.flatMap((run) => lineElements(run.text))
        return em ? [elementOf('em', words)] : words
      })
      return strong ? [elementOf('strong', parts)] : parts
    })
    return href ? [{ ...elementOf('a', content), properties: { href, rel } }] : content
  })

const lineElements = (text: string): ElementContent[] =>
  text.split('\n').flatMap((value, index) => {
    const words: ElementContent[] = value ? [{ type: 'text', value }] : []
    return index === 0 ? words : [elementOf('br', []), ...words]
  })

/** Neighbours of the same key together. */
const grouped = <K>(runs: readonly Run[], key: (run: Run) => K): [K, Run[]][] => {
  const groups: [K, Run[]][] = []
  for (const run of runs) {
    const last = groups.at(-1)
    if (last && last[0] === key(run)) last[1].push(run)
    else groups.push([key(run), [run]])
  }
  return groups
}

const elementOf = (tagName: string, children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children,
})
