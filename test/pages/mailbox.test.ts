import { describe, expect, test } from 'vitest'
import { mailboxPage, mailPage } from '../../src/pages/mailbox.ts'
import { site } from '../cast.ts'
import { complaints, hrefs, named, read, textOf } from './document.ts'

const mail = {
  name: '20270401T080000Z-1',
  subject: 'Confirm <b>this</b>',
  to: 'Ana <ana@opendoors.test>',
  date: 'Thu, 01 Apr 2027 08:00:00 +0000',
}

describe('the mailbox of a developer', () => {
  test('lists mails with their addresses', async () => {
    const document = await read(mailboxPage({ mails: [mail], site }))
    expect(complaints(document)).toEqual([])
    const [main] = named(document, 'main')
    expect(hrefs(main!)).toEqual(['/dev/mail/20270401T080000Z-1'])
    expect(textOf(main!)).toContain('Confirm <b>this</b>')
    expect(textOf(main!)).toContain('To: Ana <ana@opendoors.test>')
  })

  test('says that there is nothing yet', async () => {
    const document = await read(mailboxPage({ mails: [], site }))
    expect(complaints(document)).toEqual([])
    expect(textOf(named(document, 'main')[0]!)).toContain('No mail yet.')
  })

  test('draws one mail with links that work and nothing else of it', async () => {
    const text =
      'Hello,\n\nConfirm:\nhttps://calendar.test/submit/confirm/1/x_y-z\n\n<img src=x> & \u2068https://calendar.test/a\u2069\n'
    const document = await read(
      mailPage({ mail: { ...mail, from: 'Calendar <c@calendar.test>', text }, site })
    )
    expect(complaints(document)).toEqual([])
    const [main] = named(document, 'main')
    expect(hrefs(main!)).toEqual([
      '/dev/mail',
      'https://calendar.test/submit/confirm/1/x_y-z',
      'https://calendar.test/a',
    ])
    expect(named(document, 'img')).toEqual([])
    expect(textOf(main!)).toContain('<img src=x> &')
  })
})
