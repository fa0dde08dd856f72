import { html } from 'hono/html'
import type { EventCard } from '../calendar/card.ts'
import { type GridSegment, monthAfter, mostLanes } from '../calendar/grid.ts'
import type { Month, MonthDay, MonthOccurrence, MonthWeek } from '../calendar/month.ts'
import type { Site } from '../calendar/publication.ts'
import { addDays } from '../calendar/time.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import { themeGroups, themes } from '../calendar/vocabularies/themes.ts'
import { type WordsOfTime, wordsOfTime } from '../calendar/words-of-time.ts'
import { hidden, langOf, layout, type Markup, mark } from './layout.ts'
import { words, wordsLang } from './words.ts'

type MonthPageInput = Readonly<{
  month: Month
  /** The selection in words, for example “Poland, European Union”; empty for none. */
  filterText: string
  site: Site
}>

/** A month: table of weeks, list by day (instead of the table on small screens), subscription. */
export const monthPage = ({ month, filterText, site }: MonthPageInput): Markup => {
  const says = wordsOfTime(month.locale)
  return layout({
    site,
    title: month.title,
    titleLang: says.lang,
    indexed: month.counts.total > 0,
    head: html`<link rel="canonical" href="${month.links.html}">
<link rel="alternate" type="text/calendar" href="${month.links.ics}">
<link rel="alternate" type="application/json" href="${month.links.self}">`,
    main: html`<div class="month">
${heading(month, says, filterText)}
${month.truncated ? html`<p class="notice">${words.truncated}</p>` : ''}
${table(month, says)}
${legend()}
${agenda(month, says)}
${subscription(month)}
</div>`,
  })
}

const heading = (month: Month, says: WordsOfTime, filterText: string): Markup => {
  const total = month.counts.total
  const places = Object.keys(month.counts.byCountry).length
  return html`<div class="month-head">
<div>
<h1${langOf(says.lang)}>${month.title}</h1>
<p class="summary">${total === 0 ? words.noEventsInMonth : html`${words.events(total)} · ${words.countries(places)}`}</p>
${filterText ? html`<p class="filter"><span>${words.filteredBy}</span> ${filterText}</p>` : ''}
</div>
<nav aria-label="${words.monthNav}"><ul class="turn">
${turn(month, says, -1)}
${turn(month, says, 1)}
<li><a href="#subscribe">${words.subscribeShort}</a></li>
</ul></nav>
</div>`
}

/** Link to the month before or after; nothing beyond the supported months. */
const turn = (month: Month, says: WordsOfTime, by: -1 | 1): Markup | '' => {
  const target = monthAfter(month.month, by)
  if (!target) return ''
  const [rel, word] = by < 0 ? ['prev', words.previous] : ['next', words.next]
  const href = month.links.html.replace(`/month/${month.month}`, `/month/${target}`)
  const name = html`<span${langOf(says.lang)}>${says.month(target)}</span>`
  return html`<li><a rel="${rel}" href="${href}">${by < 0 ? html`<span class="arrow" aria-hidden="true">←</span> ` : ''}${hidden(`${word}: `)}${name}${by > 0 ? html` <span class="arrow" aria-hidden="true">→</span>` : ''}</a></li>`
}

/*
 * The table. Its parts are laid out as grids so that the lanes of a week line up across its cells;
 * a changed `display` takes the roles away, hence they are restated.
 */

/** What every cell looks at. */
type Drawing = Readonly<{
  month: Month
  says: WordsOfTime
  /** By `keyOf`. */
  occurrences: ReadonlyMap<string, MonthOccurrence>
}>

const keyOf = ({ event, recurrenceId }: Pick<MonthOccurrence, 'event' | 'recurrenceId'>) =>
  `${event} ${recurrenceId}`

const table = (month: Month, says: WordsOfTime): Markup => {
  const occurrences = new Map(month.occurrences.map((one) => [keyOf(one), one]))
  const drawing = { month, says, occurrences }
  return html`<table class="weeks" role="table" lang="${says.lang}" dir="${month.dir}">
<caption class="vh">${month.title}</caption>
<thead role="rowgroup"><tr role="row">
${month.weekdays.map(({ short, long }) => html`<th role="columnheader" scope="col"><span aria-hidden="true">${short}</span>${hidden(long)}</th>`)}
</tr></thead>
<tbody role="rowgroup">
${month.weeks.map((week) => row(drawing, week))}
</tbody>
</table>`
}

const row = (drawing: Drawing, week: MonthWeek): Markup =>
  html`<tr role="row" class="n${Math.min(week.lanes ?? 0, mostLanes)}">
${week.days.map((day, index) => cell(drawing, week, day, index + 1))}
</tr>
`

const cell = (drawing: Drawing, week: MonthWeek, day: MonthDay, column: number): Markup => {
  const { says } = drawing
  const segments = (week.segments ?? [])
    .filter((segment) => segment.column <= column && column < segment.column + segment.span)
    .sort((a, b) => a.lane - b.lane)
  return html`<td role="cell" id="c${day.date}"${day.inMonth ? '' : html` class="outside"`}><time datetime="${day.date}"><span aria-hidden="true">${says.dayNumber(day.date)}</span>${hidden(says.day(day.date))}</time>${
    segments.length === 0
      ? ''
      : html`<ol role="list">${segments.map((segment) =>
          segment.column === column ? bar(drawing, segment) : continuation(drawing, segment)
        )}</ol>`
  }${day.hidden > 0 ? html`<a class="more" href="${day.url}"${langOf(wordsLang, says.lang)}>${words.more(day.hidden)}${hidden(words.moreOn(says.day(day.date)))}</a>${overflow(drawing, day, segments)}` : ''}</td>`
}

/** Paper has no links to follow: what found no lane is printed in the cell all the same. */
const overflow = ({ month, says }: Drawing, day: MonthDay, segments: readonly GridSegment[]) => {
  const drawn = new Set(segments.map(keyOf))
  const left = day.occurrences.flatMap((place) => {
    const occurrence = month.occurrences[place]
    const card = occurrence && month.events[occurrence.event]
    return card && !drawn.has(keyOf(occurrence)) ? [card] : []
  })
  return html`<ul class="overflow" role="list">${left.map((card) => html`<li>${mark(groupOf(card))}${statusTag(card, says.lang)}${title(card, says.lang)}${country(card)}</li>`)}</ul>`
}

/** A segment on its first day of the week; one of several days spans the cells after it by CSS. */
const bar = ({ month, says, occurrences }: Drawing, segment: GridSegment): Markup | '' => {
  const card = month.events[segment.event]
  const occurrence = occurrences.get(keyOf(segment))
  if (!card || !occurrence) return ''
  const long = segment.span > 1 || !segment.startsHere || !segment.endsHere
  const classes = [
    `l${segment.lane}`,
    long ? `bar s${segment.span}` : 'single',
    segment.startsHere ? '' : 'from-before',
    segment.endsHere ? '' : 'goes-on',
    `g-${groupOf(card)}`,
    card.status === 'cancelled' ? 'cancelled' : '',
  ]
  return html`<li class="${classes.filter(Boolean).join(' ')}"><a href="${card.url}"${card.titleDir === month.dir ? '' : html` dir="${card.titleDir}"`}>${mark(groupOf(card))}${
    long
      ? hidden(`${datesIn(says, occurrence)}: `)
      : occurrence.allDay
        ? ''
        : html`<time datetime="${occurrence.start}">${says.time(occurrence.start)}</time> `
  }${statusTag(card, says.lang)}${title(card, says.lang)}${country(card)}</a></li>`
}

/** For those who read cell by cell: the bar that crosses this day, in words. */
const continuation = ({ month, says }: Drawing, { event }: GridSegment): Markup | '' => {
  const card = month.events[event]
  if (!card) return ''
  return html`<li class="vh"><span${langOf(wordsLang, says.lang)}>${words.continues}</span> ${title(card, says.lang)}</li>`
}

const groupOf = (card: EventCard): string => themes.get(card.themes[0] ?? '')?.group ?? 'none'

const title = (card: EventCard, around: string): Markup => {
  const text = html`<span class="title"${langOf(card.titleLang, around)}>${card.title}</span>`
  return card.status === 'cancelled' ? html`<s>${text}</s>` : text
}

/** A changed status in words, so that no line through a title has to carry it alone. */
const statusTag = (card: EventCard, around: string): Markup | '' => {
  const text = words.status[card.status] || words.availability[card.availability]
  return text ? html`<strong class="tag"${langOf(wordsLang, around)}>${text}</strong> ` : ''
}

const country = (card: EventCard): Markup => {
  const label = countries.get(card.primaryCountry)?.label ?? card.primaryCountry
  return html` <span class="country" lang="${wordsLang}" dir="ltr"><span aria-hidden="true">${card.primaryCountry}</span>${hidden(label)}</span>`
}

const legend = (): Markup =>
  html`<div class="legend"><h2>${words.legend}</h2><ul>${themeGroups.terms.map(({ id, label }) => html`<li>${mark(id)}${label}</li>`)}</ul></div>`

/*
 * The list by day. It holds every event, also those the table had no lane for, and an anchor for
 * every day of the month, so each day's address leads somewhere.
 */

const agenda = (month: Month, says: WordsOfTime): Markup => {
  const days = month.weeks.flatMap((week) => week.days).filter((day) => day.inMonth)
  return html`<section class="agenda" aria-labelledby="agenda">
<h2 id="agenda">${words.agenda}</h2>
<p class="hint">${month.timeZone === 'event' ? words.zoneOwn : words.zoneOne(month.timeZone)}</p>
<ol class="days" role="list">
${stretches(days).map((stretch) => {
  const [first] = stretch
  if (!first) return ''
  return first.count === 0 ? quiet(says, stretch) : agendaDay(month, says, first)
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

const agendaDay = (month: Month, says: WordsOfTime, day: MonthDay): Markup =>
  html`<li class="day" id="d${day.date}">
<h3${langOf(says.lang)}><time datetime="${day.date}">${says.weekdayAndDay(day.date)}</time></h3>
<ul role="list">
${entriesOf(month, day).map((one) => entry(says, one, day.date.endsWith('-01')))}
</ul>
</li>
`

type Entry = Readonly<{ occurrence: MonthOccurrence; card: EventCard; begins: boolean }>

/** What is on a day: what begins on it before what goes on from days before. */
const entriesOf = (month: Month, day: MonthDay): Entry[] =>
  day.occurrences
    .flatMap((place): Entry[] => {
      const occurrence = month.occurrences[place]
      const card = occurrence && month.events[occurrence.event]
      return card ? [{ occurrence, card, begins: occurrence.start.startsWith(day.date) }] : []
    })
    .sort((a, b) => Number(b.begins) - Number(a.begins))

/** One event on one day; its teaser stands once a month, where it is first met. */
const entry = (
  says: WordsOfTime,
  { occurrence, card, begins }: Entry,
  firstOfMonth: boolean
): Markup => {
  const place = [card.place?.city, countries.get(card.primaryCountry)?.label]
  const classes = [card.status === 'cancelled' ? 'cancelled' : '', begins ? '' : 'later']
  return html`<li class="${classes.filter(Boolean).join(' ')}">
<p class="clock"${langOf(says.lang)}>${clock(says, occurrence)}</p>
<div>
<h4>${statusTag(card, wordsLang)}<a href="${card.url}">${title(card, wordsLang)}</a>${begins ? '' : html` <span class="continued">(${words.continued})</span>`}</h4>
${(begins || firstOfMonth) && card.teaser ? html`<p class="teaser"${langOf(card.titleLang)}>${card.teaser}</p>` : ''}
<p class="facts">${mark(groupOf(card))}${card.themes.map((id) => themes.get(id)?.label ?? id).join(', ')} · ${place.filter(Boolean).join(', ')}${card.attendance === 'online' ? html` · ${words.online}` : ''}</p>
</div>
</li>`
}

/** “19:30–22:00” within a day, “5–9 December 2012” over several, “All day”. */
const clock = (says: WordsOfTime, occurrence: MonthOccurrence): Markup | string => {
  const { allDay, start, end } = occurrence
  if (lastDateOf(occurrence) !== start.slice(0, 10)) return datesIn(says, occurrence)
  if (allDay) return html`<span${langOf(wordsLang, says.lang)}>${words.allDay}</span>`
  return says.times(start, end)
}

const datesIn = (says: WordsOfTime, occurrence: MonthOccurrence): string =>
  says.dates(occurrence.start.slice(0, 10), addDays(lastDateOf(occurrence), 1))

/** The last date an occurrence touches: an end at midnight belongs to the day before. */
const lastDateOf = ({ start, end, allDay }: MonthOccurrence): string => {
  const first = start.slice(0, 10)
  if (end === null || end <= start) return first
  const exclusive = allDay || end.endsWith('T00:00')
  return exclusive ? addDays(end.slice(0, 10), -1) : end.slice(0, 10)
}

const subscription = ({ links, generatedAt }: Month): Markup =>
  html`<section class="subscribe" aria-labelledby="subscribe">
<h2 id="subscribe">${words.subscribe}</h2>
<p>${words.subscribeHint}</p>
<p><a class="button" href="${links.subscribe}">${words.subscribeLink}</a></p>
<p>${words.addressHint}<br><a class="address" href="${links.ics}">${links.ics}</a></p>
<p class="hint">${words.forPartners} <a href="${links.self}">JSON</a> · ${words.dataOf(generatedAt)}</p>
</section>`
