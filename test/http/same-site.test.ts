import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { describe, expect, test } from 'vitest'
import { problem } from '../../src/http/problem.ts'
import { sameSite } from '../../src/http/same-site.ts'
import { site } from '../cast.ts'

const app = new Hono()
app.use(requestId(), sameSite(site))
app.onError((error, c) => problem(c, error, c.get('requestId')))
app.all('/submit', (c) => c.text('done'))

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const cookie = { Cookie: 'session=1' }
const ours = 'https://calendar.test'

/** Behind a proxy the app is called by another name than the public one. */
const ask = (method: string, headers: Record<string, string>) =>
  app.request('http://127.0.0.1:3000/submit', {
    method,
    headers,
    // Bytes, since a text would bring a type along.
    ...(method !== 'GET' && method !== 'HEAD' && { body: new Uint8Array([120]) }),
  })
const statusOf = async (headers: Record<string, string>, method = 'POST') =>
  (await ask(method, headers)).status

const types = [
  ['a form', form],
  ['a form with files', { 'Content-Type': 'multipart/form-data; boundary=x' }],
  ['plain text', { 'Content-Type': 'text/plain' }],
  ['a body without a type', {}],
  ['a form with a cookie', { ...form, ...cookie }],
  ['JSON with a cookie', { 'Content-Type': 'application/json', ...cookie }],
  ['a picture with a cookie', { 'Content-Type': 'image/png', ...cookie }],
] as const

describe.each(types)('%s', (_, headers) => {
  test.each([
    ['from our page', { Origin: ours, 'Sec-Fetch-Site': 'same-origin' }, 200],
    ['from our page in an old browser', { Origin: ours }, 200],
    [
      'from our page that hides its address',
      { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' },
      200,
    ],
    ['from another site', { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['from another site in an old browser', { Origin: 'https://evil.test' }, 403],
    ['from a sandboxed frame', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['from nowhere in an old browser', { Origin: 'null' }, 403],
    [
      'from a neighbour of the same site',
      { Origin: 'https://wiki.calendar.test', 'Sec-Fetch-Site': 'same-site' },
      403,
    ],
    [
      'from our host on another port',
      { Origin: `${ours}:8443`, 'Sec-Fetch-Site': 'same-site' },
      403,
    ],
    ['from our host without TLS', { Origin: 'http://calendar.test' }, 403],
    ['from a host that only begins like ours', { Origin: `${ours}.evil.test` }, 403],
    ['from nobody who says', {}, 403],
    ['from somebody who says something new', { 'Sec-Fetch-Site': 'same-planet' }, 403],
  ])('%s', async (_from, origin, status) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(await statusOf({ ...headers, ...origin }, method), method).toBe(status)
  })
})

describe('what no other site can make a browser send', () => {
  const elsewhere = { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site' }

  test('passes: a bearer key, with whatever else', async () => {
    const key = { Authorization: 'Bearer ic_secret' }
    expect(await statusOf({ ...key, 'Content-Type': 'application/json' })).toBe(200)
    expect(await statusOf(key, 'DELETE')).toBe(200)
    expect(await statusOf({ ...key, ...elsewhere, ...cookie, ...form })).toBe(200)
  })

  test('passes: JSON that acts for nobody', async () => {
    expect(await statusOf({ 'Content-Type': 'application/json' })).toBe(200)
  })

  test('does not include passwords that a browser remembers', async () => {
    expect(await statusOf({ Authorization: 'Basic eDp5', ...form, ...elsewhere })).toBe(403)
  })

  test('includes reading', async () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect(await statusOf({ ...elsewhere, ...cookie }, method)).toBe(200)
  })
})

test('The refusal says where to go and that nothing has changed', async () => {
  const response = await ask('POST', { ...form, Origin: 'https://evil.test' })
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toMatchObject({
    type: '/problems/forbidden',
    status: 403,
    detail: expect.stringContaining(
      'Open the page at https://calendar.test and send the form again; nothing was changed.'
    ),
    errors: [{ code: 'other-site' }],
  })
})
