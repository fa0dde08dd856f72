import { html } from 'hono/html'
import type { Administrator } from '../../calendar/accounts.ts'
import { buttonForm, formView, sendButton, textField, unfolding } from '../account/field.ts'
import { dayOf } from '../account/moment.ts'
import type { Markup } from '../layout.ts'
import { type AdminFrame, adminPage, adminRooms } from './frame.ts'
import { words } from './words.ts'

/** Name of the form. */
export const administratorForm = 'appoint'

/** Every administrator, and the form that appoints another. */
export const administratorsPage = (
  frame: AdminFrame,
  {
    administrators,
    reader,
  }: Readonly<{
    administrators: readonly Administrator[] /** Id of whoever reads. */
    reader: string
  }>
): Markup => {
  const form = formView(administratorForm, frame.problem ?? null)
  return adminPage(frame, {
    room: 'administrators',
    title: words.administrators,
    content: html`<table class="work">
<thead><tr><th scope="col">${words.name}</th><th scope="col">${words.actions}</th></tr></thead>
<tbody>
${administrators.map(
  ({ id, name, email, since }) => html`<tr>
<th scope="row"><bdi>${name}</bdi>${id === reader ? html` (${words.you})` : ''}<br><span class="hint"><bdi>${email}</bdi><br>${words.since} ${dayOf(since)}</span></th>
<td>${unfolding(words.dismiss, html`<p>${words.dismissAdministratorHint}</p><div class="actions">${buttonForm(`${adminRooms.administrators}/${id}/dismissal`, sendButton(words.dismissNow, 'small danger', name))}</div>`, name)}</td>
</tr>
`
)}</tbody>
</table>
<section class="panel" aria-labelledby="appoint">
<h2 id="appoint">${words.appointAdministrator}</h2>
<p class="hint">${words.appointAdministratorHint}</p>
<form method="post" action="${adminRooms.administrators}">
<div class="form">
${textField(form, { name: 'email', label: words.mailbox, type: 'email', most: 254 })}
${textField(form, { name: 'name', label: words.name, hint: words.nameOnlyNew, most: 200 })}
</div>
<p class="actions">${sendButton(words.appoint)}</p>
</form>
</section>`,
  })
}
