import { html } from 'hono/html'
import type { Belonging, Person, ReceivedInvitation } from '../../calendar/accounts.ts'
import { interfaceLanguages, type Lang } from '../../calendar/language.ts'
import type { Role } from '../../calendar/people.ts'
import type { Site } from '../../calendar/publication.ts'
import { countries as vocabulary } from '../../calendar/vocabularies/countries.ts'
import { type AccountView, layout, type Markup } from '../layout.ts'
import {
  buttonForm,
  type Choice,
  doneNote,
  type FormProblem,
  formView,
  problemSummary,
  selectField,
  sendButton,
  textField,
  titleWith,
  unfolding,
} from './field.ts'
import { words } from './words.ts'

export type AccountPageInput = Readonly<{
  site: Site
  account: AccountView
  person: Person
  organisations: readonly Belonging[]
  /** Id of the organisation they act for; null: for themselves. */
  acting: string | null
  invitations: readonly ReceivedInvitation[]
  roles: readonly Role[]
  /** The moderator's grant. */
  countries: readonly string[]
  /** What was done just now. */
  done?: string | undefined
  problem?: FormProblem | null
}>

/** Forms of the page, by name. */
export const accountForms = { you: 'you', organisation: 'organisation', acting: 'acting' } as const

/** Whoever is signed in: who they are, for whom they act, what we keep. */
export const accountPage = (input: AccountPageInput): Markup => {
  const { site, account, done, problem = null } = input
  return layout({
    site,
    title: titleWith(words.account, problem),
    indexed: false,
    account,
    main: html`<div class="form">
${problemSummary(problem)}${doneNote(done)}
<h1>${words.account}</h1>
${invitationsFor(input)}
${you(input)}
${actingFor(input)}
${newOrganisation(input)}
${browser()}
${privacy()}
</div>`,
  })
}

const invitationsFor = ({ invitations }: AccountPageInput): Markup | '' =>
  invitations.length === 0
    ? ''
    : html`<section class="panel" aria-labelledby="invited">
<h2 id="invited">${words.invitations}</h2>
<ul role="list">
${invitations.map(
  ({ id, organisation, by }) => html`<li class="field">
<p>${words.invitedTo} <strong><bdi>${organisation.name}</bdi></strong>, ${words.invitedBy} <bdi>${by}</bdi></p>
<p><a href="/my/invitations/${id}">${words.openInvitation}<span class="vh">: <bdi>${organisation.name}</bdi></span></a></p>
</li>
`
)}</ul>
</section>`

/** A language as its speakers call it; in English where the runtime lacks it. */
const ownName = (tag: Lang): string =>
  new Intl.DisplayNames([tag, 'en'], { type: 'language' }).of(tag) ?? tag

const languageChoices = (own: Lang): readonly Choice[] =>
  [...new Set([...interfaceLanguages, own])]
    .map((value) => ({ value, label: ownName(value), lang: value }))
    .sort((a, b) => a.value.localeCompare(b.value, 'en'))

const you = ({ person, roles, countries, problem = null }: AccountPageInput): Markup => {
  const form = formView(accountForms.you, problem)
  const named = countries.map((id) => vocabulary.get(id)?.label ?? id).join(', ')
  return html`<section class="panel" aria-labelledby="you">
<h2 id="you">${words.you}</h2>
${roles.includes('moderator') ? html`<p>${roles.includes('senior') ? words.seniorFor(named) : words.moderatorFor(named)}</p>` : ''}
${roles.includes('administrator') ? html`<p>${words.administrator}</p>` : ''}
<dl class="field"><div><dt class="label">${words.mailbox}</dt><dd><bdi>${person.email}</bdi><span class="hint">${words.mailboxHint}</span></dd></div></dl>
<form method="post" action="/my/account">
${textField(form, { name: 'name', label: words.name, hint: words.nameHint, initial: person.name, autocomplete: 'name', most: 200 })}
${selectField(form, {
  name: 'lang',
  label: words.mailLanguage,
  hint: words.mailLanguageHint,
  initial: person.lang,
  choices: languageChoices(person.lang),
})}
<p class="actions">${sendButton(words.save)}</p>
</form>
</section>`
}

const actingFor = (input: AccountPageInput): Markup | '' => {
  const { organisations, acting } = input
  if (organisations.length === 0) return ''
  return html`<section class="panel" aria-labelledby="acting">
<h2 id="acting">${words.actingFor}</h2>
<p class="hint">${words.actingHint}</p>
<ul role="list" class="rows">
${organisations.map((each) => belonging(each, each.id === acting))}
<li><p><strong>${words.myself}</strong></p>
${
  acting === null
    ? html`<p><span class="state good">${words.actsForSelf}</span></p>`
    : buttonForm('/my/account/acting', sendButton(words.actForSelf, 'small quiet'), {
        organisation: '',
      })
}</li>
</ul>
</section>`
}

const belonging = ({ id, name, role }: Belonging, actsNow: boolean): Markup => html`<li>
<p><strong><bdi>${name}</bdi></strong> · ${words.memberRoles[role]}</p>
${actsNow ? html`<p><span class="state good">${words.actsNow}</span></p>` : ''}
<div class="actions">
${
  actsNow
    ? html`<a class="button quiet small" href="/my/organisation">${words.toOrganisation}</a>`
    : buttonForm('/my/account/acting', sendButton(words.actFor, 'small quiet', name), {
        organisation: id,
      })
}
${unfolding(
  words.leave,
  html`<p>${words.leaveHint(name)}</p>${buttonForm('/my/account/leave', sendButton(words.leaveNow, 'danger', name), { organisation: id })}`,
  name
)}
</div>
</li>
`

const newOrganisation = ({ problem = null }: AccountPageInput): Markup => {
  const form = formView(accountForms.organisation, problem)
  return html`<section class="panel" aria-labelledby="new">
<h2 id="new">${words.newOrganisation}</h2>
<p class="hint">${words.newOrganisationHint}</p>
<form method="post" action="/my/account/organisations">
${textField(form, { name: 'name', label: words.organisationName, autocomplete: 'organization', most: 200 })}
${textField(form, { name: 'slug', label: words.slug, hint: words.slugHint, required: false, most: 60 })}
<p class="actions">${sendButton(words.createOrganisation, 'quiet')}</p>
</form>
</section>`
}

const browser = (): Markup => html`<section class="panel" aria-labelledby="session">
<h2 id="session">${words.session}</h2>
<p class="hint">${words.signOutHint}</p>
<div class="actions">${buttonForm('/sign-out', sendButton(words.signOut, 'quiet'))}</div>
</section>`

const privacy = (): Markup => html`<section class="panel" aria-labelledby="privacy">
<h2 id="privacy">${words.privacy}</h2>
<p>${words.privacyIntro}</p>
<p class="actions"><a class="button quiet" href="/my/account/data">${words.exportData}</a>
<a class="button danger" href="/my/account/erase">${words.eraseAccount}</a></p>
</section>`
