import type { EventTime } from '../calendar/event.ts'
import type { Publication } from '../calendar/publication.ts'
import { parseRule, type Rule, weekdays } from '../calendar/rule.ts'
import { writtenOut } from '../calendar/rule-days.ts'
import { isSeries, occurrencesWithin, startText } from '../calendar/series.ts'
import { day, floating, minute, resolve } from '../calendar/time.ts'
import { withOffset } from './local-time.ts'
import { plainRule } from './plain-rule.ts'

/** A node of type schema.org/Schedule. */
export type Schedule = Readonly<Record<string, unknown>>

/**
 * When a series takes place, as schema.org says it: one schedule for the rule and one for every
 * date that stands alone, because it was added or moved. Dates called off are excepted. Empty for
 * what takes place once, and where Schedule has no words for the rule: better nothing than the
 * wrong days.
 */
export const schedulesOf = ({
  content,
  calledOff,
}: Pick<Publication, 'content' | 'calledOff'>): readonly Schedule[] => {
  const { time, overrides = [] } = content
  if (!isSeries(time)) return []
  const moved = overrides.filter(({ start, end }) => start !== undefined || end !== undefined)
  const off = new Set(calledOff.map(({ date }) => date))
  const excepted = new Set([...(time.exceptDates ?? []), ...off, ...moved.map(({ date }) => date)])
  const named = [...(time.rule === undefined ? [time.start] : []), ...(time.extraDates ?? [])]
  const alone = [
    ...named.filter((date) => !excepted.has(date)).map((start) => spanFrom(time, start)),
    ...moved
      .filter(({ date }) => !off.has(date))
      .map(({ date, start, end }) => ({ ...spanFrom(time, start ?? date), ...(end && { end }) })),
  ].sort((a, b) => (a.start < b.start ? -1 : 1))
  const once = alone.map((span) => ({
    ...bounds(span.start.slice(0, 10), span.start.slice(0, 10)),
    repeatFrequency: 'P1D',
    repeatCount: 1,
    ...hours(time, span),
  }))
  if (time.rule === undefined) return once
  const left = [...excepted].filter((date) => !time.extraDates?.includes(date)).sort()
  const byRule = ruleSchedule(time, time.rule, left)
  return byRule === null ? [] : [byRule, ...once]
}

type Span = Readonly<{ start: string; end?: string | undefined }>

/** As long on the clock as the first date. */
const spanFrom = (time: EventTime, start: string): Span => {
  if (time.end === undefined) return { start }
  const length = floating(time.end) - floating(time.start)
  return { start, end: startText(floating(start) + length, time.allDay) }
}

const bounds = (startDate: string, endDate: string | undefined) => ({
  '@type': 'Schedule',
  startDate,
  ...(endDate && { endDate }),
})

/** Hours on the clock of `scheduleTimezone`, and the length, which alone tells a night from a day. */
const hours = (time: EventTime, { start, end }: Span): Schedule => {
  const length = end === undefined ? 0 : floating(end) - floating(start)
  if (time.allDay) return length > day ? { duration: `P${length / day}D` } : {}
  return {
    startTime: `${start.slice(11)}:00`,
    ...(end && { endTime: `${end.slice(11)}:00`, duration: `PT${length / minute}M` }),
    scheduleTimezone: time.zone,
  }
}

const units = { DAILY: 'D', WEEKLY: 'W', MONTHLY: 'M', YEARLY: 'Y' } as const

const ruleSchedule = (
  time: EventTime,
  text: string,
  excepted: readonly string[]
): Schedule | null => {
  const parsed = parseRule(text, { allDay: time.allDay })
  if (!parsed.ok) throw new Error(`a stored rule cannot be read: ${text}`)
  const start = floating(time.start)
  const plain = plainRule(parsed.rule, start)
  const rule = plain && ordinals(writtenOut(plain, start))
  if (rule === null || wordless.some((when) => when(rule))) return null
  const { freq, interval, byDay, byMonth, byMonthDay, count } = rule
  const days = byDay.map(({ weekday, ordinal }) =>
    ordinal === null ? dayNames[weekday] : `${ordinal}${weekdays[weekday]}`
  )
  const except = excepted.map((date) =>
    time.allDay ? date : withOffset(date, resolve(floating(date), time.zone))
  )
  return {
    ...bounds(time.start.slice(0, 10), lastDate(time, rule)),
    repeatFrequency: `P${interval}${units[freq]}`,
    ...(days.length > 0 && { byDay: days }),
    ...(byMonth.length > 0 && { byMonth }),
    ...(byMonthDay.length > 0 && { byMonthDay }),
    // The rule counts the excepted dates too, which “the number of times” does not say.
    ...(count !== null && except.length === 0 && { repeatCount: count }),
    ...hours(time, time),
    ...(except.length > 0 && { exceptDate: except }),
  }
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
  (name) => `https://schema.org/${name}`
)

/** “The second of the Tuesdays” as the second Tuesday. */
const ordinals = (rule: Rule): Rule => {
  const [only, ...more] = rule.byDay
  const simple = rule.freq === 'MONTHLY' && only?.ordinal === null && more.length === 0
  if (!simple || rule.bySetPos.length === 0 || rule.byMonthDay.length > 0) return rule
  const byDay = rule.bySetPos.map((ordinal) => ({ weekday: only.weekday, ordinal }))
  return { ...rule, byDay, bySetPos: [] }
}

/** What Schedule has no property for, or one that would say something else. */
const wordless: readonly ((rule: Rule) => boolean)[] = [
  (r) => r.byYearDay.length > 0 || r.byWeekNo.length > 0 || r.bySetPos.length > 0,
  (r) => r.byMonthDay.some((date) => date < 1),
  (r) => r.freq === 'YEARLY' && r.byDay.length > 0 && r.byMonth.length === 0,
  (r) => r.freq === 'WEEKLY' && r.interval > 1 && r.weekStart !== 0 && r.byDay.length > 1,
]

/** The last date the rule itself gives; undefined when it goes on. */
const lastDate = (time: EventTime, { count, until }: Rule): string | undefined => {
  if (count === null && until === null) return undefined
  const alone = { ...time, extraDates: undefined, exceptDates: undefined }
  const last = occurrencesWithin('', { time: alone }).at(-1)
  return last ? startText(last.start, true) : time.start.slice(0, 10)
}
