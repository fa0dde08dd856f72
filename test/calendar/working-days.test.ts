import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantOf } from '../../src/calendar/time.ts'
import { isCovered, workingDaysBefore } from '../../src/calendar/working-days.ts'

/** 23 November 2026 is a Monday. */
describe('working days before', () => {
  test.each([
    ['on a Wednesday', '2026-11-25T10:30:15Z', 2, '2026-11-23T10:30:15Z'],
    ['over a weekend', '2026-11-24T10:00:00Z', 2, '2026-11-20T10:00:00Z'],
    ['a week', '2026-11-24T10:00:00Z', 5, '2026-11-17T10:00:00Z'],
    ['two weeks and a day', '2026-11-24T10:00:00Z', 11, '2026-11-09T10:00:00Z'],
    ['from a Saturday', '2026-11-28T12:00:00Z', 5, '2026-11-23T00:00:00Z'],
    ['from a Sunday', '2026-11-29T23:59:59Z', 1, '2026-11-27T00:00:00Z'],
    ['from Monday midnight', '2026-11-23T00:00:00Z', 1, '2026-11-20T00:00:00Z'],
    ['over a change of clocks', '2026-10-26T01:00:00Z', 1, '2026-10-23T01:00:00Z'],
  ])('%s', (_name, at, days, expected) => {
    expect(workingDaysBefore(at, days)).toBe(expected)
  })

  test('leave out exactly the weekends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3e9 }).map((seconds) => instantOf(seconds * 1000)),
        fc.integer({ min: 1, max: 30 }),
        (at, days) => {
          const before = workingDaysBefore(at, days)
          let hours = 0
          for (let ms = Date.parse(before); ms < Date.parse(at); ms += 60_000) {
            if (![0, 6].includes(new Date(ms).getUTCDay())) hours += 1 / 60
          }
          expect(hours).toBeCloseTo(24 * days, 1)
        }
      ),
      { numRuns: 30 }
    )
  })
})

describe('a submission is covered by the EU desk', () => {
  test.each([
    ['on Monday, a week later to the second', '2026-11-16T09:00:00Z', '2026-11-23T09:00:00Z'],
    ['on Friday, a week later', '2026-11-13T17:00:00Z', '2026-11-20T17:00:00Z'],
    [
      'on Saturday, when the working week after it is over',
      '2026-11-14T11:00:00Z',
      '2026-11-21T00:00:00Z',
    ],
    ['on Sunday, then too', '2026-11-15T23:00:00Z', '2026-11-21T00:00:00Z'],
  ])('that waits since %s', (_name, since, from) => {
    expect(isCovered(since, from)).toBe(true)
    expect(isCovered(since, instantOf(Date.parse(from) - 1000))).toBe(false)
  })
})
