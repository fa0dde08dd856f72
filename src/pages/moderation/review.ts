import { html } from 'hono/html'
import type { HistoryEntry } from '../../calendar/audit.ts'
import type { CleaningFlag } from '../../calendar/cleaning.ts'
import type { EventContent } from '../../calendar/event.ts'
import type { Publication, Site } from '../../calendar/publication.ts'
import type { Taken } from '../../calendar/store.ts'
import type { Decision, Submission } from '../../calendar/submission.ts'
import type { Instant } from '../../calendar/time.ts'
import { type FormProblem, problemSummary, titleWith } from '../account/field.ts'
import { momentOf } from '../account/moment.ts'
import { countryName, languageName } from '../in-words.ts'
import { type AccountView, layout, type Markup } from '../layout.ts'
import { badgesOf, type Standing } from './badges.ts'
import { changesOf } from './changes.ts'
import { contentOf } from './content.ts'
import { decisionPanel, type Filled, isDecidable, verbsFor } from './decision.ts'
import { type Filters, withFilters } from './filters.ts'
import { cleaningOf, hintsOf, type Twin, twinsOf } from './hints.ts'
import { historyOf } from './history.ts'
import { type KeyName, keyLegend } from './keys.ts'
import { type Lost, lostNote } from './lost.ts'
import { age, organisationName, title, titleOf } from './parts.ts'
import { doneNote, type Told, toldNote } from './told.ts'
import { type TrustView, trustPanel, trustTold } from './trust.ts'
import { words } from './words.ts'

export type ReviewPageInput = Readonly<{
  site: Site
  account: AccountView
  now: Instant
  filters: Filters
  submission: Submission
  decisions: readonly Decision[]
  standing: Standing
  /** Why it cannot be decided by whoever reads it. */
  objection: string | null
  takenBy: (Taken & Readonly<{ self: boolean }>) | null
  unchecked: boolean
  newer: string | null
  publication: Publication | null
  before: EventContent | null
  asked: EventContent | null
  continues: Readonly<{ event: string; content: EventContent }> | null
  cleaning: readonly CleaningFlag[]
  twins: readonly Twin[]
  history: readonly HistoryEntry[]
  trust: TrustView | null
  place: Readonly<{
    position: number | null
    total: number
    more: boolean
    previous: string | null
    following: string | null
  }>
  /** What to go on with when nothing can be decided here. */
  next: string | null
  told: Told | null
  /** Trust was given or taken just now. */
  trusting: boolean
  problem: FormProblem | null
  /** What was typed, when nothing is wrong with it. */
  typed: FormProblem | null
  filled: Filled
  lost: Lost | null
}>

/** Everything a moderator needs to decide a submission, and the decision. */
export const reviewPage = (input: ReviewPageInput): Markup => {
  const { site, account, submission, problem, lost } = input
  const text = titleOf(submission.content)
  return layout({
    site,
    title: lost === null ? titleWith(text, problem) : `${words.problemMark}: ${text}`,
    titleLang: submission.content.originalLang,
    indexed: false,
    account,
    scripts: ['moderation'],
    main: html`<div class="review">
${way(input)}
${problemSummary(problem)}${lostNote(lost, { last: firstOne(input), next: input.next, filters: input.filters })}${toldNote(input.told)}${doneNote(trustTold(input.trusting, input.trust))}
<div class="review-columns">
<div class="review-head">
<h1>${title(submission.content)}</h1>
<p class="badges">${badgesOf({ ...submission, live: input.publication?.state === 'published' }, input.standing)}${verbsFor(submission).length || input.unchecked ? '' : html`<span class="state off">${words.state[submission.state]}</span>`}</p>
${newerNote(input)}
${takenNote(input)}
${who(input)}
</div>
<div class="review-body">
${twinsOf(input.twins, input.filters)}${hintsOf(submission.content, input.now)}
${comparisons(input)}
${content(input)}
${cleaningOf(input.cleaning)}
<section class="panel" aria-labelledby="history"><h2 id="history">${words.history}</h2>
${historyOf(input.history)}
<p><a href="/moderation/events/${submission.event}">${words.toEvent}</a></p></section>
${trustPanel(input.trust, withFilters(`/moderation/${submission.id}`, input.filters))}
</div>
<div class="review-aside">
${decisionPanel({ ...input, problem: problem ?? input.typed, taken: input.takenBy?.self === true })}
${onwards(input)}
${keyLegend(keysFor(input))}
</div>
</div>
</div>`,
  })
}

/** The decision that leaves nothing to decide; null while something is. */
const firstOne = (input: ReviewPageInput): Decision | null =>
  isDecidable(input) ? null : (input.decisions.at(-1) ?? null)

const keysFor = (input: ReviewPageInput): readonly KeyName[] => {
  const decidable = isDecidable(input)
  return [
    ...(decidable && !input.unchecked ? (['approve', 'request_changes', 'reject'] as const) : []),
    ...(decidable && input.unchecked ? (['check', 'remove'] as const) : []),
    ...(decidable ? (['take'] as const) : []),
    'following',
    'back',
    'help',
  ]
}

/** Back to the queue, and to the neighbours in it. */
const way = ({ place, filters }: ReviewPageInput): Markup => {
  const { position, total, more, previous, following } = place
  const link = (id: string | null, rel: string, key: string, label: string) =>
    id === null
      ? ''
      : html`<li><a href="${withFilters(`/moderation/${id}`, filters)}" rel="${rel}" data-key="${key}">${label}</a></li>\n`
  return html`<div class="way">
<p><a class="to-decision" href="#decide">${words.toDecision}</a></p>
<p class="crumb"><a href="${withFilters('/moderation', filters)}">${words.toQueue}</a></p>
<nav aria-label="${words.neighbours}"><ul role="list" class="turn">
${link(previous, 'prev', 'k', words.previous)}${
  position === null
    ? ''
    : html`<li><span class="vh">${words.placeIn} </span>${words.place(position, more ? `${total}+` : String(total))}</li>`
}
${link(following, 'next', 'j', words.following)}</ul></nav>
</div>`
}

const newerNote = ({ newer, filters }: ReviewPageInput): Markup | '' =>
  newer === null
    ? ''
    : html`<p class="notice">${words.newer} <a href="${withFilters(`/moderation/${newer}`, filters)}">${words.toNewer}</a></p>`

const takenNote = ({ takenBy }: ReviewPageInput): Markup | '' => {
  if (takenBy === null) return ''
  return takenBy.self
    ? html`<p class="hint">${words.takenByYou} ${momentOf(takenBy.at)}.</p>`
    : html`<p class="notice"><strong><bdi>${takenBy.by.name}</bdi> ${words.isTaken} ${momentOf(takenBy.at)}.</strong> ${words.isTakenHint}</p>`
}

const row = (term: string, value: Markup | string): Markup =>
  html`<div><dt>${term}</dt><dd>${value}</dd></div>\n`

/** What the submitter says to the moderator: with the appeal, with the changes, or at first. */
const messageOf = ({ submission, decisions }: ReviewPageInput) => {
  const last = decisions.findLast(({ verb }) => verb === 'appeal' || verb === 'resubmit')
  const heading = last?.verb === 'appeal' ? words.appealText : words.message
  return { heading, text: last ? last.reason.text : submission.message }
}

const who = (input: ReviewPageInput): Markup => {
  const { submission, now } = input
  const { submitter, lang, primaryCountry, submittedAt, waitingSince } = submission
  const { heading, text } = messageOf(input)
  return html`<section aria-labelledby="who"><h2 id="who" class="vh">${words.who}</h2>
<dl class="pairs who">
${row(words.from, html`<bdi>${submitter.name}</bdi>`)}
${row(words.forWhom, organisationName(submission))}
${row(words.country, countryName(primaryCountry))}
${row(words.received, momentOf(submittedAt))}
${submission.state === 'pending' ? row(words.waitsSince, age(waitingSince, now)) : ''}
${row(words.reads, languageName(lang))}
</dl>
${text ? html`<p class="label">${heading}</p><blockquote dir="auto">${text}</blockquote>` : ''}
</section>`
}

/** Each comparison with its heading: with what is public, with what was asked to be changed, with the series. */
const comparisons = (input: ReviewPageInput): Markup => {
  const { submission, before, asked, continues } = input
  const { content: after } = submission
  const lead = submission.state === 'pending' ? words.changesLead : words.changesThenLead
  return html`${before === null ? '' : compared('changes', words.changes, lead, before, after)}
${asked === null ? '' : compared('since', words.changesSince, words.changesSinceLead, asked, after)}
${
  continues === null
    ? ''
    : compared(
        'continued',
        words.badges.split,
        html`${words.continuesLead} ${words.changesContinued} <a href="/events/${continues.event}">${title(continues.content)}</a>.`,
        continues.content,
        after
      )
}`
}

const compared = (
  id: string,
  heading: string,
  lead: Markup | string,
  before: EventContent,
  after: EventContent
): Markup => html`<section class="panel" aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>
<p class="hint">${lead}</p>
${changesOf(before, after)}
</section>
`

/** All of it; folded away where the differences say what there is to decide. */
const content = ({ submission, before, now }: ReviewPageInput): Markup => {
  const { state, content: of } = submission
  const heading =
    state === 'pending'
      ? words.publicParts
      : state === 'approved'
        ? words.publicPartsNow
        : words.publicPartsThen
  return before === null
    ? html`<section class="panel" aria-labelledby="said"><h2 id="said">${heading}</h2>${contentOf(of, now)}</section>`
    : html`<section class="panel" aria-labelledby="said"><h2 id="said">${heading}</h2>
<details class="unfold"><summary>${words.everything}</summary>${contentOf(of, now)}</details></section>`
}

const onwards = (input: ReviewPageInput): Markup | '' =>
  input.next === null || isDecidable(input)
    ? ''
    : html`<p class="actions"><a class="button wide" href="${withFilters(`/moderation/${input.next}`, input.filters)}">${words.goOn}</a></p>`
