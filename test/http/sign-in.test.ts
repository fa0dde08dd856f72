import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { returnField } from '../../src/pages/account/field.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await setStage()
})
afterEach(() => {
  vi.useRealTimers()
})

const known = 'marta@example.org'

/** Sign-in mails that wait, newest first. */
const signInMails = async () => (await stage.mails()).filter(({ kind }) => kind === 'sign_in')

/** The path of the link in the newest sign-in mail. */
const mailedLink = async (): Promise<string> => {
  const [mail] = await signInMails()
  if (!mail) throw new Error('no link was mailed')
  return `/sign-in/link/${mail.id}.${await stage.ports.links.token('sign-in', mail.id)}`
}

const asked = (email: string, more: Readonly<Record<string, string>> = {}) =>
  stage.post('/sign-in', { email, ...more })

const cookiesIn = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

const idOf = async (cookie: string): Promise<string> =>
  (await stage.assembled.accounts.session(new Headers({ cookie })))?.person.id ?? ''

const recordsOf = async (cookie: string) =>
  stage.ports.store.auditOf(`person:${await idOf(cookie)}`, 10)

describe('asking for a link', () => {
  test('answers the same whether or not anybody has the mailbox', async () => {
    const answers = [await asked(known), await asked('nobody-yet@example.org')]
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(answers.map(({ headers }) => headers.get('location'))).toEqual([
      '/sign-in/sent',
      '/sign-in/sent',
    ])
    expect(answers.map(({ text }) => text)).toEqual(['', ''])
    expect(await signInMails()).toHaveLength(2)
    const sent = await stage.visit('/sign-in/sent')
    expect(sent.text).toContain('Look into your mailbox')
    expect(sent.text).not.toContain('example.org')
  })

  test('writes in the language of the reader’s browser', async () => {
    await stage.post('/sign-in', { email: 'nova@example.org' }, undefined, {
      'Accept-Language': 'pt-PT;q=0.8, pl',
    })
    expect((await signInMails()).map(({ lang }) => lang)).toEqual(['pl'])
  })

  test('shows what is no mailbox again, with what is wrong beside it', async () => {
    const answer = await asked('<ana> at example', { [returnField]: '/my/organisation' })
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<title>Error: Sign in')
    expect(answer.text).toContain('value="&lt;ana&gt; at example"')
    expect(answer.text).toContain('aria-invalid="true"')
    expect(answer.text).toContain('href="#sign-in-email"')
    expect(answer.text).toContain('name="then" value="/my/organisation"')
    expect(await signInMails()).toEqual([])
  })

  test('two hundred times for one mailbox sends five mails and says when to go on', async () => {
    const statuses: number[] = []
    for (let request = 0; request < 200; request += 1) {
      const answer = await stage.post('/sign-in', { email: known }, undefined, {
        'X-Test-Address': `203.0.113.${request}`,
      })
      statuses.push(answer.status)
      if (request === 199) {
        expect(answer.headers.get('retry-after')).toBe('3600')
        expect(answer.text).toContain('try again in 60 minutes')
        expect(answer.text).toContain(`value="${known}"`)
      }
    }
    expect(statuses.filter((status) => status === 303)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(195)
    expect(await signInMails()).toHaveLength(5)
  })

  test('is the same limit for a mailbox nobody has', async () => {
    const statuses: number[] = []
    for (let request = 0; request < 6; request += 1) {
      const answer = await stage.post('/sign-in', { email: 'x@example.org' }, undefined, {
        'X-Test-Address': `203.0.113.${request}`,
      })
      statuses.push(answer.status)
    }
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429])
  })

  test('from a page of another site is refused', async () => {
    const answer = await stage.post('/sign-in', { email: known }, undefined, {
      Origin: 'https://elsewhere.example',
      'Sec-Fetch-Site': 'cross-site',
    })
    expect(answer.status).toBe(403)
    expect(await signInMails()).toEqual([])
  })
})

describe('the link', () => {
  test('can be opened by whoever reads the mail first, and still signs in by its button', async () => {
    await asked(known)
    const link = await mailedLink()
    for (let look = 0; look < 3; look += 1) {
      const page = await stage.visit(link)
      expect(page.status).toBe(200)
      expect(page.headers.getSetCookie()).toEqual([])
      expect(page.text).toContain(`<form method="post" action="${link}">`)
    }
    const pressed = await stage.post(link, {})
    expect(pressed.status).toBe(303)
    expect(pressed.headers.get('location')).toBe('/my')
    const cookie = cookiesIn(pressed.headers)
    expect((await stage.visit('/my/account', cookie)).text).toContain(known)
    expect(await recordsOf(cookie)).toMatchObject([
      { verb: 'sign_in', outcome: 'done', by: { name: 'Marta' } },
    ])
  })

  test('leads on to where somebody wanted to go', async () => {
    const turnedBack = await stage.visit('/my/organisation?done=invited')
    expect(turnedBack.status).toBe(303)
    const signIn = await stage.visit(turnedBack.headers.get('location') ?? '')
    expect(signIn.text).toContain('name="then" value="/my/organisation?done=invited"')
    await asked(known, { [returnField]: '/my/organisation?done=invited' })
    const pressed = await stage.post(await mailedLink(), {})
    expect(pressed.headers.get('location')).toBe('/my/organisation?done=invited')
  })

  test.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example',
    '/.//elsewhere.example',
    'javascript:alert(1)',
  ])('never leads to %s', async (then) => {
    const page = await stage.visit(`/sign-in?then=${encodeURIComponent(then)}`)
    expect(page.text).not.toContain('elsewhere')
    expect(page.text).not.toContain('alert')
    const sent = await asked(known, { [returnField]: then })
    expect(sent.headers.get('location')).toBe('/sign-in/sent')
    expect((await stage.post(await mailedLink(), {})).headers.get('location')).toBe('/my')
  })

  test('works once: the second time is gone, with the form for another', async () => {
    await asked(known)
    const link = await mailedLink()
    await stage.post(link, {})
    const again = await stage.post(link, {})
    expect(again.status).toBe(410)
    expect(again.headers.getSetCookie()).toEqual([])
    expect(again.text).toContain('used already')
    expect(again.text).toContain('<form method="post" action="/sign-in">')
  })

  test('is gone after fifteen minutes', async () => {
    await asked(known)
    const link = await mailedLink()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * 60_000 + 1000 })
    const late = await stage.post(link, {})
    expect(late.status).toBe(410)
    expect(late.text).toContain('older than 15 minutes')
  })

  test('that is not whole is not found, with the form for another', async () => {
    await asked(known)
    const cut = await stage.post((await mailedLink()).slice(0, -1), {})
    expect(cut.status).toBe(404)
    expect(cut.text).toContain('not complete')
    expect(cut.text).toContain('<form method="post" action="/sign-in">')
  })

  test('makes whoever has a new mailbox somebody', async () => {
    await asked('nova@example.org')
    const pressed = await stage.post(await mailedLink(), {})
    const page = await stage.visit('/my/account', cookiesIn(pressed.headers))
    expect(page.text).toContain('nova@example.org')
  })
})

describe('somebody signed in', () => {
  test('goes straight on', async () => {
    const cookie = await stage.signIn(known)
    const answer = await stage.visit('/sign-in?then=/my/account', cookie)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/my/account'])
  })

  test('signs out by a button alone, and the cookie is worth nothing after it', async () => {
    const cookie = await stage.signIn(known)
    expect((await stage.visit('/sign-out', cookie)).status).toBe(405)
    expect((await stage.visit('/my/account', cookie)).status).toBe(200)
    const person = await idOf(cookie)
    const answer = await stage.post('/sign-out', {}, cookie)
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/sign-in?done=signed-out',
    ])
    expect((await stage.visit('/sign-in?done=signed-out')).text).toContain('You are signed out.')
    expect((await stage.visit('/my/account', cookie)).status).toBe(303)
    expect(await stage.ports.store.auditOf(`person:${person}`, 10)).toMatchObject([
      { verb: 'sign_out' },
    ])
  })

  test('cannot be signed out by another site', async () => {
    const cookie = await stage.signIn(known)
    const answer = await stage.post('/sign-out', {}, cookie, {
      Origin: 'https://elsewhere.example',
      'Sec-Fetch-Site': 'cross-site',
    })
    expect(answer.status).toBe(403)
    expect((await stage.visit('/my/account', cookie)).status).toBe(200)
  })
})

describe('the identity provider', () => {
  test('is not there until it is configured', async () => {
    expect((await stage.visit('/sign-in')).text).not.toContain('/sign-in/provider')
    expect((await stage.visit('/sign-in/provider')).status).toBe(404)
    expect((await stage.visit('/auth/callback/oidc')).status).toBe(404)
  })

  /** The app with a provider whose way back signs Marta in. */
  const withProvider = async () => {
    const cookie = await stage.signIn(known)
    const { accounts } = stage.assembled
    const app = createApp({
      ...stage.means,
      accounts: {
        ...accounts,
        provider: { name: 'EU Login' },
        startAtProvider: async (returnTo) => ({
          location: `https://login.example/authorize?then=${returnTo}`,
          setCookies: ['state=1; Path=/'],
        }),
        handler: async () => {
          const headers = new Headers({ Location: '/my' })
          for (const each of cookie.split('; ')) headers.append('Set-Cookie', `${each}; Path=/`)
          return new Response(null, { status: 302, headers })
        },
      },
    })
    const visit = (path: string) => app.request(path, { headers: { Accept: 'text/html' } })
    return { visit, cookie }
  }

  test('has a link of its own name, which leads to it', async () => {
    const { visit } = await withProvider()
    const page = await (await visit('/sign-in?then=/submit')).text()
    expect(page).toContain('Sign in with EU Login')
    expect(page).toContain('href="/sign-in/provider?then=%2Fsubmit"')
    const start = await visit('/sign-in/provider?then=%2Fsubmit')
    expect(start.headers.get('location')).toBe('https://login.example/authorize?then=/submit')
    expect(start.headers.getSetCookie()).toEqual(['state=1; Path=/'])
  })

  test('signs in on its way back, and that goes on record', async () => {
    const { visit, cookie } = await withProvider()
    const back = await visit('/auth/callback/oidc?code=1')
    expect([back.status, back.headers.get('location')]).toEqual([302, '/my'])
    expect(back.headers.getSetCookie()).toHaveLength(cookie.split('; ').length)
    expect(back.headers.get('cache-control')).toBe('private, no-store')
    expect(await recordsOf(cookie)).toMatchObject([
      { verb: 'sign_in', reason: 'identity provider' },
    ])
  })

  test('that says no is told in words', async () => {
    const page = await stage.visit('/sign-in?error=access_denied')
    expect(page.text).toContain('did not let you in')
    expect(page.text).toContain('role="alert"')
  })
})
