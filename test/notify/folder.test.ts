import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { compose } from '../../src/notify/compose.ts'
import { folder } from '../../src/notify/folder.ts'
import { laidMail, laidMails } from '../../src/notify/mailbox.ts'
import type { Message } from '../../src/notify/message.ts'
import { readMime } from '../../src/notify/mime.ts'
import { anasMailbox, kinds, mailId, mailOf, sender } from './mails.ts'

let root = ''
let path = ''
let count = 0
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mails-'))
})
beforeEach(() => {
  count += 1
  path = join(root, `folder-${count}`)
})
afterAll(() => rm(root, { recursive: true }))

const name = `20270401T080000Z-${mailId}`

describe('a folder of mails', () => {
  test('holds a file a mail, which any mail program opens', async () => {
    const message = await compose(mailOf('rejected', {}, { lang: 'ar' }), anasMailbox, sender)
    await folder(path).send(message)
    expect(await readdir(path)).toEqual([`${name}.eml`])
    const mail = await simpleParser(await readFile(join(path, `${name}.eml`)))
    expect(mail.subject).toBe(message.subject)
    expect(mail.text?.trim()).toBe(message.text.trim())
    expect(String(mail.html).trim()).toBe(message.html.trim())
    expect(mail.messageId).toBe(message.messageId)
    expect(mail.date?.toISOString()).toBe('2027-04-01T08:00:00.000Z')
  })

  test('holds a mail that is sent again once', async () => {
    const message = await compose(mailOf('received'), anasMailbox, sender)
    await folder(path).send(message)
    await folder(path).send(message)
    expect(await readdir(path)).toEqual([`${name}.eml`])
  })

  test('takes no id that leads out of it', async () => {
    const message = await compose(mailOf('received'), anasMailbox, sender)
    for (const id of ['../../evil', 'a/b', 'a\0b', '']) {
      await expect(folder(path).send({ ...message, id: id || '/' })).rejects.toThrow(
        'makes no file name'
      )
    }
  })
})

describe('reading it', () => {
  test('gives the newest first, no more than asked for', async () => {
    for (const [id, at] of [
      ['b', '2027-04-02T08:00:00Z'],
      ['a', '2027-04-01T08:00:00Z'],
      ['c', '2027-04-03T08:00:00Z'],
    ] as const) {
      await folder(path).send(
        await compose(mailOf('approved', {}, { id, at }), anasMailbox, sender)
      )
    }
    await writeFile(join(path, 'unfinished.eml.part'), 'x')
    await writeFile(join(path, 'notes.txt'), 'x')
    expect((await laidMails(path, 2)).map((mail) => mail.name)).toEqual([
      '20270403T080000Z-c',
      '20270402T080000Z-b',
    ])
    expect((await laidMails(path, 50))[2]).toEqual({
      name: '20270401T080000Z-a',
      subject: 'Your event is published: \u2068Mercado de sábado\u2069',
      to: 'Ana Lúcia Gonçalves <ana@opendoors.test>',
      date: 'Thu, 01 Apr 2027 08:00:00 +0000',
    })
  })

  test('gives one mail as it was written', async () => {
    const message = await compose(mailOf('sign_in'), anasMailbox, sender)
    await folder(path).send(message)
    expect(await laidMail(path, name)).toMatchObject({
      subject: message.subject,
      from: 'Integration calendar <calendar@calendar.test>',
      text: message.text,
    })
  })

  test('finds nothing where nothing is, and leaves other files alone', async () => {
    expect(await laidMails(path, 10)).toEqual([])
    await folder(path).send(await compose(mailOf('sign_in'), anasMailbox, sender))
    await writeFile(join(root, 'outside.eml'), 'Subject: secret\r\n\r\nx')
    for (const wrong of ['nothing', '../outside', '..%2Foutside', `${name}.eml`, '', '.']) {
      expect(await laidMail(path, wrong)).toBeNull()
    }
  })
})

/** The MIME a message makes, by the folder. */
const mimeOf = async (message: Message): Promise<Buffer> => {
  await folder(path).send(message)
  const [file = ''] = (await readdir(path)).filter((each) => each.includes(message.id))
  return readFile(join(path, file))
}

describe('our reader of mails', () => {
  test.each(kinds)('reads what was written of the kind %s', async (kind) => {
    const message = await compose(mailOf(kind), anasMailbox, sender)
    const read = readMime(await mimeOf(message))
    expect(read.text).toBe(message.text)
    expect(read.html).toBe(message.html)
    expect(read.headers.get('subject')).toBe(message.subject)
    expect(read.headers.get('message-id')).toBe(message.messageId)
  })

  test('reads any text as mailparser does', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }),
      fc.constantFrom(
        '=?utf-8?q?x?=',
        '=20',
        '--',
        'ÄÖÜ ß ł',
        'سوق السبت',
        '🎉'.repeat(30),
        'a'.repeat(200)
      )
    )
    const base = await compose(mailOf('approved'), anasMailbox, sender)
    let id = 0
    await fc.assert(
      fc.asyncProperty(line, line, async (title, reason) => {
        id += 1
        const message = await compose(
          mailOf('rejected', { title, reason: { code: 'other', text: reason } }, { id: `m${id}-` }),
          anasMailbox,
          sender
        )
        const mime = await mimeOf(message)
        const parsed = await simpleParser(mime)
        const read = readMime(mime)
        expect(read.text).toBe(message.text)
        expect(read.html).toBe(message.html)
        expect(read.headers.get('subject')).toBe(parsed.subject)
        expect(parsed.subject).toBe(message.subject)
      }),
      { numRuns: 200 }
    )
    expect(base.id).toBe(mailId)
  })
})
