import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { addAdmin, addAdministrator } from '../../src/identity/accounts.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
/** Cookies: Agnes administrates, Marta moderates, Ana looks after Open Doors. */
let agnes: string
let marta: string
let ana: string

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2027-01-10T08:00:00Z') })
  stage = await setStage()
  const { identityMeans } = stage.assembled
  await addAdministrator(identityMeans, { email: 'agnes@example.org', name: 'Agnes' })
  await addAdmin(identityMeans, {
    organisation: 'open-doors-lisbon',
    email: 'ana@example.org',
    name: 'Ana',
  })
  agnes = await stage.signIn('agnes@example.org')
  marta = await stage.signIn('marta@example.org')
  ana = await stage.signIn('ana@example.org')
})
afterEach(() => {
  vi.useRealTimers()
})

const sessionOf = async (cookie: string) => {
  const session = await stage.assembled.accounts.session(new Headers({ cookie }))
  if (!session) throw new Error('nobody is signed in')
  return session
}
const personOf = async (cookie: string) => (await sessionOf(cookie)).person.id

const look = (path: string) => stage.visit(`/admin${path}`, agnes)
const send = (path: string, fields: Readonly<Record<string, string | readonly string[]>> = {}) =>
  stage.post(`/admin${path}`, fields, agnes)
const recorded = (object: string) => stage.ports.store.auditOf(object, 20)
const whereTo = ({ status, headers }: { status: number; headers: Headers }) => [
  status,
  headers.get('location'),
]

const pages = [
  '',
  '/moderators',
  '/organisations',
  '/administrators',
  '/mail',
  '/people',
  '/history',
]

describe('the administration', () => {
  test.each(pages)('is for administrators alone: /admin%s', async (path) => {
    expect((await look(path)).status).toBe(200)
    for (const cookie of [marta, ana]) {
      expect((await stage.visit(`/admin${path}`, cookie)).status).toBe(403)
    }
    expect((await stage.visit(`/admin${path}`)).headers.get('location')).toBe(
      `/sign-in?then=${encodeURIComponent(`/admin${path}`)}`
    )
  })

  test('keeps the attempts of others on record', async () => {
    const person = await personOf(ana)
    for (const path of ['/administrators', `/people/${person}/erase`, '/mail/retry']) {
      const attempt = { email: 'ana@example.org', name: 'Ana', sure: 'yes', id: 'x' }
      expect((await stage.post(`/admin${path}`, attempt, marta)).status).toBe(403)
      expect(await recorded(`POST /admin${path}`)).toMatchObject([
        { outcome: 'refused', by: { name: 'Marta' } },
      ])
    }
    expect((await stage.visit('/my/account', ana)).status).toBe(200)
  })

  test('says first what needs somebody', async () => {
    const { text } = await look('')
    expect(text).toContain('3 moderators')
    expect(text).toContain('2 organisations, 0 of them trusted')
    expect(text).toContain('Nobody moderates for EU')
    expect(text).toContain('No mail was given up.')
  })
})

describe('moderators', () => {
  const wish = { email: 'jo@example.org', name: 'Jo', countries: ['SE', 'EU'], senior: 'yes' }

  test('are appointed, and can moderate from then on', async () => {
    expect(whereTo(await send('/moderators', wish))).toEqual([
      303,
      '/admin/moderators?done=appointed',
    ])
    const { text } = await look('/moderators')
    expect(text).toContain('Sweden, European Union')
    const jo = await stage.signIn('jo@example.org')
    expect(await sessionOf(jo)).toMatchObject({
      roles: ['moderator', 'senior'],
      countries: ['SE', 'EU'],
    })
    expect(await recorded(`person:${await personOf(jo)}`)).toMatchObject([
      { verb: 'grant', by: { name: 'Agnes' }, reason: 'senior moderator for SE, EU' },
    ])
  })

  test('without a country, or twice, are shown again with all that was typed', async () => {
    const none = await send('/moderators', { ...wish, countries: [] })
    expect(none.status).toBe(400)
    expect(none.text).toContain('href="#appoint-countries"')
    expect(none.text).toContain('value="jo@example.org"')
    const twice = await send('/moderators', { ...wish, email: 'marta@example.org' })
    expect(twice.status).toBe(409)
    expect(twice.text).toMatch(/value="SE" checked/)
    expect(twice.text).toMatch(/name="senior" value="yes" checked/)
  })

  test('change their countries and are dismissed, at once', async () => {
    const person = await personOf(marta)
    expect((await look(`/moderators/${person}`)).text).toMatch(/value="PL" checked/)
    await send(`/moderators/${person}`, { countries: 'CZ' })
    expect((await sessionOf(marta)).countries).toEqual(['CZ'])
    expect((await send(`/moderators/${person}`, {})).status).toBe(400)
    expect((await send(`/moderators/${person}/dismissal`)).status).toBe(303)
    expect((await sessionOf(marta)).roles).toEqual([])
    expect((await look(`/moderators/${person}`)).status).toBe(404)
    expect((await recorded(`person:${person}`)).map(({ verb }) => verb)).toEqual([
      'revoke_grant',
      'grant',
    ])
  })
})

describe('administrators', () => {
  test('appoint others and can be dismissed, but not the last one', async () => {
    const person = await personOf(agnes)
    const last = await send(`/administrators/${person}/dismissal`)
    expect(last.status).toBe(409)
    expect(last.text).toContain('appoint another one first')
    await send('/administrators', { email: 'marta@example.org', name: 'Somebody else' })
    expect((await look('/administrators')).text).toContain('Marta')
    expect(whereTo(await send(`/administrators/${person}/dismissal`))).toEqual([303, '/my/account'])
    expect((await look('/administrators')).status).toBe(403)
    expect((await stage.visit('/admin', marta)).status).toBe(200)
  })
})

describe('organisations', () => {
  const openDoors = async () => (await sessionOf(ana)).acting ?? ''

  test('are found by a part of their name, without its accents', async () => {
    await stage.assembled.accounts.createOrganisation(new Headers({ cookie: ana }), {
      name: 'Łódź dla Wszystkich',
    })
    const { text } = await look('/organisations?q=lodz')
    expect(text).toContain('Łódź dla Wszystkich')
    expect(text).not.toContain('Open Doors')
    expect((await look('/organisations?q=%22%3E%3Cb%3E')).text).toContain(
      'value="&quot;&gt;&lt;b&gt;"'
    )
  })

  test('are trusted and no longer trusted, with the reason on record', async () => {
    const id = await openDoors()
    const given = await send(`/organisations/${id}/trust`, {
      given: 'yes',
      reason: 'Five good ones',
    })
    expect(whereTo(given)).toEqual([303, `/admin/organisations/${id}?done=trusted`])
    expect(await stage.ports.store.trustedSince(id)).toBe('2027-01-10T08:00:00Z')
    expect((await look(`/organisations/${id}`)).text).toContain('No longer trust it')
    await send(`/organisations/${id}/trust`, { given: 'no', reason: '' })
    expect(await stage.ports.store.trustedSince(id)).toBeNull()
    expect(await recorded(`organisation:${id}`)).toMatchObject([
      { verb: 'distrust', reason: null },
      { verb: 'trust', reason: 'Five good ones' },
    ])
  })

  test('that nobody knows are trusted by nobody', async () => {
    expect((await send('/organisations/nowhere/trust', { given: 'yes' })).status).toBe(404)
    expect((await send('/organisations/independent/trust', { given: 'yes' })).status).toBe(404)
    expect((await look('/organisations/nowhere')).status).toBe(404)
  })

  test('that have nobody left get an admin', async () => {
    const listed = await stage.assembled.accounts.organisations(new Headers({ cookie: agnes }))
    const { id } = listed.find(({ slug }) => slug === 'warsaw-language-school') ?? { id: '' }
    expect((await look('/organisations')).text).toContain('nobody left')
    const wish = { email: 'piotr@example.org', name: 'Piotr' }
    expect((await send(`/organisations/${id}/admins`, { ...wish, email: '' })).status).toBe(400)
    expect((await send(`/organisations/${id}/admins`, wish)).status).toBe(303)
    const piotr = await sessionOf(await stage.signIn('piotr@example.org'))
    expect(piotr.organisations).toMatchObject([{ id, role: 'admin' }])
    expect(await recorded(`organisation:${id}`)).toMatchObject([
      { verb: 'grant', reason: `person:${piotr.person.id} is admin` },
    ])
  })
})

describe('mail', () => {
  /** An invitation that was given up; its id. */
  const givenUp = async (): Promise<string> => {
    const wish = { email: 'gone@example.org', role: 'member' } as const
    const { accounts, ports } = { ...stage, accounts: stage.assembled.accounts }
    await accounts.invite(new Headers({ cookie: ana }), (await sessionOf(ana)).acting ?? '', wish)
    const [claimed] = await ports.outbox.claim(stage.clock.now, '2027-01-10T08:05:00Z', 1)
    const id = claimed?.mail.id ?? ''
    await ports.outbox.failed(id, '550 No such <mailbox>', null, stage.clock.now)
    return id
  }

  test('that was given up is listed with why, tried again once and put on record', async () => {
    const id = await givenUp()
    expect((await look('')).text).toContain('1 given up')
    const { text } = await look('/mail')
    expect(text).toContain('550 No such &lt;mailbox&gt;')
    expect(text).toContain('gone@example.org')
    expect(whereTo(await send('/mail/retry', { id }))).toEqual([303, '/admin/mail?done=retried'])
    expect((await look('/mail')).text).toContain('No mail was given up.')
    expect(await stage.mails()).toMatchObject([{ id }])
    expect((await send('/mail/retry', { id })).headers.get('location')).toBe(
      '/admin/mail?done=not-retried'
    )
    expect(await recorded(`mail:${id}`)).toMatchObject([
      { outcome: 'done', by: { name: 'Agnes' }, verb: 'retry_mail' },
    ])
  })

  test('is named before it is tried again', async () => {
    expect((await send('/mail/retry')).status).toBe(400)
  })
})

describe('people', () => {
  test('are found by their mailbox, which stands in no address', async () => {
    const person = await personOf(ana)
    expect(whereTo(await send('/people', { email: 'Ana@example.org' }))).toEqual([
      303,
      `/admin/people/${person}`,
    ])
    const { text } = await look(`/people/${person}`)
    expect(text).toContain('ana@example.org')
    expect(text).toContain('Open Doors Lisbon')
    const unknown = await send('/people', { email: 'nobody@example.org' })
    expect(unknown.status).toBe(400)
    expect(unknown.text).toContain('Nobody with this mailbox')
    expect(unknown.text).toContain('value="nobody@example.org"')
    expect((await send('/people', { email: 'no mailbox' })).status).toBe(400)
  })

  test('get a copy of what is kept, and who made it is on record', async () => {
    const person = await personOf(ana)
    const copy = await look(`/people/${person}/data`)
    expect(copy.headers.get('content-disposition')).toContain('attachment')
    expect(copy.json).toMatchObject({ account: { person: { email: 'ana@example.org' } } })
    expect(await recorded(`person:${person}`)).toMatchObject([
      { verb: 'export', by: { name: 'Agnes' } },
    ])
    expect((await look('/people/nobody/data')).status).toBe(404)
    expect(await recorded('person:nobody')).toEqual([])
  })

  test('are deleted once the box is ticked, and hear of it', async () => {
    const person = await personOf(marta)
    const unticked = await send(`/people/${person}/erase`)
    expect(unticked.status).toBe(400)
    expect(unticked.text).toContain('href="#erase-sure"')
    expect(whereTo(await send(`/people/${person}/erase`, { sure: 'yes' }))).toEqual([
      303,
      '/admin/people?done=erased',
    ])
    expect((await look(`/people/${person}`)).status).toBe(404)
    expect((await stage.visit('/my/account', marta)).status).toBe(303)
    expect((await stage.mails()).filter(({ kind }) => kind === 'erased')).toMatchObject([
      { address: 'marta@example.org' },
    ])
  })

  test('who are the last to look after something stay', async () => {
    const answer = await send(`/people/${await personOf(agnes)}/erase`, { sure: 'yes' })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('appoint another one first')
  })
})

describe('the records', () => {
  test('of an object tell who did what', async () => {
    const id = (await sessionOf(ana)).acting ?? ''
    await send(`/organisations/${id}/trust`, { given: 'yes', reason: '<b>Good</b>' })
    const { text } = await look(`/history?object=organisation:${id}`)
    expect(text).toContain('gave trust')
    expect(text).toContain('Agnes')
    expect(text).toContain('&lt;b&gt;Good&lt;/b&gt;')
    expect(text).toContain('10 January 2027, 08:00 UTC')
    expect((await look('/history?object=organisation:nothing')).text).toContain(
      'Nothing is on record'
    )
  })
})
