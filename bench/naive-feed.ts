import ical from 'ical-generator'
import { DateTime } from 'luxon'
import type { EventContent } from '../src/calendar/event.ts'
import type { Label } from '../src/calendar/label.ts'
import { floating, type LocalDate, type Window } from '../src/calendar/time.ts'
import { countries } from '../src/calendar/vocabularies/countries.ts'
import type { SqliteDriver } from '../src/store/sqlite.ts'

type Row = Readonly<{
  uid: string
  sequence: number
  content: string
  published_at: string
  changed_at: string
}>

/** What a naive feed is asked for: events with one label in a window, as of a day. */
export type NaiveWish = Readonly<{ label: Label; window: Window; today: LocalDate }>

/**
 * Gives the naive way the one index an ordinary implementer has and we do not: events by label. It
 * lives in this connection only.
 */
export const prepareNaive = (driver: SqliteDriver): Promise<void> =>
  driver.atomically(
    [
      'create temp table tagged as select label, number from label order by label, number',
      'create index temp.tagged_label on tagged (label, number)',
    ].map((sql) => ({ toSQL: () => ({ sql, params: [] }) }))
  )

/**
 * The feed as an ordinary implementer writes it: select the matching rows, build the calendar for
 * this request. It is spared what costs it more and what it would get wrong: it knows one-off events
 * only, has no VTIMEZONE, no plain text made of HTML, no LANGUAGE, no language to choose.
 */
export const naiveFeed = async (
  driver: SqliteDriver,
  { label, window, today }: NaiveWish,
  baseUrl: string
): Promise<Uint8Array> => {
  const rows = await driver.all<Row>(
    `select p.uid, p.sequence, p.content, p.published_at, p.changed_at
     from publication p
       join tagged t on t.number = p.number
       join occurrence o on o.event_id = p.event_id
     where t.label = ? and o.starts < ? and o.ends > ?
       and (p.state in ('published', 'archived') or p.leaves_on > ?)
     order by o.starts, p.event_id`,
    [label, floating(window.to), floating(window.from), today]
  )
  const calendar = ical({ name: 'Integration calendar', url: `${baseUrl}/feeds/events.ics` })
  for (const row of rows) {
    const content = JSON.parse(row.content) as EventContent
    const { time, place } = content
    const { title, teaser, description } = content.translations[content.originalLang]!
    const zone = time.zone ?? 'utc'
    const utc = (value: string) => DateTime.fromISO(value, { zone: 'utc' })
    const country = countries.get(place?.country ?? '')?.label
    calendar.createEvent({
      id: row.uid,
      sequence: row.sequence,
      stamp: utc(row.changed_at),
      created: utc(row.published_at),
      lastModified: utc(row.changed_at),
      allDay: time.allDay,
      timezone: time.allDay ? null : zone,
      start: DateTime.fromISO(time.start, { zone }),
      end: time.end === undefined ? null : DateTime.fromISO(time.end, { zone }),
      summary: title,
      description: { plain: teaser ?? title, ...(description && { html: description }) },
      location: [place?.name, place?.address, place?.city, country].filter(Boolean).join(', '),
      categories: content.themes.map((name) => ({ name })),
      url: `${baseUrl}/events/${row.uid}`,
    })
  }
  return new TextEncoder().encode(calendar.toString())
}
