import { html } from 'hono/html'
import type { HistoryEntry } from '../../calendar/audit.ts'
import type { EventContent } from '../../calendar/event.ts'
import {
  type FormProblem,
  type FormView,
  formView,
  hiddenFields,
  problemSummary,
  sendButton,
  textField,
  titleWith,
} from '../account/field.ts'
import type { Markup } from '../layout.ts'
import { contentOf, type DoingName, doings, type Situation } from './doings.ts'
import { type Address, bdiTitle, crumb, type Frame, framed, whenOf } from './frame.ts'
import { happenedList } from './happened.ts'
import { statesOf } from './states.ts'
import { words } from './words.ts'

/** Names of the fields of these forms; `http` reads them. */
export const formNames = {
  /** The version the form starts from, as If-Match would name it. */
  version: 'version',
  /** How many entries of the history its reader has seen. */
  seen: 'seen',
  note: 'note',
  joinUrl: 'joinUrl',
  availability: 'availability',
  status: 'status',
  sure: 'sure',
} as const

/** What a form is drawn from, beside its own words. */
export type FormInput = Readonly<{
  frame: Frame
  address: Address
  situation: Situation
  mayAppeal: boolean
  history: readonly HistoryEntry[]
  /** Id of the reader. */
  reader: string
  now: string
  problem: FormProblem | null
  /** Entries since the form was opened, when that is why it was not done; null otherwise. */
  since: readonly HistoryEntry[] | null
}>

/** The form for one doing: what will happen, the words it asks for, and one button. */
export const doingPage = (name: DoingName, input: FormInput): Markup => {
  const { situation, mayAppeal } = input
  const { address: asksAddress, needsWords, danger, possible, version } = doings[name]
  const { title, effects, label, hint, submit } = words.doings[name]
  const neverPublic = name === 'withdraw' && !situation.publication
  const view = formView(name, input.problem)
  return page(input, name, {
    title,
    effects: neverPublic ? words.withdrawWaiting.effects : effects,
    possible: possible(situation, mayAppeal),
    version: version(situation),
    path: name,
    submit: sendButton(submit, danger ? 'danger' : 'plain'),
    fields: html`${
      asksAddress
        ? textField(view, {
            name: formNames.joinUrl,
            label: words.joinUrl,
            hint: words.joinUrlHint,
            initial: contentOf(situation).joinUrl ?? '',
            required: false,
          })
        : ''
    }${textArea(view, { label, hint, required: needsWords })}`,
  })
}

/** The form to call one date of a series off. */
export const callOffPage = (recurrenceId: string, when: string, input: FormInput): Markup =>
  page(input, 'date', {
    title: words.callOffTitle,
    about: when,
    effects: words.callOffEffects,
    possible: true,
    version: doings.cancel.version(input.situation),
    path: `dates/${recurrenceId}`,
    submit: sendButton(words.callOffSubmit, 'danger'),
    fields: html`${hiddenFields({ [formNames.status]: 'cancelled' })}${textArea(
      formView('date', input.problem),
      { label: words.doings.cancel.label, hint: words.doings.cancel.hint, required: false }
    )}`,
  })

/** Whatever was sent by a button alone and could not be done, with the button again. */
export const retryPage = (
  path: string,
  title: string,
  submit: string,
  fields: Readonly<Record<string, string>>,
  input: FormInput
): Markup =>
  page(input, path, {
    title,
    effects: [],
    possible: doings.cancel.version(input.situation) !== '',
    version: doings.cancel.version(input.situation),
    path,
    submit: sendButton(submit),
    fields: hiddenFields(fields),
  })

type FormBody = Readonly<{
  title: string
  /** What it is about, beside the event: one date of it. */
  about?: string
  effects: readonly string[]
  /** False: the tables do not allow it (any more). */
  possible: boolean
  version: string
  /** Of the form, below the address of the event. */
  path: string
  submit: Markup
  fields: Markup
}>

const page = (input: FormInput, form: string, body: FormBody): Markup => {
  const { frame, address, situation, history, problem } = input
  const content = contentOf(situation)
  const { title, about, effects, possible, version, path } = body
  return framed(
    frame,
    titleWith(title, problem),
    html`<div class="form">
${crumb(address.base, words.back)}
<h1>${title}</h1>
${meanwhile(input) || (possible ? problemSummary(problem) : '')}
${eventLine(content, about)}
${
  possible
    ? html`<ul class="effects">${effects.map((effect) => html`<li>${effect}</li>`)}</ul>
<form class="panel" method="post" action="${address.base}/${path}">
${hiddenFields({ [formNames.version]: version, [formNames.seen]: String(history.length) })}
${body.fields}
<p class="actions">${body.submit} <a class="button quiet" href="${address.base}">${words.keep}</a></p>
</form>`
    : impossible(input, form)
}
</div>`
  )
}

const eventLine = (content: EventContent, about: string | undefined): Markup =>
  html`<p class="lead">${bdiTitle(content)}<br><span class="hint">${about ?? whenOf(content)}</span></p>`

/** Why nothing was done: something else happened first. It takes the focus. */
const meanwhile = ({ since, problem, reader }: FormInput): Markup | '' =>
  since === null
    ? ''
    : html`<div class="errors" role="alert" tabindex="-1" autofocus>
<h2>${words.stale}</h2>
<p>${problem?.whole ?? words.staleHint}</p>
${
  since.length
    ? html`<h3>${words.happened}</h3>
${happenedList(since, reader)}`
    : ''
}</div>`

/** Nothing to press, but nothing that was typed is lost either. */
const impossible = ({ situation, now, problem }: FormInput, form: string): Markup => {
  const typed = formView(form, problem).value(formNames.note)
  const states = statesOf(situation, now).map(({ text }) => text.toLowerCase())
  return html`<div class="panel"><p><strong>${words.impossible}.</strong> ${words.impossibleHint(states.join(', '))}</p>
${typed ? html`<div class="field"><label for="typed">${words.typed}</label><textarea id="typed" readonly dir="auto">${typed}</textarea></div>` : ''}
</div>`
}

/** Several lines of text. */
const textArea = (
  view: FormView,
  { label, hint, required }: Readonly<{ label: string; hint: string; required: boolean }>
): Markup => {
  const id = view.id(formNames.note)
  const error = view.error(formNames.note)
  return html`<div class="field">
<label for="${id}">${label}${required ? '' : html` <span class="optional">(${words.optional})</span>`}</label>
<span class="hint" id="${id}-hint">${hint}</span>
<textarea id="${id}" name="${formNames.note}" dir="auto" rows="4"${required ? html` required` : ''}${error ? html` aria-invalid="true"` : ''} aria-describedby="${id}-hint${error ? ` ${id}-error` : ''}">${view.value(formNames.note)}</textarea>
${error ? html`<span class="error" id="${id}-error">${error}</span>` : ''}
</div>`
}
