import type { FormFields } from '../../calendar/draft.ts'
import { parseRule, type Rule, ruleText, weekdays } from '../../calendar/rule.ts'
import {
  addDays,
  basicForm,
  dateOf,
  floating,
  isDate,
  type LocalDate,
  minute,
  resolve,
  wallClock,
  type Zone,
} from '../../calendar/time.ts'
import { type Form, formOf } from './form.ts'
import { dateText } from './typed.ts'

/*
 * How an event repeats: plain choices on the one side, the value of an RRULE on the other.
 */

/** Names of the fields that make a rule. */
export const repeatNames = [
  'repeats',
  'weekday',
  'nth',
  'nthWeekday',
  'monthDay',
  'ends',
  'until',
  'count',
  'rule',
] as const

/** The first occurrence, as far as a rule depends on it. */
export type First = Readonly<{
  date: LocalDate
  allDay: boolean
  /** `HH:mm`; empty for whole days. */
  clock: string
  zone: Zone
}>

type Choice = Readonly<{
  /** The rule without its end. */
  parts(form: Form, first: First): string
  /** The fields for a rule of this kind; null when it is none. */
  fields(rule: Rule): FormFields | null
}>

/** A weekly rule every so many weeks. */
const weekly = (interval: number): Choice => ({
  parts: (form) => {
    const chosen = form.list('weekday')
    const days = weekdays.filter((day) => chosen.includes(day))
    return `FREQ=WEEKLY${interval > 1 ? `;INTERVAL=${interval}` : ''}${days.length ? `;BYDAY=${days.join()}` : ''}`
  },
  fields: (rule) =>
    rule.freq === 'WEEKLY' && rule.interval === interval
      ? { weekday: rule.byDay.map(({ weekday }) => weekdays[weekday] ?? '') }
      : null,
})

const every = (freq: 'DAILY' | 'YEARLY'): Choice => ({
  parts: () => `FREQ=${freq}`,
  fields: (rule) => (rule.freq === freq ? {} : null),
})

const choices: Readonly<Record<string, Choice>> = {
  daily: every('DAILY'),
  weekly: weekly(1),
  fortnightly: weekly(2),
  'monthly-weekday': {
    parts: (form, { date }) => {
      const nth = form.text('nth') || String(Math.ceil(Number(date.slice(8)) / 7))
      return `FREQ=MONTHLY;BYDAY=${nth}${form.text('nthWeekday') || weekdayOf(date)}`
    },
    fields: ({ freq, byDay: [day, ...others] }) =>
      freq === 'MONTHLY' && day?.ordinal && others.length === 0
        ? { nth: String(day.ordinal), nthWeekday: weekdays[day.weekday] ?? '' }
        : null,
  },
  'monthly-day': {
    parts: (form) => {
      const day = form.text('monthDay')
      return `FREQ=MONTHLY${day ? `;BYMONTHDAY=${day}` : ''}`
    },
    fields: ({ freq, byDay, byMonthDay }) =>
      freq === 'MONTHLY' && byDay.length === 0 && byMonthDay.length < 2
        ? { monthDay: String(byMonthDay[0] ?? '') }
        : null,
  },
  yearly: every('YEARLY'),
}

const weekdayOf = (date: LocalDate): string =>
  weekdays[(new Date(floating(date)).getUTCDay() + 6) % 7] ?? ''

/** The RRULE value the form asks for; null when it does not repeat. Complains of what is missing. */
export const ruleOf = (form: Form, first: First): string | null => {
  const repeats = form.text('repeats')
  if (repeats === '' || repeats === 'no') return null
  if (repeats === 'own') {
    const text = form
      .text('rule')
      .replace(/^RRULE:/i, '')
      .replaceAll(/\s/g, '')
    if (text === '') form.complain('rule', 'missing', 'Give the rule, or choose how it repeats.')
    return text
  }
  const choice = Object.hasOwn(choices, repeats) ? choices[repeats] : undefined
  if (!choice) {
    form.complain('repeats', 'unknown-value', 'Choose how the event repeats.')
    return null
  }
  return choice.parts(form, first) + (bounds[form.text('ends')]?.(form, first) ?? '')
}

/** How a rule ends, by the choice. */
const bounds: Readonly<Record<string, (form: Form, first: First) => string>> = {
  until: (form, { allDay, zone }) => {
    const date = dateText(form.text('until'))
    if (!isDate(date)) {
      form.complain('until', 'invalid-date', 'Give the last day on which it may take place.')
      return ''
    }
    if (allDay) return `;UNTIL=${basicForm(floating(date), true)}`
    // The whole day counts (RFC 5545 §3.3.10: in UTC where the start has a zone).
    const lastMinute = resolve(floating(`${date}T23:59`), zone)
    return `;UNTIL=${basicForm(lastMinute + minute - 1000, false)}`
  },
  count: (form) => {
    const count = form.text('count')
    if (/^[1-9]\d{0,4}$/.test(count)) return `;COUNT=${count}`
    form.complain('count', 'missing', 'Give how many times it takes place, as a number.')
    return ''
  },
}

/** The fields of a rule; one the choices have no words for stands there as it is. */
export const repeatOf = (text: string | undefined, first: First): FormFields => {
  const parsed = text === undefined ? null : parseRule(text, { allDay: first.allDay })
  if (!parsed) return { repeats: 'no', ends: 'never' }
  if (parsed.ok) {
    const { rule } = parsed
    for (const [repeats, choice] of Object.entries(choices)) {
      const fields = choice.fields(rule)
      if (fields && saysAll(choice, fields, rule, first))
        return { repeats, ...fields, ...boundOf(rule, first) }
    }
  }
  return { repeats: 'own', rule: text ?? '', ends: 'never' }
}

/** Does the choice, read again, give the rule with nothing lost but its end? */
const saysAll = (choice: Choice, fields: FormFields, rule: Rule, first: First): boolean => {
  const again = choice.parts(formOf(fields), first)
  return again === ruleText({ ...rule, count: null, until: null })
}

const boundOf = ({ count, until }: Rule, first: First): FormFields => {
  if (count !== null) return { ends: 'count', count: String(count) }
  if (until === null) return { ends: 'never' }
  return { ends: 'until', until: first.allDay ? dateOf(until.ms) : lastDay(until.ms, first) }
}

/** The last date on which something that begins at this time of day can begin before an instant. */
const lastDay = (until: number, { clock, zone }: First): LocalDate => {
  const date = dateOf(wallClock(until, zone))
  return resolve(floating(`${date}T${clock}`), zone) <= until ? date : addDays(date, -1)
}

/** The field a complaint about the rule belongs to. */
export const ruleField = (form: Form, code: string): string => {
  if (form.text('repeats') === 'own') return 'rule'
  if (code === 'until-before-start') return 'until'
  if (code === 'out-of-range' && form.text('ends') === 'count') return 'count'
  return form.text('repeats') === 'monthly-day' && form.text('monthDay') ? 'monthDay' : 'repeats'
}
