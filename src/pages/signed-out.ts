import { html } from 'hono/html'
import type { FormFields } from '../calendar/draft.ts'
import type { Site } from '../calendar/publication.ts'
import { layout, type Markup } from './layout.ts'

const words = {
  title: 'You are signed out',
  lead: 'Your form has not been sent, and nothing of it is lost: this page keeps it.',
  first: 'Sign in, in another tab',
  after: 'Then come back to this page and send the form.',
  send: 'Send the form now',
} as const

/** A form that came without a session: it waits here until its sender has signed in again. */
export const signedOutPage = ({
  site,
  action,
  fields,
}: Readonly<{ site: Site; action: string; fields: FormFields }>): Markup =>
  layout({
    site,
    title: words.title,
    indexed: false,
    main: html`<div class="prose">
<h1>${words.title}</h1>
<p class="lead">${words.lead}</p>
<p><a class="button" href="/sign-in" target="_blank">${words.first}</a></p>
<p>${words.after}</p>
<form method="post" action="${action}">
${Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => html`<textarea hidden name="${name}">\n${each}</textarea>`))}
<p class="actions"><button class="button quiet">${words.send}</button></p>
</form>
</div>`,
  })
