import { beforeEach, describe, expect, test } from 'vitest'
import { archive } from '../../src/calendar/publishing.ts'
import { fragmentsOf } from '../../src/render/fragment.ts'
import { polishCourse, saturdayMarket, site } from '../cast.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await setStage()
})

type Notice = Readonly<{
  number: number
  id: string
  uid: string
  op: string
  cause: string
  reason: string | null
  sequence: number
  at: string
  url: string
  event?: Readonly<{ id: string; title: string; status: string; sequence: number }>
}>
type Page = Readonly<{ changes: readonly Notice[]; next: string; more: boolean }>

const get = (query = '', headers: Record<string, string> = {}) =>
  stage.call('GET', `/v1/changes${query && `?${query}`}`, { headers })
const page = async (query = ''): Promise<Page> => {
  const { status, text, json } = await get(query)
  if (status !== 200) throw new Error(text)
  return json as unknown as Page
}
const start = async () => (await page()).next
const short = ({ changes }: Page) => changes.map(({ id, op, reason }) => [id, op, reason])

const edited = async (event: string, change: object, key = stage.keys.ana) => {
  const offered = await stage.call('POST', `/v1/events/${event}/revisions`, {
    key,
    headers: { 'If-Match': '*' },
    body: { event: { ...saturdayMarket, ...change } },
  })
  const decided = await stage.decide(offered.json.id ?? '', { verb: 'approve' })
  if (decided.status !== 201) throw new Error(offered.text + decided.text)
}
const cancel = (event: string) =>
  stage.call('PUT', `/v1/events/${event}/cancellation`, { key: stage.keys.ana, body: {} })
const withdraw = (event: string) =>
  stage.call('POST', `/v1/events/${event}/withdrawal`, { key: stage.keys.ana, body: {} })
const remove = (event: string) =>
  stage.call('POST', `/v1/events/${event}/removal`, {
    key: stage.keys.marta,
    body: { reasonCode: 'spam', text: 'Advertising.' },
  })

describe('changes', () => {
  test('begin with a cursor and nothing else', async () => {
    await stage.publish(saturdayMarket)
    const first = await page()
    expect(first).toEqual({ changes: [], next: expect.any(String), more: false })
    expect(await page(`since=${first.next}`)).toEqual(first)
  })

  test('begin in an empty calendar too', async () => {
    const since = await start()
    const { event } = await stage.publish(saturdayMarket)
    expect(short(await page(`since=${since}`))).toEqual([[event, 'upsert', null]])
  })

  test('bring a new event with the JSON of the list, so that nobody asks twice', async () => {
    const since = await start()
    const { event } = await stage.publish(saturdayMarket)
    const { changes, next, more } = await page(`since=${since}&locale=en`)
    const list = await stage.call('GET', '/v1/events?locale=en&to=2028-01-01')
    expect(changes).toEqual([
      {
        number: expect.any(Number),
        id: event,
        uid: event,
        op: 'upsert',
        cause: 'approve',
        reason: null,
        sequence: 0,
        at: stage.clock.now,
        url: `${site.baseUrl}/events/${event}`,
        event: (list.json.events as unknown as unknown[])[0],
      },
    ])
    expect(changes[0]?.event?.title).toBe('Saturday market')
    expect(more).toBe(false)
    expect(await page(`since=${next}`)).toEqual({ changes: [], next, more: false })
  })

  test('tell an event that changed twice once, as it is now', async () => {
    const since = await start()
    const { event } = await stage.publish(saturdayMarket)
    const other = await stage.publish(polishCourse, stage.keys.piotr)
    await cancel(event)
    const { changes } = await page(`since=${since}`)
    expect(changes.map(({ id, cause }) => [id, cause])).toEqual([
      [other.event, 'approve'],
      [event, 'cancel'],
    ])
    expect(changes[1]).toMatchObject({ op: 'upsert', sequence: 1, event: { status: 'cancelled' } })
  })

  test('leave the events out on request', async () => {
    const since = await start()
    await stage.publish(saturdayMarket)
    const [change] = (await page(`since=${since}&include=ids`)).changes
    expect(change).toMatchObject({ op: 'upsert', cause: 'approve' })
    expect(change).not.toHaveProperty('event')
  })

  test('come in pages that follow one another', async () => {
    let cursor = await start()
    const ids: string[] = []
    for (let n = 0; n < 3; n += 1) ids.push((await stage.publish(saturdayMarket)).event)
    const seen: string[] = []
    for (const more of [true, true, false]) {
      const query = `since=${cursor}&limit=1`
      const { headers, json } = await get(query)
      const one = json as unknown as Page
      seen.push(...one.changes.map(({ id }) => id))
      expect(one.more).toBe(more)
      expect(headers.get('link')).toBe(
        more ? `</v1/changes?since=${one.next}&limit=1>; rel="next"` : null
      )
      cursor = one.next
    }
    expect(seen).toEqual(ids)
  })

  test('name what is withdrawn and what is removed, without a word of their texts', async () => {
    const one = (await stage.publish(saturdayMarket)).event
    const other = (await stage.publish(saturdayMarket)).event
    const since = await start()
    await withdraw(one)
    await remove(other)
    const { text, json } = await get(`since=${since}`)
    expect(short(json as unknown as Page)).toEqual([
      [one, 'remove', 'withdrawn'],
      [other, 'remove', 'removed'],
    ])
    expect(text).not.toMatch(/Mercado|market|Advertising|"event"/)
  })

  test('never send a text that is gone by now, on an earlier page either', async () => {
    const since = await start()
    const { event } = await stage.publish(saturdayMarket)
    await stage.publish(polishCourse, stage.keys.piotr)
    await remove(event)
    const first = await page(`since=${since}&limit=1`)
    expect(short(first)).toEqual([[event, 'remove', 'removed']])
    expect(short(await page(`since=${first.next}&limit=1`))).not.toContainEqual([
      event,
      'upsert',
      null,
    ])
  })

  test('keep an event that is archived', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const since = await start()
    const publication = await stage.ports.store.publication(event)
    if (!publication) throw new Error('nothing was published')
    const step = archive(publication, { id: 'sweep', name: 'Sweep' }, stage.clock.now)
    await stage.ports.store.commit({
      steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
    })
    expect((await page(`since=${since}`)).changes).toMatchObject([
      { op: 'upsert', cause: 'archive', event: { id: event } },
    ])
  })
})

describe('changes for a filter', () => {
  test('take away what no longer matches, and what never did', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const since = await start()
    const query = 'theme=culture-sport&country=PT'
    await edited(event, { themes: ['media'] })
    const other = (await stage.publish(polishCourse, stage.keys.piotr)).event
    const next = await page(`since=${since}&${query}`)
    expect(short(next)).toEqual([
      [event, 'remove', 'no-longer-matches'],
      [other, 'remove', 'no-longer-matches'],
    ])
    expect(next.changes[0]).not.toHaveProperty('event')
    await edited(event, { themes: ['culture-sport'] })
    expect(short(await page(`since=${next.next}&${query}`))).toEqual([[event, 'upsert', null]])
  })

  test('hide the cancelled from whoever wants none', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const since = await start()
    await cancel(event)
    expect(short(await page(`since=${since}&cancelled=hide`))).toEqual([
      [event, 'remove', 'no-longer-matches'],
    ])
  })

  test.each([
    ['q=mercado', 'q=conferência'],
    ['near=38.7,-9.1,20', 'near=52.2,21,20'],
    ['city=Lisboa', 'city=Porto'],
    ['online=exclude', 'online=only'],
    ['language=ar:interpreted', 'language=ar:spoken'],
  ])('know what “%s” matches and “%s” does not', async (hit, miss) => {
    const since = await start()
    const { event } = await stage.publish(saturdayMarket)
    expect(short(await page(`since=${since}&${hit}`))).toEqual([[event, 'upsert', null]])
    expect(short(await page(`since=${since}&${miss}`))).toEqual([
      [event, 'remove', 'no-longer-matches'],
    ])
  })
})

describe('a cursor', () => {
  const afterDays = (days: number) => {
    stage.clock.now = `${new Date(Date.parse(stage.clock.now) + days * 86_400_000).toISOString().slice(0, 19)}Z`
  }

  test('holds for 90 days, then whoever missed something starts afresh', async () => {
    const since = await start()
    await stage.publish(saturdayMarket)
    afterDays(90)
    expect((await page(`since=${since}`)).changes).toHaveLength(1)
    stage.clock.now = stage.clock.now.replace(':00Z', ':01Z')
    const { status, json } = await get(`since=${since}`)
    expect(status).toBe(410)
    expect(json.type).toBe('/problems/gone')
    expect(json.detail).toMatch(/Start afresh/)
  })

  test('lives through a quiet year: nothing was missed', async () => {
    await stage.publish(saturdayMarket)
    const since = await start()
    afterDays(365)
    expect(await page(`since=${since}`)).toEqual({ changes: [], next: since, more: false })
    await stage.publish(saturdayMarket)
    expect((await page(`since=${since}`)).changes).toHaveLength(1)
  })

  test('of another calendar, or of this one before its database was put back, is refused', async () => {
    await stage.publish(saturdayMarket)
    const since = await start()
    const other = await setStage()
    other.clock.now = '2027-01-11T08:00:00Z'
    await other.publish(saturdayMarket)
    const refused = await other.call('GET', `/v1/changes?since=${since}`)
    expect(refused.status).toBe(400)
    expect(refused.json.errors).toMatchObject([{ parameter: 'since', code: 'foreign-cursor' }])
  })

  test.each([
    ['since=', 'since', 'invalid-cursor'],
    ['since=yesterday', 'since', 'invalid-cursor'],
    ['since=1', 'since', 'invalid-cursor'],
    ['since=-1.0', 'since', 'invalid-cursor'],
    ['since=99999999999999999999.0', 'since', 'invalid-cursor'],
    ['since=900.1799999999', 'since', 'foreign-cursor'],
    ['since=999999999999999.99999999999', 'since', 'foreign-cursor'],
    ['since=0.0&since=0.0', 'since', 'repeated'],
    ['limit=0', 'limit', 'out-of-range'],
    ['limit=501', 'limit', 'out-of-range'],
    ['limit=ten', 'limit', 'out-of-range'],
    ['include=all', 'include', 'unknown-value'],
    ['from=2027-01-01', 'from', 'no-window'],
    ['to=2027-01-01', 'to', 'no-window'],
    ['country=PLX', 'country', 'unknown-value'],
    ['sinse=0.0', 'sinse', 'unknown-parameter'],
  ])('or something else that is wrong is refused: %s', async (query, parameter, code) => {
    const { status, json } = await get(query)
    expect(status).toBe(400)
    expect(json.errors).toMatchObject([{ parameter, code }])
  })
})

describe('an answer of changes', () => {
  test('is asked for again each time and costs a 304 while nothing changes', async () => {
    const since = await start()
    await stage.publish(saturdayMarket)
    const first = await get(`since=${since}`)
    const tag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('public, no-cache')
    const again = await get(`since=${since}`, { 'If-None-Match': tag })
    expect(again.status).toBe(304)
    expect(again.headers.get('cache-control')).toBe('public, no-cache')
    await stage.publish(saturdayMarket)
    const changed = await get(`since=${since}`, { 'If-None-Match': tag })
    expect(changed.status).toBe(200)
    expect((changed.json as unknown as Page).changes).toHaveLength(2)
  })

  test('has another tag for other events, languages, pages and contents', async () => {
    const since = await start()
    await stage.publish(saturdayMarket)
    await stage.publish(saturdayMarket)
    const queries = ['', '&locale=en', '&country=PT', '&limit=1', '&include=ids']
    const tags = await Promise.all(
      queries.map(async (query) => (await get(`since=${since}${query}`)).headers.get('etag'))
    )
    expect(new Set(tags).size).toBe(queries.length)
  })

  test('is small on the way and open to any page', async () => {
    const since = await start()
    await stage.publish(saturdayMarket)
    const { headers } = await get(`since=${since}`, { 'Accept-Encoding': 'gzip' })
    expect(headers.get('content-encoding')).toBe('gzip')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    const head = await stage.call('HEAD', `/v1/changes?since=${since}`)
    expect([head.status, head.text]).toEqual([200, ''])
  })

  test('is described with its start, its removals and its 90 days', async () => {
    const { json } = await stage.call('GET', '/openapi.json')
    const paths = json.paths as unknown as Record<
      string,
      { get: { description: string; parameters: { name: string }[] } }
    >
    const described = paths['/v1/changes']?.get
    expect(described?.description).toMatch(/Take the cursor first.*never had it.*90 days/)
    const names = described?.parameters.map(({ name }) => name) ?? []
    expect(names).toEqual(
      expect.arrayContaining(['since', 'limit', 'include', 'country', 'locale'])
    )
    expect(names).not.toContain('from')
  })
})
