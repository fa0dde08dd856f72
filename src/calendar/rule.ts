import { basicForm, dateOf, floating, instantOf } from './time.ts'

export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof frequencies)[number]

/** Weekdays in RFC 5545's letters; the place in this list is the number used in a `Rule`. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** One BYDAY entry: every such weekday, or the nth of the month or year (negative from the end). */
export type RuleDay = Readonly<{ weekday: number; ordinal: number | null }>

/** The last moment of a rule, inclusive: a UTC instant (ms), or a date as floating ms. */
export type Until = Readonly<{ ms: number; allDay: boolean }>

/** A recurrence rule (RFC 5545 §3.3.10), whole days and longer. An empty list is an absent part. */
export type Rule = Readonly<{
  freq: Frequency
  interval: number
  count: number | null
  until: Until | null
  /** First day of the week, 0 = Monday. */
  weekStart: number
  byMonth: readonly number[]
  byWeekNo: readonly number[]
  byYearDay: readonly number[]
  byMonthDay: readonly number[]
  byDay: readonly RuleDay[]
  bySetPos: readonly number[]
}>

/** What is wrong with a rule: the part by its RFC name (`RRULE` for the whole), a code, a sentence. */
export type RuleComplaint = Readonly<{ part: string; code: string; message: string }>

type Read<T> = Readonly<{ value: T }> | Readonly<{ code: string; message: string }>

type Values = {
  FREQ: Frequency
  INTERVAL: number
  COUNT: number
  UNTIL: Until
  BYMONTH: number[]
  BYWEEKNO: number[]
  BYYEARDAY: number[]
  BYMONTHDAY: number[]
  BYDAY: RuleDay[]
  BYSETPOS: number[]
  WKST: number
}
type Part = keyof Values

/** Longest rule text read, far beyond what a person writes. */
const longestText = 1000
/** Largest COUNT: twenty-seven years of days. A counted rule is walked from its start each time. */
export const largestCount = 10_000
export const largestInterval = 1000

/**
 * Reads the value of an RRULE property. The grammar is closed: what RFC 5545 §3.3.10 forbids is
 * refused, and so is what it leaves open and engines read differently. `allDay` is the kind of
 * DTSTART, which UNTIL must share. The first thing wrong is named.
 */
export const parseRule = (
  text: string,
  { allDay }: Readonly<{ allDay: boolean }>
): Readonly<{ ok: true; rule: Rule } | { ok: false; complaint: RuleComplaint }> => {
  const complaint = (part: string, code: string, message: string) =>
    ({ ok: false, complaint: { part, code, message } }) as const
  if (text.length > longestText)
    return complaint('RRULE', 'too-long', `A rule has at most ${longestText} characters.`)
  if (/^RRULE[:;]/i.test(text))
    return complaint('RRULE', 'malformed', 'Give the rule without the name “RRULE:” before it.')
  if (!/^[A-Z0-9=;,+:-]*$/i.test(text))
    return complaint(
      'RRULE',
      'malformed',
      'A rule is one line of letters, digits and “=;,+-”, without spaces: FREQ=WEEKLY;BYDAY=MO.'
    )

  const values: Partial<Values> = {}
  const read = <P extends Part>(part: P, raw: string) => {
    const result = readers[part](raw, allDay)
    if (!('value' in result)) return complaint(part, result.code, result.message)
    values[part] = result.value
    return null
  }
  for (const piece of text.toUpperCase().split(';')) {
    const [, name = '', raw = ''] = /^([A-Z-]+)=([^=]*)$/.exec(piece) ?? []
    if (!name)
      return complaint(
        'RRULE',
        'malformed',
        piece
          ? `“${piece.slice(0, 40)}” is not a part of a rule; a part is NAME=VALUE.`
          : 'A part of the rule is empty; parts are separated by one “;”, none at the end.'
      )
    if (!isPart(name)) {
      const timeOfDay = /^BY(HOUR|MINUTE|SECOND)$/.test(name)
      return complaint(
        name.slice(0, 40),
        timeOfDay ? 'unsupported' : 'unknown-part',
        timeOfDay
          ? `${name} is not supported: the time of day is that of the start.`
          : `“${name.slice(0, 40)}” is not a part of a rule; known are ${Object.keys(readers).join(', ')}.`
      )
    }
    if (name in values) return complaint(name, 'repeated-part', `${name} is given twice.`)
    const wrong = read(name, raw)
    if (wrong) return wrong
  }
  if (!values.FREQ)
    return complaint('FREQ', 'missing', `Give FREQ, one of ${frequencies.join(', ')}.`)
  const rule: Rule = {
    freq: values.FREQ,
    interval: values.INTERVAL ?? 1,
    count: values.COUNT ?? null,
    until: values.UNTIL ?? null,
    weekStart: values.WKST ?? 0,
    byMonth: values.BYMONTH ?? [],
    byWeekNo: values.BYWEEKNO ?? [],
    byYearDay: values.BYYEARDAY ?? [],
    byMonthDay: values.BYMONTHDAY ?? [],
    byDay: values.BYDAY ?? [],
    bySetPos: values.BYSETPOS ?? [],
  }
  const clash = clashes.find(({ when }) => when(rule))
  return clash ? complaint(clash.part, clash.code, clash.message) : { ok: true, rule }
}

const isPart = (name: string): name is Part => Object.hasOwn(readers, name)

const wholeNumber =
  (largest: number) =>
  (raw: string): Read<number> => {
    const value = /^\d{1,5}$/.test(raw) ? Number(raw) : 0
    return value >= 1 && value <= largest
      ? { value }
      : {
          code: 'out-of-range',
          message: `“${raw.slice(0, 20)}” must be a whole number from 1 to ${largest}.`,
        }
  }

/** Sorted and without repetition, so that equal wishes give equal text. */
const numbers =
  (largest: number, signed: boolean) =>
  (raw: string): Read<number[]> => {
    const value = new Set<number>()
    for (const entry of raw.split(',')) {
      const number = (signed ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/).test(entry) ? Number(entry) : 0
      if (number === 0 || Math.abs(number) > largest)
        return {
          code: 'out-of-range',
          message: `“${entry.slice(0, 20)}” must be a whole number from 1 to ${largest}${
            signed ? `, or from -1 to -${largest} counted from the end` : ''
          }.`,
        }
      value.add(number)
    }
    return { value: [...value].sort((a, b) => a - b) }
  }

const weekday = (raw: string): Read<number> => {
  const value = weekdays.indexOf(raw as (typeof weekdays)[number])
  return value >= 0
    ? { value }
    : {
        code: 'unknown-value',
        message: `“${raw.slice(0, 20)}” is not a weekday; they are ${weekdays.join(', ')}.`,
      }
}

const ruleDays = (raw: string): Read<RuleDay[]> => {
  const days = new Map<string, RuleDay>()
  for (const entry of raw.split(',')) {
    const [, ordinal = '', letters = entry] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(entry) ?? []
    const day = weekday(letters)
    if (!('value' in day)) return day
    if (ordinal && (Number(ordinal) === 0 || Math.abs(Number(ordinal)) > 53))
      return {
        code: 'out-of-range',
        message: `The number in “${entry}” must be from 1 to 53, or from -1 to -53 from the end.`,
      }
    const found = { weekday: day.value, ordinal: ordinal ? Number(ordinal) : null }
    days.set(`${found.weekday} ${found.ordinal}`, found)
  }
  const value = [...days.values()].sort(
    (a, b) => a.weekday - b.weekday || (a.ordinal ?? 0) - (b.ordinal ?? 0)
  )
  return { value }
}

/** §3.3.10: UNTIL has the type of DTSTART, and is in UTC where that has a zone. */
const until = (raw: string, allDay: boolean): Read<Until> => {
  const kind = /^\d{8}$/.test(raw)
    ? 'date'
    : /^\d{8}T\d{6}(Z?)$/.exec(raw)?.[1] === 'Z'
      ? 'instant'
      : /^\d{8}T\d{6}$/.test(raw)
        ? 'local'
        : 'neither'
  if (kind === 'neither')
    return {
      code: 'malformed',
      message: allDay
        ? 'UNTIL must be a date such as 20271231.'
        : 'UNTIL must be a UTC date and time such as 20271231T225959Z.',
    }
  if (allDay && kind !== 'date')
    return {
      code: 'wrong-type',
      message: 'The event is all-day, so UNTIL must be a date such as 20271231.',
    }
  if (!allDay && kind !== 'instant')
    return {
      code: 'wrong-type',
      message: `The event has a time of day, so UNTIL must be in UTC, such as 20271231T225959Z: ${
        kind === 'date' ? 'a date alone' : 'a local time'
      } ends at another moment in every zone.`,
    }
  const dashed = raw.replace(/^(\d{4})(\d\d)(\d\d)/, '$1-$2-$3')
  const ms = allDay
    ? floating(dashed)
    : Date.parse(dashed.replace(/T(\d\d)(\d\d)(\d\d)Z/, 'T$1:$2:$3Z'))
  const real = !Number.isNaN(ms) && basicForm(ms, allDay) === raw
  return real
    ? { value: { ms, allDay } }
    : { code: 'invalid-date', message: `“${raw}” is not a date and time that exists.` }
}

const frequency = (raw: string): Read<Frequency> => {
  const value = frequencies.find((known) => known === raw)
  if (value) return { value }
  return /^(SECOND|MINUTE|HOUR)LY$/.test(raw)
    ? { code: 'unsupported', message: `${raw} is not supported: a series repeats by whole days.` }
    : {
        code: 'unknown-value',
        message: `“${raw.slice(0, 20)}” is not a frequency; they are ${frequencies.join(', ')}.`,
      }
}

/** The parts of the grammar, in the order in which they are written. */
const readers: { readonly [P in Part]: (raw: string, allDay: boolean) => Read<Values[P]> } = {
  FREQ: frequency,
  INTERVAL: wholeNumber(largestInterval),
  COUNT: wholeNumber(largestCount),
  UNTIL: until,
  BYMONTH: numbers(12, false),
  BYWEEKNO: numbers(53, true),
  BYYEARDAY: numbers(366, true),
  BYMONTHDAY: numbers(31, true),
  BYDAY: ruleDays,
  BYSETPOS: numbers(366, true),
  WKST: weekday,
}

type Clash = RuleComplaint & Readonly<{ when: (rule: Rule) => boolean }>

const counted = (rule: Rule) => rule.byDay.some(({ ordinal }) => ordinal !== null)

/** Combinations that are refused: §3.3.10 forbids them, or engines read them differently. */
const clashes: readonly Clash[] = [
  {
    when: (r) => r.count !== null && r.until !== null,
    part: 'COUNT',
    code: 'forbidden-combination',
    message: 'Give COUNT or UNTIL, not both.',
  },
  {
    when: (r) => r.byWeekNo.length > 0 && r.freq !== 'YEARLY',
    part: 'BYWEEKNO',
    code: 'forbidden-combination',
    message: 'BYWEEKNO goes with FREQ=YEARLY only.',
  },
  {
    when: (r) => r.byYearDay.length > 0 && r.freq !== 'YEARLY',
    part: 'BYYEARDAY',
    code: 'forbidden-combination',
    message: 'BYYEARDAY goes with FREQ=YEARLY only.',
  },
  {
    when: (r) => r.byMonthDay.length > 0 && r.freq === 'WEEKLY',
    part: 'BYMONTHDAY',
    code: 'forbidden-combination',
    message: 'BYMONTHDAY does not go with FREQ=WEEKLY.',
  },
  {
    when: (r) => counted(r) && r.freq !== 'MONTHLY' && r.freq !== 'YEARLY',
    part: 'BYDAY',
    code: 'forbidden-combination',
    message: 'A weekday with a number, such as 2TU, goes with FREQ=MONTHLY or FREQ=YEARLY only.',
  },
  {
    when: (r) => counted(r) && r.byWeekNo.length > 0,
    part: 'BYDAY',
    code: 'forbidden-combination',
    message: 'A weekday with a number, such as 2TU, does not go with BYWEEKNO.',
  },
  {
    when: (r) =>
      (r.freq === 'MONTHLY' || r.byMonth.length > 0) &&
      r.byDay.some(({ ordinal }) => Math.abs(ordinal ?? 0) > 5),
    part: 'BYDAY',
    code: 'out-of-range',
    message: 'A month has each weekday at most 5 times; give a number from 1 to 5 or -1 to -5.',
  },
  {
    when: (r) =>
      r.bySetPos.length > 0 &&
      ![r.byMonth, r.byWeekNo, r.byYearDay, r.byMonthDay, r.byDay].some((list) => list.length > 0),
    part: 'BYSETPOS',
    code: 'forbidden-combination',
    message: 'BYSETPOS chooses among the days of another BY part; give one, such as BYDAY.',
  },
  {
    when: (r) => r.byWeekNo.length > 0 && r.byDay.length === 0,
    part: 'BYWEEKNO',
    code: 'ambiguous',
    message:
      'With BYWEEKNO say the weekday in BYDAY: programs read a week number alone differently.',
  },
  {
    when: (r) => r.byWeekNo.length > 0 && r.interval > 1,
    part: 'BYWEEKNO',
    code: 'ambiguous',
    message: 'BYWEEKNO does not go with INTERVAL: week 1 may begin in the year before.',
  },
  {
    when: (r) =>
      r.byWeekNo.length > 0 && (r.byYearDay.length || r.byMonthDay.length || r.bySetPos.length) > 0,
    part: 'BYWEEKNO',
    code: 'ambiguous',
    message: 'BYWEEKNO goes with BYDAY and BYMONTH only.',
  },
  {
    when: (r) =>
      r.freq === 'YEARLY' &&
      r.byMonthDay.length > 0 &&
      r.byMonth.length === 0 &&
      r.byYearDay.length === 0,
    part: 'BYMONTHDAY',
    code: 'ambiguous',
    message:
      'With FREQ=YEARLY, BYMONTHDAY needs BYMONTH; for a day of every month use FREQ=MONTHLY.',
  },
]

/** The rule as RRULE value, in one canonical form: parts in a fixed order, defaults left out. */
export const ruleText = (rule: Rule): string => {
  const parts: (readonly [Part, string])[] = [
    ['FREQ', rule.freq],
    ['INTERVAL', rule.interval === 1 ? '' : String(rule.interval)],
    ['COUNT', String(rule.count ?? '')],
    ['UNTIL', rule.until ? basicForm(rule.until.ms, rule.until.allDay) : ''],
    ['BYMONTH', rule.byMonth.join()],
    ['BYWEEKNO', rule.byWeekNo.join()],
    ['BYYEARDAY', rule.byYearDay.join()],
    ['BYMONTHDAY', rule.byMonthDay.join()],
    ['BYDAY', rule.byDay.map((day) => `${day.ordinal ?? ''}${weekdays[day.weekday]}`).join()],
    ['BYSETPOS', rule.bySetPos.join()],
    ['WKST', rule.weekStart === 0 ? '' : (weekdays[rule.weekStart] ?? '')],
  ]
  return parts
    .filter(([, value]) => value)
    .map((part) => part.join('='))
    .join(';')
}

/** The end of a rule for people: a date, or a UTC instant. */
export const untilText = ({ ms, allDay }: Until): string => (allDay ? dateOf(ms) : instantOf(ms))
