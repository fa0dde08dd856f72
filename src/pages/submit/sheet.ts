import { html } from 'hono/html'
import type { FormFields } from '../../calendar/draft.ts'
import { isDate } from '../../calendar/time.ts'
import { wordsOfTime } from '../../calendar/words-of-time.ts'
import type { Markup } from '../layout.ts'
import { wordsLang } from '../words.ts'
import type { Problem } from './problem.ts'
import { rowsOf } from './rows.ts'
import { words } from './words.ts'

/** A form on its page: what stands in its fields and what is wrong with them. */
export type Sheet = Readonly<{
  value(name: string): string
  values(name: string): readonly string[]
  /** The numbers of a field's rows, ascending. */
  rows(name: string): readonly number[]
  problem(name: string): Problem | undefined
  /** Where the form is sent. */
  address: string
}>

export const sheetOf = (
  fields: FormFields,
  problems: readonly Problem[],
  address: string
): Sheet => {
  const values = (name: string): readonly string[] =>
    Object.hasOwn(fields, name) ? [fields[name] ?? []].flat() : []
  const rows = rowsOf(fields)
  return {
    value: (name) => values(name)[0] ?? '',
    values,
    rows: (name) => rows.get(name) ?? [],
    problem: (name) => problems.find(({ field }) => field === name),
    address,
  }
}

/** The `id` of a field on the page; problems lead there. */
export const idOf = (name: string): string => `f-${name.replaceAll('.', '-')}`

/** What every control has. `hint` is read out with it. */
export type Control = Readonly<{
  name: string
  label: string
  hint?: string
  required?: boolean
}>

/** The parts around a control, and the attributes that lead to them. */
export const around = (sheet: Sheet, { name, hint, required = false }: Control) => {
  const id = idOf(name)
  const problem = sheet.problem(name)
  const described = [hint && `${id}-hint`, problem && `${id}-error`].filter(Boolean).join(' ')
  return {
    id,
    attributes: html`${required ? html` required` : ''}${problem ? html` aria-invalid="true"` : ''}${described ? html` aria-describedby="${described}"` : ''}`,
    mark: required ? html` <span class="needed">${words.required}</span>` : '',
    hint: hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : '',
    error: problem ? complaint(problem, `${id}-error`) : '',
  }
}

const says = wordsOfTime(wordsLang)

/** A sentence beside a field, and a button that puts a better value in. */
const complaint = ({ field, detail, suggestion }: Problem, id: string): Markup =>
  html`<span class="error" id="${id}">${detail}</span>${
    suggestion
      ? html`<button type="submit" class="button small quiet" name="action" value="use:${field}=${suggestion}">${words.use(isDate(suggestion) ? says.date(suggestion) : suggestion)}</button>`
      : ''
  }`

/** Has somebody said something in one of these fields (or in a row of them), or is one wrong? */
export const hasSaid = (
  sheet: Sheet,
  names: readonly string[],
  usual: Readonly<Record<string, string>> = {}
): boolean =>
  names
    .flatMap((name) => [name, ...sheet.rows(name).map((row) => `${name}.${row}`)])
    .some(
      (name) =>
        sheet.problem(name) !== undefined ||
        sheet.values(name).some((value) => value.trim() !== '' && value !== usual[name])
    )

/** What few need: folded away, and open when there is something in it. */
export const more = (label: string, isOpen: boolean, inside: Markup): Markup =>
  html`<details class="more-fields"${isOpen ? html` open` : ''}><summary>${label}</summary>
<div>${inside}</div></details>`
