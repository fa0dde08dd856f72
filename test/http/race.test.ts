import { expect, test } from 'vitest'
import type { Store } from '../../src/calendar/store.ts'
import { createApp } from '../../src/http/app.ts'
import { finishedAnswers } from '../../src/http/finished.ts'
import { announceStatus } from '../../src/journeys/announce.ts'
import { saturdayMarket, ana as someAna } from '../cast.ts'
import { setStage } from './stage.ts'

test('a commit between asking for the version and reading the body leaves no newer bytes under an older tag', async () => {
  const stage = await setStage()
  const { event } = await stage.publish(saturdayMarket)
  const { store } = stage.ports
  const organisation = (await store.head(event))?.organisation ?? null
  const ana = { ...someAna, organisation }

  // The same store, but Ana cancels just after the version of the first poll was read.
  let raced = false
  const racing: Store = {
    ...store,
    version: async (labels) => {
      const version = await store.version(labels)
      if (!raced) {
        raced = true
        await announceStatus(stage.ports, ana, event, { cause: 'cancel', note: null }, null)
      }
      return version
    },
  }
  const finished = finishedAnswers(1_000_000, () => stage.driver.stamp())
  const app = createApp({
    ...stage.means,
    ports: { ...stage.ports, store: racing },
    identity: { actorOf: async () => null, actorByLink: async () => null },
    finished,
  })
  const first = await app.request('/feeds/all.ics')
  expect(await first.text()).toContain('STATUS:CANCELLED')
  expect(finished.current('/feeds/all.ics')).toBeUndefined()
  const second = await app.request('/feeds/all.ics', {
    headers: { 'If-None-Match': first.headers.get('etag') ?? '' },
  })
  expect(second.status).toBe(200)
  const third = await app.request('/feeds/all.ics', {
    headers: { 'If-None-Match': second.headers.get('etag') ?? '' },
  })
  expect(third.status).toBe(304)
})
