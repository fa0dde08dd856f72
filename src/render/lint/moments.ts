import type { Series } from '../../calendar/recurrence.ts'
import { parseRule, type Rule } from '../../calendar/rule.ts'
import { type FloatingMs, isUtc, isZone, resolve, type Zone } from '../../calendar/time.ts'
import { type Component, propertyOf } from './component.ts'
import type { Line } from './lines.ts'

/** When a date or date-time property is: on which clock, and where on it. */
export type Moment = Readonly<{
  /** `VALUE=DATE`. */
  allDay: boolean
  /** Whose wall clock; null for a date and for a floating time. */
  zone: Zone | null
  wall: FloatingMs
}>

/** Where a wall clock stands, in UTC milliseconds; a date and a floating time stand for themselves. */
export const instantOfMoment = ({ zone, wall }: Moment): number =>
  zone === null ? wall : resolve(wall, zone)

/** Asking the runtime for a zone takes longer than reading its line; a file has few zones on many lines. */
const zonesAsked = new Map<string, boolean>()

const isKnownZone = (name: string): boolean => {
  const known = zonesAsked.get(name)
  if (known !== undefined) return known
  if (zonesAsked.size > 1000) zonesAsked.clear()
  const answer = !isUtc(name) && isZone(name)
  zonesAsked.set(name, answer)
  return answer
}

const basic = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/

/**
 * Reads one date or date-time (RFC 5545 §3.3.4, §3.3.5); null for what is malformed, is no real date,
 * does not agree with its VALUE parameter, or is in a zone nobody knows.
 */
export const momentOf = ({ value, params }: Line): Moment | null => {
  const parts = basic.exec(value)
  if (!parts) return null
  const [, year, month, date, hour, minute, second, utc] = parts
  const allDay = hour === undefined
  if (allDay !== (params.get('VALUE') === 'DATE')) return null
  const text = `${year}-${month}-${date}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}`
  const wall = Date.parse(`${text}Z`)
  // Date.parse takes 30 February for 2 March, or refuses it.
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 19) !== text) return null
  const named = params.get('TZID')
  if (allDay || named === undefined) return { allDay, zone: utc ? 'UTC' : null, wall }
  return utc || !isKnownZone(named) ? null : { allDay, zone: named, wall }
}

/** The form and zone of a date-time property, which RECURRENCE-ID and EXDATE share with DTSTART. */
export const formOf = ({ params, value }: Line): string =>
  [params.get('VALUE'), params.get('TZID'), value.length, value.endsWith('Z')].join(' ')

/** The rule of a series; null where there is none, or none that can be read. */
export const ruleOf = (event: Component): Rule | null => {
  const [start, rule] = [propertyOf(event, 'DTSTART'), propertyOf(event, 'RRULE')]
  if (!start || !rule) return null
  const read = parseRule(rule.value, { allDay: start.params.get('VALUE') === 'DATE' })
  return read.ok ? read.rule : null
}

/** The series a component describes, without what is left out of it; null where it has no rule. */
export const seriesOf = (event: Component): (Series & Readonly<{ rule: Rule }>) | null => {
  const written = propertyOf(event, 'DTSTART')
  const start = written && momentOf(written)
  const rule = ruleOf(event)
  if (!start || !rule) return null
  return {
    allDay: start.allDay,
    zone: start.allDay ? null : start.zone,
    start: start.wall,
    end: { kind: 'exact', ms: 0 },
    rule,
    extra: [],
    except: [],
  }
}
