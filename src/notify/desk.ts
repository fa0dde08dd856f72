import type { Lang } from '../calendar/language.ts'
import type { Mail, MailEvent } from '../calendar/mail.ts'
import type { Links } from '../calendar/people.ts'
import type { Site } from '../calendar/publication.ts'
import type { Instant } from '../calendar/time.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import { type WordsOfTime, wordsOfTime } from '../calendar/words-of-time.ts'
import type { Part } from './letter.ts'
import { type PhraseName, phrasesFor } from './phrases/index.ts'
import { type Foreign, ours, type Sentence, theirs, type Values } from './sentence.ts'

/** Who sends, and how their links are made. */
export type Sender = Readonly<{
  site: Site
  links: Links
  /** The mailbox mails come from. */
  from: string
  /** The mailbox a person reads: questions, objections. May be the same. */
  contact: string
}>

/** What letters are written with: words of one language, and addresses of the site. */
export type Desk = Readonly<{
  lang: Lang
  mail: Mail
  site: Site
  links: Links
  contact: Foreign
  siteName: Foreign
  time: WordsOfTime
  say(name: PhraseName, values?: Values): Sentence
  paragraph(name: PhraseName, values?: Values): Part
  heading(name: PhraseName): Part
  button(name: PhraseName, href: string): Part
  title(event: MailEvent): Foreign
  /** “Poland”, “European Union”; `country` is an id of the vocabulary. */
  countryName(country: string): string
  /** How long it is from the writing of the mail to `until`: “15 min”, “48 h”. */
  duration(until: Instant): string
  /** Where the submitter sees the event: with the secret link, or as somebody signed in. */
  eventAddress(event: MailEvent): Promise<string>
}>

const minuteMs = 60_000

/** The desk for one mail, in the reader's language or the nearest one we have. */
export const deskFor = (mail: Mail, { site, links, contact }: Sender): Desk => {
  const { lang, phrases } = phrasesFor(mail.lang)
  // Some runtimes lack some languages; English is the next best, never the machine's own.
  const regions = new Intl.DisplayNames([lang, 'en'], { type: 'region' })
  const say = (name: PhraseName, values: Values = {}) => ({ phrase: phrases[name], values })
  const phraseWith = (name: PhraseName, count: number) =>
    phrases[name].replace('{count}', String(count))
  return {
    lang,
    mail,
    site,
    links,
    contact: ours(contact),
    siteName: ours(site.name),
    time: wordsOfTime(lang),
    say,
    paragraph: (name, values) => ({ kind: 'paragraph', sentence: say(name, values) }),
    heading: (name) => ({ kind: 'heading', sentence: say(name) }),
    button: (name, href) => ({
      kind: 'button',
      sentence: say(name),
      fails: say('buttonFails'),
      href,
    }),
    title: ({ title, titleLang }) => theirs(title, titleLang),
    countryName: (country) => {
      const name = regions.of(country)
      return name && name !== country ? name : (countries.get(country)?.label ?? country)
    },
    duration: (until) => {
      const minutes = Math.max(1, Math.round((Date.parse(until) - Date.parse(mail.at)) / minuteMs))
      return minutes < 120
        ? phraseWith('minutes', minutes)
        : phraseWith('hours', Math.floor(minutes / 60))
    },
    eventAddress: async ({ event, link }) =>
      link
        ? `${site.baseUrl}/s/${event}/${await links.token('event', event)}`
        : `${site.baseUrl}/my/events/${event}`,
  }
}
