/// <reference types="@cloudflare/vitest-plugin/types" />
import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import { type Filter, matches, parseFilter } from '../../src/calendar/filter.ts'
import { searchableOf } from '../../src/calendar/searchable.ts'
import { readConfig } from '../../src/config.ts'
import { cacheTag, cacheTags } from '../../src/http/cache-tags.ts'
import { addModerator, addOrganisation, createKey } from '../../src/identity/accounts.ts'
import { type PlatformCache, purging } from '../../src/platform-cache.ts'
import { fragmentsOf } from '../../src/render/fragment.ts'
import { openD1 } from '../../src/store/d1.ts'
import { raisedLabels } from '../../src/store/raised-labels.ts'
import { sqlStore } from '../../src/store/sql-store.ts'
import worker from '../../src/worker.ts'
import { firstPublication, polishCourse, saturdayMarket, site } from '../cast.ts'
import { anyQuery } from '../contract/filter-queries.ts'
import { fates, variedCalendar } from '../contract/varied-events.ts'

const settings = {
  ...env,
  BASE_URL: site.baseUrl,
  SECRET: 'a-secret-of-the-cache-test-32-characters',
}

const tagged = (labels: readonly string[]) => labels.map(cacheTag).sort()

/** A platform that keeps what a Worker answers as Cloudflare says it does, and its purges. */
const platformWith = (refuses = false) => {
  const kept = new Map<string, Readonly<{ text: string; tags: ReadonlySet<string> }>>()
  const purges: ('everything' | string[])[] = []
  const waiting: Promise<unknown>[] = []

  const forget = (gone: (tags: ReadonlySet<string>) => boolean) => {
    for (const [path, { tags }] of kept) if (gone(tags)) kept.delete(path)
  }
  const cache: PlatformCache = {
    purge: async (what) => {
      if (refuses) return { success: false, errors: [{ code: 10000, message: 'Rate limited.' }] }
      if ('tags' in what) {
        const named = new Set(what.tags.map((tag) => tag.toLowerCase()))
        purges.push([...what.tags].sort())
        forget((tags) => [...tags].some((tag) => named.has(tag)))
      } else {
        purges.push('everything')
        forget(() => true)
      }
      return { success: true, errors: [] }
    },
  }
  const given = { waitUntil: (work: Promise<unknown>) => void waiting.push(work), cache }

  const call = async (method: string, path: string, key?: string, body?: unknown) => {
    const found = method === 'GET' ? kept.get(path) : undefined
    if (found) return { status: 200, text: found.text, hit: true }
    const request = new Request(site.baseUrl + path, {
      method,
      headers: {
        ...(key && { Authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        'Idempotency-Key': newId(),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const response = await worker.fetch(request, settings, given)
    const text = await response.text()
    await Promise.all(waiting.splice(0))
    const said = (name: string) => response.headers.get(name) ?? ''
    const control = said('Cloudflare-CDN-Cache-Control') || said('Cache-Control')
    // Without a word about it, Cloudflare keeps what is found for two hours and what is not for minutes.
    if (method === 'GET' && !/no-store|private/.test(control) && response.status < 500) {
      const tags = said('Cache-Tag').toLowerCase().split(',')
      kept.set(path, { text, tags: new Set(tags) })
      if (said('Vary')) throw new Error(`${path} would be kept once for every browser`)
    }
    return { status: response.status, text, hit: false }
  }
  const tick = () => worker.scheduled({ cron: '*/2 * * * *' }, settings, given)
  return { call, tick, kept, purges }
}

const driver = openD1(env.DB)
const store = sqlStore(driver)
let keys = { ana: '', piotr: '', marta: '' }

beforeAll(async () => {
  await applyD1Migrations(env.DB as never, env.MIGRATIONS)
  const { auth, identityMeans } = assemble(driver, readConfig(settings))
  const house = async (slug: string) => {
    await addOrganisation(identityMeans, { slug, name: slug })
    return (await createKey(auth, identityMeans, { organisation: slug, name: 'cache' })).secret
  }
  const ana = await house('open-doors')
  const piotr = await house('school')
  const email = 'marta@example.org'
  await addModerator(identityMeans, { name: 'Marta', email, countries: ['PT', 'PL'] })
  const marta = await createKey(auth, identityMeans, { moderator: email, name: 'cache' })
  keys = { ana, piotr, marta: marta.secret }
})

afterEach(() => vi.restoreAllMocks())

type Platform = ReturnType<typeof platformWith>

const publish = async ({ call }: Platform, key: string, event: unknown): Promise<string> => {
  const submitted = await call('POST', '/v1/submissions', key, { event })
  expect(submitted.status, submitted.text).toBe(201)
  const ids = JSON.parse(submitted.text) as Readonly<{ id: string; event: string }>
  const decisions = `/v1/submissions/${ids.id}/decisions`
  const decided = await call('POST', decisions, keys.marta, { verb: 'approve' })
  expect(decided.status, decided.text).toBe(201)
  return ids.event
}

/** Addresses in Portugal and elsewhere, and of everything. */
const portuguese = ['/feeds/pt.ics', '/feeds/events.json?country=PT&locale=en']
const others = ['/feeds/pl.ics', '/feeds/theme/health.atom', '/feeds/observances.ics']
const everywhere = ['/feeds/all.ics', '/v1/months/2027-05', '/feeds/deadlines.ics']
const all = [...portuguese, ...others, ...everywhere]

describe('the cache in front of the Worker', () => {
  test('keeps feeds and months until something in them changes, and then shows the change', async () => {
    const platform = platformWith()
    const { call, purges, tick } = platform
    const poll = async () => {
      const answers = await Promise.all(all.map((path) => call('GET', path)))
      return new Map(all.map((path, index) => [path, answers[index] ?? { text: '', hit: false }]))
    }
    const hits = (answers: Awaited<ReturnType<typeof poll>>) =>
      all.filter((path) => answers.get(path)?.hit)

    await tick()
    expect(hits(await poll())).toEqual([])
    expect(hits(await poll())).toEqual(all)

    const market = await publish(platform, keys.ana, saturdayMarket)
    const labels = [...(await store.labelsOf(market)), 'all']
    expect(labels).toContain('country:PT')
    // Submitting published nothing; approving did.
    expect(purges).toEqual(['everything', tagged(labels)])

    const published = await poll()
    expect(hits(published)).toEqual(others)
    for (const path of portuguese)
      expect(published.get(path)?.text, path).toMatch(/Saturday market|Mercado de sábado/)

    const cancelled = await call('PUT', `/v1/events/${market}/cancellation`, keys.ana, {
      note: 'Storm.',
    })
    expect(cancelled.status, cancelled.text).toBeLessThan(300)
    const after = await poll()
    expect(hits(after)).toEqual(others)
    expect(after.get('/feeds/pt.ics')?.text).toContain('STATUS:CANCELLED')
    expect(purges.at(-1)).toEqual(
      tagged([
        ...labels.filter((l) => !l.startsWith('status:')),
        'status:cancelled',
        'status:scheduled',
      ])
    )

    await publish(platform, keys.piotr, polishCourse)
    const polish = await poll()
    expect(polish.get('/feeds/pt.ics')?.hit).toBe(true)
    expect(polish.get('/feeds/pl.ics')?.text).toContain('Kurs')
  })

  test('is purged once more by the clock, and then left alone', async () => {
    const { call, tick, purges, kept } = platformWith()
    const platform = { call, tick, purges, kept }
    await tick()
    const began = purges.length
    await publish(platform, keys.ana, saturdayMarket)
    await call('GET', '/feeds/pt.ics')
    await tick()
    expect(purges.slice(began)).toHaveLength(2)
    expect(purges.at(-1)).toEqual(purges.at(-2))
    expect(kept.has('/feeds/pt.ics')).toBe(false)
    await tick()
    expect(purges.slice(began)).toHaveLength(2)
  })

  test('that refuses to purge makes no request fail and is asked again by the clock', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    await platformWith().tick()
    const market = await publish(platformWith(true), keys.ana, saturdayMarket)
    expect(log.mock.calls.flat().join()).toContain('Rate limited.')
    const { tick, purges } = platformWith()
    await tick()
    expect(purges).toEqual([tagged([...(await store.labelsOf(market)), 'all'])])
  })

  test('need not be there', async () => {
    const log = vi.spyOn(console, 'error')
    const waiting: Promise<unknown>[] = []
    const given = { waitUntil: (work: Promise<unknown>) => void waiting.push(work) }
    const answer = await worker.fetch(
      new Request(`${site.baseUrl}/v1/submissions`, { method: 'POST' }),
      settings,
      given
    )
    expect(answer.status).toBe(401)
    await Promise.all(waiting)
    await worker.scheduled({ cron: '*/2 * * * *' }, settings, given)
    expect(log).not.toHaveBeenCalled()
  })

  test('keeps nothing that cannot be purged', async () => {
    const platform = platformWith()
    const market = await publish(platform, keys.ana, saturdayMarket)
    const answers = [
      ['GET', '/v1/submissions', keys.ana],
      ['GET', '/my'],
      ['GET', '/submit'],
      ['GET', '/sign-in'],
      ['GET', '/moderation'],
      ['GET', '/livez'],
      ['GET', '/problems'],
      ['GET', '/openapi.json'],
      ['GET', '/no-such-page'],
      ['GET', '/feeds/no-such-feed.ics'],
      ['GET', '/v1/events'],
      ['GET', `/events/${market}`],
      ['GET', '/'],
    ] as const
    for (const [method, path, key] of answers) await platform.call(method, path, key)
    expect([...platform.kept.keys()]).toEqual([])
  })
})

describe('what is purged after a commit', () => {
  const filters = fc
    .sample(anyQuery('cached'), { numRuns: 300, seed: 3 })
    .map((query) => parseFilter(new URLSearchParams(query)).filter)
  const tagsOf = (filter: Filter) =>
    (cacheTags({ cacheTags: true }, filter)['Cache-Tag'] ?? '').split(',')

  test('is what the event was and is found by, so that no filter that matches it is missed', async () => {
    let purged: readonly string[] = []
    const cache: PlatformCache = {
      purge: async (what) => {
        purged = 'tags' in what ? what.tags : ['everything']
        return { success: true, errors: [] }
      },
    }
    const purge = purging({ store, raised: (since, most) => raisedLabels(driver, since, most) })
    await purge(cache, 'for good')
    await driver.atomically([
      {
        toSQL: () => ({
          sql: 'insert into organisation (id, slug, name, created_at) values (?, ?, ?, ?)',
          params: ['cached', 'cached', 'House', '2027-01-01T00:00:00Z'],
        }),
      },
    ])
    let found = 0
    for (const { content, other, organisation, at, fate } of variedCalendar('cached', 25, 11)) {
      const event = newId()
      const first = firstPublication(event, content, organisation, at)
      let before: typeof first.publication | null = null
      for (const step of [first, ...fates[fate](first.publication, other, at)]) {
        await store.commit({
          ...(before
            ? {}
            : { newEvent: { id: event, organisationId: 'cached', ownerId: null, at } }),
          steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
        })
        purged = []
        await purge(cache, 'at once')
        const states = [before, step.publication].filter((each) => each !== null).map(searchableOf)
        const labels = new Set(['all', ...states.flatMap((each) => each.labels)])
        expect([...purged].sort()).toEqual(tagged([...labels]))
        for (const filter of filters) {
          if (!states.some((each) => matches(filter, each))) continue
          found += 1
          expect(
            tagsOf(filter).some((tag) => purged.includes(tag)),
            JSON.stringify(filter)
          ).toBe(true)
        }
        before = step.publication
      }
    }
    expect(found).toBeGreaterThan(100)
  })

  test('is everything when more changed than can be named', async () => {
    const purges: unknown[] = []
    const cache: PlatformCache = {
      purge: async (what) => {
        purges.push(what)
        return { success: true, errors: [] }
      },
    }
    const raised = async (_since: number, most: number) =>
      Array.from({ length: most }, (_, number) => `city:${number}`)
    const counted = { number: 7, at: null }
    const settings = new Map([['purged-to', '3']])
    const purge = purging({
      store: {
        version: async () => counted,
        setting: async (name) => settings.get(name) ?? null,
        setSetting: async (name, value) => void settings.set(name, value),
      },
      raised,
    })
    await purge(cache, 'for good')
    expect(purges).toEqual([{ purgeEverything: true }])
    expect(settings.get('purged-to')).toBe('7')
  })
})
