import type { RulePhrases } from '../rule-phrases.ts'

const days = 'lunes,martes,miércoles,jueves,viernes,sábado,domingo'

/** Spanish. */
export const spanish: RulePhrases = {
  state: 'draft',
  comma: ', ',
  genders: 'mmmmmmm',
  dayGender: 'm',
  and: ' y ',
  or: ' o ',
  names: days,
  each: 'los lunes,los martes,los miércoles,los jueves,los viernes,los sábados,los domingos',
  on: 'el lunes,el martes,el miércoles,el jueves,el viernes,el sábado,el domingo',
  ofMonths:
    'de enero,de febrero,de marzo,de abril,de mayo,de junio,de julio,de agosto,de septiembre,de octubre,de noviembre,de diciembre',
  inMonths:
    'enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre',
  period: {
    DAILY: { 1: 'todos los días', other: 'cada {n} días' },
    WEEKLY: { 1: 'todas las semanas', other: 'cada {n} semanas' },
    MONTHLY: { 1: 'todos los meses', other: 'cada {n} meses' },
    YEARLY: { 1: 'todos los años', other: 'cada {n} años' },
  },
  weekly: { 1: 'todos {each}', other: '{period} {on}' },
  pattern: '{period} {days}',
  onDate: { other: 'el {date}' },
  monthDay: { other: 'el día {n}' },
  monthDayFromEnd: { 1: 'el último día', 2: 'el penúltimo día' },
  nth: {
    m: {
      1: 'el primer',
      2: 'el segundo',
      3: 'el tercer',
      4: 'el cuarto',
      5: 'el quinto',
      '-1': 'el último',
      '-2': 'el penúltimo',
    },
  },
  nthNames: days,
  nthWeekday: '{nth} {weekday}',
  ofYear: 'del año',
  nthWorkday: '{nth} día de lunes a viernes',
  onlyIn: ' (solo en {months})',
  onlyIf: ' (si es {weekdays})',
  until: { other: ' hasta el {date}' },
  times: { 1: ', una sola vez', other: ', {n} veces' },
  except: ', excepto {onDates}',
  exceptMany: { one: ', excepto {n} fecha', other: ', excepto {n} fechas' },
  also: ', y también {onDates}',
  alsoMany: { one: ', y {n} fecha más', other: ', y {n} fechas más' },
  onlyDates: '{onDates}',
  onlyDatesMany: { one: '{n} fecha', other: '{n} fechas' },
  plain: 'Se repite; véanse las fechas',
}
