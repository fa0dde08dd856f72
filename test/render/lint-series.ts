import type { Component, Line } from './lint.ts'

const propertyOf = ({ lines }: Component, name: string): Line | undefined =>
  lines.find((line) => line.name === name)

/** The form and zone of a date-time property, which RECURRENCE-ID and EXDATE share with DTSTART. */
const formOf = ({ params, value }: Line): string =>
  [params.get('VALUE'), params.get('TZID'), value.length, value.endsWith('Z')].join(' ')

const list = (entry: string) => `${entry}(,${entry})*`
const grammar: Readonly<Record<string, RegExp>> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d*$/,
  COUNT: /^[1-9]\d*$/,
  UNTIL: /^\d{8}(T\d{6}Z)?$/,
  BYMONTH: new RegExp(`^${list('([1-9]|1[0-2])')}$`),
  BYWEEKNO: new RegExp(`^${list('-?[1-9]\\d?')}$`),
  BYYEARDAY: new RegExp(`^${list('-?[1-9]\\d{0,2}')}$`),
  BYMONTHDAY: new RegExp(`^${list('-?[1-9]\\d?')}$`),
  BYDAY: new RegExp(`^${list('(-?[1-9]\\d?)?(MO|TU|WE|TH|FR|SA|SU)')}$`),
  BYSETPOS: new RegExp(`^${list('-?[1-9]\\d{0,2}')}$`),
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
}

const lintRule = (rule: string, start: Line): string[] => {
  const pairs = rule.split(';').map((part) => part.split('='))
  const names = pairs.map(([name = '']) => name)
  const until = pairs.find(([name]) => name === 'UNTIL')?.[1]
  const dates = start.params.get('VALUE') === 'DATE'
  return [
    ...pairs
      .filter(([name = '', value = '']) => !grammar[name]?.test(value))
      .map((pair) => `${pair.join('=')} in RRULE`),
    ...(names[0] === 'FREQ' && new Set(names).size === names.length ? [] : [`RRULE:${rule}`]),
    ...(names.includes('COUNT') && until ? ['COUNT and UNTIL'] : []),
    ...(until && (until.length === 8) !== dates ? [`UNTIL=${until} is of another kind`] : []),
  ]
}

/**
 * What is wrong with the series among a calendar's events: RFC 5545 §3.8.4.4 (RECURRENCE-ID),
 * §3.8.5.1 (EXDATE), §3.3.10 (RRULE). RDATE and EXRULE are no known names at all.
 */
export const lintSeries = (events: readonly Component[]): string[] => {
  const masters = new Map<string, Component>()
  for (const event of events) {
    if (!propertyOf(event, 'RECURRENCE-ID'))
      masters.set(propertyOf(event, 'UID')?.value ?? '', event)
  }
  return events.flatMap((event, index) => {
    const start = propertyOf(event, 'DTSTART')
    const rule = propertyOf(event, 'RRULE')
    const date = propertyOf(event, 'RECURRENCE-ID')
    const dropped = event.lines.filter(({ name }) => name === 'EXDATE')
    const uid = propertyOf(event, 'UID')?.value ?? ''
    const master = masters.get(uid)
    const masterStart = master && propertyOf(master, 'DTSTART')
    const before = events[index - 1]
    return [
      ...(rule && start ? lintRule(rule.value, start) : []),
      ...(dropped.length > 0 && !rule ? ['EXDATE without RRULE'] : []),
      ...dropped
        .filter((line) => start && formOf(line) !== formOf(start))
        .map(({ value }) => `EXDATE:${value} is of another kind than DTSTART`),
      ...(new Set(dropped.map(({ value }) => value)).size < dropped.length
        ? ['an EXDATE twice']
        : []),
      ...(!date
        ? []
        : [
            ...(rule ? ['RRULE in an override'] : []),
            ...(masterStart && formOf(date) === formOf(masterStart)
              ? []
              : [`RECURRENCE-ID:${date.value} is of another kind than its master's DTSTART`]),
            ...(master && propertyOf(master, 'RRULE') ? [] : ['an override of no series']),
            ...(before && propertyOf(before, 'UID')?.value === uid
              ? []
              : ['an override away from its master']),
            ...(master?.lines.some(({ name, value }) => name === 'EXDATE' && value === date.value)
              ? [`RECURRENCE-ID:${date.value} is dropped too`]
              : []),
          ]),
    ]
  })
}
