import { html } from 'hono/html'
import type { Site } from '../calendar/publication.ts'
import { layout, type Markup } from './layout.ts'
import { words } from './words.ts'

/** A kind of problem as documented: `slug` is the anchor its `type` address ends with. */
export type ProblemType = Readonly<{
  slug: string
  title: string
  description: string
  status: number
}>

/** The page the `type` of every problem document leads to (RFC 9457 §3.1.1). */
export const problemsPage = ({
  problems,
  site,
}: Readonly<{ problems: readonly ProblemType[]; site: Site }>): Markup =>
  layout({
    site,
    title: words.problems,
    main: html`<div class="prose">
<h1>${words.problems}</h1>
<p class="lead">${words.problemsIntro}</p>
${problems.map(
  ({ slug, title, description, status }) => html`<section class="problem" id="${slug}">
<h2><a href="#${slug}">${title}</a></h2>
<p class="hint"><code>${slug}</code> · ${words.problemStatus(status)}</p>
<p>${description}</p>
</section>
`
)}
</div>`,
  })
