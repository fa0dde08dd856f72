import { instantOfMoment, longestLength, type Series, startAtOf, startsOf } from './recurrence.ts'
import { type Rule, untilText } from './rule.ts'
import { firstDate, midnight, nearestStart, startMatches } from './rule-days.ts'
import { dateOf, day } from './time.ts'

/**
 * What is wrong with a series: the field of `Series`, the place in its list where it is one (from
 * 0), a code, a sentence, and the nearest value that would do where there is one.
 */
export type SeriesComplaint = Readonly<{
  part: 'start' | 'end' | 'rule' | 'extra' | 'except'
  index?: number
  code: string
  message: string
  suggestion?: string
}>

/** RDATE and EXDATE each. */
export const mostDates = 1000
export const longestDays = 400

/**
 * The complaints that leave a series without a meaning or a bound; with any of these it must not
 * be expanded. A rule gives one date a day at most, so with `mostDates` no two years of a series
 * hold more than 1,732 occurrences and none needs a check of its own.
 */
export const checkMeaning = (series: Series): SeriesComplaint[] => {
  const complaints: SeriesComplaint[] = []
  for (const part of ['extra', 'except'] as const) {
    if (series[part].length > mostDates)
      complaints.push({
        part,
        code: 'too-many',
        message: `There are ${series[part].length} dates here; a series has at most ${mostDates}.`,
      })
  }
  const { ms, days } = series.end.kind === 'exact' ? { ...series.end, days: 0 } : series.end
  if (ms < 0 || days < 0)
    complaints.push({
      part: 'end',
      code: 'end-before-start',
      message: 'The end must not be before the start.',
    })
  if (longestLength(series.end) > longestDays * day)
    complaints.push({
      part: 'end',
      code: 'too-long',
      message: `One occurrence lasts at most ${longestDays} days.`,
    })
  if (series.rule) complaints.push(...ruleComplaints(series, series.rule))
  return complaints
}

/**
 * Everything worth refusing when a series is entered: `checkMeaning`, and then an EXDATE that
 * removes nothing (nobody would report it) and a series of which EXDATE leaves nothing.
 */
export const checkSeries = (series: Series): SeriesComplaint[] => {
  const complaints = checkMeaning(series)
  return complaints.length > 0 || series.except.length === 0
    ? complaints
    : exceptionComplaints(series)
}

const ruleComplaints = (series: Series, rule: Rule): SeriesComplaint[] => {
  const startAt = startAtOf(series, series.start)
  if (rule.until && rule.until.allDay !== series.allDay)
    return [
      {
        part: 'rule',
        code: 'wrong-type',
        message: 'UNTIL is a date for an all-day series and a UTC time for any other.',
      },
    ]
  if (rule.until && rule.until.ms < startAt)
    return [
      {
        part: 'rule',
        code: 'until-before-start',
        message: `UNTIL (${untilText(rule.until)}) is before the first occurrence.`,
      },
    ]
  if (startMatches(rule, series.start)) return []
  const excluded = series.except.some((moment) => instantOfMoment(series, moment) === startAt)
  if (excluded && rule.count === null && firstDate(rule, series.start) !== null) return []
  const nearest = nearestStart(rule, series.start)
  return [
    nearest === null
      ? { part: 'rule', code: 'never', message: 'The rule names no date within forty years.' }
      : {
          part: 'start',
          code: 'not-on-rule',
          message: `The start, ${dateOf(midnight(series.start))}, is not a date of the rule; the nearest is ${dateOf(nearest)}.`,
          suggestion: dateOf(nearest),
        },
  ]
}

const exceptionComplaints = (series: Series): SeriesComplaint[] => {
  const excluded = series.except.map((moment) => instantOfMoment(series, moment))
  const startAt = startAtOf(series, series.start)
  const around = { from: Math.min(...excluded), to: Math.max(...excluded) + 1 }
  const starts = new Set(startsOf(series, around)).add(startAt)
  const misses = excluded.flatMap((instant, index): SeriesComplaint[] =>
    starts.has(instant)
      ? []
      : [
          {
            part: 'except',
            index,
            code: 'hits-nothing',
            message: `EXDATE ${index + 1} is not the start of any occurrence, so it removes nothing.`,
          },
        ]
  )
  const removed = new Set(excluded)
  const remains = (some: Iterable<number>) => Iterator.from(some).some((at) => !removed.has(at))
  const remainsFor = (length: number) =>
    remains(startsOf(series, { from: startAt, to: startAt + length }))
  if (remains(starts) || looks.some(remainsFor)) return misses
  return [
    ...misses,
    { part: 'except', code: 'nothing-left', message: 'EXDATE removes every occurrence.' },
  ]
}

/**
 * How far ahead the first occurrence that is not excluded is looked for: nearly every series has it in
 * a year, and walking all of an endless one takes a second. The last is as far as a walk goes.
 */
const looks = [400 * day, 4_000 * day, 90_000 * day]
