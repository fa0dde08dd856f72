import type { Rule } from './rule.ts'
import { day, type FloatingMs } from './time.ts'

/*
 * Which days a rule names, said directly and without walking: the check of a start, and the
 * measure the walking in `recurrence.ts` is tested against.
 */

/** Midnight of a wall time. */
export const midnight = (wall: FloatingMs): FloatingMs => Math.floor(wall / day) * day

/** 0 = Monday. 1970-01-01 was a Thursday. */
const weekdayOf = (date: FloatingMs): number => (((date / day + 3) % 7) + 7) % 7

/**
 * The rule with everything it takes from its start written out (RFC 5545 §3.3.10: what is not in
 * the rule is taken from DTSTART), so that it no longer depends on where it begins.
 */
export const writtenOut = (rule: Rule, start: FloatingMs): Rule => {
  const date = new Date(start)
  const monthDay = [date.getUTCDate()]
  const namesDays =
    rule.byDay.length + rule.byMonthDay.length + rule.byYearDay.length + rule.byWeekNo.length > 0
  if (namesDays || rule.freq === 'DAILY') return rule
  if (rule.freq === 'WEEKLY')
    return { ...rule, byDay: [{ weekday: weekdayOf(midnight(start)), ordinal: null }] }
  if (rule.freq === 'MONTHLY' || rule.byMonth.length > 0) return { ...rule, byMonthDay: monthDay }
  return { ...rule, byMonthDay: monthDay, byMonth: [date.getUTCMonth() + 1] }
}

/** Number of the period (day, week, month or year, by FREQ) that holds a date; consecutive integers. */
export const periodOf = ({ freq, weekStart }: Rule, date: FloatingMs): number => {
  const number = Math.floor(date / day)
  if (freq === 'DAILY') return number
  // The first Monday is 5 January 1970.
  if (freq === 'WEEKLY') return Math.floor((number - 4 - weekStart) / 7)
  const { year, month } = yearAndMonth(date)
  return freq === 'MONTHLY' ? year * 12 + month : year
}

/** First date of a period; its end is the start of the next. */
export const periodStart = ({ freq, weekStart }: Rule, period: number): FloatingMs => {
  if (freq === 'DAILY') return period * day
  if (freq === 'WEEKLY') return (period * 7 + 4 + weekStart) * day
  return freq === 'MONTHLY'
    ? Date.UTC(Math.floor(period / 12), period % 12, 1)
    : Date.UTC(period, 0, 1)
}

const yearAndMonth = (date: FloatingMs) => {
  const utc = new Date(date)
  return { year: utc.getUTCFullYear(), month: utc.getUTCMonth() }
}

/** Counted from either end of a run of days: is the place, or its negative twin, in the list? */
const counts = (list: readonly number[], place: number, length: number): boolean =>
  list.length === 0 || list.includes(place) || list.includes(place - length - 1)

/** §3.3.10: week 1 is the first with at least four days in the year; it may begin in the year before. */
const inWeek = (rule: Rule, date: FloatingMs): boolean => {
  if (rule.byWeekNo.length === 0) return true
  const weekBegins = date - ((weekdayOf(date) - rule.weekStart + 7) % 7) * day
  // The fourth day of a week lies in the year the week belongs to.
  const { year } = yearAndMonth(weekBegins + 3 * day)
  const weekOne = (of: number) => {
    const fourth = Date.UTC(of, 0, 4)
    return fourth - ((weekdayOf(fourth) - rule.weekStart + 7) % 7) * day
  }
  const weeks = (ms: number) => ms / (7 * day)
  return counts(
    rule.byWeekNo,
    weeks(weekBegins - weekOne(year)) + 1,
    weeks(weekOne(year + 1) - weekOne(year))
  )
}

/** BYDAY: a plain weekday, or the nth of the month (MONTHLY, or YEARLY with BYMONTH) or year. */
const onWeekday = (rule: Rule, date: FloatingMs, first: FloatingMs, next: FloatingMs): boolean => {
  if (rule.byDay.length === 0) return true
  const weekday = weekdayOf(date)
  const fromStart = Math.floor((date - first) / (7 * day)) + 1
  const fromEnd = -Math.floor((next - day - date) / (7 * day)) - 1
  return rule.byDay.some(
    (entry) =>
      entry.weekday === weekday &&
      (entry.ordinal === null || entry.ordinal === fromStart || entry.ordinal === fromEnd)
  )
}

/** Does a date satisfy every BY part but BYSETPOS? The rule must be written out. */
export const isNamed = (rule: Rule, date: FloatingMs): boolean => {
  const { year, month } = yearAndMonth(date)
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(month + 1)) return false
  const monthBegins = Date.UTC(year, month, 1)
  const nextMonth = Date.UTC(year, month + 1, 1)
  const yearBegins = Date.UTC(year, 0, 1)
  const nextYear = Date.UTC(year + 1, 0, 1)
  const byMonth = rule.freq === 'MONTHLY' || rule.byMonth.length > 0
  return (
    counts(rule.byMonthDay, (date - monthBegins) / day + 1, (nextMonth - monthBegins) / day) &&
    counts(rule.byYearDay, (date - yearBegins) / day + 1, (nextYear - yearBegins) / day) &&
    onWeekday(rule, date, byMonth ? monthBegins : yearBegins, byMonth ? nextMonth : nextYear) &&
    inWeek(rule, date)
  )
}

/** BYSETPOS over the named days of one whole period, in order; each day once, however often named. */
export const chosen = (rule: Rule, days: readonly FloatingMs[]): readonly FloatingMs[] =>
  rule.bySetPos.length === 0
    ? days
    : days.filter((_, index) => counts(rule.bySetPos, index + 1, days.length))

/** The days of one period, as a rule that is written out names and chooses them. */
export const daysOfPeriod = (rule: Rule, period: number): readonly FloatingMs[] => {
  const days: FloatingMs[] = []
  const end = periodStart(rule, period + 1)
  for (let date = periodStart(rule, period); date < end; date += day) {
    if (isNamed(rule, date)) days.push(date)
  }
  return chosen(rule, days)
}

/**
 * Is the start itself a date of the rule? RFC 5545 §3.8.5.3 asks for it and leaves open what a
 * series is whose start is not.
 */
export const startMatches = (rule: Rule, start: FloatingMs): boolean => {
  const whole = writtenOut(rule, start)
  const date = midnight(start)
  if (!isNamed(whole, date)) return false
  return whole.bySetPos.length === 0 || daysOfPeriod(whole, periodOf(whole, date)).includes(date)
}

/** How far a date of the rule is looked for: 29 February on a given weekday is 40 years apart at most. */
const farthest = 41 * 366

/**
 * The date nearest to the start on which the rule could begin, the later of two; null if there is
 * none in so many days on either side.
 */
export const nearestStart = (rule: Rule, start: FloatingMs, days = farthest): FloatingMs | null => {
  const whole = writtenOut(rule, start)
  const origin = midnight(start)
  // Days outward cross few periods, back and forth; each is worked out once.
  const known = new Map<number, readonly FloatingMs[]>()
  const isDate = (date: FloatingMs): boolean => {
    if (!isNamed(whole, date)) return false
    if (whole.bySetPos.length === 0) return true
    const period = periodOf(whole, date)
    const dates = known.get(period) ?? daysOfPeriod(whole, period)
    known.set(period, dates)
    return dates.includes(date)
  }
  for (let away = 0; away < days; away += 1) {
    if (isDate(origin + away * day)) return origin + away * day
    if (isDate(origin - away * day)) return origin - away * day
  }
  return null
}

/**
 * First date on the rule from the start on, keeping the phase of INTERVAL; null if none is near.
 * For a start that is not on the rule itself.
 */
export const firstDate = (rule: Rule, start: FloatingMs): FloatingMs | null => {
  const whole = writtenOut(rule, start)
  const origin = midnight(start)
  const end = origin + farthest * day
  for (let period = periodOf(whole, origin); ; period += whole.interval) {
    if (periodStart(whole, period) > end) return null
    const found = daysOfPeriod(whole, period).find((date) => date >= origin)
    if (found !== undefined) return found
  }
}
