import { describe, expect, test } from 'vitest'
import { type Doing, policies, spanInWords } from '../../src/http/limits.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { addressesContract } from '../contract/addresses-contract.ts'
import { limitsContract } from '../contract/limits-contract.ts'
import { setGuards } from './guard-stage.ts'

const open = async () => {
  const driver = openSqlite(':memory:')
  driver.migrate()
  return driver
}

describe('limits on SQLite', () => {
  limitsContract(open)
})

describe('short addresses on SQLite', () => {
  addressesContract(open)
})

/** An app where `POST /{doing}?mailbox=…&key=…` is counted as that and then answers 201. */
const setStage = () => {
  const stage = setGuards()
  const { app, guards } = stage
  app.use(guards.limiter.countFailures)
  for (const doing of Object.keys(policies) as Doing[]) {
    app.post(`/${doing}`, async (c) => {
      const { mailbox, key } = c.req.query()
      await guards.limiter.take(c, doing, {
        ...(mailbox !== undefined && { mailbox }),
        ...(key !== undefined && { key }),
      })
      return c.json({}, 201)
    })
  }
  const post = async (path: string, address = '192.0.2.1') => {
    const response = await app.request(path, {
      method: 'POST',
      headers: { 'Test-Address': address },
    })
    const { headers, status } = response
    return {
      status,
      type: headers.get('content-type'),
      policy: headers.get('ratelimit-policy'),
      limit: headers.get('ratelimit'),
      retryAfter: headers.get('retry-after'),
      json: (await response.json()) as Record<string, unknown>,
    }
  }
  const statuses = async (times: number, path: string, address?: string) => {
    const all: number[] = []
    for (let n = 0; n < times; n++) all.push((await post(path, address)).status)
    return all
  }
  return { ...stage, post, statuses }
}

const from = (path: string, mailbox: string) => `${path}?mailbox=${encodeURIComponent(mailbox)}`

describe('asking for sign-in links', () => {
  test('200 times for one mailbox gives five links; the rest is told when to come again', async () => {
    const { post, statuses, wait } = setStage()
    const link = from('/signIn', 'marta@example.org')
    expect(await statuses(5, link)).toEqual([201, 201, 201, 201, 201])
    wait(600)
    const refused = await post(link)
    expect(refused).toMatchObject({
      status: 429,
      type: 'application/problem+json',
      retryAfter: '3000',
      limit: '"sign-in-mailbox";r=0;t=3000',
      policy: '"sign-in-address";q=20;w=3600, "sign-in-mailbox";q=5;w=3600',
    })
    expect(refused.json).toMatchObject({
      type: '/problems/quota-exceeded',
      status: 429,
      detail: 'A mailbox gets at most 5 sign-in links in an hour. Please try again in 50 minutes.',
      errors: [{ code: 'sign-in-mailbox' }],
    })
    const rest = await statuses(194, link)
    expect(new Set(rest)).toEqual(new Set([429]))
    expect((await post(link, '198.51.100.7')).status).toBe(429)
    wait(3000)
    expect((await post(link)).status).toBe(201)
  })

  test('for many mailboxes ends at twenty from one address, and uses up no further mailbox', async () => {
    const { post } = setStage()
    const one = (n: number, address: string) =>
      post(from('/signIn', `somebody-${n}@example.org`), address)
    for (let n = 0; n < 20; n++) expect((await one(n, '192.0.2.1')).status).toBe(201)
    for (let n = 0; n < 9; n++) {
      expect(await one(99, '192.0.2.1')).toMatchObject({
        status: 429,
        limit: '"sign-in-address";r=0;t=3600',
      })
    }
    expect((await one(99, '192.0.2.2')).limit).toContain('"sign-in-mailbox";r=4')
  })

  test('counts one mailbox however it is written', async () => {
    const { post } = setStage()
    const spellings = [
      'Ana@Example.org',
      ' ana@example.org ',
      'ana+calendar@example.org',
      'ANA+2@EXAMPLE.ORG',
      'ana@example.org',
    ]
    for (const spelling of spellings) await post(from('/signIn', spelling))
    expect((await post(from('/signIn', 'ana+again@example.org'))).status).toBe(429)
    expect((await post(from('/signIn', 'anna@example.org'))).status).toBe(201)
  })
})

describe('sending events without an account', () => {
  test('stops after five in an hour and twenty in a day', async () => {
    const { clock, post, statuses, wait } = setStage()
    clock.now = '2027-01-10T00:00:00Z'
    const hourly = [201, 201, 201, 201, 201, 429]
    for (let hour = 0; hour < 3; hour++) {
      expect(await statuses(6, '/submission')).toEqual(hourly)
      wait(3600)
    }
    expect(await statuses(6, '/submission')).toEqual(hourly)
    wait(3600)
    expect(await post('/submission')).toMatchObject({
      status: 429,
      retryAfter: String(20 * 3600),
      limit: `"submission-day";r=0;t=${20 * 3600}`,
    })
    wait(20 * 3600)
    expect((await post('/submission')).status).toBe(201)
  })

  test('tells every answer where it stands', async () => {
    const { post } = setStage()
    expect(await post('/submission')).toMatchObject({
      status: 201,
      policy: '"submission-hour";q=5;w=3600, "submission-day";q=20;w=86400',
      limit: '"submission-hour";r=4;t=3600, "submission-day";r=19;t=57600',
      retryAfter: null,
    })
  })

  test('counts a household’s IPv6 addresses as one and its neighbour’s as another', async () => {
    const { post } = setStage()
    for (let n = 1; n <= 5; n++) await post('/submission', `2001:db8:0:1::${n}`)
    expect((await post('/submission', '2001:db8:0:1:ffff::1')).status).toBe(429)
    expect((await post('/submission', '2001:db8:0:2::1')).status).toBe(201)
  })

  test('keeps neither addresses nor mailboxes, and forgets whose they were by the next day', async () => {
    const { driver, post, wait } = setStage()
    const rows = () => driver.all<{ subject: string }>('select * from quota', [])
    await post('/submission', '192.0.2.1')
    await post(from('/confirmation', 'ana@example.org'))
    const today = await rows()
    expect(today).toHaveLength(3)
    expect(JSON.stringify(today)).not.toMatch(/192|2\.1|ana|example/)
    expect(today.every(({ subject }) => /^[0-9a-f]{64}$/.test(subject))).toBe(true)
    wait(86_400)
    await post('/submission', '192.0.2.1')
    expect(new Set((await rows()).map(({ subject }) => subject)).size).toBe(3)
  })

  test('begins afresh at midnight, and says so the evening before', async () => {
    const { clock, post, statuses } = setStage()
    clock.now = '2027-01-10T23:45:00Z'
    await statuses(5, '/submission')
    expect((await post('/submission')).retryAfter).toBe('900')
    clock.now = '2027-01-11T00:00:00Z'
    expect((await post('/submission')).status).toBe(201)
  })

  test('counts nothing by address where none can be seen', async () => {
    const { app } = setStage()
    for (let n = 0; n < 30; n++) {
      const response = await app.request('/submission', { method: 'POST' })
      expect(response.status).toBe(201)
      expect(response.headers.get('ratelimit')).toBeNull()
    }
  })
})

describe('the others', () => {
  test.each([
    ['/confirmation?mailbox=ana@example.org', 5],
    ['/preview', 120],
    ['/hint', 120],
    ['/challenge', 60],
    ['/write?key=ic_secret', 600],
  ])('%s goes %i times', async (path, most) => {
    const { post, statuses } = setStage()
    expect(new Set(await statuses(most, path))).toEqual(new Set([201]))
    expect((await post(path)).status).toBe(429)
  })

  test('A key’s limit is its own', async () => {
    const { post, statuses } = setStage()
    await statuses(601, '/write?key=ana')
    expect((await post('/write?key=ana', '198.51.100.7')).status).toBe(429)
    expect((await post('/write?key=piotr')).status).toBe(201)
  })

  test('Counting by mailbox without one is a bug, not a pass', async () => {
    const { post } = setStage()
    expect((await post('/signIn')).status).toBe(500)
  })

  test('Every policy has a name of its own', () => {
    const names = Object.values(policies)
      .flat()
      .map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.every((name) => /^[a-z-]+$/.test(name))).toBe(true)
  })

  test('Reads that nothing counts carry no headers, and redirections neither', async () => {
    const { app, guards } = setStage()
    app.get('/feeds/all.ics', (c) => c.text(''))
    app.post('/sign-in', async (c) => {
      await guards.limiter.take(c, 'signIn', { mailbox: 'ana@example.org' })
      return c.redirect('/sign-in/sent', 303)
    })
    expect((await app.request('/feeds/all.ics')).headers.get('ratelimit')).toBeNull()
    const sent = await app.request('/sign-in', { method: 'POST' })
    expect(sent.status).toBe(303)
    expect(sent.headers.get('ratelimit')).toBeNull()
  })
})

describe('wrong keys', () => {
  const setKeys = () => {
    const stage = setStage()
    stage.app.get('/v1/submissions', (c) =>
      c.req.header('Authorization') === 'Bearer good'
        ? c.json({})
        : c.json({}, 401, { 'WWW-Authenticate': 'Bearer' })
    )
    const ask = (key: string | null, address = '192.0.2.1') =>
      stage.app.request('/v1/submissions', {
        headers: { 'Test-Address': address, ...(key && { Authorization: `Bearer ${key}` }) },
      })
    return { ...stage, ask }
  }

  test('are answered 401 sixty times a minute, then 429', async () => {
    const { ask, wait } = setKeys()
    for (let n = 0; n < 60; n++) expect((await ask('bad')).status).toBe(401)
    const refused = await ask('bad')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('60')
    expect(refused.headers.get('www-authenticate')).toBeNull()
    expect(await refused.json()).toMatchObject({ type: '/problems/quota-exceeded' })
    expect((await ask('bad', '192.0.2.2')).status).toBe(401)
    wait(60)
    expect((await ask('bad')).status).toBe(401)
  })

  test('do not shut out a neighbour whose key is right, nor count those who show none', async () => {
    const { ask } = setKeys()
    for (let n = 0; n < 70; n++) expect((await ask(null)).status).toBe(401)
    for (let n = 0; n < 61; n++) await ask('bad')
    expect((await ask('bad')).status).toBe(429)
    const good = await ask('good')
    expect(good.status).toBe(200)
    expect(good.headers.get('ratelimit')).toBeNull()
  })
})

test.each([
  [1, '1 second'],
  [119, '119 seconds'],
  [120, '2 minutes'],
  [121, '3 minutes'],
  [3600, '60 minutes'],
  [7200, '2 hours'],
  [7201, '3 hours'],
])('%i seconds are “%s”', (seconds, words) => {
  expect(spanInWords(seconds)).toBe(words)
})
