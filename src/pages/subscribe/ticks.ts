import { html } from 'hono/html'
import type { Lang } from '../../calendar/language.ts'
import { langOf, type Markup } from '../layout.ts'
import { idOf, type Sheet } from '../submit/sheet.ts'

/** One value to tick. `own` is what a language calls itself. */
export type Tick = Readonly<{ value: string; label: string; own?: string; lang?: Lang }>

/** Boxes of one field; several sets of a field may stand on a page, hence an id by value. */
export const ticks = (sheet: Sheet, name: string, options: readonly Tick[]): Markup => {
  const ticked = sheet.values(name)
  return html`<div class="checks">
${options.map((option) => tick(name, option, ticked.includes(option.value)))}</div>`
}

/** A box and its label. */
export const tick = (name: string, { value, label, own, lang }: Tick, ticked: boolean): Markup => {
  const id = idOf(`${name}.${value.replaceAll(/[^A-Za-z0-9-]/g, '-')}`)
  return html`<div class="check"><input type="checkbox" id="${id}" name="${name}" value="${value}"${ticked ? html` checked` : ''}><label for="${id}"><span data-name>${label}</span>${own && own !== label ? html` <span class="own-name"${langOf(lang ?? '')}>${own}</span>` : ''}</label></div>
`
}

/** Boxes under a heading of their own. */
export const tickSet = (
  sheet: Sheet,
  field: Readonly<{ name: string; legend: string; options: readonly Tick[]; hint?: string }>
): Markup => html`<fieldset class="field group"><legend>${field.legend}</legend>${field.hint ? html`<p class="hint">${field.hint}</p>` : ''}
${ticks(sheet, field.name, field.options)}
</fieldset>`
