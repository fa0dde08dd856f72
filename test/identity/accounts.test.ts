import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Fault } from '../../src/calendar/fault.ts'
import type { Actor, Identity } from '../../src/calendar/people.ts'
import {
  addAdmin,
  addModerator,
  addOrganisation,
  createKey,
  listKeys,
  listModerators,
  listOrganisations,
  type Means,
  revokeKey,
} from '../../src/identity/accounts.ts'
import { type Auth, type Db, makeAuth } from '../../src/identity/auth.ts'
import { identityOf } from '../../src/identity/identity.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

let folder: string
let client: Database.Database
let means: Means
let auth: Auth
let identity: Identity

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'identity-'))
  const path = join(folder, 'calendar.sqlite')
  const driver = openSqlite(path)
  driver.migrate()
  driver.close()
  client = new Database(path)
  client.pragma('foreign_keys = on')
  const db = drizzle(client) as unknown as Db
  let count = 0
  means = { db, newId: () => `id-${++count}`, now: () => '2026-11-24T10:00:00Z' }
  auth = makeAuth(db, {
    secret: 'Jx0v9sQ2mT7cL4wZ8bN1yR6kF3pD5hGa',
    baseUrl: 'https://calendar.example.eu',
  })
  identity = identityOf(auth, db)
})

afterEach(() => {
  vi.restoreAllMocks()
  client.close()
  rmSync(folder, { recursive: true })
})

const askWith = (authorization: string) => identity.actorOf(new Headers({ authorization }))
const bearer = (secret: string) => askWith(`Bearer ${secret}`)

/** The fault a promise ends with; anything else fails the test. */
const faultOf = async (promise: Promise<unknown>): Promise<Fault> => {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error
  )
  expect(thrown).toBeInstanceOf(Fault)
  return thrown as Fault
}

const welcomeHouse = { slug: 'welcome-house', name: 'Welcome House Brno' }
const ana = { name: 'Ana Nowak', email: 'Ana@Example.org', countries: ['PL', 'cz'] }

const organisationKey = async () => {
  await addOrganisation(means, welcomeHouse)
  return createKey(auth, means, { organisation: 'welcome-house', name: 'website' })
}

describe('asking', () => {
  test('nobody asks when no credentials are sent', async () => {
    expect(await identity.actorOf(new Headers())).toBeNull()
  })

  test('the key of an organisation asks for it', async () => {
    const { secret } = await organisationKey()
    const house = { id: 'id-1', ...welcomeHouse }
    expect(secret).toMatch(/^ic_[A-Za-z]{64}$/)
    expect(await bearer(secret)).toEqual({
      id: 'id-1',
      name: 'Welcome House Brno',
      organisation: house,
      memberOf: [house.id],
      roles: ['submitter'],
      countries: [],
      scopes: ['read', 'submit', 'announce'],
      holds: null,
    } satisfies Actor)
  })

  test('two keys of an organisation are one actor', async () => {
    const first = await organisationKey()
    const second = await createKey(auth, means, { organisation: 'welcome-house', name: 'other' })
    expect(second.secret).not.toBe(first.secret)
    expect(await bearer(second.secret)).toEqual(await bearer(first.secret))
  })

  test('the key of Ana, a moderator, asks with her countries', async () => {
    await addModerator(means, ana)
    const { secret } = await createKey(auth, means, { moderator: 'ana@example.org', name: 'cli' })
    expect(await bearer(secret)).toEqual({
      id: 'id-1',
      name: 'Ana Nowak',
      organisation: null,
      memberOf: [],
      roles: ['moderator'],
      countries: ['PL', 'CZ'],
      scopes: ['read', 'submit', 'announce', 'moderate'],
      holds: null,
    } satisfies Actor)
  })

  test('a moderator who acts for an organisation has both roles', async () => {
    await addOrganisation(means, welcomeHouse)
    await addModerator(means, { ...ana, organisation: 'welcome-house' })
    const { secret } = await createKey(auth, means, { moderator: 'ana@example.org', name: 'cli' })
    expect(await bearer(secret)).toMatchObject({
      organisation: welcomeHouse,
      roles: ['submitter', 'moderator'],
    })
  })

  test('a key asks as often as it likes: the limit of ten a day is off', async () => {
    const { secret } = await organisationKey()
    for (let n = 0; n < 15; n++) expect(await bearer(secret)).not.toBeNull()
  })

  test('a grant taken back is gone with the next request', async () => {
    await addModerator(means, ana)
    const { secret } = await createKey(auth, means, { moderator: 'ana@example.org', name: 'cli' })
    client.exec('delete from moderator')
    expect(await bearer(secret)).toMatchObject({ roles: [], countries: [] })
  })
})

describe('refusing', () => {
  const letters = 'a'.repeat(64)

  test.each([
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['no key', 'Bearer'],
    ['a key too short', `Bearer ic_${letters.slice(1)}`],
    ['a key too long', `Bearer ic_${letters}a`],
    ['another prefix', `Bearer gh_${letters}`],
    ['two keys', `Bearer ic_${letters}, Bearer ic_${letters}`],
    ['a key with SQL in it', `Bearer ic_' or 1=1 --`],
  ])('%s is malformed', async (_, authorization) => {
    const fault = await faultOf(askWith(authorization))
    expect(fault.code).toBe('unauthenticated')
    expect(fault.message).toContain('Authorization: Bearer ic_…')
  })

  test('an unknown key is refused, and quietly', async () => {
    const log = vi.spyOn(console, 'error')
    const fault = await faultOf(bearer(`ic_${letters}`))
    expect(fault.code).toBe('unauthenticated')
    expect(fault.message).toContain('do not know')
    expect(log).not.toHaveBeenCalled()
  })

  test('a known key in other letters is unknown', async () => {
    const { secret } = await organisationKey()
    const swapped = secret.replace(/[a-z](?=[A-Za-z]*$)/, (letter) => letter.toUpperCase())
    expect(swapped).not.toBe(secret)
    expect((await faultOf(bearer(swapped))).code).toBe('unauthenticated')
  })

  test('a revoked key is refused, its neighbour is not', async () => {
    const { id, secret } = await organisationKey()
    const other = await createKey(auth, means, { organisation: 'welcome-house', name: 'other' })
    await revokeKey(means, id)
    const fault = await faultOf(bearer(secret))
    expect(fault.code).toBe('unauthenticated')
    expect(fault.message).toContain('revoked')
    expect(await bearer(other.secret)).not.toBeNull()
  })

  test('an expired key is refused, the first time and later', async () => {
    await addOrganisation(means, welcomeHouse)
    const { secret } = await createKey(auth, means, {
      organisation: 'welcome-house',
      name: 'trial',
      expiresInDays: 1,
    })
    expect(await bearer(secret)).not.toBeNull()
    client.exec("update apikey set expires_at = '2026-01-01T00:00:00.000Z'")
    const fault = await faultOf(bearer(secret))
    expect(fault.code).toBe('unauthenticated')
    expect(fault.message).toContain('expired')
    expect((await faultOf(bearer(secret))).code).toBe('unauthenticated')
  })

  test('the key of a user who is gone is refused', async () => {
    const { secret } = await organisationKey()
    client.exec('delete from user')
    expect((await faultOf(bearer(secret))).code).toBe('unauthenticated')
  })

  test('a broken database is our bug and not a wrong key', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { secret } = await organisationKey()
    client.exec('alter table apikey rename to elsewhere')
    await expect(bearer(secret)).rejects.not.toBeInstanceOf(Fault)
  })

  test('a key that is there but cannot be verified is our bug', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { secret } = await organisationKey()
    client.exec(
      "create trigger broken before update on apikey begin select raise(abort, 'disk full'); end"
    )
    await expect(bearer(secret)).rejects.toThrow('could not be verified')
  })
})

describe('keys', () => {
  test('the secret is nowhere in the database file', async () => {
    const { secret } = await organisationKey()
    await bearer(secret)
    client.pragma('wal_checkpoint(truncate)')
    const bytes = readFileSync(join(folder, 'calendar.sqlite'), 'latin1')
    expect(bytes).toContain(secret.slice(0, 8))
    expect(bytes).not.toContain(secret.slice(0, 12))
    expect(bytes).not.toContain(secret.slice(8))
  })

  test('are listed with owner, state and last use', async () => {
    const { id, secret } = await organisationKey()
    await addModerator(means, ana)
    await createKey(auth, means, { moderator: 'ana@example.org', name: 'cli', expiresInDays: 30 })
    await bearer(secret)
    await revokeKey(means, id)
    const [cli, website] = (await listKeys(means)).toSorted((a, b) => a.name.localeCompare(b.name))
    expect(cli).toMatchObject({
      owner: 'Ana Nowak',
      organisation: null,
      state: 'active',
      lastUsedAt: null,
    })
    expect(cli?.expiresAt).not.toBeNull()
    expect(website).toMatchObject({
      id,
      name: 'website',
      start: secret.slice(0, 8),
      owner: 'Welcome House Brno',
      organisation: 'welcome-house',
      state: 'revoked',
      expiresAt: null,
    })
    expect(website?.lastUsedAt).not.toBeNull()
  })

  test('an expired one is listed as such', async () => {
    await organisationKey()
    client.exec("update apikey set expires_at = '2026-11-24T10:00:00.000Z'")
    expect(await listKeys(means)).toMatchObject([{ state: 'expired' }])
  })

  test('one that does not exist cannot be revoked', async () => {
    expect((await faultOf(revokeKey(means, 'nothing'))).code).toBe('not_found')
  })

  test.each([0, -1, 1.5, 366, Number.NaN])('%s days are no lifetime', async (expiresInDays) => {
    await addOrganisation(means, welcomeHouse)
    const wish = { organisation: 'welcome-house', name: 'trial', expiresInDays }
    expect((await faultOf(createKey(auth, means, wish))).code).toBe('invalid')
  })

  test('no key for a slug or an address nobody has', async () => {
    await addOrganisation(means, welcomeHouse)
    const byslug = await faultOf(createKey(auth, means, { organisation: 'welcom-hous', name: 'x' }))
    expect(byslug.code).toBe('not_found')
    expect(byslug.message).toContain('did you mean “welcome-house”?')
    const byAddress = await faultOf(createKey(auth, means, { moderator: 'a@b.eu', name: 'x' }))
    expect(byAddress.code).toBe('not_found')
  })
})

describe('organisations', () => {
  test('are listed by slug', async () => {
    await addOrganisation(means, { slug: 'zora', name: '  Zora \n Praha ' })
    await addOrganisation(means, welcomeHouse)
    expect(await listOrganisations(means)).toEqual([
      { id: 'id-2', ...welcomeHouse, createdAt: '2026-11-24T10:00:00Z' },
      { id: 'id-1', slug: 'zora', name: 'Zora Praha', createdAt: '2026-11-24T10:00:00Z' },
    ])
  })

  test('a slug is taken once', async () => {
    await addOrganisation(means, welcomeHouse)
    const fault = await faultOf(addOrganisation(means, { ...welcomeHouse, name: 'Another' }))
    expect(fault.code).toBe('conflict')
    expect(await listOrganisations(means)).toMatchObject([welcomeHouse])
  })

  test.each(['', 'Welcome', 'a b', '-a', 'a--b', 'a/b', 'ä', 'a'.repeat(61)])(
    '“%s” is no slug',
    async (slug) => {
      const fault = await faultOf(addOrganisation(means, { slug, name: 'Name' }))
      expect(fault).toMatchObject({ code: 'invalid', details: [{ pointer: '/slug' }] })
    }
  )

  test.each(['', '   ', 'a\u0000b', 'n'.repeat(201)])('“%s” is no name', async (name) => {
    const fault = await faultOf(addOrganisation(means, { slug: 'slug', name }))
    expect(fault).toMatchObject({ code: 'invalid', details: [{ pointer: '/name' }] })
  })
})

describe('moderators', () => {
  test('are listed with countries as stored, aliases and doubles resolved', async () => {
    await addModerator(means, { ...ana, countries: ['EL', 'uk', 'GR', 'EU', 'Czech Republic'] })
    expect(await listModerators(means)).toEqual([
      {
        id: 'id-1',
        name: 'Ana Nowak',
        email: 'ana@example.org',
        countries: ['GR', 'GB', 'EU', 'CZ'],
        senior: false,
        organisations: [],
        createdAt: '2026-11-24T10:00:00Z',
      },
    ])
  })

  test('an unknown country is refused with the nearest, and nothing is written', async () => {
    const fault = await faultOf(addModerator(means, { ...ana, countries: ['PL', 'Polnd'] }))
    expect(fault).toMatchObject({
      code: 'invalid',
      details: [{ pointer: '/countries/1', code: 'unknown-value', suggestion: 'PL' }],
    })
    expect(client.prepare('select count(*) as n from user').get()).toEqual({ n: 0 })
  })

  test('a grant names at least one country', async () => {
    expect((await faultOf(addModerator(means, { ...ana, countries: [] }))).code).toBe('invalid')
  })

  test('an address is an address', async () => {
    expect((await faultOf(addModerator(means, { ...ana, email: 'ana' }))).code).toBe('invalid')
  })

  test('one address has one grant', async () => {
    await addModerator(means, ana)
    const again = { ...ana, email: 'ANA@example.org', countries: ['DE'] }
    expect((await faultOf(addModerator(means, again))).code).toBe('conflict')
    expect(await listModerators(means)).toMatchObject([{ countries: ['PL', 'CZ'] }])
  })

  test('the organisation must exist', async () => {
    const fault = await faultOf(addModerator(means, { ...ana, organisation: 'nowhere' }))
    expect(fault.code).toBe('not_found')
    expect(await listModerators(means)).toEqual([])
  })

  test('a second attempt completes one that broke down before the grant', async () => {
    await addOrganisation(means, welcomeHouse)
    await addModerator(means, { ...ana, organisation: 'welcome-house' })
    client.exec('delete from moderator')
    expect(await addModerator(means, { ...ana, organisation: 'welcome-house' })).toMatchObject({
      countries: ['PL', 'CZ'],
      organisations: ['welcome-house'],
    })
  })

  test('act for their first organisation, and decide for none of theirs', async () => {
    await addOrganisation(means, welcomeHouse)
    await addOrganisation(means, { slug: 'zora', name: 'Zora' })
    await addModerator(means, { ...ana, organisation: 'zora' })
    const later = { ...means, now: () => '2026-11-25T10:00:00Z' }
    await addAdmin(later, { ...ana, organisation: 'welcome-house' })
    expect(await listModerators(means)).toMatchObject([
      { organisations: ['welcome-house', 'zora'] },
    ])
    const { secret } = await createKey(auth, means, { moderator: ana.email, name: 'cli' })
    const actor = await bearer(secret)
    expect(actor?.organisation?.slug).toBe('zora')
    expect(actor?.memberOf).toHaveLength(2)
    // No key looks after members, whatever its owner is in person.
    expect(actor?.roles).toEqual(['submitter', 'moderator'])
  })
})

test('better-auth finds every table and column it wants, and says nothing', async () => {
  const spies = (['error', 'warn'] as const).map((level) => vi.spyOn(console, level))
  const context = await makeAuth(means.db, {
    secret: 'Jx0v9sQ2mT7cL4wZ8bN1yR6kF3pD5hGa',
    baseUrl: 'https://calendar.example.eu',
  }).$context
  expect(context.checkSchema).toBeDefined()
  await context.checkSchema?.()
  for (const spy of spies) expect(spy).not.toHaveBeenCalled()
})

test('the tables in SQL have the columns of the tables in Drizzle', async () => {
  const schema = await import('../../src/identity/schema.ts')
  const { getTableConfig } = await import('drizzle-orm/sqlite-core')
  // Of events identity knows whose they are; the rest is the store's.
  const { event: _, ...own } = schema
  for (const table of Object.values(own)) {
    const { name, columns } = getTableConfig(table)
    const inSql = client.pragma(`table_info("${name}")`) as { name: string; notnull: 0 | 1 }[]
    const required = (rows: { name: string; notNull: boolean }[]) =>
      rows.map((row) => `${row.name}${row.notNull ? '' : '?'}`).toSorted()
    expect(required(inSql.map((row) => ({ name: row.name, notNull: row.notnull === 1 })))).toEqual(
      required(columns.map((column) => ({ name: column.name, notNull: column.notNull })))
    )
  }
})
