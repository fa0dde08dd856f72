import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createKey } from '../../src/identity/accounts.ts'
import { openSqlite, type SqliteDriver } from '../../src/store/sqlite.ts'
import { codeOf, faultOf, type IdentityStage, setIdentityStage } from './stage.ts'

/*
 * Ana looks after Open Doors, Piotr is a member of it; Eva looks after Zora and Jan is nobody's.
 */

type Somebody = Awaited<ReturnType<IdentityStage['signIn']>>
let driver: SqliteDriver
let stage: IdentityStage
let ana: Awaited<ReturnType<IdentityStage['adminOf']>>
let eva: Awaited<ReturnType<IdentityStage['adminOf']>>
let piotr: Somebody
let jan: Somebody
let house: string

beforeEach(async () => {
  driver = openSqlite(':memory:')
  driver.migrate()
  stage = setIdentityStage(driver.db)
  ana = await stage.adminOf('ana@example.org', 'Open Doors')
  eva = await stage.adminOf('eva@example.org', 'Zora')
  piotr = await stage.joined(ana, 'piotr@example.org')
  jan = await stage.signIn('jan@example.org')
  house = ana.organisation.id
})
afterEach(() => {
  vi.restoreAllMocks()
  driver.close()
})

const wish = { email: 'new@example.org', role: 'member' as const }
const key = { name: 'website', scopes: ['read'], expiresInDays: 1 }

/** What only admins do, on somebody's behalf. */
const doings: Readonly<Record<string, (by: Somebody) => Promise<unknown>>> = {
  invite: ({ headers }) => stage.accounts.invite(headers, house, wish),
  cancelInvitation: ({ headers }) => stage.accounts.cancelInvitation(headers, house, 'x'),
  removeMember: ({ headers }) => stage.accounts.removeMember(headers, house, piotr.id),
  changeRole: ({ headers }) => stage.accounts.changeRole(headers, house, piotr.id, 'admin'),
  keys: ({ headers }) => stage.accounts.keys(headers, house),
  issueKey: ({ headers }) => stage.accounts.issueKey(headers, house, key),
  revokeKey: ({ headers }) => stage.accounts.revokeKey(headers, house, 'x'),
}

describe.each(Object.entries(doings))('%s', (_, doing) => {
  test('is forbidden to members, and hidden from everybody else', async () => {
    expect(await codeOf(doing(piotr))).toBe('forbidden')
    expect(await codeOf(doing(eva))).toBe('not_found')
    expect(await codeOf(doing(jan))).toBe('not_found')
  })
})

describe('members', () => {
  test('see each other’s names; mailboxes and invitations are for admins', async () => {
    await stage.accounts.invite(ana.headers, house, wish)
    const seen = await stage.accounts.members(ana.headers, house)
    expect(seen.members).toMatchObject([
      { person: ana.id, name: 'ana', email: 'ana@example.org', role: 'admin' },
      { person: piotr.id, name: 'piotr', email: 'piotr@example.org', role: 'member' },
    ])
    expect(seen.invitations).toMatchObject([wish])
    const bySome = await stage.accounts.members(piotr.headers, house)
    expect(bySome.members.map(({ email }) => email)).toEqual([null, null])
    expect(bySome.invitations).toEqual([])
    expect(await codeOf(stage.accounts.members(eva.headers, house))).toBe('not_found')
  })

  test('do not count the technical user behind the keys', async () => {
    await stage.accounts.issueKey(ana.headers, house, key)
    expect((await stage.accounts.members(ana.headers, house)).members).toHaveLength(2)
    expect(await codeOf(stage.accounts.removeMember(ana.headers, house, house))).toBe('not_found')
    expect(await codeOf(stage.accounts.changeRole(ana.headers, house, house, 'admin'))).toBe(
      'not_found'
    )
  })

  test('are removed, at once, and stop acting for the organisation', async () => {
    await stage.accounts.removeMember(ana.headers, house, piotr.id)
    expect(await stage.identity.actorOf(piotr.headers)).toMatchObject({
      organisation: null,
      memberOf: [],
      roles: [],
    })
    expect(await codeOf(stage.accounts.removeMember(ana.headers, house, piotr.id))).toBe(
      'not_found'
    )
  })

  test('of another organisation are out of reach', async () => {
    expect(await codeOf(stage.accounts.removeMember(ana.headers, house, eva.id))).toBe('not_found')
    expect(await codeOf(stage.accounts.changeRole(ana.headers, house, eva.id, 'member'))).toBe(
      'not_found'
    )
  })

  test('become admins and members again', async () => {
    await stage.accounts.changeRole(ana.headers, house, piotr.id, 'admin')
    expect((await stage.sessionOf(piotr)).roles).toContain('organisation-admin')
    await stage.accounts.changeRole(piotr.headers, house, ana.id, 'member')
    expect((await stage.sessionOf(ana)).roles).toEqual(['submitter'])
  })

  test('have one of two roles', async () => {
    for (const role of ['owner', 'admin,member', ''])
      expect(
        await codeOf(stage.accounts.changeRole(ana.headers, house, piotr.id, role as 'admin'))
      ).toBe('invalid')
  })
})

describe('the last admin', () => {
  test('neither leaves nor is removed nor made a member', async () => {
    const { accounts } = stage
    const codes = [
      await faultOf(accounts.leave(ana.headers, house)),
      await faultOf(accounts.removeMember(ana.headers, house, ana.id)),
      await faultOf(accounts.changeRole(ana.headers, house, ana.id, 'member')),
      await faultOf(accounts.leave(eva.headers, eva.organisation.id)),
    ]
    for (const fault of codes) {
      expect(fault.code).toBe('conflict')
      expect(fault.message).toContain('make another member its admin first')
    }
  })

  test('remains when two admins make each other members', async () => {
    await stage.accounts.changeRole(ana.headers, house, piotr.id, 'admin')
    const both = await Promise.allSettled([
      stage.accounts.changeRole(ana.headers, house, piotr.id, 'member'),
      stage.accounts.changeRole(piotr.headers, house, ana.id, 'member'),
    ])
    const lost = both.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
    // Whoever is second is no admin any more, or is stopped by the database.
    expect(lost).toHaveLength(1)
    expect(['conflict', 'forbidden']).toContain(lost[0].code)
  })

  test('is kept by the database itself', async () => {
    const run = (sql: string) =>
      driver.atomically([{ toSQL: () => ({ sql, params: [house, ana.id] }) }])
    const one = 'where organisation_id = ? and user_id = ?'
    await expect(run(`delete from membership ${one}`)).rejects.toThrow('last_admin')
    await expect(run(`update membership set role = 'member' ${one}`)).rejects.toThrow('last_admin')
  })
})

describe('an invitation', () => {
  test('is sent in the language of whoever knows us, by name', async () => {
    await stage.accounts.setLanguage(jan.headers, 'cs')
    await stage.accounts.rename(ana.headers, 'Ana Nowak')
    const { id } = await stage.accounts.invite(ana.headers, house, {
      email: 'Jan@example.org',
      role: 'admin',
    })
    expect(stage.newest('invitation')).toMatchObject({
      person: jan.id,
      address: null,
      lang: 'cs',
      facts: { invitation: id, organisation: 'Open Doors', by: 'Ana Nowak' },
    })
  })

  test('sent again replaces the first, with its new role', async () => {
    const email = jan.email
    const first = await stage.accounts.invite(ana.headers, house, { email, role: 'member' })
    const second = await stage.accounts.invite(ana.headers, house, { email, role: 'admin' })
    expect((await stage.sessionOf(jan)).invitations).toMatchObject([{ id: second.id }])
    expect(await codeOf(stage.accounts.accept(jan.headers, first.id))).toBe('gone')
    expect(await stage.accounts.accept(jan.headers, second.id)).toEqual({
      ...ana.organisation,
      role: 'admin',
    })
  })

  test('is answered once', async () => {
    const { id } = await stage.accounts.invite(ana.headers, house, { ...wish, email: jan.email })
    await stage.accounts.decline(jan.headers, id)
    expect((await stage.sessionOf(jan)).invitations).toEqual([])
    expect(await codeOf(stage.accounts.accept(jan.headers, id))).toBe('gone')
    expect(await codeOf(stage.accounts.decline(jan.headers, id))).toBe('gone')
  })

  test('is joined once when two clicks race', async () => {
    const { id } = await stage.accounts.invite(ana.headers, house, { ...wish, email: jan.email })
    const both = await Promise.allSettled([
      stage.accounts.accept(jan.headers, id),
      stage.accounts.accept(jan.headers, id),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await stage.accounts.members(ana.headers, house)).members).toHaveLength(3)
  })

  test('is taken back by its organisation', async () => {
    const { id } = await stage.accounts.invite(ana.headers, house, { ...wish, email: jan.email })
    expect(
      await codeOf(stage.accounts.cancelInvitation(eva.headers, eva.organisation.id, id))
    ).toBe('not_found')
    await stage.accounts.cancelInvitation(ana.headers, house, id)
    expect(await codeOf(stage.accounts.accept(jan.headers, id))).toBe('gone')
    expect(await codeOf(stage.accounts.cancelInvitation(ana.headers, house, id))).toBe('not_found')
  })

  test('is not for members, for technical users or for roles there are not', async () => {
    const invite = (email: string, role = 'member') =>
      stage.accounts.invite(ana.headers, house, { email, role: role as 'member' })
    expect(await codeOf(invite(piotr.email))).toBe('conflict')
    expect(await codeOf(invite('x@organisation.invalid'))).toBe('invalid')
    expect(await codeOf(invite('x'))).toBe('invalid')
    expect(await codeOf(invite('x@example.org', 'owner'))).toBe('invalid')
    expect(stage.mails.filter(({ kind }) => kind === 'invitation')).toHaveLength(1)
  })

  test('to where one is by now is a conflict', async () => {
    const { id } = await stage.accounts.invite(ana.headers, house, { ...wish, email: jan.email })
    await driver.atomically([
      {
        toSQL: () => ({
          sql: "insert into membership values ('m', ?, ?, 'member', '2027-01-01T00:00:00Z')",
          params: [house, jan.id],
        }),
      },
    ])
    expect(await codeOf(stage.accounts.accept(jan.headers, id))).toBe('conflict')
  })
})

describe('keys', () => {
  test('of an organisation are named, limited and expire', async () => {
    const { accounts } = stage
    const issue = (change: Partial<typeof key>) =>
      accounts.issueKey(ana.headers, house, { ...key, ...change })
    const pointer = async (change: Partial<typeof key>) =>
      (await faultOf(issue(change))).details[0]?.pointer
    expect(await pointer({ name: '' })).toBe('/name')
    expect(await pointer({ scopes: [] })).toBe('/scopes')
    expect(await pointer({ scopes: ['sumbit'] })).toBe('/scopes/0')
    expect(await pointer({ expiresInDays: 0 })).toBe('/expiresInDays')
    expect(await pointer({ expiresInDays: Number.NaN })).toBe('/expiresInDays')
    expect(await accounts.keys(ana.headers, house)).toEqual([])
    const { id, secret } = await issue({ scopes: ['submit', 'read', 'submit'] })
    const [listed] = await accounts.keys(ana.headers, house)
    expect(listed).toMatchObject({ id, scopes: ['read', 'submit'], state: 'active' })
    expect(listed?.start).toBe(secret.slice(0, 8))
    expect(JSON.stringify(listed)).not.toContain(secret.slice(0, 12))
  })

  test('from the command line take scopes too', async () => {
    const of = { organisation: ana.organisation.slug, name: 'cli', scopes: ['announce'] }
    const { secret } = await createKey(stage.auth, stage.means, of)
    const headers = new Headers({ authorization: `Bearer ${secret}` })
    expect((await stage.identity.actorOf(headers))?.scopes).toEqual(['announce'])
    // A key is nobody who signed in.
    expect(await codeOf(stage.accounts.keys(headers, house))).toBe('unauthenticated')
  })
})
