import { html } from 'hono/html'
import type { OutboxEntry } from '../../calendar/mail.ts'
import { buttonForm, hiddenFields, sendButton } from '../account/field.ts'
import { momentOf } from '../account/moment.ts'
import type { Markup } from '../layout.ts'
import { type AdminFrame, adminPage, adminRooms } from './frame.ts'
import { words } from './words.ts'

/** How many there are; `more` when there are more than were counted. */
export type Counted = Readonly<{ count: number; more: boolean }>

const said = ({ count, more }: Counted): string => (more ? words.atLeast(count) : String(count))

/** The outbox: what waits, what went out, what was given up and why. */
export const mailPage = (
  frame: AdminFrame,
  {
    waiting,
    sent,
    dead,
  }: Readonly<{ waiting: Counted; sent: Counted; dead: readonly OutboxEntry[] }>
): Markup =>
  adminPage(frame, {
    room: 'mail',
    title: words.mail,
    content: html`<dl class="pair panel">
<div><dt class="hint">${words.waiting}</dt><dd>${said(waiting)}</dd></div>
<div><dt class="hint">${words.sent}</dt><dd>${said(sent)}</dd></div>
</dl>
<h2>${words.dead}</h2>
${dead.length === 0 ? html`<p>${words.noDead}</p>` : deadMails(dead)}`,
  })

const deadMails = (
  dead: readonly OutboxEntry[]
): Markup => html`<p class="hint">${words.deadHint}</p>
<table class="work">
<thead><tr><th scope="col">${words.kind}</th><th scope="col">${words.to}</th><th scope="col">${words.error}</th><th scope="col">${words.actions}</th></tr></thead>
<tbody>
${dead.map(
  ({ mail, attempts, lastError }) => html`<tr>
<th scope="row">${words.kinds[mail.kind]}<br><span class="hint">${momentOf(mail.at)}</span></th>
<td>${recipient(mail)}</td>
<td><bdi>${lastError ?? words.unknownError}</bdi><br><span class="hint">${words.attempts(attempts)}</span></td>
<td>${buttonForm(`${adminRooms.mail}/retry`, sendButton(words.retry, 'small quiet', words.kinds[mail.kind]), { id: mail.id })}</td>
</tr>
`
)}</tbody>
</table>
<form class="actions" method="post" action="${adminRooms.mail}/retry">${dead.map(({ mail }) => hiddenFields({ id: mail.id }))}${sendButton(words.retryAll)}</form>`

/** An address where that is all we have; somebody known by a link, since mailboxes change. */
const recipient = ({ person, address }: OutboxEntry['mail']): Markup =>
  person === null
    ? html`<bdi>${address ?? ''}</bdi>`
    : html`<a href="${adminRooms.people}/${person}">${words.known}<span class="vh"> ${person}</span></a>`
