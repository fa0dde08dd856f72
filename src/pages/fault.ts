import { html } from 'hono/html'
import type { Site } from '../calendar/publication.ts'
import { layout, type Markup } from './layout.ts'
import { words } from './words.ts'

type FaultPageInput = Readonly<{
  /** HTTP status, 400–599. */
  status: number
  title: string
  /** What went wrong and what to do, in a sentence for people. */
  detail: string
  site: Site
}>

/** What a person sees instead of the page asked for. */
export const faultPage = ({ status, title, detail, site }: FaultPageInput): Markup =>
  layout({
    site,
    title,
    indexed: false,
    main: html`<div class="prose fault">
<p class="status-code">${status}</p>
<h1>${title}</h1>
<p class="lead">${detail}</p>
<p><a class="button" href="${site.baseUrl}/">${words.toStart}</a></p>
</div>`,
  })
