import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { compose } from '../../src/notify/compose.ts'
import { PermanentFailure } from '../../src/notify/message.ts'
import { smtp, smtpServer } from '../../src/notify/smtp.ts'
import { anasMailbox, mailId, mailOf, sender } from './mails.ts'

const servers: SMTPServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise<void>((done) => server.close(done))
})

type Received = Readonly<{ raw: string; mail: ParsedMail; from: string; to: readonly string[] }>

/** A mail server on this machine that keeps what it is given. */
const serve = async (options: SMTPServerOptions = {}) => {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.onAuth ? [] : ['AUTH', 'STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks)
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          raw: raw.toString('latin1'),
          mail: await simpleParser(raw),
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
        })
        done()
      })
    },
    ...options,
  })
  servers.push(server)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  return { received, port, address: `smtp://127.0.0.1:${port}` }
}

const refusing = (code: number) =>
  Object.assign(new Error('No such user here'), { responseCode: code })

describe('a mail handed to a mail server', () => {
  test('arrives as it was composed', async () => {
    const { received, address } = await serve()
    const message = await compose(mailOf('rejected'), anasMailbox, sender)
    await smtp(address).send(message)

    expect(received.length).toBe(1)
    const [{ mail, raw, from, to }] = received as [Received]
    expect(from).toBe('calendar@calendar.test')
    expect(to).toEqual(['ana@opendoors.test'])
    expect(mail.subject).toBe(message.subject)
    expect(mail.text?.trim()).toBe(message.text.trim())
    expect(String(mail.html).trim()).toBe(message.html.trim())
    expect(mail.messageId).toBe(`<${mailId}@calendar.test>`)
    expect(mail.date?.toISOString()).toBe('2027-04-01T08:00:00.000Z')
    expect(mail.from?.value).toEqual([
      { address: 'calendar@calendar.test', name: 'Integration calendar' },
    ])
    expect(mail.replyTo?.value[0]?.address).toBe('desk@calendar.test')
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.headers.get('content-language')).toBe('en')
    expect(mail.headers.has('x-mailer')).toBe(false)
    expect(mail.headers.has('list-unsubscribe')).toBe(false)
    expect(mail.attachments).toEqual([])
    expect(raw).toMatch(/^Content-Type: multipart\/alternative/m)
  })

  test('keeps names and titles of every script', async () => {
    const { received, address } = await serve()
    const title = 'Весняний ярмарок – سوق السبت – 🎉'
    const name = 'Олена "Лєна" Ковальчук, Dr. (Київ) <x@y.test>'
    const message = await compose(
      mailOf('approved', { title, titleLang: 'uk' }),
      { email: 'olena@people.test', name },
      sender
    )
    await smtp(address).send(message)
    const [{ mail, to }] = received as [Received]
    expect(to).toEqual(['olena@people.test'])
    expect(mail.subject).toBe(`Your event is published: \u2068${title}\u2069`)
    expect(Array.isArray(mail.to) ? undefined : mail.to?.value).toEqual([
      { address: 'olena@people.test', name: message.to.name },
    ])
    expect(mail.text).toContain(title)
    expect(mail.html).toContain(`<bdi lang="uk" dir="ltr">${title}</bdi>`)
  })

  test.each([
    'Market\r\nBcc: victim@example.org\r\n\r\nBuy now',
    'Market\r\n.\r\nRCPT TO:<victim@example.org>',
    'x@y.test>\r\nRCPT TO:<victim@example.org',
  ])('grows no header and no recipient: %j', async (text) => {
    const { received, address } = await serve()
    const message = await compose(
      mailOf('invitation', { organisation: text, by: text }),
      { ...anasMailbox, name: text },
      sender
    )
    await smtp(address).send(message)
    expect(received.length).toBe(1)
    const [{ mail, to }] = received as [Received]
    expect(to).toEqual(['ana@opendoors.test'])
    expect([...mail.headers.keys()].sort()).toEqual([
      'auto-submitted',
      'content-language',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'reply-to',
      'subject',
      'to',
    ])
  })
})

describe('a mail server', () => {
  test.each([550, 553])('that says %i to the recipient says it for good', async (code) => {
    const { address } = await serve({
      onRcptTo: (_address, _session, done) => done(refusing(code)),
    })
    const message = await compose(mailOf('received'), anasMailbox, sender)
    await expect(smtp(address).send(message)).rejects.toThrow(PermanentFailure)
  })

  test.each([450, 421, 552])('that says %i is asked again later', async (code) => {
    const { address } = await serve({
      onRcptTo: (_address, _session, done) => done(refusing(code)),
    })
    const message = await compose(mailOf('received'), anasMailbox, sender)
    const failure = await smtp(address)
      .send(message)
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(PermanentFailure)
  })

  test('that is not there is asked again later', async () => {
    const message = await compose(mailOf('received'), anasMailbox, sender)
    const failure = await smtp('smtp://127.0.0.1:1')
      .send(message)
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(PermanentFailure)
  })

  test('is told the password, and one that refuses it is asked again later', async () => {
    const asked: unknown[][] = []
    const { received, port } = await serve({
      authOptional: false,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password }, _session, done) => {
        asked.push([username, password])
        if (password === 'p@ss:word') done(null, { user: 'me' })
        else done(refusing(535))
      },
    })
    const message = await compose(mailOf('received'), anasMailbox, sender)
    await smtp(`smtp://me%40host:p%40ss%3Aword@127.0.0.1:${port}`).send(message)
    expect(asked).toEqual([['me@host', 'p@ss:word']])
    expect(received.length).toBe(1)
    const failure = await smtp(`smtp://me:wrong@127.0.0.1:${port}`)
      .send(message)
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(PermanentFailure)
  })
})

describe('the address of a mail server', () => {
  test('says port, TLS and account', () => {
    expect(smtpServer('smtp://me:secret@mail.example.org')).toEqual({
      host: 'mail.example.org',
      port: 587,
      secure: false,
      requireTLS: true,
      auth: { user: 'me', pass: 'secret' },
    })
    expect(smtpServer('smtps://mail.example.org')).toEqual({
      host: 'mail.example.org',
      port: 465,
      secure: true,
      requireTLS: false,
    })
    expect(smtpServer('smtp://[::1]:2525')).toMatchObject({ host: '::1', port: 2525 })
  })

  test('sends no password in the clear except to this machine', () => {
    expect(smtpServer('smtp://me:secret@127.0.0.1:25').requireTLS).toBe(false)
    expect(smtpServer('smtp://me:secret@127.0.0.1.example.org:25').requireTLS).toBe(true)
  })

  test.each([
    '',
    'mail.example.org',
    'https://mail.example.org',
    'smtp://',
    'smtp://me:secret@mail.example.org/path',
    'smtp://me:secret@mail.example.org?tls=no',
  ])('is refused without repeating it: %j', (address) => {
    expect(() => smtpServer(address)).toThrow(/^The mail server is an address such as/)
    expect(() => smtpServer(address)).not.toThrow(/secret/)
  })
})
