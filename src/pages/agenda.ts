import { html } from 'hono/html'
import type { Month, MonthDay, MonthOccurrence } from '../calendar/month.ts'
import { addDays } from '../calendar/time.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import { themes } from '../calendar/vocabularies/themes.ts'
import type { WordsOfTime } from '../calendar/words-of-time.ts'
import {
  datesIn,
  groupOf,
  type Happening,
  happeningsOn,
  hasOtherClock,
  lastDateOf,
  statusTag,
  title,
} from './happening.ts'
import { langOf, type Markup, mark } from './layout.ts'
import { words, wordsLang } from './words.ts'

/*
 * The list by day. It holds every event, also those the table had no lane for, and an anchor for
 * every day of the month, so each day's address leads somewhere.
 */

/** The list by day, its heading included. */
export const agenda = (month: Month, says: WordsOfTime): Markup => {
  const met = new Set<string>()
  const days = month.weeks.flatMap((week) => week.days).filter((day) => day.inMonth)
  return html`<section class="agenda" aria-labelledby="agenda">
<h2 id="agenda">${words.agenda}</h2>
<p class="hint">${month.timeZone === 'event' ? words.zoneOwn : words.zoneOne(month.timeZone)}</p>
<ol class="days" role="list">
${stretches(days).map((stretch) => {
  const [first] = stretch
  if (!first) return ''
  return first.count === 0 ? quiet(says, stretch) : agendaDay(month, says, first, met)
})}
</ol>
</section>`
}

/** Each day with events alone, neighbouring days without any together. */
const stretches = (days: readonly MonthDay[]): MonthDay[][] => {
  const result: MonthDay[][] = []
  for (const day of days) {
    const last = result.at(-1)
    if (day.count === 0 && last?.[0]?.count === 0) last.push(day)
    else result.push([day])
  }
  return result
}

const quiet = (says: WordsOfTime, days: readonly MonthDay[]): Markup => {
  const from = days[0]?.date ?? ''
  const to = addDays(days.at(-1)?.date ?? from, 1)
  return html`<li class="quiet">${days.map(({ date }) => html`<span id="d${date}"></span>`)}<span${langOf(says.lang)}>${days.length === 1 ? says.day(from) : says.dates(from, to)}</span> <span>${words.noEvents}</span></li>
`
}

const agendaDay = (month: Month, says: WordsOfTime, day: MonthDay, met: Set<string>): Markup =>
  html`<li class="day" id="d${day.date}">
<h3${langOf(says.lang)}><time datetime="${day.date}">${says.weekdayAndDay(day.date)}</time></h3>
<ul role="list">
${entriesOf(month, day).map((one) => entry(says, one, met))}
</ul>
</li>
`

type Entry = Happening & Readonly<{ begins: boolean }>

/** What is on a day: what begins on it before what goes on from days before. */
const entriesOf = (month: Month, day: MonthDay): Entry[] =>
  happeningsOn(month, day)
    .map((one) => ({ ...one, begins: one.occurrence.start.startsWith(day.date) }))
    .sort((a, b) => Number(b.begins) - Number(a.begins))

/** One event on one day; its teaser stands once a month, where it is first met. */
const entry = (says: WordsOfTime, one: Entry, met: Set<string>): Markup => {
  const { occurrence, card, begins } = one
  const first = !met.has(card.id)
  met.add(card.id)
  const classes = [occurrence.status === 'cancelled' ? 'cancelled' : '', begins ? '' : 'later']
  return html`<li class="${classes.filter(Boolean).join(' ')}">
<p class="clock"${langOf(says.lang)}>${clock(says, occurrence)}${ownClock(says, occurrence)}</p>
<div>
<h4>${statusTag(one, wordsLang)}<a href="${occurrence.url}">${title(one, wordsLang)}</a>${begins ? '' : html` <span class="continued">(${words.continued})</span>`}</h4>
${occurrence.note ? html`<p class="note">${occurrence.note}</p>` : ''}
${first && card.teaser ? html`<p class="teaser"${langOf(card.titleLang)}>${card.teaser}</p>` : ''}
<p class="facts">${mark(groupOf(card))}${card.themes.map((id) => themes.get(id)?.label ?? id).join(', ')} · ${placeOf(one)}${card.attendance === 'online' ? html` · ${words.online}` : ''}</p>
</div>
</li>`
}

/** City and country; on a date that is held elsewhere the name of that place too. */
const placeOf = ({ card, occurrence }: Happening): string => {
  const { place } = occurrence
  const label = (code: string) => countries.get(code)?.label ?? code
  const parts = place
    ? [place.name, place.city, label(place.country ?? card.primaryCountry)]
    : [card.place?.city, label(card.primaryCountry)]
  return parts.filter(Boolean).join(', ')
}

/** “19:30–22:00” within a day, “5–9 December 2012” over several, “All day”. */
const clock = (says: WordsOfTime, occurrence: MonthOccurrence): Markup | string => {
  const { allDay, start, end } = occurrence
  if (lastDateOf(occurrence) !== start.slice(0, 10)) return datesIn(says, occurrence)
  if (allDay) return html`<span${langOf(wordsLang, says.lang)}>${words.allDay}</span>`
  return says.times(start, end)
}

/** The time where the event is, with its date when that is another one. */
const ownClock = (says: WordsOfTime, occurrence: MonthOccurrence): Markup | '' => {
  if (!hasOtherClock(occurrence)) return ''
  const { start, end, timeZone } = occurrence.local
  const span = { allDay: false, start, end }
  const oneDay = lastDateOf(span) === start.slice(0, 10)
  const sameDay = start.slice(0, 10) === occurrence.start.slice(0, 10)
  const text = oneDay
    ? `${sameDay ? '' : `${says.day(start.slice(0, 10))}, `}${says.times(start, end)}`
    : `${says.day(start.slice(0, 10))}, ${says.times(start, end)}`
  return html`<br><span class="own">${text} <span${langOf(wordsLang, says.lang)}>${words.zoneNote(timeZone)}</span></span>`
}
