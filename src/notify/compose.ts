import type { Mail, MailFacts, MailKind } from '../calendar/mail.ts'
import { type Desk, deskFor, type Sender } from './desk.ts'
import { type Letter, letterHtml, letterText } from './letter.ts'
import { letters } from './letters.ts'
import { isMailbox, type Mailbox, type Message, PermanentFailure } from './message.ts'
import { nameOf, ours, subjectOf, theirs } from './sentence.ts'

/** Mail and facts of one kind; a union of kinds has lost which facts belong to which. */
type Kinded<Kind extends MailKind> = Readonly<{ kind: Kind; facts: MailFacts[Kind] }>

const bodyOf = <Kind extends MailKind>({ kind, facts }: Kinded<Kind>, desk: Desk) =>
  letters[kind](facts, desk)

/** The name of the machine the site is on, which makes a Message-ID ours (RFC 5322 §3.6.4). */
const hostOf = (baseUrl: string): string => new URL(baseUrl).hostname

/**
 * A mail from its facts, in the reader's language as far as we have it. Everything is derived: the same
 * mail makes the same message, also its secret links. Throws a `PermanentFailure` for an address that
 * is none.
 */
export const compose = async (mail: Mail, to: Mailbox, sender: Sender): Promise<Message> => {
  if (!isMailbox(to.email)) throw new PermanentFailure('The recipient’s address is not a mailbox.')
  const { site, from, contact } = sender
  const desk = deskFor(mail, sender)
  const { subject, parts } = await bodyOf(mail, desk)
  const name = theirs(to.name, null, 80)
  const letter: Letter = {
    lang: desk.lang,
    subject,
    parts: [
      name.text ? desk.paragraph('greeting', { name }) : desk.paragraph('greetingNobody'),
      ...parts,
      desk.paragraph('footer', { site: ours(site.name), contact: desk.contact }),
    ],
  }
  return {
    id: mail.id,
    from: { email: from, name: ours(site.name).text },
    to: { email: to.email, name: nameOf(to.name) },
    replyTo: contact === from ? null : contact,
    subject: subjectOf(letter.subject),
    text: letterText(letter),
    html: letterHtml(letter),
    messageId: `<${mail.id}@${hostOf(site.baseUrl)}>`,
    at: mail.at,
    headers: {
      // RFC 3834 §5: nobody's holiday answer shall come back.
      'Auto-Submitted': 'auto-generated',
      'Content-Language': desk.lang,
    },
  }
}
