import { beforeAll, describe, expect, test } from 'vitest'
import { addModerator, createKey } from '../../src/identity/accounts.ts'
import { saturdayMarket } from '../cast.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
let vera: string
beforeAll(async () => {
  stage = await setStage()
  const { identityMeans, auth } = stage.assembled
  await addModerator(identityMeans, {
    name: 'Vera',
    email: 'vera@example.org',
    countries: ['PT'],
    senior: true,
  })
  const owner = { moderator: 'vera@example.org', name: 'test' }
  vera = (await createKey(auth, identityMeans, owner)).secret
})

type Ids = { id: string; event: string }

const put = (event: string, what: string, body: unknown, more: Record<string, string> = {}) =>
  stage.call('PUT', `/v1/events/${event}/${what}`, { key: stage.keys.ana, body, headers: more })
const etagOf = async (event: string) =>
  (await stage.call('GET', `/v1/events/${event}`)).headers.get('etag') ?? ''
const pointerOf = (json: Record<string, unknown>) =>
  (json.errors as readonly { pointer?: string; code: string }[])[0]

describe('the status of an event', () => {
  test('is told at once, shows in feeds, and is taken back', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const cancelled = await put(event, 'status', { status: 'cancelled', note: 'Storm.' })
    expect(cancelled.status, cancelled.text).toBe(200)
    expect(cancelled.json).toMatchObject({ status: 'cancelled', statusNote: 'Storm.', sequence: 1 })
    const feed = await stage.call('GET', '/feeds/events.ics?country=PT')
    expect(feed.text).toContain('STATUS:CANCELLED')
    const back = await put(event, 'status', { status: 'scheduled' })
    expect(back.json).toMatchObject({ status: 'scheduled', statusNote: null, sequence: 2 })
  })

  test('told twice stays as it was', async () => {
    const { event } = await stage.publish(saturdayMarket)
    for (const status of ['postponed', 'postponed', 'scheduled', 'scheduled'])
      expect((await put(event, 'status', { status })).status).toBe(200)
    expect((await put(event, 'status', { status: 'scheduled' })).json).toMatchObject({
      sequence: 2,
    })
  })

  test('moves online with a link, which goes with nothing else', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const joinUrl = 'https://meet.example.org/market'
    const wrong = await put(event, 'status', { status: 'cancelled', joinUrl })
    expect(wrong.status).toBe(400)
    expect(pointerOf(wrong.json)).toMatchObject({ pointer: '/joinUrl', code: 'two-wishes' })
    expect((await put(event, 'status', { status: 'moved-online', joinUrl })).status).toBe(200)
    expect((await stage.call('GET', `/v1/events/${event}`)).json).toMatchObject({
      status: 'moved-online',
      attendance: 'online',
      joinUrl,
    })
  })

  test('refuses a typo, another’s event, a stranger and an old version', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const etag = await etagOf(event)
    const typo = await put(event, 'status', { status: 'canceled' })
    expect(typo.status).toBe(400)
    expect(pointerOf(typo.json)).toMatchObject({ pointer: '/status' })
    const body = { status: 'cancelled' }
    const path = `/v1/events/${event}/status`
    expect((await stage.call('PUT', path, { key: stage.keys.piotr, body })).status).toBe(403)
    expect((await stage.call('PUT', path, { body })).status).toBe(401)
    expect((await put('nothing', 'status', body)).status).toBe(404)
    expect((await put(event, 'status', { status: 'postponed' }, { 'If-Match': etag })).status).toBe(
      200
    )
    for (const status of ['cancelled', 'scheduled']) {
      const late = await put(event, 'status', { status }, { 'If-Match': etag })
      expect(late.status).toBe(412)
    }
  })
})

describe('the availability of an event', () => {
  test('is told at once, and again as often as one likes', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const full = await put(event, 'availability', { availability: 'full' })
    expect(full.status, full.text).toBe(200)
    expect(full.json).toMatchObject({ availability: 'full', sequence: 1 })
    const again = await put(event, 'availability', { availability: 'full' })
    expect(again.json).toMatchObject({ availability: 'full', sequence: 1 })
    expect((await put(event, 'availability', { availability: 'sold' })).status).toBe(400)
    const path = `/v1/events/${event}/availability`
    const body = { availability: 'open' }
    expect((await stage.call('PUT', path, { key: stage.keys.piotr, body })).status).toBe(403)
    const old = { 'If-Match': `"${event}.1.0"` }
    expect((await put(event, 'availability', body, old)).status).toBe(412)
  })
})

describe('an appeal', () => {
  const rejected = async (): Promise<Ids> => {
    const ids = (await stage.submit(saturdayMarket)).json as unknown as Ids
    await stage.decide(ids.id, { verb: 'reject', reasonCode: 'commercial', text: 'It sells.' })
    return ids
  }
  const appeal = (id: string, body: unknown, key = stage.keys.ana) =>
    stage.call('POST', `/v1/submissions/${id}/appeal`, { key, body })

  test('brings a rejection back into the queue, for another moderator', async () => {
    const { id } = await rejected()
    const asked = await appeal(id, { text: 'It sells nothing.' })
    expect(asked.status, asked.text).toBe(201)
    expect(asked.json).toMatchObject({ id, state: 'pending' })
    expect(asked.headers.get('etag')).toBe(`"${id}.2.1"`)
    const same = await stage.decide(id, { verb: 'approve' })
    expect(same.status).toBe(403)
    const other = await stage.decide(id, { verb: 'approve' }, stage.keys.jana)
    expect(other.status).toBe(201)
  })

  test('is heard once, with a reason, for one’s own', async () => {
    const { id } = await rejected()
    const silent = await appeal(id, { text: ' ' })
    expect(silent.status).toBe(400)
    expect(pointerOf(silent.json)).toMatchObject({ pointer: '/text', code: 'missing' })
    expect((await appeal(id, { text: 'Why?' }, stage.keys.piotr)).status).toBe(404)
    expect((await appeal(id, { text: 'Why?' }, stage.keys.marta)).status).toBe(404)
    expect((await appeal(id, { text: 'Look again.' })).status).toBe(201)
    expect((await appeal(id, { text: 'Look again.' })).status).toBe(409)
  })

  test('needs a key that may submit', async () => {
    const { id } = await rejected()
    const { auth, identityMeans } = stage.assembled
    const { secret } = await createKey(auth, identityMeans, {
      organisation: 'open-doors-lisbon',
      name: 'reader',
      scopes: ['read'],
    })
    expect((await appeal(id, { text: 'Look again.' }, secret)).status).toBe(403)
  })
})

describe('a restoration', () => {
  test('is a senior moderator’s, and brings every text back', async () => {
    const { event } = await stage.publish(saturdayMarket)
    await stage.call('POST', `/v1/events/${event}/removal`, {
      key: stage.keys.marta,
      body: { reasonCode: 'personal-data', text: 'It named a child.' },
    })
    const restore = (key: string) =>
      stage.call('POST', `/v1/events/${event}/restoration`, { key, body: { text: 'It did not.' } })
    expect((await restore(stage.keys.marta)).status).toBe(403)
    expect((await restore(stage.keys.ana)).status).toBe(403)
    const done = await restore(vera)
    expect(done.status, done.text).toBe(200)
    expect(done.json).toMatchObject({ state: 'published' })
    const shown = await stage.call('GET', `/v1/events/${event}?locale=pt`)
    expect(shown.json).toMatchObject({ title: 'Mercado de sábado' })
    expect((await restore(vera)).status).toBe(409)
  })
})

describe('the description of the API', () => {
  test('knows these addresses with their requests', async () => {
    const { json } = await stage.call('GET', '/openapi.json')
    const paths = json.paths as unknown as Record<string, Record<string, { requestBody?: unknown }>>
    for (const [path, method] of [
      ['/v1/events/{id}/status', 'put'],
      ['/v1/events/{id}/availability', 'put'],
      ['/v1/submissions/{id}/appeal', 'post'],
      ['/v1/events/{id}/restoration', 'post'],
    ] as const) {
      expect(paths[path]?.[method]?.requestBody, path).toBeDefined()
    }
  })
})
