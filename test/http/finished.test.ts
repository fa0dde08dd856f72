import { expect, test } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { finishedAnswers } from '../../src/http/finished.ts'
import { saturdayMarket } from '../cast.ts'
import { setStage } from './stage.ts'

const market = '/feeds/events.ics?country=PT'

test('after a change elsewhere, a poll that changes nothing confirms what is kept', async () => {
  const { call, finished, ports, publish } = await setStage()
  await publish(saturdayMarket)
  const first = await call('GET', market)
  const kept = finished.current(market)
  await ports.store.setSetting('anything', 'moves the stamp')
  expect(finished.version(market)).toBeUndefined()
  const again = await call('GET', market, {
    headers: { 'If-None-Match': first.headers.get('etag') ?? '' },
  })
  expect(again.status).toBe(304)
  expect(finished.version(market)?.tag).toBe(kept?.tag)
  expect(finished.current(market)?.plain.bytes).toBe(kept?.plain.bytes)
})

test('where nobody has asked for bytes yet, the version alone is kept', async () => {
  const { call, driver, means, publish } = await setStage()
  await publish(saturdayMarket)
  const tag = (await call('GET', market)).headers.get('etag') ?? ''
  const finished = finishedAnswers(1_000_000, () => driver.stamp())
  const restarted = createApp({ ...means, finished })
  const answer = await restarted.request(market, { headers: { 'If-None-Match': tag } })
  expect(answer.status).toBe(304)
  expect(finished.current(market)).toBeUndefined()
  expect(`"${finished.version(market)?.tag}"`).toBe(tag)
  expect((await restarted.request(market)).status).toBe(200)
  expect(finished.current(market)?.tag).toBe(finished.version(market)?.tag)
})

test('bytes of an older version go when a newer one is known', async () => {
  const finished = finishedAnswers(1_000_000, () => 'now')
  const version = { lastModified: '2027-01-10T08:00:00Z', freshHeaders: {}, feed: null }
  const bytes = new Uint8Array(10)
  finished.keep('/x', { ...version, tag: 'old', plain: { bytes, headers: {} }, coded: {} }, 'now')
  finished.keepVersion('/x', { ...version, tag: 'new' }, 'now')
  expect(finished.version('/x')?.tag).toBe('new')
  expect(finished.current('/x')).toBeUndefined()
  expect(finished.known('/x', 'old')).toBeUndefined()
})
