import { html } from 'hono/html'
import { accessibilityFeatures, costKinds } from '../../calendar/vocabularies/kinds.ts'
import type { Markup } from '../layout.ts'
import { addressLine, choice, line, optionsOf, termsOf } from './controls.ts'
import { hasSaid, more, type Sheet } from './sheet.ts'
import { words } from './words.ts'

const { practical } = words

const features = accessibilityFeatures.terms.map(({ id, label }) => ({
  name: `feature.${id}`,
  label,
}))

/** What people have to know before they go there. */
export const practicalPart = (sheet: Sheet): Markup => html`<fieldset>
<legend>${practical.title}</legend>
${more(practical.cost, hasSaid(sheet, ['cost', 'amount', 'currency', 'costNote'], { cost: 'unknown' }), cost(sheet))}
${more(practical.registration, hasSaid(sheet, ['registration', 'registerUrl', 'registerBy', 'idRequired']), registration(sheet))}
${more(practical.access, hasSaid(sheet, ['accessNote', ...features.map(({ name }) => name)]), access(sheet))}
</fieldset>
`

const currencies = 'EUR BGN CHF CZK DKK GBP HUF ISK NOK PLN RON SEK TRY UAH'.split(' ')

const cost = (sheet: Sheet): Markup => html`<div class="pair">
${choice(sheet, { name: 'cost', label: practical.costKind, options: termsOf(costKinds.terms) })}
${line(sheet, { name: 'amount', label: practical.amount, more: html` inputmode="decimal"` })}
${line(sheet, { name: 'currency', label: practical.currency, hint: practical.currencyHint, list: 'currencies' })}
</div>
<datalist id="currencies">${currencies.map((code) => html`<option value="${code}"></option>`)}</datalist>
${line(sheet, { name: 'costNote', label: practical.costNote })}`

const registration = (sheet: Sheet): Markup => html`<div class="pair">
${choice(sheet, { name: 'registration', label: practical.registrationKind, options: optionsOf(practical.registrationKinds) })}
${line(sheet, { name: 'registerBy', label: practical.registerBy, type: 'date' })}
</div>
${addressLine(sheet, { name: 'registerUrl', label: practical.registerUrl })}
${choice(sheet, { name: 'idRequired', label: practical.idRequired, hint: practical.idRequiredHint, options: optionsOf(practical.answers) })}`

const access = (sheet: Sheet): Markup => html`<p class="hint">${practical.accessHint}</p>
<div class="pair">
${features.map(({ name, label }) => choice(sheet, { name, label, options: optionsOf(practical.answers) }))}
</div>
${line(sheet, { name: 'accessNote', label: practical.accessNote })}`
