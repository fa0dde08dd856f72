import { html } from 'hono/html'
import { countries } from '../../calendar/vocabularies/countries.ts'
import { attendances, scopes } from '../../calendar/vocabularies/kinds.ts'
import type { Markup } from '../layout.ts'
import { addressLine, boxes, choice, line, termsOf } from './controls.ts'
import { hasSaid, more, type Sheet } from './sheet.ts'
import { words } from './words.ts'

const { where } = words

/** With the zone a script puts into its field when the country is chosen. */
const countryOptions = termsOf(countries.terms)

export const wherePart = (sheet: Sheet): Markup => html`<fieldset>
<legend>${where.title}</legend>
${choice(sheet, { name: 'country', label: where.country, hint: where.countryHint, required: true, options: [{ value: '', label: where.choose }, ...countryOptions] })}
${boxes(sheet, { name: 'attendance', label: where.attendance, type: 'radio', options: termsOf(attendances.terms), inline: true })}
${line(sheet, { name: 'placeName', label: where.name })}
<div class="pair">
${line(sheet, { name: 'placeAddress', label: where.address })}
${line(sheet, { name: 'city', label: where.city })}
</div>
<div class="${hasSaid(sheet, ['joinUrl']) ? '' : 'on-line'}">${addressLine(sheet, { name: 'joinUrl', label: where.joinUrl, hint: where.joinUrlHint })}</div>
${more(
  where.more,
  hasSaid(sheet, ['placeCountry', 'countries', 'scope'], { placeCountry: sheet.value('country') }),
  html`<div class="pair">
${choice(sheet, { name: 'placeCountry', label: where.placeCountry, options: [{ value: '', label: where.sameCountry }, ...countryOptions] })}
${choice(sheet, { name: 'scope', label: where.scope, options: [{ value: '', label: where.unsaid }, ...termsOf(scopes.terms)] })}
</div>
${boxes(sheet, { name: 'countries', label: where.countries, hint: where.countriesHint, options: countryOptions })}`
)}
</fieldset>
`
