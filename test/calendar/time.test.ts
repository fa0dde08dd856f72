import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  dateOf,
  floating,
  instantOf,
  isDate,
  isWallTime,
  isZone,
  reading,
  resolve,
  wallClock,
  wallTimeOf,
} from '../../src/calendar/time.ts'

/** Gaps and overlaps of 2026, as RFC 5545 §3.3.5 reads them: first pass, or the offset before the gap. */
const edges = [
  ['Europe/Warsaw', '2026-03-29T02:30', 'missing', '2026-03-29T01:30:00Z'],
  ['Europe/Lisbon', '2026-03-29T01:30', 'missing', '2026-03-29T01:30:00Z'],
  ['Europe/Dublin', '2026-03-29T01:30', 'missing', '2026-03-29T01:30:00Z'],
  ['Europe/Athens', '2026-03-29T03:30', 'missing', '2026-03-29T01:30:00Z'],
  ['Atlantic/Azores', '2026-03-29T00:30', 'missing', '2026-03-29T01:30:00Z'],
  ['America/New_York', '2026-03-08T02:30', 'missing', '2026-03-08T07:30:00Z'],
  ['Pacific/Apia', '2011-12-30T12:00', 'missing', '2011-12-30T22:00:00Z'],
  ['Europe/Warsaw', '2026-10-25T02:30', 'repeated', '2026-10-25T00:30:00Z'],
  ['Europe/Lisbon', '2026-10-25T01:30', 'repeated', '2026-10-25T00:30:00Z'],
  ['Europe/Athens', '2026-10-25T03:30', 'repeated', '2026-10-25T00:30:00Z'],
  ['Atlantic/Azores', '2026-10-25T00:30', 'repeated', '2026-10-25T00:30:00Z'],
  ['America/New_York', '2026-11-01T01:30', 'repeated', '2026-11-01T05:30:00Z'],
  ['Europe/Warsaw', '2026-10-25T03:00', 'once', '2026-10-25T02:00:00Z'],
  ['Europe/Warsaw', '2026-10-25T01:59', 'once', '2026-10-24T23:59:00Z'],
  ['Europe/Kyiv', '2026-07-01T12:00', 'once', '2026-07-01T09:00:00Z'],
] as const

describe('a wall time', () => {
  test.each(edges)('%s %s is %s and means %s', (zone, wall, kind, instant) => {
    expect(reading(floating(wall), zone)).toBe(kind)
    expect(instantOf(resolve(floating(wall), zone))).toBe(instant)
  })

  test('that is an ordinary reading is the same instant as luxon gives', () => {
    const zones = fc.constantFrom(
      'Europe/Warsaw',
      'Europe/Lisbon',
      'Europe/Dublin',
      'Atlantic/Azores',
      'Europe/Istanbul',
      'Asia/Tbilisi',
      'UTC'
    )
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: 0, max: Date.UTC(2099, 0) / 60_000 }),
        (zone, minutes) => {
          const wall = minutes * 60_000
          fc.pre(reading(wall, zone) === 'once')
          expect(resolve(wall, zone)).toBe(DateTime.fromISO(wallTimeOf(wall), { zone }).toMillis())
          expect(wallClock(resolve(wall, zone), zone)).toBe(wall)
        }
      )
    )
  })
})

test('dates and times that do not exist are refused', () => {
  for (const date of ['2027-02-29', '2027-02-30', '2027-13-01', '2027-1-1', '27-01-01', ''])
    expect(isDate(date), date).toBe(false)
  for (const date of ['2028-02-29', '1970-01-01']) expect(isDate(date), date).toBe(true)
  for (const time of [
    '2027-01-01T24:00',
    '2027-01-01T25:00',
    '2027-01-01T10:60',
    '2027-01-01T10:00Z',
    '2027-01-01',
  ])
    expect(isWallTime(time), time).toBe(false)
  expect(isWallTime('2027-01-01T23:59')).toBe(true)
})

test('zones are known by name and alias, never by offset', () => {
  for (const zone of ['Europe/Kyiv', 'Europe/Kiev', 'Europe/Warsaw', 'Asia/Calcutta', 'UTC'])
    expect(isZone(zone), zone).toBe(true)
  for (const zone of ['+02:00', 'Mars/Base', '', 'local', 'W. Europe Standard Time'])
    expect(isZone(zone), zone).toBe(false)
})

test('days and months are added on the calendar', () => {
  expect(addDays('2027-02-28', 1)).toBe('2027-03-01')
  expect(addMonths('2027-01-31', 1)).toBe('2027-02-28')
  expect(addMonths('2026-11-24', 18)).toBe('2028-05-24')
  expect(dateOf(floating('2027-05-08T23:59'))).toBe('2027-05-08')
})
