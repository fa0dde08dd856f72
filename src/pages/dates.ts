import { html } from 'hono/html'
import type { EventDetail } from '../calendar/card.ts'
import type { Lang } from '../calendar/language.ts'
import type { Occurrence } from '../calendar/publication.ts'
import { ruleInWords } from '../calendar/rule-words.ts'
import { startText } from '../calendar/series.ts'
import { basicForm, dateOf, day, floating, instantOf, resolve } from '../calendar/time.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import { wordsOfTime } from '../calendar/words-of-time.ts'
import { spanInWords } from './in-words.ts'
import { hidden, langOf, type Markup } from './layout.ts'
import { words, wordsLang } from './words.ts'

const says = wordsOfTime(wordsLang)

type Recurrence = NonNullable<EventDetail['recurrence']>

/** When a series takes place: its rule in words, the time of day, the first date. */
export const seriesWhen = (event: EventDetail, recurrence: Recurrence): Markup => {
  const { allDay, start, end, timeZone, startsAt } = event
  const { text, lang } = ruleInWords(
    {
      allDay,
      start,
      end: end ?? undefined,
      zone: timeZone ?? undefined,
      rule: recurrence.rule ?? undefined,
      extraDates: [...recurrence.extraDates],
      exceptDates: [...recurrence.exceptDates],
    },
    wordsLang
  )
  const withinDay = end === null || floating(end) - floating(start) < day
  return html`<div><dt>${words.when}</dt><dd><span${langOf(lang)}>${text}</span>${!allDay && withinDay ? html`<br>${says.times(start, end)}` : ''}${!allDay && timeZone ? html`<br><span class="hint">${words.zoneNote(timeZone)}</span>` : ''}<br><span class="hint">${words.since} <time class="dt-start" datetime="${allDay ? start : (startsAt ?? start)}">${says.date(start.slice(0, 10))}</time></span></dd></div>
`
}

type DatesInput = Readonly<{
  event: EventDetail
  recurrence: Recurrence
  /** The next ones. */
  occurrences: readonly Occurrence[]
  /** The series goes on after them. */
  more: boolean
}>

/** The next dates of a series: what is special about each, and its own calendar file. */
export const datesSection = ({ event, recurrence, occurrences, more }: DatesInput): Markup => {
  const idOf = (date: string) => recurrenceIdOf(event, date)
  const overrides = new Map(recurrence.overrides.map((one) => [idOf(one.date), one]))
  const calledOff = new Map(recurrence.calledOff.map((one) => [idOf(one.date), one]))
  return html`<section class="dates" aria-labelledby="dates">
<h2 id="dates">${words.dates}</h2>
${
  occurrences.length === 0
    ? html`<p>${words.pastDates}</p>`
    : html`<ol role="list">
${occurrences.map((occurrence) =>
  oneDate(
    event,
    occurrence,
    overrides.get(occurrence.recurrenceId),
    calledOff.get(occurrence.recurrenceId)
  )
)}
</ol>`
}
${more ? html`<p class="hint">${words.moreDates}</p>` : ''}
</section>`
}

const oneDate = (
  event: EventDetail,
  occurrence: Occurrence,
  override: Recurrence['overrides'][number] | undefined,
  calledOff: Recurrence['calledOff'][number] | undefined
): Markup => {
  const { recurrenceId, allDay, start, startAt } = occurrence
  const cancelled = calledOff !== undefined || event.status === 'cancelled'
  const text = spanInWords(occurrence)
  const when = html`<time datetime="${allDay ? dateOf(start) : instantOf(startAt)}">${text}</time>`
  const instead =
    override && override.date !== startText(start, allDay) ? dateText(override.date) : null
  const title = titleOn(event, override)
  return html`<li id="d${recurrenceId}"${cancelled ? html` class="cancelled"` : ''}>
<p class="line"><span class="on">${cancelled ? html`<strong class="tag">${words.status.cancelled}</strong> <s>${when}</s>` : when}${instead ? html` <span class="hint">${words.insteadOf(instead)}</span>` : ''}</span>
<a href="${event.url}/${recurrenceId}.ics">${cancelled ? words.dateFile : words.addDate}${hidden(`: ${text}`)}</a></p>
${title ? html`<p${langOf(title.lang)}><strong>${title.text}</strong></p>` : ''}
${override?.place ? html`<p>${placeText(override.place, event.primaryCountry)}</p>` : ''}
${calledOff?.note ? html`<p class="note">${calledOff.note}</p>` : ''}
</li>
`
}

/** The RECURRENCE-ID of a start on the series' clock. */
const recurrenceIdOf = ({ allDay, timeZone }: EventDetail, date: string): string =>
  basicForm(allDay ? floating(date) : resolve(floating(date), timeZone ?? 'UTC'), allDay)

const dateText = (date: string): string =>
  date.length === 10 ? says.date(date) : `${says.date(date.slice(0, 10))}, ${says.time(date)}`

/** The title of a date in the language of the page's text, else in the original one. */
const titleOn = (
  { titleLang, originalLang }: EventDetail,
  override: Recurrence['overrides'][number] | undefined
): Readonly<{ text: string; lang: Lang }> | null => {
  for (const lang of [titleLang, originalLang]) {
    const text = override?.translations?.[lang]?.title
    if (text) return { text, lang }
  }
  return null
}

const placeText = (
  { name, address, city, country }: NonNullable<EventDetail['place']>,
  primaryCountry: string
): string => {
  const code = country ?? primaryCountry
  return [name, address, city, countries.get(code)?.label ?? code].filter(Boolean).join(', ')
}
