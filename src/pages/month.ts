import { html } from 'hono/html'
import { type GridSegment, monthAfter, mostLanes } from '../calendar/grid.ts'
import type { Month, MonthDay, MonthOccurrence, MonthWeek } from '../calendar/month.ts'
import type { Site } from '../calendar/publication.ts'
import { themeGroups } from '../calendar/vocabularies/themes.ts'
import { type WordsOfTime, wordsOfTime } from '../calendar/words-of-time.ts'
import { agenda } from './agenda.ts'
import {
  country,
  datesIn,
  groupOf,
  happeningsOn,
  hasOtherClock,
  keyOf,
  statusTag,
  title,
} from './happening.ts'
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
  const left = happeningsOn(month, day).filter(({ occurrence }) => !drawn.has(keyOf(occurrence)))
  return html`<ul class="overflow" role="list">${left.map((one) => html`<li>${mark(groupOf(one.card))}${statusTag(one, says.lang)}${title(one, says.lang)}${country(one.card)}</li>`)}</ul>`
}

/** A segment on its first day of the week; one of several days spans the cells after it by CSS. */
const bar = ({ month, says, occurrences }: Drawing, segment: GridSegment): Markup | '' => {
  const card = month.events[segment.event]
  const occurrence = occurrences.get(keyOf(segment))
  if (!card || !occurrence) return ''
  const one = { card, occurrence }
  const long = segment.span > 1 || !segment.startsHere || !segment.endsHere
  const classes = [
    `l${segment.lane}`,
    long ? `bar s${segment.span}` : 'single',
    segment.startsHere ? '' : 'from-before',
    segment.endsHere ? '' : 'goes-on',
    `g-${groupOf(card)}`,
    occurrence.status === 'cancelled' ? 'cancelled' : '',
  ]
  return html`<li class="${classes.filter(Boolean).join(' ')}"><a href="${occurrence.url}"${card.titleDir === month.dir ? '' : html` dir="${card.titleDir}"`}>${mark(groupOf(card))}${
    long
      ? hidden(`${datesIn(says, occurrence)}: `)
      : occurrence.allDay
        ? ''
        : html`<time datetime="${occurrence.start}">${says.time(occurrence.start)}</time> ${ownTime(says, occurrence)}`
  }${statusTag(one, says.lang)}${title(one, says.lang)}${country(card)}</a></li>`
}

/** Beside the reader's time the hour it has where the event is. */
const ownTime = (says: WordsOfTime, occurrence: MonthOccurrence): Markup | '' =>
  hasOtherClock(occurrence)
    ? html`<span class="own" lang="${wordsLang}" dir="ltr">(${words.timeThere(says.time(occurrence.local.start))})</span> `
    : ''

/** For those who read cell by cell: the bar that crosses this day, in words. */
const continuation = ({ month, says, occurrences }: Drawing, segment: GridSegment): Markup | '' => {
  const card = month.events[segment.event]
  const occurrence = occurrences.get(keyOf(segment))
  if (!card || !occurrence) return ''
  return html`<li class="vh"><span${langOf(wordsLang, says.lang)}>${words.continues}</span> ${title({ card, occurrence }, says.lang)}</li>`
}

const legend = (): Markup =>
  html`<div class="legend"><h2>${words.legend}</h2><ul>${themeGroups.terms.map(({ id, label }) => html`<li>${mark(id)}${label}</li>`)}</ul></div>`

const subscription = ({ links, generatedAt, month }: Month): Markup => {
  const next = monthAfter(month, 1)
  const window = `from=${month}-01${next ? `&to=${next}-01` : ''}`
  const only = `${links.ics}${links.ics.includes('?') ? '&' : '?'}${window}`
  return html`<section class="subscribe" aria-labelledby="subscribe">
<h2 id="subscribe">${words.subscribe}</h2>
<p>${words.subscribeHint}</p>
<p><a class="button" href="/subscribe${new URL(links.ics).search}">${words.subscribePage}</a></p>
<p><a href="${links.subscribe}">${words.subscribeLink}</a> ${words.addressHint}<br><a class="address" href="${links.ics}">${links.ics}</a></p>
<p class="hint">${words.forPartners} <a href="${links.self}">JSON</a> · ${words.dataOf(wordsOfTime(wordsLang).date(generatedAt.slice(0, 10)))}</p>
<p class="hint">${words.onlyThisMonth} <a href="${only}">${words.calendarFile}</a></p>
</section>`
}
