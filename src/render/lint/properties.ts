import type { Component } from './component.ts'
import type { Report } from './rules.ts'

/** What a component of ours is made of. */
type Shape = Readonly<{
  /** Exactly one of each. */
  required: readonly string[]
  /** At most one of each. */
  optional: readonly string[]
  /** Any number. */
  many?: readonly string[]
  /** Components inside. */
  inside: readonly string[]
}>

const observance: Shape = {
  required: ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO'],
  optional: ['RRULE'],
  inside: [],
}

/**
 * Registered names we write; any `X-` name may stand beside them, once. Names of other standards are
 * left out on purpose: a component or property a parser does not know makes some refuse the file.
 */
const shapes: Readonly<Record<string, Shape>> = {
  VCALENDAR: {
    required: [
      'VERSION',
      'PRODID',
      'CALSCALE',
      'NAME',
      'X-WR-CALNAME',
      'REFRESH-INTERVAL',
      'X-PUBLISHED-TTL',
    ],
    optional: ['DESCRIPTION', 'URL', 'SOURCE'],
    inside: ['VTIMEZONE', 'VEVENT'],
  },
  VTIMEZONE: { required: ['TZID'], optional: [], inside: ['STANDARD', 'DAYLIGHT'] },
  STANDARD: observance,
  DAYLIGHT: observance,
  VEVENT: {
    required: [
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
    optional: [
      'DESCRIPTION',
      'LOCATION',
      'CATEGORIES',
      'GEO',
      'URL',
      'CONTACT',
      'CONFERENCE',
      'RECURRENCE-ID',
      'RRULE',
      'RELATED-TO',
    ],
    many: ['EXDATE'],
    inside: [],
  },
}

/** Legal, and still never in a public feed, by the component they would stand in. */
const forbidden: Readonly<Record<string, readonly string[]>> = {
  VCALENDAR: ['METHOD', 'UID'],
  VEVENT: ['ATTENDEE', 'ORGANIZER', 'VALARM'],
}

/** What stands in each component that should not, is missing, or stands there twice. */
export const lintProperties = (component: Component, report: Report): void => {
  const { name, at, lines, components } = component
  const shape = shapes[name]
  if (!shape) return
  const banned = forbidden[name] ?? []
  const known = new Set([...shape.required, ...shape.optional, ...(shape.many ?? [])])
  const counts = new Map<string, number>()
  for (const line of lines) {
    const count = (counts.get(line.name) ?? 0) + 1
    counts.set(line.name, count)
    if (banned.includes(line.name)) report('forbidden', line.at, line.name)
    else if (!known.has(line.name) && !line.name.startsWith('X-'))
      report('unknown-property', line.at, `${line.name} in ${name}`)
    if (count > 1 && !shape.many?.includes(line.name)) report('repeated', line.at, line.name)
  }
  for (const property of shape.required)
    if (!counts.has(property)) report('missing', at, `${property} in ${name}`)
  for (const inner of components) {
    if (banned.includes(inner.name)) report('forbidden', inner.at, inner.name)
    else if (!shape.inside.includes(inner.name))
      report('unknown-component', inner.at, `${inner.name} in ${name}`)
    lintProperties(inner, report)
  }
}
