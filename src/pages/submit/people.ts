import { html } from 'hono/html'
import { interfaceLanguages } from '../../calendar/language.ts'
import type { Markup } from '../layout.ts'
import { addressLine, area, choice, line } from './controls.ts'
import { offeredLanguages } from './languages.ts'
import { hasSaid, more, type Sheet } from './sheet.ts'
import { words } from './words.ts'

const { who, contact, last } = words

/** Somebody without an account says who they are. */
export const whoPart = (sheet: Sheet): Markup => html`<fieldset>
<legend>${who.title}</legend>
<p class="hint">${who.hint}</p>
<div class="pair">
${line(sheet, { name: 'name', label: who.name, required: true, autocomplete: 'name' })}
${line(sheet, { name: 'email', label: who.email, type: 'email', required: true, autocomplete: 'email' })}
</div>
<p class="hint">${who.emailHint}</p>
<p class="hint">${words.signIn} <a href="/sign-in?then=%2Fsubmit">${words.signInLink}</a>. ${words.signInHint}</p>
</fieldset>
`

/** Somebody with an account sees for whom they act. */
export const forWhomPart = (organisation: string | null): Markup =>
  html`<div class="panel"><p>${organisation === null ? words.forYourself : words.forOrganisation(organisation)} <a href="/my/account">${words.forOther}</a></p></div>
`

/** Who holds the event, and whom the public can ask. */
export const contactPart = (sheet: Sheet): Markup => html`<fieldset>
<legend>${contact.title}</legend>
${line(sheet, { name: 'organiserName', label: contact.organiser, hint: contact.organiserHint })}
<div class="pair">
${addressLine(sheet, { name: 'organiserUrl', label: contact.organiserUrl })}
${addressLine(sheet, { name: 'website', label: contact.website })}
</div>
${more(
  contact.more,
  hasSaid(sheet, ['contactName', 'contactEmail', 'contactPhone']),
  html`<p class="hint">${contact.moreHint}</p>
<div class="pair">
${line(sheet, { name: 'contactName', label: contact.name })}
${line(sheet, { name: 'contactEmail', label: contact.email, type: 'email' })}
${line(sheet, { name: 'contactPhone', label: contact.phone, type: 'tel' })}
</div>`
)}
</fieldset>
`

const mailLanguages = offeredLanguages
  .filter(({ tag }) => interfaceLanguages.includes(tag))
  .map(({ tag, name, own }) => ({
    value: tag,
    label: name === own ? name : `${name} – ${own}`,
  }))

/** What only we read. */
export const lastPart = (sheet: Sheet): Markup => html`<fieldset>
<legend>${last.title}</legend>
${area(sheet, { name: 'message', label: last.message, hint: last.messageHint, rows: 3 })}
${choice(sheet, { name: 'mailLang', label: last.mailLang, options: mailLanguages })}
</fieldset>
`
