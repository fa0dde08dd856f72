import type { RulePhrases } from '../rule-phrases.ts'

const days = 'Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag,Sonntag'

/** German. */
export const german: RulePhrases = {
  state: 'draft',
  comma: ', ',
  genders: 'mmmmmmm',
  dayGender: 'm',
  and: ' und ',
  or: ' oder ',
  names: days,
  each: 'Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag,Sonntag',
  on: 'montags,dienstags,mittwochs,donnerstags,freitags,samstags,sonntags',
  ofMonths:
    'im Januar,im Februar,im März,im April,im Mai,im Juni,im Juli,im August,im September,im Oktober,im November,im Dezember',
  inMonths: 'Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember',
  period: {
    DAILY: { 1: 'täglich', other: 'alle {n} Tage' },
    WEEKLY: { 1: 'jede Woche', other: 'alle {n} Wochen' },
    MONTHLY: { 1: 'jeden Monat', other: 'alle {n} Monate' },
    YEARLY: { 1: 'jedes Jahr', other: 'alle {n} Jahre' },
  },
  weekly: { 1: 'jeden {each}', other: '{period} {on}' },
  pattern: '{period} {days}',
  onDate: { other: 'am {date}' },
  monthDay: { other: 'am {n}.' },
  monthDayFromEnd: { 1: 'am letzten Tag', 2: 'am vorletzten Tag' },
  nth: {
    m: {
      1: 'ersten',
      2: 'zweiten',
      3: 'dritten',
      4: 'vierten',
      5: 'fünften',
      '-1': 'letzten',
      '-2': 'vorletzten',
    },
  },
  nthNames: days,
  nthWeekday: 'am {nth} {weekday}',
  ofYear: 'des Jahres',
  nthWorkday: 'am {nth} Wochentag von Montag bis Freitag',
  onlyIn: ' (nur im {months})',
  onlyIf: ' (wenn es ein {weekdays} ist)',
  until: { other: ' bis zum {date}' },
  times: { 1: ', nur einmal', other: ', {n}-mal' },
  except: ', außer {onDates}',
  exceptMany: { one: ', außer an {n} Tag', other: ', außer an {n} Tagen' },
  also: ', außerdem {onDates}',
  alsoMany: { one: ', außerdem an {n} weiteren Tag', other: ', außerdem an {n} weiteren Tagen' },
  onlyDates: '{onDates}',
  onlyDatesMany: { other: 'an {n} Tagen' },
  plain: 'Wiederholt sich; siehe die Termine',
}
