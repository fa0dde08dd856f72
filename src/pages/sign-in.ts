import { html } from 'hono/html'
import type { Site } from '../calendar/publication.ts'
import {
  buttonForm,
  doneNote,
  type FormProblem,
  formView,
  hiddenFields,
  problemSummary,
  returnField,
  sendButton,
  textField,
  titleWith,
} from './account/field.ts'
import { layout, type Markup } from './layout.ts'

const words = {
  title: 'Sign in',
  lead: 'We send you a link; there is no password.',
  mailbox: 'Your mailbox',
  mailboxHint:
    'If we do not know it yet, you have an account as soon as you have used the link. Nothing else is asked.',
  send: 'Send me the link',
  or: 'or',
  with: (provider: string) => `Sign in with ${provider}`,
  withoutTitle: 'Without an account',
  without:
    'You can announce an event without one: the mail that confirms it has a link to change or cancel it.',
  toForm: 'Announce an event',
  done: {
    'signed-out': 'You are signed out.',
    erased:
      'Your account is deleted. A last mail confirms it; after that we no longer know your mailbox.',
  },

  sentTitle: 'Look into your mailbox',
  sentLead: 'The link is on its way. It works once, for 15 minutes.',
  sentHint: 'You can close this page: the link opens a new one.',
  nothingTitle: 'No mail after a few minutes?',
  nothing: [
    'Look among unwanted mail as well.',
    'Perhaps the mailbox was misspelt; we answer the same whichever it is.',
  ],
  again: 'Ask for another link',

  linkTitle: 'Sign in now',
  linkLead: 'One press, and you are signed in with this browser.',
  linkButton: 'Sign in',
  linkHint: 'You did not ask for this? Close the page, and nothing happens.',
} as const

/** Name of the form. */
export const signInForm = 'sign-in'

type Around = Readonly<{
  site: Site
  /** Local path to go to after signing in; empty for the usual one. */
  returnTo: string
}>

export type SignInPageInput = Around &
  Readonly<{
    /** Name of the identity provider people may use instead. */
    provider: string | null
    /** What was done just now: `signed-out` or `erased`. */
    done?: string | undefined
    problem?: FormProblem | null
  }>

/** Where people sign in: a mailbox, or an identity provider where one is configured. */
export const signInPage = ({
  site,
  returnTo,
  provider,
  done,
  problem = null,
}: SignInPageInput): Markup => {
  const form = formView(signInForm, problem)
  return layout({
    site,
    title: titleWith(words.title, problem),
    indexed: false,
    main: html`<div class="narrow">
${problemSummary(problem)}${doneNote(doneSentence(done))}
<h1>${words.title}</h1>
<p class="lead">${words.lead}</p>
<div class="panel">
<form method="post" action="/sign-in">${hiddenFields({ [returnField]: returnTo })}
${textField(form, { name: 'email', label: words.mailbox, hint: words.mailboxHint, type: 'email', autocomplete: 'email', most: 254 })}
<p class="actions">${sendButton(words.send)}</p>
</form>
${
  provider === null
    ? ''
    : html`<p class="field hint">${words.or}</p>
<p><a class="button quiet" href="/sign-in/provider${query(returnTo)}">${words.with(provider)}</a></p>`
}
</div>
<h2>${words.withoutTitle}</h2>
<p>${words.without} <a href="/submit">${words.toForm}</a></p>
</div>`,
  })
}

const doneSentence = (word: string | undefined): string | undefined =>
  Object.entries(words.done).find(([known]) => known === word)?.[1]

const query = (returnTo: string) =>
  returnTo ? `?${returnField}=${encodeURIComponent(returnTo)}` : ''

/** After the mailbox was sent, whether or not anybody has it. */
export const linkSentPage = ({ site, returnTo }: Around): Markup =>
  layout({
    site,
    title: words.sentTitle,
    indexed: false,
    main: html`<div class="narrow">
<h1>${words.sentTitle}</h1>
<p class="lead" role="status">${words.sentLead}</p>
<p>${words.sentHint}</p>
<h2 class="field">${words.nothingTitle}</h2>
<ul class="plain">${words.nothing.map((each) => html`<li>${each}</li>`)}</ul>
<p class="actions"><a class="button quiet" href="/sign-in${query(returnTo)}">${words.again}</a></p>
</div>`,
  })

/** What the link in the mail opens: a button, because programs that look into mail open links too. */
export const signInLinkPage = ({ site, token }: Readonly<{ site: Site; token: string }>): Markup =>
  layout({
    site,
    title: words.linkTitle,
    indexed: false,
    main: html`<div class="narrow">
<h1>${words.linkTitle}</h1>
<p class="lead">${words.linkLead}</p>
<div class="actions">${buttonForm(`/sign-in/link/${encodeURIComponent(token)}`, sendButton(words.linkButton))}</div>
<p class="hint field">${words.linkHint}</p>
</div>`,
  })
