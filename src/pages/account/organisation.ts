import { html } from 'hono/html'
import { type Member, memberRoles } from '../../calendar/accounts.ts'
import { layout, type Markup } from '../layout.ts'
import {
  buttonForm,
  doneNote,
  formView,
  hiddenFields,
  problemSummary,
  selectField,
  sendButton,
  textField,
  titleWith,
  unfolding,
} from './field.ts'
import { keysPanel } from './keys.ts'
import { dayOf } from './moment.ts'
import {
  memberForm,
  type OrganisationPageInput,
  organisationField,
  organisationForms,
} from './organisation-forms.ts'
import { words } from './words.ts'

/** The organisation somebody acts for: who belongs to it and, for admins, how to change that. */
export const organisationPage = (input: OrganisationPageInput): Markup => {
  const { site, account, organisation, done, problem = null } = input
  const isAdmin = organisation.role === 'admin'
  return layout({
    site,
    title: titleWith(organisation.name, problem),
    indexed: false,
    account,
    main: html`<div class="wide">
${problemSummary(problem)}${doneNote(done)}
<h1><bdi>${organisation.name}</bdi></h1>
${trust(input)}
${members(input)}
${isAdmin ? invitations(input) : ''}
${isAdmin ? keysPanel(input) : html`<p class="hint">${words.onlyAdmins}</p>`}
</div>`,
  })
}

const trust = ({ trustedSince }: OrganisationPageInput): Markup =>
  trustedSince === null
    ? html`<p><span class="state off">${words.notTrusted}</span></p><p class="lead">${words.notTrustedHint}</p>`
    : html`<p><span class="state good">${words.trusted}</span> ${words.trustedSince} ${dayOf(trustedSince)}</p><p class="lead">${words.trustedHint}</p>`

const members = (input: OrganisationPageInput): Markup => {
  const { organisation, reader } = input
  const isAdmin = organisation.role === 'admin'
  return html`<section aria-labelledby="members">
<h2 id="members">${words.members}</h2>
<table class="work">
<thead><tr><th scope="col">${words.person}</th><th scope="col">${words.role}</th>${isAdmin ? html`<th scope="col">${words.actions}</th>` : ''}</tr></thead>
<tbody>
${input.members.map(
  (member) => html`<tr>
<th scope="row"><bdi>${member.name}</bdi>${member.person === reader ? html` (${words.thatIsYou})` : ''}${member.email === null ? '' : html`<br><span class="hint"><bdi>${member.email}</bdi></span>`}</th>
<td>${words.memberRoles[member.role]}<br><span class="hint">${words.since} ${dayOf(member.since)}</span></td>
${isAdmin ? html`<td>${memberActions(member, input)}</td>` : ''}
</tr>
`
)}</tbody>
</table>
</section>`
}

const roleChoices = memberRoles.toReversed().map((value) => ({
  value,
  label: `${words.memberRoles[value]}: ${words.memberRoleHints[value]}`,
}))

const memberActions = (
  { person, name, role }: Member,
  { organisation, reader, problem = null }: OrganisationPageInput
): Markup => {
  const form = formView(memberForm(person), problem)
  const own = hiddenFields({ [organisationField]: organisation.id })
  const removing = html`<p class="field">${words.removeMemberHint}</p>
<form class="actions" method="post" action="/my/organisation/members/${person}/removal">${own}${sendButton(words.removeMember, 'small danger', name)}</form>`
  return unfolding(
    words.changeMember,
    html`<form method="post" action="/my/organisation/members/${person}/role">${own}
${selectField(form, { name: 'role', label: words.newRole, initial: role, choices: roleChoices })}
<p class="actions">${sendButton(words.changeRole, 'small', name)}</p></form>
${person === reader ? html`<p class="field">${words.leaveOnAccount} <a href="/my/account#acting">${words.toAccount}</a></p>` : removing}`,
    name
  )
}

const invitations = (input: OrganisationPageInput): Markup => {
  const { organisation, problem = null } = input
  const form = formView(organisationForms.invite, problem)
  const own = { [organisationField]: organisation.id }
  return html`<section class="panel" aria-labelledby="invite">
<h2 id="invite">${words.invite}</h2>
<form class="form" method="post" action="/my/organisation/invitations">${hiddenFields(own)}
${textField(form, { name: 'email', label: words.inviteMailbox, hint: words.inviteHint, type: 'email', most: 254 })}
${selectField(form, { name: 'role', label: words.role, initial: 'member', choices: roleChoices })}
<p class="actions">${sendButton(words.sendInvitation)}</p>
</form>
<h3 class="later">${words.pending}</h3>
${
  input.invitations.length === 0
    ? html`<p class="hint">${words.noPending}</p>`
    : html`<ul role="list" class="rows">
${input.invitations.map(
  ({ id, email, role, expiresAt }) => html`<li>
<p><bdi>${email}</bdi> · ${words.memberRoles[role]}</p>
<p class="hint">${words.expires} ${dayOf(expiresAt)}</p>
<div class="actions">${buttonForm(`/my/organisation/invitations/${id}/cancellation`, sendButton(words.takeBack, 'small quiet', email), own)}</div>
</li>
`
)}</ul>`
}
</section>`
}
