import type { Translation } from '../calendar/event.ts'
import { plainOf } from '../calendar/hygiene.ts'
import { baseLang, dirOf, type Lang } from '../calendar/language.ts'
import type { Publication, Site } from '../calendar/publication.ts'
import { changedNote } from './changed.ts'
import { type WordName, type Words, wordsOf } from './words.ts'

/** How our own words stand in an event's text. */
export type Manner = Readonly<{
  /** Whose language they are in; absent: the text's own. */
  words?: Lang
  /**
   * Where a cancelled event says that it is off: in STATUS alone, or in the title alone, for
   * programs that hide what STATUS calls cancelled; absent: in both.
   */
  cancelled?: 'status' | 'title'
}>

/** Address of an event's page. */
export const pageUrl = ({ event }: Pick<Publication, 'event'>, site: Site): string =>
  `${site.baseUrl}/events/${event}`

/** Address of an event's own iCalendar file. */
export const icsUrl = (publication: Pick<Publication, 'event'>, site: Site): string =>
  `${pageUrl(publication, site)}.ics`

/** The text in exactly this language; the fallback was chosen before. */
export const translationOf = ({ event, content }: Publication, lang: Lang): Translation => {
  const text = content.translations[lang]
  if (!text) throw new Error(`event ${event} has no text in ${lang}`)
  return text
}

/**
 * Who speaks for the event: the organiser named, else the organisation that published it. Only for
 * formats that want an author: nobody is called an organiser who was not named as one.
 */
export const authorOf = ({ content, organisation }: Publication): string =>
  content.organiser?.name ?? organisation.name

/** The bad news in front of a title. */
const newsOf = ({ state, status }: Publication): WordName | undefined => {
  if (state === 'withdrawn') return 'withdrawn'
  return status === 'cancelled' || status === 'postponed' ? status : undefined
}

/**
 * The title as feeds show it: bad news in front, because some clients show a cancelled event as any
 * other (`docs/icalendar.md` 9). A removed event has lost its title.
 */
export const titleOf = (publication: Publication, lang: Lang, manner: Manner = {}): string => {
  const words = wordsOf(manner.words ?? lang)
  if (publication.state === 'removed') return words.say('removed')
  const news = newsOf(publication)
  const { title } = translationOf(publication, lang)
  const told = news && (news === 'postponed' || manner.cancelled !== 'status')
  return told ? `${words.say(news)} ${title}` : title
}

/** One line under the text: a label of ours and a name or an address. */
type Fact = Readonly<{ label?: string; text: string; href?: string }>

/** What a reader needs beside the text, the page's address last (Google and Apple show no URL). */
const factsOf = (publication: Publication, words: Words, site: Site): Fact[] => {
  const { organiser, registration, joinUrl } = publication.content
  const page = pageUrl(publication, site)
  return [
    ...(organiser ? [{ label: words.say('organiser'), text: organiser.name }] : []),
    ...(registration?.url
      ? [{ label: words.say('registration'), text: registration.url, href: registration.url }]
      : []),
    ...(joinUrl ? [{ label: words.say('online'), text: joinUrl, href: joinUrl }] : []),
    { text: page, href: page },
  ]
}

const saysNoEnd = ({ content: { time } }: Publication): boolean =>
  !time.allDay && time.end === undefined

/**
 * The whole plain text of an event for calendars that show nothing else: the note on its status,
 * what has changed, the text, an honest word on a missing end, the facts. Lines end in `\n`.
 */
export const plainTextOf = (
  publication: Publication,
  lang: Lang,
  site: Site,
  manner: Manner = {}
): string => {
  const words = wordsOf(manner.words ?? lang)
  const { description, teaser } = translationOf(publication, lang)
  return [
    publication.statusNote,
    changedNote(publication, words),
    description ? plainOf(description) : teaser,
    saysNoEnd(publication) ? words.say('noEnd') : undefined,
    factsOf(publication, words, site)
      .map(({ label, text }) => (label ? `${label} ${text}` : text))
      .join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Plain text → HTML text, safe in an attribute in quotes too. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character)

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`

/** Attributes for our words where they are in another language than the text around them (WCAG 3.1.2). */
const spoken = ({ lang: words }: Words, lang: Lang): string => {
  if (baseLang(words) === baseLang(lang)) return ''
  const dir = dirOf(words)
  return ` lang="${words}"${dir === dirOf(lang) ? '' : ` dir="${dir}"`}`
}

const ourParagraph = (text: string | null, words: Words, lang: Lang): string =>
  text === null ? '' : `<p${spoken(words, lang)}>${escapeHtml(text)}</p>`

const factHtml = ({ label, text, href }: Fact, words: Words, lang: Lang): string => {
  const shown = escapeHtml(text)
  const linked = href ? `<a href="${escapeHtml(href)}">${shown}</a>` : shown
  if (!label) return linked
  const other = spoken(words, lang)
  return `${other ? `<span${other}>${escapeHtml(label)}</span>` : escapeHtml(label)} ${linked}`
}

/**
 * The same as HTML, or null when the event has no HTML of its own. It says all that the plain text
 * says: a client that shows this one shows no other.
 */
export const htmlTextOf = (
  publication: Publication,
  lang: Lang,
  site: Site,
  manner: Manner = {}
): string | null => {
  const words = wordsOf(manner.words ?? lang)
  const { description } = translationOf(publication, lang)
  if (!description) return null
  return [
    publication.statusNote ? paragraph(publication.statusNote) : '',
    ourParagraph(changedNote(publication, words), words, lang),
    description,
    ourParagraph(saysNoEnd(publication) ? words.say('noEnd') : null, words, lang),
    `<p>${factsOf(publication, words, site)
      .map((fact) => factHtml(fact, words, lang))
      .join('<br>')}</p>`,
  ].join('')
}

/**
 * Text alone, for readers that show title and link themselves: the status note, what has changed and
 * the text.
 */
export const articleOf = (
  publication: Publication,
  lang: Lang,
  manner: Manner = {}
): Readonly<{ html: string; plain: string }> => {
  const { title, teaser, description } = translationOf(publication, lang)
  const words = wordsOf(manner.words ?? lang)
  const note = publication.statusNote
  const changed = changedNote(publication, words)
  const short = teaser ?? title
  return {
    html:
      (note ? paragraph(note) : '') +
      ourParagraph(changed, words, lang) +
      (description ?? paragraph(short)),
    plain: [note, changed, description ? plainOf(description) : short].filter(Boolean).join('\n\n'),
  }
}
