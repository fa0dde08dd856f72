import { expect, test } from 'vitest'
import { checkAll } from '../../src/journeys/render.ts'
import { saturdayMarket } from '../cast.ts'
import { type Stage, setStage } from './stage.ts'

/** Lines of a calendar without their folds. */
const linesOf = (text: string, name: string) =>
  text
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .filter((line) => line.startsWith(name))

/** The Saturday market, two hours later by an approved edit. */
const changed = async (stage: Stage): Promise<string> => {
  const { event } = await stage.publish(saturdayMarket)
  const seen = await stage.call('GET', `/v1/events/${event}`)
  stage.clock.now = '2027-02-10T08:00:00Z'
  const edited = await stage.call('POST', `/v1/events/${event}/revisions`, {
    key: stage.keys.ana,
    body: {
      event: {
        ...saturdayMarket,
        time: { ...saturdayMarket.time, start: '2027-05-08T12:00', end: '2027-05-08T18:00' },
      },
    },
    headers: { 'If-Match': seen.headers.get('etag') ?? '', 'Idempotency-Key': crypto.randomUUID() },
  })
  expect(edited.status, edited.text).toBe(201)
  const submission = JSON.parse(edited.text).id
  const decided = await stage.decide(submission, { verb: 'approve' })
  expect(decided.status, decided.text).toBe(201)
  return event
}

test('An approved edit tells what has changed, in the reader’s language, and is checked as stored', async () => {
  const stage = await setStage()
  await changed(stage)
  const feed = async (locale: string, ext = 'ics') =>
    (await stage.call('GET', `/feeds/events.${ext}?country=PT&locale=${locale}`)).text

  expect(linesOf(await feed('en'), 'DESCRIPTION;LANGUAGE=en').at(-1)).toContain(
    'Changed on 10 February 2027: was 10:00–16:00\\, now 12:00–18:00.'
  )
  const ukrainian = await feed('uk')
  expect(linesOf(ukrainian, 'SUMMARY')).toEqual(['SUMMARY;LANGUAGE=pt:Mercado de sábado'])
  expect(linesOf(ukrainian, 'DESCRIPTION;LANGUAGE=pt').at(-1)).toContain(
    'Змінено 10 лютого 2027 р.: раніше 10:00–16:00\\, тепер 12:00–18:00.'
  )
  // Text in a later wish goes before our words in the first.
  expect(linesOf(await feed('uk,en'), 'SUMMARY')).toEqual(['SUMMARY;LANGUAGE=en:Saturday market'])
  expect(JSON.parse(await feed('fi', 'json')).items[0]).toMatchObject({
    language: 'pt',
    content_text: expect.stringContaining('Muutettu 10. helmikuuta 2027:'),
  })
  expect((await checkAll(stage.ports)).differences).toEqual([])
})

test('A cancellation is told where the reader asked for it, in words they read', async () => {
  const stage = await setStage()
  const { event } = await stage.publish(saturdayMarket)
  const key = stage.keys.ana
  await stage.call('PUT', `/v1/events/${event}/status`, { key, body: { status: 'cancelled' } })
  const told = async (parameters: string) => {
    const { text } = await stage.call('GET', `/feeds/events.ics?country=PT&${parameters}`)
    return [...linesOf(text, 'SUMMARY'), ...linesOf(text, 'STATUS')]
  }

  expect(await told('locale=et')).toEqual([
    'SUMMARY;LANGUAGE=pt:Tühistatud: Mercado de sábado',
    'STATUS:CANCELLED',
  ])
  expect(await told('locale=et&cancelled=title')).toEqual([
    'SUMMARY;LANGUAGE=pt:Tühistatud: Mercado de sábado',
    'STATUS:CONFIRMED',
  ])
  expect(await told('locale=en&cancelled=status')).toEqual([
    'SUMMARY;LANGUAGE=en:Saturday market',
    'STATUS:CANCELLED',
  ])
  expect(await told('locale=en&cancelled=hide')).toEqual([])
})
