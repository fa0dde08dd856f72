import { expect } from 'vitest'
import { saturdayMarket } from '../cast.ts'

/** A running service, and keys of its people. */
export type Stage = Readonly<{ base: string; ana: string; marta: string }>

type Reply = Readonly<{
  status: number
  headers: Headers
  body: Record<string, never>
  text: string
}>

/**
 * The main job, told over real HTTP: submit → nothing public → approve → public everywhere → edit
 * waits while the old text stays → approved edit → cancelled at once → withdrawn to a tombstone.
 */
export const tellStory = async ({ base, ana, marta }: Stage) => {
  const call = async (
    method: string,
    path: string,
    key?: string,
    body?: unknown,
    headers: Record<string, string> = {}
  ): Promise<Reply> => {
    const response = await fetch(base + path, {
      method,
      headers: {
        ...(key && { Authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const json =
      response.headers.get('content-type')?.includes('json') && text ? JSON.parse(text) : {}
    return { status: response.status, headers: response.headers, body: json, text }
  }
  const get = (path: string, headers: Record<string, string> = {}) =>
    call('GET', path, undefined, undefined, headers)

  const feed = '/feeds/events.ics?country=PT&locale=en&from=2027-05-01&to=2027-06-01'
  const jsonFeed = feed.replace('.ics', '.json')
  const unfold = (text: string) => text.replaceAll('\r\n ', '')
  const line = (text: string, name: string) =>
    unfold(text)
      .split('\r\n')
      .filter((each) => each.startsWith(name))
      .map((each) => each.slice(each.indexOf(':') + 1))

  // Ana submits; a repeated request answers the same and submits once.
  const empty = await get(feed)
  expect(empty.status).toBe(200)
  const key = { 'Idempotency-Key': crypto.randomUUID() }
  const submitted = await call(
    'POST',
    '/v1/submissions',
    ana,
    { event: saturdayMarket, message: 'New place this year.' },
    key
  )
  expect(submitted.status, submitted.text).toBe(201)
  const again = await call(
    'POST',
    '/v1/submissions',
    ana,
    { event: saturdayMarket, message: 'New place this year.' },
    key
  )
  expect(again.status).toBe(201)
  expect(again.text).toBe(submitted.text)
  const { id, event } = submitted.body as unknown as { id: string; event: string }

  // Nothing of it is public anywhere.
  for (const path of [
    feed,
    jsonFeed,
    '/v1/events?from=2027-05-01&to=2027-06-01',
    '/v1/months/2027-05',
    '/month/2027-05',
  ]) {
    expect((await get(path)).text, path).not.toContain('Saturday market')
  }
  for (const path of [`/v1/events/${event}`, `/events/${event}`, `/events/${event}.ics`]) {
    expect((await get(path)).status, path).toBe(404)
  }
  expect((await get(feed, { 'If-None-Match': empty.headers.get('etag') ?? '' })).status).toBe(304)

  // Marta finds it in her queue and approves it: it is public everywhere at once.
  const queue = await call('GET', '/v1/submissions?state=pending&country=PT', marta)
  expect(
    (queue.body as unknown as { submissions: { id: string }[] }).submissions.map((s) => s.id)
  ).toEqual([id])
  const approved = await call('POST', `/v1/submissions/${id}/decisions`, marta, { verb: 'approve' })
  expect(approved.status, approved.text).toBe(201)
  const published = await get(feed, { 'If-None-Match': empty.headers.get('etag') ?? '' })
  expect(published.status).toBe(200)
  expect(line(published.text, 'SUMMARY')).toEqual(['Saturday market'])
  expect(line(published.text, 'SEQUENCE')).toEqual(['0'])
  const [uid] = line(published.text, 'UID')
  expect((await get(jsonFeed)).text).toContain('Saturday market')
  expect((await get('/v1/months/2027-05?locale=en')).text).toContain('Saturday market')
  expect((await get('/month/2027-05?locale=en')).text).toContain('Saturday market')
  const shown = await get(`/v1/events/${event}?locale=en`)
  expect(shown.body).toMatchObject({ id: event, uid, title: 'Saturday market', sequence: 0 })
  expect((await get(`/events/${event}`)).text).toContain('Saturday market')
  expect((await get(feed, { 'If-None-Match': published.headers.get('etag') ?? '' })).status).toBe(
    304
  )

  // Ana edits: the old text stays public until Marta approves.
  const evening = {
    ...saturdayMarket,
    translations: { ...saturdayMarket.translations, en: { title: 'Saturday evening market' } },
    time: {
      allDay: false,
      start: '2027-05-08T16:00',
      end: '2027-05-08T22:00',
      zone: 'Europe/Lisbon',
    },
  }
  const edit = (headers: Record<string, string>) =>
    call('POST', `/v1/events/${event}/revisions`, ana, { event: evening }, headers)
  expect((await edit({})).status).toBe(428)
  expect((await edit({ 'If-Match': `"${event}.9.9"` })).status).toBe(412)
  const edited = await edit({ 'If-Match': shown.headers.get('etag') ?? '' })
  expect(edited.status, edited.text).toBe(201)
  expect(line((await get(feed)).text, 'SUMMARY')).toEqual(['Saturday market'])
  const second = (edited.body as unknown as { id: string }).id
  const acceptance = await call('POST', `/v1/submissions/${second}/decisions`, marta, {
    verb: 'approve',
  })
  expect(acceptance.status, acceptance.text).toBe(201)
  const revised = await get(feed)
  expect(line(revised.text, 'SUMMARY')).toEqual(['Saturday evening market'])
  expect(line(revised.text, 'UID')).toEqual([uid])
  expect(line(revised.text, 'SEQUENCE')).toEqual(['1'])
  expect(line(revised.text, 'DTSTART;TZID=Europe/Lisbon')).toEqual(['20270508T160000'])

  // She cancels: at once, without review, and every copy learns of it.
  const cancelled = await call('PUT', `/v1/events/${event}/cancellation`, ana, {
    note: 'Storm warning.',
  })
  expect(cancelled.body, cancelled.text).toMatchObject({ status: 'cancelled', sequence: 2 })
  const off = await get(feed, { 'If-None-Match': revised.headers.get('etag') ?? '' })
  expect(off.status).toBe(200)
  expect(off.headers.get('etag')).not.toBe(revised.headers.get('etag'))
  expect(line(off.text, 'STATUS')).toEqual(['CANCELLED'])
  expect(line(off.text, 'SUMMARY')).toEqual(['Cancelled: Saturday evening market'])
  expect((await get('/month/2027-05?locale=en')).text).toContain('Cancelled')

  // She withdraws: pages are gone, the feed keeps a tombstone.
  const withdrawn = await call('POST', `/v1/events/${event}/withdrawal`, ana, {})
  expect(withdrawn.body, withdrawn.text).toMatchObject({ state: 'withdrawn', sequence: 3 })
  expect((await get(`/v1/events/${event}`)).status).toBe(410)
  expect((await get(`/events/${event}`, { Accept: 'text/html' })).status).toBe(410)
  const tomb = await get(feed)
  expect(line(tomb.text, 'UID')).toEqual([uid])
  expect(line(tomb.text, 'STATUS')).toEqual(['CANCELLED'])
  expect((await get('/v1/months/2027-05')).text).not.toContain('Saturday evening market')
  expect((await get(`/events/${event}.ics`)).text).toContain('STATUS:CANCELLED')
}
