import { html } from 'hono/html'
import type { Doer } from '../../calendar/submission.ts'
import type { Instant } from '../../calendar/time.ts'
import { formView, hiddenFields, sendButton, textField } from '../account/field.ts'
import { dayOf } from '../account/moment.ts'
import type { Markup } from '../layout.ts'
import { type AdminFrame, adminPage, adminRooms, historyOf } from './frame.ts'
import { words } from './words.ts'

/** An organisation as administrators see it. */
export type ListedOrganisation = Readonly<{
  id: string
  slug: string
  name: string
  createdAt: Instant
  /** How many people belong to it. */
  members: number
  /** Who trusts it since when; null when nobody does. */
  trust: Readonly<{ by: Doer; at: Instant }> | null
}>

/** Forms of these pages, by name. */
export const organisationAdminForms = { trust: 'trust', appoint: 'admin' } as const

/** Organisations by name; those that were searched for. */
export const organisationsPage = (
  frame: AdminFrame,
  {
    search,
    shown,
    count,
  }: Readonly<{ search: string; shown: readonly ListedOrganisation[]; count: number }>
): Markup =>
  adminPage(frame, {
    room: 'organisations',
    title: words.organisations,
    content: html`<form class="panel" method="get" action="${adminRooms.organisations}" role="search">
${textField(formView('search', null), { name: 'q', label: words.search, hint: words.searchHint, type: 'search', initial: search, required: false, most: 100 })}
<p class="actions">${sendButton(words.find, 'quiet')}${search ? html` <a href="${adminRooms.organisations}">${words.all}</a>` : ''}</p>
</form>
${shown.length === 0 ? html`<p>${words.noneFound}</p>` : html`<p class="hint">${words.found(shown.length, count)}</p>${table(shown)}`}`,
  })

const trustState = (trust: ListedOrganisation['trust']): Markup =>
  trust === null
    ? html`<span class="state off">${words.notTrusted}</span>`
    : html`<span class="state good">${words.trusted}</span>`

const table = (shown: readonly ListedOrganisation[]): Markup => html`<table class="work">
<thead><tr><th scope="col">${words.organisation}</th><th scope="col">${words.members}</th><th scope="col">${words.trust}</th></tr></thead>
<tbody>
${shown.map(
  ({ id, slug, name, members, trust, createdAt }) => html`<tr>
<th scope="row"><a href="${adminRooms.organisations}/${id}"><bdi>${name}</bdi></a><br><span class="hint">${slug} · ${words.since} ${dayOf(createdAt)}</span></th>
<td>${members === 0 ? html`<span class="state bad">${words.memberCount(members)}</span>` : words.memberCount(members)}</td>
<td>${trustState(trust)}</td>
</tr>
`
)}</tbody>
</table>`

/** One organisation: trust, and an admin for one that has nobody left. */
export const organisationAdminPage = (
  frame: AdminFrame,
  {
    organisation: { id, slug, name, members, trust, createdAt },
    record,
  }: Readonly<{
    organisation: ListedOrganisation
    /** Its submissions of the last twelve months: approved in the first round, and the others. */
    record: Readonly<{ approvedAtOnce: number; others: number }>
  }>
): Markup => {
  const path = `${adminRooms.organisations}/${id}`
  const trusting = formView(organisationAdminForms.trust, frame.problem ?? null)
  const appointing = formView(organisationAdminForms.appoint, frame.problem ?? null)
  return adminPage(frame, {
    room: 'organisations',
    title: name,
    content: html`<p class="lead">${slug} · ${words.memberCount(members)} · ${words.since} ${dayOf(createdAt)}</p>
<section class="panel" aria-labelledby="trust">
<h2 id="trust">${words.trust}</h2>
<p>${trustState(trust)}${trust === null ? '' : html` <span class="hint">${dayOf(trust.at)} ${words.trustedBy} <bdi>${trust.by.name}</bdi></span>`}</p>
<p>${words.trustHint} ${words.record(record.approvedAtOnce, record.others)}</p>
<form method="post" action="${path}/trust">${hiddenFields({ given: trust === null ? 'yes' : 'no' })}
${textField(trusting, { name: 'reason', label: words.reason, hint: words.reasonHint, required: false, most: 500 })}
<p class="actions">${trust === null ? sendButton(words.giveTrust) : sendButton(words.takeTrust, 'danger')}</p>
</form>
</section>
<section class="panel" aria-labelledby="admin">
<h2 id="admin">${words.appointAdmin}</h2>
<p class="hint">${words.appointAdminHint}</p>
<form method="post" action="${path}/admins">
<div class="form">
${textField(appointing, { name: 'email', label: words.mailbox, type: 'email', most: 254 })}
${textField(appointing, { name: 'name', label: words.name, hint: words.nameOnlyNew, most: 200 })}
</div>
<p class="actions">${sendButton(words.appoint, 'quiet')}</p>
</form>
</section>
<p class="actions"><a href="${adminRooms.organisations}">${words.back}</a> <a href="${historyOf('organisation', id)}">${words.seeHistory}</a></p>`,
  })
}
