import { html } from 'hono/html'
import type { ReceivedInvitation } from '../../calendar/accounts.ts'
import type { Site } from '../../calendar/publication.ts'
import { type AccountView, layout, type Markup } from '../layout.ts'
import { buttonForm, returnField, sendButton } from './field.ts'
import { dayOf } from './moment.ts'
import { words } from './words.ts'

type Around = Readonly<{ site: Site; account: AccountView }>

/** An open invitation of whoever is signed in. */
export const invitationPage = ({
  site,
  account,
  invitation: { id, organisation, by, role, expiresAt },
}: Around & Readonly<{ invitation: ReceivedInvitation }>): Markup =>
  layout({
    site,
    title: words.joinTitle(organisation.name),
    indexed: false,
    account,
    main: html`<div class="prose">
<h1>${words.joinTitle(organisation.name)}</h1>
<p class="lead"><bdi>${by}</bdi> ${words.invitesYou[role]}</p>
<p>${words.joinHint}</p>
<div class="actions">
${buttonForm(`/my/invitations/${id}/acceptance`, sendButton(words.accept))}
${buttonForm(`/my/invitations/${id}/refusal`, sendButton(words.decline, 'quiet'))}
</div>
<p class="hint field">${words.invitationUntil} ${dayOf(expiresAt)}.</p>
</div>`,
  })

/**
 * An invitation that is not open for whoever is signed in. Whether it is another's, or spent, or never
 * was, they are not told: its address is no secret that should tell who was invited.
 */
export const noInvitationPage = ({
  site,
  account,
  path,
  mailbox,
}: Around & Readonly<{ path: string; mailbox: string }>): Markup =>
  layout({
    site,
    title: words.noInvitationTitle,
    indexed: false,
    account,
    main: html`<div class="prose">
<h1>${words.noInvitationTitle}</h1>
<p class="lead">${words.signedInAs} <strong><bdi>${mailbox}</bdi></strong>. ${words.noInvitationLead}</p>
<p>${words.otherMailboxHelp}</p>
<div class="actions">
${buttonForm('/sign-out', sendButton(words.signOutAndIn), { [returnField]: path })}
<a href="/my/account">${words.toAccount}</a>
</div>
<p class="field">${words.spentHelp}</p>
</div>`,
  })
