import { html } from 'hono/html'
import type { Site } from '../../calendar/publication.ts'
import type { Queued } from '../../calendar/store.ts'
import type { Instant } from '../../calendar/time.ts'
import { hiddenFields } from '../account/field.ts'
import { momentOf } from '../account/moment.ts'
import { languageName } from '../in-words.ts'
import { type AccountView, layout, type Markup } from '../layout.ts'
import { badgesOf, objectionOf, type Standing } from './badges.ts'
import { filtersText, withFilters } from './filters.ts'
import { keyLegend } from './keys.ts'
import { type Narrowing, narrowing } from './narrow.ts'
import { age, country, organisationName, title, whenOf, workingDays } from './parts.ts'
import { type Told, toldNote } from './told.ts'
import { words } from './words.ts'

export type QueueRow = Queued & Readonly<{ standing: Standing }>

export type QueuePageInput = Narrowing &
  Readonly<{
    site: Site
    account: AccountView
    now: Instant
    rows: readonly QueueRow[]
    /** Position of what comes behind the last row, as text; null when nothing does. */
    next: string | null
    /** The page begins somewhere behind the oldest. */
    later: boolean
    /** Every row that can be is ticked. */
    chosen: boolean
    told: Told | null
  }>

/** The moderators’ queue: what waits, the longest first. */
export const queuePage = (input: QueuePageInput): Markup => {
  const { site, account, now, rows, filters, counts } = input
  const waiting = counts.reduce((sum, { waiting }) => sum + waiting, 0)
  const oldest = counts.map((each) => each.oldest).sort()[0]
  const free = rows.some(({ standing }) => standing.ruling === 'yes' && !standing.taken)
  return layout({
    site,
    title: words.moderation,
    indexed: false,
    account,
    scripts: ['moderation'],
    main: html`${toldNote(input.told)}<div class="queue-head"><div>
<h1>${words.moderation}</h1>
<p class="summary">${words.waiting(waiting)}${oldest === undefined ? '' : html`, ${words.oldest(words.workingDays(workingDays(oldest, now)))}`}.</p>
</div>
${
  free
    ? html`<form method="post" action="/moderation/start">${hiddenFields({ filters: filtersText(filters) })}<button class="button">${filters.kind === 'unchecked' ? words.startUnchecked : words.start}</button></form>`
    : ''
}</div>
${narrowing(input, now)}
${rows.length === 0 ? nothing(input) : html`${keyLegend(['next', 'previous', 'open', 'help'])}${list(input, free)}`}`,
  })
}

const nothing = ({ told, filters, unchecked }: QueuePageInput): Markup => {
  const narrowed = filters.countries.length > 0 || filters.kind || filters.organisationId
  const lead =
    told !== null
      ? words.allDoneLead
      : filters.kind === 'unchecked'
        ? words.emptyUnchecked
        : narrowed
          ? words.emptyFiltered
          : words.emptyLead
  return html`<div class="card nothing"><h2>${told === null ? words.empty : words.allDone}</h2>
<p>${lead}</p>
${narrowed ? html`<p><a href="/moderation">${words.noFilters}</a></p>` : ''}
${
  unchecked.count > 0 && filters.kind !== 'unchecked'
    ? html`<p><a href="${withFilters('/moderation', { countries: [], kind: 'unchecked' })}">${words.thenCheck(unchecked.count)}</a></p>`
    : ''
}</div>`
}

const list = (input: QueuePageInput, free: boolean): Markup => {
  const { rows, filters, next, later, chosen } = input
  const some = rows.some(({ standing }) => standing.ruling === 'yes')
  const bulk = some && filters.kind !== 'unchecked'
  return html`${free ? '' : html`<p class="notice">${words.onlyOthers}</p>`}
<form method="get" action="/moderation/bulk">
${hiddenFields({ filters: filtersText(filters) })}
<table class="work queue">
<caption class="vh">${words.list}</caption>
<thead><tr>${bulk ? html`<th scope="col">${words.columns.choose}</th>` : ''}<th scope="col">${words.columns.event}</th><th scope="col">${words.columns.from}</th><th scope="col">${words.columns.takesPlace}</th><th scope="col">${words.columns.waits}</th></tr></thead>
<tbody>
${rows.map((row) => rowOf(row, input, bulk))}</tbody>
</table>
<div class="actions">
${
  bulk
    ? html`<button class="button quiet">${words.decideChosen}</button>
<a href="${withFilters('/moderation', filters, chosen ? {} : { chosen: 'all' })}">${chosen ? words.chooseNone : words.chooseAll}</a>`
    : ''
}
${later ? html`<a href="${withFilters('/moderation', filters)}">${words.firstPage}</a>` : ''}
${next === null ? '' : html`<a rel="next" href="${withFilters('/moderation', filters, { after: next })}">${words.nextPage}</a>`}
</div>
</form>`
}

const rowOf = (row: QueueRow, { filters, now, chosen }: QueuePageInput, bulk: boolean): Markup => {
  const { id, content, standing, takenBy, submitter } = row
  const objection = objectionOf(standing)
  const languages = Object.keys(content.translations).map(languageName).join(', ')
  return html`<tr>
${bulk ? html`<td class="choose">${objection === null ? html`<label class="check"><input type="checkbox" name="submission" value="${id}"${chosen ? html` checked` : ''}><span class="vh">${words.choose}: ${title(content)}</span></label>` : ''}</td>` : ''}
<th scope="row"><a href="${withFilters(`/moderation/${id}`, filters)}" data-row>${title(content)}</a>
<span class="badges">${badgesOf(row, standing)}</span>
<span class="hint">${country(row.primaryCountry)} · ${words.languages} ${languages}</span>
${objection === null ? '' : html`<span class="hint">${objection}</span>`}
${standing.taken && takenBy ? html`<span class="hint"><bdi>${takenBy.by.name}</bdi> ${words.takenBy} ${momentOf(takenBy.at)}</span>` : ''}</th>
<td>${organisationName(row)}${submitter.name === row.organisation.name ? '' : html`<span class="hint"><bdi>${submitter.name}</bdi></span>`}</td>
<td>${whenOf(content)}</td>
<td>${age(row.waitingSince, now)}</td>
</tr>
`
}
