import { html } from 'hono/html'
import type { PublicationState } from '../../calendar/publication.ts'
import { publicationWorkflow } from '../../calendar/publication-step.ts'
import {
  type ModeratorVerb,
  moderatorVerbs,
  type Submission,
  submissionTag,
  submissionWorkflow,
} from '../../calendar/submission.ts'
import { type FormProblem, type FormView, formView, hiddenFields } from '../account/field.ts'
import type { Markup } from '../layout.ts'
import { type Filters, filtersText } from './filters.ts'
import { type KeyName, keyed } from './keys.ts'
import { type Reasoned, reasonFields, reasonNames } from './reason-fields.ts'
import { words } from './words.ts'

/** Which part of a form our words were just filled into. */
export type Filled = Reasoned | null

export type DecisionInput = Readonly<{
  submission: Submission
  objection: string | null
  unchecked: boolean
  publication: Readonly<{ state: PublicationState }> | null
  /** The actor has taken it. */
  taken: boolean
  /** What was typed; with sentences when something is wrong. */
  problem: FormProblem | null
  filled: Filled
  filters: Filters
}>

/** The form’s name in a `FormProblem`. */
export const decisionForm = 'decide'

/** Verbs that the state allows, in the order of the table. */
export const verbsFor = ({ state }: Pick<Submission, 'state'>): readonly ModeratorVerb[] =>
  moderatorVerbs.filter((verb) => submissionWorkflow[state][verb])

/** Can something be decided by whoever reads the page? */
export const isDecidable = ({
  submission,
  objection,
  unchecked,
}: Pick<DecisionInput, 'submission' | 'objection' | 'unchecked'>): boolean =>
  objection === null && (verbsFor(submission).length > 0 || unchecked)

/** The form a submission is decided with; a sentence where there is nothing to decide. */
export const decisionPanel = (input: DecisionInput): Markup => {
  const { submission, objection } = input
  const verbs = verbsFor(submission)
  const sentence =
    verbs.length === 0 && !input.unchecked ? words.nothingToDecide : (objection ?? null)
  return html`<section class="panel decide" id="decide" aria-labelledby="decision">
<h2 id="decision">${words.decision}</h2>
${sentence === null ? form(input, verbs) : html`<p>${sentence}</p>`}
</section>`
}

const form = (input: DecisionInput, verbs: readonly ModeratorVerb[]): Markup => {
  const { submission, filters, taken } = input
  const reasoned: readonly Reasoned[] = input.unchecked
    ? removable(input)
    : verbs.filter((verb) => verb !== 'approve')
  return html`<form method="post" action="/moderation/${submission.id}">
${hiddenFields({ filters: filtersText(filters), seen: submissionTag(submission) })}
${input.unchecked ? mainButton('check', words.check, words.checkEffect) : ''}
${verbs.includes('approve') ? mainButton('approve', words.send.approve, words.effect.approve) : ''}
${reasoned.map((verb) => withReason(verb, input))}
<p class="actions"><button class="button quiet small" name="action" value="${taken ? 'release' : 'take'}"${keyed('take')}>${taken ? words.release : words.taken}</button> <span class="hint">${words.takeHint}</span></p>
</form>`
}

const removable = ({ publication }: DecisionInput): readonly Reasoned[] =>
  publication && publicationWorkflow[publication.state].remove ? ['remove'] : []

const mainButton = (action: 'approve' | 'check', label: string, effect: string): Markup =>
  html`<p><button class="button wide" name="action" value="${action}" aria-describedby="${action}-effect"${keyed(action)}>${label}</button></p>
<p class="hint" id="${action}-effect">${effect}</p>`

type Panel = Readonly<{ open: string; send: string; effect: string; key: KeyName }>

const panels: Readonly<Record<Reasoned, Panel>> = {
  request_changes: {
    open: words.verbs.request_changes,
    send: words.send.request_changes,
    effect: words.effect.request_changes,
    key: 'request_changes',
  },
  reject: {
    open: words.verbs.reject,
    send: words.send.reject,
    effect: words.effect.reject,
    key: 'reject',
  },
  remove: {
    open: words.takeDown,
    send: words.removeSendNext,
    effect: words.removeEffect,
    key: 'remove',
  },
}

const withReason = (verb: Reasoned, input: DecisionInput): Markup => {
  const { submission, problem, filled } = input
  const view = formView(decisionForm, problem)
  const panel = panels[verb]
  return html`<details class="unfold" name="decision"${isUsed(view, verb) || filled === verb ? html` open` : ''}${keyed(panel.key)}><summary>${panel.open}</summary>
<p class="hint">${panel.effect}</p>
${reasonFields({ form: view, verb, reads: [submission.lang], filled: filled === verb })}
<p class="actions"><button class="button${verb === 'request_changes' ? '' : ' danger'}" name="action" value="${verb}">${panel.send}</button></p>
</details>`
}

/** Something was typed or is wrong in it, so it is not folded away. */
const isUsed = (view: FormView, verb: Reasoned): boolean => {
  const { code, text } = reasonNames(verb)
  return [code, text].some((name) => view.value(name) !== '' || view.error(name) !== undefined)
}
