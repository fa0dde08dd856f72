import ICAL from 'ical.js'
import { IANAZone } from 'luxon'
import { describe, expect, test } from 'vitest'
import { reading } from '../../src/calendar/time.ts'
import { countries } from '../../src/calendar/vocabularies/countries.ts'
import { vtimezoneOf, type Years } from '../../src/render/vtimezone.ts'

const hour = 3_600_000
const day = 24 * hour

/** Every day's noon, and for a day around each change of offset every half hour. */
const instantsOf = (zone: string, { from, to }: Years): number[] => {
  const offset = (ms: number) => IANAZone.create(zone).offset(ms)
  const instants: number[] = []
  for (let noon = Date.UTC(from, 0, 1, 12); noon < Date.UTC(to + 1, 0, 1); noon += day) {
    instants.push(noon)
    if (offset(noon) !== offset(noon + day)) {
      for (let ms = noon; ms < noon + day; ms += hour / 2) instants.push(ms)
    }
  }
  return instants
}

/** Instants whose offset ical.js reads otherwise in our VTIMEZONE than luxon in the runtime's data. */
const disagreements = (zone: string, years: Years, seen = years): string[] => {
  const component = new ICAL.Component(ICAL.parse(vtimezoneOf(zone, years)))
  const read = new ICAL.Timezone(component)
  return instantsOf(zone, seen).flatMap((instant) => {
    const offset = IANAZone.create(zone).offset(instant)
    const wall = instant + offset * 60_000
    const time = ICAL.Time.fromString(new Date(wall).toISOString().slice(0, 19), null)
    time.zone = read
    // A wall time that the clock passes twice has two offsets: events there are written in UTC.
    return time.utcOffset() === offset * 60 || reading(wall, zone) === 'repeated'
      ? []
      : [`${zone} ${new Date(instant).toISOString()}`]
  })
}

const shape = (text: string) => ({
  standard: text.match(/BEGIN:STANDARD/g)?.length ?? 0,
  daylight: text.match(/BEGIN:DAYLIGHT/g)?.length ?? 0,
  rules: text.match(/RRULE/g)?.length ?? 0,
})

/** Zones whose rules changed within the years of the longest span, or are unlike Europe's. */
const restless =
  /Istanbul|Moscow|Kaliningrad|Samara|Volgograd|Minsk|Chisinau|Casablanca|Cairo|Jerusalem|Nuuk/

const zones = [
  ...new Set([
    ...countries.terms.map(({ zone }) => zone),
    'Europe/Kyiv',
    'Europe/Kiev',
    'Europe/Istanbul',
    'Europe/Moscow',
    'Europe/Kaliningrad',
    'Europe/Samara',
    'Europe/Volgograd',
    'Europe/Chisinau',
    'Europe/Dublin',
    'Europe/Lisbon',
    'Europe/Minsk',
    'Atlantic/Azores',
    'Atlantic/Canary',
    'Atlantic/Reykjavik',
    'Africa/Ceuta',
    'Africa/Casablanca',
    'Africa/Cairo',
    'Asia/Nicosia',
    'Asia/Tbilisi',
    'Asia/Yerevan',
    'Asia/Beirut',
    'Asia/Jerusalem',
    'America/Nuuk',
    'America/New_York',
    'Australia/Sydney',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
  ]),
]

describe.each(zones)('the VTIMEZONE of %s', (zone) => {
  test.each([
    { from: 2012, to: 2012 },
    { from: 2026, to: 2026 },
    { from: 2027, to: 2027 },
    { from: 2026, to: 2028 },
    ...(restless.test(zone) ? [{ from: 2010, to: 2018 }] : []),
  ])('is true from $from to $to', (years) => {
    expect(disagreements(zone, years)).toEqual([])
  })

  test('carries the name asked for, alias or not', () => {
    expect(vtimezoneOf(zone, { from: 2026, to: 2026 })).toContain(`\r\nTZID:${zone}\r\n`)
  })

  test('has no RDATE and no offset with seconds', () => {
    const text = vtimezoneOf(zone, { from: 1970, to: 1972 })
    expect(text).not.toContain('RDATE')
    expect(text).not.toMatch(/TZOFFSET\w+:[+-]\d{5}/)
  })
})

describe('vtimezoneOf', () => {
  test('writes one pair with yearly rules for Warsaw, the last Sundays of March and October', () => {
    const text = vtimezoneOf('Europe/Warsaw', { from: 2026, to: 2028 })
    expect(shape(text)).toEqual({ standard: 1, daylight: 1, rules: 2 })
    expect(text).toContain('DTSTART:19700329T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n')
    expect(text).toContain('DTSTART:19701025T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n')
  })

  test('writes one STANDARD without a rule where no clock changes', () => {
    const text = vtimezoneOf('Europe/Istanbul', { from: 2026, to: 2028 })
    expect(shape(text)).toEqual({ standard: 1, daylight: 0, rules: 0 })
    expect(text).toContain('TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300')
  })

  test('gives Dublin its standard time in winter', () => {
    expect(vtimezoneOf('Europe/Dublin', { from: 2026, to: 2026 })).toMatch(
      /BEGIN:STANDARD\r\nDTSTART:19701025T020000\r\n[^\r]*\r\nTZOFFSETFROM:\+0100\r\nTZOFFSETTO:\+0000/
    )
  })

  test('gives a feed of 2012 the rules of 2012: Moscow was four hours ahead', () => {
    expect(vtimezoneOf('Europe/Moscow', { from: 2012, to: 2012 })).toContain('TZOFFSETTO:+0400')
    expect(vtimezoneOf('Europe/Moscow', { from: 2026, to: 2026 })).toContain('TZOFFSETTO:+0300')
  })

  test('lists the changes where the years have no common rule', () => {
    const text = vtimezoneOf('Europe/Istanbul', { from: 2015, to: 2017 })
    expect(shape(text)).toEqual({ standard: 2, daylight: 2, rules: 0 })
    expect(disagreements('Europe/Istanbul', { from: 2015, to: 2017 })).toEqual([])
  })

  test.each([
    'Europe/Warsaw',
    'Europe/Dublin',
    'Europe/Istanbul',
    'Europe/Moscow',
    'Europe/Chisinau',
    'Africa/Casablanca',
    'Africa/Cairo',
    'Asia/Jerusalem',
    'Asia/Nicosia',
    'Asia/Beirut',
    'America/Nuuk',
  ])('is true of %s from 2012 to 2030, and where a series goes on five years longer', (zone) => {
    const years = { from: 2012, to: 2030 }
    expect(disagreements(zone, years, { from: 2012, to: 2035 })).toEqual([])
  })

  test('ends in a yearly pair where the zone has come to one', () => {
    const text = vtimezoneOf('America/Nuuk', { from: 2012, to: 2030 })
    expect(text).toMatch(/DTSTART:2024\d{4}T\d{6}\r\nRRULE:FREQ=YEARLY;BYMONTH=3;/)
    expect(text).toMatch(/DTSTART:2024\d{4}T\d{6}\r\nRRULE:FREQ=YEARLY;BYMONTH=10;/)
    expect(
      disagreements('America/Nuuk', { from: 2012, to: 2030 }, { from: 2031, to: 2045 })
    ).toEqual([])
  })

  test('takes no pair of a single year for a rule', () => {
    expect(vtimezoneOf('Africa/Casablanca', { from: 2024, to: 2026 })).not.toContain('RRULE')
  })

  test('takes “the Friday before the last Sunday” as one rule', () => {
    const text = vtimezoneOf('Asia/Jerusalem', { from: 2013, to: 2028 })
    expect(shape(text)).toEqual({ standard: 1, daylight: 1, rules: 2 })
    expect(text).toContain('BYMONTH=3;BYDAY=FR;BYMONTHDAY=23,24,25,26,27,28,29')
  })

  test('writes offsets west of Greenwich and of half hours', () => {
    expect(vtimezoneOf('America/St_Johns', { from: 2026, to: 2026 })).toContain('TZOFFSETTO:-0330')
  })
})
