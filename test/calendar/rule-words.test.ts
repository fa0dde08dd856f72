import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interfaceLanguages } from '../../src/calendar/language.ts'
import { parseRule, ruleText, weekdays } from '../../src/calendar/rule.ts'
import { nearestStart } from '../../src/calendar/rule-days.ts'
import { ruleLanguages, rulePhrasesOf } from '../../src/calendar/rule-phrases.ts'
import { ruleInWords } from '../../src/calendar/rule-words.ts'
import { dateOf, floating } from '../../src/calendar/time.ts'

/** Tuesday 1 September 2026, 18:00 in Warsaw. */
const evening = {
  allDay: false,
  start: '2026-09-01T18:00',
  end: '2026-09-01T19:30',
  zone: 'Europe/Warsaw',
} as const

const said = (rule: string, lang = 'en') => ruleInWords({ ...evening, rule }, lang).text

describe('a rule in English', () => {
  it.each([
    ['FREQ=DAILY', 'Every day'],
    ['FREQ=DAILY;INTERVAL=2', 'Every second day'],
    ['FREQ=DAILY;INTERVAL=3;COUNT=10', 'Every 3 days, 10 times'],
    ['FREQ=DAILY;COUNT=1', 'Every day, once only'],
    ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', 'Every day from Monday to Friday'],
    ['FREQ=DAILY;INTERVAL=2;BYDAY=SA,SU', 'Every second day (if it is a Saturday or Sunday)'],
    ['FREQ=WEEKLY', 'Every Tuesday'],
    ['FREQ=WEEKLY;INTERVAL=2', 'Every second Tuesday'],
    ['FREQ=WEEKLY;INTERVAL=3', 'Every 3 weeks on Tuesday'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,SU', 'Every Monday, Tuesday and Sunday'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', 'Every second week on Monday and Thursday'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU', 'Every second week on Monday and Thursday'],
    ['FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1', 'Every Friday'],
    ['FREQ=WEEKLY;BYMONTH=6,9', 'Every Tuesday (only in June and September)'],
    ['FREQ=MONTHLY', 'Every month on the 1st'],
    [
      'FREQ=MONTHLY;BYMONTHDAY=2,3,11,22,-1',
      'Every month on the 2nd, the 3rd, the 11th, the 22nd and the last day',
    ],
    ['FREQ=MONTHLY;BYMONTHDAY=-3', 'Every month on the third to last day'],
    ['FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU', 'Every 3 months on the first Tuesday'],
    [
      'FREQ=MONTHLY;BYDAY=1TU,3TU,-1SU',
      'Every month on the first and third Tuesday and the last Sunday',
    ],
    ['FREQ=MONTHLY;BYDAY=-2FR', 'Every month on the second to last Friday'],
    ['FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2', 'Every month on the second Tuesday'],
    ['FREQ=MONTHLY;BYDAY=TU', 'Every Tuesday'],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=TU', 'Every second month on every Tuesday'],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      'Every month on the last weekday (Monday to Friday)',
    ],
    [
      'FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1',
      'Every month on the first day that is a Saturday or Sunday',
    ],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1', 'Every month on the last day'],
    ['FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR', 'Every month on the 13th (if it is a Friday)'],
    ['FREQ=YEARLY', 'Every year on 1 September'],
    ['FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29', 'Every 4 years on 29 February'],
    [
      'FREQ=YEARLY;BYMONTH=2,12;BYMONTHDAY=-1',
      'Every year on the last day of February and the last day of December',
    ],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'Every year on the last Sunday of March'],
    ['FREQ=YEARLY;BYDAY=20MO', 'Every year on the 20th Monday of the year'],
    [
      'FREQ=YEARLY;BYMONTH=11;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1',
      'Every year on the first weekday (Monday to Friday) of November',
    ],
    [
      'FREQ=YEARLY;BYYEARDAY=100,-1',
      'Every year on the 100th day of the year and the last day of the year',
    ],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', 'Every year on Monday of week 20'],
    ['FREQ=WEEKLY;UNTIL=20270630T215959Z', 'Every Tuesday until 30 June 2027'],
  ])('%s is “%s”', (rule, text) => {
    expect(said(rule)).toBe(text)
  })

  it('ends on the last date the series can still reach', () => {
    // 17:30 in Warsaw is before the start at 18:00.
    expect(said('FREQ=DAILY;UNTIL=20270630T153000Z')).toBe('Every day until 29 June 2027')
    expect(said('FREQ=DAILY;UNTIL=20270630T160000Z')).toBe('Every day until 30 June 2027')
    // Midnight in Warsaw is the day before in UTC.
    expect(said('FREQ=DAILY;UNTIL=20270630T220000Z')).toBe('Every day until 30 June 2027')
    const days = { allDay: true, start: '2026-09-01', end: '2026-09-02' } as const
    expect(ruleInWords({ ...days, rule: 'FREQ=DAILY;UNTIL=20260930' }, 'en').text).toBe(
      'Every day until 30 September 2026'
    )
  })

  it('names a few dropped and further dates and counts many', () => {
    const rule = 'FREQ=WEEKLY;INTERVAL=2;UNTIL=20270630T215959Z'
    const with_ = (more: object) => ruleInWords({ ...evening, rule, ...more }, 'en').text
    expect(with_({ exceptDates: ['2026-12-22T18:00'] })).toBe(
      'Every second Tuesday until 30 June 2027, except 22 December'
    )
    expect(with_({ extraDates: ['2026-12-23T18:00', '2028-01-04T18:00'] })).toBe(
      'Every second Tuesday until 30 June 2027, and also on 23 December 2026 and 4 January 2028'
    )
    const exceptDates = ['09-15', '09-29', '10-13', '10-27'].map((day) => `2026-${day}T18:00`)
    expect(with_({ exceptDates })).toBe(
      'Every second Tuesday until 30 June 2027, except on 4 dates'
    )
    expect(
      ruleInWords({ ...evening, rule: 'FREQ=WEEKLY', exceptDates: ['2026-12-22T18:00'] }, 'en').text
    ).toBe('Every Tuesday, except 22 December 2026')
  })

  it('names the dates of a series without a rule', () => {
    const extraDates = ['2026-10-02T18:00', '2026-11-03T18:00']
    expect(ruleInWords({ ...evening, extraDates }, 'en').text).toBe(
      'On 1 September 2026, 2 October 2026 and 3 November 2026'
    )
    expect(
      ruleInWords({ ...evening, extraDates, exceptDates: ['2026-09-01T18:00'] }, 'en').text
    ).toBe('On 2 October 2026 and 3 November 2026')
    const many = Array.from({ length: 5 }, (_, n) => `2026-10-1${n}T18:00`)
    expect(ruleInWords({ ...evening, extraDates: many }, 'en').text).toBe('On 6 dates')
    expect(ruleInWords(evening, 'en').text).toBe('')
  })

  it('is plain rather than wrong', () => {
    for (const rule of [
      // With which day the week begins decides which weeks these are.
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU',
      'FREQ=MONTHLY;BYMONTHDAY=1,2,3;BYSETPOS=-1',
      'FREQ=YEARLY;BYMONTH=3,9;BYDAY=TU,WE;BYSETPOS=1',
      'FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9;BYMONTHDAY=1',
      'FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=1TU',
    ])
      expect(said(rule)).toBe('Repeats; see the dates')
  })
})

describe('a rule in other languages', () => {
  it.each([
    ['de', 'Alle 2 Wochen dienstags bis zum 30. Juni 2027, außer am 22. Dezember'],
    ['fr', 'Toutes les 2 semaines le mardi jusqu’au 30 juin 2027, sauf le 22 décembre'],
    ['pl', 'Co 2 tygodnie we wtorek do 30 czerwca 2027 włącznie, oprócz 22 grudnia'],
    ['pt-BR', 'De 2 em 2 semanas, à terça-feira até 30 de junho de 2027, exceto em 22 de dezembro'],
    ['ar', 'كل أسبوعين يوم الثلاثاء حتى 30 يونيو 2027، باستثناء 22 ديسمبر'],
  ])('is said in %s', (lang, text) => {
    const rule = 'FREQ=WEEKLY;INTERVAL=2;UNTIL=20270630T215959Z'
    const time = { ...evening, rule, exceptDates: ['2026-12-22T18:00'] }
    const answer = ruleInWords(time, lang)
    expect(answer).toEqual({ text, lang: lang.slice(0, 2) })
  })

  it('is in English, and says so, where nobody wrote phrases', () => {
    expect(ruleInWords({ ...evening, rule: 'FREQ=DAILY' }, 'hu')).toEqual({
      text: 'Every day',
      lang: 'en',
    })
    expect(ruleInWords({ ...evening, rule: 'FREQ=DAILY' }, 'constructor').lang).toBe('en')
  })

  it('has seven weekdays, twelve months and a gender for each weekday everywhere', () => {
    for (const lang of ruleLanguages) {
      const { names, each, on, nthNames, genders, ofMonths, inMonths, nth, dayGender } =
        rulePhrasesOf(lang)
      for (const list of [names, each, on, nthNames]) expect(list.split(',')).toHaveLength(7)
      for (const list of [ofMonths, inMonths]) expect(list.split(',')).toHaveLength(12)
      expect(genders).toHaveLength(7)
      for (const gender of [...genders, dayGender])
        for (const place of [1, 2, 3, 4, 5, -1]) expect(nth[gender]?.[place]).toBeTruthy()
    }
  })
})

const places = fc.constantFrom(1, 2, 3, 4, 5, -1, -2)
const someDays = fc
  .uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 7 })
  .map((days) => weekdays.filter((day) => days.includes(day)).join())
const months = fc
  .uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 })
  .map((list) => list.sort((a, b) => a - b).join())
const intervals = fc.constantFrom('', ';INTERVAL=2', ';INTERVAL=7')
const ends = fc.constantFrom('', ';COUNT=1', ';COUNT=5', ';UNTIL=20281224T180000Z')

/** Any rule the grammar lets through, most of them odd. */
const anyRule = fc
  .tuple(
    fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
    intervals,
    ends,
    fc.constantFrom('', ';BYMONTH=1', ';BYMONTH=2,9,12'),
    fc.constantFrom('', ';BYWEEKNO=20', ';BYWEEKNO=-1,1'),
    fc.constantFrom('', ';BYYEARDAY=1,-1', ';BYYEARDAY=366'),
    fc.constantFrom('', ';BYMONTHDAY=31', ';BYMONTHDAY=-31,-1,30', ';BYMONTHDAY=1,2,3,4,5,6,7,8'),
    fc.oneof(
      fc.constantFrom('', ';BYDAY=1MO,MO', ';BYDAY=-5SU,53TU'),
      someDays.map((days) => `;BYDAY=${days}`)
    ),
    fc.constantFrom('', ';BYSETPOS=1', ';BYSETPOS=-366,2', ';BYSETPOS=-1'),
    fc.constantFrom('', ';WKST=SU')
  )
  .map((parts) => `FREQ=${parts.join('')}`)

/** Rules people write, each with dates of its own. */
const simpleRule = fc
  .tuple(
    fc.oneof(
      intervals.map((i) => `FREQ=DAILY${i}`),
      fc.tuple(intervals, someDays).map(([i, days]) => `FREQ=WEEKLY${i};BYDAY=${days}`),
      fc
        .tuple(intervals, fc.integer({ min: 1, max: 31 }), fc.boolean())
        .map(([i, day, back]) => `FREQ=MONTHLY${i};BYMONTHDAY=${back ? -day : day}`),
      fc
        .tuple(intervals, places, fc.constantFrom(...weekdays))
        .map(([i, place, day]) => `FREQ=MONTHLY${i};BYDAY=${place}${day}`),
      fc
        .tuple(intervals, places)
        .map(([i, place]) => `FREQ=MONTHLY${i};BYDAY=MO,TU,WE,TH,FR;BYSETPOS=${place}`),
      fc
        .tuple(intervals, months, fc.integer({ min: 1, max: 28 }))
        .map(([i, month, day]) => `FREQ=YEARLY${i};BYMONTH=${month};BYMONTHDAY=${day}`),
      fc
        .tuple(intervals, months, places, fc.constantFrom(...weekdays))
        .map(([i, month, place, day]) => `FREQ=YEARLY${i};BYMONTH=${month};BYDAY=${place}${day}`)
    ),
    ends
  )
  .map((parts) => parts.join(''))

/** In the one spelling, with a start on the rule. */
const timeOf = (text: string) => {
  const parsed = parseRule(text, { allDay: false })
  if (!parsed.ok) return null
  const near = nearestStart(parsed.rule, floating(evening.start))
  return {
    ...evening,
    rule: ruleText(parsed.rule),
    ...(near !== null && { start: `${dateOf(near)}T18:00` }),
  }
}

describe('any rule', () => {
  it('is a sentence in every language, whatever it is', () => {
    fc.assert(
      fc.property(anyRule, fc.constantFrom(...interfaceLanguages), (text, locale) => {
        const time = { ...evening, rule: text }
        const answer = ruleInWords(time, locale)
        expect(answer.text).not.toMatch(/undefined|null|NaN|[{}]| {2}|^\s*$/)
        expect(ruleLanguages).toContain(answer.lang)
        expect(answer.text.startsWith(answer.text.charAt(0).toLocaleUpperCase(answer.lang))).toBe(
          true
        )
      }),
      { numRuns: 1500 }
    )
  })

  it('is another sentence than any other simple rule, in every language that can say both', () => {
    fc.assert(
      fc.property(
        simpleRule,
        simpleRule,
        fc.constantFrom(...ruleLanguages),
        (first, second, lang) => {
          const [a, b] = [timeOf(first), timeOf(second)]
          if (!a || !b || a.rule === b.rule) return
          const [one, other] = [ruleInWords(a, lang).text, ruleInWords(b, lang).text]
          // A language may leave a rule to its plain sentence, English may not.
          if (lang !== 'en' && [one, other].includes(rulePhrasesOf(lang).plain)) return
          expect(one).not.toBe(rulePhrasesOf('en').plain)
          expect(one).not.toBe(other)
        }
      ),
      { numRuns: 3000 }
    )
  })
})
