import type { EventTime } from '../calendar/event.ts'
import { floating, minute, type WallTime } from '../calendar/time.ts'
import { instantsOf } from './series.ts'

/** A wall time that is this instant (ms) in its zone → `2012-12-05T10:00:00+01:00` (RFC 3339). */
export const withOffset = (time: WallTime, at: number): string => {
  const offset = Math.round((floating(time) - at) / minute)
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return `${time}:00${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`
}

/**
 * The first time an event takes place, for programs: with the local offset, or dates when all-day.
 * The end is exclusive, null when none was given.
 */
export const localTime = (time: EventTime) => ({
  start: time.allDay ? time.start : withOffset(time.start, instantsOf(time).startAt),
  end: time.allDay
    ? time.end
    : time.end === undefined
      ? null
      : withOffset(time.end, instantsOf(time).endAt),
  timeZone: time.zone ?? null,
  allDay: time.allDay,
})
