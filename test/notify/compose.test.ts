import type { Element } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { describe, expect, test } from 'vitest'
import { dirOf, interfaceLanguages } from '../../src/calendar/language.ts'
import { reasonCodes } from '../../src/calendar/submission.ts'
import { compose } from '../../src/notify/compose.ts'
import { PermanentFailure } from '../../src/notify/message.ts'
import { hrefs, named, textOf } from '../pages/document.ts'
import { anasMailbox, at, eventId, kinds, mailId, mailOf, market, sender } from './mails.ts'

const secret = `https://calendar.test/s/${eventId}/event_of_${eventId}`
const signedIn = `https://calendar.test/my/events/${eventId}`

/** Where the one button of each kind leads, for somebody without an account. */
const buttons: Readonly<Record<(typeof kinds)[number], string | null>> = {
  confirm: 'https://calendar.test/submit/confirm/sub-1/confirm_of_sub-1',
  received: secret,
  changes_requested: secret,
  approved: secret,
  rejected: secret,
  removed: secret,
  restored: secret,
  reminder: secret,
  erased: null,
  sign_in: `https://calendar.test/sign-in/link/${mailId}.sign-in_of_${mailId}`,
  invitation: 'https://calendar.test/my/invitations/inv-1',
  digest: 'https://calendar.test/moderation',
  announced: 'https://calendar.test/moderation',
}

/** Two characters of Unicode that set a foreign word apart. */
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069\u2060]/g, '')

const isButton = ({ properties }: Element) => String(properties.style).includes('background')

describe.each(kinds)('a mail of the kind %s', (kind) => {
  test('leads where it should, in text and in HTML, by one button', async () => {
    const { text, html } = await compose(mailOf(kind), anasMailbox, sender)
    const document = fromHtml(html)
    const href = buttons[kind]
    expect(
      named(document, 'a')
        .filter(isButton)
        .map(({ properties }) => properties.href)
    ).toEqual(href ? [href] : [])
    const inText = text.match(/https?:\/\/\S+/g) ?? []
    expect(inText).toEqual(
      expect.arrayContaining(href ? [href] : []) // the others are public pages
    )
    expect(new Set(hrefs(document))).toEqual(new Set(inText))
  })

  test('says the same in both forms, and asks nobody for anything', async () => {
    const { text, html, subject } = await compose(mailOf(kind), anasMailbox, sender)
    const document = fromHtml(html)
    const words = textOf(document)
    for (const line of text.split('\n').filter((line) => line && !line.startsWith('http'))) {
      expect(words).toContain(plain(line.replace(/^(>|- ) ?/, '').replace(/:$/, '')))
    }
    expect(words).toContain(subject)
    expect(html).not.toMatch(/<(img|script|link|iframe|style|form)\b|url\(|\bsrc=|@import/i)
    expect(text).not.toMatch(/[{}]|undefined|null|\[object/)
    expect(`${html}${text}${subject}`).not.toContain('\r')
  })

  test('is addressed, dated and marked as made by a machine', async () => {
    const message = await compose(mailOf(kind), anasMailbox, sender)
    expect(message).toMatchObject({
      id: mailId,
      to: anasMailbox,
      from: { email: 'calendar@calendar.test', name: 'Integration calendar' },
      replyTo: 'desk@calendar.test',
      messageId: `<${mailId}@calendar.test>`,
      at,
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'en' },
    })
  })
})

test.each(interfaceLanguages)('every kind is made in %s', async (lang) => {
  for (const kind of kinds) {
    const { html, headers, text } = await compose(mailOf(kind, {}, { lang }), anasMailbox, sender)
    const [root] = named(fromHtml(html), 'html')
    expect(root?.properties).toMatchObject({ lang, dir: dirOf(lang) })
    expect(headers['Content-Language']).toBe(lang)
    expect(text).not.toMatch(/[{}]/)
  }
})

describe('links', () => {
  test('of somebody with an account need no secret', async () => {
    const { text } = await compose(mailOf('received', { link: false }), anasMailbox, sender)
    expect(text).toContain(signedIn)
    expect(text).not.toContain('/s/')
    expect(text).not.toContain('Keep this mail')
  })

  test('that are secret never go to moderators', async () => {
    const { text, html } = await compose(mailOf('announced', { link: true }), anasMailbox, sender)
    expect(text + html).not.toContain('/s/')
  })

  test('are made by the purpose and subject of the brief', async () => {
    const asked: string[] = []
    const links = {
      ...sender.links,
      token: async (purpose: string, subject: string) => {
        asked.push(`${purpose}:${subject}`)
        return 'x'
      },
    }
    for (const kind of ['confirm', 'received', 'sign_in', 'digest'] as const) {
      await compose(mailOf(kind), anasMailbox, { ...sender, links })
    }
    expect(asked).toEqual([`confirm:sub-1`, `event:${eventId}`, `sign-in:${mailId}`])
  })
})

describe('a mail', () => {
  test('composed twice is the same, byte for byte', async () => {
    const [first, again] = [
      await compose(mailOf('rejected'), anasMailbox, sender),
      await compose(mailOf('rejected'), anasMailbox, sender),
    ]
    expect(again).toEqual(first)
  })

  test('says how long its link works', async () => {
    const confirm = await compose(mailOf('confirm'), anasMailbox, sender)
    expect(confirm.text).toContain('works for 48 h')
    const signIn = await compose(mailOf('sign_in'), anasMailbox, sender)
    expect(signIn.text).toContain('once, for 15 min')
  })

  test('that comes again says so, and names the country in words', async () => {
    const first = await compose(mailOf('received', { country: 'XK' }), anasMailbox, sender)
    expect(first.text).toContain('It now waits for the moderators (Kosovo).')
    const again = await compose(
      mailOf('received', { country: 'EU', again: true }),
      anasMailbox,
      sender
    )
    expect(again.text).toContain('is with the moderators again (European Union).')
  })

  test('of a moderator’s day leaves out what is nothing', async () => {
    const { text, subject } = await compose(
      mailOf('digest', { queues: [], unchecked: 4 }),
      anasMailbox,
      sender
    )
    expect(subject).toBe('Events waiting for moderation: 4')
    expect(text).toContain('\n- Published on trust, not yet checked: 4\n')
    const other = await compose(mailOf('digest', { unchecked: 0 }), anasMailbox, sender)
    expect(other.subject).toBe('Events waiting for moderation: 7')
    expect(other.text).not.toContain('on trust')
  })

  test.each([
    ['rescheduled', 'New date or time'],
    ['moved-online', 'Moved online'],
    ['postponed', 'Postponed'],
    ['scheduled', 'Takes place as planned'],
  ] as const)('about an announcement names the status %s', async (status, words) => {
    const { text, subject } = await compose(
      mailOf('announced', { status, note: null }),
      anasMailbox,
      sender
    )
    expect(subject).toBe(`${words}: \u2068Mercado de sábado\u2069`)
    expect(text).toContain(`New status: ${words}`)
    expect(text).not.toContain('Their note')
  })

  test('greets somebody without a name', async () => {
    const { text } = await compose(mailOf('sign_in'), { ...anasMailbox, name: ' ' }, sender)
    expect(text).toMatch(/^Hello,\n/)
  })

  test('in a language we have no words in is English, and says so', async () => {
    const { html, headers, text } = await compose(
      mailOf('digest', {}, { lang: 'eu' }),
      anasMailbox,
      sender
    )
    expect(headers['Content-Language']).toBe('en')
    expect(html).toContain('<html lang="en" dir="ltr">')
    expect(text).toContain('Poland: 5 (oldest: 29 March 2027)')
  })

  test('for a regional language takes the language', async () => {
    const { headers } = await compose(mailOf('digest', {}, { lang: 'en-IE' }), anasMailbox, sender)
    expect(headers['Content-Language']).toBe('en')
  })

  test('names the language and direction of a title that has another', async () => {
    const { html, subject } = await compose(
      mailOf('approved', { title: 'سوق السبت', titleLang: 'ar' }),
      anasMailbox,
      sender
    )
    expect(html).toContain('<bdi lang="ar" dir="rtl">سوق السبت</bdi>')
    expect(subject).toBe('Your event is published: \u2068سوق السبت\u2069')
  })

  test('in Arabic runs from right to left, with the title set apart', async () => {
    const { html, subject, text } = await compose(
      mailOf('rejected', {}, { lang: 'ar' }),
      anasMailbox,
      sender
    )
    const [outer] = named(fromHtml(html), 'div')
    expect(outer?.properties).toMatchObject({ lang: 'ar', dir: 'rtl' })
    expect(html).toContain('<bdi lang="pt" dir="ltr">Mercado de sábado</bdi>')
    expect(subject).toMatch(/\p{Script=Arabic}.*\u2068Mercado de sábado\u2069/u)
    expect(text).toContain('2022/2065')
    expect(text).not.toContain('Your event')
  })
})

describe('a statement of reasons', () => {
  const composed = (changes: Parameters<typeof mailOf<'rejected'>>[1] = {}) =>
    compose(mailOf('rejected', changes), anasMailbox, sender)

  test('says what Article 17(3) asks for, in its order', async () => {
    const text = plain((await composed()).text)
    const said = [
      'have decided not to publish it',
      'This holds for all countries and has no end date.',
      'Reason: Advertising',
      '> O evento quer vender.',
      'Our rule says: Events that mainly want to sell something are not published.',
      'on our own initiative; nobody had reported it',
      'No automated means were used',
      'within six months',
      'go to court',
      'settling disputes out of court',
      'Article 17 of Regulation (EU) 2022/2065',
    ]
    const places = said.map((words) => text.indexOf(words))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((one, other) => one - other))
  })

  test('of a change says that the event stays as it was', async () => {
    const { text, subject } = await composed({ live: true })
    expect(subject).toContain('Your change is not published')
    expect(text).toContain('stays public as it was before')
  })

  test('without a further appeal names the mailbox instead', async () => {
    const { text } = await composed({ appeal: false })
    expect(plain(text)).toContain('Write to desk@calendar.test and tell us why.')
    expect(text).not.toContain('six months')
  })

  test('of a removal says that it was public and is gone', async () => {
    const { text } = await compose(mailOf('removed'), anasMailbox, sender)
    expect(text).toContain('was removed from the calendar')
    expect(text).toContain('Reason: Private details of people')
    expect(text).not.toContain('six months')
  })

  test.each(reasonCodes)('names the rule that %s breaks', async (code) => {
    const { text } = await composed({ reason: { code, text: 'So.' } })
    expect(text).toMatch(/Reason: \S.*\n\n[\s\S]*Our rule says: \S/)
  })

  test('without a code still names a rule', async () => {
    const { text } = await composed({ reason: { code: null, text: 'So.' } })
    expect(text).not.toContain('Reason:')
    expect(text).toContain('Our rule says: Moderators may also refuse')
  })
})

describe('what others have written', () => {
  const hostile = [
    'Market\r\nBcc: victim@example.org\r\n\r\nBuy now',
    'Market\nX-Injected: yes',
    'Market\u2028Bcc: a@b.example',
    'Market\u0085Bcc: a@b.example',
    'Market\u0000\u001b[31m',
    '\u202egnp.exe\u202c\u2067hidden',
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '"quoted" <evil@example.org>, other@example.org',
    '=?utf-8?q?=0D=0ABcc:_a@b.example?=',
    '{contact} {title} {name}',
    '‮⁦{title}‬⁩',
  ]

  test.each(hostile)('cannot leave its place: %j', async (text) => {
    for (const kind of kinds) {
      const mail = mailOf(kind, {
        title: text,
        by: text,
        organisation: text,
        note: text,
        name: text,
      })
      const message = await compose(mail, { email: 'ana@opendoors.test', name: text }, sender)
      expect(message.subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066\u2067]/u)
      expect(message.to.name).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
      expect(Object.values(message.headers).join()).not.toMatch(/[\r\n]/)
      const document = fromHtml(message.html)
      expect(named(document, 'script')).toEqual([])
      expect(named(document, 'img')).toEqual([])
      expect(message.text.replaceAll('\n', '')).not.toMatch(
        /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066\u2067]/u
      )
      // Every isolate is closed on its line.
      for (const line of [message.subject, ...message.text.split('\n')]) {
        expect(line.match(/\u2068/g)?.length).toBe(line.match(/\u2069/g)?.length)
      }
    }
  })

  test('is cut to a sane length', async () => {
    const { subject, text } = await compose(
      mailOf('confirm', { title: 'Sehr '.repeat(2000) }),
      { ...anasMailbox, name: 'A'.repeat(5000) },
      sender
    )
    expect([...subject].length).toBeLessThan(140)
    expect(text.length).toBeLessThan(2000)
    expect(subject).toMatch(/…\u2069$/)
  })

  test('is cut between letters, not within', async () => {
    const family = '👩‍👩‍👧‍👦'
    const { subject } = await compose(
      mailOf('confirm', { title: family.repeat(200) }),
      anasMailbox,
      sender
    )
    expect(subject.match(/\u2068(.*)…\u2069/u)?.[1]?.replaceAll(family, '')).toBe('')
  })

  test('becomes no link: a stranger may have typed the mailbox this goes to', async () => {
    const { text, html, subject } = await compose(
      mailOf('confirm', { title: 'Win at https://spam.example/x or www.spam.example' }),
      { email: 'victim@people.test', name: 'spam.example' },
      sender
    )
    for (const form of [text, html, subject]) {
      expect(form).not.toMatch(/https?:\/\/spam|spam\.example|www\.spam/)
    }
    expect(plain(subject)).toContain('Win at spam.example/x or www.spam.example')
  })

  test('by a moderator keeps its paragraphs, and its links: a twin is named by one', async () => {
    const { text, html } = await compose(
      mailOf('changes_requested', {
        reason: {
          code: 'duplicate',
          text: '\r\n\r\nSee\r\nhttps://calendar.test/events/1\r\n\r\n<b>Yours',
        },
      }),
      anasMailbox,
      sender
    )
    expect(plain(text)).toContain(
      'writes:\n\n> See\n> https://calendar.test/events/1\n>\n> <b>Yours'
    )
    expect(textOf(named(fromHtml(html), 'blockquote')[0]!)).toContain('<b>Yours')
  })

  test.each([
    'ana@opendoors.test\r\nBcc: victim@example.org',
    'ana@opendoors.test, victim@example.org',
    '<ana@opendoors.test>',
    'ana',
    '',
    'ana@@opendoors.test',
    `${'a'.repeat(250)}@opendoors.test`,
  ])('is no mailbox: %j', async (email) => {
    await expect(compose(mailOf('sign_in'), { email, name: 'Ana' }, sender)).rejects.toThrow(
      PermanentFailure
    )
  })

  test('of an address may be in another script', async () => {
    const { to } = await compose(
      mailOf('sign_in'),
      { email: 'анна@пошта.test', name: 'Анна' },
      sender
    )
    expect(to.email).toBe('анна@пошта.test')
  })
})

describe('an answer', () => {
  test('goes to the sender when nobody else reads', async () => {
    const one = { ...sender, contact: sender.from }
    expect((await compose(mailOf('received'), anasMailbox, one)).replyTo).toBeNull()
  })
})

test('a site on a port of this machine still makes a Message-ID', async () => {
  const local = { ...sender, site: { ...sender.site, baseUrl: 'http://127.0.0.1:3000' } }
  const { messageId, text } = await compose(mailOf('approved', market), anasMailbox, local)
  expect(messageId).toBe(`<${mailId}@127.0.0.1>`)
  expect(text).toContain(`http://127.0.0.1:3000/s/${eventId}/`)
})
