import type { Rule } from './rule.ts'

/** Is every weekday named without a number? */
export const isPlain = ({ byDay }: Rule) => byDay.every(({ ordinal }) => ordinal === null)

/** Days are named by their weekday alone, not by a number in the month, year or week as well. */
export const onlyWeekdays = ({ byDay, byMonthDay, byYearDay, byWeekNo }: Rule) =>
  byDay.length > 0 && byMonthDay.length + byYearDay.length + byWeekNo.length === 0

/** Another rule with the same dates that is easier to say, where there is one. */
export const simplest = (rule: Rule): Rule => {
  const chosen = withoutSetPos(rule)
  const { freq, interval, bySetPos, byMonthDay } = chosen
  if (interval !== 1 || bySetPos.length > 0 || freq === 'WEEKLY') return chosen
  if (onlyWeekdays(chosen) && isPlain(chosen)) return { ...chosen, freq: 'WEEKLY', weekStart: 0 }
  return freq === 'DAILY' && byMonthDay.length > 0 ? { ...chosen, freq: 'MONTHLY' } : chosen
}

/** BYSETPOS as what it comes to: the second of all Tuesdays is the second Tuesday. */
const withoutSetPos = (rule: Rule): Rule => {
  const { freq, bySetPos, byDay, byMonth, weekStart } = rule
  if (bySetPos.length === 0 || !onlyWeekdays(rule) || !isPlain(rule)) return rule
  if (freq === 'DAILY')
    return bySetPos.some((place) => Math.abs(place) === 1) ? { ...rule, bySetPos: [] } : rule
  if (freq === 'WEEKLY') {
    // A week cut by the end of a month has fewer days to choose from.
    if (byMonth.length > 0) return rule
    const order = byDay.toSorted(
      (a, b) => ((a.weekday - weekStart + 7) % 7) - ((b.weekday - weekStart + 7) % 7)
    )
    const chosen = order.filter(
      (_, index) => bySetPos.includes(index + 1) || bySetPos.includes(index - order.length)
    )
    const sorted = chosen.toSorted((a, b) => a.weekday - b.weekday)
    return chosen.length > 0 ? { ...rule, bySetPos: [], byDay: sorted } : rule
  }
  // Of a year with several months the places are counted over all of them.
  if (freq === 'YEARLY' && byMonth.length > 1) return rule
  const [first] = byDay
  const wholeYear = freq === 'YEARLY' && byMonth.length === 0
  if (byDay.length === 1 && first && bySetPos.every((n) => Math.abs(n) <= (wholeYear ? 53 : 5)))
    return {
      ...rule,
      bySetPos: [],
      byDay: bySetPos.map((ordinal) => ({ weekday: first.weekday, ordinal })),
    }
  if (byDay.length === 7 && bySetPos.every((n) => Math.abs(n) <= (wholeYear ? 366 : 28)))
    return {
      ...rule,
      bySetPos: [],
      byDay: [],
      ...(wholeYear ? { byYearDay: bySetPos } : { byMonthDay: bySetPos }),
    }
  return rule
}
