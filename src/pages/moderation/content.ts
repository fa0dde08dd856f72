import { html, raw } from 'hono/html'
import { type Field, factAspects } from '../../calendar/aspects.ts'
import type { EventContent, Translation } from '../../calendar/event.ts'
import { plainOf, teaserOf } from '../../calendar/hygiene.ts'
import type { Lang } from '../../calendar/language.ts'
import { ruleInWords } from '../../calendar/rule-words.ts'
import { isSeries, occurrencesWithin } from '../../calendar/series.ts'
import { addMonths, floating, type Instant } from '../../calendar/time.ts'
import { wordsOfTime } from '../../calendar/words-of-time.ts'
import { languageName, spanInWords } from '../in-words.ts'
import { langOf, type Markup } from '../layout.ts'
import { wordsLang } from '../words.ts'
import { fieldWords } from './field-words.ts'
import { words } from './words.ts'

const _says = wordsOfTime(wordsLang)

/** Everything of a content that the public reads: texts side by side, dates, facts. */
export const contentOf = (content: EventContent, now: Instant): Markup => html`
<h3>${words.texts}</h3>
<div class="split">
${inOrder(content).map(([lang, text]) => textOf(lang, text, content.originalLang))}</div>
<h3>${words.when}</h3>
${whenSection(content, now)}
<h3>${words.facts}</h3>
<dl class="pairs">
${factAspects.map(({ field, said }) => {
  const value = said(content)
  return value === null || goesWithoutSaying(field, content)
    ? ''
    : pair(fieldWords[field], factOf(value))
})}</dl>`

/** The same country three times is twice too often. */
const goesWithoutSaying = (field: Field, { place, countries, primaryCountry }: EventContent) =>
  field === 'place-country'
    ? place?.country === primaryCountry
    : field === 'countries' && countries.every((each) => each === primaryCountry)

/** The original first. */
const inOrder = ({ translations, originalLang }: EventContent): [Lang, Translation][] =>
  Object.entries(translations).sort(
    ([one], [other]) => Number(other === originalLang) - Number(one === originalLang)
  )

const pair = (term: string, value: Markup | string): Markup =>
  html`<div><dt>${term}</dt><dd>${value}</dd></div>\n`

const origins = { author: '', human: words.human, machine: words.machine } as const

const textOf = (lang: Lang, text: Translation, original: Lang): Markup => {
  const notes = [
    languageName(lang),
    lang === original ? words.original : origins[text.origin],
    text.stale ? words.stale : '',
  ].filter(Boolean)
  return html`<section class="version">
<p class="hint">${notes.join(' · ')}</p>
<div${langOf(lang)}>
<h4>${text.title}</h4>
${text.teaser && !isCut(text) ? html`<p class="teaser">${text.teaser}</p>` : ''}
${text.description ? html`<div class="description">${raw(text.description)}</div>` : ''}
</div>
${text.teaser || text.description ? '' : html`<p class="hint">${words.noText}</p>`}
</section>
`
}

/** Nobody wrote a summary: it is the beginning of the description. */
const isCut = ({ teaser, description }: Translation): boolean =>
  description !== undefined && teaser === teaserOf(plainOf(description))

/** Lists entry by entry; addresses as links, which moderators follow to see who it is. */
const factOf = (value: string | readonly string[]): Markup | string => {
  if (typeof value !== 'string') {
    return html`<ul role="list">${value.map((each) => html`<li><bdi>${each}</bdi></li>`)}</ul>`
  }
  return /^https?:\/\//.test(value)
    ? html`<a href="${value}" rel="external nofollow noopener noreferrer">${value}</a>`
    : html`<bdi>${value}</bdi>`
}

/** How many of its next dates are listed, and how far they are looked for. */
const listed = 5
const lookAhead = 24

const whenSection = (content: EventContent, now: Instant): Markup => {
  const { time } = content
  const today = now.slice(0, 10)
  const span = { from: floating(today), to: floating(addMonths(today, lookAhead)) }
  const coming = occurrencesWithin('', content, span)
  const last = occurrencesWithin('', content, { from: 0, to: span.to }).at(-1)
  const rule = isSeries(time) ? ruleInWords(time, wordsLang).text : ''
  return html`${rule ? html`<p>${rule}.</p>` : ''}
${
  coming.length === 0
    ? html`<p class="notice">${words.datesPast} ${last ? spanInWords(last) : ''}</p>`
    : html`<ol role="list" class="coming">${coming.slice(0, listed).map((each) => html`<li>${spanInWords(each)}</li>`)}</ol>`
}
${coming.length > listed ? html`<p class="hint">${words.moreDates}</p>` : ''}
${time.zone ? html`<p class="hint">${time.zone}</p>` : ''}`
}
