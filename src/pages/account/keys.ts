import { html } from 'hono/html'
import { type Key, organisationScopes } from '../../calendar/accounts.ts'
import type { Site } from '../../calendar/publication.ts'
import { type AccountView, layout, type Markup } from '../layout.ts'
import {
  buttonForm,
  checkBoxes,
  formView,
  hiddenFields,
  selectField,
  sendButton,
  textField,
  unfolding,
} from './field.ts'
import { dayOf } from './moment.ts'
import {
  type OrganisationPageInput,
  organisationField,
  organisationForms,
} from './organisation-forms.ts'
import { words } from './words.ts'

/** The keys of an organisation and the form for another one. */
export const keysPanel = (
  input: OrganisationPageInput
): Markup => html`<section class="panel" aria-labelledby="keys">
<h2 id="keys">${words.keys}</h2>
<p>${words.keysIntro} <a href="/openapi.json">${words.toApi}</a></p>
${input.keys.length === 0 ? html`<p class="hint">${words.noKeys}</p>` : keyTable(input)}
${newKey(input)}
</section>`

const looks: Readonly<Record<Key['state'], string>> = {
  active: 'good',
  revoked: 'bad',
  expired: 'off',
}

const keyTable = ({
  keys,
  organisation,
}: OrganisationPageInput): Markup => html`<table class="work">
<thead><tr><th scope="col">${words.key}</th><th scope="col">${words.keyMay}</th><th scope="col">${words.keyState}</th><th scope="col">${words.actions}</th></tr></thead>
<tbody>
${keys.map(
  (key) => html`<tr>
<th scope="row"><bdi>${key.name}</bdi><br><code>${key.start}…</code></th>
<td><span class="vh">${words.keyMay}: </span>${key.scopes.map((scope) => words.scopes[scope]).join(', ')}</td>
<td><span class="state ${looks[key.state]}">${words.keyStates[key.state]}</span><br>
<span class="hint">${key.expiresAt === null ? words.never : html`${words.until} ${dayOf(key.expiresAt)}`}<br>${key.lastUsedAt === null ? words.notUsed : html`${words.lastUsed} ${dayOf(key.lastUsedAt)}`}</span></td>
<td>${key.state === 'active' ? revoking(key, organisation.id) : ''}</td>
</tr>
`
)}</tbody>
</table>`

const revoking = ({ id, name }: Key, organisation: string): Markup =>
  unfolding(
    words.revoke,
    html`<p>${words.revokeHint}</p>
<div class="actions">${buttonForm(`/my/organisation/keys/${id}/revocation`, sendButton(words.revokeNow, 'small danger', name), { [organisationField]: organisation })}</div>`,
    name
  )

const newKey = ({ organisation, problem = null }: OrganisationPageInput): Markup => {
  const form = formView(organisationForms.key, problem)
  return html`<h3 class="later">${words.newKey}</h3>
<form class="form" method="post" action="/my/organisation/keys">${hiddenFields({ [organisationField]: organisation.id })}
${textField(form, { name: 'name', label: words.keyName, hint: words.keyNameHint, most: 100 })}
${checkBoxes(form, {
  name: 'scopes',
  label: words.keyScopes,
  initial: ['read', 'submit'],
  choices: organisationScopes.map((value) => ({
    value,
    label: words.scopes[value],
    hint: words.scopeHints[value],
  })),
})}
${selectField(form, { name: 'expiresInDays', label: words.keyLasts, initial: '365', choices: words.keyDays })}
<p class="actions">${sendButton(words.issueKey)}</p>
</form>`
}

/** The answer to issuing a key: the only place where its secret ever stands. */
export const newKeyPage = ({
  site,
  account,
  name,
  secret,
}: Readonly<{ site: Site; account: AccountView; name: string; secret: string }>): Markup =>
  layout({
    site,
    title: words.secretTitle,
    indexed: false,
    account,
    main: html`<div class="form">
<h1>${words.secretTitle}: <bdi>${name}</bdi></h1>
<p class="banner" role="status">${words.secretLead}</p>
<div class="panel">
<p class="label" id="secret-label"><strong>${words.secretLabel}</strong></p>
<p><code class="secret" id="secret">${secret}</code></p>
<p class="field">${words.secretUse}</p>
<p><code class="secret">Authorization: Bearer ${secret}</code></p>
<p class="field">${words.secretCare}</p>
</div>
<p class="actions"><a class="button" href="/my/organisation">${words.toKeys}</a></p>
</div>`,
  })
