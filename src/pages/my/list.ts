import { html } from 'hono/html'
import type { Draft } from '../../calendar/draft.ts'
import type { OwnEvent } from '../../calendar/store.ts'
import type { Instant } from '../../calendar/time.ts'
import { translationDebt } from '../../calendar/translation-debt.ts'
import { dayOf } from '../account/moment.ts'
import { languageName } from '../in-words.ts'
import { langOf, type Markup } from '../layout.ts'
import { contentOf, doings, isEditable, type Situation, situationOf } from './doings.ts'
import { type Frame, framed, pills, titleOf, whenOf, whereOf } from './frame.ts'
import { nextSentence } from './standing.ts'
import { statesOf } from './states.ts'
import { words } from './words.ts'

type ListInput = Readonly<{
  frame: Frame
  events: readonly OwnEvent[]
  drafts: readonly Draft[]
  /** Where older events are; null when there are none. */
  older: string | null
  /** Not the first page. */
  paged: boolean
  /** They belong to more than whom they act for now. */
  switches: boolean
  now: Instant
}>

/** The events somebody answers for, newest first, with what can be done next. */
export const myEventsPage = (input: ListInput): Markup => {
  const { frame, events, drafts, paged, switches } = input
  const organisation = frame.account?.organisation
  return framed(
    frame,
    words.title,
    html`<div class="mine">
<h1>${words.title}</h1>
<p class="next-links"><span>${organisation ? html`${words.titleOf} <bdi>${organisation}</bdi>` : words.titleOwn}</span> <a href="/my/account">${switches ? words.otherOrganisation : words.account}</a></p>
<p class="actions"><a class="button" href="/submit">${words.announce}</a></p>
${paged ? '' : draftsSection(drafts)}
${events.length === 0 ? empty(paged, drafts.length > 0) : eventsSection(input)}
${pager(input)}
</div>`
  )
}

const empty = (paged: boolean, drafting: boolean): Markup =>
  paged
    ? html`<p>${words.noneOlder}</p>`
    : html`<div class="panel"><p><strong>${words.none}</strong></p>${drafting ? '' : html`<p>${words.noneHint}</p>`}</div>`

const draftsSection = (drafts: readonly Draft[]): Markup | '' =>
  drafts.length === 0
    ? ''
    : html`<section class="panel" aria-labelledby="drafts">
<h2 id="drafts">${words.drafts}</h2>
<p class="hint">${words.draftsHint}</p>
<ul role="list" class="lines">
${drafts.map(
  ({ id, title, event, updatedAt }) =>
    html`<li><span><bdi>${title || words.untitled}</bdi> <span class="hint">${event ? `${words.editOf}. ` : ''}${savedOn(updatedAt)}</span></span> <a href="/my/drafts/${id}">${words.goOn}<span class="vh">: <bdi>${title || words.untitled}</bdi></span></a></li>
`
)}</ul>
</section>`

const savedOn = (at: Instant): Markup => html`${words.savedAt} ${dayOf(at)}`

const eventsSection = ({ events, now }: ListInput): Markup =>
  html`<section aria-labelledby="events">
<h2 id="events" class="vh">${words.events}</h2>
<ul role="list">
${events.map((event) => card(event, now))}
</ul>
</section>`

const card = (event: OwnEvent, now: Instant): Markup => {
  const situation = situationOf(event)
  const content = contentOf(situation)
  const { text, lang } = titleOf(content)
  const base = `/my/events/${event.id}`
  return html`<li class="card">
<div class="top"><h3${langOf(lang)}><a href="${base}">${text}</a></h3> ${pills(statesOf(situation, now))}</div>
<p>${whenOf(content)} · ${whereOf(content)}</p>
<p class="hint">${nextSentence(situation)}</p>
${debtLine(situation)}
${nextLinks(situation, base, html`<span class="vh">: <bdi${langOf(lang)}>${text}</bdi></span>`)}
</li>
`
}

/** Only translations that owe something. */
const debtLine = (situation: Situation): Markup | '' => {
  const owing = translationDebt(contentOf(situation)).filter(({ state }) => state !== 'current')
  return owing.length === 0
    ? ''
    : html`<p class="hint">${words.translations}: ${owing
        .map(
          ({ lang, state }) => `${languageName(lang)} – ${words.debts[state].text.toLowerCase()}`
        )
        .join('; ')}</p>`
}

const nextLinks = (situation: Situation, base: string, about: Markup): Markup => {
  const answer = situation.waiting?.state === 'changes_requested'
  const links = [
    ...(isEditable(situation)
      ? [[`${base}/edit`, answer ? words.editAnswer : words.edit] as const]
      : []),
    ...(doings.cancel.possible(situation, false)
      ? [[`${base}/cancel`, words.doings.cancel.button] as const]
      : []),
    [`${base}`, words.seeAll] as const,
  ]
  return html`<p class="next-links">${links.map(([href, label]) => html`<a href="${href}">${label}${about}</a> `)}</p>`
}

const pager = ({ older, paged }: ListInput): Markup | '' =>
  older === null && !paged
    ? ''
    : html`<nav aria-label="${words.pages}"><p class="actions">
${paged ? html`<a class="button quiet" href="/my">${words.newest}</a>` : ''}
${older ? html`<a class="button quiet" href="${older}">${words.older}</a>` : ''}
</p></nav>`
