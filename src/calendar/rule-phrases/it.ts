import type { RulePhrases } from '../rule-phrases.ts'

const days = 'lunedì,martedì,mercoledì,giovedì,venerdì,sabato,domenica'

/** Italian. */
export const italian: RulePhrases = {
  state: 'draft',
  comma: ', ',
  dayGender: 'm',
  and: ' e ',
  or: ' o ',
  names: days,
  each: days,
  on: 'il lunedì,il martedì,il mercoledì,il giovedì,il venerdì,il sabato,la domenica',
  ofMonths:
    'di gennaio,di febbraio,di marzo,di aprile,di maggio,di giugno,di luglio,di agosto,di settembre,di ottobre,di novembre,di dicembre',
  inMonths:
    'gennaio,febbraio,marzo,aprile,maggio,giugno,luglio,agosto,settembre,ottobre,novembre,dicembre',
  period: {
    DAILY: { 1: 'ogni giorno', other: 'ogni {n} giorni' },
    WEEKLY: { 1: 'ogni settimana', other: 'ogni {n} settimane' },
    MONTHLY: { 1: 'ogni mese', other: 'ogni {n} mesi' },
    YEARLY: { 1: 'ogni anno', other: 'ogni {n} anni' },
  },
  weekly: { 1: 'ogni {each}', other: '{period} {on}' },
  pattern: '{period} {days}',
  onDate: { 1: 'il {date}', 8: 'l’{date}', 11: 'l’{date}', other: 'il {date}' },
  monthDay: { other: 'il giorno {n}' },
  monthDayFromEnd: { 1: 'l’ultimo giorno', 2: 'il penultimo giorno' },
  nth: {
    m: {
      1: 'il primo',
      2: 'il secondo',
      3: 'il terzo',
      4: 'il quarto',
      5: 'il quinto',
      '-1': 'l’ultimo',
      '-2': 'il penultimo',
    },
    f: {
      1: 'la prima',
      2: 'la seconda',
      3: 'la terza',
      4: 'la quarta',
      5: 'la quinta',
      '-1': 'l’ultima',
      '-2': 'la penultima',
    },
  },
  genders: 'mmmmmmf',
  nthNames: days,
  nthWeekday: '{nth} {weekday}',
  ofYear: 'dell’anno',
  nthWorkday: '{nth} giorno dal lunedì al venerdì',
  onlyIn: ' (solo in {months})',
  onlyIf: ' (se è {weekdays})',
  until: { 8: ' fino all’{date}', 11: ' fino all’{date}', other: ' fino al {date}' },
  times: { 1: ', una sola volta', other: ', {n} volte' },
  except: ', tranne {onDates}',
  exceptMany: { one: ', tranne {n} data', other: ', tranne {n} date' },
  also: ', e anche {onDates}',
  alsoMany: { one: ', e un’altra data', other: ', e altre {n} date' },
  onlyDates: '{onDates}',
  onlyDatesMany: { one: '{n} data', other: '{n} date' },
  plain: 'Si ripete; vedi le date',
}
