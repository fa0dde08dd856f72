import type { Rule, RuleDay } from './rule.ts'
import {
  entry,
  filled,
  form,
  joined,
  onDate,
  type RulePhrases,
  type Speech,
} from './rule-phrases.ts'
import { isPlain, onlyWeekdays, simplest } from './simplest-rule.ts'
import { addDays } from './time.ts'

/** Dates a year that are named one by one. */
const mostYearDates = 7

const allDays: readonly number[] = [0, 1, 2, 3, 4, 5, 6]

/**
 * On which days a rule falls, in words that begin with a small letter; null when the language cannot
 * say it well. The rule must be written out. Neither its end nor its exceptions are part of it.
 */
export const pattern = (speech: Speech, writtenOut: Rule): string | null => {
  const rule = simplest(writtenOut)
  const { phrases } = speech
  const { freq, interval, byMonth, byDay } = rule
  const period = form(speech.plural, phrases.period[freq], interval)
  const inMonths = joined(
    phrases,
    byMonth.map((month) => entry(phrases.inMonths, month - 1))
  )
  const limit = byMonth.length > 0 ? filled(phrases.onlyIn, { months: inMonths }) : ''
  if (freq === 'DAILY') {
    const condition = conditionOf(speech, rule)
    return rule.byMonthDay.length + rule.bySetPos.length > 0 || condition === null
      ? null
      : period + limit + condition
  }
  if (freq === 'WEEKLY') {
    // The days of one week: said only where it does not matter with which day a week begins.
    const split =
      interval > 1 &&
      byDay.some(({ weekday }) => weekday < rule.weekStart) &&
      byDay.some(({ weekday }) => weekday >= rule.weekStart)
    return split || rule.bySetPos.length > 0 ? null : weekly(speech, rule, period) + limit
  }
  const days = freq === 'MONTHLY' ? monthDays(speech, rule) : yearDays(speech, rule)
  if (days === null || days.length === 0) return null
  const named = rule.byMonthDay.length + rule.byYearDay.length > 0
  const condition = named ? conditionOf(speech, rule) : ''
  if (condition === null) return null
  const months = freq === 'MONTHLY' || rule.byYearDay.length + rule.byWeekNo.length > 0 ? limit : ''
  return filled(phrases.pattern, { period, days: joined(phrases, days) }) + months + condition
}

const weekly = ({ phrases, plural }: Speech, { byDay, interval }: Rule, period: string) => {
  const weekdays = byDay.map(({ weekday }) => weekday)
  const { workdays } = phrases
  const words = (names: string, together: string | undefined) =>
    together !== undefined && weekdays.join() === '0,1,2,3,4'
      ? together
      : joined(
          phrases,
          weekdays.map((weekday) => entry(names, weekday))
        )
  const forms = (weekdays.length === 1 && phrases.weeklySingle) || phrases.weekly
  return filled(form(plural, forms, interval), {
    period,
    each: words(phrases.each, workdays?.each),
    on: words(phrases.on, workdays?.on),
  })
}

/** Days that a number names and that must be some weekday as well. */
const conditionOf = ({ phrases }: Speech, rule: Rule): string | null => {
  if (rule.byDay.length === 0) return ''
  if (phrases.onlyIf === undefined || !isPlain(rule)) return null
  const weekdays = alternatives(phrases, rule.byDay)
  return filled(phrases.onlyIf, { weekdays })
}

const alternatives = (phrases: RulePhrases, days: readonly RuleDay[]): string =>
  joined(
    phrases,
    days.map(({ weekday }) => entry(phrases.names, weekday)),
    phrases.or
  )

/** The days of a month, each in words; null where there are none for it. */
const monthDays = (speech: Speech, rule: Rule): readonly string[] | null => {
  if (rule.bySetPos.length > 0) return placesOf(speech, rule)
  if (rule.byMonthDay.length > 0)
    return complete(frontFirst(rule.byMonthDay).map((number) => monthDay(speech, number)))
  return weekdaysOf(speech, rule.byDay)
}

const yearDays = (speech: Speech, rule: Rule): readonly string[] | null => {
  const { phrases, says } = speech
  const { byMonth, byMonthDay, byYearDay, byWeekNo, bySetPos } = rule
  const parts = [byMonthDay, byYearDay, byWeekNo].filter((part) => part.length > 0).length
  if (parts > 1 || (parts > 0 && bySetPos.length > 0)) return null
  if (byYearDay.length > 0)
    return complete(
      frontFirst(byYearDay).map((number) => {
        const nth = nthOf(speech, phrases.dayGender, number)
        return nth && phrases.nthYearDay ? filled(phrases.nthYearDay, { nth }) : null
      })
    )
  if (byWeekNo.length > 0) {
    const { ofWeek } = phrases
    if (ofWeek === undefined || rule.weekStart !== 0 || byWeekNo.some((n) => n < 0)) return null
    const days = joined(
      phrases,
      rule.byDay.map(({ weekday }) => entry(phrases.names, weekday))
    )
    return byWeekNo.map((n) => filled(ofWeek, { days, n: String(n) }))
  }
  const ofMonths = byMonth.map((month) => entry(phrases.ofMonths, month - 1))
  if (byMonthDay.length > 0) {
    const days = byMonth.flatMap((month, index) =>
      frontFirst(byMonthDay).flatMap((number): (string | null)[] => {
        if (number < 0) {
          const fromEnd = monthDay(speech, number)
          return [fromEnd && `${fromEnd} ${ofMonths[index]}`]
        }
        // A leap year, so that 29 February is among its days and 30 February is not.
        const date = addDays(`2000-${String(month).padStart(2, '0')}-01`, number - 1)
        return Number(date.slice(5, 7)) === month ? [onDate(speech, date, says.day(date))] : []
      })
    )
    return days.length > mostYearDates ? null : complete(days)
  }
  const days = bySetPos.length > 0 ? placesOf(speech, rule) : weekdaysOf(speech, rule.byDay)
  if (days === null || (bySetPos.length > 0 && byMonth.length > 1)) return null
  const ofWhat = byMonth.length > 0 ? joined(phrases, ofMonths) : phrases.ofYear
  return [`${joined(phrases, days)} ${ofWhat}`]
}

const monthDay = ({ phrases, ordinal }: Speech, number: number): string | null =>
  form(ordinal, number > 0 ? phrases.monthDay : phrases.monthDayFromEnd, Math.abs(number)) || null

/** “the first and third Tuesday”, weekday by weekday. */
const weekdaysOf = (speech: Speech, days: readonly RuleDay[]): readonly string[] | null => {
  const { phrases } = speech
  const weekdays = allDays.filter((each) => days.some(({ weekday }) => weekday === each))
  return complete(
    weekdays.flatMap((weekday) => {
      const ordinals = days.filter((each) => each.weekday === weekday)
      const weekdayName = entry(phrases.nthNames, weekday)
      if (ordinals.some(({ ordinal }) => ordinal === null))
        return phrases.everyWeekday
          ? [filled(phrases.everyWeekday, { weekday: weekdayName })]
          : [null]
      const gender = phrases.genders[weekday] ?? ''
      const nth = nths(
        speech,
        gender,
        ordinals.map(({ ordinal }) => ordinal ?? 0)
      )
      return [nth && filled(phrases.nthWeekday, { nth, weekday: weekdayName })]
    })
  )
}

/** BYSETPOS among several weekdays: “the last weekday (Monday to Friday)”. */
const placesOf = (speech: Speech, rule: Rule): readonly string[] | null => {
  const { phrases } = speech
  if (!onlyWeekdays(rule) || !isPlain(rule)) return null
  const nth = nths(speech, phrases.dayGender, rule.bySetPos)
  const workdays = rule.byDay.map(({ weekday }) => weekday).join() === '0,1,2,3,4'
  const template = workdays ? phrases.nthWorkday : phrases.nthOfDays
  if (nth === null || template === undefined) return null
  return [filled(template, { nth, weekdays: alternatives(phrases, rule.byDay) })]
}

/** Places in the order they have in a month: those counted from its end come last. */
const frontFirst = (places: readonly number[]): readonly number[] => [
  ...places.filter((place) => place > 0),
  ...places.filter((place) => place < 0),
]

/** Ordinals with “and” between them. */
const nths = (speech: Speech, gender: string, places: readonly number[]): string | null => {
  const words = complete(frontFirst(places).map((place) => nthOf(speech, gender, place)))
  return words && joined(speech.phrases, words)
}

const nthOf = ({ phrases, ordinal }: Speech, gender: string, place: number): string | null => {
  const known = phrases.nth[gender]
  const own = known?.[place]
  if (own !== undefined) return own
  const front = known?.[-place] ?? form(ordinal, phrases.nthNumber ?? {}, Math.abs(place))
  if (place > 0) return front || null
  return front && phrases.nthFromEnd ? filled(phrases.nthFromEnd, { nth: front }) : null
}

const complete = (words: readonly (string | null)[]): readonly string[] | null =>
  words.every((word) => word !== null) ? words : null
