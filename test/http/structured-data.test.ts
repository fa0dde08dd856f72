import { beforeAll, expect, test } from 'vitest'
import { saturdayMarket } from '../cast.ts'
import { complaints, named, read } from '../pages/document.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})

/** The JSON-LD on an event's page, parsed out of the page as a browser would. */
const dataOf = async (path: string): Promise<Record<string, unknown>> => {
  const { status, text } = await stage.visit(path)
  expect(status, text).toBe(200)
  const page = await read(text)
  expect(complaints(page)).toEqual([])
  const blocks = named(page, 'script')
  expect(blocks).toHaveLength(1)
  const [content] = blocks[0]?.children ?? []
  return JSON.parse(content?.type === 'text' ? content.value : '')
}

test('the page of an event tells programs of it, in the language it is shown in', async () => {
  const { event } = await stage.publish(saturdayMarket)
  expect(await dataOf(`/events/${event}`)).toMatchObject({
    '@type': 'Event',
    url: `https://calendar.test/events/${event}`,
    identifier: event,
    name: 'Mercado de sábado',
    startDate: '2027-05-08T10:00:00+01:00',
    eventStatus: 'https://schema.org/EventScheduled',
    location: { name: 'Praça do Martim Moniz' },
  })
  expect((await dataOf(`/events/${event}?locale=en`)).name).toBe('Saturday market')
})

test('a cancellation is there at once', async () => {
  const { event } = await stage.publish(saturdayMarket)
  await dataOf(`/events/${event}`)
  await stage.call('PUT', `/v1/events/${event}/status`, {
    key: stage.keys.ana,
    body: { status: 'cancelled', note: 'Storm.' },
  })
  expect(await dataOf(`/events/${event}`)).toMatchObject({
    eventStatus: 'https://schema.org/EventCancelled',
    startDate: '2027-05-08T10:00:00+01:00',
    name: 'Mercado de sábado',
  })
})

test('a series tells its schedule beside its first date', async () => {
  const time = { ...saturdayMarket.time, rule: 'FREQ=WEEKLY;COUNT=4' }
  const { event } = await stage.publish({ ...saturdayMarket, time })
  expect(await dataOf(`/events/${event}`)).toMatchObject({
    startDate: '2027-05-08T10:00:00+01:00',
    eventSchedule: [
      { repeatFrequency: 'P1W', byDay: ['https://schema.org/Saturday'], endDate: '2027-05-29' },
    ],
  })
})

test('no text can end the block, and it means what was typed', async () => {
  const { event } = await stage.publish(saturdayMarket)
  // Tags are cleaned out at the door; this is the only kind of “<” that comes through.
  const body = { status: 'postponed', note: 'Water < 1 m' }
  await stage.call('PUT', `/v1/events/${event}/status`, { key: stage.keys.ana, body })
  const [, block = ''] =
    /ld\+json">([\s\S]*?)<\/script>/.exec((await stage.visit(`/events/${event}`)).text) ?? []
  expect(block).toContain('Water \\u003c 1 m')
  expect(block).not.toContain('<')
  expect((await dataOf(`/events/${event}`)).description).toMatch(/^Water < 1 m/)
})
