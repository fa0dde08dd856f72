import ical, {
  ICalEventBusyStatus,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import { DateTime } from 'luxon'
import type { Lang } from '../calendar/language.ts'
import type { Publication, Site } from '../calendar/publication.ts'
import { dateOfRecurrenceId, isSeries, occurrenceOn } from '../calendar/series.ts'
import type { Zone } from '../calendar/time.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import { themes } from '../calendar/vocabularies/themes.ts'
import { contentLine, escapeText, fold, parameters, printable, uriOf } from './content-line.ts'
import { htmlTextOf, type Manner, pageUrl, plainTextOf, titleOf } from './event-text.ts'
import { placeLine } from './place-line.ts'
import { instantsOf, isClear, type SeriesPart, singlePart, zoneOfClock } from './series.ts'
import { seriesParts } from './series-parts.ts'
import { onDate } from './series-text.ts'
import { wordsOf } from './words.ts'

/**
 * Every VEVENT of a publication in one language (RFC 5545 §3.6.1): one for what takes place once;
 * for a series its master, then the dates that are not like the others, then the dates no rule or
 * clock can tell and that stand alone (`docs/icalendar.md`, “A series”). Only the arguments decide
 * the bytes. A tombstone has the same VEVENTs, all CANCELLED: a copy is known by its UID and
 * RECURRENCE-ID, so any that were left out would stay as they were where copies are merged.
 */
export const veventOf = (
  publication: Publication,
  lang: Lang,
  site: Site,
  manner: Manner = {}
): string => {
  const { time } = publication.content
  if (isSeries(time)) {
    return seriesParts(publication)
      .map((part) => partComponent(publication, lang, site, manner, part))
      .join('')
  }
  return eventComponent(publication, lang, site, manner, {
    uid: publication.uid,
    ...instantsOf(time),
    zone: zoneWritten(publication),
    lines: [],
  })
}

/**
 * One date of a series alone: a VEVENT under a UID of its own, so that a calendar that has the
 * series too keeps both. What takes place once is the event itself. Null if no date has this
 * RECURRENCE-ID.
 */
export const singleOf = (
  publication: Publication,
  lang: Lang,
  site: Site,
  recurrenceId: string,
  manner: Manner = {}
): string | null => {
  const { time } = publication.content
  const date = dateOfRecurrenceId(time, recurrenceId)
  if (date === null) return null
  if (!isSeries(time)) return veventOf(publication, lang, site, manner)
  const occurrence = occurrenceOn(publication.event, time, date)
  return (
    occurrence &&
    partComponent(publication, lang, site, manner, singlePart(publication, occurrence, date))
  )
}

const partComponent = (
  publication: Publication,
  lang: Lang,
  site: Site,
  manner: Manner,
  part: SeriesPart
): string => eventComponent(onDate(publication, lang, part), lang, site, manner, part)

/**
 * Zone whose wall clock the event's DTSTART and DTEND are written in, so that its feed needs a
 * VTIMEZONE for it; null when they are dates or UTC.
 *
 * UTC for what has no local clock and takes place once, and where a local clock passes twice: the
 * standard takes the first pass of a repeated hour, most programs the second
 * (`docs/icalendar.md` 12). A series is always zoned, or it would move when the clocks change.
 */
export const zoneWritten = ({ content }: Pick<Publication, 'content'>): Zone | null => {
  const { time, attendance, place } = content
  const zone = zoneOfClock(time)
  if (zone === null || isSeries(time)) return zone
  if (attendance === 'online' && !place) return null
  const { startAt, endAt } = instantsOf(time)
  return isClear(startAt, zone) && isClear(endAt, zone) ? zone : null
}

/** Under which UID and when one VEVENT stands. */
export type Standing = Readonly<{
  uid: string
  /** UTC milliseconds; of dates, the floating ones. */
  startAt: number
  endAt: number
  /** Whose wall clock DTSTART and DTEND are written in; null for dates and UTC. */
  zone: Zone | null
  /** What it has to do with a series: whole lines of RECURRENCE-ID, RRULE, EXDATE, RELATED-TO. */
  lines: readonly string[]
}>

/**
 * A publication in one language as one VEVENT (RFC 5545 §3.6.1): folded lines, CRLF after each.
 * Its bytes depend on the arguments alone: the stamps are the publication's, not the clock's.
 *
 * ical-generator writes the event without a calendar's time zone, unfolded; what it cannot write
 * (a LANGUAGE parameter, GEO on the equator, values that are no TEXT, recurrence without the traps
 * of `docs/icalendar.md`) is set here, line by line.
 */
const eventComponent = (
  publication: Publication,
  lang: Lang,
  site: Site,
  manner: Manner,
  { uid, startAt, endAt, zone, lines }: Standing
): string => {
  const removed = publication.state === 'removed'
  // A removed event has no text left but our words.
  const said = removed ? wordsOf(manner.words ?? lang).lang : lang
  const written = ical().createEvent({
    ...identityOf(publication, uid),
    ...(publication.content.time.allDay ? { allDay: true } : { timezone: zone }),
    start: utc(startAt),
    end: utc(endAt),
    summary: printable(titleOf(publication, lang, manner)),
    status: statusOf(publication, manner),
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
    ...(removed ? {} : textOf(publication, lang, site, manner)),
  })
  const unfolded = written.toString().split('\r\n').filter(Boolean)
  return [
    ...unfolded
      .slice(0, -1)
      .flatMap((line) => [
        fold(withLanguage(line, said)),
        ...(line.startsWith('DTEND') ? lines : []),
      ]),
    ...(removed ? [] : extraLines(publication, lang)),
    ...unfolded.slice(-1).map(fold),
  ].join('')
}

/** ical-generator writes a UID as it stands and takes the clock for a stamp not given (`docs/icalendar.md`). */
const identityOf = (publication: Publication, uid: string): ICalEventData => ({
  id: escapeText(uid),
  sequence: publication.sequence,
  stamp: utc(Date.parse(publication.changedAt)),
  created: utc(Date.parse(publication.publishedAt)),
  lastModified: utc(Date.parse(publication.changedAt)),
  start: utc(0),
})

/**
 * Luxon in UTC: of a JS Date ical-generator takes the server’s wall clock. The locale is fixed
 * because luxon writes digits in the server's, Arabic ones for instance.
 */
const utc = (ms: number): DateTime => DateTime.fromMillis(ms, { zone: 'utc', locale: 'en-US' })

const statuses = {
  scheduled: ICalEventStatus.CONFIRMED,
  rescheduled: ICalEventStatus.CONFIRMED,
  'moved-online': ICalEventStatus.CONFIRMED,
  postponed: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const

const statusOf = ({ state, status }: Publication, { cancelled }: Manner): ICalEventStatus => {
  const written =
    state === 'withdrawn' || state === 'removed' ? ICalEventStatus.CANCELLED : statuses[status]
  return cancelled === 'title' && written === ICalEventStatus.CANCELLED
    ? ICalEventStatus.CONFIRMED
    : written
}

const textOf = (
  publication: Publication,
  lang: Lang,
  site: Site,
  manner: Manner
): Partial<ICalEventData> => {
  const html = htmlTextOf(publication, lang, site, manner)
  const location = locationOf(publication)
  return {
    description: {
      plain: printable(plainTextOf(publication, lang, site, manner)),
      ...(html && { html: printable(html) }),
    },
    ...(location && { location: { title: printable(location) } }),
    categories: publication.content.themes.map((id) => ({
      name: printable(themes.get(id)?.label ?? id),
    })),
    // It escapes a URL like TEXT: what that would touch is percent-encoded before.
    url: uriOf(pageUrl(publication, site)).replaceAll(',', '%2C').replaceAll(';', '%3B'),
  }
}

/** Name, address, city, country in one line; what an earlier part already names is not repeated. */
const locationOf = ({ content: { place } }: Publication): string => {
  const country = countries.get(place?.country ?? '')?.label
  return placeLine([place?.name, place?.address, place?.city, country])
}

/** Category labels exist in English only and must say so (RFC 5545 §3.2.10). */
const withLanguage = (line: string, lang: Lang): string =>
  line
    .replace(/^(SUMMARY|DESCRIPTION|LOCATION):/, `$1${parameters({ LANGUAGE: lang })}:`)
    .replace(/^CATEGORIES:/, 'CATEGORIES;LANGUAGE=en:')

/** Six decimals are a hand's breadth (RFC 5545 §3.8.1.6); no exponent, no negative zero. */
const degrees = (value: number): string => String(Number(value.toFixed(6)))

/** Properties ical-generator lacks, escapes wrongly, or leaves out at 0°. */
const extraLines = ({ content }: Publication, lang: Lang): string[] => {
  const { place, joinUrl, publicContact } = content
  const contact = [publicContact?.name, publicContact?.email, publicContact?.phone].filter(Boolean)
  return [
    ...(place?.lat !== undefined && place.lon !== undefined
      ? [contentLine('GEO', {}, `${degrees(place.lat)};${degrees(place.lon)}`)]
      : []),
    ...(contact.length > 0
      ? [contentLine('CONTACT', { LANGUAGE: lang }, escapeText(contact.join(', ')))]
      : []),
    // RFC 7986 §5.11; the link is in DESCRIPTION too, Google and Outlook do not read this.
    ...(joinUrl ? [contentLine('CONFERENCE', { VALUE: 'URI' }, uriOf(joinUrl))] : []),
  ]
}
