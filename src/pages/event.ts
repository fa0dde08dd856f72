import { html, raw } from 'hono/html'
import type { EventDetail } from '../calendar/card.ts'
import type { Translation } from '../calendar/event.ts'
import type { YearMonth } from '../calendar/grid.ts'
import type { Lang } from '../calendar/language.ts'
import type { Occurrence, Site } from '../calendar/publication.ts'
import { addDays, dateOf, type LocalDate } from '../calendar/time.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import {
  accessibilityFeatures,
  attendances,
  audiences,
  costKinds,
  formats,
  languageRoles,
} from '../calendar/vocabularies/kinds.ts'
import { themes } from '../calendar/vocabularies/themes.ts'
import { wordsOfTime } from '../calendar/words-of-time.ts'
import { datesSection, seriesWhen } from './dates.ts'
import { languageName } from './in-words.ts'
import { langOf, layout, type Markup, mark } from './layout.ts'
import { words, wordsLang } from './words.ts'

type EventPageInput = Readonly<{
  event: EventDetail
  site: Site
  /** The page's one address, absolute. */
  canonical: string
  /** The event as JSON-LD, in which nothing can end a script element. */
  jsonLd?: string
  /** The next dates of a series, and whether there are more after them. */
  occurrences?: readonly Occurrence[]
  more?: boolean
}>

const says = wordsOfTime(wordsLang)

/** Everything the public may know of an event, with h-event classes (microformats2). */
export const eventPage = ({
  event,
  site,
  canonical,
  jsonLd,
  occurrences = [],
  more = false,
}: EventPageInput): Markup => {
  const [next] = occurrences
  // The month of a series that began years ago would lead the reader into the past.
  const month = next ? dateOf(next.start).slice(0, 7) : event.start.slice(0, 7)
  return layout({
    site,
    title: event.title,
    titleLang: event.titleLang,
    head: html`<link rel="canonical" href="${canonical}">
<link rel="alternate" type="text/calendar" href="${event.ics}">
<link rel="alternate" type="application/json" href="${jsonOf(event, site)}">
${event.teaser ? html`<meta name="description" content="${event.teaser}">` : ''}
${jsonLd ? html`<script type="application/ld+json">${raw(jsonLd)}</script>` : ''}`,
    main: html`<article class="event h-event">
<data class="u-url" value="${canonical}"></data>
<p class="crumb"><a href="${monthUrl(month, site)}">${words.monthOf(says.month(month))}</a></p>
${banner(event)}
<div class="columns">
<div class="head">
<h1 class="p-name"${langOf(event.titleLang)}>${event.status === 'cancelled' ? html`<s>${event.title}</s>` : event.title}</h1>
${textNote(event, event.titleLang)}
${event.teaser ? html`<p class="lead p-summary"${langOf(event.titleLang)}>${event.teaser}</p>` : ''}
</div>
<div class="aside">
<dl class="facts">
${event.recurrence ? seriesWhen(event, event.recurrence) : when(event)}
${where(event)}
${fact(words.themes, themeLinks(event, monthUrl(month, site)))}
${fact(words.languages, list(event.eventLanguages.map(({ lang, role }) => `${languageName(lang)}${role === 'spoken' ? '' : ` (${(languageRoles.get(role)?.label ?? role).toLowerCase()})`}`)))}
${event.teaches ? fact(words.teaches, `${languageName(event.teaches.lang)} ${event.teaches.level ?? ''}`.trim()) : ''}
${fact(words.format, event.format && (formats.get(event.format)?.label ?? event.format))}
${fact(words.audience, event.audience.map((id) => audiences.get(id)?.label ?? id).join(', '))}
${fact(words.organiser, organiser(event))}
${fact(words.cost, cost(event))}
${fact(words.registration, registration(event))}
${fact(words.accessibility, accessibility(event))}
${fact(words.contact, contact(event))}
</dl>
<p><a class="button" href="${event.ics}">${words.addToCalendar}</a></p>
<ul class="links">
${event.website ? html`<li><a href="${event.website}" rel="external nofollow">${words.website}</a></li>` : ''}
<li><a href="${jsonOf(event, site)}">${words.asJson}</a></li>
</ul>
</div>
<div class="body">
${event.description ? html`<div class="description e-content"${langOf(event.titleLang)}>${raw(event.description)}</div>` : ''}
${event.recurrence ? datesSection({ event, recurrence: event.recurrence, occurrences, more }) : ''}
${others(event)}
</div>
</div>
<p class="hint">${words.publishedBy} ${event.organisation.name}. <time class="dt-updated" datetime="${event.changedAt}">${words.updated(says.date(event.changedAt.slice(0, 10)))}</time></p>
</article>`,
  })
}

const jsonOf = ({ id }: EventDetail, site: Site) => `${site.baseUrl}/v1/events/${id}`

const monthUrl = (month: YearMonth, site: Site) => `${site.baseUrl}/month/${month}`

const banner = ({ status, statusNote, availability }: EventDetail): Markup | '' => {
  const label = words.status[status] || words.availability[availability]
  if (!label && !statusNote) return ''
  return html`<div class="banner ${status}" role="note">${label ? html`<strong>${label}.</strong> ` : ''}${words.statusSentence[status]}${statusNote ? html` <span class="note">${statusNote}</span>` : ''}</div>`
}

/** One row of the list of facts; nothing when there is nothing to say. */
const fact = (term: string, value: Markup | string | null | undefined): Markup | '' =>
  value
    ? html`<div><dt>${term}</dt><dd>${value}</dd></div>
`
    : ''

const list = (entries: readonly (Markup | string)[]): Markup | '' =>
  entries.length === 0
    ? ''
    : html`<ul role="list">${entries.map((entry) => html`<li>${entry}</li>`)}</ul>`

const when = (event: EventDetail): Markup => {
  const { allDay, start, end, timeZone, startsAt, endsAt } = event
  const first = start.slice(0, 10)
  const last = lastDate(event)
  const machine = (value: string, instant: string | null) => (allDay ? value : (instant ?? value))
  const oneDay = first === last
  const startText = !allDay
    ? html`${says.fullDate(first)}${oneDay ? html`<br>` : ', '}${says.time(start)}`
    : oneDay
      ? says.fullDate(first)
      : says.dates(first, addDays(last, 1))
  const endText =
    allDay || end === null
      ? ''
      : oneDay
        ? says.time(end)
        : `${says.fullDate(last)}, ${says.time(end)}`
  return html`<div><dt>${words.when}</dt><dd><time class="dt-start" datetime="${machine(start, startsAt)}">${startText}</time>${
    endText
      ? html`${oneDay ? '–' : html` ${words.until} `}<time class="dt-end" datetime="${machine(end ?? start, endsAt)}">${endText}</time>`
      : allDay && end
        ? html`<data class="dt-end" value="${last}"></data>`
        : ''
  }${!allDay && timeZone ? html`<br><span class="hint">${words.zoneNote(timeZone)}</span>` : ''}</dd></div>
`
}

/** The date of the end as people say it: an all-day end is exclusive, an hour is not. */
const lastDate = ({ start, end, allDay }: EventDetail): LocalDate => {
  const first = start.slice(0, 10)
  if (end === null || end <= start) return first
  return allDay ? addDays(end.slice(0, 10), -1) : end.slice(0, 10)
}

const where = ({ place, attendance, joinUrl, primaryCountry }: EventDetail): Markup => {
  const code = place?.country ?? primaryCountry
  const country = countries.get(code)?.label ?? code
  return html`<div><dt>${words.where}</dt><dd>${
    place
      ? html`<span class="p-location h-card">${[
          place.name ? html`<span class="p-name">${place.name}</span><br>` : '',
          place.address ? html`<span class="p-street-address">${place.address}</span><br>` : '',
          place.city ? html`<span class="p-locality">${place.city}</span>, ` : '',
        ]}<span class="p-country-name">${country}</span></span>`
      : html`<span class="p-location">${attendance === 'online' ? words.online : country}</span>`
  }${place && attendance !== 'offline' ? html`<br>${attendances.get(attendance)?.label ?? attendance}` : ''}${joinUrl ? html`<br><a href="${joinUrl}" rel="external nofollow">${words.join}</a>` : ''}</dd></div>
`
}

const themeLinks = (event: EventDetail, month: string): Markup | '' =>
  list(
    event.themes.map((id) => {
      const theme = themes.get(id)
      const href = `${month}?theme=${encodeURIComponent(id)}`
      return html`<a href="${href}">${mark(theme?.group)}<span class="p-category">${theme?.label ?? id}</span></a>`
    })
  )

const organiser = ({ organiser }: EventDetail): Markup | null => {
  if (!organiser) return null
  const { name, url } = organiser
  return url
    ? html`<a class="p-organizer h-card" href="${url}" rel="external nofollow">${name}</a>`
    : html`<span class="p-organizer h-card">${name}</span>`
}

const cost = ({ cost: { kind, amount, currency, note } }: EventDetail): string =>
  [
    kind === 'paid' && amount !== undefined
      ? `${amount}${currency ? ` ${currency}` : ''}`
      : (costKinds.get(kind)?.label ?? kind),
    note,
  ]
    .filter(Boolean)
    .join(' · ')

const registration = ({ registration }: EventDetail): Markup | '' => {
  if (!registration) return ''
  const { kind, url, deadline, idRequired } = registration
  return html`${words.registrationKinds[kind]}${deadline ? ` ${words.registerBy(says.date(deadline))}` : ''}.${idRequired === 'yes' ? html` ${words.idRequired}` : ''}${url ? html`<br><a href="${url}" rel="external nofollow">${words.register}</a>` : ''}`
}

const accessibility = ({ accessibility }: EventDetail): Markup | '' => {
  if (!accessibility) return ''
  const rows = Object.entries(accessibility.features).map(
    ([id, state]) =>
      `${accessibilityFeatures.get(id)?.label ?? id}: ${words.features[state].toLowerCase()}`
  )
  return rows.length === 0 && !accessibility.note
    ? ''
    : html`${list(rows)}${accessibility.note ?? ''}`
}

const contact = ({ publicContact }: EventDetail): Markup | '' => {
  const { name, email, phone } = publicContact ?? {}
  return list([
    ...(name ? [name] : []),
    ...(email ? [html`<a href="mailto:${email}">${email}</a>`] : []),
    ...(phone ? [html`<a href="tel:${phone.replace(/[^+0-9]/g, '')}">${phone}</a>`] : []),
  ])
}

/** What kind of text the reader has before them: original, or a translation of it. */
const textNote = (event: EventDetail, lang: Lang): Markup | '' => {
  if (lang === event.originalLang) return ''
  const text = event.translations[lang]
  const kind = text?.origin === 'machine' ? words.machine : words.human
  return html`<p class="hint">${kind}${text?.stale ? ` (${words.stale.toLowerCase()})` : ''}. ${words.originalIn(languageName(event.originalLang))}</p>`
}

/** The event's texts in its other languages, the original first. */
const others = (event: EventDetail): Markup | '' => {
  const rest = Object.entries(event.translations)
    .filter(([lang]) => lang !== event.titleLang)
    .sort(([a], [b]) => Number(b === event.originalLang) - Number(a === event.originalLang))
  if (rest.length === 0) return ''
  return html`<section class="others" aria-labelledby="others">
<h2 id="others">${words.otherLanguages}</h2>
${rest.map(([lang, text]) => otherText(event, lang, text))}
</section>`
}

const otherText = (event: EventDetail, lang: Lang, text: Translation): Markup =>
  html`<section class="other" id="text-${lang}">
<p class="hint">${languageName(lang)} · ${lang === event.originalLang ? words.originalText : text.origin === 'machine' ? words.machine : words.human}${text.stale ? ` · ${words.stale}` : ''}</p>
<div${langOf(lang)}>
<h3>${text.title}</h3>
${text.teaser ? html`<p>${text.teaser}</p>` : ''}
${text.description ? html`<div class="description">${raw(text.description)}</div>` : ''}
</div>
</section>
`
