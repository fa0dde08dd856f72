import type { Lang } from './language.ts'
import { parseRule, type Rule } from './rule.ts'
import { writtenOut } from './rule-days.ts'
import { pattern } from './rule-pattern.ts'
import { type Forms, filled, form, joined, onDate, type Speech, speechOf } from './rule-phrases.ts'
import type { seriesOf } from './series.ts'
import { addDays, addMonths, dateOf, floating, type LocalDate, resolve, wallClock } from './time.ts'

type Time = Parameters<typeof seriesOf>[0]

/** Dropped and further dates are named up to this many, counted beyond. */
const mostNamed = 3

/**
 * When a series takes place, as a sentence without a full stop: “Every second Tuesday until 30 June
 * 2027, except 25 December”. In English, and said so by `lang`, when the language has no phrases for
 * it. What cannot be said well is said plainly, never wrongly. Empty for what takes place once.
 */
export const ruleInWords = (time: Time, locale: Lang): Readonly<{ text: string; lang: Lang }> => {
  const speech = speechOf(locale)
  const { lang, phrases } = speech
  const text = sentence(speech, time) ?? phrases.plain
  return { text: text.charAt(0).toLocaleUpperCase(lang) + text.slice(1), lang }
}

/** Null: this cannot be said well. */
const sentence = (speech: Speech, time: Time): string | null => {
  if (time.rule === undefined) return time.extraDates?.length ? datesAlone(speech, time) : ''
  const parsed = parseRule(time.rule, { allDay: time.allDay })
  if (!parsed.ok) return null
  const { rule } = parsed
  const said = pattern(speech, writtenOut(rule, floating(time.start)))
  if (said === null) return null
  const lastDay = rule.until ? lastDayOf(rule.until.ms, time) : null
  return said + bound(speech, rule, lastDay) + exceptions(speech, time, lastDay)
}

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
  const needsYear = (dates: readonly LocalDate[]) =>
    !oneYear || dates.some((date) => date < first || date > lastDay)
  const part = (dates: readonly string[] = [], named: string, many: Forms): string => {
    const days = [...new Set(dates.map((value) => value.slice(0, 10)))].sort()
    if (days.length === 0) return ''
    return days.length <= mostNamed
      ? datesIn(speech, named, days, needsYear(days))
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
    ? datesIn(speech, phrases.onlyDates, days, true)
    : form(plural, phrases.onlyDatesMany, days.length)
}

const datesIn = (
  speech: Speech,
  template: string,
  days: readonly LocalDate[],
  withYear: boolean
): string => {
  const { phrases, says } = speech
  const texts = days.map((date) => (withYear ? says.date(date) : says.day(date)))
  const onDates = days.map((date, index) => onDate(speech, date, texts[index] ?? ''))
  return filled(template, { dates: joined(phrases, texts), onDates: joined(phrases, onDates) })
}
