import ical from 'ical-generator'
import { DateTime } from 'luxon'
import type { EventContent } from '../src/calendar/event.ts'
import type { Selection } from '../src/calendar/store.ts'
import { countries } from '../src/calendar/vocabularies/countries.ts'
import { hits } from '../src/store/select.ts'
import type { SqliteDriver } from '../src/store/sqlite.ts'

type Row = Readonly<{
  uid: string
  sequence: number
  content: string
  published_at: string
  changed_at: string
}>

/**
 * The feed as an ordinary implementer writes it: select the matching rows, build the calendar for
 * this request. It is spared what costs it more and what it would get wrong: it takes our query and
 * its indices, has no VTIMEZONE, no plain text made of HTML, no LANGUAGE, no language to choose.
 */
export const naiveFeed = async (
  driver: SqliteDriver,
  selection: Selection,
  baseUrl: string
): Promise<Uint8Array> => {
  const { text, values } = hits(selection, 'feed')
  const rows = await driver.all<Row>(
    `select p.uid, p.sequence, p.content, p.published_at, p.changed_at
     from (${text}) h join publication p on p.event_id = h.event_id order by h.starts, h.event_id`,
    values
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
