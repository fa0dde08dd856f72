import type { RulePhrases } from '../rule-phrases.ts'

const days = 'lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche'

/** French. */
export const french: RulePhrases = {
  state: 'draft',
  comma: ', ',
  genders: 'mmmmmmm',
  dayGender: 'm',
  and: ' et ',
  or: ' ou ',
  names: days,
  each: 'le lundi,le mardi,le mercredi,le jeudi,le vendredi,le samedi,le dimanche',
  on: 'le lundi,le mardi,le mercredi,le jeudi,le vendredi,le samedi,le dimanche',
  ofMonths:
    'de janvier,de février,de mars,d’avril,de mai,de juin,de juillet,d’août,de septembre,d’octobre,de novembre,de décembre',
  inMonths: 'janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre',
  period: {
    DAILY: { 1: 'tous les jours', other: 'tous les {n} jours' },
    WEEKLY: { 1: 'toutes les semaines', other: 'toutes les {n} semaines' },
    MONTHLY: { 1: 'tous les mois', other: 'tous les {n} mois' },
    YEARLY: { 1: 'tous les ans', other: 'tous les {n} ans' },
  },
  weekly: { other: '{period} {on}' },
  pattern: '{period} {days}',
  onDate: { other: 'le {date}' },
  monthDay: { 1: 'le 1er', other: 'le {n}' },
  monthDayFromEnd: { 1: 'le dernier jour', 2: 'l’avant-dernier jour' },
  nth: {
    m: {
      1: 'le premier',
      2: 'le deuxième',
      3: 'le troisième',
      4: 'le quatrième',
      5: 'le cinquième',
      '-1': 'le dernier',
      '-2': 'l’avant-dernier',
    },
  },
  nthNames: days,
  nthWeekday: '{nth} {weekday}',
  ofYear: 'de l’année',
  nthWorkday: '{nth} jour du lundi au vendredi',
  onlyIn: ' (seulement en {months})',
  onlyIf: ' (si c’est un {weekdays})',
  until: { other: ' jusqu’au {date}' },
  times: { 1: ', une seule fois', other: ', {n} fois' },
  except: ', sauf {onDates}',
  exceptMany: { one: ', sauf {n} date', other: ', sauf {n} dates' },
  also: ', et aussi {onDates}',
  alsoMany: { one: ', et {n} autre date', other: ', et {n} autres dates' },
  onlyDates: '{onDates}',
  onlyDatesMany: { one: '{n} date', other: '{n} dates' },
  plain: 'Se répète ; voir les dates',
}
