import { html } from 'hono/html'
import type { Decision } from '../../calendar/submission.ts'
import { momentOf } from '../account/moment.ts'
import type { Markup } from '../layout.ts'
import { type Filters, withFilters } from './filters.ts'
import { decided } from './history.ts'
import { words } from './words.ts'

/** A decision that came too late: what happened first, and what had been written for it. */
export type Lost = Readonly<{
  title: string
  sentence: string
  /** Shown so that it can be copied; empty when there is nothing, or when the form still holds it. */
  written: readonly string[]
}>

type After = Readonly<{
  /** The decision that was first; null when it was none. */
  last: Decision | null
  next: string | null
  filters: Filters
}>

/** Tells it at the top of the page, with what to go on with; takes the focus. */
export const lostNote = (lost: Lost | null, { last, next, filters }: After): Markup | '' =>
  lost === null
    ? ''
    : html`<div class="errors" role="alert" tabindex="-1" autofocus>
<h2>${lost.title}</h2>
<p>${last === null ? lost.sentence : html`<bdi>${last.by.name}</bdi> ${decided(last)}: ${momentOf(last.at)}.`}</p>
${lost.written.length === 0 ? '' : html`<p>${words.lostKept}</p>${lost.written.map((text) => html`<blockquote dir="auto">${text}</blockquote>`)}`}
${next === null ? '' : html`<p><a href="${withFilters(`/moderation/${next}`, filters)}">${words.goOn}</a></p>`}
</div>
`
