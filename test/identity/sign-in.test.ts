import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openSqlite, type SqliteDriver } from '../../src/store/sqlite.ts'
import { browserWith, codeOf, faultOf, type IdentityStage, setIdentityStage } from './stage.ts'

let driver: SqliteDriver
let stage: IdentityStage

beforeEach(() => {
  driver = openSqlite(':memory:')
  driver.migrate()
  stage = setIdentityStage(driver.db)
})
afterEach(() => {
  vi.restoreAllMocks()
  driver.close()
})

const { stringify } = JSON

describe('asking for a link', () => {
  test('is answered the same for a mailbox we know and one we do not', async () => {
    await stage.signIn('ana@example.org')
    const ask = (email: string) =>
      stage.accounts.requestSignIn({ email, lang: 'en', returnTo: '/my' })
    expect(await ask('ana@example.org')).toBe(await ask('stranger@example.org'))
  })

  test('goes to the mailbox however it is typed', async () => {
    const { id } = await stage.signIn('Ana@Example.org ')
    await stage.linkFor('ANA@example.org')
    expect(stage.newest('sign_in').person).toBe(id)
  })

  test.each([
    '',
    'ana',
    'ana@',
    'a b@example.org',
    'ana@example.org, eva@example.org',
    'x@organisation.invalid',
  ])('“%s” is no mailbox', async (email) => {
    const fault = await faultOf(
      stage.accounts.requestSignIn({ email, lang: 'en', returnTo: '/my' })
    )
    expect(fault).toMatchObject({ code: 'invalid', details: [{ pointer: '/email' }] })
    expect(stage.mails).toEqual([])
  })

  test('leads nowhere but here, and speaks a language', async () => {
    const token = await stage.linkFor('ana@example.org', '//evil.example', 'not a language')
    expect(stage.newest('sign_in').lang).toBe('en')
    expect((await stage.accounts.consumeSignIn(token)).returnTo).toBe('/my')
  })

  test('fails loudly when its mail cannot be queued', async () => {
    driver.close()
    const ask = stage.accounts.requestSignIn({ email: 'a@b.eu', lang: 'en', returnTo: '/my' })
    await expect(ask).rejects.not.toMatchObject({ name: 'Fault' })
    driver = openSqlite(':memory:')
  })
})

describe('a link', () => {
  test('that lost letters on its way is told so, and stays good', async () => {
    const token = await stage.linkFor('ana@example.org')
    const [mail = '', proof = ''] = token.split('.')
    for (const broken of [
      '',
      token.slice(0, -1),
      mail,
      `${mail}.`,
      `${mail}.${proof}x`,
      `x.${proof}`,
    ])
      expect(await codeOf(stage.accounts.consumeSignIn(broken)), broken).toBe('not_found')
    await stage.accounts.consumeSignIn(token)
  })

  test('that we never sent is gone, even with the right proof', async () => {
    const proof = await stage.links.token('sign-in', 'never')
    expect(await codeOf(stage.accounts.consumeSignIn(`never.${proof}`))).toBe('gone')
  })

  test('verifies the mailbox of whoever submitted without an account', async () => {
    const ivo = { email: 'ivo@example.org', name: 'Ivo', lang: 'cs' }
    const id = await stage.people.personOf(ivo)
    const session = await stage.sessionOf(await stage.signIn(ivo.email))
    expect(session.person).toEqual({ ...ivo, id })
    expect((await stage.accounts.exportOf(id)).person.verified).toBe(true)
  })

  test('a broken database is our bug and not a used link', async () => {
    vi.spyOn(console, 'error').mockReturnValue(undefined)
    const token = await stage.linkFor('ana@example.org')
    await driver.atomically([
      { toSQL: () => ({ sql: 'alter table session rename to elsewhere', params: [] }) },
    ])
    await expect(stage.accounts.consumeSignIn(token)).rejects.not.toMatchObject({ name: 'Fault' })
  })
})

describe('the cookie', () => {
  const cookieAt = async (baseUrl: string) => {
    stage = setIdentityStage(driver.db, { baseUrl })
    const token = await stage.linkFor('ana@example.org')
    return (await stage.accounts.consumeSignIn(token)).setCookies.join('\n')
  }

  test('over https is for this host alone, out of reach of scripts and other sites', async () => {
    const cookie = await cookieAt('https://calendar.test')
    expect(cookie).toMatch(/^__Host-calendar\.session_token=[^;]+;/)
    expect(cookie).toContain('; Max-Age=2592000')
    expect(cookie).toContain('; Path=/')
    expect(cookie).toContain('; HttpOnly')
    expect(cookie).toContain('; Secure')
    expect(cookie).toContain('; SameSite=Lax')
    expect(cookie).not.toMatch(/domain=/i)
    expect(cookie).not.toContain('\n')
  })

  test('on a developer’s machine works without https', async () => {
    const cookie = await cookieAt('http://127.0.0.1:3000')
    expect(cookie).toMatch(/^calendar\.session_token=/)
    expect(cookie).not.toContain('Secure')
  })

  test('that is forged, cut or another service’s is nobody', async () => {
    const { headers } = await stage.signIn('ana@example.org')
    const cookie = headers.get('cookie') ?? ''
    const [, token = ''] = /=([^.]+)\./.exec(cookie) ?? []
    for (const other of [cookie.slice(0, -3), cookie.replace(token, `${token}x`), 'a=b', '', '=;;'])
      for (const ask of [stage.accounts.session, stage.identity.actorOf])
        expect(await ask(new Headers({ cookie: other })), other).toBeNull()
  })

  test('signing out without one clears it all the same', async () => {
    const setCookies = await stage.accounts.signOut(new Headers())
    expect(browserWith(setCookies).get('cookie')).toBe('')
    expect(setCookies.join()).toContain('__Host-calendar.session_token=; Max-Age=0')
  })

  test('of one session ends only that one', async () => {
    const phone = await stage.signIn('ana@example.org')
    const desk = await stage.signIn('ana@example.org')
    await stage.accounts.signOut(phone.headers)
    expect(await stage.accounts.session(desk.headers)).not.toBeNull()
  })
})

describe('oneself', () => {
  test('is renamed and written to in another language', async () => {
    const ana = await stage.signIn('ana@example.org')
    await stage.accounts.rename(ana.headers, '  Ana \n Nowak ')
    await stage.accounts.setLanguage(ana.headers, 'pt-br')
    expect((await stage.sessionOf(ana)).person).toMatchObject({ name: 'Ana Nowak', lang: 'pt-BR' })
    // A link asked for on a page in English changes nothing of that.
    await stage.signIn('ana@example.org')
    expect((await stage.sessionOf(ana)).person.lang).toBe('pt-BR')
  })

  test.each(['', ' ', '\u0000', '\u200b', 'n'.repeat(201)])('%s is no name', async (name) => {
    const ana = await stage.signIn('ana@example.org')
    expect(await faultOf(stage.accounts.rename(ana.headers, name))).toMatchObject({
      code: 'invalid',
      details: [{ pointer: '/name' }],
    })
  })

  test('cannot speak what is no language', async () => {
    const ana = await stage.signIn('ana@example.org')
    expect(await codeOf(stage.accounts.setLanguage(ana.headers, 'klingon!'))).toBe('invalid')
  })

  test('acts for each organisation of theirs, for none, and for nobody else’s', async () => {
    const ana = await stage.adminOf('ana@example.org', 'Open Doors')
    const second = await stage.accounts.createOrganisation(ana.headers, { name: 'Zora' })
    const eva = await stage.adminOf('eva@example.org', 'Welcome House')
    const actor = () => stage.identity.actorOf(ana.headers)
    expect((await actor())?.organisation).toEqual(second)
    await stage.accounts.actFor(ana.headers, ana.organisation.id)
    expect((await actor())?.organisation).toEqual(ana.organisation)
    await stage.accounts.actFor(ana.headers, null)
    expect(await actor()).toMatchObject({ organisation: null, roles: [] })
    // Nobody decides on what is theirs only because they act for nobody just now.
    expect((await actor())?.memberOf.toSorted()).toEqual(
      [ana.organisation.id, second.id].toSorted()
    )
    expect(await codeOf(stage.accounts.actFor(ana.headers, eva.organisation.id))).toBe('not_found')
    // The next browser begins with the first organisation.
    const phone = await stage.signIn('ana@example.org')
    expect((await stage.sessionOf(phone)).acting).toBe(ana.organisation.id)
  })
})

test('nobody signed in may do nothing', async () => {
  const nobody = new Headers()
  const { accounts } = stage
  const appointee = { email: 'a@b.eu', name: 'A' }
  const grant = { countries: ['PL'], senior: false }
  const doings: readonly Promise<unknown>[] = [
    accounts.rename(nobody, 'A'),
    accounts.setLanguage(nobody, 'pl'),
    accounts.actFor(nobody, null),
    accounts.createOrganisation(nobody, { name: 'A' }),
    accounts.members(nobody, 'x'),
    accounts.invite(nobody, 'x', { email: 'a@b.eu', role: 'member' }),
    accounts.cancelInvitation(nobody, 'x', 'y'),
    accounts.accept(nobody, 'x'),
    accounts.decline(nobody, 'x'),
    accounts.removeMember(nobody, 'x', 'y'),
    accounts.changeRole(nobody, 'x', 'y', 'admin'),
    accounts.leave(nobody, 'x'),
    accounts.keys(nobody, 'x'),
    accounts.issueKey(nobody, 'x', { name: 'A', scopes: ['read'], expiresInDays: 1 }),
    accounts.revokeKey(nobody, 'x', 'y'),
    accounts.moderators(nobody),
    accounts.appointModerator(nobody, { ...appointee, ...grant }),
    accounts.changeModerator(nobody, 'x', grant),
    accounts.dismissModerator(nobody, 'x'),
    accounts.administrators(nobody),
    accounts.appointAdministrator(nobody, appointee),
    accounts.dismissAdministrator(nobody, 'x'),
    accounts.organisations(nobody),
    accounts.appointAdmin(nobody, 'x', appointee),
  ]
  const codes = await Promise.all(doings.map(codeOf))
  expect(new Set(codes), stringify(codes)).toEqual(new Set(['unauthenticated']))
})
