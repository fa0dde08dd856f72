import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { addAdmin } from '../../src/identity/accounts.ts'
import { returnField } from '../../src/pages/account/field.ts'
import { saturdayMarket } from '../cast.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
/** Cookies: Ana looks after Open Doors, Luis is a member of it, Piotr looks after the school. */
let ana: string
let luis: string
let piotr: string
/** Ids of the organisations. */
let openDoors: string
let school: string

beforeEach(async () => {
  // better-auth asks the machine what time it is; here it is the time of the stage.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2027-01-10T08:00:00Z') })
  stage = await setStage()
  const { identityMeans, accounts } = stage.assembled
  for (const [organisation, email, name] of [
    ['open-doors-lisbon', 'ana@example.org', 'Ana'],
    ['warsaw-language-school', 'piotr@example.org', 'Piotr'],
  ] as const) {
    await addAdmin(identityMeans, { organisation, email, name })
  }
  ana = await stage.signIn('ana@example.org')
  luis = await stage.signIn('luis@example.org')
  piotr = await stage.signIn('piotr@example.org')
  const actingOf = async (cookie: string) =>
    (await accounts.session(new Headers({ cookie })))?.acting ?? ''
  openDoors = await actingOf(ana)
  school = await actingOf(piotr)
})

afterEach(() => {
  vi.useRealTimers()
})

const personOf = async (cookie: string): Promise<string> =>
  (await stage.assembled.accounts.session(new Headers({ cookie })))?.person.id ?? ''

/** A form of Open Doors' page. */
const send = (
  path: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
  who = ana
) => stage.post(`/my/organisation/${path}`, { organisation: openDoors, ...fields }, who)

const recorded = (object: string) => stage.ports.store.auditOf(object, 20)

const whereTo = ({ status, headers }: { status: number; headers: Headers }) => [
  status,
  headers.get('location'),
]

describe('the account page', () => {
  test('is for whoever is signed in; a stranger comes back to it', async () => {
    expect(whereTo(await stage.visit('/my/account'))).toEqual([
      303,
      '/sign-in?then=%2Fmy%2Faccount',
    ])
  })

  test('keeps a form that came when the session had ended, for whoever signs in again', async () => {
    const answer = await stage.post('/my/account', { name: 'Mallory <b>', lang: 'en' })
    expect(answer.status).toBe(401)
    expect(answer.text).toContain('action="/my/account"')
    expect(answer.text).toContain('Mallory &lt;b&gt;')
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
  })

  test('is kept by nobody', async () => {
    const { headers } = await stage.visit('/my/account', ana)
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('keeps a new name and the language of mails', async () => {
    const saved = await stage.post('/my/account', { name: 'Ana  Sousa', lang: 'pt' }, ana)
    expect(whereTo(saved)).toEqual([303, '/my/account?done=saved'])
    const { text } = await stage.visit('/my/account?done=saved', ana)
    expect(text).toContain('value="Ana Sousa"')
    expect(text).toMatch(/<option value="pt" selected[^>]*>português/)
    expect(text).toContain('Saved.')
  })

  test('shows a name that is none again', async () => {
    const answer = await stage.post('/my/account', { name: 'x'.repeat(201), lang: 'pt' }, ana)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('x'.repeat(201))
    expect(answer.text).toContain('href="#you-name"')
    expect(answer.text).toMatch(/<option value="pt" selected/)
  })

  test('changes for whom somebody acts, never for others’ organisations', async () => {
    const forSelf = await stage.post('/my/account/acting', { organisation: '' }, ana)
    expect(forSelf.status).toBe(303)
    expect((await stage.visit('/my/organisation', ana)).text).toContain('No organisation')
    const foreign = await stage.post('/my/account/acting', { organisation: school }, ana)
    expect(foreign.status).toBe(404)
    await stage.post('/my/account/acting', { organisation: openDoors }, ana)
    expect((await stage.visit('/my/organisation', ana)).text).toContain(
      'Open Doors Lisbon</bdi></h1>'
    )
  })

  test('sets an organisation up, acts for it at once and puts that on record', async () => {
    const made = await stage.post(
      '/my/account/organisations',
      { name: 'Łódź dla Wszystkich', slug: '' },
      piotr
    )
    expect(whereTo(made)).toEqual([303, '/my/organisation?done=created'])
    const page = await stage.visit('/my/organisation', piotr)
    expect(page.text).toContain('Łódź dla Wszystkich</bdi></h1>')
    const session = await stage.assembled.accounts.session(new Headers({ cookie: piotr }))
    const own = session?.organisations.find(({ name }) => name === 'Łódź dla Wszystkich')
    expect(own).toMatchObject({ slug: 'lodz-dla-wszystkich', role: 'admin' })
    expect(await recorded(`organisation:${own?.id}`)).toMatchObject([
      { verb: 'create_organisation', by: { name: 'Piotr' } },
    ])
  })

  test('shows a slug that is taken again, with the name typed', async () => {
    const wish = { name: 'Other Doors', slug: 'open-doors-lisbon' }
    const answer = await stage.post('/my/account/organisations', wish, piotr)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('There is already an organisation')
    expect(answer.text).toContain('value="Other Doors"')
  })

  test('lets members leave, but not the last who looks after others', async () => {
    const left = await stage.post('/my/account/leave', { organisation: openDoors }, luis)
    expect(whereTo(left)).toEqual([303, '/my/account?done=left'])
    expect(await recorded(`organisation:${openDoors}`)).toMatchObject([
      { verb: 'leave', by: { name: 'Luis' } },
    ])
    const last = await stage.post('/my/account/leave', { organisation: school }, piotr)
    expect(last.status).toBe(409)
    expect(last.text).toContain('make another member its admin first')
    expect((await stage.visit('/my/organisation', piotr)).text).toContain('Warsaw Language School')
  })
})

describe('what we keep', () => {
  test('is a file of one’s own, and that it was asked for is on record', async () => {
    const answer = await stage.visit('/my/account/data', ana)
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[^"]+\.json"$/
    )
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.json).toMatchObject({
      account: {
        person: { email: 'ana@example.org' },
        organisations: [{ name: 'Open Doors Lisbon', role: 'admin' }],
      },
    })
    expect(await recorded(`person:${await personOf(ana)}`)).toMatchObject([{ verb: 'export' }])
  })

  test('goes only when the box is ticked', async () => {
    const page = await stage.visit('/my/account/erase', luis)
    expect(page.text).toContain('events that were published, as they are')
    const unticked = await stage.post('/my/account/erase', {}, luis)
    expect(unticked.status).toBe(400)
    expect(unticked.text).toContain('href="#erase-sure"')
    expect((await stage.visit('/my/account', luis)).status).toBe(200)
  })

  test('goes for good: the cookie and the mailbox; a last mail says so', async () => {
    const answer = await stage.post('/my/account/erase', { sure: 'yes' }, luis)
    expect(whereTo(answer)).toEqual([303, '/sign-in?done=erased'])
    expect((await stage.visit('/sign-in?done=erased')).text).toContain('Your account is deleted.')
    expect((await stage.visit('/my/account', luis)).status).toBe(303)
    expect(await stage.ports.people.known('luis@example.org')).toBeNull()
    expect((await stage.mails()).filter(({ kind }) => kind === 'erased')).toMatchObject([
      { person: null, address: 'luis@example.org' },
    ])
  })

  test('stays while somebody is the last to look after others', async () => {
    const answer = await stage.post('/my/account/erase', { sure: 'yes' }, ana)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('make another member its admin first')
    expect((await stage.visit('/my/account', ana)).status).toBe(200)
  })
})

describe('an organisation', () => {
  test('shows its admins everything, its members the list alone', async () => {
    const admin = (await stage.visit('/my/organisation', ana)).text
    expect(admin).toContain('luis@example.org')
    expect(admin).toContain('action="/my/organisation/keys"')
    const member = (await stage.visit('/my/organisation', luis)).text
    expect(member).toContain('Ana')
    expect(member).not.toContain('@example.org')
    expect(member).not.toContain('<form')
  })

  test('says whether it is trusted', async () => {
    expect((await stage.visit('/my/organisation', ana)).text).toContain('Checked first')
    const by = { id: 'marta', name: 'Marta' }
    await stage.ports.store.commit({
      trust: { organisationId: openDoors, given: true, by, at: '2027-01-09T08:00:00Z' },
    })
    const { text } = await stage.visit('/my/organisation', ana)
    expect(text).toContain('Trusted')
    expect(text).toContain('9 January 2027')
  })

  test('refuses its members what only admins do, and puts the attempt on record', async () => {
    const attempts = [
      await send('invitations', { email: 'x@example.org', role: 'admin' }, luis),
      await send('keys', { name: 'Mine', scopes: 'read', expiresInDays: '30' }, luis),
      await send(`members/${await personOf(luis)}/role`, { role: 'admin' }, luis),
      await send(`members/${await personOf(ana)}/removal`, {}, luis),
    ]
    expect(attempts.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    expect(await recorded('POST /my/organisation/invitations')).toMatchObject([
      { outcome: 'refused', by: { name: 'Luis' } },
    ])
  })

  test('is not changed by a form of another one, which a second tab may hold', async () => {
    const foreign = await send('invitations', { email: 'x@example.org', role: 'admin' }, piotr)
    expect(foreign.status).toBe(409)
    expect(foreign.text).toContain('You act for Warsaw Language School now')
    expect(foreign.text).toContain('value="x@example.org"')
    await stage.post('/my/account/acting', { organisation: '' }, ana)
    expect((await send('keys', { name: 'Mine' })).text).toContain('No organisation')
    expect((await stage.mails()).filter(({ kind }) => kind === 'invitation')).toEqual([])
  })

  test('keeps somebody who looks after it', async () => {
    const answer = await send(`members/${await personOf(ana)}/role`, { role: 'member' })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('make another member its admin first')
    const unknown = await send(`members/${await personOf(luis)}/role`, { role: 'owner' })
    expect(unknown.status).toBe(400)
  })

  test('makes a member an admin, and removes one', async () => {
    const person = await personOf(luis)
    expect(whereTo(await send(`members/${person}/role`, { role: 'admin' }))).toEqual([
      303,
      '/my/organisation?done=role',
    ])
    expect((await stage.visit('/my/organisation', luis)).text).toContain(
      'action="/my/organisation/keys"'
    )
    expect((await send(`members/${person}/removal`, {})).status).toBe(303)
    expect((await stage.visit('/my/organisation', luis)).text).toContain('No organisation')
    expect((await recorded(`organisation:${openDoors}`)).map(({ verb }) => verb)).toEqual([
      'remove_member',
      'grant',
    ])
  })
})

describe('an invitation', () => {
  const invited = async (email = 'nova@example.org'): Promise<string> => {
    const answer = await send('invitations', { email, role: 'member' })
    expect(whereTo(answer)).toEqual([303, '/my/organisation?done=invited'])
    const mail = (await stage.mails()).find(({ kind }) => kind === 'invitation')
    if (mail?.kind !== 'invitation') throw new Error('no invitation was mailed')
    return mail.facts.invitation
  }

  test('is shown to whom it was sent, and accepted by a button', async () => {
    const id = await invited()
    const nova = await stage.signIn('nova@example.org')
    expect((await stage.visit('/my/account', nova)).text).toContain(`href="/my/invitations/${id}"`)
    const page = await stage.visit(`/my/invitations/${id}`, nova)
    expect(page.text).toContain('Join Open Doors Lisbon?')
    expect(page.text).toContain('Ana')
    expect(page.text).toContain('17 January 2027')
    expect(whereTo(await stage.post(`/my/invitations/${id}/acceptance`, {}, nova))).toEqual([
      303,
      '/my/organisation?done=joined',
    ])
    expect((await stage.visit('/my/organisation', nova)).text).toContain(
      'Open Doors Lisbon</bdi></h1>'
    )
    expect(await recorded(`organisation:${openDoors}`)).toMatchObject([
      { verb: 'join', by: { name: 'nova' } },
      { verb: 'invite', reason: `invitation:${id} as member` },
    ])
    expect((await stage.post(`/my/invitations/${id}/acceptance`, {}, nova)).status).toBe(409)
  })

  test('opened with another mailbox says so, names no other and offers to sign in again', async () => {
    const id = await invited()
    const page = await stage.visit(`/my/invitations/${id}`, piotr)
    expect(page.status).toBe(404)
    expect(page.text).toContain('piotr@example.org')
    expect(page.text).not.toContain('nova')
    expect(page.text).not.toContain('Open Doors')
    expect((await stage.post(`/my/invitations/${id}/acceptance`, {}, piotr)).status).toBe(404)
    const out = await stage.post('/sign-out', { [returnField]: `/my/invitations/${id}` }, piotr)
    expect(out.headers.get('location')).toBe(`/sign-in?then=%2Fmy%2Finvitations%2F${id}`)
  })

  test('is declined once', async () => {
    const id = await invited()
    const nova = await stage.signIn('nova@example.org')
    expect((await stage.post(`/my/invitations/${id}/refusal`, {}, nova)).status).toBe(303)
    expect((await stage.post(`/my/invitations/${id}/refusal`, {}, nova)).status).toBe(410)
    expect((await stage.visit(`/my/invitations/${id}`, nova)).status).toBe(404)
  })

  test('is taken back', async () => {
    const id = await invited()
    expect((await send(`invitations/${id}/cancellation`, {})).status).toBe(303)
    const nova = await stage.signIn('nova@example.org')
    expect((await stage.post(`/my/invitations/${id}/acceptance`, {}, nova)).status).toBe(410)
  })

  test('to no mailbox, or to a member, is shown again', async () => {
    const none = await send('invitations', { email: 'nova', role: 'member' })
    expect([none.status, none.text.includes('href="#invite-email"')]).toEqual([400, true])
    const twice = await send('invitations', { email: 'luis@example.org', role: 'member' })
    expect(twice.status).toBe(409)
    expect(twice.text).toContain('is a member already')
    expect(twice.text).toContain('value="luis@example.org"')
  })
})

describe('an API key', () => {
  const wish = { name: 'Our website', scopes: ['read', 'submit'], expiresInDays: '90' }

  test('is shown once, works, and is worth nothing after it is revoked', async () => {
    const issued = await send('keys', wish)
    expect(issued.status).toBe(200)
    expect(issued.headers.get('cache-control')).toBe('private, no-store')
    const secret = /ic_[A-Za-z]{64}/.exec(issued.text)?.[0] ?? ''
    expect(secret).not.toBe('')
    const page = (await stage.visit('/my/organisation', ana)).text
    expect(page).toContain('Our website')
    expect(page).not.toContain(secret)

    expect((await stage.submit(saturdayMarket, { key: secret })).status).toBe(201)
    const records = await recorded(`organisation:${openDoors}`)
    expect(records).toMatchObject([{ verb: 'issue_key', by: { name: 'Ana' } }])
    expect(JSON.stringify(records)).not.toContain(secret)

    const id = /key:([\w-]+)/.exec(records[0]?.reason ?? '')?.[1]
    expect((await send(`keys/${id}/revocation`, {})).status).toBe(303)
    expect((await stage.submit(saturdayMarket, { key: secret })).status).toBe(401)
    expect((await stage.visit('/my/organisation', ana)).text).toContain('Revoked')
  })

  test('that may do nothing, or is good for ever, is shown again with all that was typed', async () => {
    const nothing = await send('keys', { name: 'Our website', expiresInDays: '90' })
    expect(nothing.status).toBe(400)
    expect(nothing.text).toContain('href="#key-scopes"')
    expect(nothing.text).toContain('value="Our website"')
    expect(nothing.text).toMatch(/<option value="90" selected/)
    expect((await send('keys', { ...wish, expiresInDays: '' })).text).toContain(
      'href="#key-expiresInDays"'
    )
    expect((await send('keys', { ...wish, scopes: ['moderate'] })).status).toBe(400)
  })

  test('of another organisation cannot be revoked', async () => {
    const { id } = await stage.assembled.accounts.issueKey(new Headers({ cookie: piotr }), school, {
      name: 'School',
      scopes: ['read'],
      expiresInDays: 1,
    })
    expect((await send(`keys/${id}/revocation`, {})).status).toBe(404)
  })
})
