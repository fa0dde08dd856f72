import { html } from 'hono/html'
import type { FormFields } from '../../calendar/draft.ts'
import type { Lang } from '../../calendar/language.ts'
import type { Site } from '../../calendar/publication.ts'
import { langOf, layout, type Markup } from '../layout.ts'
import { choice } from '../submit/controls.ts'
import type { Problem } from '../submit/problem.ts'
import { idOf, type Sheet, sheetOf } from '../submit/sheet.ts'
import { builder } from './builder.ts'
import { localeOptions } from './choices.ts'
import { type Offer, resultId } from './offer.ts'
import { pieces, resultParts } from './result.ts'
import { appsPart, waysParts } from './ways.ts'
import { words } from './words.ts'

/** A ready-made feed: its filter is fixed, only the language of its texts can be chosen. */
export type ReadyMade = Readonly<{
  slug: string
  title: string
  description: string
  /** Language of both. */
  lang: Lang
  /** Local address of the builder with this feed's filter. */
  start: string
}>

export type SubscribePageInput = Readonly<{
  site: Site
  /** Fields of the form as they stand in the address, or as they were typed. */
  fields: FormFields
  /** What is wrong with the address; then there is no offer. */
  problem: Problem | null
  /** Local address with the nearest value in place of the wrong one, where there is one. */
  repaired?: string | null
  offer: Offer | null
  feed: ReadyMade | null
  /** Nothing is chosen: every part of the form is at its beginning. */
  fresh: boolean
  /** Search engines may list it. */
  indexed: boolean
}>

/** `/subscribe`: choose what to get, see what it holds, and add it to a calendar app. */
export const subscribePage = (input: SubscribePageInput): Markup => {
  const { site, fields, problem, offer, feed, fresh } = input
  const sheet = sheetOf(fields, problem ? [problem] : [], '/subscribe')
  const title = feed ? feed.title : words.title
  const lang = feed ? langOf(feed.lang) : ''
  return layout({
    site,
    ...(feed && !problem && { titleLang: feed.lang }),
    title: problem ? `${words.errorMark}: ${title}` : title,
    indexed: input.indexed,
    scripts: ['subscribe'],
    ...(offer && { head: alternates(offer) }),
    main: html`<div class="subscribing">
${problem ? trouble(problem, input.repaired ?? null) : ''}
<div class="prose"><h1${lang}>${title}</h1>
<p class="lead"${lang}>${feed ? feed.description : words.lead}</p></div>
<div class="build">
${feed ? readyMade(feed, sheet, offer) : builder(sheet, fresh)}
${
  offer
    ? html`<section class="result" id="${resultId}" aria-labelledby="result-title" data-copy-word="${words.copy}" data-copied="${words.copied}" data-failed="${words.copyFailed}">
<div data-piece="${pieces.result}">
${resultParts(offer)}
</div>
</section>`
    : ''
}
</div>
<p class="vh" role="status" data-news></p>
${
  offer
    ? html`<div data-piece="${pieces.ways}">
${waysParts(offer)}
</div>`
    : ''
}
${appsPart}
</div>`,
  })
}

const alternates = ({
  name,
  addresses,
}: Offer): Markup => html`<link rel="canonical" href="${addresses.page}">
<link rel="alternate" type="text/calendar" title="${name}" href="${addresses.ics}">
<link rel="alternate" type="application/feed+json" title="${name}" href="${addresses.json}">
<link rel="alternate" type="application/atom+xml" title="${name}" href="${addresses.atom}">`

const trouble = (
  { field, detail, suggestion }: Problem,
  repaired: string | null
): Markup => html`<div class="errors" role="alert" tabindex="-1" id="errors" autofocus>
<p class="errors-title">${words.errorTitle}</p>
<p>${linked.includes(field) ? html`<a href="#${idOf(field)}">${detail}</a>` : detail}</p>
${repaired && suggestion ? html`<p><a href="${repaired}">${words.repair(suggestion)}</a></p>` : ''}
</div>`

/** Fields with one control, which can be led to. */
const linked = ['q', 'near', 'online', 'city', 'locale', 'cancelled', 'from', 'to', 'teaches']

const readyMade = (
  feed: ReadyMade,
  sheet: Sheet,
  offer: Offer | null
): Markup => html`<form class="form choose" method="get" action="/subscribe#${resultId}" aria-labelledby="choose">
<h2 id="choose">${words.readyMade}</h2>
<div class="panel ready">
<input type="hidden" name="feed" value="${feed.slug}">
${offer ? html`<p><strong>${words.fixed}:</strong> ${offer.selection || words.all}</p>` : ''}
${choice(sheet, { name: 'locale', label: words.locale, options: localeOptions, hint: words.localeHint })}
<p class="actions"><button type="submit" class="button">${words.show}</button></p>
<p><a href="${feed.start}">${words.start}</a></p>
<p><a href="/feeds">${words.allReady}</a></p>
</div>
</form>`
