import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Publication } from '../../src/calendar/publication.ts'
import { takesPlaceIn } from '../render/read-series.ts'

const folder = new URL('../cases/', import.meta.url)
const expand = fileURLToPath(new URL('expand-calendar.py', import.meta.url))
const names = readdirSync(folder).filter((name) => name.startsWith('series-'))

/** recurring_ical_events and icalendar of Debian: `apt-get install python3-recurring-ical-events`. */
test.each(names)('recurring_ical_events sees %s as the calendar does', (name) => {
  const path = (file: string) => fileURLToPath(new URL(`${name}/${file}`, folder))
  const { publication }: Readonly<{ publication: Publication }> = JSON.parse(
    readFileSync(path('event.json'), 'utf8')
  )
  const span = ['2026-01-01', '2029-01-01'] as const
  const seen: { start: string; end: string }[] = JSON.parse(
    execFileSync('/usr/bin/python3', [expand, path('expected.ics'), ...span], { encoding: 'utf8' })
  )
  expect(seen.sort((a, b) => (a.start + a.end < b.start + b.end ? -1 : 1))).toEqual(
    takesPlaceIn(publication, ...span)
  )
})
