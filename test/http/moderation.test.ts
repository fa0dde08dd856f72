import { beforeAll, describe, expect, test } from 'vitest'
import { polishCourse, saturdayMarket } from '../cast.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})

type Ids = { id: string; event: string }
const submitted = async (event: unknown = saturdayMarket, key = stage.keys.ana) =>
  (await stage.submit(event, { key })).json as unknown as Ids
const etagOf = (answer: { headers: Headers }) => ({ 'If-Match': answer.headers.get('etag') ?? '' })
const read = (id: string, key = stage.keys.ana) =>
  stage.call('GET', `/v1/submissions/${id}`, { key })

describe('a moderator', () => {
  test('asks for changes; the organisation answers with a new revision in its old place', async () => {
    const { id, event } = await submitted()
    const asked = await stage.decide(id, { verb: 'request_changes', text: 'Which entrance?' })
    expect(asked.status, asked.text).toBe(201)
    const mine = await read(id)
    expect(mine.json).toMatchObject({
      state: 'changes_requested',
      decisions: [
        { verb: 'request_changes', reason: { text: 'Which entrance?' }, by: { name: 'Marta' } },
      ],
    })
    stage.clock.now = '2027-01-12T08:00:00Z'
    const answer = await stage.call('POST', `/v1/events/${event}/revisions`, {
      key: stage.keys.ana,
      body: {
        event: {
          ...saturdayMarket,
          place: { name: 'North entrance', city: 'Lisboa', country: 'PT' },
        },
        message: 'Added.',
      },
      headers: etagOf(mine),
    })
    expect(answer.status, answer.text).toBe(201)
    expect(answer.json).toMatchObject({
      id,
      state: 'pending',
      revision: 2,
      waitingSince: '2027-01-10T08:00:00Z',
    })
    expect((await stage.decide(id, { verb: 'approve' })).status).toBe(201)
    const shown = await stage.call('GET', `/v1/events/${event}`)
    expect(shown.json).toMatchObject({
      revision: 2,
      sequence: 0,
      place: { name: 'North entrance' },
    })
  })

  test('rejects with a reason code and a text, and only with both', async () => {
    const { id } = await submitted()
    for (const body of [
      { verb: 'reject' },
      { verb: 'reject', reasonCode: 'spam' },
      { verb: 'reject', text: 'No.' },
      { verb: 'request_changes' },
    ]) {
      expect((await stage.decide(id, body)).status).toBe(400)
    }
    expect(
      (
        await stage.decide(id, {
          verb: 'reject',
          reasonCode: 'duplicate',
          text: 'It is here already.',
        })
      ).status
    ).toBe(201)
    expect((await read(id)).json).toMatchObject({
      state: 'rejected',
      decisions: [{ reason: { code: 'duplicate', text: 'It is here already.' } }],
    })
    expect((await stage.decide(id, { verb: 'approve' })).status).toBe(409)
  })

  test('who comes second gets 409 and the name of the first', async () => {
    const { id } = await submitted()
    const [one, two] = await Promise.all([
      stage.decide(id, { verb: 'approve' }, stage.keys.marta),
      stage.decide(id, { verb: 'reject', reasonCode: 'spam', text: 'Spam.' }, stage.keys.jana),
    ])
    expect([one.status, two.status].sort()).toEqual([201, 409])
    const loser = one.status === 409 ? one : two
    const winner = one.status === 201 ? 'Marta approved' : 'Jana rejected'
    expect(String(loser.json.detail)).toContain(winner)
    expect((await read(id)).json.decisions).toHaveLength(1)
  })

  test('decides only in the countries of the grant', async () => {
    const { id } = await submitted(polishCourse, stage.keys.piotr)
    const answer = await stage.decide(id, { verb: 'approve' }, stage.keys.jana)
    expect(answer.status).toBe(403)
    expect((answer.json.errors as unknown as { code: string }[])[0]?.code).toBe('out-of-scope')
    expect((await read(id, stage.keys.jana)).status).toBe(404)
    expect(
      (await stage.call('GET', '/v1/submissions?country=PL', { key: stage.keys.jana })).status
    ).toBe(403)
  })

  test('never decides on an event of the own organisation', async () => {
    const { id } = await submitted()
    const answer = await stage.decide(id, { verb: 'approve' }, stage.keys.luis)
    expect(answer.status).toBe(403)
    expect((answer.json.errors as unknown as { code: string }[])[0]?.code).toBe('own-organisation')
    expect((await read(id)).json.state).toBe('pending')
  })

  test('does not submit, and an organisation does not decide', async () => {
    expect((await stage.submit(saturdayMarket, { key: stage.keys.marta })).status).toBe(403)
    const { id } = await submitted()
    expect((await stage.decide(id, { verb: 'approve' }, stage.keys.piotr)).status).toBe(403)
  })

  test('takes an event down: every text is gone at once, a bare tombstone stays', async () => {
    const { event } = await stage.publish({
      ...saturdayMarket,
      publicContact: { email: 'info@example.org' },
    })
    const removal = { reasonCode: 'personal-data', text: 'Names a private person.' }
    expect(
      (
        await stage.call('POST', `/v1/events/${event}/removal`, {
          key: stage.keys.ana,
          body: removal,
        })
      ).status
    ).toBe(403)
    const removed = await stage.call('POST', `/v1/events/${event}/removal`, {
      key: stage.keys.marta,
      body: removal,
    })
    expect(removed.json, removed.text).toMatchObject({ state: 'removed', sequence: 1 })
    expect((await stage.call('GET', `/v1/events/${event}`)).status).toBe(410)
    for (const path of [
      `/events/${event}.ics`,
      '/feeds/events.ics?country=PT',
      '/feeds/events.json?country=PT',
    ]) {
      const { text } = await stage.call('GET', path)
      expect(text, path).toContain(event)
      const own =
        text
          .split(/BEGIN:VEVENT|(?=\{"id")/)
          .find((part) => part.includes(`UID:${event}`) || part.startsWith(`{"id":"${event}"`)) ??
        text
      for (const word of ['Mercado', 'Saturday', 'info@example.org', 'Martim'])
        expect(own, path).not.toContain(word)
    }
    expect(await stage.ports.store.publication(event)).not.toMatchObject({
      content: { publicContact: {} },
    })
  })
})

describe('an organisation', () => {
  test('reads its own submissions and nobody else’s', async () => {
    const { id } = await submitted()
    expect((await read(id)).status).toBe(200)
    expect((await read(id, stage.keys.piotr)).status).toBe(404)
    expect((await stage.call('GET', `/v1/submissions/${id}`)).status).toBe(401)
    const list = await stage.call('GET', '/v1/submissions?state=pending,approved,rejected', {
      key: stage.keys.piotr,
    })
    expect(JSON.stringify(list.json)).not.toContain(id)
  })

  test('cannot touch another one’s event', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const hidden = await submitted()
    const tries = [
      ['POST', 'revisions', { event: saturdayMarket }],
      ['PUT', 'cancellation', {}],
      ['DELETE', 'cancellation', undefined],
      ['POST', 'withdrawal', {}],
    ] as const
    for (const [method, noun, body] of tries) {
      const sent = { key: stage.keys.piotr, ...(body && { body }), headers: { 'If-Match': '*' } }
      expect((await stage.call(method, `/v1/events/${event}/${noun}`, sent)).status, noun).toBe(403)
      expect(
        (await stage.call(method, `/v1/events/${hidden.event}/${noun}`, sent)).status,
        noun
      ).toBe(404)
      expect(
        (await stage.call(method, `/v1/events/${event}/${noun}`, { ...(body && { body }) })).status,
        noun
      ).toBe(401)
    }
  })

  test('supersedes its own waiting edit; the old one cannot be approved any more', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const shown = await stage.call('GET', `/v1/events/${event}`)
    const edit = (title: string, headers: Record<string, string>) =>
      stage.call('POST', `/v1/events/${event}/revisions`, {
        key: stage.keys.ana,
        body: { event: { ...saturdayMarket, translations: { pt: { title } } } },
        headers,
      })
    const first = await edit('Mercado um', etagOf(shown))
    expect(first.status, first.text).toBe(201)
    const blind = await edit('Mercado dois', etagOf(shown))
    expect(blind.status).toBe(412)
    expect(String(blind.json.detail)).toContain(String(first.json.id))
    const second = await edit('Mercado dois', etagOf(first))
    expect(second.status, second.text).toBe(201)
    expect((await read(String(first.json.id))).json.state).toBe('superseded')
    const late = await stage.decide(String(first.json.id), { verb: 'approve' })
    expect(late.status).toBe(409)
    expect((await stage.decide(String(second.json.id), { verb: 'approve' })).status).toBe(201)
    expect((await stage.call('GET', `/v1/events/${event}`)).json).toMatchObject({
      title: 'Mercado dois',
      sequence: 1,
      revision: 3,
    })
  })

  test('cancels once however often it says so, and takes it back', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const cancel = () =>
      stage.call('PUT', `/v1/events/${event}/cancellation`, {
        key: stage.keys.ana,
        body: { note: 'Rain.' },
      })
    expect((await cancel()).json).toMatchObject({
      status: 'cancelled',
      sequence: 1,
      statusNote: 'Rain.',
    })
    expect((await cancel()).json).toMatchObject({ status: 'cancelled', sequence: 1 })
    const back = () =>
      stage.call('DELETE', `/v1/events/${event}/cancellation`, { key: stage.keys.ana })
    expect((await back()).json).toMatchObject({
      status: 'scheduled',
      sequence: 2,
      statusNote: null,
    })
    expect((await back()).status).toBe(404)
    const stale = await stage.call('PUT', `/v1/events/${event}/cancellation`, {
      key: stage.keys.ana,
      body: {},
      headers: { 'If-Match': `"${event}.1.0"` },
    })
    expect(stale.status).toBe(412)
  })

  test('an approved edit of a cancelled event stays cancelled', async () => {
    const { event } = await stage.publish(saturdayMarket)
    await stage.call('PUT', `/v1/events/${event}/cancellation`, { key: stage.keys.ana, body: {} })
    const shown = await stage.call('GET', `/v1/events/${event}`)
    const edited = await stage.call('POST', `/v1/events/${event}/revisions`, {
      key: stage.keys.ana,
      body: { event: saturdayMarket },
      headers: etagOf(shown),
    })
    await stage.decide(String(edited.json.id), { verb: 'approve' })
    expect((await stage.call('GET', `/v1/events/${event}`)).json).toMatchObject({
      status: 'cancelled',
      sequence: 2,
    })
  })

  test('withdraws what was never public without a trace, and only once', async () => {
    const { id, event } = await submitted()
    const withdraw = () =>
      stage.call('POST', `/v1/events/${event}/withdrawal`, { key: stage.keys.ana, body: {} })
    expect((await withdraw()).status).toBe(204)
    expect((await withdraw()).status).toBe(410)
    expect((await read(id)).json.state).toBe('withdrawn')
    expect((await stage.call('GET', `/events/${event}.ics`)).status).toBe(404)
    expect((await stage.call('GET', '/feeds/events.ics')).text).not.toContain(event)
  })

  test('withdraws a public event together with the edit that waits', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const shown = await stage.call('GET', `/v1/events/${event}`)
    const edited = await stage.call('POST', `/v1/events/${event}/revisions`, {
      key: stage.keys.ana,
      body: { event: saturdayMarket },
      headers: etagOf(shown),
    })
    await stage.call('POST', `/v1/events/${event}/withdrawal`, { key: stage.keys.ana, body: {} })
    expect((await read(String(edited.json.id))).json.state).toBe('withdrawn')
    expect((await stage.decide(String(edited.json.id), { verb: 'approve' })).status).toBe(409)
    const again = await stage.call('POST', `/v1/events/${event}/revisions`, {
      key: stage.keys.ana,
      body: { event: saturdayMarket },
      headers: { 'If-Match': '*' },
    })
    expect(again.status).toBe(410)
  })
})
