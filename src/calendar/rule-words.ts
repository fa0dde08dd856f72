import type { Lang } from './language.ts'
import { parseRule, type Rule, type RuleDay } from './rule.ts'
import { writtenOut } from './rule-days.ts'
import { type Forms, type RulePhrases, rulePhrases } from './rule-phrases.ts'
import type { seriesOf } from './series.ts'
import { addDays, addMonths, dateOf, floating, type LocalDate, resolve, wallClock } from './time.ts'
import { type WordsOfTime, wordsOfTime } from './words-of-time.ts'

type Time = Parameters<typeof seriesOf>[0]

/** Dropped and further dates are named up to this many, counted beyond. */
const mostNamed = 3
/** Dates a year that are named one by one. */
const mostYearDates = 7

/** What a sentence is made with. */
type Speech = Readonly<{
  phrases: RulePhrases
  says: WordsOfTime
  plural: Intl.PluralRules
  ordinal: Intl.PluralRules
}>

/**
 * When a series takes place, as a sentence without a full stop: “Every second Tuesday until 30 June
 * 2027, except 25 December”. In English, and said so by `lang`, when the language has no phrases for
 * it. What cannot be said well is said plainly, never wrongly. Empty for what takes place once.
 */
export const ruleInWords = (time: Time, locale: Lang): Readonly<{ text: string; lang: Lang }> => {
  const { lang, phrases } = rulePhrases(locale)
  const speech: Speech = {
    phrases,
    says: wordsOfTime(lang),
    plural: new Intl.PluralRules(lang),
    ordinal: new Intl.PluralRules(lang, { type: 'ordinal' }),
  }
  const text = sentence(speech, time) ?? phrases.plain
  return { text: text.charAt(0).toLocaleUpperCase(lang) + text.slice(1), lang }
}

/** Null: this cannot be said well. */
const sentence = (speech: Speech, time: Time): string | null => {
  if (time.rule === undefined) return time.extraDates?.length ? datesAlone(speech, time) : ''
  const parsed = parseRule(time.rule, { allDay: time.allDay })
  if (!parsed.ok) return null
  const { rule } = parsed
  const said = core(speech, simplest(writtenOut(rule, floating(time.start))))
  if (said === null) return null
  const lastDay = rule.until ? lastDayOf(rule.until.ms, time) : null
  return said + bound(speech, rule, lastDay) + exceptions(speech, time, lastDay)
}

/* The pattern itself. */

const allDays: readonly number[] = [0, 1, 2, 3, 4, 5, 6]

const isPlain = ({ byDay }: Rule) => byDay.every(({ ordinal }) => ordinal === null)

/** Days are named by their weekday alone, not by a number in the month, year or week as well. */
const onlyWeekdays = ({ byDay, byMonthDay, byYearDay, byWeekNo }: Rule) =>
  byDay.length > 0 && byMonthDay.length + byYearDay.length + byWeekNo.length === 0

/** Another rule with the same dates that is easier to say, where there is one. */
const simplest = (rule: Rule): Rule => {
  const chosen = withoutSetPos(rule)
  const { freq, interval, bySetPos, byMonthDay, byDay } = chosen
  if (interval !== 1 || bySetPos.length > 0 || freq === 'WEEKLY') return chosen
  if (onlyWeekdays(chosen) && isPlain(chosen)) return { ...chosen, freq: 'WEEKLY', weekStart: 0 }
  if (freq === 'DAILY' && (byMonthDay.length > 0 || byDay.length > 0))
    return { ...chosen, freq: 'MONTHLY' }
  return chosen
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

const core = (speech: Speech, rule: Rule): string | null => {
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
    return complete(rule.byMonthDay.map((number) => monthDay(speech, number)))
  return weekdaysOf(speech, rule.byDay)
}

const yearDays = (speech: Speech, rule: Rule): readonly string[] | null => {
  const { phrases, says } = speech
  const { byMonth, byMonthDay, byYearDay, byWeekNo, bySetPos } = rule
  const parts = [byMonthDay, byYearDay, byWeekNo].filter((part) => part.length > 0).length
  if (parts > 1 || (parts > 0 && bySetPos.length > 0)) return null
  if (byYearDay.length > 0)
    return complete(
      byYearDay.map((number) => {
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
      byMonthDay.flatMap((number): (string | null)[] => {
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

/** Ordinals, those from the front first. */
const nths = (speech: Speech, gender: string, places: readonly number[]): string | null => {
  const order = [...places.filter((n) => n > 0), ...places.filter((n) => n < 0).toReversed()]
  const words = complete(order.map((place) => nthOf(speech, gender, place)))
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

/* Where it ends, what it leaves out and adds. */

/** The last date on which the series can still take place, on its own clock. */
const lastDayOf = (until: number, time: Time): LocalDate => {
  if (time.allDay) return dateOf(until)
  const zone = time.zone ?? 'UTC'
  const date = dateOf(wallClock(until, zone))
  const start = floating(`${date}${time.start.slice(10)}`)
  return resolve(start, zone) <= until ? date : addDays(date, -1)
}

const bound = (speech: Speech, { count }: Rule, lastDay: LocalDate | null): string => {
  const { phrases, says, plural } = speech
  if (count !== null) return form(plural, phrases.times, count)
  if (lastDay === null) return ''
  const template = form(plural, phrases.until, Number(lastDay.slice(8)))
  return filled(template, { date: says.date(lastDay) })
}

const exceptions = (speech: Speech, time: Time, lastDay: LocalDate | null): string => {
  const { phrases } = speech
  const first = time.start.slice(0, 10)
  // Within a year every day of a month comes once: then its year need not be said.
  const oneYear = lastDay !== null && lastDay < addMonths(first, 12)
  const needsYear = (date: LocalDate) => !(oneYear && date >= first && date <= lastDay)
  const part = (dates: readonly string[] = [], named: string, many: Forms): string => {
    const days = [...new Set(dates.map((value) => value.slice(0, 10)))].sort()
    if (days.length === 0) return ''
    return days.length <= mostNamed
      ? datesIn(speech, named, days, needsYear)
      : form(speech.plural, many, days.length)
  }
  return (
    part(time.exceptDates, phrases.except, phrases.exceptMany) +
    part(time.extraDates, phrases.also, phrases.alsoMany)
  )
}

/** A series without a rule. */
const datesAlone = (speech: Speech, { start, extraDates, exceptDates }: Time): string => {
  const { phrases, plural } = speech
  const left = [...new Set([start, ...(extraDates ?? [])])].filter(
    (value) => !exceptDates?.includes(value)
  )
  const days = [...new Set(left.map((value) => value.slice(0, 10)))].sort()
  return days.length <= mostNamed
    ? datesIn(speech, phrases.onlyDates, days, () => true)
    : form(plural, phrases.onlyDatesMany, days.length)
}

const datesIn = (
  speech: Speech,
  template: string,
  days: readonly LocalDate[],
  needsYear: (date: LocalDate) => boolean
): string => {
  const { phrases, says } = speech
  const texts = days.map((date) => (needsYear(date) ? says.date(date) : says.day(date)))
  const onDates = days.map((date, index) => onDate(speech, date, texts[index] ?? ''))
  return filled(template, { dates: joined(phrases, texts), onDates: joined(phrases, onDates) })
}

const onDate = ({ phrases, plural }: Speech, date: LocalDate, text: string): string =>
  filled(form(plural, phrases.onDate, Number(date.slice(8))), { date: text })

/* Filling in. */

const entry = (list: string, index: number): string => list.split(',')[index] ?? ''

const joined = (phrases: RulePhrases, words: readonly string[], last = phrases.and): string =>
  words.length < 2
    ? (words[0] ?? '')
    : `${words.slice(0, -1).join(phrases.comma)}${last}${words.at(-1)}`

const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

/** The phrase for a number, empty when there is none. */
const form = (rules: Intl.PluralRules, forms: Forms, n: number): string =>
  filled(forms[n] ?? forms[rules.select(n)] ?? forms.other ?? '', keeping(n))

/** Fills in the number and leaves the other names for later. */
const keeping = (n: number): Readonly<Record<string, string>> => ({
  n: String(n),
  ...Object.fromEntries(
    ['period', 'each', 'on', 'date', 'days'].map((name) => [name, `{${name}}`])
  ),
})

const complete = (words: readonly (string | null)[]): readonly string[] | null =>
  words.every((word) => word !== null) ? words : null
