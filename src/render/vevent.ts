import type { Lang } from '../calendar/language.ts'
import type { Publication, Site } from '../calendar/publication.ts'
import { dateOfRecurrenceId, isSeries, occurrenceOn } from '../calendar/series.ts'
import type { Zone } from '../calendar/time.ts'
import { eventComponent } from './event-component.ts'
import { instantsOf, isClear, type SeriesPart, singlePart, zoneOfClock } from './series.ts'
import { seriesParts } from './series-parts.ts'
import { onDate } from './series-text.ts'

/**
 * Every VEVENT of a publication in one language (RFC 5545 §3.6.1): one for what takes place once;
 * for a series its master, then the dates that are not like the others, then the dates no rule or
 * clock can tell and that stand alone (`docs/icalendar.md`, “A series”). Only the arguments decide
 * the bytes. A tombstone has the same VEVENTs, all CANCELLED: a copy is known by its UID and
 * RECURRENCE-ID, so any that were left out would stay as they were where copies are merged.
 */
export const veventOf = (publication: Publication, lang: Lang, site: Site): string => {
  const { time } = publication.content
  if (isSeries(time)) {
    return seriesParts(publication)
      .map((part) => partComponent(publication, lang, site, part))
      .join('')
  }
  return eventComponent(publication, lang, site, {
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
  recurrenceId: string
): string | null => {
  const { time } = publication.content
  const date = dateOfRecurrenceId(time, recurrenceId)
  if (date === null) return null
  if (!isSeries(time)) return veventOf(publication, lang, site)
  const occurrence = occurrenceOn(publication.event, time, date)
  return (
    occurrence && partComponent(publication, lang, site, singlePart(publication, occurrence, date))
  )
}

const partComponent = (
  publication: Publication,
  lang: Lang,
  site: Site,
  part: SeriesPart
): string => eventComponent(onDate(publication, lang, part), lang, site, part)

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
