import type { RulePhrases } from '../rule-phrases.ts'

const days = 'segunda-feira,terça-feira,quarta-feira,quinta-feira,sexta-feira,sábado,domingo'

/** Portuguese. */
export const portuguese: RulePhrases = {
  state: 'draft',
  comma: ', ',
  dayGender: 'm',
  and: ' e ',
  or: ' ou ',
  names: days,
  each: 'todas as segundas-feiras,todas as terças-feiras,todas as quartas-feiras,todas as quintas-feiras,todas as sextas-feiras,todos os sábados,todos os domingos',
  on: 'à segunda-feira,à terça-feira,à quarta-feira,à quinta-feira,à sexta-feira,ao sábado,ao domingo',
  ofMonths:
    'de janeiro,de fevereiro,de março,de abril,de maio,de junho,de julho,de agosto,de setembro,de outubro,de novembro,de dezembro',
  inMonths:
    'janeiro,fevereiro,março,abril,maio,junho,julho,agosto,setembro,outubro,novembro,dezembro',
  period: {
    DAILY: { 1: 'todos os dias', other: 'de {n} em {n} dias' },
    WEEKLY: { 1: 'todas as semanas', other: 'de {n} em {n} semanas' },
    MONTHLY: { 1: 'todos os meses', other: 'de {n} em {n} meses' },
    YEARLY: { 1: 'todos os anos', other: 'de {n} em {n} anos' },
  },
  weekly: { 1: '{each}', other: '{period}, {on}' },
  pattern: '{period}, {days}',
  onDate: { other: 'em {date}' },
  monthDay: { other: 'no dia {n}' },
  monthDayFromEnd: { 1: 'no último dia', 2: 'no penúltimo dia' },
  nth: {
    m: {
      1: 'no primeiro',
      2: 'no segundo',
      3: 'no terceiro',
      4: 'no quarto',
      5: 'no quinto',
      '-1': 'no último',
      '-2': 'no penúltimo',
    },
    f: {
      1: 'na primeira',
      2: 'na segunda',
      3: 'na terceira',
      4: 'na quarta',
      5: 'na quinta',
      '-1': 'na última',
      '-2': 'na penúltima',
    },
  },
  genders: 'fffffmm',
  nthNames: days,
  nthWeekday: '{nth} {weekday}',
  ofYear: 'do ano',
  nthWorkday: '{nth} dia de segunda a sexta-feira',
  onlyIn: ' (só em {months})',
  onlyIf: ' (se for {weekdays})',
  until: { other: ' até {date}' },
  times: { 1: ', uma só vez', other: ', {n} vezes' },
  except: ', exceto {onDates}',
  exceptMany: { one: ', exceto {n} data', other: ', exceto {n} datas' },
  also: ', e também {onDates}',
  alsoMany: { one: ', e mais {n} data', other: ', e mais {n} datas' },
  onlyDates: '{onDates}',
  onlyDatesMany: { one: '{n} data', other: '{n} datas' },
  plain: 'Repete-se; ver as datas',
}
