import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import type { Publication } from '../../src/calendar/publication.ts'
import { isSeries } from '../../src/calendar/series.ts'
import type { Manner } from '../../src/render/event-text.ts'
import { itemOf } from '../../src/render/json-feed.ts'
import { veventOf } from '../../src/render/vevent.ts'
import { calendarOf, site } from './fixture.ts'
import { lint } from './lint.ts'
import { seenIn, takesPlaceIn } from './read-series.ts'

const folder = new URL('../cases/', import.meta.url)
type Case = Readonly<{ publication: Publication; lang: string; manner?: Manner }>

describe.each(readdirSync(folder))('the case %s', (name) => {
  const path = (file: string) => new URL(`${name}/${file}`, folder)
  const stored: Case = JSON.parse(readFileSync(path('event.json'), 'utf8'))
  const { lang, manner = {} } = stored
  const publication: Publication = {
    ...stored.publication,
    calledOff: stored.publication.calledOff ?? [],
    previous: stored.publication.previous ?? [],
  }
  // A removed event has no text left but our words.
  const said = publication.state === 'removed' ? (manner.words ?? lang) : lang
  const ics = calendarOf(publication, veventOf(publication, lang, site, manner))
  const item = JSON.parse(itemOf(publication, lang, site, manner))

  // UPDATE_CASES=1 writes the expectations anew; read the difference before you keep it.
  if (process.env.UPDATE_CASES) {
    writeFileSync(path('expected.ics'), ics)
    writeFileSync(path('expected.json'), `${JSON.stringify(item, null, 2)}\n`)
  }

  test('is written byte for byte as expected', () => {
    expect(ics).toBe(readFileSync(path('expected.ics'), 'utf8'))
    const expected = JSON.parse(readFileSync(path('expected.json'), 'utf8'))
    expect(itemOf(publication, lang, site, manner)).toBe(JSON.stringify(expected))
  })

  test('passes the lint', () => {
    expect(lint(ics)).toEqual([])
  })

  test('says in ical.js what the publication says', () => {
    const calendar = new ICAL.Component(ICAL.parse(ics))
    const events = calendar.getAllSubcomponents('vevent')
    for (const event of events) {
      expect(new ICAL.Event(event).sequence).toBe(publication.sequence)
      expect(event.getFirstPropertyValue('last-modified')?.toString()).toBe(publication.changedAt)
      expect(event.getFirstPropertyValue('created')?.toString()).toBe(publication.publishedAt)
      expect(event.getFirstProperty('summary')?.getParameter('language')).toBe(said)
    }
    const { time } = publication.content
    if (isSeries(time)) {
      const span = ['2026-01-01', '2029-01-01'] as const
      const seen = seenIn(ics, ...span)
      expect(seen.map(({ start, end }) => ({ start, end }))).toEqual(
        takesPlaceIn(publication, ...span)
      )
      return
    }
    expect(events).toHaveLength(1)
    const event = new ICAL.Event(events[0])
    expect(event.startDate.isDate).toBe(time.allDay)
    if (time.allDay) {
      expect([event.startDate.toString(), event.endDate.toString()]).toEqual([time.start, time.end])
    } else {
      const passes = instants(time.start, time.zone)
      expect(event.startDate.toJSDate().toISOString()).toBe(
        time.pass === 'second' ? passes[1] : passes[0]
      )
      expect(+event.endDate.toJSDate() - +event.startDate.toJSDate()).toBeGreaterThan(0)
    }
  })
})

/** The instants at which the zone's clock shows the wall time, found by trying: no code of ours. */
const instants = (wall: string, zone: string): string[] => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  const near = Date.parse(`${wall}Z`)
  const found: string[] = []
  for (let ms = near - 15 * 3_600_000; ms < near + 15 * 3_600_000; ms += 15 * 60_000) {
    if (format.format(ms).replace(' ', 'T') === wall) found.push(new Date(ms).toISOString())
  }
  return found
}
