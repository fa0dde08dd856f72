import { html } from 'hono/html'
import type { Month } from '../../calendar/month.ts'
import type { LocalDate } from '../../calendar/time.ts'
import type { WordsOfTime } from '../../calendar/words-of-time.ts'
import { country, datesIn, groupOf, lastDateOf, title } from '../happening.ts'
import { hidden, langOf, type Markup, mark } from '../layout.ts'

/**
 * One day of the month's table with the one event that is on it, in the table's own classes: a bar
 * with an open end when it goes on, else a line with its hour.
 */
export const gridCell = (month: Month, says: WordsOfTime, date: LocalDate): Markup | '' => {
  const [occurrence] = month.occurrences
  const card = occurrence && month.events[occurrence.event]
  if (!occurrence || !card) return ''
  const long = lastDateOf(occurrence) !== occurrence.start.slice(0, 10)
  const lead = long
    ? hidden(`${datesIn(says, occurrence)}: `)
    : occurrence.allDay
      ? ''
      : html`<time datetime="${occurrence.start}">${says.time(occurrence.start)}</time> `
  return html`<table class="weeks one" role="table">
<tbody role="rowgroup"><tr role="row" class="n1"><td role="cell"${langOf(says.lang)}>
<time datetime="${date}"><span aria-hidden="true">${says.dayNumber(date)}</span>${hidden(says.day(date))}</time>
<ol role="list"><li class="l0 ${long ? 'bar s1 goes-on' : 'single'} g-${groupOf(card)}"><a href="${occurrence.url}"${card.titleDir === 'rtl' ? html` dir="rtl"` : ''}>${mark(groupOf(card))}${lead}${title({ card, occurrence }, says.lang)}${country(card)}</a></li></ol>
</td></tr></tbody>
</table>`
}
