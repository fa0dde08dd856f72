import * as z from 'zod'
import { checkSeries, longestDays, mostDates } from './check-series.ts'
import { date, wallTime, zone } from './fields.ts'
import { parseRule, ruleText } from './rule.ts'
import { type Recurring, seriesOf } from './series.ts'
import { addDays, day, floating, reading } from './time.ts'

/** Beyond this no clock rule is known and no calendar looks; also keeps hostile years out of tables. */
const earliest = '1970-01-01'
const latest = '2100-01-01'

const rule = z.string().max(1000).optional().meta({
  description: 'RRULE value (RFC 5545 §3.3.10), DAILY to YEARLY, such as FREQ=WEEKLY;BYDAY=TU.',
})

const allDayTime = z
  .strictObject({
    allDay: z.literal(true),
    start: date,
    /** Exclusive: the day after the last day. */
    end: date.optional(),
    zone: zone.optional(),
    rule,
    /** RDATE and EXDATE: first days of further and of dropped occurrences. */
    extraDates: z.array(date).max(mostDates).optional(),
    exceptDates: z.array(date).max(mostDates).optional(),
  })
  .transform((time) => ({ ...time, end: time.end ?? addDays(time.start, 1) }))

const timedTime = z.strictObject({
  allDay: z.literal(false),
  start: wallTime,
  /** Which pass a start in a repeated hour of autumn means; asked for only then. */
  pass: z.enum(['first', 'second']).optional(),
  /** Exclusive; absent when the organiser gave no end. */
  end: wallTime.optional(),
  zone,
  rule,
  extraDates: z.array(wallTime).max(mostDates).optional(),
  exceptDates: z.array(wallTime).max(mostDates).optional(),
})

type Entered = z.output<typeof allDayTime> | z.output<typeof timedTime>
type Refuse = (
  path: readonly (string | number)[],
  code: string,
  message: string,
  suggestion?: string
) => void

const checkSpan = (time: Entered, refuse: Refuse) => {
  if (time.start < earliest || time.start >= latest) {
    refuse(['start'], 'out-of-range', `An event starts between ${earliest} and ${latest}.`)
  }
  if (time.end === undefined) return
  if (time.end <= time.start) {
    const message = time.allDay
      ? 'The end is exclusive: it must be a day after the start.'
      : 'The end must be later than the start.'
    refuse(['end'], 'end-before-start', message)
  } else if (floating(time.end) - floating(time.start) > longestDays * day) {
    refuse(['end'], 'too-long', `An event lasts at most ${longestDays} days.`)
  }
}

/** A missing hour is refused, since no two families of clients agree on it; a repeated one is asked about. */
const checkClock = (time: Entered, refuse: Refuse) => {
  if (time.allDay) return
  for (const [path, wall] of [
    ['start', time.start],
    ['end', time.end],
  ] as const) {
    if (wall !== undefined && reading(floating(wall), time.zone) === 'missing') {
      refuse(
        [path],
        'missing-hour',
        `The clocks in ${time.zone} skip this time; give the time before or after.`
      )
    }
  }
  const repeated = reading(floating(time.start), time.zone) === 'repeated'
  if (repeated && !time.pass) {
    refuse(
      ['pass'],
      'repeated-hour',
      `The clocks in ${time.zone} pass this time twice; say whether the “first” or the “second” is meant.`
    )
  }
  if (!repeated && time.pass) {
    refuse(['pass'], 'no-repeated-hour', 'The clocks pass this time once; leave “pass” out.')
  }
}

const places = {
  start: 'start',
  end: 'end',
  rule: 'rule',
  extra: 'extraDates',
  except: 'exceptDates',
} as const

/** The rule in its one spelling, dates sorted; complaints are told at their places. */
const checkRecurrence = <T extends Entered>(time: T, refuse: Refuse): T & Recurring => {
  const { rule: text, extraDates, exceptDates, ...rest } = time
  const sorted = (dates: readonly string[] | undefined) => [...new Set(dates)].sort()
  const [extra, except] = [sorted(extraDates), sorted(exceptDates)]
  if (text === undefined && extra.length === 0) {
    if (except.length)
      refuse(['exceptDates'], 'no-series', 'Dates can only be left out of something that repeats.')
    return rest as T
  }
  const parsed = text === undefined ? null : parseRule(text, { allDay: time.allDay })
  if (parsed && !parsed.ok) {
    const { part, code, message } = parsed.complaint
    refuse(['rule'], code, `${part}: ${message}`)
    return rest as T
  }
  if ('pass' in time && time.pass === 'second') {
    refuse(
      ['pass'],
      'series-in-repeated-hour',
      'A series begins at the first pass of a repeated hour.'
    )
  }
  const series = {
    ...rest,
    ...(parsed && { rule: ruleText(parsed.rule) }),
    ...(extra.length && { extraDates: extra }),
    ...(except.length && { exceptDates: except }),
  } as T & Recurring
  const found = seriesOf(series)
  for (const { part, index, code, message, suggestion } of found ? checkSeries(found) : []) {
    refuse([places[part], ...(index === undefined ? [] : [index])], code, message, suggestion)
  }
  return series
}

/**
 * When an event takes place: dates, or wall times in a zone, once or again and again. Stored as
 * entered; instants are derived (RFC 5545 §3.3.5, §3.8.5).
 */
export const eventTime = z
  .discriminatedUnion('allDay', [allDayTime, timedTime])
  .transform((time, ctx) => {
    let refused = false
    const refuse: Refuse = (path, code, message, suggestion) => {
      refused = true
      ctx.addIssue({
        code: 'custom',
        path: [...path],
        message,
        params: { code, ...(suggestion && { suggestion }) },
      })
    }
    checkSpan(time, refuse)
    if (!refused) checkClock(time, refuse)
    return refused ? time : checkRecurrence(time, refuse)
  })
export type EventTime = z.output<typeof eventTime>
