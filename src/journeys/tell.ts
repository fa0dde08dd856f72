import type { EventContent } from '../calendar/event.ts'
import type { Lang } from '../calendar/language.ts'
import { baseLang } from '../calendar/language.ts'
import type { Mail, MailEvent, MailFacts, MailKind } from '../calendar/mail.ts'
import type { Recipient } from '../calendar/people.ts'
import type { Submission } from '../calendar/submission.ts'
import type { Ports } from './ports.ts'

/** An event as its mails speak of it, in the reader's language where it has a text in it. */
export const mailEventOf = (
  of: Readonly<{ event: string; ownerId: string | null; content: EventContent }>,
  lang: Lang
): MailEvent => {
  const { event, ownerId, content } = of
  const tag =
    [lang, baseLang(lang)].find((wish) => content.translations[wish]) ?? content.originalLang
  return {
    event,
    title: content.translations[tag]?.title ?? '',
    titleLang: tag,
    link: ownerId !== null,
  }
}

/** One mail of a kind to each recipient; facts are made for the reader's language. */
export const mailsTo = <Kind extends MailKind>(
  { now, newId }: Pick<Ports, 'now' | 'newId'>,
  recipients: readonly Recipient[],
  kind: Kind,
  facts: (lang: Lang) => MailFacts[Kind]
): Mail[] =>
  recipients.map(
    ({ person, lang }) =>
      // The kind and its facts come in together, which a mapped union cannot see.
      ({ id: newId(), kind, person, address: null, lang, facts: facts(lang), at: now() }) as Mail
  )

/**
 * Mails to whoever submitted: to the owner of an event without an organisation, to the member who
 * sent it, or to the admins when a key did. The submission says in which language.
 */
export const tellSubmitters = async <Kind extends MailKind>(
  ports: Pick<Ports, 'people' | 'now' | 'newId'>,
  of: Pick<Submission, 'event' | 'ownerId' | 'content' | 'organisation' | 'submitter' | 'lang'>,
  kind: Kind,
  facts: (event: MailEvent) => MailFacts[Kind]
): Promise<Mail[]> => {
  const recipients = await ports.people.submittersOf({
    submitter: of.submitter.id,
    organisationId: of.organisation.id,
    ownerId: of.ownerId,
  })
  // Whoever typed the form chose its language; admins told of a key's doings have their own.
  const reading = (each: Recipient): Recipient =>
    each.person === of.submitter.id ? { ...each, lang: of.lang } : each
  return mailsTo(ports, recipients.map(reading), kind, (lang) => facts(mailEventOf(of, lang)))
}

/** Mails to the moderators of a country, of the EU desk where it has none. */
export const tellModerators = async <Kind extends MailKind>(
  ports: Pick<Ports, 'people' | 'now' | 'newId'>,
  country: string,
  kind: Kind,
  facts: (lang: Lang) => MailFacts[Kind]
): Promise<Mail[]> => {
  const own = await ports.people.moderatorsOf(country)
  const recipients = own.length ? own : await ports.people.moderatorsOf('EU')
  return mailsTo(ports, recipients, kind, facts)
}
