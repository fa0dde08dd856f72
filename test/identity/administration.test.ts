import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { addAdministrator } from '../../src/identity/accounts.ts'
import { openSqlite, type SqliteDriver } from '../../src/store/sqlite.ts'
import { codeOf, faultOf, type IdentityStage, setIdentityStage } from './stage.ts'

/* Rada was made the first administrator from the command line; Marta moderates Poland. */

type Somebody = Awaited<ReturnType<IdentityStage['signIn']>>
let driver: SqliteDriver
let stage: IdentityStage
let rada: Somebody
let marta: Somebody

const grant = { countries: ['PL'], senior: false }

beforeEach(async () => {
  driver = openSqlite(':memory:')
  driver.migrate()
  stage = setIdentityStage(driver.db)
  await addAdministrator(stage.means, { email: 'Rada@example.org', name: 'Rada' })
  rada = await stage.signIn('rada@example.org')
  await stage.accounts.appointModerator(rada.headers, {
    email: 'marta@example.org',
    name: 'Marta',
    ...grant,
  })
  marta = await stage.signIn('marta@example.org')
})
afterEach(() => {
  vi.restoreAllMocks()
  driver.close()
})

const appointee = { email: 'new@example.org', name: 'New' }
const doings: Readonly<Record<string, (headers: Headers) => Promise<unknown>>> = {
  moderators: (headers) => stage.accounts.moderators(headers),
  appointModerator: (headers) =>
    stage.accounts.appointModerator(headers, { ...appointee, ...grant }),
  changeModerator: (headers) => stage.accounts.changeModerator(headers, marta.id, grant),
  dismissModerator: (headers) => stage.accounts.dismissModerator(headers, marta.id),
  administrators: (headers) => stage.accounts.administrators(headers),
  appointAdministrator: (headers) => stage.accounts.appointAdministrator(headers, appointee),
  dismissAdministrator: (headers) => stage.accounts.dismissAdministrator(headers, rada.id),
  organisations: (headers) => stage.accounts.organisations(headers),
  appointAdmin: (headers) => stage.accounts.appointAdmin(headers, 'x', appointee),
}

test.each(Object.entries(doings))('%s is for administrators alone', async (_, doing) => {
  const before = await driver.all('select * from moderator', [])
  expect(await codeOf(doing(marta.headers))).toBe('forbidden')
  expect(await driver.all('select * from moderator', [])).toEqual(before)
})

describe('moderators', () => {
  test('are appointed, changed and dismissed, each time at once', async () => {
    const actor = () => stage.identity.actorOf(marta.headers)
    expect(await actor()).toMatchObject({ roles: ['moderator'], countries: ['PL'] })
    const wish = { countries: ['cz', 'sk', 'EU'], senior: true }
    expect(await stage.accounts.changeModerator(rada.headers, marta.id, wish)).toMatchObject({
      id: marta.id,
      countries: ['CZ', 'SK', 'EU'],
      senior: true,
    })
    expect(await actor()).toMatchObject({
      roles: ['moderator', 'senior'],
      countries: ['CZ', 'SK', 'EU'],
    })
    await stage.accounts.dismissModerator(rada.headers, marta.id)
    expect(await actor()).toMatchObject({ roles: [], countries: [] })
    expect(await codeOf(stage.accounts.dismissModerator(rada.headers, marta.id))).toBe('not_found')
    expect(await codeOf(stage.accounts.changeModerator(rada.headers, marta.id, grant))).toBe(
      'not_found'
    )
  })

  test('moderate countries there are', async () => {
    const wish = { countries: ['PL', 'Polnd'], senior: false }
    const fault = await faultOf(stage.accounts.changeModerator(rada.headers, marta.id, wish))
    expect(fault).toMatchObject({
      code: 'invalid',
      details: [{ pointer: '/countries/1', suggestion: 'PL' }],
    })
    expect(
      await codeOf(
        stage.accounts.changeModerator(rada.headers, marta.id, { countries: [], senior: false })
      )
    ).toBe('invalid')
  })

  test('keep the name they gave themselves', async () => {
    await stage.accounts.rename(marta.headers, 'Marta Kowalska')
    await stage.accounts.dismissModerator(rada.headers, marta.id)
    const wish = { email: marta.email, name: 'M.', ...grant }
    expect((await stage.accounts.appointModerator(rada.headers, wish)).name).toBe('Marta Kowalska')
    expect(await codeOf(stage.accounts.appointModerator(rada.headers, wish))).toBe('conflict')
  })
})

describe('administrators', () => {
  test('appoint each other; one always remains', async () => {
    const { accounts } = stage
    expect(await codeOf(accounts.dismissAdministrator(rada.headers, rada.id))).toBe('conflict')
    const wish = { email: marta.email, name: 'x' }
    expect(await accounts.appointAdministrator(rada.headers, wish)).toMatchObject({
      id: marta.id,
      name: 'Marta',
    })
    expect(await codeOf(accounts.appointAdministrator(rada.headers, wish))).toBe('conflict')
    const both = await Promise.allSettled([
      accounts.dismissAdministrator(rada.headers, rada.id),
      accounts.dismissAdministrator(marta.headers, marta.id),
    ])
    const codes = both.map((each) => (each.status === 'rejected' ? each.reason.code : 'done'))
    expect(codes.toSorted()).toEqual(['conflict', 'done'])
    expect(await driver.all('select user_id from administrator', [])).toHaveLength(1)
  })

  test('cannot dismiss who is none', async () => {
    expect(await codeOf(stage.accounts.dismissAdministrator(rada.headers, marta.id))).toBe(
      'not_found'
    )
  })

  test('are not erased while they are the last', async () => {
    expect(await codeOf(stage.accounts.pseudonymFor(rada.id))).toBe('conflict')
    expect(await codeOf(stage.accounts.erase(rada.id))).toBe('conflict')
  })
})

describe('organisations', () => {
  test('are listed by name with their people, without the one that stands for nobody', async () => {
    const ana = await stage.adminOf('ana@example.org', 'Open Doors')
    await stage.joined(ana, 'piotr@example.org')
    await stage.accounts.issueKey(ana.headers, ana.organisation.id, {
      name: 'website',
      scopes: ['read'],
      expiresInDays: 1,
    })
    const zora = await stage.accounts.createOrganisation(ana.headers, { name: 'A Zora' })
    expect(await stage.accounts.organisations(rada.headers)).toMatchObject([
      { ...zora, members: 1 },
      { ...ana.organisation, members: 2 },
    ])
  })

  test('get an admin, whether or not they have somebody', async () => {
    const ana = await stage.adminOf('ana@example.org', 'Open Doors')
    const piotr = await stage.joined(ana, 'piotr@example.org')
    const appoint = (email: string) =>
      stage.accounts.appointAdmin(rada.headers, ana.organisation.id, { email, name: 'New' })
    await appoint(piotr.email)
    await appoint('new@example.org')
    const { members } = await stage.accounts.members(ana.headers, ana.organisation.id)
    expect(members.map(({ name, role }) => [name, role])).toEqual([
      ['New', 'admin'],
      ['ana', 'admin'],
      ['piotr', 'admin'],
    ])
    for (const id of ['nothing', 'independent'])
      expect(await codeOf(stage.accounts.appointAdmin(rada.headers, id, appointee))).toBe(
        'not_found'
      )
  })
})
