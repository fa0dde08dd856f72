import type { Element, Nodes } from 'hast'
import { all, named } from './document.ts'

/*
 * What a browser sends of a form (HTML, “constructing the entry list”), so that tests fill in pages as
 * people get them.
 */

export type Entries = Record<string, string | string[]>

const rawText = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(rawText).join('') : ''

const chosen = (select: Element): string => {
  const options = named(select, 'option')
  const option = options.find(({ properties }) => properties.selected) ?? options[0]
  if (!option) return ''
  const { value } = option.properties
  return value === undefined ? rawText(option) : String(value)
}

const entryOf = (control: Element): readonly [string, string] | null => {
  const { name, type, value, checked, disabled } = control.properties
  if (!name || disabled || control.tagName === 'button') return null
  if (control.tagName === 'select') return [String(name), chosen(control)]
  if (control.tagName === 'textarea') return [String(name), rawText(control)]
  if ((type === 'checkbox' || type === 'radio') && !checked) return null
  return [String(name), String(value ?? '')]
}

/** The entries of the form that is sent to an address; without any button pressed. */
export const entriesOf = (page: Nodes, action: string): Entries => {
  const form = named(page, 'form').find(({ properties }) => properties.action === action)
  if (!form) throw new Error(`no form to ${action}`)
  const controls = all(form, ({ tagName }) =>
    ['input', 'select', 'textarea', 'button'].includes(tagName)
  )
  const entries: Entries = {}
  for (const control of controls) {
    const entry = entryOf(control)
    if (!entry) continue
    const [name, value] = entry
    const before = entries[name]
    entries[name] = before === undefined ? value : [before, value].flat()
  }
  return entries
}
