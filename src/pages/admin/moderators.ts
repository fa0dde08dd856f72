import { html } from 'hono/html'
import type { Moderator } from '../../calendar/accounts.ts'
import { countries } from '../../calendar/vocabularies/countries.ts'
import {
  buttonForm,
  checkBox,
  checkBoxes,
  type FormView,
  formView,
  sendButton,
  textField,
  unfolding,
} from '../account/field.ts'
import { dayOf } from '../account/moment.ts'
import type { Markup } from '../layout.ts'
import { type AdminFrame, adminPage, adminRooms, countryNames, historyOf } from './frame.ts'
import { words } from './words.ts'

/** Forms of these pages, by name. */
export const moderatorForms = { appoint: 'appoint', change: 'change' } as const

/** Every moderator, and the form that appoints another. */
export const moderatorsPage = (
  frame: AdminFrame,
  { moderators }: Readonly<{ moderators: readonly Moderator[] }>
): Markup => {
  const form = formView(moderatorForms.appoint, frame.problem ?? null)
  return adminPage(frame, {
    room: 'moderators',
    title: words.moderators,
    content: html`${moderators.length === 0 ? html`<p>${words.noModerators}</p>` : table(moderators)}
<section class="panel" aria-labelledby="appoint">
<h2 id="appoint">${words.appointModerator}</h2>
<form method="post" action="${adminRooms.moderators}">
<div class="form">
${textField(form, { name: 'email', label: words.mailbox, type: 'email', most: 254 })}
${textField(form, { name: 'name', label: words.name, hint: words.nameOnlyNew, most: 200 })}
</div>
${grantFields(form, { countries: [], senior: false })}
<p class="actions">${sendButton(words.appoint)}</p>
</form>
</section>`,
  })
}

const table = (moderators: readonly Moderator[]): Markup => html`<table class="work">
<thead><tr><th scope="col">${words.name}</th><th scope="col">${words.countries}</th><th scope="col">${words.never}</th><th scope="col">${words.actions}</th></tr></thead>
<tbody>
${moderators.map(
  (each) => html`<tr>
<th scope="row"><bdi>${each.name}</bdi>${each.senior ? html` <span class="state good">${words.senior}</span>` : ''}<br><span class="hint"><bdi>${each.email}</bdi><br>${words.since} ${dayOf(each.createdAt)}</span></th>
<td>${countryNames(each.countries)}</td>
<td>${each.organisations.length ? html`<span class="narrow-only">${words.never}: </span>${each.organisations.join(', ')}` : ''}</td>
<td><a href="${adminRooms.moderators}/${each.id}">${words.change}<span class="vh"> <bdi>${each.name}</bdi></span></a></td>
</tr>
`
)}</tbody>
</table>`

const countryChoices = countries.terms.map(({ id, label }) => ({ value: id, label }))

const grantFields = (
  form: FormView,
  initial: Readonly<{ countries: readonly string[]; senior: boolean }>
): Markup => html`${checkBoxes(form, {
  name: 'countries',
  label: words.countries,
  hint: words.countriesHint,
  initial: initial.countries,
  choices: countryChoices,
  columns: true,
})}
${checkBox(form, { name: 'senior', value: 'yes', label: words.senior, hint: words.seniorHint, initial: initial.senior })}`

/** One moderator: what they may decide for, and the end of it. */
export const moderatorPage = (
  frame: AdminFrame,
  { moderator }: Readonly<{ moderator: Moderator }>
): Markup => {
  const { id, name, email } = moderator
  const path = `${adminRooms.moderators}/${id}`
  const form = formView(moderatorForms.change, frame.problem ?? null)
  return adminPage(frame, {
    room: 'moderators',
    title: name,
    content: html`<p class="lead">${words.moderatorTitle} · <bdi>${email}</bdi></p>
<form class="panel" method="post" action="${path}">
${grantFields(form, moderator)}
<p class="actions">${sendButton(words.save)}</p>
</form>
<div class="actions">
<a href="${adminRooms.moderators}">${words.back}</a>
<a href="${historyOf('person', id)}">${words.seeHistory}</a>
${unfolding(words.dismiss, html`<p>${words.dismissModeratorHint}</p><div class="actions">${buttonForm(`${path}/dismissal`, sendButton(words.dismissNow, 'danger', name))}</div>`, name)}
</div>`,
  })
}
