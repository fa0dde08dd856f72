import { html } from 'hono/html'
import type { FormFields } from '../../calendar/draft.ts'
import type { Lang } from '../../calendar/language.ts'
import { langOf, type Markup } from '../layout.ts'
import { words } from './words.ts'

/**
 * What is wrong with a form that was sent: a sentence for each wrong field, and one for the whole
 * where no field is to blame. `typed` is everything that was typed, to be shown again.
 */
export type FormProblem = Readonly<{
  /** Which form of the page. */
  form: string
  fields: Readonly<Record<string, string>>
  whole: string | null
  typed: FormFields
}>

/** A form as it is drawn: what stands in its fields and what is wrong with them. */
export type FormView = Readonly<{
  /** Of a field; without anything typed, what it begins with. */
  value(name: string, initial?: string): string
  /** Of checkboxes. */
  values(name: string, initial?: readonly string[]): readonly string[]
  error(name: string): string | undefined
  /** The `id` of a field on this page. */
  id(name: string): string
}>

/** One form of a page; `problem` counts when it is this form's. */
export const formView = (form: string, problem: FormProblem | null): FormView => {
  const own = problem?.form === form ? problem : null
  const values = (name: string, initial: readonly string[] = []) =>
    own ? [own.typed[name] ?? []].flat() : initial
  return {
    value: (name, initial = '') => values(name, [initial])[0] ?? '',
    values,
    error: (name) => own?.fields[name],
    id: (name) => fieldId(form, name),
  }
}

const fieldId = (form: string, name: string) => `${form}-${name}`

/** The summary above a page whose form was wrong: takes the focus and leads to the fields. */
export const problemSummary = (problem: FormProblem | null): Markup | '' =>
  problem === null
    ? ''
    : html`<div class="errors" role="alert" tabindex="-1" autofocus>
<p class="errors-title">${words.problemTitle}</p>
<ul>
${problem.whole === null ? '' : html`<li>${problem.whole}</li>`}
${Object.entries(problem.fields).map(
  ([name, sentence]) =>
    html`<li><a href="#${fieldId(problem.form, name)}">${sentence}</a></li>
`
)}</ul>
</div>`

/** The title of a page, which says first that something was wrong. */
export const titleWith = (title: string, problem: FormProblem | null): string =>
  problem === null ? title : `${words.problemMark}: ${title}`

/** What was done just now, in words; nothing when nothing was. */
export const doneNote = (sentence: string | undefined): Markup | '' =>
  sentence === undefined ? '' : html`<p class="done" role="status">${sentence}</p>`

type FieldInput = Readonly<{ name: string; label: string; hint?: string }>

/** `aria-invalid` and `aria-describedby` of a control, and the texts these point to. */
const around = (form: FormView, { name, hint }: FieldInput) => {
  const id = form.id(name)
  const error = form.error(name)
  const texts = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const described = texts ? html` aria-describedby="${texts}"` : ''
  return {
    id,
    described,
    attributes: html`${error ? html` aria-invalid="true"` : ''}${described}`,
    hint: hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : '',
    error: error ? html`<span class="error" id="${id}-error">${error}</span>` : '',
  }
}

/** A line of text. */
export const textField = (
  form: FormView,
  field: FieldInput &
    Readonly<{
      initial?: string
      type?: 'text' | 'email' | 'search'
      autocomplete?: string
      required?: boolean
      /** Most characters. */
      most?: number
    }>
): Markup => {
  const { id, attributes, hint, error } = around(form, field)
  const { name, label, initial, type = 'text', autocomplete = 'off', required = true, most } = field
  // What people type may be in any script; mailboxes never are read from right to left.
  const direction = type === 'email' ? 'ltr' : 'auto'
  return html`<div class="field">
<label for="${id}">${label}</label>${hint}
<input type="${type}" id="${id}" name="${name}" value="${form.value(name, initial)}" dir="${direction}" autocomplete="${autocomplete}"${required ? html` required` : ''}${most ? html` maxlength="${String(most)}"` : ''}${attributes}>${error}
</div>`
}

/** One value of a list. */
export type Choice = Readonly<{ value: string; label: string; lang?: Lang; hint?: string }>

/** A list of which one is chosen. */
export const selectField = (
  form: FormView,
  field: FieldInput & Readonly<{ initial: string; choices: readonly Choice[] }>
): Markup => {
  const { id, attributes, hint, error } = around(form, field)
  const chosen = form.value(field.name, field.initial)
  return html`<div class="field">
<label for="${id}">${field.label}</label>${hint}
<select id="${id}" name="${field.name}"${attributes}>
${field.choices.map(
  ({ value, label, lang }) =>
    html`<option value="${value}"${value === chosen ? html` selected` : ''}${lang ? langOf(lang) : ''}>${label}</option>
`
)}</select>${error}
</div>`
}

/** A box to tick, with its value. */
export const checkBox = (
  form: FormView,
  box: FieldInput & Readonly<{ value: string; initial?: boolean }>
): Markup => {
  const { id, attributes, hint, error } = around(form, box)
  const ticked = form.values(box.name, box.initial ? [box.value] : []).includes(box.value)
  return html`<div class="field">
<div class="check"><input type="checkbox" id="${id}" name="${box.name}" value="${box.value}"${ticked ? html` checked` : ''}${attributes}><div><label for="${id}">${box.label}</label>${hint}${error}</div></div>
</div>`
}

/** Several boxes under one name and heading. */
export const checkBoxes = (
  form: FormView,
  field: FieldInput &
    Readonly<{ initial: readonly string[]; choices: readonly Choice[]; columns?: boolean }>
): Markup => {
  const { id, described, hint, error } = around(form, field)
  const ticked = form.values(field.name, field.initial)
  // The summary leads to the group's own id, so it must be able to take the focus.
  return html`<fieldset class="field group" id="${id}" tabindex="-1"${described}>
<legend>${field.label}</legend>${hint}${error}
<div${field.columns ? html` class="checks"` : ''}>
${field.choices.map(({ value, label, hint: more }) => {
  const own = `${id}-${value}`
  return html`<div class="check"><input type="checkbox" id="${own}" name="${field.name}" value="${value}"${ticked.includes(value) ? html` checked` : ''}${more ? html` aria-describedby="${own}-hint"` : ''}><div><label for="${own}">${label}</label>${more ? html`<span class="hint" id="${own}-hint">${more}</span>` : ''}</div></div>
`
})}</div>
</fieldset>`
}

type ButtonLook = 'plain' | 'quiet' | 'danger' | 'small' | 'small quiet' | 'small danger'

/** A button that sends its form. `about` is said to those who hear the page: what it is the button of. */
export const sendButton = (label: string, look: ButtonLook = 'plain', about?: string): Markup =>
  html`<button type="submit" class="button${look === 'plain' ? '' : ` ${look}`}">${label}${about ? html`<span class="vh"> <bdi>${about}</bdi></span>` : ''}</button>`

/** A form of nothing but a button, with what it sends along. */
export const buttonForm = (
  action: string,
  button: Markup,
  fields: Readonly<Record<string, string>> = {}
): Markup => html`<form method="post" action="${action}">${hiddenFields(fields)}${button}</form>`

/** Where a form says which local path to go on to after signing in; in addresses too. */
export const returnField = 'then'

/** What a form sends along unseen. */
export const hiddenFields = (fields: Readonly<Record<string, string>>): Markup =>
  html`${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`
  )}`

/**
 * What is not done by one press: it unfolds to a sentence that says what will happen, and the button.
 * `open` after an attempt that failed.
 */
export const unfolding = (label: string, inside: Markup, about?: string): Markup =>
  html`<details class="unfold"><summary>${label}${about ? html`<span class="vh"> <bdi>${about}</bdi></span>` : ''}</summary>
<div class="panel">${inside}</div></details>`
