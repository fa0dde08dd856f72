import { lintSeries } from './lint-series.ts'

/** One content line, unfolded and taken apart (RFC 5545 §3.1). */
export type Line = Readonly<{
  name: string
  params: ReadonlyMap<string, string>
  value: string
}>
export type Component = { name: string; lines: Line[]; components: Component[] }

const text = [
  'SUMMARY',
  'DESCRIPTION',
  'LOCATION',
  'CONTACT',
  'NAME',
  'CATEGORIES',
  'UID',
  'X-WR-CALNAME',
  'X-WR-CALDESC',
  'X-ALT-DESC',
]
const uri = ['URL', 'SOURCE', 'CONFERENCE']

/** Registered names we write; any `X-` name may stand beside them. */
const known: Readonly<Record<string, readonly string[]>> = {
  VCALENDAR: [
    'VERSION',
    'PRODID',
    'CALSCALE',
    'NAME',
    'DESCRIPTION',
    'URL',
    'SOURCE',
    'REFRESH-INTERVAL',
  ],
  VTIMEZONE: ['TZID'],
  STANDARD: ['DTSTART', 'RRULE', 'TZOFFSETFROM', 'TZOFFSETTO'],
  DAYLIGHT: ['DTSTART', 'RRULE', 'TZOFFSETFROM', 'TZOFFSETTO'],
  VEVENT: [
    'UID',
    'SEQUENCE',
    'DTSTAMP',
    'CREATED',
    'LAST-MODIFIED',
    'DTSTART',
    'DTEND',
    'SUMMARY',
    'DESCRIPTION',
    'LOCATION',
    'STATUS',
    'TRANSP',
    'CATEGORIES',
    'GEO',
    'URL',
    'CONTACT',
    'CONFERENCE',
    'RECURRENCE-ID',
    'RRULE',
    'EXDATE',
    'RELATED-TO',
  ],
}

/** Exactly one of each. */
const required: Readonly<Record<string, readonly string[]>> = {
  VCALENDAR: [
    'VERSION',
    'PRODID',
    'CALSCALE',
    'NAME',
    'X-WR-CALNAME',
    'REFRESH-INTERVAL',
    'X-PUBLISHED-TTL',
  ],
  VTIMEZONE: ['TZID'],
  STANDARD: ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO'],
  DAYLIGHT: ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO'],
  VEVENT: [
    'UID',
    'SEQUENCE',
    'DTSTAMP',
    'CREATED',
    'LAST-MODIFIED',
    'DTSTART',
    'DTEND',
    'SUMMARY',
    'STATUS',
    'TRANSP',
  ],
}

/** What is wrong with an iCalendar file, by the requirements of `docs/icalendar.md`; empty when right. */
export const lint = (file: string): string[] => {
  const wrong: string[] = []
  if (!file.isWellFormed()) wrong.push('a surrogate stands alone')
  const bytes = new TextEncoder().encode(file)
  const lines = physicalLines(bytes, wrong)
  const root: Component = { name: '', lines: [], components: [] }
  const open = [root]
  for (const raw of lines) {
    const line = parseLine(raw)
    const here = open.at(-1)
    if (!line || !here) wrong.push(`not a content line: ${raw}`)
    else if (line.name === 'BEGIN') {
      const component = { name: line.value, lines: [], components: [] }
      here.components.push(component)
      open.push(component)
    } else if (line.name === 'END') {
      if (open.pop()?.name !== line.value) wrong.push(`END:${line.value} closes nothing`)
    } else {
      if (here.components.length > 0) wrong.push(`${line.name} stands after a component`)
      here.lines.push(line)
    }
  }
  if (open.length !== 1) wrong.push('a component is left open')
  const [calendar, ...others] = root.components
  if (calendar?.name !== 'VCALENDAR' || others.length > 0 || root.lines.length > 0) {
    return [...wrong, 'not exactly one VCALENDAR']
  }
  return [...wrong, ...lintComponent(calendar), ...lintCalendar(calendar)]
}

const physicalLines = (bytes: Uint8Array, wrong: string[]): string[] => {
  const unfolded: string[] = []
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let start = 0
  while (start < bytes.length) {
    const end = bytes.indexOf(0x0a, start)
    if (end < 1 || bytes[end - 1] !== 0x0d) {
      wrong.push('a line does not end in CRLF')
      return unfolded
    }
    if (end - 1 - start > 75) wrong.push(`a line has ${end - 1 - start} octets`)
    // Fatal: throws when a fold cut a UTF-8 sequence.
    const line = decoder.decode(bytes.subarray(start, end - 1))
    if (/[^\P{Cc}\t]|\p{Zl}|\p{Zp}|^\ufeff/u.test(line)) wrong.push('a control character')
    if (line.startsWith(' ')) unfolded.push((unfolded.pop() ?? '') + line.slice(1))
    else unfolded.push(line)
    start = end + 1
  }
  return unfolded
}

const parseLine = (raw: string): Line | undefined => {
  const match = /^([A-Z][A-Z0-9-]*)((?:;[A-Z][A-Z0-9-]*=(?:"[^"]*"|[^";:,]*))*):(.*)$/su.exec(raw)
  if (!match) return undefined
  const [, name = '', params = '', value = ''] = match
  const pairs = [...params.matchAll(/;([A-Z0-9-]+)=("[^"]*"|[^";:,]*)/gu)]
  return { name, value, params: new Map(pairs.map(([, key = '', of = '']) => [key, of])) }
}

const lintComponent = (component: Component): string[] => {
  const { name, lines, components } = component
  const count = (property: string) => lines.filter((line) => line.name === property).length
  const names = [...new Set(lines.map((line) => line.name))]
  return [
    ...(known[name] ? [] : [`a component ${name}`]),
    ...names
      .filter((property) => !property.startsWith('X-') && !known[name]?.includes(property))
      .map((property) => `${property} in ${name}`),
    ...names
      .filter((property) => count(property) > 1 && property !== 'EXDATE')
      .map((property) => `two ${property} in ${name}`),
    ...(required[name] ?? [])
      .filter((property) => count(property) !== 1)
      .map((property) => `${count(property)} ${property} in ${name}`),
    ...lines.flatMap(lintValue),
    ...components.flatMap(lintComponent),
  ]
}

const lintValue = ({ name, value }: Line): string[] => {
  const unescaped = value.replace(/\\[\\;,nN]/g, '')
  if (text.includes(name)) {
    const bad = name === 'CATEGORIES' ? /[\\;]/ : /[\\;,]/
    return bad.test(unescaped) ? [`${name} is not escaped once: ${value}`] : []
  }
  if (
    uri.includes(name) &&
    !/^https?:\/\/(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/.test(value)
  ) {
    return [`${name} is no URI: ${value}`]
  }
  if (['DTSTAMP', 'CREATED', 'LAST-MODIFIED'].includes(name) && !/^\d{8}T\d{6}Z$/.test(value)) {
    return [`${name} is not UTC: ${value}`]
  }
  if (name.startsWith('TZOFFSET') && !/^[+-]\d{4}$/.test(value)) return [`${name}:${value}`]
  if (name === 'GEO' && !/^-?\d+(\.\d{1,6})?;-?\d+(\.\d{1,6})?$/.test(value))
    return [`GEO:${value}`]
  return []
}

const lintCalendar = ({ components }: Component): string[] => {
  const named = (name: string) => components.filter((component) => component.name === name)
  const propertyOf = (component: Component, name: string) =>
    component.lines.find((line) => line.name === name)
  const zones = named('VTIMEZONE').map((zone) => propertyOf(zone, 'TZID')?.value ?? '')
  const names = named('VEVENT').map((event) =>
    ['UID', 'RECURRENCE-ID'].map((name) => propertyOf(event, name)?.value ?? '').join(' ')
  )
  const used = named('VEVENT').flatMap((event) =>
    event.lines.flatMap((line) => line.params.get('TZID') ?? [])
  )
  return [
    ...(components.length === 0 ? ['no component'] : []),
    ...(new Set(zones).size < zones.length ? ['a VTIMEZONE twice'] : []),
    ...(new Set(names).size < names.length ? ['a UID twice, or a date of one'] : []),
    ...used.filter((zone) => !zones.includes(zone)).map((zone) => `no VTIMEZONE for ${zone}`),
    ...used.filter((zone) => /^\/|UTC$|Z$/.test(zone)).map((zone) => `TZID=${zone}`),
    ...named('VTIMEZONE').flatMap(({ components: parts }) =>
      parts.some((part) => part.name === 'STANDARD') ? [] : ['VTIMEZONE without STANDARD']
    ),
    ...named('VEVENT').flatMap((event) =>
      lintSpan(propertyOf(event, 'DTSTART'), propertyOf(event, 'DTEND'))
    ),
    ...lintSeries(named('VEVENT')),
  ]
}

const lintSpan = (start: Line | undefined, end: Line | undefined): string[] => {
  if (!start || !end) return []
  const kind = ({ params, value }: Line) =>
    [params.get('VALUE'), params.get('TZID'), value.length, value.endsWith('Z')].join(' ')
  const forms = /^(\d{8}|\d{8}T\d{6}Z?)$/
  const floats =
    start.value.includes('T') && !start.value.endsWith('Z') && !start.params.has('TZID')
  return [
    ...(forms.test(start.value) && forms.test(end.value) ? [] : ['DTSTART or DTEND malformed']),
    ...(kind(start) === kind(end) ? [] : ['DTSTART and DTEND are of different kinds']),
    // Both are of one kind and zone, so their basic forms compare as text.
    ...(end.value > start.value ? [] : ['DTEND is not after DTSTART']),
    ...(floats ? ['a floating DTSTART'] : []),
  ]
}
