import { isUnfilled } from '../../calendar/canned-reasons.ts'
import type { FormFields } from '../../calendar/draft.ts'
import { Fault, type FaultDetail, invalidField } from '../../calendar/fault.ts'
import type { Lang } from '../../calendar/language.ts'
import {
  type ModeratorVerb,
  type Reason,
  type ReasonCode,
  reasonCodes,
} from '../../calendar/submission.ts'
import { filledIn, type Reasoned, reasonNames } from '../../pages/moderation/reason-fields.ts'
import { textOf } from '../private-page.ts'

const isCode = (raw: string): raw is ReasonCode => reasonCodes.some((code) => code === raw)

/** Longest text to a submitter, in UTF-16 units; the API’s limit too. */
const longest = 4000

/** Names of the fields of several reasons, for the summary of what is wrong. */
export const fieldsOf = (verbs: readonly Reasoned[]): readonly string[] =>
  verbs.flatMap((verb) => Object.values(reasonNames(verb)))

const codeIn = (fields: FormFields, verb: Reasoned): ReasonCode | null => {
  const { code } = reasonNames(verb)
  const raw = textOf(fields, code)
  if (raw === '') return null
  if (isCode(raw)) return raw
  throw invalidField(`/${code}`, 'unknown-value', 'Choose one of the reasons of the list.')
}

/** The reason a form gives for a verb. Throws `invalid` with pointers to its fields. */
const reasonIn = (fields: FormFields, verb: Reasoned): Reason => {
  const { text: name } = reasonNames(verb)
  const text = textOf(fields, name)
  if (text.length > longest) {
    throw invalidField(`/${name}`, 'too-long', `Write at most ${longest} characters.`)
  }
  if (isUnfilled(text)) {
    const sentence = 'Fill in what is marked with […], or delete it.'
    throw invalidField(`/${name}`, 'unfilled', sentence)
  }
  return { code: codeIn(fields, verb), text: text || null }
}

/** A refusal or removal is told with both (Regulation (EU) 2022/2065, Art. 17). */
export const fullReasonIn = (fields: FormFields, verb: Reasoned): Reason => {
  const reason = reasonIn(fields, verb)
  const names = reasonNames(verb)
  const missing: FaultDetail[] = [
    ...(reason.code
      ? []
      : [{ pointer: `/${names.code}`, code: 'missing', detail: 'Choose a reason.' }]),
    ...(reason.text
      ? []
      : [{ pointer: `/${names.text}`, code: 'missing', detail: 'Write to the submitter why.' }]),
  ]
  if (missing.length) throw new Fault('invalid', 'Give a reason and a text.', missing)
  return reason
}

/** What a verb’s form gives: nothing for an approval. Throws `invalid` with pointers to its fields. */
export const reasonFor = (fields: FormFields, verb: ModeratorVerb): Reason => {
  if (verb === 'approve') return { code: null, text: null }
  return verb === 'reject' ? fullReasonIn(fields, verb) : reasonIn(fields, verb)
}

/** The journeys’ pointers, as this form’s fields are called. */
export const named = (fault: Fault, verb: Reasoned): Fault => {
  const names = reasonNames(verb)
  const pointers: Readonly<Record<string, string>> = {
    '/reasonCode': `/${names.code}`,
    '/text': `/${names.text}`,
  }
  return new Fault(
    fault.code,
    fault.message,
    fault.details.map((detail) => ({
      ...detail,
      ...(detail.pointer !== undefined && { pointer: pointers[detail.pointer] ?? detail.pointer }),
    }))
  )
}

/** The fields with our words in the text of a verb. Throws `invalid` when no reason is chosen. */
export const withOurWords = (fields: FormFields, verb: Reasoned, lang: Lang): FormFields => {
  const { code: codeName, text } = reasonNames(verb)
  const code = codeIn(fields, verb)
  if (code === null) {
    throw invalidField(`/${codeName}`, 'missing', 'Choose a reason, then our words for it come in.')
  }
  return { ...fields, [text]: filledIn(textOf(fields, text), verb, code, lang) }
}

/** The verb behind `use-reason:`; null for any other action. */
export const reasonToUse = (action: string, verbs: readonly Reasoned[]): Reasoned | null =>
  verbs.find((verb) => action === `use-reason:${verb}`) ?? null
