/** `error`: the standard forbids it, or an app is known to show less or nothing. `warning`: it can be missed. */
export type Severity = 'error' | 'warning'

/** One requirement: how grave a breach is, what it asks for, and where that is written. */
type Requirement = Readonly<{ severity: Severity; says: string; basis: string }>

const error = (says: string, basis: string): Requirement => ({ severity: 'error', says, basis })
const warning = (says: string, basis: string): Requirement => ({ severity: 'warning', says, basis })

/** Every requirement a calendar file of ours has to meet, by the name findings carry. */
export const rules = {
  'line-end': error('Every line ends in CRLF, the last one too.', 'RFC 5545 §3.1'),
  octets: error('A line has at most 75 octets.', 'RFC 5545 §3.1'),
  'fold-in-character': error('A line is never folded inside a character.', 'RFC 5545 §3.1'),
  'not-utf8': error('The file is UTF-8.', 'RFC 5545 §3.1.4'),
  'byte-order-mark': error('The file has no byte order mark.', 'RFC 5545 §3.1'),
  'control-character': error('No control character is in it.', 'RFC 5545 §3.1'),
  'content-line': error('A line is NAME;PARAMETER=value:value.', 'RFC 5545 §3.1'),

  'one-calendar': error('The file is exactly one VCALENDAR.', 'RFC 5545 §3.4'),
  nesting: error('Every BEGIN has its END.', 'RFC 5545 §3.6'),
  order: error('Properties stand before the first component.', 'RFC 5545 §3.6'),
  'no-component': error('The calendar has at least one component.', 'RFC 5545 §3.6'),
  'unknown-component': error('There are only events and time zones.', 'RFC 5545 §3.6'),
  'unknown-property': error('A property is one we write, or begins with X-.', 'RFC 5545 §3.8.8.2'),
  forbidden: error(
    'Nothing makes the calendar an invitation, rings, or names a person to answer to.',
    'RFC 5546 §3.2, docs/icalendar.md 6'
  ),
  missing: error('What every app needs is there, exactly once.', 'RFC 5545 §3.6.1'),
  repeated: error('A property stands once in its component.', 'RFC 5545 §3.6.1'),

  escaping: error('Text is escaped exactly once.', 'RFC 5545 §3.3.11'),
  uri: error('An address is a URI, percent-encoded and not escaped as text.', 'RFC 5545 §3.3.13'),
  parameter: error('A parameter’s value is plain, or in quotes and encoded.', 'RFC 6868'),
  value: error('A value has the form its property asks for.', 'RFC 5545 §3.8'),
  language: error('A LANGUAGE is a language tag with hyphens.', 'RFC 5646'),
  refresh: error(
    'REFRESH-INTERVAL and X-PUBLISHED-TTL are the same duration, with its T.',
    'RFC 7986 §5.7'
  ),
  busy: warning('A public event does not make its readers busy.', 'RFC 5545 §3.8.2.7'),
  stamp: error('Stamps are UTC instants.', 'RFC 5545 §3.8.7'),
  'stamp-order': warning('Nothing was changed before it was made.', 'RFC 5545 §3.8.7'),

  'zone-missing': error('Every TZID has its VTIMEZONE.', 'RFC 5545 §3.2.19'),
  'zone-twice': error('A time zone is defined once.', 'RFC 5545 §3.6.5'),
  'zone-name': error('A TZID is the name of a place, not UTC.', 'RFC 5545 §3.2.19'),
  'zone-standard': error('A VTIMEZONE has its standard time.', 'RFC 5545 §3.6.5'),
  'date-form': error(
    'A date says VALUE=DATE, a date-time does not, and both are real.',
    'RFC 5545 §3.8.2'
  ),
  'end-form': error('DTEND has the form and the zone of DTSTART.', 'RFC 5545 §3.8.2.2'),
  end: error('DTEND lies after DTSTART.', 'RFC 5545 §3.8.2.2'),
  floating: error('A time of day has a zone.', 'RFC 5545 §3.3.5'),
  'uid-twice': error('A UID stands once, and each date of its series once.', 'RFC 5545 §3.8.4.7'),
  'uid-form': error('A UID is one word of at most 255 octets.', 'RFC 7986 §5.3'),

  rule: error('A rule is one that every app reads alike.', 'RFC 5545 §3.3.10'),
  until: error('UNTIL is UTC, or a date in a series of dates.', 'RFC 5545 §3.3.10'),
  'rule-start': error('DTSTART is a date of the rule.', 'RFC 5545 §3.8.5.3'),
  'dropped-form': error('EXDATE has the form and the zone of DTSTART.', 'RFC 5545 §3.8.5.1'),
  'dropped-alone': error('Only a rule has dates left out.', 'RFC 5545 §3.8.5.1'),
  'dropped-twice': error('A date is left out once.', 'RFC 5545 §3.8.5.1'),
  'dropped-nothing': warning('What is left out is a date of the rule.', 'RFC 5545 §3.8.5.1'),
  'override-form': error(
    'RECURRENCE-ID has the form and the zone of the series’ DTSTART.',
    'RFC 5545 §3.8.4.4'
  ),
  'override-rule': error('A changed date has no rule of its own.', 'RFC 5545 §3.8.4.4'),
  'override-alone': error('A changed date has its series.', 'RFC 5545 §3.8.4.4'),
  'override-place': error('A changed date stands right after its series.', 'docs/icalendar.md 16'),
  'override-dropped': error('A changed date is not left out too.', 'RFC 5545 §3.8.5.1'),
  'override-nothing': warning('What is changed is a date of the rule.', 'RFC 5545 §3.8.4.4'),
} as const satisfies Readonly<Record<string, Requirement>>

export type RuleName = keyof typeof rules

/** One breach. `line` counts the lines of the file as it is, folds included, from 1. */
export type Finding = Readonly<{ rule: RuleName; line: number; detail: string }>

/** Takes a breach down. */
export type Report = (rule: RuleName, line: number, detail: string) => void
