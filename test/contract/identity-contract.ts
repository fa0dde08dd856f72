import { v7 } from 'uuid'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { independent } from '../../src/calendar/people.ts'
import { instantOf } from '../../src/calendar/time.ts'
import { addAdministrator, addModerator, createKey } from '../../src/identity/accounts.ts'
import type { Driver } from '../../src/store/driver.ts'
import {
  browserWith,
  codeOf,
  faultOf,
  type IdentityStage,
  setIdentityStage,
} from '../identity/stage.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A mailbox nobody else has: the tests share one database. */
const mailbox = (name: string) => `${name}-${v7().slice(-12)}@example.org`

/**
 * What identity promises, as tests: run on SQLite and on D1 in workerd, because sessions, links and
 * memberships are rows and races.
 */
export const identityContract = (open: () => Promise<Driver>) => {
  let driver: Driver
  let stage: IdentityStage

  beforeAll(async () => {
    driver = await open()
  })
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-01-10T08:00:00Z') })
    stage = setIdentityStage(driver.db)
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
  const bearer = (key: string) =>
    stage.identity.actorOf(new Headers({ authorization: `Bearer ${key}` }))
  const count = async (sql: string, ...values: string[]) =>
    (await driver.all<{ n: number }>(`select count(*) as n from ${sql}`, values))[0]?.n

  describe('signing in by mail', () => {
    test('makes a stranger a person, once, and remembers where they wanted to go', async () => {
      const email = mailbox('ana')
      const token = await stage.linkFor(email, '/submit?copy=1', 'pl')
      expect(stage.newest('sign_in')).toMatchObject({
        person: null,
        address: email,
        lang: 'pl',
        facts: { until: '2027-01-10T08:15:00Z' },
      })
      const { setCookies, returnTo, person } = await stage.accounts.consumeSignIn(token)
      expect(returnTo).toBe('/submit?copy=1')
      const session = await stage.sessionOf({ headers: browserWith(setCookies) })
      expect(session).toMatchObject({
        person: { id: person.id, email, lang: 'pl', name: email.split('@')[0] },
        organisations: [],
        acting: null,
        invitations: [],
        roles: [],
        countries: [],
      })
      // The second time they are known: by id, so that an erased address is nowhere.
      await stage.linkFor(email)
      expect(stage.newest('sign_in')).toMatchObject({ person: person.id, address: null })
    })

    test('works once', async () => {
      const token = await stage.linkFor(mailbox('ana'))
      await stage.accounts.consumeSignIn(token)
      const fault = await faultOf(stage.accounts.consumeSignIn(token))
      expect(fault.code).toBe('gone')
      expect(fault.message).toContain('Ask for a new one')
    })

    test('works once when two clicks race', async () => {
      const token = await stage.linkFor(mailbox('ana'))
      const both = await Promise.allSettled([
        stage.accounts.consumeSignIn(token),
        stage.accounts.consumeSignIn(token),
      ])
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    })

    test('works for 15 minutes', async () => {
      const inTime = await stage.linkFor(mailbox('ana'))
      const late = await stage.linkFor(mailbox('eva'))
      later(15 * minute - 1000)
      await stage.accounts.consumeSignIn(inTime)
      later(2000)
      expect(await codeOf(stage.accounts.consumeSignIn(late))).toBe('gone')
    })

    test('the database alone opens no door', async () => {
      const token = await stage.linkFor(mailbox('ana'))
      const rows = await driver.all<object>('select * from verification', [])
      expect(JSON.stringify(rows)).not.toContain(token)
      expect(JSON.stringify(rows)).not.toContain(token.split('.')[1])
    })

    test('keeps neither address nor browser of a person', async () => {
      const { id } = await stage.signIn(mailbox('ana'))
      expect(
        await driver.all('select ip_address, user_agent from session where user_id = ?', [id])
      ).toEqual([{ ip_address: null, user_agent: null }])
    })
  })

  describe('a session', () => {
    test('lasts 30 days without being used, and longer when it is', async () => {
      const ana = await stage.signIn(mailbox('ana'))
      later(29 * day)
      const { setCookies } = await stage.sessionOf(ana)
      expect(setCookies.join()).toContain(`Max-Age=${30 * 86_400}`)
      later(29 * day)
      expect(await stage.accounts.session(browserWith(setCookies))).not.toBeNull()
      const eva = await stage.signIn(mailbox('eva'))
      later(30 * day + 1000)
      expect(await stage.accounts.session(eva.headers)).toBeNull()
      expect(await stage.identity.actorOf(eva.headers)).toBeNull()
    })

    test('ends with signing out, also for a copy of the cookie', async () => {
      const ana = await stage.signIn(mailbox('ana'))
      const setCookies = await stage.accounts.signOut(ana.headers)
      expect(browserWith(setCookies, ana.headers).get('cookie')).toBe('')
      expect(await stage.accounts.session(ana.headers)).toBeNull()
      expect(await stage.identity.actorOf(ana.headers)).toBeNull()
    })

    test('is an actor with the roles its person has now', async () => {
      const email = mailbox('marta')
      const marta = await stage.signIn(email)
      expect(await stage.identity.actorOf(marta.headers)).toEqual({
        id: marta.id,
        name: email.split('@')[0],
        organisation: null,
        memberOf: [],
        roles: [],
        countries: [],
        scopes: null,
        holds: null,
      })
      await addModerator(stage.means, { name: 'Marta', email, countries: ['PL'], senior: true })
      await addAdministrator(stage.means, { name: 'Marta', email })
      expect(await stage.identity.actorOf(marta.headers)).toMatchObject({
        roles: ['moderator', 'senior', 'administrator'],
        countries: ['PL'],
      })
    })
  })

  describe('an organisation', () => {
    test('is looked after by whoever adds it, who acts for it at once', async () => {
      const ana = await stage.adminOf(mailbox('ana'), 'Łódź Wita – Dom Powitalny!')
      const { organisation } = ana
      expect(organisation.slug).toMatch(/^lodz-wita-dom-powitalny(-\d+)?$/)
      expect(await stage.sessionOf(ana)).toMatchObject({
        organisations: [{ ...organisation, role: 'admin' }],
        acting: organisation.id,
        roles: ['submitter', 'organisation-admin'],
      })
      expect(await stage.identity.actorOf(ana.headers)).toMatchObject({
        organisation,
        memberOf: [organisation.id],
      })
    })

    test('of a name that is taken gets a number', async () => {
      const name = `House ${v7().slice(-6)}`
      const ana = await stage.adminOf(mailbox('ana'), name)
      const second = await stage.accounts.createOrganisation(ana.headers, { name })
      expect(second.slug).toBe(`${ana.organisation.slug}-2`)
      const { slug } = ana.organisation
      expect(await codeOf(stage.accounts.createOrganisation(ana.headers, { name, slug }))).toBe(
        'conflict'
      )
    })

    test('is joined by whoever is invited, and left again', async () => {
      const ana = await stage.adminOf(mailbox('ana'), 'Open Doors')
      const email = mailbox('piotr')
      const invitation = await stage.accounts.invite(ana.headers, ana.organisation.id, {
        email,
        role: 'member',
      })
      expect(stage.newest('invitation')).toMatchObject({
        person: null,
        address: email,
        facts: { invitation: invitation.id, organisation: 'Open Doors' },
      })
      const piotr = await stage.signIn(email)
      expect((await stage.sessionOf(piotr)).invitations).toMatchObject([
        { id: invitation.id, organisation: ana.organisation, role: 'member' },
      ])
      await stage.accounts.accept(piotr.headers, invitation.id)
      expect(await stage.sessionOf(piotr)).toMatchObject({
        acting: ana.organisation.id,
        invitations: [],
        roles: ['submitter'],
      })
      await stage.accounts.leave(piotr.headers, ana.organisation.id)
      expect(await stage.sessionOf(piotr)).toMatchObject({ organisations: [], acting: null })
      expect(await stage.identity.actorOf(piotr.headers)).toMatchObject({
        organisation: null,
        memberOf: [],
      })
    })

    test('an invitation is for its mailbox, for seven days', async () => {
      const ana = await stage.adminOf(mailbox('ana'), 'Open Doors')
      const email = mailbox('piotr')
      const { id } = await stage.accounts.invite(ana.headers, ana.organisation.id, {
        email,
        role: 'member',
      })
      const eva = await stage.signIn(mailbox('eva'))
      expect(await codeOf(stage.accounts.accept(eva.headers, id))).toBe('not_found')
      expect(await codeOf(stage.accounts.decline(eva.headers, id))).toBe('not_found')
      const piotr = await stage.signIn(email)
      later(7 * day + 1000)
      expect(await codeOf(stage.accounts.accept(piotr.headers, id))).toBe('gone')
    })

    test('keeps an admin when two of them leave at the same moment', async () => {
      const ana = await stage.adminOf(mailbox('ana'), 'Open Doors')
      const piotr = await stage.joined(ana, mailbox('piotr'), 'admin')
      const eva = await stage.joined(ana, mailbox('eva'))
      const { id } = ana.organisation
      const both = await Promise.allSettled([
        stage.accounts.leave(ana.headers, id),
        stage.accounts.leave(piotr.headers, id),
      ])
      const codes = both.map((each) => (each.status === 'rejected' ? each.reason.code : 'left'))
      expect(codes.toSorted()).toEqual(['conflict', 'left'])
      const { members } = await stage.accounts.members(eva.headers, id)
      expect(members.map(({ role }) => role)).toEqual(['admin', 'member'])
    })

    test('that stands for nobody belongs to nobody', async () => {
      const ana = await stage.signIn(mailbox('ana'))
      expect(await codeOf(stage.accounts.members(ana.headers, independent.id))).toBe('not_found')
      expect(
        await codeOf(
          createKey(stage.auth, stage.means, { organisation: independent.slug, name: 'x' })
        )
      ).toBe('not_found')
    })
  })

  describe('a key', () => {
    test('allows its scopes and nothing else, and never decides', async () => {
      const ana = await stage.adminOf(mailbox('ana'), 'Open Doors')
      const { id } = ana.organisation
      const wish = { name: 'website', scopes: ['read'], expiresInDays: 30 }
      const { secret } = await stage.accounts.issueKey(ana.headers, id, wish)
      expect(await bearer(secret)).toMatchObject({
        id,
        organisation: ana.organisation,
        roles: ['submitter'],
        scopes: ['read'],
      })
      const fault = await faultOf(
        stage.accounts.issueKey(ana.headers, id, { ...wish, scopes: ['read', 'moderate'] })
      )
      expect(fault).toMatchObject({ code: 'invalid', details: [{ pointer: '/scopes/1' }] })
    })

    test('issued before there were scopes allows what its owner does with keys', async () => {
      const ana = await stage.adminOf(mailbox('ana'), 'Open Doors')
      const email = mailbox('marta')
      await addModerator(stage.means, { name: 'Marta', email, countries: ['PL'] })
      const wish = { name: 'old', expiresInDays: 30 }
      const ofHouse = await createKey(stage.auth, stage.means, {
        ...wish,
        organisation: ana.organisation.slug,
      })
      const ofMarta = await createKey(stage.auth, stage.means, { ...wish, moderator: email })
      await driver.atomically([
        { toSQL: () => ({ sql: 'update apikey set permissions = null', params: [] }) },
      ])
      expect((await bearer(ofHouse.secret))?.scopes).toEqual(['read', 'submit', 'announce'])
      expect((await bearer(ofMarta.secret))?.scopes).toEqual([
        'read',
        'submit',
        'announce',
        'moderate',
      ])
    })

    test('is revoked by its organisation’s admins and by no others', async () => {
      const ana = await stage.adminOf(mailbox('ana'), 'Open Doors')
      const eva = await stage.adminOf(mailbox('eva'), 'Zora')
      const wish = { name: 'website', scopes: ['submit'], expiresInDays: 1 }
      const key = await stage.accounts.issueKey(ana.headers, ana.organisation.id, wish)
      const { accounts } = stage
      expect(await codeOf(accounts.revokeKey(eva.headers, eva.organisation.id, key.id))).toBe(
        'not_found'
      )
      expect(await codeOf(accounts.revokeKey(eva.headers, ana.organisation.id, key.id))).toBe(
        'not_found'
      )
      await accounts.revokeKey(ana.headers, ana.organisation.id, key.id)
      expect(await codeOf(bearer(key.secret))).toBe('unauthenticated')
      expect(await accounts.keys(ana.headers, ana.organisation.id)).toMatchObject([
        { id: key.id, name: 'website', scopes: ['submit'], state: 'revoked' },
      ])
    })
  })

  describe('the link of an event', () => {
    const eventOf = async (owner: string | null) => {
      const id = v7()
      await driver.atomically([
        {
          toSQL: () => ({
            sql: 'insert into event (id, organisation_id, created_at, owner_id) values (?, ?, ?, ?)',
            params: [id, independent.id, instantOf(Date.now()), owner],
          }),
        },
      ])
      return id
    }

    test('makes its owner hold that event and nothing else', async () => {
      const person = await stage.people.personOf({ email: mailbox('ivo'), name: 'Ivo', lang: 'cs' })
      const event = await eventOf(person)
      const other = await eventOf(person)
      const token = await stage.links.token('event', event)
      expect(await stage.identity.actorByLink(event, token)).toEqual({
        id: person,
        name: 'Ivo',
        organisation: null,
        memberOf: [],
        roles: ['submitter'],
        countries: [],
        scopes: null,
        holds: event,
      })
      expect(await stage.identity.actorByLink(other, token)).toBeNull()
      expect(
        await stage.identity.actorByLink(event, await stage.links.token('confirm', event))
      ).toBeNull()
    })

    test('opens nothing of an organisation’s event', async () => {
      const event = await eventOf(null)
      const token = await stage.links.token('event', event)
      expect(await stage.identity.actorByLink(event, token)).toBeNull()
    })

    test('its owner is a submitter when they sign in', async () => {
      const email = mailbox('ivo')
      await eventOf(await stage.people.personOf({ email, name: 'Ivo', lang: 'cs' }))
      const ivo = await stage.signIn(email)
      expect(await stage.identity.actorOf(ivo.headers)).toMatchObject({
        name: 'Ivo',
        roles: ['submitter'],
      })
    })
  })

  describe('erasing a person', () => {
    test('leaves nothing of them', async () => {
      const email = mailbox('ana')
      const ana = await stage.signIn(email)
      const marta = await stage.adminOf(mailbox('marta'), 'Open Doors')
      await addModerator(stage.means, { name: 'Ana', email, countries: ['PT'] })
      await createKey(stage.auth, stage.means, { moderator: email, name: 'cli' })
      await stage.accounts.invite(marta.headers, marta.organisation.id, { email, role: 'member' })
      const house = await stage.accounts.createOrganisation(ana.headers, { name: 'Mine alone' })
      await stage.accounts.invite(ana.headers, house.id, { email: mailbox('eva'), role: 'member' })
      const token = await stage.linkFor(email)

      const pseudonym = await stage.accounts.pseudonymFor(ana.id)
      expect(pseudonym).toMatch(/^erased-[\w-]{12}$/)
      expect(await stage.accounts.pseudonymFor(ana.id)).toBe(pseudonym)
      await stage.accounts.erase(ana.id)

      expect(await count('user where id = ? or email = ?', ana.id, email)).toBe(0)
      for (const table of ['session', 'account', 'apikey', 'membership', 'moderator'])
        expect(await count(`${table} where user_id = ?`, ana.id), table).toBe(0)
      expect(await count('invitation where email = ? or inviter_id = ?', email, ana.id)).toBe(0)
      expect(await count('verification where instr(value, ?) > 0', email)).toBe(0)
      expect(await stage.accounts.session(ana.headers)).toBeNull()
      expect(await codeOf(stage.accounts.consumeSignIn(token))).toBe('gone')
      expect(await stage.addresses.addressOf(ana.id)).toBeNull()
      expect(await codeOf(stage.accounts.exportOf(ana.id))).toBe('not_found')
    })

    test('waits until others are looked after', async () => {
      const ana = await stage.adminOf(mailbox('ana'), 'Open Doors')
      const piotr = await stage.joined(ana, mailbox('piotr'))
      expect(await codeOf(stage.accounts.pseudonymFor(ana.id))).toBe('conflict')
      expect(await codeOf(stage.accounts.erase(ana.id))).toBe('conflict')
      await stage.accounts.changeRole(ana.headers, ana.organisation.id, piotr.id, 'admin')
      await stage.accounts.erase(ana.id)
      const { members } = await stage.accounts.members(piotr.headers, ana.organisation.id)
      expect(members).toMatchObject([{ person: piotr.id, role: 'admin' }])
    })
  })

  test('a purge takes what has expired and people who never answered', async () => {
    await stage.accounts.purge('2030-01-01T00:00:00Z')
    const ana = await stage.adminOf(mailbox('ana'), 'Open Doors')
    await stage.accounts.invite(ana.headers, ana.organisation.id, {
      email: mailbox('eva'),
      role: 'member',
    })
    const typed = await stage.people.personOf({ email: mailbox('ivo'), name: 'Ivo', lang: 'cs' })
    await addModerator(stage.means, { name: 'Jo', email: mailbox('jo'), countries: ['PT'] })
    await stage.linkFor(mailbox('eva'))

    const none = { sessions: 0, verifications: 0, invitations: 0, people: 0 }
    expect(await stage.accounts.purge('2027-01-10T08:14:59Z')).toEqual(none)
    // The token and what was wished beside it.
    expect(await stage.accounts.purge('2027-01-10T08:15:00Z')).toEqual({
      ...none,
      verifications: 2,
    })
    expect(await stage.accounts.purge('2027-01-17T08:00:00Z')).toEqual({
      ...none,
      invitations: 1,
      people: 1,
    })
    expect(await stage.addresses.addressOf(typed)).toBeNull()
    expect(await stage.accounts.purge('2027-02-09T08:00:00Z')).toEqual({ ...none, sessions: 1 })
  })
}
