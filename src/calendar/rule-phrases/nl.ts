import type { RulePhrases } from '../rule-phrases.ts'

const days = 'maandag,dinsdag,woensdag,donderdag,vrijdag,zaterdag,zondag'

/** Dutch. */
export const dutch: RulePhrases = {
  state: 'draft',
  comma: ', ',
  genders: 'mmmmmmm',
  dayGender: 'm',
  and: ' en ',
  or: ' of ',
  names: days,
  each: days,
  on: 'op maandag,op dinsdag,op woensdag,op donderdag,op vrijdag,op zaterdag,op zondag',
  ofMonths:
    'van januari,van februari,van maart,van april,van mei,van juni,van juli,van augustus,van september,van oktober,van november,van december',
  inMonths:
    'januari,februari,maart,april,mei,juni,juli,augustus,september,oktober,november,december',
  period: {
    DAILY: { 1: 'elke dag', other: 'elke {n} dagen' },
    WEEKLY: { 1: 'elke week', other: 'elke {n} weken' },
    MONTHLY: { 1: 'elke maand', other: 'elke {n} maanden' },
    YEARLY: { 1: 'elk jaar', other: 'elke {n} jaar' },
  },
  weekly: { 1: 'elke {each}', other: '{period} {on}' },
  pattern: '{period} {days}',
  onDate: { other: 'op {date}' },
  monthDay: { 1: 'op de 1e', 8: 'op de 8e', other: 'op de {n}e' },
  monthDayFromEnd: { 1: 'op de laatste dag', 2: 'op de voorlaatste dag' },
  nth: {
    m: {
      1: 'eerste',
      2: 'tweede',
      3: 'derde',
      4: 'vierde',
      5: 'vijfde',
      '-1': 'laatste',
      '-2': 'voorlaatste',
    },
  },
  nthNames: days,
  nthWeekday: 'op de {nth} {weekday}',
  ofYear: 'van het jaar',
  nthWorkday: 'op de {nth} dag van maandag tot en met vrijdag',
  onlyIn: ' (alleen in {months})',
  onlyIf: ' (als het een {weekdays} is)',
  until: { other: ' tot en met {date}' },
  times: { 1: ', één keer', other: ', {n} keer' },
  except: ', behalve {onDates}',
  exceptMany: { one: ', behalve op {n} datum', other: ', behalve op {n} datums' },
  also: ', en ook {onDates}',
  alsoMany: { one: ', en op {n} andere datum', other: ', en op {n} andere datums' },
  onlyDates: '{onDates}',
  onlyDatesMany: { one: 'op {n} datum', other: 'op {n} datums' },
  plain: 'Wordt herhaald; zie de datums',
}
