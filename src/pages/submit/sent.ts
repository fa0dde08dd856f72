import { html } from 'hono/html'
import type { Site } from '../../calendar/publication.ts'
import { layout, type Markup } from '../layout.ts'
import { words } from './words.ts'

const { sent } = words

/** After the form was sent without an account. It says nothing of who sent what. */
export const sentPage = (site: Site): Markup =>
  layout({
    site,
    title: sent.title,
    indexed: false,
    // It lets go of what the browser has kept of the form.
    scripts: ['form'],
    main: html`<div class="prose" data-sent="/submit">
<h1>${sent.title}</h1>
<p class="lead" role="status">${sent.lead}</p>
<ol class="steps">${sent.steps.map((step) => html`<li>${step}</li>`)}</ol>
<h2>${sent.nothing}</h2>
<ul class="steps">${sent.nothingHints.map((hint) => html`<li>${hint}</li>`)}</ul>
<p class="actions"><a class="button quiet" href="/submit">${sent.another}</a></p>
</div>`,
  })
