import type { Series } from '../../src/calendar/recurrence.ts'
import { parseRule, type Rule, weekdays } from '../../src/calendar/rule.ts'
import { nearestStart, startMatches } from '../../src/calendar/rule-days.ts'
import { basicForm, day, type FloatingMs, floating, resolve } from '../../src/calendar/time.ts'

/*
 * Rules made by dice, always the same ones, for comparing with other people's engines. They crowd
 * around the nights of the clock changes, month ends, leap days and the turn of the year.
 */

export type RuleCase = Readonly<{
  text: string
  rule: Rule
  zone: string
  start: FloatingMs
  /** Exclusive end of what is compared, ms. */
  to: number
}>

/** mulberry32: thirty-two bits of state are enough for dice. */
const dice = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const zones = [
  'Europe/Warsaw',
  'Europe/Dublin',
  'Europe/Lisbon',
  'Europe/Athens',
  'Atlantic/Azores',
  'America/New_York',
]
const times = ['00:30', '01:30', '02:30', '03:30', '09:00', '23:45']
const dates = [
  '2023-12-25',
  '2024-01-31',
  '2024-02-29',
  '2024-12-30',
  '2025-01-01',
  '2025-03-01',
  '2026-03-08',
  '2026-03-26',
  '2026-10-22',
  '2026-11-01',
  '2027-12-31',
]

const makeRule = (random: () => number) => {
  const chance = (odds: number) => random() < odds
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  const some = (most: number, make: () => string | number) =>
    [...new Set(Array.from({ length: whole(1, most) }, make))].join()
  const signed = (largest: number) => whole(1, largest) * (chance(0.4) ? -1 : 1)
  const plain = () => weekdays[whole(0, 6)] ?? 'MO'
  const parts = new Map<string, string | number>()
  const freq = (['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const)[whole(0, 3)] ?? 'DAILY'
  parts.set('FREQ', freq)
  if (chance(0.4)) parts.set('INTERVAL', whole(2, freq === 'YEARLY' ? 4 : 9))
  if (chance(0.3)) parts.set('WKST', plain())
  if (chance(freq === 'YEARLY' ? 0.5 : 0.2))
    parts.set(
      'BYMONTH',
      some(4, () => whole(1, 12))
    )
  const ordinal = () => `${signed(freq === 'MONTHLY' || parts.has('BYMONTH') ? 5 : 53)}${plain()}`

  if (freq === 'DAILY') {
    if (chance(0.3)) parts.set('BYDAY', some(4, plain))
    if (chance(0.3))
      parts.set(
        'BYMONTHDAY',
        some(9, () => signed(31))
      )
  } else if (freq === 'WEEKLY') {
    if (chance(0.8)) parts.set('BYDAY', some(5, plain))
  } else if (freq === 'MONTHLY') {
    if (chance(0.6)) parts.set('BYDAY', some(4, chance(0.5) ? plain : mixed))
    if (chance(0.5))
      parts.set(
        'BYMONTHDAY',
        some(9, () => signed(31))
      )
  } else if (chance(0.2)) {
    parts.delete('INTERVAL')
    parts.set(
      'BYWEEKNO',
      some(4, () => (chance(0.4) ? signed(2) : signed(53)))
    )
    parts.set('BYDAY', some(3, plain))
  } else {
    if (chance(0.5)) parts.set('BYDAY', some(4, chance(0.5) ? plain : mixed))
    if (chance(0.3))
      parts.set(
        'BYYEARDAY',
        some(40, () => signed(366))
      )
    if (parts.has('BYMONTH') && chance(0.4))
      parts.set(
        'BYMONTHDAY',
        some(12, () => signed(31))
      )
  }
  function mixed() {
    return chance(0.2) ? plain() : ordinal()
  }
  const chooses = ['BYDAY', 'BYMONTHDAY', 'BYYEARDAY'].some((part) => parts.has(part))
  if (chooses && !parts.has('BYWEEKNO') && freq !== 'DAILY' && chance(0.3))
    parts.set(
      'BYSETPOS',
      some(2, () => signed(freq === 'WEEKLY' ? 3 : 6))
    )
  return parts
}

/** `count` accepted rules, each with a start that is on it. The same for the same seed. */
export const ruleCases = (seed: number, count: number): RuleCase[] => {
  const random = dice(seed)
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const cases: RuleCase[] = []
  while (cases.length < count) {
    const parts = makeRule(random)
    const zone = any(zones)
    const wanted = floating(`${any(dates)}T${any(times)}`)
    const write = () => [...parts].map((part) => part.join('=')).join(';')
    const endless = parseRule(write(), { allDay: false })
    if (!endless.ok) continue
    const nearest = nearestStart(endless.rule, wanted, 800)
    if (nearest === null) continue
    const start = nearest + (wanted - Math.floor(wanted / day) * day)
    if (!startMatches(endless.rule, start)) continue
    const years = endless.rule.freq === 'YEARLY' ? 9 : 3
    const startAt = resolve(start, zone)
    const ends = random()
    if (ends < 0.3) parts.set('COUNT', 1 + Math.floor(random() * 60))
    else if (ends < 0.6)
      parts.set(
        'UNTIL',
        // At the very hour, at the night of a change, or just beside it.
        basicForm(
          startAt +
            Math.floor(random() * years * 365) * day +
            any([0, 0, 3_600_000, -3_600_000, 1000, -1000]),
          false
        )
      )
    const result = parseRule(write(), { allDay: false })
    if (!result.ok || (result.rule.until && result.rule.until.ms < startAt)) continue
    const to = startAt + years * 366 * day
    cases.push({ text: write(), rule: result.rule, zone, start, to })
  }
  return cases
}

/** A case as a series of occurrences without length. */
export const seriesOfCase = ({ rule, zone, start }: RuleCase): Series => ({
  allDay: false,
  zone,
  start,
  end: { kind: 'exact', ms: 0 },
  rule,
  extra: [],
  except: [],
})
