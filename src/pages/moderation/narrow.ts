import { html } from 'hono/html'
import type { QueueCount } from '../../calendar/store.ts'
import type { Instant } from '../../calendar/time.ts'
import { countryName } from '../in-words.ts'
import { hidden, type Markup } from '../layout.ts'
import { type Filters, withFilters } from './filters.ts'
import { workingDays } from './parts.ts'
import { words } from './words.ts'

/** What the queue can be narrowed by, and how much there is of each. */
export type Narrowing = Readonly<{
  filters: Filters
  counts: readonly QueueCount[]
  /** Published on trust and not looked at; `more`: there are more than that. */
  unchecked: Readonly<{ count: number; more: boolean }>
  organisations: readonly Readonly<{ id: string; name: string }>[]
}>

/** Country, kind and organisation: links, so that each choice is an address, and one list. */
export const narrowing = (of: Narrowing, now: Instant): Markup => html`<div class="sieve">
${countries(of, now)}
${kinds(of)}
${organisations(of)}
</div>`

const chip = (href: string, current: boolean, inside: Markup): Markup =>
  html`<li><a class="chip" href="${href}"${current ? html` aria-current="true"` : ''}>${inside}</a></li>
`

const countries = ({ filters, counts }: Narrowing, now: Instant): Markup | '' => {
  const { countries: chosen, ...others } = filters
  // Counts are of what waits; a list of one says nothing that the heading does not.
  if (counts.length === 0 || (counts.length === 1 && chosen.length === 0)) return ''
  const all = counts.reduce((sum, { waiting }) => sum + waiting, 0)
  return html`<nav aria-label="${words.byCountry}"><ul role="list" class="chips">
${chip(withFilters('/moderation', { ...others, countries: [] }), chosen.length === 0, html`${words.allCountries} <strong>${String(all)}</strong>`)}
${counts.map(({ country, waiting, oldest }) =>
  chip(
    withFilters('/moderation', { ...others, countries: [country] }),
    chosen.includes(country),
    html`${countryName(country)} <strong>${String(waiting)}</strong>${hidden(',')} <span class="hint">${words.oldestShort(words.workingDays(workingDays(oldest, now)))}</span>`
  )
)}</ul></nav>`
}

const kinds = ({ filters, unchecked }: Narrowing): Markup => {
  const { kind: chosen, ...others } = filters
  const choices = [undefined, 'new', 'edit', 'unchecked'] as const
  const count = unchecked.more ? `${unchecked.count}+` : String(unchecked.count)
  return html`<nav aria-label="${words.byKind}"><ul role="list" class="chips">
${choices.map((kind) =>
  chip(
    withFilters('/moderation', { ...others, ...(kind && { kind }) }),
    chosen === kind,
    html`${words.kinds[kind ?? 'all']}${kind === 'unchecked' ? html` <strong>${count}</strong>` : ''}`
  )
)}</ul></nav>`
}

const organisations = ({ filters, organisations: listed }: Narrowing): Markup | '' => {
  const { organisationId: chosen, countries: some, kind } = filters
  if (listed.length < 2 && !chosen) return ''
  return html`<form method="get" action="/moderation" class="inline">
${some.length ? html`<input type="hidden" name="country" value="${some.join(',')}">` : ''}${kind ? html`<input type="hidden" name="kind" value="${kind}">` : ''}
<div class="field"><label for="organisation">${words.organisation}</label>
<select id="organisation" name="organisation">
<option value="">${words.anyOrganisation}</option>
${listed.map(({ id, name }) => html`<option value="${id}"${id === chosen ? html` selected` : ''}>${name}</option>\n`)}</select></div>
<button class="button quiet small">${words.show}</button>
</form>`
}
