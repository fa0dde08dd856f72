import { html } from 'hono/html'
import { countries } from '../../calendar/vocabularies/countries.ts'
import type { Markup } from '../layout.ts'
import { box, boxes, choice, line, type Option, optionsOf, reshape } from './controls.ts'
import { hasSaid, idOf, more, type Sheet } from './sheet.ts'
import { words } from './words.ts'

const { when } = words

/** When it takes place. The style sheet shows what belongs to the choice made; without it, all. */
export const whenPart = (sheet: Sheet): Markup => html`<fieldset class="when">
<legend>${when.title}</legend>
<div class="pair">
${line(sheet, { name: 'date', label: when.date, type: 'date', required: true })}
${line(sheet, { name: 'endDate', label: when.endDate, hint: when.endDateHint, type: 'date' })}
</div>
${box(sheet, { name: 'allDay', value: 'yes', label: when.allDay })}
<div class="pair on-clock">
${line(sheet, { name: 'start', label: when.start, type: 'time', required: true })}
${line(sheet, { name: 'end', label: when.end, hint: when.endHint, type: 'time' })}
</div>
${pass(sheet)}
<div class="on-clock">
${line(sheet, { name: 'zone', label: when.zone, hint: when.zoneHint, list: 'zones', more: html` dir="ltr"` })}
<datalist id="zones">${countries.terms.map(({ zone, label }) => html`<option value="${zone}">${label}</option>`)}</datalist>
</div>
${choice(sheet, { name: 'repeats', label: when.repeats, options: optionsOf(when.choices) })}
${repeats(sheet)}
${sheet.value('kept').includes('"overrides"') ? html`<p class="hint">${when.changedDates}</p>` : ''}
${more(when.lists, hasSaid(sheet, ['extra', 'except']), html`${rows(sheet, 'extra', when.extra, when.addExtra)}${rows(sheet, 'except', when.except, when.addExcept)}`)}
</fieldset>
`

/** Asked only in the one hour of the year when it matters. */
const pass = (sheet: Sheet): Markup | '' =>
  hasSaid(sheet, ['pass'])
    ? choice(sheet, {
        name: 'pass',
        label: when.pass,
        hint: when.passHint,
        options: optionsOf(when.passes),
      })
    : ''

const weekdayOptions = optionsOf(when.weekdays)

const repeats = (sheet: Sheet): Markup => html`<div class="on-weekly">
${boxes(sheet, { name: 'weekday', label: when.weekday, hint: when.weekdayHint, options: weekdayOptions, inline: true })}
</div>
<div class="pair on-monthly-weekday">
${choice(sheet, { name: 'nth', label: when.nth, options: nths })}
${choice(sheet, { name: 'nthWeekday', label: when.nthWeekday, options: [{ value: '', label: when.asFirst }, ...weekdayOptions] })}
</div>
<div class="on-monthly-day">
${line(sheet, { name: 'monthDay', label: when.monthDay, hint: when.monthDayHint, type: 'number', more: html` min="-31" max="31"` })}
</div>
<div class="on-own">
${line(sheet, { name: 'rule', label: when.rule, hint: when.ruleHint, more: html` dir="ltr" spellcheck="false"` })}
</div>
<div class="on-bounded">
${boxes(sheet, { name: 'ends', label: when.ends, type: 'radio', options: optionsOf(when.endings), inline: true })}
<div class="on-until">${line(sheet, { name: 'until', label: when.until, type: 'date' })}</div>
<div class="on-count">${line(sheet, { name: 'count', label: when.count, hint: when.countHint, type: 'number', more: html` min="1" max="10000"` })}</div>
</div>
`

/** In the order of a month; an object would put its whole numbers first. */
const nths: readonly Option[] = ['', '1', '2', '3', '4', '5', '-1', '-2'].map((value) => ({
  value,
  label: when.nths[value as keyof typeof when.nths],
}))

/** Rows shown before anything is typed. */
const emptyRows = [0, 1]

/** Days one by one, each with a time of day where that differs. */
const rows = (sheet: Sheet, name: 'extra' | 'except', label: string, add: string): Markup => {
  const typed = sheet.rows(name)
  const shown = typed.length ? typed : emptyRows
  const next = Math.max(...shown) + 1
  return html`<div class="dates-rows" role="group" aria-labelledby="${name}-title">
<p class="label" id="${name}-title">${label}</p>
<p class="pair heads" aria-hidden="true"><span>${when.day}</span><span class="on-clock">${when.time}</span></p>
${shown.map(
  (row, index) => html`<div class="pair">
${line(sheet, { name: `${name}.${row}`, label: when.row(label, index + 1), type: 'date', silent: true })}
<div class="on-clock">${line(sheet, { name: `${name}Time.${row}`, label: when.rowTime(label, index + 1), type: 'time', silent: true })}</div>
</div>
`
)}<p>${reshape(sheet, `add-${name}`, add, idOf(`${name}.${next}`))}</p>
</div>`
}
