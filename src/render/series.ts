import type { EventTime } from '../calendar/event.ts'
import type { CalledOff, Occurrence, Publication } from '../calendar/publication.ts'
import { occurrencesWithin } from '../calendar/series.ts'
import {
  basicForm,
  dateOf,
  type FloatingMs,
  floating,
  isUtc,
  minute,
  reading,
  wallClock,
  wallTimeOf,
  type Zone,
} from '../calendar/time.ts'
import { contentLine, escapeText } from './content-line.ts'
import type { Standing } from './vevent.ts'

type Override = NonNullable<Publication['content']['overrides']>[number]

/** One VEVENT of a series: where it stands, and what is different on its date, if anything. */
export type SeriesPart = Standing &
  Readonly<{ override?: Override | undefined; calledOff?: CalledOff | undefined }>

/** The zone on whose clock a time is given; null for dates and UTC (RFC 5545 §3.2.19). */
export const zoneOfClock = (time: EventTime): Zone | null =>
  time.allDay || isUtc(time.zone) ? null : time.zone

/** Shown length of an event whose organiser gave no end: without one each client takes its own. */
const assumedLength = 60 * minute

/**
 * The instants (ms) of the first time an event takes place; of dates, the floating ones. The end
 * lies after the start also when the clock rules changed since the wall times were entered:
 * ical-generator would swap the two.
 */
export const instantsOf = (time: EventTime): Readonly<{ startAt: number; endAt: number }> => {
  const once = { ...time, rule: undefined, extraDates: undefined, exceptDates: undefined }
  const [found] = occurrencesWithin('', { time: once })
  if (!found) throw new Error(`an event that takes place at no time: ${time.start}`)
  const { startAt, endAt } = found
  const entered = time.end === undefined ? 0 : floating(time.end) - floating(time.start)
  return { startAt, endAt: shownEnd(time, startAt, endAt > startAt ? endAt : startAt + entered) }
}

/** Does the zone's clock show the same as at this instant (ms) only now? */
export const isClear = (at: number, zone: Zone): boolean =>
  reading(wallClock(at, zone), zone) === 'once'

/**
 * Will every client place a date of a series alike, given its wall time and its length? Not when
 * the clock changes while it lasts, for some keep the exact length (RFC 5545 §3.8.5.3) and others
 * the hour of its end; nor when its start or end is skipped or passed twice (§3.3.5).
 */
export const isRegular = (wall: FloatingMs, startAt: number, endAt: number, zone: Zone): boolean =>
  wallClock(endAt, zone) - wall === endAt - startAt &&
  reading(wall, zone) === 'once' &&
  reading(wall + endAt - startAt, zone) === 'once'

/** The end (ms) a client is shown: some length, also where the organiser gave none. */
export const shownEnd = (time: EventTime, startAt: number, endAt: number): number =>
  time.end === undefined ? startAt + assumedLength : endAt

/** Where a date of a series lies after its override: at its own times, else where the series puts it. */
export const placed = (
  time: EventTime,
  { start, startAt, endAt }: Pick<Occurrence, 'start' | 'startAt' | 'endAt'>,
  override: Override | undefined
): Readonly<{ startAt: number; endAt: number }> => {
  if (override?.start === undefined && override?.end === undefined) {
    return { startAt, endAt: shownEnd(time, startAt, endAt) }
  }
  const text = (wall: FloatingMs) => (time.allDay ? dateOf(wall) : wallTimeOf(wall))
  const moved = override.start ?? text(start)
  const until = override.end ?? text(floating(moved) + endAt - startAt)
  return instantsOf(
    time.allDay
      ? { ...time, start: moved, end: until }
      : {
          ...time,
          start: moved,
          end: override.end ?? (time.end === undefined ? undefined : until),
          pass: undefined,
        }
  )
}

/** A date-time property of a series in the form and zone of its DTSTART (RFC 5545 §3.8.4.4, §3.8.5.1). */
export const momentLine = (name: string, wall: FloatingMs, time: EventTime): string => {
  if (time.allDay) return contentLine(name, { VALUE: 'DATE' }, basicForm(wall, true))
  const zone = zoneOfClock(time)
  const text = basicForm(wall, false)
  return zone === null
    ? contentLine(name, {}, text)
    : contentLine(name, { TZID: zone }, text.slice(0, -1))
}

/**
 * One date as a VEVENT of its own, joined to its series by RELATED-TO (RFC 5545 §3.8.4.5). In UTC
 * where clients would not agree on the wall clock.
 */
export const singlePart = (
  { uid, content: { time, overrides }, calledOff }: Publication,
  occurrence: Pick<Occurrence, 'recurrenceId' | 'start' | 'end' | 'startAt' | 'endAt'>,
  date: string
): SeriesPart => {
  const override = overrides?.find((each) => each.date === date)
  const when = placed(time, occurrence, override)
  const zone = zoneOfClock(time)
  const local =
    zone !== null && isRegular(wallClock(when.startAt, zone), when.startAt, when.endAt, zone)
  return {
    uid: `${uid}-${occurrence.recurrenceId}`,
    ...when,
    zone: local ? zone : null,
    lines: [contentLine('RELATED-TO', {}, escapeText(uid))],
    override,
    calledOff: calledOff.find((each) => each.date === date),
  }
}
