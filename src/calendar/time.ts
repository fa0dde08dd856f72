import { DateTime, IANAZone } from 'luxon'

/** Calendar date `YYYY-MM-DD`, in whatever zone the context names. */
export type LocalDate = string
/** Wall-clock time `YYYY-MM-DDTHH:mm`, seconds are not kept. */
export type WallTime = string
/** IANA zone name as entered, for example `Europe/Warsaw`. */
export type Zone = string
/** UTC instant `YYYY-MM-DDTHH:mm:ssZ`, whole seconds. */
export type Instant = string
/**
 * A wall-clock reading as milliseconds, as if it had been read in UTC. Days of an event in its own
 * zone are compared this way: without an offset, so no change of zone rules can move them.
 */
export type FloatingMs = number

export const minute = 60_000
export const day = 86_400_000

/** Is this a zone the runtime's database knows, by name or alias? (`supportedValuesOf` lacks aliases.) */
export const isZone = (name: string): boolean =>
  /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name)

/** Is this zone UTC under one of its names? iCalendar writes it as `Z`, never as a TZID (RFC 5545 §3.2.19). */
export const isUtc = (zone: Zone): boolean => /^(Etc\/)?(UTC|UCT|Universal|Zulu)$/i.test(zone)

/** The zone whose wall clock a time is given on, if its calendar file must define one. */
export const zoneToDefine = (
  time: Readonly<{ allDay: boolean; zone?: Zone | undefined }>
): Zone | null => (time.allDay || !time.zone || isUtc(time.zone) ? null : time.zone)

/** Wall time or date → floating milliseconds. Assumes a valid value. */
export const floating = (value: WallTime | LocalDate): FloatingMs =>
  Date.parse(value.length === 10 ? `${value}T00:00Z` : `${value}Z`)

/** Floating milliseconds → `YYYY-MM-DD`. */
export const dateOf = (ms: FloatingMs): LocalDate => new Date(ms).toISOString().slice(0, 10)

/** Floating milliseconds → `YYYY-MM-DDTHH:mm`. */
export const wallTimeOf = (ms: FloatingMs): WallTime => new Date(ms).toISOString().slice(0, 16)

/** `date` moved by whole days. */
export const addDays = (date: LocalDate, days: number): LocalDate =>
  dateOf(floating(date) + days * day)

/** `date` moved by whole months; a day the month lacks becomes its last day. */
export const addMonths = (date: LocalDate, months: number): LocalDate =>
  DateTime.fromISO(date, { zone: 'utc' }).plus({ months }).toISODate() ?? date

/** Does the calendar have this date? Refuses `2013-02-30`. */
export const isDate = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  !Number.isNaN(floating(value)) &&
  dateOf(floating(value)) === value

/** Is this `YYYY-MM-DDTHH:mm` with a real date and a real time of day? Refuses `25:00`. */
export const isWallTime = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value) &&
  !Number.isNaN(floating(value)) &&
  wallTimeOf(floating(value)) === value

/** Whole-second UTC instant of a millisecond count. */
export const instantOf = (ms: number): Instant => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** `20121205T183000Z` or `20121205`: an instant or a date in iCalendar's basic form. */
export const basicForm = (ms: number, allDay: boolean): string =>
  allDay ? dateOf(ms).replaceAll('-', '') : instantOf(ms).replaceAll(/[-:]/g, '')

/** Offset at 00:00 UTC of each day asked for, per zone, by days since 1970. */
const midnights = new Map<Zone, Map<number, number>>()
const zonesRemembered = 500
const daysRemembered = 100_000

const midnightsOf = (zone: Zone): Map<number, number> => {
  const known = midnights.get(zone)
  if (known) return known
  // A name comes in any letter case, so the number of names has no bound of its own.
  if (midnights.size >= zonesRemembered) midnights.clear()
  const fresh = new Map<number, number>()
  midnights.set(zone, fresh)
  return fresh
}

/** Whole seconds: luxon gives minutes, with a fraction where a zone kept local mean time. */
const askedOffset = (zone: Zone, ms: number): number =>
  Math.round(IANAZone.create(zone).offset(ms) * 60) * 1000

const midnightOffset = (zone: Zone, days: Map<number, number>, number: number): number => {
  const known = days.get(number)
  if (known !== undefined) return known
  if (days.size >= daysRemembered) days.clear()
  const offset = askedOffset(zone, number * day)
  days.set(number, offset)
  return offset
}

/**
 * Offset (ms) of a zone at an instant. Asking Intl dominates the cost of a long series, so offsets
 * are remembered by UTC day; only a day that ends with another offset is asked by the instant.
 */
const offsetAt = (zone: Zone, ms: number): number => {
  const days = midnightsOf(zone)
  const number = Math.floor(ms / day)
  const before = midnightOffset(zone, days, number)
  return before === midnightOffset(zone, days, number + 1) ? before : askedOffset(zone, ms)
}

/** Which of two passes a wall time in a repeated hour means. */
export type Pass = 'first' | 'second'

/**
 * The instant (ms) of a wall time in a zone. RFC 5545 §3.3.5: a repeated wall time is its first
 * pass unless the second is asked for; a missing one is read with the offset before the gap, so it lands later on the clock.
 * Luxon's own guess depends on the season the server runs in, so offsets are taken from it and
 * nothing else. The neighbours lie 36 hours away so that a gap of a whole day (Apia 2011) fits.
 */
export const resolve = (wall: FloatingMs, zone: Zone, pass: Pass = 'first'): number => {
  const before = offsetAt(zone, wall - 36 * 60 * minute)
  const after = offsetAt(zone, wall + 36 * 60 * minute)
  if (before === after) return wall - before
  if (pass === 'second' && offsetAt(zone, wall - after) === after) return wall - after
  if (offsetAt(zone, wall - before) === before) return wall - before
  if (offsetAt(zone, wall - after) === after) return wall - after
  return wall - before
}

/** What a wall time is in its zone: an ordinary reading, one the clock skips, or one it passes twice. */
export const reading = (wall: FloatingMs, zone: Zone): 'once' | 'missing' | 'repeated' => {
  const before = offsetAt(zone, wall - 36 * 60 * minute)
  const after = offsetAt(zone, wall + 36 * 60 * minute)
  if (before === after) return 'once'
  const first = offsetAt(zone, wall - before) === before
  const second = offsetAt(zone, wall - after) === after
  if (first && second) return 'repeated'
  return first || second ? 'once' : 'missing'
}

/** The wall clock of a zone at an instant (ms), as floating milliseconds. */
export const wallClock = (ms: number, zone: Zone): FloatingMs => ms + offsetAt(zone, ms)

/** Half-open span of local dates `[from, to)`; a missing end is unbounded. */
export type Window = Readonly<{ from: LocalDate; to: LocalDate }>
