import type { MailEvent, MailFacts, MailKind } from '../calendar/mail.ts'
import type { Desk } from './desk.ts'
import type { Part } from './letter.ts'
import { type Sentence, theirs } from './sentence.ts'
import { reasonParts, statement } from './statement.ts'

/** What is said for one kind of mail, between greeting and foot. */
type Body = Readonly<{ subject: Sentence; parts: readonly Part[] }>

/** For those without an account the mail is the key to their event. */
const keeping = (desk: Desk, { link }: MailEvent): Part[] =>
  link ? [desk.paragraph('secretLink')] : []

const publicPage = (desk: Desk, { event }: MailEvent): Part => ({
  kind: 'address',
  sentence: desk.say('publicPage'),
  href: `${desk.site.baseUrl}/events/${event}`,
})

/** Kind by kind, from facts to words. */
export const letters: Readonly<{
  [Kind in MailKind]: (facts: MailFacts[Kind], desk: Desk) => Promise<Body>
}> = {
  confirm: async (facts, desk) => {
    const title = desk.title(facts)
    const token = await desk.links.token('confirm', facts.submission)
    return {
      subject: desk.say('confirm.subject', { title }),
      parts: [
        desk.paragraph('confirm.lead', { title }),
        desk.button(
          'confirm.button',
          `${desk.site.baseUrl}/submit/confirm/${facts.submission}/${token}`
        ),
        desk.paragraph('confirm.time', { duration: desk.duration(facts.until) }),
        desk.paragraph('confirm.ignore'),
      ],
    }
  },

  received: async (facts, desk) => {
    const title = desk.title(facts)
    const country = desk.countryName(facts.country)
    return {
      subject: desk.say('received.subject', { title }),
      parts: [
        desk.paragraph(facts.again ? 'received.leadAgain' : 'received.lead', { title, country }),
        desk.paragraph('received.meanwhile'),
        desk.button('received.button', await desk.eventAddress(facts)),
        ...keeping(desk, facts),
      ],
    }
  },

  changes_requested: async (facts, desk) => {
    const title = desk.title(facts)
    return {
      subject: desk.say('changes.subject', { title }),
      parts: [
        desk.paragraph('changes.lead', { title, by: theirs(facts.by, null, 80) }),
        ...reasonParts(desk, facts.reason),
        desk.paragraph('changes.place'),
        desk.button('changes.button', await desk.eventAddress(facts)),
        ...keeping(desk, facts),
      ],
    }
  },

  approved: async (facts, desk) => {
    const title = desk.title(facts)
    return {
      subject: desk.say(facts.live ? 'approved.subjectChange' : 'approved.subject', { title }),
      parts: [
        desk.paragraph(facts.live ? 'approved.leadChange' : 'approved.lead', { title }),
        publicPage(desk, facts),
        desk.paragraph('approved.later'),
        desk.button('approved.button', await desk.eventAddress(facts)),
        ...keeping(desk, facts),
      ],
    }
  },

  rejected: async (facts, desk) => ({
    subject: desk.say(facts.live ? 'rejected.subjectChange' : 'rejected.subject', {
      title: desk.title(facts),
    }),
    parts: await statement(desk, facts, {
      lead: facts.live ? 'rejected.leadChange' : 'rejected.lead',
      scope: facts.live ? 'rejected.scopeChange' : 'rejected.scope',
      button: 'rejected.button',
      appeal: facts.appeal,
    }),
  }),

  removed: async (facts, desk) => ({
    subject: desk.say('removed.subject', { title: desk.title(facts) }),
    parts: await statement(desk, facts, {
      lead: 'removed.lead',
      scope: 'removed.scope',
      button: 'removed.button',
      appeal: false,
    }),
  }),

  restored: async (facts, desk) => {
    const title = desk.title(facts)
    return {
      subject: desk.say('restored.subject', { title }),
      parts: [
        desk.paragraph('restored.lead', { title }),
        publicPage(desk, facts),
        desk.button('restored.button', await desk.eventAddress(facts)),
        ...keeping(desk, facts),
      ],
    }
  },

  reminder: async (facts, desk) => {
    const title = desk.title(facts)
    return {
      subject: desk.say('reminder.subject', { title }),
      parts: [
        desk.paragraph('reminder.lead', { title, date: desk.time.fullDate(facts.starts) }),
        publicPage(desk, facts),
        desk.paragraph('reminder.ask'),
        desk.button('reminder.button', await desk.eventAddress(facts)),
        ...keeping(desk, facts),
      ],
    }
  },

  erased: async (_, desk) => ({
    subject: desk.say('erased.subject'),
    parts: [desk.paragraph('erased.lead', { site: desk.siteName }), desk.paragraph('erased.left')],
  }),

  sign_in: async ({ until }, desk) => {
    const site = desk.siteName
    const { id } = desk.mail
    const token = `${id}.${await desk.links.token('sign-in', id)}`
    return {
      subject: desk.say('signIn.subject', { site }),
      parts: [
        desk.paragraph('signIn.lead', { site }),
        desk.button('signIn.button', `${desk.site.baseUrl}/sign-in/link/${token}`),
        desk.paragraph('signIn.time', { duration: desk.duration(until) }),
        desk.paragraph('signIn.ignore'),
      ],
    }
  },

  invitation: async (facts, desk) => {
    const organisation = theirs(facts.organisation)
    return {
      subject: desk.say('invitation.subject', { organisation }),
      parts: [
        desk.paragraph('invitation.lead', {
          by: theirs(facts.by, null, 80),
          organisation,
          site: desk.siteName,
        }),
        desk.button('invitation.button', `${desk.site.baseUrl}/my/invitations/${facts.invitation}`),
        desk.paragraph('invitation.ignore'),
      ],
    }
  },

  digest: async ({ queues, unchecked }, desk) => {
    const count = queues.reduce((sum, { waiting }) => sum + waiting, unchecked)
    const queue = ({ country, waiting, oldest }: (typeof queues)[number]) =>
      desk.say('digest.queue', {
        country: desk.countryName(country),
        count: String(waiting),
        date: desk.time.date(oldest),
      })
    return {
      subject: desk.say('digest.subject', { count: String(count) }),
      parts: [
        desk.paragraph('digest.lead'),
        {
          kind: 'list',
          sentences: [
            ...queues.map(queue),
            ...(unchecked ? [desk.say('digest.unchecked', { count: String(unchecked) })] : []),
          ],
        },
        desk.button('digest.button', `${desk.site.baseUrl}/moderation`),
      ],
    }
  },

  announced: async (facts, desk) => {
    const title = desk.title(facts)
    const status = desk.say(`status.${facts.status}`).phrase
    return {
      subject: desk.say('announced.subject', { status, title }),
      parts: [
        desk.paragraph('announced.lead', { organisation: theirs(facts.organisation) }),
        desk.paragraph('announced.event', { title }),
        desk.paragraph('announced.status', { status }),
        ...(facts.note
          ? [desk.paragraph('announced.note', { note: theirs(facts.note, null, 500) })]
          : []),
        publicPage(desk, facts),
        desk.button('announced.button', `${desk.site.baseUrl}/moderation`),
      ],
    }
  },
}
