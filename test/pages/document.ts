import type { Element, Nodes, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'

/** A page as a browser would read it, so that tests speak of structure and not of text. */
export const read = async (page: unknown): Promise<Root> => fromHtml(String(await page))

/** All elements in document order that a test accepts. */
export const all = (node: Nodes, accepts: (element: Element) => boolean): Element[] => {
  const own = node.type === 'element' && accepts(node) ? [node] : []
  return 'children' in node
    ? [...own, ...node.children.flatMap((child) => all(child, accepts))]
    : own
}

/** All elements of a name. */
export const named = (node: Nodes, name: string): Element[] => all(node, (e) => e.tagName === name)

/** All elements of a class. */
export const classed = (node: Nodes, name: string): Element[] =>
  all(node, ({ properties: { className } }) => Array.isArray(className) && className.includes(name))

/** The text within, whitespace folded. */
export const textOf = (node: Nodes): string => rawText(node).replaceAll(/\s+/g, ' ').trim()

const rawText = (node: Nodes): string => {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(rawText).join('') : ''
}

/** Where a link or form leads, in document order. */
export const hrefs = (node: Nodes): string[] =>
  named(node, 'a').map((a) => String(a.properties.href))

/** What every page owes its reader, as a list of complaints. */
export const complaints = (page: Root): string[] => {
  const found: string[] = []
  const ids = all(page, (e) => e.properties.id !== undefined).map((e) => String(e.properties.id))
  if (named(page, 'h1').length !== 1) found.push('not one h1')
  if (named(page, 'main').length !== 1) found.push('not one main')
  if (named(page, 'title').length !== 1) found.push('no title')
  if (named(page, 'html')[0]?.properties.lang === undefined) found.push('no language')
  // A block of data is none: browsers never run it.
  const scripts = named(page, 'script').filter((e) => e.properties.type !== 'application/ld+json')
  if (scripts.length > 0) found.push('a script')
  if (all(page, (e) => e.properties.style !== undefined).length > 0) found.push('a style attribute')
  if (all(page, (e) => Object.keys(e.properties).some((name) => /^on/i.test(name))).length > 0) {
    found.push('a handler')
  }
  if (all(page, (e) => e.properties.src !== undefined).length > 0) found.push('a request')
  if (new Set(ids).size < ids.length) found.push('an id twice')
  for (const a of named(page, 'a')) {
    const href = String(a.properties.href)
    if (!textOf(a)) found.push(`an empty link to ${href}`)
    if (!/^(https?:|webcal:|mailto:|tel:|#|\/)/.test(href)) found.push(`a link to ${href}`)
    if (href.startsWith('#') && !ids.includes(href.slice(1))) found.push(`nothing at ${href}`)
  }
  let level = 0
  for (const { tagName } of all(page, (e) => /^h[1-6]$/.test(e.tagName))) {
    const next = Number(tagName[1])
    if (next > level + 1) found.push(`h${next} after h${level}`)
    level = next
  }
  return found
}
