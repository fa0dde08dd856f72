import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { brevo } from '../../src/notify/brevo.ts'
import { compose } from '../../src/notify/compose.ts'
import { deliver } from '../../src/notify/deliver.ts'
import { PermanentFailure } from '../../src/notify/message.ts'
import {
  addressBook,
  anasMailbox,
  at,
  clockAt,
  mailId,
  mailOf,
  memoryOutbox,
  sender,
} from './mails.ts'

type Answer = Readonly<{ status: number; body: string; headers?: Record<string, string> }>
type Asked = Readonly<{ method: string; url: string; headers: IncomingHttpHeaders; body: unknown }>

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** Somebody who answers in the place of Brevo, always the same. */
const serve = async ({ status, body, headers = {} }: Answer) => {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    asked.push({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: JSON.parse(Buffer.concat(chunks).toString() || 'null'),
    })
    response.writeHead(status, headers).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const address = `http://127.0.0.1:${port}/v3/smtp/email`
  return { asked, transport: brevo({ apiKey: 'key-1', address }) }
}

const accepted = { status: 201, body: '{"messageId":"<1@smtp-relay.mailin.fr>"}' }

const failureOf = async (answer: Answer): Promise<unknown> => {
  const { transport } = await serve(answer)
  const message = await compose(mailOf('received'), anasMailbox, sender)
  return transport.send(message).then(
    () => null,
    (error: unknown) => error
  )
}

describe('a mail handed to Brevo', () => {
  test('is asked for in the words of its API', async () => {
    const { asked, transport } = await serve(accepted)
    const message = await compose(mailOf('rejected'), anasMailbox, sender)
    await transport.send(message)
    expect(asked).toEqual([
      {
        method: 'POST',
        url: '/v3/smtp/email',
        headers: expect.objectContaining({
          'api-key': 'key-1',
          'content-type': 'application/json',
          accept: 'application/json',
        }),
        body: {
          sender: { email: 'calendar@calendar.test', name: 'Integration calendar' },
          to: [{ email: 'ana@opendoors.test', name: 'Ana Lúcia Gonçalves' }],
          replyTo: { email: 'desk@calendar.test' },
          subject: message.subject,
          textContent: message.text,
          htmlContent: message.html,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'Content-Language': 'en',
            idempotencyKey: mailId,
          },
        },
      },
    ])
  })

  test('leaves out a name that is empty: the API takes none', async () => {
    const { asked, transport } = await serve(accepted)
    await transport.send(await compose(mailOf('sign_in'), { ...anasMailbox, name: '' }, sender))
    expect(asked[0]?.body).toMatchObject({ to: [{ email: 'ana@opendoors.test' }] })
    expect(JSON.stringify(asked[0]?.body)).not.toContain('"name":""')
  })

  test('that was accepted before and is sent again is sent', async () => {
    expect(await failureOf({ status: 400, body: '{"code":"duplicate_parameter"}' })).toBeNull()
  })
})

describe('an answer of Brevo', () => {
  test.each([
    [400, '{"code":"invalid_parameter","message":"email is not valid in to"}'],
    [413, '<html>too large</html>'],
    [422, '{"code":"unprocessable"}'],
  ])('with %i is about this mail and is for good', async (status, body) => {
    expect(await failureOf({ status, body })).toBeInstanceOf(PermanentFailure)
  })

  test.each([
    [400, '{"code":"not_enough_credits","message":"Buy more"}'],
    [401, '{"code":"unauthorized","message":"Key not found"}'],
    [402, '{"code":"not_enough_credits"}'],
    [403, '{"code":"permission_denied"}'],
    [404, ''],
    [429, '{"code":"too_many_requests"}'],
    [500, ''],
    [502, '<html>Bad gateway</html>'],
    [503, '{"code":"unavailable"}'],
  ])('with %i %s is asked again later', async (status, body) => {
    const failure = await failureOf({ status, body })
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(PermanentFailure)
    expect(String(failure)).toContain(String(status))
  })

  test('that leads elsewhere is not followed: the key goes to nobody else', async () => {
    const elsewhere = await serve(accepted)
    const failure = await failureOf({
      status: 307,
      body: '',
      headers: { Location: 'http://127.0.0.1:1/' },
    })
    expect(String(failure)).toContain('307')
    expect(elsewhere.asked).toEqual([])
  })

  test('that does not come is asked again later', async () => {
    const transport = brevo({ apiKey: 'key-1', address: 'http://127.0.0.1:1/' })
    const message = await compose(mailOf('received'), anasMailbox, sender)
    const failure = await transport.send(message).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(PermanentFailure)
  })

  test('with an address in it leaves none in the outbox', async () => {
    const { transport } = await serve({
      status: 400,
      body: '{"code":"invalid_parameter","message":"ana@people.test is on a list"}',
    })
    const outbox = memoryOutbox()
    await outbox.add([mailOf('received')])
    const { now } = clockAt(at)
    await deliver({ ...sender, outbox, addresses: addressBook(), transport, now }, 1)
    expect(outbox.rows.get(mailId)?.lastError).toBe(
      'PermanentFailure: Brevo answered 400: invalid_parameter … is on a list'
    )
  })
})
