import ICAL from 'ical.js'
import type { Lang } from '../calendar/language.ts'
import type { Publication, Site } from '../calendar/publication.ts'
import type { Manner } from './event-text.ts'
import type { FeedAbout } from './feed-format.ts'
import { calendarHead, calendarTail } from './vcalendar.ts'
import { veventOf } from './vevent.ts'

/** Name in lower case, parameters, type of the value, one or more values (RFC 7265 §3.4). */
type Property = readonly [
  name: string,
  params: Readonly<Record<string, string | readonly string[]>>,
  type: string,
  ...values: unknown[],
]

/** Name in lower case, properties, components inside (RFC 7265 §3.3). */
type Component = readonly [
  name: string,
  properties: readonly Property[],
  components: readonly Component[],
]

/**
 * A feed's iCalendar text as jCal (RFC 7265) up to its first event: the calendar's properties, then
 * its time zones, of which there is always one. Entries follow, each with its commas, so nothing
 * stands between them; then `jcalTail`.
 */
export const jcalHead = (about: FeedAbout): string => {
  const [name, properties, components] = read(
    calendarHead({
      name: about.title,
      description: about.description,
      lang: about.language,
      url: about.homeUrl,
      source: about.feedUrl,
      vtimezones: about.vtimezones,
    }) + calendarTail
  )
  const written = JSON.stringify([name, properties.map(typed), components])
  return written.slice(0, -endOfLists.length)
}

/**
 * The VEVENTs of a publication in one language, those of its calendar file, as jCal. A comma stands
 * before each: a series has several, one without any date left has none, and in a feed there is
 * always a time zone before them.
 */
export const jcalEntryOf = (
  publication: Publication,
  lang: Lang,
  site: Site,
  manner: Manner = {}
): string => {
  const vevents = veventOf(publication, lang, site, manner)
  const [, , components] = read(`BEGIN:VCALENDAR\r\n${vevents}${calendarTail}`)
  return components.map((component) => `,${JSON.stringify(component)}`).join('')
}

/** Closes the list of components and the calendar. */
const endOfLists = ']]'

/** The end of a calendar as jCal. */
export const jcalTail = (): string => endOfLists

const read = (text: string): Component => ICAL.parse(text)

/** Properties newer than the parser's list (RFC 7986 §5.1), whose values are TEXT. */
const newerTexts: readonly string[] = ['name']

/** “Unknown” is for what the writer does not know (RFC 7265 §5.1), and this one knows its own. */
const typed = (property: Property): Property => {
  const [name, params, type, value] = property
  return type === 'unknown' && newerTexts.includes(name) && typeof value === 'string'
    ? [name, params, 'text', unescaped(value)]
    : property
}

/** What `escapeText` wrote, as it was (RFC 5545 §3.3.11). */
const unescaped = (value: string): string =>
  value.replace(/\\(.)/g, (_, character: string) => (/[nN]/.test(character) ? '\n' : character))
