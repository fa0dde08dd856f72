import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lint } from '../../src/render/lint/lint.ts'
import { type RuleName, rules } from '../../src/render/lint/rules.ts'

const caseFile = (name: string) =>
  readFileSync(new URL(`../cases/${name}/expected.ics`, import.meta.url), 'utf8')

const timed = caseFile('timed-in-warsaw')
const days = caseFile('all-day-five-days')
const series = caseFile('series-moved-retitled-relocated')
const dropped = caseFile('series-weekly-with-dropped-dates')
const untilEnd = caseFile('series-until-across-a-clock-change')
const arabic = caseFile('arabic-and-emoji')

const encoder = new TextEncoder()
const rulesBroken = (file: string | Uint8Array): RuleName[] => [
  ...new Set(
    lint(typeof file === 'string' ? encoder.encode(file) : file).findings.map(({ rule }) => rule)
  ),
]

/** A text with one place made otherwise; the place must be there. */
const instead = (text: string, from: string | RegExp, to: string): string => {
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`“${from}” is not in the file`)
  return changed
}
const lineOf = (text: string, name: string): string =>
  new RegExp(`^${name}[;:].*\\r\\n(?: .*\\r\\n)*`, 'm').exec(text)?.[0] ?? ''
/** Without the first property of a name. */
const without = (text: string, name: string) => instead(text, lineOf(text, name), '')
/** With a line more right after the first property of a name. */
const withMore = (text: string, name: string, line: string) =>
  instead(text, lineOf(text, name), `${lineOf(text, name)}${line}\r\n`)
/** A line of a property replaced. */
const line = (text: string, name: string, to: string) =>
  instead(text, lineOf(text, name), `${to}\r\n`)

const events = (text: string): string[] => text.match(/BEGIN:VEVENT[\s\S]*?END:VEVENT\r\n/g) ?? []
const zone = (text: string): string =>
  /BEGIN:VTIMEZONE[\s\S]*END:VTIMEZONE\r\n/.exec(text)?.[0] ?? ''

/** The bytes of a text, cut by a fold after some octets of its first line with a wide letter. */
const foldedInside = (text: string): Uint8Array => {
  const bytes = encoder.encode(text)
  const wide = bytes.findIndex((octet) => octet >= 0xc0)
  const fold = encoder.encode('\r\n ')
  return new Uint8Array([...bytes.subarray(0, wide + 1), ...fold, ...bytes.subarray(wide + 1)])
}

const shortArabic = 'السلام'

/** One file for each rule, right but for that. */
const broken: Readonly<Record<RuleName, string | Uint8Array>> = {
  'line-end': timed.slice(0, -2),
  octets: line(timed, 'SUMMARY', `SUMMARY:${'a'.repeat(68)}`),
  'fold-in-character': foldedInside(line(timed, 'SUMMARY', `SUMMARY:${shortArabic}`)),
  'not-utf8': Uint8Array.from(
    line(timed, 'SUMMARY', 'SUMMARY:caf\u00e9'),
    (letter) => letter.charCodeAt(0) & 0xff
  ),
  'byte-order-mark': `\ufeff${timed}`,
  'control-character': line(timed, 'SUMMARY', 'SUMMARY:a\u0007b'),
  'content-line': withMore(timed, 'SUMMARY', 'no property'),

  'one-calendar': timed + timed,
  nesting: instead(timed, 'BEGIN:VEVENT\r\n', 'BEGIN:VEVENT\r\nEND:VALARM\r\n'),
  order: instead(timed, 'END:VCALENDAR', 'X-NOTE:late\r\nEND:VCALENDAR'),
  'no-component': instead(timed, /BEGIN:VTIMEZONE[\s\S]*END:VEVENT\r\n/, ''),
  'unknown-component': instead(
    timed,
    'END:VCALENDAR',
    'BEGIN:VTODO\r\nUID:a\r\nEND:VTODO\r\nEND:VCALENDAR'
  ),
  'unknown-property': withMore(timed, 'SUMMARY', 'TIMEZONE-ID:Europe/Warsaw'),
  forbidden: withMore(timed, 'VERSION', 'METHOD:REQUEST'),
  missing: without(timed, 'LAST-MODIFIED'),
  repeated: withMore(timed, 'SUMMARY', lineOf(timed, 'SUMMARY').trim()),

  escaping: line(timed, 'SUMMARY', 'SUMMARY:soup, songs'),
  uri: line(timed, 'URL', 'URL;VALUE=URI:https://calendar.example.eu/a\\,b'),
  parameter: line(timed, 'SUMMARY', 'SUMMARY;X-SAID="a^b":Soup'),
  value: line(timed, 'SEQUENCE', 'SEQUENCE:-1'),
  language: line(timed, 'SUMMARY', 'SUMMARY;LANGUAGE=pl_PL:Zupa'),
  refresh: line(timed, 'X-PUBLISHED-TTL', 'X-PUBLISHED-TTL:PT1H'),
  busy: line(timed, 'TRANSP', 'TRANSP:OPAQUE'),
  stamp: line(timed, 'DTSTAMP', 'DTSTAMP:20261101T080000'),
  'stamp-order': line(timed, 'CREATED', 'CREATED:20991101T080000Z'),

  'zone-missing': instead(timed, zone(timed), zone(timed).replaceAll('Warsaw', 'Vilnius')),
  'zone-twice': instead(timed, zone(timed), zone(timed) + zone(timed)),
  'zone-name': timed
    .replaceAll('TZID=Europe/Warsaw', 'TZID=Etc/UTC')
    .replace('TZID:Europe/Warsaw', 'TZID:Etc/UTC'),
  'zone-standard': instead(timed, /BEGIN:STANDARD[\s\S]*?END:STANDARD\r\n/, ''),
  'date-form': days.replaceAll(';VALUE=DATE', ''),
  'end-form': line(timed, 'DTEND', 'DTEND:20991212T100000Z'),
  end: instead(
    timed,
    lineOf(timed, 'DTEND'),
    lineOf(timed.slice(timed.indexOf('BEGIN:VEVENT')), 'DTSTART').replace('DTSTART', 'DTEND')
  ),
  floating: instead(timed, /^(DTSTART|DTEND);TZID=Europe\/Warsaw/gm, '$1'),
  'uid-twice': instead(days, events(days)[0] ?? '?', (events(days)[0] ?? '').repeat(2)),
  'uid-form': line(timed, 'UID', 'UID:two words'),

  rule: instead(series, 'RRULE:FREQ=WEEKLY;COUNT=8', 'RRULE:FREQ=WEEKLY;BYHOUR=18;COUNT=8'),
  until: instead(untilEnd, /UNTIL=(\d{8})T\d{6}Z/, 'UNTIL=$1'),
  'rule-start': instead(series, 'RRULE:FREQ=WEEKLY;COUNT=8', 'RRULE:FREQ=WEEKLY;BYDAY=SU;COUNT=8'),
  'dropped-form': instead(
    dropped,
    lineOf(dropped, 'EXDATE'),
    `EXDATE:${/:(\d{8}T\d{6})/.exec(lineOf(dropped, 'EXDATE'))?.[1]}Z\r\n`
  ),
  'dropped-alone': instead(dropped, lineOf(events(dropped)[0] ?? '', 'RRULE'), ''),
  'dropped-twice': withMore(dropped, 'EXDATE', lineOf(dropped, 'EXDATE').trim()),
  'dropped-nothing': instead(dropped, /^(EXDATE;.*T)\d{4}/m, '$10313'),
  'override-form': instead(
    series,
    'RECURRENCE-ID;TZID=Europe/Warsaw:20261208T180000',
    'RECURRENCE-ID:20261208T170000Z'
  ),
  'override-rule': withMore(series, 'RECURRENCE-ID', 'RRULE:FREQ=DAILY;COUNT=2'),
  'override-alone': instead(series, lineOf(events(series)[0] ?? '', 'RRULE'), ''),
  'override-place': instead(
    series,
    events(series)[0] ?? '?',
    (events(series)[0] ?? '') + (events(days)[0] ?? '').replace(/UID:.*/, 'UID:another')
  ),
  'override-dropped': instead(
    series,
    'RRULE:FREQ=WEEKLY;COUNT=8\r\n',
    'RRULE:FREQ=WEEKLY;COUNT=8\r\nEXDATE;TZID=Europe/Warsaw:20261208T180000\r\n'
  ),
  'override-nothing': instead(
    series,
    'RECURRENCE-ID;TZID=Europe/Warsaw:20261208T180000',
    'RECURRENCE-ID;TZID=Europe/Warsaw:20261209T180000'
  ),
}

describe('the lint', () => {
  test.each(Object.entries({ timed, days, series, dropped, untilEnd, arabic }))(
    'finds nothing in the case %s',
    (_, file) => {
      expect(lint(encoder.encode(file)).findings).toEqual([])
    }
  )

  test.each(Object.entries(broken))('finds a breach of “%s”, and no other', (rule, file) => {
    expect(rulesBroken(file)).toEqual([rule])
  })

  test('has a broken file for every rule', () => {
    expect(Object.keys(broken).sort()).toEqual(Object.keys(rules).sort())
  })

  const more: readonly (readonly [what: string, rule: RuleName, file: string])[] = [
    ['an organiser', 'forbidden', withMore(timed, 'SUMMARY', 'ORGANIZER:mailto:a@example.org')],
    ['a guest', 'forbidden', withMore(timed, 'SUMMARY', 'ATTENDEE:mailto:a@example.org')],
    ['a UID of the calendar', 'forbidden', withMore(timed, 'VERSION', 'UID:a')],
    [
      'an alarm',
      'forbidden',
      instead(timed, 'END:VEVENT', 'BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT'),
    ],
    [
      'a line that ends in LF alone',
      'line-end',
      instead(timed, 'VERSION:2.0\r\n', 'VERSION:2.0\n'),
    ],
    ['a line break of Unicode', 'control-character', line(timed, 'SUMMARY', 'SUMMARY:a\u2028b')],
    ['a control character of C1', 'control-character', line(timed, 'SUMMARY', 'SUMMARY:a\u0085b')],
    ['an empty line', 'content-line', instead(timed, 'END:VEVENT\r\n', 'END:VEVENT\r\n\r\n')],
    ['a component left open', 'nesting', instead(timed, 'END:VEVENT\r\n', '')],
    ['nothing at all', 'one-calendar', ''],
    ['a page', 'one-calendar', 'NOTE:page\r\n'],
    ['a semicolon in the name', 'escaping', line(timed, 'X-WR-CALNAME', 'X-WR-CALNAME:a;b')],
    ['a lone backslash', 'escaping', line(timed, 'SUMMARY', 'SUMMARY:a\\b')],
    ['a colon escaped', 'escaping', line(timed, 'SUMMARY', 'SUMMARY:a\\:b')],
    ['a script as address', 'uri', line(timed, 'URL', 'URL;VALUE=URI:javascript:alert(1)')],
    ['a status nobody knows', 'value', line(timed, 'STATUS', 'STATUS:CANCELED')],
    ['a place written with a comma', 'value', line(timed, 'GEO', 'GEO:52.1,21.0')],
    ['an offset with seconds', 'value', line(timed, 'TZOFFSETTO', 'TZOFFSETTO:+012400')],
    ['30 February', 'date-form', instead(days, /^(DTSTART;VALUE=DATE:\d{4})\d{4}/m, '$10230')],
    [
      'an end on the day of the start',
      'end',
      instead(
        days,
        lineOf(days, 'DTEND'),
        lineOf(events(days)[0] ?? '', 'DTSTART').replace('DTSTART', 'DTEND')
      ),
    ],
    ['COUNT and UNTIL', 'rule', instead(series, 'COUNT=8', 'COUNT=8;UNTIL=20300101T000000Z')],
    ['a rule by the hour', 'rule', instead(series, 'FREQ=WEEKLY', 'FREQ=HOURLY')],
    [
      'a date nobody may add',
      'unknown-property',
      withMore(timed, 'SUMMARY', 'RDATE:20270101T100000Z'),
    ],
    [
      'a UID of 256 octets',
      'uid-form',
      line(
        timed,
        'UID',
        `UID:${'ż'.repeat(20)}${'\r\n '}${'x'.repeat(60)}\r\n ${'x'.repeat(74)}\r\n ${'x'.repeat(74)}\r\n ${'x'.repeat(8)}`
      ),
    ],
  ]

  test.each(more)('takes %s for a breach of “%s”', (_, rule, file) => {
    expect(rulesBroken(file)).toEqual([rule])
  })

  test('takes hours without a T, and an interval that does not say what it is, for no wish', () => {
    const asked = timed.replaceAll('PT6H', 'P6H')
    expect(rulesBroken(asked)).toEqual(['refresh'])
    const bare = instead(timed, 'REFRESH-INTERVAL;VALUE=DURATION', 'REFRESH-INTERVAL')
    expect(rulesBroken(bare)).toEqual(['refresh'])
  })

  test('takes tabs, long folded lines, lists of parameters and names with X- for right', () => {
    const right = withMore(
      line(timed, 'SUMMARY', `SUMMARY:${'a'.repeat(60)}\r\n ${'ż'.repeat(37)}\r\n \tb`),
      'STATUS',
      'X-NOTE;FEATURE=VIDEO,AUDIO;LABEL="a;b,c":anything; at, all'
    )
    expect(rulesBroken(right)).toEqual([])
  })

  test('names the line of the file as an editor counts it, folds included', () => {
    const wrong = line(arabic, 'STATUS', 'STATUS:CANCELED')
    const [finding] = lint(encoder.encode(wrong)).findings
    expect(wrong.split('\r\n')[(finding?.line ?? 0) - 1]).toBe('STATUS:CANCELED')
    expect(finding).toMatchObject({ rule: 'value', detail: 'STATUS:CANCELED' })
  })

  test('repeats of a long line what one can read, never half a letter', () => {
    const wrong = line(
      timed,
      'SUMMARY',
      `SUMMARY:${'😀,'.repeat(20)}`.replace(/(.{25})/gu, '$1\r\n ')
    )
    const [finding] = lint(encoder.encode(wrong)).findings
    expect(finding?.rule).toBe('escaping')
    expect(finding?.detail.length).toBeLessThanOrEqual(121)
    expect(finding?.detail.isWellFormed()).toBe(true)
  })

  test('tells every breach, in the order of the file', () => {
    const wrong = line(line(timed, 'STATUS', 'STATUS:CANCELED'), 'VERSION', 'VERSION:1.0')
    const found = lint(encoder.encode(wrong)).findings
    expect(found.map(({ detail }) => detail)).toEqual(['VERSION:1.0', 'STATUS:CANCELED'])
  })

  test('reads whatever bytes there are to the end', () => {
    const bytes = encoder.encode(series)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 20 }),
        fc.nat(bytes.length),
        (changes, length) => {
          const damaged = bytes.slice(0, length)
          for (const [at, octet] of changes) if (at < length) damaged[at] = octet
          expect(Array.isArray(lint(damaged).findings)).toBe(true)
        }
      ),
      { numRuns: 300 }
    )
  })
})

describe('the lint of a large feed', () => {
  /** A calendar of so many different events and series, right in every respect. */
  const many = (count: number): Uint8Array => {
    const [head = ''] = series.split('BEGIN:VEVENT')
    const written = [...events(timed), events(series).join('')]
    const all = Array.from({ length: count }, (_, number) =>
      (written[number % written.length] ?? '').replace(/^UID:.*/gm, `UID:event-${number}`)
    )
    return encoder.encode(`${head}${all.join('')}END:VCALENDAR\r\n`)
  }
  const spent = (bytes: Uint8Array): number => {
    const start = performance.now()
    expect(lint(bytes).findings).toEqual([])
    return performance.now() - start
  }

  test('takes as long as the feed is, and 2 MB in a moment', () => {
    const [small, large] = [many(375), many(3000)]
    expect(large.length).toBeGreaterThan(2_000_000)
    spent(small)
    const [first, second] = [Math.min(spent(small), spent(small)), spent(large)]
    expect(second).toBeLessThan(5000)
    // Eight times as much; a square would take 64 times as long.
    expect(second / first).toBeLessThan(24)
  })
})
