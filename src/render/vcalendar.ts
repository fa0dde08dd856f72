import type { Lang } from '../calendar/language.ts'
import { contentLine, escapeText, uriOf } from './content-line.ts'
import { vtimezoneOf } from './vtimezone.ts'

/** What a feed says of itself. */
export type CalendarHead = Readonly<{
  name: string
  description?: string | undefined
  /** Language of name and description. */
  lang?: Lang | undefined
  /** Page about the feed. */
  url: string
  /** The feed's own address. */
  source: string
  /** How often to ask again: ISO 8601 duration with its T; clients read nothing else. */
  refresh?: string | undefined
  /** Whole VTIMEZONE components, each TZID of the events once. */
  vtimezones: readonly string[]
}>

/**
 * VCALENDAR up to its first event: calendar properties, then time zones (RFC 5545 §3.6, RFC 7986
 * §5). The calendar has no METHOD, which would make it an invitation, no UID, by which vdirsyncer
 * takes the feed for one event, and no LAST-MODIFIED, so equal events give equal bytes.
 */
export const calendarHead = ({
  name,
  description,
  lang,
  url,
  source,
  refresh = 'PT6H',
  vtimezones,
}: CalendarHead): string => {
  const language: Record<string, string> = lang ? { LANGUAGE: lang } : {}
  return [
    contentLine('BEGIN', {}, 'VCALENDAR'),
    contentLine('VERSION', {}, '2.0'),
    contentLine('PRODID', {}, '-//Integration Calendar//Feeds//EN'),
    contentLine('CALSCALE', {}, 'GREGORIAN'),
    contentLine('NAME', language, escapeText(name)),
    contentLine('X-WR-CALNAME', {}, escapeText(name)),
    ...(description
      ? [
          contentLine('DESCRIPTION', language, escapeText(description)),
          contentLine('X-WR-CALDESC', {}, escapeText(description)),
        ]
      : []),
    contentLine('URL', {}, uriOf(url)),
    contentLine('SOURCE', { VALUE: 'URI' }, uriOf(source)),
    contentLine('REFRESH-INTERVAL', { VALUE: 'DURATION' }, refresh),
    contentLine('X-PUBLISHED-TTL', {}, refresh),
    ...(vtimezones.length > 0 ? vtimezones : [placeholder()]),
  ].join('')
}

/** A calendar needs one component also when no event matches (RFC 5545 §3.6). The years are any. */
const placeholder = (): string => vtimezoneOf('Europe/Brussels', { from: 2026, to: 2026 })

/** The end of a calendar, CRLF included. */
export const calendarTail: string = contentLine('END', {}, 'VCALENDAR')
