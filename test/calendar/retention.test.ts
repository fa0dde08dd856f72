import { describe, expect, test } from 'vitest'
import { cutoff, type Kept, periods } from '../../src/calendar/retention.ts'

const now = '2026-11-24T12:00:00Z'

describe('what is kept', () => {
  test.each<[Kept, string, string]>([
    ['unconfirmed', '48 hours', '2026-11-22T12:00:00Z'],
    ['drafts', '30 days', '2026-10-25T12:00:00Z'],
    ['refusedContact', '6 months', '2026-05-24T12:00:00Z'],
    ['publishedContact', '12 months', '2025-11-24T12:00:00Z'],
    ['publicContact', '60 days', '2026-09-25T12:00:00Z'],
    ['audit', '24 months', '2024-11-24T12:00:00Z'],
    ['addressHashes', '14 days', '2026-11-10T12:00:00Z'],
    ['mailLog', '30 days', '2026-10-25T12:00:00Z'],
    ['idempotency', '24 hours', '2026-11-23T12:00:00Z'],
    ['readerDigests', '24 hours', '2026-11-23T12:00:00Z'],
    ['readerCounts', '400 days', '2025-10-20T12:00:00Z'],
    ['readerCountsOfFilters', '14 days', '2026-11-10T12:00:00Z'],
  ])('as %s is kept %s', (kind, kept, due) => {
    expect(periods[kind].kept).toBe(kept)
    expect(cutoff(kind, now)).toBe(due)
  })

  test('has no kind without a row above', () => {
    expect(Object.keys(periods)).toHaveLength(12)
  })

  test('for months, ends on the last day of a month that is shorter', () => {
    expect(cutoff('refusedContact', '2027-08-31T23:59:59Z')).toBe('2027-02-28T23:59:59Z')
    expect(cutoff('publishedContact', '2028-02-29T00:00:00Z')).toBe('2027-02-28T00:00:00Z')
  })
})
