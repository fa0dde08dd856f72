import { beforeAll, describe, expect, test } from 'vitest'
import { countedAs } from '../../src/calendar/readers.ts'
import { keyedHash } from '../../src/http/keyed-hash.ts'
import { type ReaderCounter, readerCounter } from '../../src/http/reader-counter.ts'
import { addAdmin } from '../../src/identity/accounts.ts'
import { saturdayMarket } from '../cast.ts'
import { classed, read, textOf } from '../pages/document.ts'
import { type Stage, setStage } from './stage.ts'

const secret = 'a-secret-of-the-reader-tests-32-characters'

describe('an organiser', () => {
  let stage: Stage
  let counter: ReaderCounter
  let cookie: string
  beforeAll(async () => {
    stage = await setStage()
    counter = readerCounter({
      readers: stage.ports.readers,
      hash: keyedHash(secret, 'readers'),
      clock: () => Date.parse(stage.clock.now),
      most: 1000,
      milliseconds: 60_000,
    })
    await addAdmin(stage.assembled.identityMeans, {
      organisation: 'open-doors-lisbon',
      name: 'Ana',
      email: 'ana@example.org',
    })
    cookie = await stage.signIn('ana@example.org')
  })

  /** So many fetch a feed on a day. */
  const fetched = async (feed: string | null, many: number) => {
    for (let n = 0; n < many; n += 1) counter.saw(feed, `192.0.${n >> 8}.${n & 255}`, 'DAVx5')
    await counter.flush()
  }
  const readersPart = async (event: string) => {
    const answer = await stage.visit(`/my/events/${event}`, cookie)
    expect(answer.status, answer.text).toBe(200)
    return classed(await read(answer.text), 'panel')
      .map(textOf)
      .find((text) => /^\s*Readers/.test(text))
  }
  const day = async (date: string) => {
    stage.clock.now = `${date}T08:00:00Z`
    await stage.assembled.daily(100)
    // Sessions end; she signs in again.
    cookie = await stage.signIn('ana@example.org')
  }

  test('reads nothing of readers before a day has been counted, then in about how many calendars the event is', async () => {
    const market = await stage.publish({ ...saturdayMarket, themes: ['culture-sport'] })
    await fetched('pt', 20)
    await fetched(countedAs('events', 'country=ES,PT&locale=de'), 10)
    await fetched(countedAs('events', 'cancelled=status&country=ES,PT'), 12)
    await fetched(countedAs('events', 'q=mercado'), 7)
    await fetched('pl', 300)
    await fetched(countedAs('events', 'theme=-culture-sport'), 300)
    await fetched(countedAs('events', 'country=PT&from=2027-06-01'), 300)
    await fetched('december-2012', 300)
    await fetched('observances', 300)
    await fetched('no-feed-any-more', 300)
    await fetched('events?theme=retired-since', 300)
    expect(await readersPart(market.event)).toBeUndefined()

    await day('2027-01-11')
    const part = await readersPart(market.event)
    // 20 + 12 + 7 = 39
    expect(part).toContain('In about 40 calendars.')
    expect(part).toContain('Nobody is tracked')
  })

  test('is told neither of single readers nor of what is not public or long over', async () => {
    await day('2027-02-10')
    const market = await stage.publish(saturdayMarket)
    const { event } = (await stage.submit(saturdayMarket)).json as unknown as { event: string }
    await fetched('pt', 28)
    await day('2027-02-11')
    // A mean of 4 over seven days.
    expect(await readersPart(market.event)).toContain('In fewer than 5 calendars.')
    expect(await readersPart(event)).toBeUndefined()
    await day('2027-06-10')
    await fetched('pt', 28)
    await day('2027-06-11')
    expect(await readersPart(market.event)).toBeUndefined()
  })
})
