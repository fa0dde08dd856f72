import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { feeds } from '../../feeds/index.ts'
import { feedFormatNames } from '../../src/journeys/poll.ts'
import { type Service, serviceWithSample, startService } from './service.ts'

/*
 * A feed is the same bytes under the same tag whoever is asked: a process, another one on a copy of
 * the database, and both when they have been started again. Else every restart would make every
 * calendar in Europe fetch everything.
 */

const folder = mkdtempSync(join(tmpdir(), 'calendar-'))
/** Addresses stand in feeds, so both processes must have one, whatever port they listen on. */
const baseUrl = 'https://calendar.example.org'

const extensions = Object.keys(feedFormatNames)
const slugs = feeds.list().flatMap((shelf) => shelf.feeds.map(({ slug }) => slug))
const filters = [
  'country=PL&locale=uk',
  'theme=group:education&cancelled=title',
  'near=52.2297,21.0122,50',
  'q=migration&from=2012-11-01&to=2013-02-01&locale=pl,en',
]

/** What makes an answer the same. */
type Sent = Readonly<{ status: number; headers: Readonly<Record<string, string>>; body: string }>
type Answers = ReadonlyMap<string, Sent>

const told = ['etag', 'last-modified', 'content-type', 'content-length', 'link', 'cache-control']

const ask = async ({ base }: Pick<Service, 'base'>, path: string): Promise<Sent> => {
  const response = await fetch(base + path, { headers: { 'Accept-Encoding': 'identity' } })
  const body = Buffer.from(await response.arrayBuffer()).toString('base64')
  const headers = Object.fromEntries(told.map((name) => [name, response.headers.get(name) ?? '']))
  return { status: response.status, headers, body }
}

let paths: readonly string[] = []

const askAll = async (service: Pick<Service, 'base'>): Promise<Answers> => {
  const answers = new Map<string, Sent>()
  for (const path of paths) answers.set(path, await ask(service, path))
  return answers
}

/** The date is part of every tag, so a midnight (UTC) between two answers is waited for first. */
const awayFromMidnight = async () => {
  const left = 86_400_000 - (Date.now() % 86_400_000)
  if (left < 90_000) await new Promise((resolve) => setTimeout(resolve, left + 1000))
}

const database = join(folder, 'calendar.sqlite')
const copy = join(folder, 'copy.sqlite')

/** What each process answered, in this order. */
const readings: { name: string; answers: Answers }[] = []

beforeAll(async () => {
  await awayFromMidnight()
  const first = await serviceWithSample(folder, baseUrl)
  const short = await fetch(`${first.base}/v1/short-feeds`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: filters[0] }),
  })
  const { id }: Readonly<{ id: string }> = await short.json()
  paths = extensions.flatMap((extension) => [
    ...slugs.map((slug) => `/feeds/${slug}.${extension}`),
    ...filters.map((query) => `/feeds/events.${extension}?${query}`),
    `/f/${id}.${extension}`,
  ])
  readings.push({ name: 'the process that made the database', answers: await askAll(first) })
  expect(await first.stop()).toBe(0)
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(database + suffix)) copyFileSync(database + suffix, copy + suffix)

  const both = await Promise.all([startService(database, baseUrl), startService(copy, baseUrl)])
  const [again, other] = await Promise.all([askAll(both[0]), askAll(both[1])])
  for (const { stop } of both) expect(await stop()).toBe(0)
  const third = await startService(database, baseUrl)
  readings.push(
    { name: 'it, started again', answers: again },
    { name: 'another process on a copy of the database', answers: other },
    { name: 'it, started a third time', answers: await askAll(third) }
  )
  expect(await third.stop()).toBe(0)
}, 180_000)

afterAll(() => rmSync(folder, { recursive: true }))

describe('every feed in every format', () => {
  test('was asked for, and has a tag of its own', () => {
    expect(paths.length).toBe(extensions.length * (slugs.length + filters.length + 1))
    const answers = [...(readings[0]?.answers.values() ?? [])]
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(answers.every(({ headers }) => /^"[^"]+"$/.test(headers.etag ?? ''))).toBe(true)
    // A tag stands for one body: there are as many as there are different bodies.
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(
      new Set(answers.map(({ body }) => body)).size
    )
  })

  test.each([
    'it, started again',
    'another process on a copy of the database',
    'it, started a third time',
  ])('is the same bytes under the same tag as from the first process, from %s', (name) => {
    const first = readings[0]?.answers
    const answers = readings.find((reading) => reading.name === name)?.answers
    expect(answers?.size).toBe(paths.length)
    const different = paths.filter(
      (path) => JSON.stringify(answers?.get(path)) !== JSON.stringify(first?.get(path))
    )
    expect(different).toEqual([])
  })
})
