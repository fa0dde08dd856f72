import type { FormFields } from '../../calendar/draft.ts'
import { Fault } from '../../calendar/fault.ts'
import { canonicalLang } from '../../calendar/language.ts'
import type { Offer } from '../../journeys/submit.ts'
import type { Problem } from '../../pages/submit/problem.ts'
import { contentOfForm } from '../event-form.ts'
import { textOf } from '../private-page.ts'
import { sha256 } from '../submissions.ts'
import type { Refusal } from './desk.ts'

/** Fields that are about this sending, not about the event. */
const transient = ['form', 'proof', 'homepage', 'action', 'base', 'event', 'dropped']

/** A form without what is only about its being sent: what a draft keeps. */
export const lasting = (fields: FormFields, but: readonly string[] = transient): FormFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !but.includes(name)))

/** The same form sent twice has the same digest; in whatever order a browser sends its fields. */
export const digestOf = (fields: FormFields): Promise<string> =>
  sha256(JSON.stringify(Object.entries(lasting(fields)).sort(([a], [b]) => (a < b ? -1 : 1))))

/** Longest message to the moderator, in characters. */
const longestMessage = 4000

/** `dropped`: changed dates of a series that this edit would lose. */
export type Offered = Offer & Readonly<{ dropped: readonly string[] }>

/** What a form offers, or everything that is wrong with it; `others` is about who sends it. */
export const offerOf = (fields: FormFields, others: readonly Problem[] = []): Offered | Refusal => {
  const { content, input, problems, dropped } = contentOfForm(fields)
  const message = textOf(fields, 'message')
  const wrong = [
    ...others,
    ...problems,
    ...(message.length > longestMessage
      ? [
          {
            field: 'message',
            code: 'too-long',
            detail: `Shorten the message: it has at most ${longestMessage.toLocaleString('en')} characters.`,
          },
        ]
      : []),
  ]
  if (!content || wrong.length) {
    const sentence = wrong[0]?.detail ?? 'Something in the form is wrong.'
    return { fault: new Fault('invalid', sentence), problems: wrong }
  }
  return {
    content,
    received: JSON.stringify(input),
    message: message || null,
    lang: canonicalLang(textOf(fields, 'mailLang')) ?? 'en',
    dropped,
  }
}

/** The first title of a form, for the list of drafts. */
export const draftTitle = (fields: FormFields): string => {
  const [name = ''] = Object.keys(fields)
    .filter((each) => /^title\.\d{1,3}$/.test(each))
    .sort((a, b) => Number(a.slice(6)) - Number(b.slice(6)))
  return textOf(fields, name)
}
