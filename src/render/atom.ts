import { dirOf, type Lang } from '../calendar/language.ts'
import type { Publication, Site } from '../calendar/publication.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import { themes } from '../calendar/vocabularies/themes.ts'
import type { Vocabulary } from '../calendar/vocabulary.ts'
import {
  articleOf,
  authorOf,
  escapeHtml,
  icsUrl,
  type Manner,
  pageUrl,
  titleOf,
  translationOf,
} from './event-text.ts'
import type { FeedAbout } from './feed-format.ts'
import { localTime } from './local-time.ts'
import { placeLine } from './place-line.ts'
import { whenText } from './when-text.ts'
import { wordsOf } from './words.ts'

/**
 * Namespace of `event`, the element with the event's own time. A UUID, since the feeds of every
 * installation share it and none owns a name the others could use.
 */
export const atomExtension = 'urn:uuid:019ce7b2-6c1e-7d4a-9a53-4be1f0a7c3d8'

/** An Atom feed up to its first entry (RFC 4287 §4.1.1). Its address is its id. */
export const atomHead = (about: FeedAbout): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:calendar="${atomExtension}" xml:lang="${xml(about.language)}">`,
    element('id', about.feedUrl),
    element('title', about.title),
    element('subtitle', about.description),
    element('updated', about.updated),
    link('self', 'application/atom+xml', about.feedUrl),
    link('alternate', 'text/html', about.homeUrl),
    ...(about.nextUrl ? [link('next', 'application/atom+xml', about.nextUrl)] : []),
    '',
  ].join('\n')

/** The end of an Atom feed. */
export const atomTail = (): string => '</feed>\n'

/**
 * One entry of an Atom feed (RFC 4287 §4.1.2), its line break included. The id is the event's in
 * every language, `published` and `updated` are the publication's, since readers sort by them; the
 * event's own time begins the content, for people, and stands in `calendar:event`, for programs:
 * `start` and the exclusive `end` with the local offset, dates when all-day. A removed event keeps
 * its id and time and nothing else.
 */
export const entryOf = (
  publication: Publication,
  lang: Lang,
  site: Site,
  manner: Manner = {}
): string => {
  const removed = publication.state === 'removed'
  const title = titleOf(publication, lang, manner)
  return [
    `<entry xml:lang="${xml(removed ? wordsOf(manner.words ?? lang).lang : lang)}">`,
    element('id', idOf(publication, site)),
    element('title', title),
    element('published', publication.publishedAt),
    element('updated', publication.changedAt),
    // What an entry needs when its event has no page any more: an author and a content (§4.1.2).
    ...(removed
      ? [person(site.name), element('content', title, { type: 'text' })]
      : textsOf(publication, lang, site, manner)),
    eventElement(publication),
    '</entry>',
    '',
  ].join('\n')
}

const textsOf = (publication: Publication, lang: Lang, site: Site, manner: Manner): string[] => {
  const { content } = publication
  const { teaser, description } = translationOf(publication, lang)
  return [
    person(authorOf(publication), content.organiser?.url),
    link('alternate', 'text/html', pageUrl(publication, site)),
    link('related', 'text/calendar', icsUrl(publication, site)),
    ...content.themes.map((id) => category(id, themes, 'themes', site)),
    ...content.countries.map((id) => category(id, countries, 'countries', site)),
    // Without a description the teaser is the content, which a summary should not repeat (§4.2.13).
    ...(teaser && description ? [element('summary', teaser)] : []),
    element('content', contentOf(publication, lang, manner), { type: 'html' }),
  ]
}

/** The HTML text with when and where before it: news readers show nothing else. */
const contentOf = (publication: Publication, lang: Lang, manner: Manner): string => {
  const { time, place } = publication.content
  const when = whenText(time, lang)
  const where = placeLine([place?.name, place?.city])
  const other = when.lang === lang ? '' : ` lang="${when.lang}" dir="${dirOf(when.lang)}"`
  const line = `<b${other}>${escapeHtml(when.text)}</b>${where && `<br>${escapeHtml(where)}`}`
  const html = `<p>${line}</p>${articleOf(publication, lang, manner).html}`
  // Atom has no attribute for the direction of a text.
  return dirOf(lang) === 'rtl' ? `<div lang="${lang}" dir="rtl">${html}</div>` : html
}

const eventElement = ({ uid, sequence, state, status, content }: Publication): string => {
  const { start, end, timeZone, allDay } = localTime(content.time)
  const { rule } = state === 'removed' ? { rule: undefined } : content.time
  return element('calendar:event', '', {
    uid,
    sequence: String(sequence),
    status: state === 'withdrawn' || state === 'removed' ? state : status,
    start,
    end: end ?? undefined,
    timeZone: timeZone ?? undefined,
    allDay: String(allDay),
    rule,
  })
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An IRI that stays the same wherever the calendar moves (§4.2.6); UIDs from elsewhere may be anything. */
const idOf = (publication: Publication, site: Site): string => {
  const known = [publication.uid, publication.event].find((id) => uuid.test(id))
  return known === undefined ? pageUrl(publication, site) : `urn:uuid:${known.toLowerCase()}`
}

const person = (name: string, uri?: string): string =>
  `<author>${element('name', name)}${uri ? element('uri', uri) : ''}</author>`

const link = (rel: string, type: string, href: string): string =>
  element('link', '', { rel, type, href })

/** Labels are in English, whatever the language of the entry. */
const category = (id: string, { get }: Vocabulary, list: string, { baseUrl }: Site): string =>
  element('category', '', {
    term: id,
    scheme: `${baseUrl}/v1/vocabularies/${list}`,
    label: get(id)?.label ?? id,
    'xml:lang': 'en',
  })

const element = (
  name: string,
  text: string,
  attributes: Readonly<Record<string, string | undefined>> = {}
): string => {
  const start = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${xml(value)}"`))
    .join('')
  return text === '' ? `<${name}${start}/>` : `<${name}${start}>${xml(text)}</${name}>`
}

/** What XML 1.0 cannot hold, not even escaped (§2.2 Char). Lone surrogates are made U+FFFD before. */
const unspeakable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

/** Plain text → XML text, safe in an attribute in quotes too. */
const xml = (text: string): string =>
  escapeHtml(text.toWellFormed().replace(unspeakable, '')).replaceAll('\r', '&#13;')
