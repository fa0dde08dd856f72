import { html } from 'hono/html'
import type { AuditEntry } from '../../calendar/audit.ts'
import { formView, sendButton, textField } from '../account/field.ts'
import { momentOf } from '../account/moment.ts'
import type { Markup } from '../layout.ts'
import { type AdminFrame, adminPage, adminRooms } from './frame.ts'
import { words } from './words.ts'

/** The audit of one object, newest first; nothing but the form before one is named. */
export const historyPage = (
  frame: AdminFrame,
  {
    object,
    entries,
  }: Readonly<{
    /** `kind:id`; empty before one is named. */ object: string
    entries: readonly AuditEntry[]
  }>
): Markup =>
  adminPage(frame, {
    room: 'history',
    title: words.history,
    content: html`<form class="panel" method="get" action="${adminRooms.history}">
${textField(formView('history', null), { name: 'object', label: words.object, hint: words.objectHint, initial: object, most: 200 })}
<p class="actions">${sendButton(words.look, 'quiet')}</p>
</form>
${object === '' ? '' : entries.length === 0 ? html`<p>${words.noHistory}</p>` : table(entries)}`,
  })

const table = (entries: readonly AuditEntry[]): Markup => html`<table class="work">
<thead><tr><th scope="col">${words.when}</th><th scope="col">${words.who}</th><th scope="col">${words.what}</th><th scope="col">${words.status}</th></tr></thead>
<tbody>
${entries.map(
  ({ at, by, verb, outcome, reason }) => html`<tr>
<td>${momentOf(at)}</td>
<th scope="row">${by === null ? words.nobody : html`<bdi>${by.name}</bdi>`}</th>
<td>${words.verbs[verb]}${reason === null ? '' : html`<br><span class="hint"><bdi>${reason}</bdi></span>`}</td>
<td><span class="state ${outcome === 'done' ? 'good' : 'bad'}">${words.outcomes[outcome]}</span></td>
</tr>
`
)}</tbody>
</table>`
