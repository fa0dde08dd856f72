import { html } from 'hono/html'
import type { Markup } from '../layout.ts'
import { area, choice, line, optionsOf, reshape } from './controls.ts'
import { offeredLanguages } from './languages.ts'
import { idOf, type Sheet } from './sheet.ts'
import { words } from './words.ts'

const { what } = words

/** Id of the list of languages, which other parts of the form use too. */
export const languageList = 'languages'

/** The languages a browser offers while one is typed. */
export const languageOptions = (): Markup =>
  html`<datalist id="${languageList}">${offeredLanguages.map(({ name, own }) => html`<option value="${name}">${own}</option>`)}</datalist>`

/** The texts, the original first and the others beside it. */
export const textsPart = (sheet: Sheet): Markup => {
  const [original = 0, ...others] = rowsOf(sheet)
  const next = Math.max(original, ...others) + 1
  return html`<fieldset>
<legend>${what.title}</legend>
<p class="hint">${what.hint}</p>
<div class="texts">
${oneText(sheet, original, 1)}
${others.map((row, index) => oneText(sheet, row, index + 2))}
</div>
<p class="actions">${reshape(sheet, 'add-language', what.add, `text-${next}`)}</p>
</fieldset>
`
}

/** A script may put a box in its place that shows what will be published. */
const richText = html` data-rich data-hint="${words.editor.hint}" data-cleaned="${words.editor.cleaned}" data-failed="${words.editor.failed}"`

const rowsOf = (sheet: Sheet): readonly number[] =>
  [...new Set(['lang', 'title', 'teaser', 'description'].flatMap((name) => sheet.rows(name)))].sort(
    (a, b) => a - b
  )

const oneText = (sheet: Sheet, row: number, place: number): Markup => {
  const field = (name: string) => `${name}.${row}`
  const original = place === 1
  const heading = original ? what.original : what.other(place)
  return html`<div class="text" id="text-${String(row)}" role="group" aria-labelledby="text-${String(row)}-title">
<p class="text-title" id="text-${String(row)}-title">${heading}</p>
${line(sheet, { name: field('lang'), label: what.lang, hint: what.langHint, required: true, list: languageList })}
${line(sheet, { name: field('title'), label: what.name, ...(original && { hint: what.nameHint }), required: true })}
${area(sheet, { name: field('description'), label: what.description, hint: what.descriptionHint, rows: 8, more: richText })}
${area(sheet, { name: field('teaser'), label: what.teaser, hint: what.teaserHint, rows: 2 })}
${original ? '' : choice(sheet, { name: field('origin'), label: what.origin, options: optionsOf(what.origins) })}
${original ? '' : html`<p class="actions">${reshape(sheet, `remove-language:${row}`, html`${what.remove}<span class="vh">: ${heading}</span>`, idOf(field('lang')))}</p>`}
</div>
`
}
