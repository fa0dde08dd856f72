import { html } from 'hono/html'
import { rule, time } from '../../calendar/aspects.ts'
import type { EventContent } from '../../calendar/event.ts'
import type { Site } from '../../calendar/publication.ts'
import { countries } from '../../calendar/vocabularies/countries.ts'
import { attendances } from '../../calendar/vocabularies/kinds.ts'
import { langOf, layout, type Markup } from '../layout.ts'
import { words } from './words.ts'

const { confirm } = words

type ConfirmPageInput = Readonly<{ site: Site; content: EventContent }>

/**
 * What the link in the mail opens: what was announced, and one button, because programs that look
 * into mail open links too. The form is sent to the page's own address.
 */
export const confirmPage = ({ site, content }: ConfirmPageInput): Markup =>
  page(
    site,
    confirm.title,
    html`<p class="lead">${confirm.lead}</p>
${facts(content)}
<form method="post"><p class="actions"><button type="submit" class="button">${confirm.button}</button></p></form>
<p class="hint">${confirm.hint}</p>`
  )

/** The link was used before: there is nothing left to do. `address` is the event's own page. */
export const confirmedPage = ({
  site,
  content,
  address,
}: ConfirmPageInput & Readonly<{ address: string }>): Markup =>
  page(
    site,
    confirm.doneTitle,
    html`<p class="lead">${confirm.doneLead}</p>
${facts(content)}
<p class="actions"><a class="button" href="${address}">${confirm.toEvent}</a></p>`
  )

const page = (site: Site, title: string, main: Markup): Markup =>
  layout({
    site,
    title,
    indexed: false,
    main: html`<div class="prose">
<h1>${title}</h1>
${main}
</div>`,
  })

const facts = (content: EventContent): Markup => {
  const { originalLang, translations } = content
  return html`<div class="card"><dl class="short-facts">
<div><dt>${confirm.what}</dt><dd${langOf(originalLang)}>${translations[originalLang]?.title}</dd></div>
<div><dt>${confirm.when}</dt><dd>${[rule.said(content), time.said(content)].filter(Boolean).join(' · ')}</dd></div>
<div><dt>${confirm.where}</dt><dd><bdi>${where(content)}</bdi></dd></div>
</dl></div>`
}

/** Name, town and country; how people take part when they need not go there. */
const where = ({ place, primaryCountry, attendance }: EventContent): string => {
  const country = place?.country ?? primaryCountry
  const parts = [place?.name, place?.city, countries.get(country)?.label ?? country]
  const way = attendance === 'offline' ? undefined : wayOf(attendance)
  return [parts.filter(Boolean).join(', '), way].filter(Boolean).join(' · ')
}

const wayOf = (attendance: string): string | undefined => attendances.get(attendance)?.label
