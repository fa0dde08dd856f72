import ICAL from 'ical.js'
import type { Publication } from '../../src/calendar/publication.ts'
import { occurrencesWithin } from '../../src/calendar/series.ts'
import { dateOf, day, floating } from '../../src/calendar/time.ts'

/** One time an event takes place, as a subscriber sees it. */
export type Seen = Readonly<{ start: string; end: string; title: string; status: string }>

const form = (time: ICAL.Time): string =>
  time.isDate ? time.toString() : `${time.toJSDate().toISOString().slice(0, 16)}Z`

/**
 * What ical.js shows of a calendar in a span of days: masters expanded on the file's own time
 * zones, overrides in their places, single events. Sorted; nothing of ours decides what is seen.
 */
export const seenIn = (file: string, from: string, to: string): Seen[] => {
  ICAL.TimezoneService.reset()
  const calendar = new ICAL.Component(ICAL.parse(file))
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone))
  }
  const all = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))
  const masters = all.filter((event) => !event.isRecurrenceException())
  const seen: Seen[] = []
  const see = (event: ICAL.Event, start: ICAL.Time, end: ICAL.Time) => {
    const found = { start: form(start), end: form(end) }
    if (found.start.slice(0, 10) < from || found.start.slice(0, 10) >= to) return
    const status = String(event.component.getFirstPropertyValue('status'))
    seen.push({ ...found, title: event.summary, status })
  }
  for (const master of masters) {
    for (const other of all) {
      if (other.isRecurrenceException() && other.uid === master.uid) master.relateException(other)
    }
    if (!master.isRecurring()) {
      see(master, master.startDate, master.endDate)
      continue
    }
    const dates = master.iterator()
    // An override may move a date back into the span, by less than this.
    const latest = new Date(Date.parse(to) + 100 * 86_400_000).toISOString()
    for (let date = dates.next(); date && form(date) < latest; date = dates.next()) {
      const { item, startDate, endDate } = master.getOccurrenceDetails(date)
      see(item, startDate, endDate)
    }
  }
  return seen.sort((a, b) => (a.start + a.end < b.start + b.end ? -1 : 1))
}

/** What the calendar itself says takes place on these days, in the same shape and order. */
export const takesPlaceIn = (
  { event, content }: Publication,
  from: string,
  to: string
): Pick<Seen, 'start' | 'end'>[] => {
  const text = (ms: number, allDay: boolean) =>
    allDay ? dateOf(ms) : `${new Date(ms).toISOString().slice(0, 16)}Z`
  const span = { from: floating(from) - 2 * day, to: floating(to) + 2 * day }
  return occurrencesWithin(event, content, span)
    .map(({ startAt, endAt, allDay }) => ({
      start: text(startAt, allDay),
      end: text(content.time.end === undefined ? startAt + 3_600_000 : endAt, allDay),
    }))
    .filter(({ start }) => start.slice(0, 10) >= from && start.slice(0, 10) < to)
    .sort((a, b) => (a.start + a.end < b.start + b.end ? -1 : 1))
}
