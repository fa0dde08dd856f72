import { html } from 'hono/html'
import { buttonForm, sendButton } from '../account/field.ts'
import type { Markup } from '../layout.ts'
import { crumb, type Frame, framed } from './frame.ts'
import { words } from './words.ts'

/** The event is of an organisation the reader belongs to, but does not act for just now. */
export const otherOrganisationPage = (
  frame: Frame,
  organisation: Readonly<{ id: string; name: string }>
): Markup =>
  framed(
    frame,
    words.otherTitle,
    html`<div class="prose">
${crumb('/my', words.title)}
<h1>${words.otherTitle}</h1>
<p class="lead">${words.otherOf} <bdi>${organisation.name}</bdi>. ${words.otherHint}</p>
${buttonForm('/my/account/acting', sendButton(words.otherAct, 'plain', organisation.name), {
  organisation: organisation.id,
})}
</div>`
  )
