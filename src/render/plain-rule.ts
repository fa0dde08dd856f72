import type { Rule } from '../calendar/rule.ts'
import type { FloatingMs } from '../calendar/time.ts'

/**
 * A rule in parts that every client reads alike, with the same dates; null where there are none, so
 * that its dates must stand alone. Outlook knows no BYWEEKNO and ical.js (Thunderbird, Nextcloud)
 * reads it wrongly, as it does BYSETPOS in a week and a 29 February without BYMONTHDAY, which it
 * moves to 1 March (RFC 5545 §3.3.10 wants invalid dates ignored).
 */
export const plainRule = (rule: Rule, start: FloatingMs): Rule | null => {
  if (rule.byWeekNo.length > 0) return null
  if (rule.freq === 'WEEKLY' && rule.bySetPos.length > 0) return weekdaysAlone(rule)
  const date = new Date(start)
  const leapDay = date.getUTCMonth() === 1 && date.getUTCDate() === 29
  const bare = [rule.byMonth, rule.byYearDay, rule.byMonthDay, rule.byDay].every(
    (list) => list.length === 0
  )
  return rule.freq === 'YEARLY' && bare && leapDay
    ? { ...rule, byMonth: [2], byMonthDay: [29] }
    : rule
}

/** Positions among the weekdays of a whole week are weekdays; BYMONTH may cut a week short. */
const weekdaysAlone = (rule: Rule): Rule | null => {
  if (rule.byMonth.length > 0 || rule.byDay.length === 0) return null
  const place = (weekday: number) => (weekday - rule.weekStart + 7) % 7
  const inWeek = rule.byDay.toSorted((a, b) => place(a.weekday) - place(b.weekday))
  const chosen = new Set(
    rule.bySetPos.flatMap((position) => inWeek.at(position > 0 ? position - 1 : position) ?? [])
  )
  return { ...rule, byDay: rule.byDay.filter((each) => chosen.has(each)), bySetPos: [] }
}
