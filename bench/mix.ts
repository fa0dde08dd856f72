import { once } from 'node:events'
import { Agent, createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Filter, matches, parseFilter } from '../src/calendar/filter.ts'
import { searchableOf } from '../src/calendar/searchable.ts'
import { answerFinished, appFor, keptAnswers } from '../src/node.ts'
import { samplePeople } from '../src/sample/people.ts'
import type { SqliteDriver } from '../src/store/sqlite.ts'
import { openCalendar } from './prepared-calendar.ts'
import { sampleCopies, submitAndApprove } from './published-calendar.ts'

/** How polls were answered. */
export type Answered = Readonly<{ polls: number; front: number; version: number; made: number }>

export type MixResult = Readonly<{
  feeds: number
  polls: number
  decisions: number
  /** While people polled and moderators decided. */
  mixed: Answered
  /** Every feed polled once after one more publication, in this country. */
  after: Answered
  country: string
  /** How many of the feeds show that event. */
  showing: number
}>

const countries = 'PL PT NL AT GR HU DE ES CZ SE FR IT BE IE DK FI LV LT EE BG RO SK SI HR MT CY LU'
const themes = 'language education employment health equality culture-sport policy media protection'
const locales = ['', '&locale=en']

/** Feeds by country, by country and theme, some of them in another language: the popular ones first. */
const feedQueries = (): string[] => {
  const choices = ['', ...themes.split(' ').map((theme) => `&theme=${theme}`)]
  return choices
    .flatMap((theme) =>
      countries
        .split(' ')
        .flatMap((country) => locales.map((locale) => `country=${country}${theme}${locale}`))
    )
    .slice(0, 300)
}

/** Numbers between 0 and 1 that are the same in every run (mulberry32). */
const chances = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Picks a place in a list, the n-th a n-th as often as the first (Zipf). */
const popular = (length: number, chance: () => number) => {
  const weights = Array.from({ length }, (_, place) => 1 / (place + 1))
  const sum = weights.reduce((all, weight) => all + weight, 0)
  return (): number => {
    let left = chance() * sum
    const place = weights.findIndex((weight) => {
      left -= weight
      return left <= 0
    })
    return place < 0 ? length - 1 : place
  }
}

/** Readers of one feed whose last tag is remembered. */
const readersPerFeed = 5
/** Of all polls, so many come from programs that never say what they have. */
const forgetful = 0.3

/** The real door with counters in it. */
const countingDoor = (driver: SqliteDriver, config: ReturnType<typeof openCalendar>['config']) => {
  let bodies = 0
  const counted: SqliteDriver = {
    ...driver,
    joined: (...parts) => {
      bodies += 1
      return driver.joined(...parts)
    },
  }
  const finished = keptAnswers(driver)
  const { app } = appFor(config, counted, finished)
  let front = 0
  const server = createServer((req, res) => {
    if (answerFinished(finished, req, res)) front += 1
    else void app(req, res)
  })
  return { server, counts: () => ({ front, bodies }) }
}

/**
 * Polls of many feeds, some of them popular, while events are published: how many needed a body to
 * be made. At the end one more publication, and every feed polled once: those the event is not in
 * should have kept theirs.
 */
export const pollWhileDeciding = async (
  databasePath: string,
  polls: number,
  pollsPerDecision: number
): Promise<MixResult> => {
  const { driver, ports, identityMeans, config } = openCalendar(databasePath)
  const { submitter, moderator } = await samplePeople(identityMeans)
  const { server, counts } = countingDoor(driver, config)
  const agent = new Agent({ keepAlive: true })
  try {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const queries = feedQueries()
    const chance = chances(7)
    const pick = popular(queries.length, chance)
    const tags = new Map<string, string>()
    const copy = sampleCopies()

    const poll = async (query: string, conditional: boolean) => {
      const reader = `${query} ${Math.floor(chance() * readersPerFeed)}`
      const tag = conditional ? tags.get(reader) : undefined
      const request = get({
        agent,
        host: '127.0.0.1',
        port,
        path: `/feeds/events.ics?${query}`,
        headers: { 'Accept-Encoding': 'gzip', ...(tag && { 'If-None-Match': tag }) },
      })
      const [response] = (await once(request, 'response')) as [IncomingMessage]
      response.resume()
      await once(response, 'end')
      if (response.statusCode !== 200 && response.statusCode !== 304) {
        throw new Error(`/feeds/events.ics?${query} answered ${response.statusCode}`)
      }
      if (response.headers.etag) tags.set(reader, response.headers.etag)
    }
    let published = 0
    const publish = () => {
      published += 1
      return submitAndApprove(ports, submitter, moderator, copy(7 * published), `mix-${published}`)
    }
    const answered = async (work: () => Promise<number>): Promise<Answered> => {
      const before = counts()
      const asked = await work()
      const front = counts().front - before.front
      const made = counts().bodies - before.bodies
      return { polls: asked, front, made, version: asked - front - made }
    }

    for (const query of queries) await poll(query, false)
    let decisions = 0
    const mixed = await answered(async () => {
      for (let done = 1; done <= polls; done += 1) {
        await poll(queries[pick()] ?? '', chance() >= forgetful)
        if (done % pollsPerDecision) continue
        await publish()
        decisions += 1
      }
      return polls
    })

    for (const query of queries) await poll(query, false)
    const filters: Filter[] = queries.map((query) => parseFilter(new URLSearchParams(query)).filter)
    const newest = await publish()
    const searchable = searchableOf(newest)
    return {
      feeds: queries.length,
      polls,
      decisions,
      mixed,
      after: await answered(async () => {
        for (const query of queries) await poll(query, false)
        return queries.length
      }),
      country: newest.content.primaryCountry,
      showing: filters.filter((filter) => matches(filter, searchable)).length,
    }
  } finally {
    agent.destroy()
    server.close()
    driver.close()
  }
}
