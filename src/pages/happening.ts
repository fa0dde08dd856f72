import { html } from 'hono/html'
import type { EventCard } from '../calendar/card.ts'
import type { Month, MonthDay, MonthOccurrence } from '../calendar/month.ts'
import { addDays } from '../calendar/time.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import { themes } from '../calendar/vocabularies/themes.ts'
import type { WordsOfTime } from '../calendar/words-of-time.ts'
import { hidden, langOf, type Markup } from './layout.ts'
import { words, wordsLang } from './words.ts'

/** One time an event takes place, as table and list of a month both show it. */
export type Happening = Readonly<{ occurrence: MonthOccurrence; card: EventCard }>

/** What tells an occurrence from all others. */
export const keyOf = ({ event, recurrenceId }: Pick<MonthOccurrence, 'event' | 'recurrenceId'>) =>
  `${event} ${recurrenceId}`

/** What is on a day, in the order of the grid. */
export const happeningsOn = (month: Month, day: MonthDay): Happening[] =>
  day.occurrences.flatMap((index) => {
    const occurrence = month.occurrences[index]
    const card = occurrence && month.events[occurrence.event]
    return card ? [{ occurrence, card }] : []
  })

/** Group of the first theme: colour and shape. */
export const groupOf = (card: EventCard): string =>
  themes.get(card.themes[0] ?? '')?.group ?? 'none'

/** The title of that date, struck through when it does not take place. */
export const title = ({ card, occurrence }: Happening, around: string): Markup => {
  const text = html`<span class="title"${langOf(card.titleLang, around)}>${occurrence.title ?? card.title}</span>`
  return occurrence.status === 'cancelled' ? html`<s>${text}</s>` : text
}

/** A changed status in words, so that no line through a title has to carry it alone. */
export const statusTag = ({ card, occurrence }: Happening, around: string): Markup | '' => {
  const text =
    words.status[occurrence.status] ||
    words.status[card.status] ||
    words.availability[card.availability]
  return text ? html`<strong class="tag"${langOf(wordsLang, around)}>${text}</strong> ` : ''
}

/** The country's code to the eye, its name to the ear. */
export const country = (card: EventCard): Markup => {
  const label = countries.get(card.primaryCountry)?.label ?? card.primaryCountry
  return html` <span class="country" lang="${wordsLang}" dir="ltr"><span aria-hidden="true">${card.primaryCountry}</span>${hidden(label)}</span>`
}

/** Does the clock where the event is show another time than the month's? */
export const hasOtherClock = (
  occurrence: MonthOccurrence
): occurrence is MonthOccurrence & Required<Pick<MonthOccurrence, 'local'>> =>
  occurrence.local !== undefined && occurrence.local.start !== occurrence.start

/** The dates of a span in words: “5–9 December 2012”. */
export const datesIn = (says: WordsOfTime, span: Span): string =>
  says.dates(span.start.slice(0, 10), addDays(lastDateOf(span), 1))

type Span = Pick<MonthOccurrence, 'allDay' | 'start' | 'end'>

/** The last date a span touches: an end at midnight belongs to the day before. */
export const lastDateOf = ({ start, end, allDay }: Span): string => {
  const first = start.slice(0, 10)
  if (end === null || end <= start) return first
  const exclusive = allDay || end.endsWith('T00:00')
  return exclusive ? addDays(end.slice(0, 10), -1) : end.slice(0, 10)
}
