import { html } from 'hono/html'
import type { Ruling } from '../../calendar/people.ts'
import type { Site } from '../../calendar/publication.ts'
import type { Decision, ModeratorVerb, Submission } from '../../calendar/submission.ts'
import { moderatorVerbs } from '../../calendar/submission.ts'
import type { Instant } from '../../calendar/time.ts'
import {
  type FormProblem,
  formView,
  hiddenFields,
  problemSummary,
  titleWith,
} from '../account/field.ts'
import { momentOf } from '../account/moment.ts'
import { languageName } from '../in-words.ts'
import { type AccountView, layout, type Markup } from '../layout.ts'
import type { Filled } from './decision.ts'
import { type Filters, filtersText, withFilters } from './filters.ts'
import { age, country, organisationName, title, whenOf } from './parts.ts'
import { type Reasoned, reasonFields, reasonNames } from './reason-fields.ts'
import { words } from './words.ts'

type Common = Readonly<{ site: Site; account: AccountView; now: Instant; filters: Filters }>

export type BulkPageInput = Common &
  Readonly<{
    chosen: readonly Submission[]
    problem: FormProblem | null
    typed: FormProblem | null
    filled: Filled
  }>

/** The form’s name in a `FormProblem`. */
export const bulkForm = 'bulk'

/** What was chosen in the queue, once more before it is decided together. */
export const bulkPage = (input: BulkPageInput): Markup => {
  const { site, account, chosen, filters, problem } = input
  return layout({
    site,
    title: titleWith(words.bulk, problem),
    indexed: false,
    account,
    scripts: ['moderation'],
    main: html`<p class="crumb"><a href="${withFilters('/moderation', filters)}">${words.toQueue}</a></p>
${problemSummary(problem)}<h1>${words.bulk}</h1>
${chosen.length === 0 ? html`<p class="lead">${words.bulkNone}</p>` : form(input)}`,
  })
}

const form = (input: BulkPageInput): Markup => {
  const { chosen, filters, problem, typed, now } = input
  const reads = [...new Set(chosen.map(({ lang }) => lang))]
  return html`<p class="lead">${words.bulkLead(chosen.length)}</p>
<section class="panel" aria-labelledby="chosen"><h2 id="chosen">${words.bulkChosen}</h2>
<ul role="list" class="together">${chosen.map(
    (
      each
    ) => html`<li><a href="${withFilters(`/moderation/${each.id}`, filters)}">${title(each.content)}</a>
<span class="hint">${country(each.primaryCountry)} · ${organisationName(each)} · ${whenOf(each.content)} · ${age(each.waitingSince, now)}</span></li>
`
  )}</ul>
<p class="hint">${words.bulkReads} ${reads.map(languageName).join(', ')}</p></section>
<form method="post" action="/moderation/bulk" class="panel decide">
${hiddenFields({ filters: filtersText(filters) })}${chosen.map(({ id }) => hiddenFields({ submission: id }))}
<h2>${words.decision}</h2>
${moderatorVerbs.map((verb) => (verb === 'approve' ? approval(chosen.length) : withReason(verb, chosen.length, input, formView(bulkForm, problem ?? typed), reads)))}
</form>`
}

const approval = (count: number): Markup =>
  html`<p><button class="button" name="action" value="approve" aria-describedby="approve-effect">${words.bulkSend.approve(count)}</button></p>
<p class="hint" id="approve-effect">${words.effect.approve}</p>
`

const withReason = (
  verb: Exclude<Reasoned, 'remove'>,
  count: number,
  { filled }: BulkPageInput,
  view: ReturnType<typeof formView>,
  reads: readonly string[]
): Markup => {
  const used = Object.values(reasonNames(verb)).some(
    (name) => view.value(name) !== '' || view.error(name) !== undefined
  )
  return html`<details class="unfold" name="decision"${used ? html` open` : ''}><summary>${words.verbs[verb]}</summary>
<p class="hint">${words.effect[verb]}</p>
${reasonFields({ form: view, verb, reads, filled: filled === verb })}
<p class="actions"><button class="button${verb === 'reject' ? ' danger' : ''}" name="action" value="${verb}">${words.bulkSend[verb](count)}</button></p>
</details>
`
}

/** One of those that were decided together, as the ledgers have it now. */
export type Outcome = Readonly<{
  submission: Submission
  /** Newest decision. */
  last: Decision | null
  ruling: Ruling
  /** It is as the moderator wanted it, by their own decision. */
  done: boolean
  /** Why it could not be decided by them, as a sentence. */
  objection: string | null
}>

/** What happened to each of those decided together. */
export const bulkDonePage = (
  input: Common & Readonly<{ verb: ModeratorVerb; outcomes: readonly Outcome[] }>
): Markup => {
  const { site, account, outcomes, filters } = input
  const done = outcomes.filter((each) => each.done).length
  return layout({
    site,
    title: words.bulkDone,
    indexed: false,
    account,
    main: html`<p class="crumb"><a href="${withFilters('/moderation', filters)}">${words.toQueue}</a></p>
<h1>${words.bulkDone}</h1>
<p class="${done === outcomes.length ? 'done' : 'notice'}" role="status">${words.bulkDoneLead(done, outcomes.length)}</p>
<ul role="list" class="together panel">${outcomes.map((each) => outcomeOf(each, filters))}</ul>
<p class="actions"><a class="button" href="${withFilters('/moderation', filters)}">${words.toQueue}</a></p>`,
  })
}

const outcomeOf = (outcome: Outcome, filters: Filters): Markup => {
  const { submission, last, done, objection } = outcome
  const tone = done ? 'good' : 'bad'
  return html`<li><span class="state ${tone}">${words.state[submission.state]}</span> <a href="${withFilters(`/moderation/${submission.id}`, filters)}">${title(submission.content)}</a>
<span class="hint">${
    done
      ? words.bulkYours
      : objection !== null
        ? html`${words.bulkNotYours} ${objection}`
        : submission.state === 'pending' || last === null
          ? words.bulkStill
          : html`${words.bulkOther} <bdi>${last.by.name}</bdi>, ${momentOf(last.at)}`
  }</span></li>
`
}
