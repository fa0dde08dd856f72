import { html } from 'hono/html'
import type { Site } from '../calendar/publication.ts'
import {
  checkBox,
  type FormProblem,
  formView,
  problemSummary,
  sendButton,
  textField,
  titleWith,
} from './account/field.ts'
import type { Markup } from './layout.ts'
import { formNames } from './my/form.ts'
import { type Address, crumb, type Frame, framed } from './my/frame.ts'
import { words } from './my/words.ts'

/** The address of the page that sends lost links again. */
export const lostPath = '/s/lost'
/** The address of the page after a person is erased. */
export const erasedPath = '/s/erased'

/**
 * What the page of somebody without an account has beside a member's: that its address is a key, and
 * what is kept about them. With an `account` the latter is on a page of its own.
 */
export const linkSections = (
  { base }: Address,
  hasAccount: boolean
): Markup => html`<section class="panel" aria-labelledby="key">
<h2 id="key">${words.keyTitle}</h2>
<p>${words.keyHint}</p>
<p><a href="${lostPath}">${words.lostLink}</a></p>
<p>${words.toSignIn} <a href="/sign-in">${words.signIn}</a>.</p>
</section>
<section class="panel" aria-labelledby="privacy">
<h2 id="privacy">${words.privacy}</h2>
${
  hasAccount
    ? html`<p>${words.privacyAccount} <a href="/my/account">${words.account}</a>.</p>`
    : html`<p>${words.privacyHint}</p>
<p class="actions"><a class="button quiet" href="${base}/data" download>${words.download}</a> <a class="button danger" href="${base}/erase">${words.erase}</a></p>`
}
</section>`

/** The step before somebody without an account is erased. */
export const erasePage = ({
  frame,
  address,
  problem,
}: Readonly<{ frame: Frame; address: Address; problem: FormProblem | null }>): Markup =>
  framed(
    frame,
    titleWith(words.eraseTitle, problem),
    html`<div class="form">
${crumb(address.base, words.back)}
<h1>${words.eraseTitle}</h1>
${problemSummary(problem)}
<ul class="effects">${words.eraseEffects.map((effect) => html`<li>${effect}</li>`)}</ul>
<form class="panel" method="post" action="${address.base}/erase">
${checkBox(formView('erase', problem), { name: formNames.sure, value: 'yes', label: words.eraseConfirm })}
<p class="actions">${sendButton(words.eraseSubmit, 'danger')} <a class="button quiet" href="${address.base}">${words.keep}</a></p>
</form>
</div>`
  )

const plainPage = (site: Site, title: string, hint: string): Markup =>
  framed(
    { site, account: null },
    title,
    html`<div class="prose">
<h1>${title}</h1>
<p class="lead" role="status">${hint}</p>
<p><a class="button" href="/">${words.toStart}</a></p>
</div>`
  )

/** Whoever reads it is nobody here any more. */
export const erasedPage = (site: Site): Markup => plainPage(site, words.erased, words.erasedHint)

/** The same whether or not the mailbox is known. */
export const linksSentPage = (site: Site): Markup => plainPage(site, words.sent, words.sentHint)

/** The form of the page that sends lost links again. */
export const lostForm = { form: 'lost', mailbox: 'email' } as const

/** Asks for the mailbox whose links are lost. */
export const lostPage = (site: Site, problem: FormProblem | null): Markup =>
  framed(
    { site, account: null },
    titleWith(words.lost, problem),
    html`<div class="form">
<h1>${words.lost}</h1>
${problemSummary(problem)}
<p class="lead">${words.lostHint}</p>
<form class="panel" method="post" action="${lostPath}">
${textField(formView(lostForm.form, problem), {
  name: lostForm.mailbox,
  label: words.mailbox,
  hint: words.mailboxHint,
  type: 'email',
  autocomplete: 'email',
})}
<p class="actions">${sendButton(words.lostSubmit)}</p>
</form>
</div>`
  )
