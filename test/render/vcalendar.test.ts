import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { calendarHead, calendarTail } from '../../src/render/vcalendar.ts'
import { vtimezoneOf } from '../../src/render/vtimezone.ts'
import { lint } from './lint.ts'

const about = {
  name: 'Wydarzenia; Polska, i dalej\r\nMETHOD:REQUEST',
  description: 'Everything,\n\u0000for everyone',
  lang: 'pl',
  url: 'https://calendar.example.eu/',
  source: 'https://calendar.example.eu/feeds/events.ics?country=PL,EU&locale=pl',
  vtimezones: [],
}

describe('a calendar without events', () => {
  const empty = calendarHead(about) + calendarTail

  test('has one component, the zone of Brussels, and passes the lint', () => {
    expect(lint(empty)).toEqual([])
    expect(empty.match(/BEGIN:VTIMEZONE\r\nTZID:Europe\/Brussels/g)).toHaveLength(1)
  })

  test('says its name, description and addresses in ical.js as given', () => {
    const calendar = new ICAL.Component(ICAL.parse(empty))
    // ical.js does not know that NAME is a TEXT and leaves it as it is written.
    expect(calendar.getFirstPropertyValue('name')).toBe(
      'Wydarzenia\\; Polska\\, i dalej\\nMETHOD:REQUEST'
    )
    expect(calendar.getFirstProperty('name')?.getParameter('language')).toBe('pl')
    expect(calendar.getFirstPropertyValue('description')).toBe('Everything,\nfor everyone')
    expect(calendar.getFirstPropertyValue('source')).toBe(about.source)
    expect(calendar.getFirstPropertyValue('method')).toBe(null)
  })

  test('asks to be read again every six hours, in both dialects', () => {
    expect(empty).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n')
    expect(empty).toContain('X-PUBLISHED-TTL:PT6H\r\n')
    const hourly = calendarHead({ ...about, refresh: 'PT1H' })
    expect(hourly).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n')
  })

  test('has the same bytes each time', () => {
    expect(calendarHead(about) + calendarTail).toBe(empty)
  })
})

test('A calendar with zones has those and no other', () => {
  const kyiv = vtimezoneOf('Europe/Kyiv', { from: 2026, to: 2026 })
  const text = calendarHead({ ...about, vtimezones: [kyiv] }) + calendarTail
  expect(lint(text)).toEqual([])
  expect(text.match(/TZID:.*/g)).toEqual(['TZID:Europe/Kyiv'])
})

test('A calendar without a description or language says neither', () => {
  const { description, lang, ...bare } = about
  const text = calendarHead(bare) + calendarTail
  expect(lint(text)).toEqual([])
  expect(text).not.toMatch(/DESC|LANGUAGE/)
})
