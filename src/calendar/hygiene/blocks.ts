import { wellFormed, withFewMarks } from './characters.ts'

/** How a run of text is set; a missing mark is an unset one. */
export type Marks = Readonly<{ strong?: true; em?: true; href?: string }>
/** Text in one setting; LF is a line break inside the block. */
export type Run = Readonly<{ text: string; marks: Marks }>
/** A list or a quotation; two neighbours are the same one only if they are the same object. */
export type Container = Readonly<{ tag: 'ul' | 'ol' | 'blockquote' }>
/** A paragraph, heading or list item, and the containers it stands in, outermost first. */
export type Block = Readonly<{
  tag: 'p' | 'h3' | 'h4' | 'li'
  within: readonly Container[]
  runs: readonly Run[]
}>

/**
 * Rule S for blocks: white space collapsed to one space, one line break or one blank line, none at
 * the edges; empty blocks gone. A blank line inside a paragraph makes two of it.
 */
export const tidied = (blocks: readonly Block[]): readonly Block[] => blocks.flatMap(tidiedBlock)

/** Rules W (NFC) and Z for blocks. */
export const composed = (blocks: readonly Block[]): readonly Block[] =>
  blocks.map((block) => ({
    ...block,
    runs: block.runs.map((run) => ({ ...run, text: withFewMarks(wellFormed(run.text)) })),
  }))

/** The plain text: one line break between list items, a blank line between other blocks. */
export const textOf = (blocks: readonly Block[]): string =>
  blocks.map((block, index) => gap(blocks[index - 1], block) + blockText(block)).join('')

/** The blocks whose plain text is that of the given ones from `start` to `end` (UTF-16 units). */
export const slice = (blocks: readonly Block[], start: number, end: number): readonly Block[] => {
  let at = 0
  return blocks.map((block, index) => {
    at += gap(blocks[index - 1], block).length
    const runs = block.runs.map((run) => {
      const text = run.text.slice(Math.max(0, start - at), Math.max(0, end - at))
      at += run.text.length
      return { ...run, text }
    })
    return { ...block, runs }
  })
}

const blockText = (block: Block): string => block.runs.map((run) => run.text).join('')

const gap = (before: Block | undefined, block: Block): string => {
  if (!before) return ''
  return before.tag === 'li' && block.tag === 'li' ? '\n' : '\n\n'
}

const tidiedBlock = (block: Block): readonly Block[] => {
  const paragraphs: Run[][] = [[]]
  let space = ''
  let spaceMarks: Marks = {}
  const append = (text: string, marks: Marks) => {
    const runs = paragraphs.at(-1)!
    const last = runs.at(-1)
    if (last && sameMarks(last.marks, marks)) runs[runs.length - 1] = joined(last, text)
    else runs.push({ text, marks })
  }
  for (const { text, marks } of block.runs) {
    for (const [token] of text.matchAll(/\n|[^\S\n]+|\S+/g)) {
      if (/\s/.test(token[0]!)) {
        if (!space) spaceMarks = marks
        space = wider(space, token)
        continue
      }
      const first = paragraphs.at(-1)!.length === 0
      if (space === '\n\n' && block.tag !== 'li' && !first) paragraphs.push([])
      else if (space && !first) append(space, spaceMarks)
      const attached = space || first ? '' : /^\p{M}*/u.exec(token)![0]
      // A combining mark belongs to its letter, wherever the markup put it.
      if (attached) append(attached, paragraphs.at(-1)!.at(-1)!.marks)
      if (attached.length < token.length) append(token.slice(attached.length), marks)
      space = ''
    }
  }
  return paragraphs.filter((runs) => runs.length > 0).map((runs) => ({ ...block, runs }))
}

const joined = (run: Run, text: string): Run => ({ ...run, text: run.text + text })

const wider = (space: string, token: string): string => {
  if (token !== '\n') return space || ' '
  return space.startsWith('\n') ? '\n\n' : '\n'
}

const sameMarks = (one: Marks, other: Marks): boolean =>
  one.strong === other.strong && one.em === other.em && one.href === other.href
