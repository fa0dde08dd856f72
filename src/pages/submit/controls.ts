import { html } from 'hono/html'
import type { Lang } from '../../calendar/language.ts'
import { langOf, type Markup } from '../layout.ts'
import { around, type Control, idOf, type Sheet } from './sheet.ts'

/** One value to choose. */
export type Option = Readonly<{ value: string; label: string; lang?: Lang }>
export type Group = Readonly<{ label: string; options: readonly Option[] }>

/** A table of values and their words as options. */
export const optionsOf = (labels: Readonly<Record<string, string>>): readonly Option[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

/** The terms of a vocabulary as options. */
export const termsOf = (
  terms: readonly Readonly<{ id: string; label: string }>[]
): readonly Option[] => terms.map(({ id, label }) => ({ value: id, label }))

type Line = Control &
  Readonly<{
    type?: 'text' | 'email' | 'tel' | 'date' | 'time' | 'number'
    autocomplete?: string
    /** Id of a datalist. */
    list?: string
    /** Further attributes of the input. */
    more?: Markup
    /** Only for those who hear the page; the heading of a column says it to the others. */
    silent?: boolean
  }>

/** What people type here may be in any script; addresses and numbers never run from right to left. */
const directions: Readonly<Partial<Record<string, Markup>>> = { text: html` dir="auto"` }

/**
 * One line of text, a day, a time of day. Without `maxlength`: browsers cut what is pasted and say
 * nothing, and the calendar has a sentence for what is too long.
 */
export const line = (sheet: Sheet, field: Line): Markup => {
  const { name, label, type = 'text', autocomplete = 'off', list, more, silent } = field
  const { id, attributes, mark, hint, error } = around(sheet, field)
  return html`<div class="field">
<label for="${id}"${silent ? html` class="vh"` : ''}>${label}${mark}</label>${hint}
<input type="${type}" id="${id}" name="${name}" value="${sheet.value(name)}" autocomplete="${autocomplete}"${directions[type] ?? ''}${list ? html` list="${list}"` : ''}${attributes}${more ?? ''}>${error}
</div>`
}

/** A web address: typed on the keyboard for addresses, but taken without `https://` too. */
export const addressLine = (sheet: Sheet, field: Control): Markup =>
  line(sheet, { ...field, more: html` inputmode="url" dir="ltr"` })

/** Several lines of text. */
export const area = (
  sheet: Sheet,
  field: Control & Readonly<{ rows: number; more?: Markup }>
): Markup => {
  const { id, attributes, mark, hint, error } = around(sheet, field)
  return html`<div class="field">
<label for="${id}" id="${id}-label">${field.label}${mark}</label>${hint}
<textarea id="${id}" name="${field.name}" rows="${String(field.rows)}" dir="auto"${attributes}${field.more ?? ''}>
${sheet.value(field.name)}</textarea>${error}
</div>`
}

const option = (chosen: string, { value, label, lang }: Option): Markup =>
  html`<option value="${value}"${value === chosen ? html` selected` : ''}${lang ? langOf(lang) : ''}>${label}</option>
`

/** One of a list. A value the list does not have stays in it, so that nothing typed is lost. */
export const choice = (
  sheet: Sheet,
  field: Control &
    Readonly<{
      options: readonly Option[]
      groups?: readonly Group[]
      more?: Markup
      silent?: boolean
    }>
): Markup => {
  const { name, label, options, groups = [], more, silent } = field
  const { id, attributes, mark, hint, error } = around(sheet, field)
  const chosen = sheet.value(name)
  const known = [...options, ...groups.flatMap((group) => group.options)]
  const stray = known.some(({ value }) => value === chosen)
    ? []
    : [{ value: chosen, label: chosen || '–' }]
  return html`<div class="field">
<label for="${id}"${silent ? html` class="vh"` : ''}>${label}${mark}</label>${hint}
<select id="${id}" name="${name}"${attributes}${more ?? ''}>
${[...stray, ...options].map((each) => option(chosen, each))}${groups.map(
  (group) => html`<optgroup label="${group.label}">
${group.options.map((each) => option(chosen, each))}</optgroup>
`
)}</select>${error}
</div>`
}

/** One box to tick. */
export const box = (sheet: Sheet, field: Control & Readonly<{ value: string }>): Markup => {
  const { id, attributes, hint, error } = around(sheet, field)
  const ticked = sheet.values(field.name).includes(field.value)
  return html`<div class="field"><div class="check"><input type="checkbox" id="${id}" name="${field.name}" value="${field.value}"${ticked ? html` checked` : ''}${attributes}><label for="${id}">${field.label}</label></div>${hint}${error}</div>`
}

/** Several boxes, or one of several buttons, under a heading. Problems lead to the first. */
export const boxes = (
  sheet: Sheet,
  field: Control &
    Readonly<{ type?: 'checkbox' | 'radio'; options: readonly Option[]; inline?: boolean }>
): Markup => {
  const { name, label, type = 'checkbox', options, inline = false } = field
  const { attributes, hint, error } = around(sheet, field)
  const ticked = sheet.values(name)
  const own = (index: number) => (index === 0 ? idOf(name) : `${idOf(name)}-${index}`)
  return html`<fieldset class="field group"><legend>${label}</legend>${hint}
<div class="${inline ? 'inline' : 'checks'}">
${options.map(
  ({ value, label: text }, index) =>
    html`<div class="check"><input type="${type}" id="${own(index)}" name="${name}" value="${value}"${ticked.includes(value) ? html` checked` : ''}${attributes}><label for="${own(index)}">${text}</label></div>
`
)}</div>${error}
</fieldset>`
}

/**
 * A button that changes the form and shows it again with all that was typed. `at` is the id of what
 * to look at then.
 */
export const reshape = (sheet: Sheet, action: string, label: Markup | string, at: string): Markup =>
  html`<button type="submit" class="button small quiet" name="action" value="${action}" formaction="${sheet.address}#${at}">${label}</button>`
