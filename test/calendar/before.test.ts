import { describe, expect, test } from 'vitest'
import { announce } from '../../src/calendar/announcing.ts'
import type { EventContent } from '../../src/calendar/event.ts'
import type { Publication } from '../../src/calendar/publication.ts'
import { archive, publish, restore, retract } from '../../src/calendar/publishing.ts'
import { contentOf, firstPublication, openDoors, saturdayMarket } from '../cast.ts'

const by = { id: 'marta', name: 'Marta' }
const noReason = { code: null, text: null }
const content = contentOf(saturdayMarket)
const first = firstPublication('event', content, openDoors, '2027-01-10T08:00:00Z').publication

const revised = (before: Publication, content: EventContent, at: string): Publication =>
  publish(
    before,
    { event: 'event', revision: before.revision + 1, content, organisation: openDoors },
    by,
    at
  ).publication

const at = (hour: number) =>
  contentOf(saturdayMarket, {
    time: {
      allDay: false,
      start: `2027-05-08T${hour}:00`,
      end: '2027-05-08T23:00',
      zone: 'Europe/Lisbon',
    },
  })
const changedOn = (day: number) => `2027-02-${day}T09:00:00Z`

describe('what stood before', () => {
  test('is nothing at first', () => {
    expect(first.previous).toEqual([])
  })

  test.each([
    ['time', at(11)],
    ['place', contentOf(saturdayMarket, { place: { name: 'Casa do Povo', city: 'Lisboa' } })],
    ['attendance', contentOf(saturdayMarket, { attendance: 'mixed' })],
  ])('is kept with the moment of the step that changed the %s', (_, fresh) => {
    expect(revised(first, fresh, changedOn(10)).previous).toEqual([
      {
        at: changedOn(10),
        time: content.time,
        place: { name: 'Praça do Martim Moniz', city: 'Lisboa' },
        attendance: 'offline',
      },
    ])
  })

  test('has the step’s own moment also when the clock ran back', () => {
    const step = revised(first, at(11), '2026-01-01T00:00:00Z')
    expect(step.previous[0]?.at).toBe(step.changedAt)
  })

  test('is not what other words, a point on the map or an announcement change', () => {
    const reworded = contentOf(saturdayMarket, {
      translations: { pt: { title: 'Outro título' } },
      place: { ...saturdayMarket.place, lat: 38, lon: -9 },
    })
    expect(revised(first, reworded, changedOn(10)).previous).toEqual([])
    expect(announce(first, 'move_online', null, by, changedOn(10)).publication.previous).toEqual([])
  })

  test('is kept of the last three changes, the newest last', () => {
    const last = [11, 12, 13, 14].reduce(
      (before, hour) => revised(before, at(hour), changedOn(hour)),
      first
    )
    expect(last.previous.map((before) => before.at)).toEqual([12, 13, 14].map(changedOn))
    expect(last.previous.map(({ time }) => time.start)).toEqual(
      [11, 12, 13].map((hour) => `2027-05-08T${hour}:00`)
    )
  })

  test('stays when the event is cancelled, withdrawn or archived, and goes when it is removed', () => {
    const changed = revised(first, at(11), changedOn(10))
    const later = changedOn(20)
    const kept = [
      announce(changed, 'cancel', null, by, later),
      retract(changed, 'withdraw', noReason, by, later),
      archive(changed, by, later),
    ]
    for (const { publication } of kept) expect(publication.previous).toEqual(changed.previous)
    const removed = retract(changed, 'remove', noReason, by, later).publication
    expect(removed.previous).toEqual([])
    expect(restore(removed, content, noReason, by, later).publication.previous).toEqual([])
  })
})
