import { reasonWords } from '../calendar/canned-reasons.ts'
import type { MailEvent } from '../calendar/mail.ts'
import type { Reason } from '../calendar/submission.ts'
import type { Desk } from './desk.ts'
import type { Part } from './letter.ts'
import type { PhraseName } from './phrases/index.ts'

/** The words that differ between what was never public, what stays as it was, and what is gone. */
export type Refusal = Readonly<{
  lead: PhraseName
  scope: PhraseName
  button: PhraseName
  /** The status page takes an objection, once. */
  appeal: boolean
}>

/** A reason in the reader's words, and the moderator's own text in whatever language it is in. */
export const reasonParts = (desk: Desk, { code, text }: Reason): Part[] => [
  ...(code ? [desk.paragraph('reason', { reason: reasonWords(desk.lang, code).label })] : []),
  ...(text ? [desk.paragraph('moderatorWrites'), { kind: 'quote' as const, text }] : []),
]

/**
 * A statement of reasons: Regulation (EU) 2022/2065, Art. 17(3). In its order: (a) the decision, its
 * territory and duration; (b) the facts and on whose initiative; (c) automated means; (e) the clause of our
 * rules and why; (f) what can be done. The ground in law (d), where there is one, is in the moderator's
 * text, which the canned reason asks for.
 */
export const statement = async (
  desk: Desk,
  facts: MailEvent & Readonly<{ reason: Reason }>,
  { lead, scope, button, appeal }: Refusal
): Promise<Part[]> => [
  desk.paragraph(lead, { title: desk.title(facts) }),
  desk.heading('statement.scopeHeading'),
  desk.paragraph(scope),
  desk.heading('statement.whyHeading'),
  ...reasonParts(desk, facts.reason),
  desk.paragraph('statement.rule', {
    rule: reasonWords(desk.lang, facts.reason.code ?? 'other').rule,
  }),
  desk.heading('statement.howHeading'),
  desk.paragraph('statement.how'),
  desk.heading('statement.redressHeading'),
  appeal
    ? desk.paragraph('statement.appeal')
    : desk.paragraph('statement.contact', { contact: desk.contact }),
  desk.paragraph('statement.courts'),
  desk.button(button, await desk.eventAddress(facts)),
  desk.paragraph('statement.law'),
]
