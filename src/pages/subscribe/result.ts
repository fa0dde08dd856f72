import { html } from 'hono/html'
import { type FeedPreview, mostCounted } from '../../calendar/feed-preview.ts'
import { startText } from '../../calendar/series.ts'
import { addDays, dateOf, day } from '../../calendar/time.ts'
import { type WordsOfTime, wordsOfTime } from '../../calendar/words-of-time.ts'
import { countryName } from '../in-words.ts'
import { langOf, type Markup } from '../layout.ts'
import { words as pageWords, wordsLang } from '../words.ts'
import type { Offer } from './offer.ts'
import { copyField, primaryWay, waysParts } from './ways.ts'
import { words } from './words.ts'

/** Names of the two pieces of the page that show the selection; the script swaps them by these. */
export const pieces = { result: 'result', ways: 'ways' } as const

/** The selection as a calendar: what it holds soon, the one button, the address. */
export const resultParts = (offer: Offer): Markup => html`<h2 id="result-title">${words.result}</h2>
<p class="selection">${offer.selection || words.all}</p>
${notice(offer)}
${primaryWay(offer)}
${copyField('ics-address', words.address, offer.addresses.ics, words.addressHint)}
${coming(offer)}`

/** Both pieces for the script, with the page's address to go with them and what is said aloud. */
export const livePieces = (
  offer: Offer
): Markup => html`<div data-piece="${pieces.result}" data-page="${offer.addresses.page}" data-said="${said(offer)}">
${resultParts(offer)}
</div>
<div data-piece="${pieces.ways}">
${waysParts(offer)}
</div>`

/** The piece for the script when the form cannot be understood. */
export const liveTrouble = (
  sentence: string
): Markup => html`<div data-piece="${pieces.result}" data-said="${sentence}">
<h2 id="result-title">${words.result}</h2>
<p class="notice">${sentence}</p>
</div>`

const countSentence = (preview: FeedPreview): string => {
  const { events, dates, window, fixed } = preview
  const count = dates > events ? words.onDates(words.events(events), dates) : words.events(events)
  if (!fixed) return words.soon(count)
  return words.within(count, wordsOfTime(wordsLang).dates(window.from, window.to))
}

const said = (offer: Offer): string => {
  const { preview, impossible } = offer
  if (impossible) return words.impossible
  if (preview.crowded) return words.crowded(mostCounted)
  if (preview.dates === 0) return preview.fixed ? words.noneThen : words.none
  return countSentence(preview)
}

const notice = (offer: Offer): Markup => {
  const { impossible, preview } = offer
  const warns = impossible || preview.crowded || preview.dates === 0
  return html`<p class="${warns ? 'notice' : 'count'}">${said(offer)}</p>`
}

const coming = ({ preview, locale }: Offer): Markup | '' => {
  if (preview.next.length === 0) return ''
  const says = wordsOfTime(locale[0] ?? wordsLang)
  return html`<h3>${preview.fixed ? words.first : words.next}</h3>
<ol class="coming" role="list">
${preview.next.map((one) => entry(says, one))}</ol>`
}

type Next = FeedPreview['next'][number]

const entry = (says: WordsOfTime, { occurrence, card }: Next): Markup => {
  const date = card.dates[occurrence.recurrenceId]
  const status = date?.cancelled ? 'cancelled' : card.status
  const title = html`<span${langOf(card.titleLang)}>${date?.title ?? card.title}</span>`
  const tag = pageWords.status[status] || pageWords.availability[card.availability]
  const place = date?.place ?? card.place
  const url = card.recurs ? `${card.url}#d${occurrence.recurrenceId}` : card.url
  return html`<li><p class="clock"${langOf(says.lang)}>${dateWords(says, occurrence)}</p>
<p>${tag ? html`<strong class="tag">${tag}</strong> ` : ''}<a href="${url}">${status === 'cancelled' ? html`<s>${title}</s>` : title}</a></p>
<p class="hint">${words.where(place?.city ?? null, countryName(place?.country ?? card.primaryCountry))}</p></li>
`
}

/** “Tuesday 5 January 2027, 18:00”, “5–9 January 2027”. */
const dateWords = (says: WordsOfTime, { allDay, start, end }: Next['occurrence']): string => {
  const [first, last] = [dateOf(start), dateOf(Math.max(start, end - 1))]
  // A night out is one evening; a second day begins a day later.
  if (allDay ? first !== last : end - start >= day) return says.dates(first, addDays(last, 1))
  return allDay
    ? says.fullDate(first)
    : `${says.fullDate(first)}, ${says.time(startText(start, false))}`
}
