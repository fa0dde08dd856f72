import { html, raw } from 'hono/html'
import { rule, time } from '../../calendar/aspects.ts'
import type { EventDetail } from '../../calendar/card.ts'
import type { EventContent } from '../../calendar/event.ts'
import { plainOf, teaserOf } from '../../calendar/hygiene.ts'
import type { Month } from '../../calendar/month.ts'
import type { Occurrence } from '../../calendar/publication.ts'
import { startText } from '../../calendar/series.ts'
import { dateOf } from '../../calendar/time.ts'
import type { TitleSuggestion } from '../../calendar/title-suggestions.ts'
import { countries } from '../../calendar/vocabularies/countries.ts'
import { wordsOfTime } from '../../calendar/words-of-time.ts'
import { agenda } from '../agenda.ts'
import { langOf, type Markup } from '../layout.ts'
import { wordsLang } from '../words.ts'
import { gridCell } from './grid-cell.ts'
import { nameOfLang } from './languages.ts'
import type { Problem } from './problem.ts'
import { idOf } from './sheet.ts'
import { words } from './words.ts'

const { preview: says } = words
const dates = wordsOfTime(wordsLang)

/** An event as it would be published. */
export type Drawn = Readonly<{
  content: EventContent
  detail: EventDetail
  /** The month of its first day, with nothing else in it. */
  month: Month
  /** As calendar programs show it. */
  entry: Readonly<{ summary: string; location: string; description: string }>
  dates: readonly Occurrence[]
  more: boolean
  over: boolean
  twins: readonly Readonly<{
    event: string
    title: string
    titleLang: string
    organisation: string
  }>[]
}>

/** Something that could be better about the title. `titleOnly`: the other field it names is filled. */
export type Suggestion = Readonly<{ suggestion: TitleSuggestion; titleOnly: boolean }>

export type PreviewInput = Readonly<{
  /** Null while something is missing or wrong. */
  drawn: Drawn | null
  problems: readonly Problem[]
  /** What could be better about the title, whether or not the rest is complete. */
  suggestions: readonly Suggestion[]
  /** Changed dates of a series that would be lost. */
  dropped: readonly string[]
}>

/** Id of the preview on its page; its links lead nowhere else. */
export const previewId = 'preview'

/** Everything inside the preview: with a script fetched while somebody types, without one drawn with the page. */
export const previewParts = ({ drawn, problems, suggestions, dropped }: PreviewInput): Markup =>
  html`${suggestions.length ? titlePart(suggestions) : ''}
${drawn ? drawnParts(drawn, dropped) : neededPart(problems)}`

const neededPart = (problems: readonly Problem[]): Markup => html`<p class="hint">${says.empty}</p>
${
  problems.length
    ? html`<p>${says.needed}</p>
<ul class="needed-list">${problems.map(({ field, detail }) => html`<li><a href="#${idOf(field)}">${detail}</a></li>`)}</ul>`
    : ''
}`

const drawnParts = (drawn: Drawn, dropped: readonly string[]): Markup => {
  const { content, detail, twins } = drawn
  const first = dateOf(drawn.dates[0]?.start ?? 0)
  const month = withoutLinks(drawn.month, first)
  return html`<p class="vh" data-said>${says.updated(detail.title, String(time.said(content)))}</p>
${drawn.over ? html`<p class="notice">${says.over}</p>` : ''}
${dropped.length ? html`<p class="notice">${says.dropped(dropped.map(dateInWords).join(', '))}</p>` : ''}
${twins.length ? twinsPart(twins) : ''}
<h3>${says.dates}</h3>
${datesPart(drawn)}
<h3>${says.list}</h3>
<div class="sample">${agenda(month, dates)}</div>
<h3>${says.grid}</h3>
<div class="sample">${gridCell(month, dates, first)}</div>
<h3>${says.entry}</h3>
<div class="sample">${entryPart(drawn)}</div>
${textsPart(detail)}`
}

const dateInWords = (date: string): string => dates.date(date.slice(0, 10))

/** The one day, and no way out: the event is nowhere yet. */
const withoutLinks = (month: Month, date: string): Month => ({
  ...month,
  weeks: month.weeks
    .filter((week) => week.days.some((day) => day.date === date))
    .map((week) => ({
      ...week,
      days: week.days.filter((day) => day.date === date).map((day) => ({ ...day, inMonth: true })),
    })),
  occurrences: month.occurrences.map((each) => ({ ...each, url: `#${previewId}` })),
})

const datesPart = ({ content, dates: next, more }: Drawn): Markup => {
  const inWords = rule.said(content)
  return html`<p>${inWords ? html`<strong>${inWords}</strong>` : time.said(content)}</p>
${
  next.length > 1 || more
    ? html`<p class="hint">${says.nextDates}</p>
<ol class="next-dates">${next.map((one) => html`<li>${occurrenceText(one)}</li>`)}</ol>
${more ? html`<p class="hint">${says.goesOn}</p>` : ''}`
    : ''
}`
}

const occurrenceText = ({ start, end, allDay }: Occurrence): string => {
  const date = dates.fullDate(dateOf(start))
  if (allDay) return date
  return `${date}, ${dates.times(startText(start, false), end === start ? null : startText(end, false))}`
}

/** What Apple, Google, Outlook and Thunderbird show of a calendar file. */
const entryPart = ({
  content,
  detail,
  entry,
}: Drawn): Markup => html`<div class="entry"${langOf(detail.titleLang)}>
<p class="summary">${entry.summary}</p>
<dl${langOf(wordsLang, detail.titleLang)}>
<div><dt>${says.when}</dt><dd>${time.said(content)}</dd></div>
${entry.location ? html`<div><dt>${says.where}</dt><dd dir="auto">${entry.location}</dd></div>` : ''}
<div><dt>${says.notes}</dt><dd dir="auto"${langOf(detail.titleLang)}>${lines(entry.description)}</dd></div>
</dl>
</div>`

/** Where the page of the event will be is not known yet. */
const lines = (text: string): readonly Markup[] =>
  text
    .split('\n')
    .filter((line) => !/\/events\/[^/\s]+$/.test(line))
    .join('\n')
    .trim()
    .split('\n')
    .map((line) => html`${line}<br>`)

/** Every text, cleaned, as it will be published. */
const textsPart = ({ translations, originalLang }: EventDetail): Markup => {
  const texts = Object.entries(translations).sort(
    ([a], [b]) => Number(b === originalLang) - Number(a === originalLang)
  )
  return html`<h3>${says.text}</h3>
${texts.map(
  ([lang, { title, teaser, description }]) => html`<div class="sample">
<p class="hint">${nameOfLang(lang)}</p>
<div${langOf(lang)}>
<p><strong>${title}</strong></p>
${teaser && !isCut(teaser, description) ? html`<p>${teaser}</p>` : ''}
${description ? html`<div class="description">${raw(description)}</div>` : ''}
</div>
</div>
`
)}`
}

/** A teaser that is only the beginning of the description says nothing here. */
const isCut = (teaser: string, description: string | undefined): boolean =>
  description !== undefined && teaser === teaserOf(plainOf(description))

const twinsPart = (twins: Drawn['twins']): Markup => html`<div class="notice">
<h3>${says.twins}</h3>
<p>${says.twinsHint}</p>
<ul>${twins.map(
  ({ event, title, titleLang, organisation }) =>
    html`<li><a href="/events/${event}" target="_blank"${langOf(titleLang)}>${title}</a> (<bdi>${organisation}</bdi>) <span class="hint">${says.newWindow}</span></li>`
)}</ul>
</div>`

const titlePart = (suggestions: readonly Suggestion[]): Markup => html`<div class="better">
<h3>${says.suggestions}</h3>
<ul role="list">${suggestions.map(
  ({ suggestion, titleOnly }, index) => html`<li>
<p>${suggestion.sentence}</p>
<ul>${offersOf(suggestion, titleOnly).map((offer) => html`<li>${offer}</li>`)}</ul>
<p><button type="submit" class="button small quiet" name="action" value="apply:${String(index)}">${says.apply}<span class="vh">: ${suggestion.sentence}</span></button></p>
</li>
`
)}</ul>
</div>`

const offer = (label: string, text: string): Markup => html`${label}: <bdi>${text}</bdi>`

/** What would stand in which field. */
const offersOf = (suggestion: TitleSuggestion, titleOnly: boolean): readonly Markup[] => {
  if (suggestion.kind === 'languages')
    return suggestion.titles.map(({ lang, title }) => offer(nameOfLang(lang), title))
  const title = offer(words.what.name, suggestion.title)
  if (titleOnly) return [title]
  if (suggestion.kind === 'country') {
    const { country } = suggestion
    return [title, offer(says.country, countries.get(country)?.label ?? country)]
  }
  if (suggestion.kind === 'time') {
    const { start, end } = suggestion
    return [title, offer(says.time, end ? `${start}–${end}` : start)]
  }
  if (suggestion.kind === 'date') {
    const { first, last } = suggestion
    const text = [first, ...(last ? [last] : [])].map(dayOfYear).join(' – ')
    return [title, offer(says.date, text)]
  }
  return [title]
}

const dayOfYear = ({
  year,
  month,
  day,
}: Readonly<{ year: number | null; month: number; day: number }>) => {
  const date = `${year ?? 2000}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return year === null ? dates.day(date) : dates.date(date)
}
