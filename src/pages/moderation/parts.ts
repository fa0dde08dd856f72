import { html } from 'hono/html'
import type { EventContent } from '../../calendar/event.ts'
import { ruleInWords } from '../../calendar/rule-words.ts'
import { isSeries } from '../../calendar/series.ts'
import { addDays, type Instant } from '../../calendar/time.ts'
import { wordsOfTime } from '../../calendar/words-of-time.ts'
import { workingDaysBefore } from '../../calendar/working-days.ts'
import { countryName } from '../in-words.ts'
import { hidden, langOf, type Markup } from '../layout.ts'
import { wordsLang } from '../words.ts'
import { words } from './words.ts'

const says = wordsOfTime(wordsLang)

/** Nobody counts further. */
const mostDays = 250

/** Whole working days between two instants. */
export const workingDays = (since: Instant, now: Instant): number => {
  let days = 0
  while (days < mostDays && workingDaysBefore(now, days + 1) >= since) days += 1
  return days
}

/** How long something waits: “3 working days”. */
export const age = (since: Instant, now: Instant): Markup =>
  html`<time datetime="${since}">${words.workingDays(workingDays(since, now))}</time>`

/** The title of an event in its original language. */
export const titleOf = ({ originalLang, translations }: EventContent): string =>
  translations[originalLang]?.title ?? ''

/** The same as an element that says its language. */
export const title = (content: EventContent): Markup =>
  html`<bdi${langOf(content.originalLang)}>${titleOf(content)}</bdi>`

/** A country’s code to the eye, its name to the ear. */
export const country = (code: string): Markup =>
  html`<span class="country"><span aria-hidden="true">${code}</span>${hidden(countryName(code))}</span>`

/** When an event takes place, in a line: its date and times, or its rule. */
export const whenOf = ({ time }: EventContent): string => {
  const first = time.start.slice(0, 10)
  const end = time.end ?? null
  const last = end === null ? first : time.allDay ? addDays(end, -1) : end.slice(0, 10)
  const clock = time.allDay || last > first ? '' : `, ${says.times(time.start, end)}`
  if (isSeries(time)) return `${ruleInWords(time, wordsLang).text}${clock}`
  return last > first ? says.dates(first, addDays(last, 1)) : `${says.fullDate(first)}${clock}`
}

/** Who sends it: an organisation’s name, or that there is none. */
export const organisationName = (
  of: Readonly<{ ownerId: string | null; organisation: { name: string } }>
) => (of.ownerId === null ? html`<bdi>${of.organisation.name}</bdi>` : words.independent)
