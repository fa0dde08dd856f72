import { day, type Instant, instantOf } from './time.ts'

/** Monday to Friday; holidays differ by country and are counted like any other day. */
const daysOfWeek = 5
const week = 7 * day
/** A Monday at midnight, UTC. */
const aMonday = Date.parse('2012-12-03T00:00:00Z')

/** After so many working days the EU desk sees what a country has not dealt with. */
export const coverDays = 5

/** Milliseconds of working days since the Monday; it stands still from Saturday to Sunday. */
const worked = (ms: number): number => {
  const weeks = Math.floor((ms - aMonday) / week)
  return (weeks * daysOfWeek + Math.min((ms - aMonday - weeks * week) / day, daysOfWeek)) * day
}

/**
 * The latest instant since which so many working days (Monday to Friday, UTC, 24 hours each) have
 * passed at `at`. A weekend takes no time: from Saturday on, five days before is that week's Monday.
 */
export const workingDaysBefore = (at: Instant, days: number): Instant => {
  const then = worked(Date.parse(at)) - days * day
  const weeks = Math.floor(then / (daysOfWeek * day))
  return instantOf(aMonday + weeks * week + (then - weeks * daysOfWeek * day))
}

/** Have five working days passed without anybody deciding, so that the EU desk covers it? */
export const isCovered = (waitingSince: Instant, now: Instant): boolean =>
  waitingSince <= workingDaysBefore(now, coverDays)
