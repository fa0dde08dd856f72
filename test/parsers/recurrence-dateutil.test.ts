import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { expand } from '../../src/calendar/recurrence.ts'
import type { Rule } from '../../src/calendar/rule.ts'
import { periodOf, periodStart } from '../../src/calendar/rule-days.ts'
import { resolve, wallTimeOf } from '../../src/calendar/time.ts'
import { type RuleCase, ruleCases, seriesOfCase } from '../calendar/recurrence-cases.ts'

/*
 * Our expansion beside python-dateutil, with the zones of Python: rule, UNTIL, repeated and missing
 * hours by programs of other people. Compared are UTC instants.
 */

type Disagreement = Readonly<{
  name: string
  /** Where dateutil 2.9 leaves RFC 5545, and the clause. */
  why: string
  applies: (rule: Rule) => boolean
  never?: true
  /** What must agree all the same. */
  except?: (one: RuleCase, at: number) => boolean
}>

const disagreements: readonly Disagreement[] = [
  {
    name: 'numbered and plain weekdays together',
    why: '§3.3.10 BYDAY is a list of either kind; “2TU,SA” is the second Tuesday and every Saturday. dateutil asks for both at once, mostly in vain and then up to the year 9999, so it is not asked.',
    never: true,
    applies: (rule) =>
      rule.byDay.some(({ ordinal }) => ordinal !== null) &&
      rule.byDay.some(({ ordinal }) => ordinal === null),
  },
  {
    name: 'set positions in the first week',
    why: '§3.3.10 BYSETPOS counts in the set of one interval, a whole week from WKST; dateutil counts in what is left of the first week after DTSTART, and COUNT counts with it.',
    applies: (rule) => rule.freq === 'WEEKLY' && rule.bySetPos.length > 0,
    except: ({ rule, zone, start }, at) =>
      rule.count === null && at >= resolve(periodStart(rule, periodOf(rule, start) + 1), zone),
  },
  {
    name: 'the last week of a year that ends before its days do',
    why: '§3.3.10 BYWEEKNO, weeks as in ISO 8601 but for WKST: for the first days of January dateutil counts the weeks of the year before with the length of the new year, and does not count week 1 of the next year from the end.',
    applies: (rule) => rule.byWeekNo.some((week) => Math.abs(week) >= 52),
  },
]

const dateutil = (cases: readonly RuleCase[]): number[][] =>
  execFileSync(
    '/usr/bin/python3',
    [fileURLToPath(new URL('recurrence-dateutil.py', import.meta.url))],
    {
      input: cases
        .map(({ text, zone, start, to }) =>
          JSON.stringify({ text, zone, start: wallTimeOf(start), to })
        )
        .join('\n'),
      maxBuffer: 100_000_000,
      encoding: 'utf8',
    }
  )
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as number[]).map((seconds) => seconds * 1000))

describe('2,400 rules', () => {
  test('come out as python-dateutil has them, or differ for a known reason', () => {
    const known = (rule: Rule) => disagreements.find(({ applies }) => applies(rule))
    const cases = ruleCases(2012, 2400).filter(({ rule }) => !known(rule)?.never)
    const theirs = dateutil(cases)
    expect(theirs.length).toBe(cases.length)
    const unexplained: string[] = []
    const counted: Record<string, number> = { agreed: 0 }
    for (const [index, one] of cases.entries()) {
      const found = expand(seriesOfCase(one), { from: one.start - 1e10, to: one.to })
      const ours = found.map(({ startAt }) => startAt)
      const other = theirs[index] ?? []
      const reason = known(one.rule)
      const common = (list: number[]) => String(list.filter((at) => reason?.except?.(one, at)))
      if (String(ours) === String(other)) counted.agreed = (counted.agreed ?? 0) + 1
      else if (reason && common(ours) === common(other))
        counted[reason.name] = (counted[reason.name] ?? 0) + 1
      else unexplained.push(`${one.text} from ${wallTimeOf(one.start)} ${one.zone}`)
    }
    expect(unexplained).toEqual([])
    expect(counted).toEqual({
      agreed: 2275,
      'set positions in the first week': 29,
      'the last week of a year that ends before its days do': 2,
    })
  })
})
