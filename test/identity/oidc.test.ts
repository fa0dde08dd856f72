import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { providerProblem } from '../../src/calendar/accounts.ts'
import { openSqlite, type SqliteDriver } from '../../src/store/sqlite.ts'
import { startProvider } from './provider.ts'
import { browserWith, codeOf, type IdentityStage, setIdentityStage } from './stage.ts'

const baseUrl = 'http://calendar.test'
const wayBack = `${baseUrl}/auth/callback/oidc`

const people = {
  ana: { email: 'Ana@example.org', email_verified: true, name: 'Ana Nowak' },
  eva: { email: 'eva@example.org', email_verified: false, name: 'Eva' },
  liar: { email: 'ana@example.org', email_verified: false, name: 'Ana Nowak' },
  robot: { email: 'house@organisation.invalid', email_verified: true, name: 'Robot' },
  nobody: { name: 'Nobody' },
  nameless: { email: 'nameless@example.org', email_verified: true },
}

let provider: Awaited<ReturnType<typeof startProvider>>
let driver: SqliteDriver
let stage: IdentityStage

beforeAll(async () => {
  // The provider warns that it is not set up for production.
  vi.spyOn(console, 'info').mockReturnValue(undefined)
  vi.spyOn(console, 'warn').mockReturnValue(undefined)
  provider = await startProvider(wayBack, (login) => people[login as keyof typeof people])
})
afterAll(async () => {
  await provider.stop()
})
beforeEach(() => {
  driver = openSqlite(':memory:')
  driver.migrate()
  const { issuer, clientId, clientSecret } = provider
  const oidc = { issuer, clientId, clientSecret, name: 'EU Login' }
  stage = setIdentityStage(driver.db, { baseUrl, oidc })
  vi.spyOn(console, 'error').mockReturnValue(undefined)
})
afterEach(() => {
  driver.close()
  vi.mocked(console.error).mockClear()
})

/** The whole way: to the provider, through its pages and back. */
const signInAs = async (login: keyof typeof people, returnTo = '/my') => {
  const start = await stage.accounts.startAtProvider(returnTo)
  const back = await provider.walk(start.location, login)
  const request = new Request(back, {
    headers: {
      cookie: browserWith(start.setCookies).get('cookie') ?? '',
      'user-agent': 'Browser/1.0',
      'x-forwarded-for': '192.0.2.7',
    },
  })
  const response = await stage.accounts.handler(request)
  return {
    back,
    cookies: browserWith(start.setCookies),
    status: response.status,
    location: response.headers.get('location') ?? '',
    headers: browserWith(response.headers.getSetCookie()),
  }
}
const count = async (table: string) =>
  (await driver.all<{ n: number }>(`select count(*) as n from ${table}`, []))[0]?.n

describe('signing in with a provider', () => {
  test('makes a stranger a person, and goes where they wanted to', async () => {
    expect(stage.accounts.provider).toEqual({ name: 'EU Login' })
    const { status, location, headers } = await signInAs('ana', '/submit?copy=1')
    expect(status).toBe(302)
    expect(location).toBe('/submit?copy=1')
    expect((await stage.sessionOf({ headers })).person).toMatchObject({
      name: 'Ana Nowak',
      email: 'ana@example.org',
    })
    // Nothing of the provider is kept but who it says it was.
    const [account] = await driver.all<Record<string, unknown>>('select * from account', [])
    expect(account).toMatchObject({ provider_id: 'oidc', account_id: 'ana' })
    expect(account).toMatchObject({ access_token: null, refresh_token: null, id_token: null })
    expect(await driver.all('select ip_address, user_agent from session', [])).toEqual([
      { ip_address: null, user_agent: null },
    ])
  })

  test('sends a proof key and asks for no more than a mailbox and a name', async () => {
    const { location } = await stage.accounts.startAtProvider('/my')
    const asked = new URL(location).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('scope')).toBe('openid email profile')
    expect(asked.get('redirect_uri')).toBe(wayBack)
    expect(asked.get('nonce')).toBeTruthy()
  })

  test('is the person of that mailbox, who signed in by mail before', async () => {
    const { id } = await stage.signIn('ana@example.org')
    const { headers } = await signInAs('ana')
    expect((await stage.sessionOf({ headers })).person.id).toBe(id)
    expect(await count('user')).toBe(1)
    const again = await signInAs('ana')
    expect((await stage.sessionOf(again)).person.id).toBe(id)
    expect(await count('account')).toBe(1)
  })

  test('is the person who submitted with that mailbox and never answered', async () => {
    const id = await stage.people.personOf({ email: 'ana@example.org', name: 'Ana', lang: 'pl' })
    const { headers } = await signInAs('ana')
    expect((await stage.sessionOf({ headers })).person).toMatchObject({ id, name: 'Ana' })
    expect((await stage.accounts.exportOf(id)).person.verified).toBe(true)
  })

  test.each(['eva', 'liar', 'robot'] as const)(
    '%s, whose mailbox is not verified, stays outside',
    async (login) => {
      await stage.signIn('ana@example.org')
      const { location } = await signInAs(login)
      const problem = new URL(location, baseUrl).searchParams.get('error') ?? ''
      expect(location).toMatch(/^\/sign-in\?then=%2Fmy&error=/)
      expect(providerProblem(problem)).toContain('has not verified your mailbox')
      expect(await count('user')).toBe(1)
      expect(await count('account')).toBe(0)
      expect(await count('session')).toBe(1)
    }
  )

  test('without a mailbox nobody gets in', async () => {
    expect((await signInAs('nobody')).location).toContain('error=email_not_found')
    expect(await count('user')).toBe(0)
  })

  test('whoever has no name there is called by their mailbox', async () => {
    const { headers } = await signInAs('nameless')
    expect((await stage.sessionOf({ headers })).person.name).toBe('nameless')
  })

  test('the way back works once, and only in the browser that left', async () => {
    const first = await signInAs('ana')
    const again = await stage.accounts.handler(new Request(first.back, { headers: first.cookies }))
    expect(again.headers.get('location')).toContain('/sign-in?error=')
    const start = await stage.accounts.startAtProvider('/my')
    const back = await provider.walk(start.location, 'eva')
    const stolen = await stage.accounts.handler(new Request(back))
    expect(stolen.headers.get('location')).toContain('error=')
    expect(await count('session')).toBe(1)
    // Strangers do not fill the log with it.
    expect(console.error).not.toHaveBeenCalled()
  })
})

describe('the address of better-auth', () => {
  test.each([
    ['GET', '/auth/get-session'],
    ['POST', '/auth/sign-in/social'],
    ['POST', '/auth/sign-in/magic-link'],
    ['GET', '/auth/magic-link/verify?token=x'],
    ['POST', '/auth/api-key/create'],
    ['POST', '/auth/organization/create'],
    ['POST', '/auth/callback/oidc'],
    ['GET', '/auth/callback/google'],
    ['GET', '/auth/callback/oidc/'],
    ['GET', '/auth/ok'],
    ['GET', '/auth/error'],
  ])('%s %s is nothing', async (method, path) => {
    const request = new Request(`${baseUrl}${path}`, { method })
    expect(await codeOf(stage.accounts.handler(request))).toBe('not_found')
  })

  test('is nothing at all without a provider', async () => {
    const without = setIdentityStage(driver.db, { baseUrl })
    expect(without.accounts.provider).toBeNull()
    expect(await codeOf(without.accounts.handler(new Request(wayBack)))).toBe('not_found')
    expect(await codeOf(without.accounts.startAtProvider('/my'))).toBe('not_found')
  })
})

test('a provider that does not answer leaves signing in by mail', async () => {
  const oidc = { issuer: 'http://127.0.0.1:9', clientId: 'a', clientSecret: 'b', name: 'Gone' }
  stage = setIdentityStage(driver.db, { baseUrl, oidc })
  const start = await stage.accounts.startAtProvider('/submit')
  expect(start).toEqual({ location: '/sign-in?then=%2Fsubmit&error=unreachable', setCookies: [] })
  await stage.signIn('ana@example.org')
})
