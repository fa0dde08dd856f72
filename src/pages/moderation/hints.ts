import { html } from 'hono/html'
import { type CleaningFlag, ruleSentences } from '../../calendar/cleaning.ts'
import type { TwinReason } from '../../calendar/duplicates.ts'
import type { EventContent } from '../../calendar/event.ts'
import { plainOf } from '../../calendar/hygiene.ts'
import { goesOnAfter, occurrencesWithin } from '../../calendar/series.ts'
import { floating, type Instant } from '../../calendar/time.ts'
import { languageName } from '../in-words.ts'
import { langOf, type Markup } from '../layout.ts'
import { fieldWords } from './field-words.ts'
import { type Filters, withFilters } from './filters.ts'
import { words } from './words.ts'

/** Something that looks like the same event. */
export type Twin = Readonly<{
  event: string
  /** Null when it is public; else the submission that waits. */
  submission: string | null
  title: string
  titleLang: string
  organisation: string
  reasons: readonly TwinReason[]
}>

/** Less text than this, in characters, tells nobody what will happen. */
const thin = 80

/** What moderators ask for most, found before they have to look for it. */
const findings: readonly (readonly [
  keyof typeof words.hint,
  (content: EventContent, now: Instant) => boolean,
])[] = [
  [
    'over',
    (content, now) => {
      const from = floating(now.slice(0, 10))
      // Begun before today and not ended is not over.
      const begun = () => occurrencesWithin('', content, { from, to: from + 1 }).length > 0
      return !goesOnAfter(content, from) && !begun()
    },
  ],
  [
    'thin',
    ({ translations }) =>
      Object.values(translations).every(
        ({ teaser = '', description = '' }) =>
          Math.max(teaser.length, plainOf(description).length) < thin
      ),
  ],
  ['nowhere', ({ attendance, place }) => attendance !== 'online' && !place?.city && !place?.name],
  ['nobody', ({ organiser, url, publicContact }) => !organiser && !url && !publicContact],
]

/** Findings about a content, as a list; nothing when there are none. */
export const hintsOf = (content: EventContent, now: Instant): Markup | '' => {
  const found = findings.filter(([, applies]) => applies(content, now))
  return found.length === 0
    ? ''
    : html`<section class="panel hints" aria-labelledby="hints"><h2 id="hints">${words.hints}</h2>
<ul>${found.map(([name]) => html`<li>${words.hint[name]}</li>`)}</ul></section>
`
}

/** What may be the same event, each with its link and why. */
export const twinsOf = (twins: readonly Twin[], filters: Filters): Markup | '' =>
  twins.length === 0
    ? ''
    : html`<section class="notice" aria-labelledby="twins"><h2 id="twins">${words.twins}</h2>
<ul>${twins.map(({ event, submission, title, titleLang, organisation, reasons }) => {
        const href =
          submission === null
            ? `/events/${event}`
            : withFilters(`/moderation/${submission}`, filters)
        return html`<li><a href="${href}"><bdi${langOf(titleLang)}>${title}</bdi></a>, <bdi>${organisation}</bdi>: ${reasons.map((reason) => words.twinReasons[reason]).join(', ')}. ${submission === null ? words.twinPublic : words.twinWaiting}.</li>`
      })}</ul></section>
`

/** Texts that hygiene changed at the door, and what it did. */
export const cleaningOf = (flags: readonly CleaningFlag[]): Markup | '' =>
  flags.length === 0
    ? ''
    : html`<section class="panel" aria-labelledby="cleaned"><h2 id="cleaned">${words.cleaned}</h2>
<p class="hint">${words.cleanedLead}</p>
<dl class="pairs">${flags.map(
        ({
          pointer,
          lang,
          rules,
        }) => html`<div><dt>${placeOf(pointer)}${lang === null ? '' : html` <span class="hint">${languageName(lang)}</span>`}</dt>
<dd><ul>${rules.map((rule) => html`<li>${ruleSentences[rule]}</li>`)}</ul></dd></div>
`
      )}</dl></section>
`

/** Where a pointer into the event leads, in words; the pointer itself where we have none. */
const placeOf = (pointer: string): string => {
  const last = pointer.split('/').at(-1) ?? ''
  const inPlace = pointer.startsWith('/place/') ? `place-${last}` : last
  const found = Object.entries(fieldWords).find(([field]) => field === inPlace || field === last)
  return found?.[1] ?? pointer
}
