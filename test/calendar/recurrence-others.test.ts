import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { expand } from '../../src/calendar/recurrence.ts'
import { type Rule, ruleText } from '../../src/calendar/rule.ts'
import { daysOfPeriod, midnight, periodOf, writtenOut } from '../../src/calendar/rule-days.ts'
import { resolve, wallTimeOf } from '../../src/calendar/time.ts'
import { type RuleCase, ruleCases, seriesOfCase } from './recurrence-cases.ts'

/*
 * Our expansion beside ical.js, which Thunderbird runs on, and beside the plain definition. Both
 * give wall-clock dates; COUNT is theirs, UNTIL is compared by instant, for ical.js compares it as
 * a floating time. Zones are checked elsewhere: python-dateutil in test/parsers knows its own.
 */

type Disagreement = Readonly<{
  name: string
  /** Where ical.js 2.2.1 leaves RFC 5545, and the clause. */
  why: string
  applies: (rule: Rule, start: number) => boolean
  /** ical.js does not come back from some of these rules, so none of them is asked. */
  never?: true
}>

const ordinals = (rule: Rule) => rule.byDay.some(({ ordinal }) => ordinal !== null)
const plainDays = (rule: Rule) => rule.byDay.some(({ ordinal }) => ordinal === null)

const disagreements: readonly Disagreement[] = [
  {
    name: 'daily, month days from the end',
    why: '§3.3.10 “-10 represents the tenth to the last day of the month”: compared with the day number as it stands, so no day fits; alone in the rule it is searched for without end.',
    applies: (rule) => rule.freq === 'DAILY' && rule.byMonthDay.some((date) => date < 0),
    never: true,
  },
  {
    name: 'yearly, set position of numbered weekdays in months',
    why: '§3.3.10 BYSETPOS: when no month has enough of them the search does not end.',
    applies: (rule) =>
      rule.freq === 'YEARLY' &&
      ordinals(rule) &&
      rule.bySetPos.length > 0 &&
      rule.byMonth.length > 0,
    never: true,
  },
  {
    name: 'week numbers',
    why: '§3.3.10 BYWEEKNO “YEARLY: expand”, then BYDAY inside those weeks: weeks from the end, several weeks, weeks over the turn of the year and BYMONTH are read otherwise.',
    applies: (rule) => rule.byWeekNo.length > 0,
  },
  {
    name: 'days of the year with months',
    why: '§3.3.10 allows BYYEARDAY with BYMONTH and BYMONTHDAY: refused as “Invalid BYYEARDAY rule”.',
    applies: (rule) =>
      rule.byYearDay.length > 0 && rule.byMonth.length + rule.byMonthDay.length > 0,
  },
  {
    name: 'set positions',
    why: '§3.3.10 BYSETPOS “operates on a set of recurrence instances in one interval of the recurrence rule”: counted in another set than the days of the interval that all other parts leave.',
    applies: (rule) => rule.bySetPos.length > 0,
  },
  {
    name: 'numbered and plain weekdays together',
    why: '§3.3.10 BYDAY is a list of either kind; “2TU,SA” is the second Tuesday and every Saturday.',
    applies: (rule) => ordinals(rule) && plainDays(rule),
  },
  {
    name: 'numbered weekdays of the year',
    why: '§3.3.10 “the nth occurrence of a specific day within the YEARLY rule”: from the second year on, and for several entries, other weeks.',
    applies: (rule) => rule.freq === 'YEARLY' && ordinals(rule),
  },
  {
    name: 'monthly, some months only',
    why: '§3.3.10 “MONTHLY: BYMONTH limits”: INTERVAL is not kept, and months before that of the start are lost in the first year, or given out of order.',
    applies: (rule) => rule.freq === 'MONTHLY' && rule.byMonth.length > 0,
  },
  {
    name: 'month days from the end',
    why: '§3.3.10 BYMONTHDAY: counted a day off in the months of a YEARLY rule, and lost beside a weekday in a MONTHLY one.',
    applies: (rule) =>
      rule.byMonthDay.some((date) => date < 0) && (rule.freq === 'YEARLY' || rule.byDay.length > 0),
  },
  {
    name: 'yearly, days that a month lacks',
    why: '§3.3.10 “Recurrence rules may generate recurrence instances with an invalid date (e.g., February 30) … MUST be ignored”: moved into the next month.',
    applies: (rule, start) =>
      rule.freq === 'YEARLY' &&
      writtenOut(rule, start).byMonthDay.some((date) => Math.abs(date) > 28),
  },
]

const instantsBefore = ({ rule, zone, to }: RuleCase, walls: Iterable<number>): number[] => {
  const found: number[] = []
  for (const wall of walls) {
    const at = resolve(wall, zone)
    if (at >= to || (rule.until && at > rule.until.ms)) break
    found.push(at)
  }
  return found
}

function* wallsOfIcalJs({ rule, start }: RuleCase) {
  const iterator = ICAL.Recur.fromString(ruleText({ ...rule, until: null })).iterator(
    ICAL.Time.fromDateTimeString(`${wallTimeOf(start)}:00`)
  )
  for (let steps = 0; steps < 5000; steps += 1) {
    const next = iterator.next()
    if (!next) return
    yield Date.UTC(next.year, next.month - 1, next.day, next.hour, next.minute)
  }
}

const icalJs = (one: RuleCase): number[] | string => {
  try {
    return instantsBefore(one, wallsOfIcalJs(one))
  } catch (problem) {
    return String(problem)
  }
}

/** Every day of every period held against the definition, without rrule and without jumps. */
function* wallsByDefinition({ rule, start, to }: RuleCase) {
  const whole = writtenOut(rule, start)
  const last = periodOf(whole, to) + 1
  let count = 0
  for (let period = periodOf(whole, start); period <= last; period += whole.interval) {
    for (const date of daysOfPeriod(whole, period)) {
      const wall = date + (start - midnight(start))
      if (wall < start) continue
      if (rule.count !== null && count >= rule.count) return
      count += 1
      yield wall
    }
  }
}

const ours = (one: RuleCase): number[] =>
  expand(seriesOfCase(one), { from: one.start - 1e10, to: one.to }).map(({ startAt }) => startAt)

const told = (one: RuleCase) => `${one.text} from ${wallTimeOf(one.start)} ${one.zone}`

describe('2,400 rules', () => {
  let cases: readonly RuleCase[] = []
  beforeAll(() => {
    cases = ruleCases(2012, 2400)
  })

  test('come out as the definition of their parts says', () => {
    const wrong = cases.filter(
      (one) => String(ours(one)) !== String(instantsBefore(one, wallsByDefinition(one)))
    )
    expect(wrong.map(told)).toEqual([])
  })

  test('come out as ical.js has them, or differ for a known reason', () => {
    const unexplained: string[] = []
    const counted: Record<string, number> = { agreed: 0, 'not asked': 0 }
    const count = (name: string) => {
      counted[name] = (counted[name] ?? 0) + 1
    }
    for (const one of cases) {
      const reason = disagreements.find(({ applies }) => applies(one.rule, one.start))
      if (reason?.never) count('not asked')
      else if (String(icalJs(one)) === String(ours(one))) count('agreed')
      else if (reason) count(reason.name)
      else unexplained.push(told(one))
    }
    expect(unexplained).toEqual([])
    // Exact, so that a newer ical.js that mends one of these is noticed.
    expect(counted).toEqual({
      agreed: 1747,
      'not asked': 165,
      'week numbers': 73,
      'days of the year with months': 45,
      'set positions': 218,
      'numbered and plain weekdays together': 24,
      'numbered weekdays of the year': 24,
      'monthly, some months only': 41,
      'month days from the end': 50,
      'yearly, days that a month lacks': 13,
    })
  })
})
