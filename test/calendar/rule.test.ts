import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRule, ruleText } from '../../src/calendar/rule.ts'
import { ruleCases } from './recurrence-cases.ts'

const timed = { allDay: false }
const allDay = { allDay: true }

const read = (text: string, kind = timed) => {
  const result = parseRule(text, kind)
  if (!result.ok) throw new Error(`${result.complaint.part}: ${result.complaint.message}`)
  return result.rule
}

const refusal = (text: string, kind = timed) => {
  const result = parseRule(text, kind)
  return result.ok ? null : `${result.complaint.part} ${result.complaint.code}`
}

describe('a rule', () => {
  test('is read part by part, whatever its letters and order', () => {
    expect(read('byday=-1su,mo,+2TU;Freq=monthly;interval=02;count=10;wkst=SU')).toEqual({
      freq: 'MONTHLY',
      interval: 2,
      count: 10,
      until: null,
      weekStart: 6,
      byMonth: [],
      byWeekNo: [],
      byYearDay: [],
      byMonthDay: [],
      byDay: [
        { weekday: 0, ordinal: null },
        { weekday: 1, ordinal: 2 },
        { weekday: 6, ordinal: -1 },
      ],
      bySetPos: [],
    })
  })

  test.each([
    ['FREQ=DAILY;INTERVAL=1;WKST=MO', 'FREQ=DAILY'],
    ['BYMONTH=3,1,3;FREQ=YEARLY', 'FREQ=YEARLY;BYMONTH=1,3'],
    ['BYDAY=SA,2TU,MO,SA;FREQ=MONTHLY', 'FREQ=MONTHLY;BYDAY=MO,2TU,SA'],
    ['UNTIL=20271231T225959Z;FREQ=WEEKLY', 'FREQ=WEEKLY;UNTIL=20271231T225959Z'],
    [
      'WKST=SU;BYSETPOS=-1;BYDAY=MO;BYMONTHDAY=-1,+5;COUNT=3650;FREQ=MONTHLY',
      'FREQ=MONTHLY;COUNT=3650;BYMONTHDAY=-1,5;BYDAY=MO;BYSETPOS=-1;WKST=SU',
    ],
  ])('%s is written %s', (given, canonical) => {
    expect(ruleText(read(given))).toBe(canonical)
  })

  test('ends on a date if it is all-day', () => {
    expect(ruleText(read('FREQ=DAILY;UNTIL=20240229', allDay))).toBe('FREQ=DAILY;UNTIL=20240229')
  })

  test('survives being written and read again', () => {
    for (const { rule } of ruleCases(7, 300)) expect(read(ruleText(rule))).toEqual(rule)
  })
})

describe('refused', () => {
  test.each([
    ['', 'RRULE malformed'],
    ['FREQ=DAILY;', 'RRULE malformed'],
    ['FREQ=DAILY;;COUNT=2', 'RRULE malformed'],
    ['RRULE:FREQ=DAILY', 'RRULE malformed'],
    ['FREQ=DAILY\nRRULE:FREQ=WEEKLY', 'RRULE malformed'],
    ['FREQ = DAILY', 'RRULE malformed'],
    ['FREQ=DAILY;COUNT', 'RRULE malformed'],
    ['FREQ=DAILY;COUNT=1=2', 'RRULE malformed'],
    [`FREQ=YEARLY;BYYEARDAY=${'1,'.repeat(600)}2`, 'RRULE too-long'],
    ['COUNT=2', 'FREQ missing'],
    ['FREQ=', 'FREQ unknown-value'],
    ['FREQ=SOMETIMES', 'FREQ unknown-value'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'FREQ repeated-part'],
    ['FREQ=DAILY;BYEASTER=0', 'BYEASTER unknown-part'],
    ['FREQ=DAILY;X-THING=0', 'X-THING unknown-part'],
    ['FREQ=DAILY;CONSTRUCTOR=0', 'CONSTRUCTOR unknown-part'],
    ['FREQ=MONTHLY;RSCALE=HEBREW', 'RSCALE unknown-part'],
    ['FREQ=DAILY;BYSECOND=1', 'BYSECOND unsupported'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL out-of-range'],
    ['FREQ=DAILY;INTERVAL=-1', 'INTERVAL out-of-range'],
    ['FREQ=DAILY;INTERVAL=two', 'INTERVAL out-of-range'],
    ['FREQ=DAILY;INTERVAL=', 'INTERVAL out-of-range'],
    ['FREQ=DAILY;INTERVAL=1001', 'INTERVAL out-of-range'],
    ['FREQ=DAILY;COUNT=0', 'COUNT out-of-range'],
    ['FREQ=DAILY;COUNT=-5', 'COUNT out-of-range'],
    ['FREQ=DAILY;COUNT=10001', 'COUNT out-of-range'],
    ['FREQ=DAILY;COUNT=99999999999999999999', 'COUNT out-of-range'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH out-of-range'],
    ['FREQ=YEARLY;BYMONTH=-1', 'BYMONTH out-of-range'],
    ['FREQ=YEARLY;BYMONTH=1,,2', 'BYMONTH out-of-range'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY out-of-range'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY out-of-range'],
    ['FREQ=YEARLY;BYYEARDAY=367', 'BYYEARDAY out-of-range'],
    ['FREQ=YEARLY;BYWEEKNO=54;BYDAY=MO', 'BYWEEKNO out-of-range'],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0', 'BYSETPOS out-of-range'],
    ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY unknown-value'],
    ['FREQ=WEEKLY;BYDAY=', 'BYDAY unknown-value'],
    ['FREQ=WEEKLY;WKST=1', 'WKST unknown-value'],
    ['FREQ=MONTHLY;BYDAY=0MO', 'BYDAY out-of-range'],
    ['FREQ=MONTHLY;BYDAY=6MO', 'BYDAY out-of-range'],
    ['FREQ=YEARLY;BYDAY=54MO', 'BYDAY out-of-range'],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=-6SU', 'BYDAY out-of-range'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20271231T225959Z', 'COUNT forbidden-combination'],
    ['FREQ=DAILY;UNTIL=20271231', 'UNTIL wrong-type'],
    ['FREQ=DAILY;UNTIL=20271231T225959', 'UNTIL wrong-type'],
    ['FREQ=DAILY;UNTIL=2027-12-31', 'UNTIL malformed'],
    ['FREQ=DAILY;UNTIL=20270230T000000Z', 'UNTIL invalid-date'],
    ['FREQ=DAILY;UNTIL=20271231T240000Z', 'UNTIL invalid-date'],
    ['FREQ=WEEKLY;BYDAY=2TU', 'BYDAY forbidden-combination'],
    ['FREQ=DAILY;BYDAY=2TU', 'BYDAY forbidden-combination'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=2TU', 'BYDAY forbidden-combination'],
    ['FREQ=WEEKLY;BYMONTHDAY=13', 'BYMONTHDAY forbidden-combination'],
    ['FREQ=MONTHLY;BYYEARDAY=13', 'BYYEARDAY forbidden-combination'],
    ['FREQ=MONTHLY;BYWEEKNO=13;BYDAY=MO', 'BYWEEKNO forbidden-combination'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS forbidden-combination'],
    ['FREQ=YEARLY;BYWEEKNO=20', 'BYWEEKNO ambiguous'],
    ['FREQ=YEARLY;INTERVAL=2;BYWEEKNO=20;BYDAY=MO', 'BYWEEKNO ambiguous'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO,TU;BYSETPOS=1', 'BYWEEKNO ambiguous'],
    ['FREQ=YEARLY;BYMONTHDAY=13', 'BYMONTHDAY ambiguous'],
  ])('“%s”: %s', (text, complaint) => {
    expect(refusal(text)).toBe(complaint)
  })

  test.each(['20271231T225959Z', '20271231T225959'])('all-day until %s', (end) => {
    expect(refusal(`FREQ=DAILY;UNTIL=${end}`, allDay)).toBe('UNTIL wrong-type')
  })

  test.each([
    'FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z',
    'FREQ=MINUTELY;INTERVAL=15;COUNT=6',
    'FREQ=MINUTELY;INTERVAL=90;COUNT=4',
    'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16',
    'FREQ=SECONDLY',
  ])('by design, RFC 5545’s example or not: %s', (text) => {
    expect(refusal(text)).toBe('FREQ unsupported')
  })

  test('by design, RFC 5545’s example of hours in a day', () => {
    const text = 'FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40'
    expect(refusal(text)).toBe('BYHOUR unsupported')
  })

  test('with a sentence and no surprise, whatever is typed', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('FREQ=DAILY', 'BYDAY=MO', ';', '=', 'COUNT=', '__proto__=1', 'UNTIL=')
    )
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join(';')),
        (text) => {
          const result = parseRule(text, timed)
          if (result.ok) return
          expect(result.complaint.message).toMatch(/^\S.*\.$|: FREQ=WEEKLY;BYDAY=MO\.$/s)
        }
      )
    )
  })
})
