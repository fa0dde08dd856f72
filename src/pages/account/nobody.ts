import { html } from 'hono/html'
import type { Site } from '../../calendar/publication.ts'
import { type AccountView, layout, type Markup } from '../layout.ts'
import { words } from './words.ts'

/** The organisation page for somebody who acts for none. */
export const noOrganisationPage = ({
  site,
  account,
}: Readonly<{ site: Site; account: AccountView }>): Markup =>
  layout({
    site,
    title: words.nobodyTitle,
    indexed: false,
    account,
    main: html`<div class="prose">
<h1>${words.nobodyTitle}</h1>
<p class="lead">${words.nobodyLead}</p>
<p><a class="button" href="/my/account">${words.toAccount}</a></p>
</div>`,
  })
