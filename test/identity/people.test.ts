import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addModerator } from '../../src/identity/accounts.ts'
import { openSqlite, type SqliteDriver } from '../../src/store/sqlite.ts'
import { codeOf, type IdentityStage, setIdentityStage } from './stage.ts'

let driver: SqliteDriver
let stage: IdentityStage

beforeEach(() => {
  driver = openSqlite(':memory:')
  driver.migrate()
  stage = setIdentityStage(driver.db)
})
afterEach(() => {
  driver.close()
})

describe('who hears about an event', () => {
  const key = { name: 'website', scopes: ['submit'], expiresInDays: 1 }

  test('is its owner, when it belongs to nobody else', async () => {
    const ivo = await stage.people.personOf({ email: 'ivo@example.org', name: 'Ivo', lang: 'cs' })
    const of = { submitter: 'whoever', organisationId: 'independent', ownerId: ivo }
    expect(await stage.people.submittersOf(of)).toEqual([{ person: ivo, lang: 'cs' }])
    await stage.accounts.erase(ivo)
    expect(await stage.people.submittersOf(of)).toEqual([])
  })

  test('is the member who sent it, and the admins when they have left', async () => {
    const ana = await stage.adminOf('ana@example.org', 'Open Doors')
    const piotr = await stage.joined(ana, 'piotr@example.org')
    await stage.accounts.setLanguage(piotr.headers, 'pl')
    const of = { submitter: piotr.id, organisationId: ana.organisation.id, ownerId: null }
    expect(await stage.people.submittersOf(of)).toEqual([{ person: piotr.id, lang: 'pl' }])
    await stage.accounts.leave(piotr.headers, ana.organisation.id)
    expect(await stage.people.submittersOf(of)).toEqual([{ person: ana.id, lang: 'en' }])
  })

  test('are the admins when a key sent it; the technical user never gets mail', async () => {
    const ana = await stage.adminOf('ana@example.org', 'Open Doors')
    await stage.joined(ana, 'piotr@example.org')
    const eva = await stage.joined(ana, 'eva@example.org', 'admin')
    const { id } = ana.organisation
    await stage.accounts.issueKey(ana.headers, id, key)
    const told = await stage.people.submittersOf({
      submitter: id,
      organisationId: id,
      ownerId: null,
    })
    expect(told.map(({ person }) => person).toSorted()).toEqual([ana.id, eva.id].toSorted())
    expect(await stage.addresses.addressOf(id)).toBeNull()
    expect(await codeOf(stage.accounts.exportOf(id))).toBe('not_found')
    expect(await codeOf(stage.accounts.erase(id))).toBe('not_found')
  })
})

test('moderators of a country are those whose grant names it', async () => {
  const add = (name: string, countries: string[]) =>
    addModerator(stage.means, { name, email: `${name}@example.org`, countries })
  const marta = await add('marta', ['PL', 'CZ'])
  const jana = await add('jana', ['CZ', 'SK'])
  const desk = await add('desk', ['EU'])
  const who = async (country: string) =>
    (await stage.people.moderatorsOf(country)).map(({ person }) => person).toSorted()
  expect(await who('CZ')).toEqual([marta.id, jana.id].toSorted())
  expect(await who('EU')).toEqual([desk.id])
  expect(await who('DE')).toEqual([])
  expect(await who('%')).toEqual([])
})

describe('the person behind a mailbox', () => {
  const ivo = { email: 'Ivo@Example.org', name: ' Ivo  Novák ', lang: 'cs' }

  test('is made once, and keeps name and language', async () => {
    expect(await stage.people.known(ivo.email)).toBeNull()
    const id = await stage.people.personOf(ivo)
    expect(await stage.people.personOf({ ...ivo, name: 'Somebody', lang: 'de' })).toBe(id)
    expect(await stage.people.known('ivo@example.org')).toBe(id)
    expect((await stage.accounts.exportOf(id)).person).toMatchObject({
      email: 'ivo@example.org',
      name: 'Ivo Novák',
      lang: 'cs',
      verified: false,
    })
    expect(await stage.addresses.addressOf(id)).toEqual({
      email: 'ivo@example.org',
      name: 'Ivo Novák',
    })
  })

  test('is verified by a link that came back', async () => {
    const id = await stage.people.personOf(ivo)
    await stage.people.verified(id, '2027-01-10T08:00:00Z')
    await stage.people.verified(id, '2027-02-10T08:00:00Z')
    expect((await stage.accounts.exportOf(id)).person).toMatchObject({
      verified: true,
      updatedAt: '2027-01-10T08:00:00Z',
    })
  })

  test('is nobody for what is no mailbox or no name', async () => {
    expect(await codeOf(stage.people.personOf({ ...ivo, email: 'ivo' }))).toBe('invalid')
    expect(await codeOf(stage.people.personOf({ ...ivo, name: ' ' }))).toBe('invalid')
    expect(await codeOf(stage.people.known('ivo'))).toBe('invalid')
  })
})

test('an export holds all that is kept of a person, and no secret', async () => {
  const ana = await stage.adminOf('ana@example.org', 'Open Doors')
  await stage.accounts.invite(ana.headers, ana.organisation.id, {
    email: 'eva@example.org',
    role: 'member',
  })
  const eva = await stage.adminOf('zora@example.org', 'Zora')
  await stage.accounts.invite(eva.headers, eva.organisation.id, {
    email: 'ana@example.org',
    role: 'admin',
  })
  await addModerator(stage.means, { name: 'x', email: 'ana@example.org', countries: ['PT'] })
  const record = await stage.accounts.exportOf(ana.id)
  expect(record).toMatchObject({
    person: { id: ana.id, email: 'ana@example.org', verified: true },
    organisations: [{ ...ana.organisation, role: 'admin' }],
    moderator: { countries: ['PT'], senior: false },
    administratorSince: null,
    accounts: [],
    keys: [],
  })
  expect(record.sessions).toHaveLength(1)
  expect(record.invitations).toMatchObject([
    { organisation: 'Open Doors', direction: 'sent', email: 'eva@example.org', status: 'pending' },
    { organisation: 'Zora', direction: 'received', email: 'ana@example.org', status: 'pending' },
  ])
  const [session] = await driver.all<{ token: string }>(
    'select token from session where user_id = ?',
    [ana.id]
  )
  expect(JSON.stringify(record)).not.toContain(session?.token)
  expect(JSON.parse(JSON.stringify(record))).toEqual(record)
})
