import type { Translation } from '../calendar/event.ts'
import { plainOf } from '../calendar/hygiene.ts'
import type { Lang } from '../calendar/language.ts'
import type { Publication, Site } from '../calendar/publication.ts'
import { wordsOf } from './words.ts'

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

/**
 * The title as feeds show it: bad news in front, because some clients show a cancelled event as any
 * other (`docs/icalendar.md` 9). A removed event has lost its title.
 */
export const titleOf = (publication: Publication, lang: Lang): string => {
  const words = wordsOf(lang)
  if (publication.state === 'removed') return words.removed
  const news =
    publication.state === 'withdrawn'
      ? words.withdrawn
      : publication.status === 'cancelled'
        ? words.cancelled
        : publication.status === 'postponed'
          ? words.postponed
          : undefined
  const { title } = translationOf(publication, lang)
  return news === undefined ? title : `${news}: ${title}`
}

/** One line under the text: a label of ours and a name or an address. */
type Fact = Readonly<{ label?: string; text: string; href?: string }>

/** What a reader needs beside the text, the page's address last (Google and Apple show no URL). */
const factsOf = (publication: Publication, lang: Lang, site: Site): Fact[] => {
  const words = wordsOf(lang)
  const { organiser, registration, joinUrl } = publication.content
  const page = pageUrl(publication, site)
  return [
    ...(organiser ? [{ label: words.organiser, text: organiser.name }] : []),
    ...(registration?.url
      ? [{ label: words.registration, text: registration.url, href: registration.url }]
      : []),
    ...(joinUrl ? [{ label: words.online, text: joinUrl, href: joinUrl }] : []),
    { text: page, href: page },
  ]
}

const saysNoEnd = ({ content: { time } }: Publication): boolean =>
  !time.allDay && time.end === undefined

/**
 * The whole plain text of an event for calendars that show nothing else: the note on its status,
 * the text, an honest word on a missing end, the facts. Lines end in `\n`.
 */
export const plainTextOf = (publication: Publication, lang: Lang, site: Site): string => {
  const { description, teaser } = translationOf(publication, lang)
  return [
    publication.statusNote,
    description ? plainOf(description) : teaser,
    saysNoEnd(publication) ? wordsOf(lang).noEnd : undefined,
    factsOf(publication, lang, site)
      .map(({ label, text }) => (label ? `${label}: ${text}` : text))
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

const factHtml = ({ label, text, href }: Fact): string => {
  const shown = escapeHtml(text)
  const linked = href ? `<a href="${escapeHtml(href)}">${shown}</a>` : shown
  return label ? `${escapeHtml(label)}: ${linked}` : linked
}

/**
 * The same as HTML, or null when the event has no HTML of its own. It says all that the plain text
 * says: a client that shows this one shows no other.
 */
export const htmlTextOf = (publication: Publication, lang: Lang, site: Site): string | null => {
  const { description } = translationOf(publication, lang)
  if (!description) return null
  return [
    publication.statusNote ? paragraph(publication.statusNote) : '',
    description,
    saysNoEnd(publication) ? paragraph(wordsOf(lang).noEnd) : '',
    `<p>${factsOf(publication, lang, site).map(factHtml).join('<br>')}</p>`,
  ].join('')
}

/** Text alone, for readers that show title and link themselves: the status note and the text. */
export const articleOf = (
  publication: Publication,
  lang: Lang
): Readonly<{ html: string; plain: string }> => {
  const { title, teaser, description } = translationOf(publication, lang)
  const note = publication.statusNote
  const short = teaser ?? title
  return {
    html: (note ? paragraph(note) : '') + (description ?? paragraph(short)),
    plain: [note, description ? plainOf(description) : short].filter(Boolean).join('\n\n'),
  }
}
