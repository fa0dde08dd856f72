import type { EventTime } from '../../calendar/event.ts'
import {
  addDays,
  floating,
  isDate,
  isWallTime,
  isZone,
  reading,
  type Zone,
} from '../../calendar/time.ts'
import { countries } from '../../calendar/vocabularies/countries.ts'
import { dateRows, ownsDates, rowsOfStarts, startsIn } from './dates.ts'
import { among, type Form, type Piece, unlessEmpty } from './form.ts'
import { type First, repeatNames, repeatOf, ruleField, ruleOf } from './repeat.ts'
import { clockText, dateText } from './typed.ts'

const ownNames = among('date', 'endDate', 'allDay', 'start', 'end', 'zone', 'pass', ...repeatNames)

/**
 * When it takes place. People say the last day, the calendar an exclusive end; the zone they leave
 * out is that of the country.
 */
export const time: Piece = {
  key: 'time',
  owns: (name) => ownNames(name) || ownsDates(name),
  read: (form) => {
    const typed = firstOf(form)
    const first = completed(form, typed)
    const span = first.allDay ? wholeDays(form, first) : timed(form, first)
    // Without a first day there is nothing to repeat, and no day to leave out.
    const repeats = isDate(typed.date) && isZone(first.zone)
    return { time: { ...span, ...(repeats && series(form, first)) } }
  },
  write: ({ time }) => {
    const clock = time.allDay ? '' : time.start.slice(11)
    const date = time.start.slice(0, 10)
    const { allDay, zone = '' } = time
    return {
      date,
      allDay: allDay ? 'yes' : '',
      zone,
      ...endOf(time),
      ...('pass' in time && unlessEmpty('pass', time.pass)),
      ...repeatOf(time.rule, { date, allDay, clock, zone: zone || 'UTC' }),
      ...rowsOfStarts(time.extraDates ?? [], dateRows.extraDates, clock),
      ...rowsOfStarts(time.exceptDates ?? [], dateRows.exceptDates, clock),
    }
  },
  fieldAt: ([part = '', index], form, code) => {
    if (part === 'rule') return ruleField(form, code)
    if (part === 'extraDates' || part === 'exceptDates') {
      const names = dateRows[part]
      const row = startsIn(form, names, firstOf(form))[Number(index)]?.row
      return `${names.date}.${row ?? form.rows(names.date)[0] ?? 0}`
    }
    const allDay = form.text('allDay') === 'yes'
    if (part === 'start') return startFields[code] ?? 'date'
    if (part === 'end') return allDay ? 'endDate' : 'end'
    return part || 'date'
  },
}

/** A wrong start is a wrong day, unless it is the hour that is wrong. */
const startFields: Readonly<Record<string, string>> = {
  'missing-hour': 'start',
  'invalid-time': 'start',
}

/** The beginning as typed. Without a country there is no zone yet, and the country is complained of. */
const firstOf = (form: Form): First => {
  const allDay = form.text('allDay') === 'yes'
  return {
    date: dateText(form.text('date')),
    allDay,
    clock: allDay ? '' : clockText(form.text('start')),
    zone: form.text('zone') || zoneOfCountry(form.text('country')),
  }
}

const zoneOfCountry = (country: string): Zone =>
  countries.get(countries.resolve(country) ?? '')?.zone ?? 'UTC'

/** Complains of what is missing; something stands in for it, so that the rest can be read. */
const completed = (form: Form, first: First): First => {
  if (first.date === '') form.complain('date', 'missing', 'Say on which day it takes place.')
  else if (!isDate(first.date)) form.complain('date', 'invalid-date', 'Give a day that exists.')
  if (first.clock === '' && !first.allDay)
    form.complain('start', 'missing', 'Say when it begins, or that it is all day.')
  return {
    ...first,
    date: isDate(first.date) ? first.date : '2000-01-03',
    clock: first.clock || (first.allDay ? '' : '00:00'),
  }
}

const wholeDays = (form: Form, { date }: First) => {
  const last = dateText(form.text('endDate'))
  return {
    allDay: true,
    start: date,
    // Exclusive in the calendar.
    ...unlessEmpty('end', isDate(last) ? addDays(last, 1) : last),
    ...unlessEmpty('zone', form.text('zone')),
  }
}

const timed = (form: Form, { date, clock, zone }: First) => {
  if (clock === '') form.complain('start', 'missing', 'Say when it begins, or that it is all day.')
  const start = `${date}T${clock}`
  const repeated =
    isWallTime(start) && isZone(zone) && reading(floating(start), zone) === 'repeated'
  return {
    allDay: false,
    start,
    ...unlessEmpty('end', endText(form, date, clock)),
    zone,
    ...(repeated && unlessEmpty('pass', form.text('pass'))),
  }
}

/** The end of something with a time of day; empty when none is given. */
const endText = (form: Form, date: string, clock: string): string => {
  const end = clockText(form.text('end'))
  const last = dateText(form.text('endDate'))
  if (end === '') {
    if (last !== '' && last !== date)
      form.complain('end', 'missing', 'Say at what time it ends on its last day.')
    return ''
  }
  if (last === '' && end <= clock) {
    form.complain(
      'endDate',
      'next-day',
      'It ends earlier in the day than it begins. If it goes on past midnight, give the last day.',
      addDays(date, 1)
    )
    return ''
  }
  return `${last || date}T${end}`
}

/** How it repeats, with its further dates and those left out. */
const series = (form: Form, first: First) => {
  const starts = (names: (typeof dateRows)[keyof typeof dateRows]) =>
    startsIn(form, names, first).map(({ start }) => start)
  const rule = ruleOf(form, first)
  const [extraDates, exceptDates] = [starts(dateRows.extraDates), starts(dateRows.exceptDates)]
  return {
    ...(rule !== null && { rule }),
    ...(extraDates.length && { extraDates }),
    ...(exceptDates.length && { exceptDates }),
  }
}

/** The end as people say it: an all-day one by its last day, an hour by itself when it is the same day's. */
const endOf = (time: EventTime) => {
  if (time.allDay) {
    const last = addDays(time.end, -1)
    return { endDate: last === time.start ? '' : last }
  }
  const start = time.start.slice(11)
  if (time.end === undefined) return { start }
  const [date, end] = [time.end.slice(0, 10), time.end.slice(11)]
  return { start, end, endDate: date === time.start.slice(0, 10) ? '' : date }
}
