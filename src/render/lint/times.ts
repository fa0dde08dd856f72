import { isUtc } from '../../calendar/time.ts'
import { type Component, componentsOf, propertyOf } from './component.ts'
import type { Line } from './lines.ts'
import { formOf, momentOf } from './moments.ts'
import type { Report } from './rules.ts'

const dated: ReadonlySet<string> = new Set(['DTSTART', 'DTEND', 'RECURRENCE-ID', 'EXDATE'])

const said = ({ name, value, params }: Line): string => {
  const zone = params.get('TZID')
  return zone === undefined ? `${name}:${value}` : `${name};TZID=${zone}:${value}`
}

/** What is wrong with zones, and with when each event begins and ends. */
export const lintTimes = (calendar: Component, report: Report): void => {
  const defined = new Set<string>()
  for (const zone of componentsOf(calendar, 'VTIMEZONE')) {
    const name = propertyOf(zone, 'TZID')?.value ?? ''
    if (defined.has(name)) report('zone-twice', zone.at, name)
    defined.add(name)
    if (componentsOf(zone, 'STANDARD').length === 0) report('zone-standard', zone.at, name)
  }
  for (const event of componentsOf(calendar, 'VEVENT')) {
    for (const line of event.lines) if (dated.has(line.name)) lintDate(line, defined, report)
    const [start, end] = [propertyOf(event, 'DTSTART'), propertyOf(event, 'DTEND')]
    if (start && end) lintEnd(start, end, report)
    lintStampOrder(event, report)
  }
}

const lintDate = (line: Line, defined: ReadonlySet<string>, report: Report): void => {
  const zone = line.params.get('TZID')
  if (zone !== undefined) {
    // A `/` in front was to fix one app and broke others; UTC is the Z form.
    const isPlace = !isUtc(zone) && !zone.startsWith('/') && !zone.endsWith('Z')
    if (!isPlace) report('zone-name', line.at, zone)
    else if (!defined.has(zone)) report('zone-missing', line.at, zone)
    if (!isPlace || !defined.has(zone)) return
  }
  const moment = momentOf(line)
  if (!moment) report('date-form', line.at, said(line))
  else if (!moment.allDay && moment.zone === null) report('floating', line.at, said(line))
}

const lintEnd = (start: Line, end: Line, report: Report): void => {
  if (formOf(start) !== formOf(end)) report('end-form', end.at, `${said(start)}, ${said(end)}`)
  // Both are of one kind and zone, so their basic forms compare as text.
  else if (end.value <= start.value) report('end', end.at, `${start.value}, ${end.value}`)
}

const lintStampOrder = (event: Component, report: Report): void => {
  const [created, modified] = [propertyOf(event, 'CREATED'), propertyOf(event, 'LAST-MODIFIED')]
  if (created && modified && modified.value < created.value)
    report('stamp-order', modified.at, `${created.value}, ${modified.value}`)
}
