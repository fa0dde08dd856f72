import { html } from 'hono/html'
import { cannedReasons, reasonWords } from '../../calendar/canned-reasons.ts'
import type { Lang } from '../../calendar/language.ts'
import { type ModeratorVerb, type ReasonCode, reasonCodes } from '../../calendar/submission.ts'
import type { FormView } from '../account/field.ts'
import { languageName } from '../in-words.ts'
import type { Markup } from '../layout.ts'
import { wordsLang } from '../words.ts'
import { words } from './words.ts'

/** What can be done with a reason. */
export type Reasoned = Exclude<ModeratorVerb, 'approve'> | 'remove'

/** Which of our ready texts fit, and whether a reason code must be given. */
const fits = {
  request_changes: { canned: 'request_changes', mustName: false },
  reject: { canned: 'reject', mustName: true },
  remove: { canned: 'reject', mustName: true },
} as const satisfies Readonly<Record<Reasoned, unknown>>

/** Names of the fields of a reason in a form. */
export const reasonNames = (verb: Reasoned) =>
  ({ code: `${verb}-code`, text: `${verb}-text` }) as const

/** The value of the button that fills in our words, for `action`. */
export const useReason = (verb: Reasoned): string => `use-reason:${verb}`

/** Our words for a reason in the submitter’s language, or in English. */
export const readyText = (verb: Reasoned, code: ReasonCode, lang: Lang): string =>
  cannedReasons(lang).find((each) => each.verb === fits[verb].canned && each.code === code)?.text ??
  ''

/** What was written with our words: in their place when they were ours, else before them. */
export const filledIn = (typed: string, verb: Reasoned, code: ReasonCode, lang: Lang): string => {
  const ours = reasonCodes.map((each) => readyText(verb, each, lang))
  const text = readyText(verb, code, lang)
  return typed.trim() === '' || ours.includes(typed.trim()) ? text : `${typed.trim()}\n\n${text}`
}

type ReasonInput = Readonly<{
  form: FormView
  verb: Reasoned
  /** Languages of those who will read it. */
  reads: readonly Lang[]
  /** The words were filled in just now. */
  filled: boolean
}>

/** Reason code, our words for it and the text that is sent. */
export const reasonFields = ({ form, verb, reads, filled }: ReasonInput): Markup => {
  const { code, text } = reasonNames(verb)
  const lang = readyLang(reads)
  const chosen = form.value(code)
  return html`<div class="reason" data-reason="${words.usedReason}">
<div class="field"><label for="${form.id(code)}">${words.reason}</label>
<select id="${form.id(code)}" name="${code}"${invalid(form, code)}>
<option value="">${fits[verb].mustName ? words.chooseReason : words.noReason}</option>
${reasonCodes.map(
  (each) =>
    html`<option value="${each}"${each === chosen ? html` selected` : ''} data-text="${readyText(verb, each, lang)}">${reasonWords(wordsLang, each).label}</option>
`
)}</select>${errorOf(form, code)}</div>
<p><button class="button quiet small" name="action" value="${useReason(verb)}" data-use>${words.useReason}</button></p>
<div class="field"><label for="${form.id(text)}">${words.text}</label>
<span class="hint" id="${form.id(text)}-hint">${readsOf(reads, lang)}</span>
<textarea id="${form.id(text)}" name="${text}" rows="6" maxlength="4000" dir="auto"${filled ? html` autofocus` : ''}${invalid(form, text, `${form.id(text)}-hint`)}>${form.value(text)}</textarea>${errorOf(form, text)}
<span class="hint" role="status" data-status>${filled ? words.usedReason : ''}</span></div>
</div>`
}

/** The language of our words for several readers: theirs when they share one. */
export const readyLang = (reads: readonly Lang[]): Lang => {
  const [first = wordsLang, ...others] = reads
  return others.every((lang) => lang === first) ? first : wordsLang
}

const readsOf = (reads: readonly Lang[], lang: Lang): string => {
  const names = reads.map(languageName).join(', ')
  const written = cannedReasons(lang)[0]?.lang ?? wordsLang
  return reads.every((each) => each === written) ? words.readsIn(names) : words.onlyEnglish(names)
}

const invalid = (form: FormView, name: string, hint?: string): Markup => {
  const wrong = form.error(name) !== undefined
  const described = [...(hint ? [hint] : []), ...(wrong ? [`${form.id(name)}-error`] : [])]
  return html`${wrong ? html` aria-invalid="true"` : ''}${described.length ? html` aria-describedby="${described.join(' ')}"` : ''}`
}

const errorOf = (form: FormView, name: string): Markup | '' => {
  const sentence = form.error(name)
  return sentence === undefined
    ? ''
    : html`<span class="error" id="${form.id(name)}-error">${sentence}</span>`
}
