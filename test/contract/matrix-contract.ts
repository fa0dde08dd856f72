import { beforeAll, describe, expect, test } from 'vitest'
import { feeds } from '../../feeds/index.ts'
import { type Assembled, assemble } from '../../src/assemble.ts'
import type { EventContentInput } from '../../src/calendar/event.ts'
import type { Actor } from '../../src/calendar/people.ts'
import { instantOf } from '../../src/calendar/time.ts'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/app.ts'
import {
  addAdministrator,
  addModerator,
  addOrganisation,
  createKey,
} from '../../src/identity/accounts.ts'
import { addMember, putMember } from '../../src/identity/organisations.ts'
import { announceStatus } from '../../src/journeys/announce.ts'
import { moderate } from '../../src/journeys/moderate.ts'
import { revise } from '../../src/journeys/revise.ts'
import { submit } from '../../src/journeys/submit.ts'
import type { Driver } from '../../src/store/driver.ts'
import { contentOf, saturdayMarket, site, marta as someMarta } from '../cast.ts'

/*
 * Every route × everybody: who gets past the door and who does not, and that whoever does not has
 * changed nothing. The table names every route of the app; a new one without a line is a failure.
 */

const people = {
  ines: 'no account of an organisation; the owner of an event',
  omar: 'no account of an organisation',
  ana: 'member of Open Doors',
  adam: 'admin of Open Doors',
  piotr: 'admin of another organisation',
  marta: 'moderator of the country',
  jana: 'moderator of another country',
  luis: 'moderator of the country and member of Open Doors',
  sofia: 'senior moderator of the country',
  eva: 'EU desk',
  agnes: 'administrator',
  bruno: 'member of Open Doors, who is removed',
} as const
type Person = keyof typeof people
/** Bruno is there to be removed. */
const persons = (Object.keys(people) as Person[]).filter((name) => name !== 'bruno')
const keys = ['key', 'readKey', 'rivalKey', 'martaKey'] as const
type Who = Person | (typeof keys)[number] | 'stranger'
const everybody: readonly Who[] = ['stranger', ...persons, ...keys]
const moderators: readonly Who[] = ['marta', 'jana', 'luis', 'sofia', 'eva']

type Answer = Readonly<{ status: number; location: string }>
const toSignIn = ({ status, location }: Answer) =>
  status === 303 && location.startsWith('/sign-in?then=')
const refused = (answer: Answer) => toSignIn(answer) || [401, 403, 404].includes(answer.status)

type Class = Readonly<{ may: readonly Who[]; refused: (answer: Answer) => boolean }>
const classes = {
  /** Anybody, whoever they are. */
  anyone: { may: everybody, refused: (a) => toSignIn(a) || a.status === 401 || a.status === 403 },
  /** Whoever has the link; tests with other links stand below. */
  link: { may: everybody, refused },
  /** Pages of whoever is signed in; a key is nobody there. */
  signedIn: { may: persons, refused: (a) => toSignIn(a) || a.status === 401 },
  /** The event of Open Doors, on pages. */
  members: { may: ['ana', 'adam', 'luis'], refused },
  /** The event of Ines, on pages. */
  owner: { may: ['ines'], refused },
  /** The event of Open Doors, in the API. */
  submits: { may: ['ana', 'adam', 'luis', 'key'], refused },
  /** Offering something new, in the API: for an organisation, or as a person for oneself. */
  offers: { may: [...persons, 'key', 'rivalKey'], refused },
  /** Reading the submission of Open Doors. */
  reads: { may: ['ana', 'adam', 'luis', 'marta', 'sofia', 'key', 'readKey', 'martaKey'], refused },
  /** A list of one's own; empty for people without one, but never somebody else's. */
  lists: {
    may: [...persons.filter((p) => !['ines', 'omar', 'agnes'].includes(p)), ...keys],
    refused: (a) => refused(a) || a.status === 400,
  },
  moderators: { may: moderators, refused },
  /** Deciding on the submission of Open Doors. */
  decides: { may: ['marta', 'sofia'], refused },
  decidesByKey: { may: ['marta', 'sofia', 'martaKey'], refused },
  looks: { may: ['marta', 'luis', 'sofia'], refused },
  senior: { may: ['sofia'], refused },
  administrator: { may: ['agnes'], refused },
  /** The organisation of whoever asks; Open Doors is named in the form. */
  organisationAdmin: { may: ['adam'], refused: (a) => refused(a) || a.status === 409 },
} as const satisfies Readonly<Record<string, Class>>
type ClassName = keyof typeof classes

const event = {
  ...saturdayMarket,
  time: { ...saturdayMarket.time, rule: 'FREQ=WEEKLY;COUNT=10' },
} as EventContentInput
const note = { text: 'x', note: 'x' }
type Line = readonly [route: string, className: ClassName, body?: unknown]

/** `{…}` in a path or body is filled from the objects of the cell. */
const organisersPages = (base: string, of: ClassName): Line[] => [
  [`GET ${base}`, of],
  ...['cancel', 'postpone', 'online', 'reinstate', 'withdraw', 'appeal'].flatMap(
    (doing): Line[] => [
      [`GET ${base}/${doing}`, of],
      [`POST ${base}/${doing}`, of, note],
    ]
  ),
  [`POST ${base}/room`, of, { availability: 'full' }],
  [`GET ${base}/dates/:date`, of],
  [`POST ${base}/dates/:date`, of, { off: 'yes' }],
  [`GET ${base}/versions/:number{[1-9][0-9]{0,5}}`, of],
  [`GET ${base}/edit`, of],
  [`POST ${base}/edit`, of, { action: 'send' }],
]

const table: readonly Line[] = [
  ...[
    'GET /feeds/events.ics',
    'GET /feeds/events.json',
    'GET /feeds/events.atom',
    'GET /feeds/events.jsonld',
    'GET /feeds/events.jcal',
    'GET /feeds/:name{.+}',
    'GET /v1/months/:month',
    'GET /v1/fullcalendar',
    'GET /v1/events',
    'GET /v1/events/:id',
    'GET /v1/events/:id/occurrences',
    'GET /v1/changes',
    'GET /v1/vocabularies/:list',
    'GET /sign-in',
    'GET /sign-in/sent',
    'GET /sign-in/link/:token',
    'POST /sign-in/link/:token',
    'GET /sign-in/provider',
    'GET /auth/*',
    'GET /submit/challenge',
    'GET /submit',
    'POST /submit',
    'POST /submit/preview',
    'POST /submit/clean',
    'GET /submit/sent',
    'GET /submit/confirm/:submission/:token',
    'POST /submit/confirm/:submission/:token',
    'GET /s/lost',
    'POST /s/lost',
    'GET /s/erased',
    'GET /scripts/proof-of-work.js',
    'GET /scripts/form.js',
    'GET /scripts/moderation.js',
    'GET /scripts/paste.js',
    'GET /scripts/subscribe.js',
    'GET /feeds',
    'GET /v1/feeds',
    'GET /events/:notice{closed-feed-.+}',
    'POST /f',
    'GET /f/:id{[0-9A-Za-z]+}',
    'GET /f/:file{[0-9A-Za-z]+\\.[a-z]+}',
    'GET /subscribe',
    'GET /subscribe/check',
    'GET /v1/feeds/check',
    'GET /',
    'GET /month/:month',
    'GET /events/:id',
    'GET /events/:id/:date{[0-9TZ]+\\.ics}',
    'GET /style.css',
    'GET /work.css',
    'GET /problems',
    'GET /problems/:slug',
    'GET /livez',
    'GET /readyz',
    'GET /version',
    'GET /openapi.json',
  ].map((route): Line => [route, 'anyone']),
  ['POST /sign-in', 'anyone', { email: 'nobody' }],
  ['POST /v1/short-feeds', 'anyone', { query: 'country=PL' }],

  ['POST /v1/submissions', 'offers', { event }],
  ['GET /v1/submissions', 'lists'],
  ['GET /v1/submissions/:id', 'reads'],
  ['POST /v1/submissions/:id/decisions', 'decidesByKey', { verb: 'approve' }],
  ['POST /v1/submissions/:id/appeal', 'submits', { text: 'x' }],
  ['POST /v1/events/:id/revisions', 'submits', { event }],
  ['PUT /v1/events/:id/cancellation', 'submits', {}],
  ['DELETE /v1/events/:id/cancellation', 'submits'],
  ['PUT /v1/events/:id/status', 'submits', { status: 'postponed' }],
  ['PUT /v1/events/:id/availability', 'submits', { availability: 'full' }],
  ['POST /v1/events/:id/withdrawal', 'submits', {}],
  ['PUT /v1/events/:id/occurrences/:recurrenceId', 'submits', { status: 'cancelled' }],
  ['POST /v1/events/:id/splits', 'submits', { from: '20270515T090000Z', event }],
  ['POST /v1/events/:id/removal', 'decidesByKey', { reasonCode: 'spam', text: 'x' }],
  ['POST /v1/events/:id/restoration', 'senior', {}],

  ['GET /my', 'signedIn'],
  ['GET /my/drafts/:draft', 'signedIn'],
  ['POST /my/drafts/:draft', 'signedIn'],
  ['GET /my/account', 'signedIn'],
  ['POST /my/account', 'signedIn'],
  ['POST /my/account/organisations', 'signedIn'],
  ['POST /my/account/leave', 'signedIn', { organisation: 'nothing' }],
  ['GET /my/account/data', 'signedIn'],
  ['GET /my/account/erase', 'signedIn'],
  ['POST /my/account/erase', 'signedIn'],
  ['GET /my/invitations/:id', 'signedIn'],
  ['POST /my/invitations/:id/acceptance', 'signedIn'],
  ['POST /my/invitations/:id/refusal', 'signedIn'],
  ['GET /my/organisation', 'signedIn'],
  [
    'POST /my/organisation/invitations',
    'organisationAdmin',
    { organisation: '{org}', email: 'new@example.org', role: 'member' },
  ],
  [
    'POST /my/organisation/invitations/:invitation/cancellation',
    'organisationAdmin',
    { organisation: '{org}' },
  ],
  [
    'POST /my/organisation/members/:person/role',
    'organisationAdmin',
    { organisation: '{org}', role: 'member' },
  ],
  ['POST /my/organisation/members/:person/removal', 'organisationAdmin', { organisation: '{org}' }],
  [
    'POST /my/organisation/keys',
    'organisationAdmin',
    { organisation: '{org}', name: 'k', scopes: 'read', days: '7' },
  ],
  ['POST /my/organisation/keys/:key/revocation', 'organisationAdmin', { organisation: '{org}' }],
  ...organisersPages('/my/events/:event', 'members'),
  ...organisersPages('/s/:event/:token', 'link'),
  ['GET /s/:event/:token/data', 'link'],
  ['GET /s/:event/:token/erase', 'link'],
  ['POST /s/:event/:token/erase', 'link'],

  ['GET /moderation', 'moderators'],
  ['POST /moderation/start', 'moderators'],
  ['GET /moderation/bulk', 'moderators'],
  ['POST /moderation/bulk', 'moderators'],
  ['GET /moderation/bulk/done', 'moderators'],
  ['GET /moderation/events/:event', 'looks'],
  [
    'POST /moderation/events/:event',
    'decides',
    { action: 'remove', 'remove-code': 'spam', 'remove-text': 'x' },
  ],
  ['POST /moderation/organisations/:organisation/trust', 'senior', { trusted: 'yes' }],
  ['GET /moderation/:submission', 'looks'],
  ['POST /moderation/:submission', 'decides', { action: 'approve', seen: '{seen}' }],

  ...[
    'GET /admin',
    'GET /admin/history',
    'GET /admin/moderators',
    'GET /admin/moderators/:person',
    'POST /admin/moderators',
    'POST /admin/moderators/:person',
    'POST /admin/moderators/:person/dismissal',
    'GET /admin/administrators',
    'POST /admin/administrators',
    'POST /admin/administrators/:person/dismissal',
    'GET /admin/organisations',
    'GET /admin/organisations/:organisation',
    'POST /admin/organisations/:organisation/trust',
    'POST /admin/organisations/:organisation/admins',
    'GET /admin/people',
    'GET /admin/people/:person',
    'POST /admin/people',
    'GET /admin/people/:person/data',
    'POST /admin/people/:person/erase',
    'GET /admin/mail',
    'POST /admin/mail/retry',
  ].map((route): Line => [route, 'administrator']),
  // Last: whoever acts for themselves is no member just now, and whoever signs out is a stranger.
  ['POST /my/account/acting', 'signedIn', { organisation: 'nothing' }],
  ['POST /sign-out', 'anyone'],
]

/** What must be as it was after a refusal: every table but those that count or remember attempts. */
const kept = [
  ...[
    'event',
    'revision',
    'submission',
    'decision',
    'publication_step',
    'journal',
    'mail',
    'draft',
  ],
  ...['trust', 'after_check', 'assignment', 'organisation', 'user', 'membership', 'invitation'],
  ...['moderator', 'administrator', 'apikey'],
]

export const matrixContract = (open: () => Promise<Driver>) => {
  let driver: Driver
  let it: Assembled
  let app: ReturnType<typeof createApp>
  const now = instantOf(Date.now())
  const credentials: Partial<Record<Who, Record<string, string>>> = { stranger: {} }
  const ids: Partial<Record<Person, string>> = {}
  let openDoors = { id: '', slug: '', name: '' }

  beforeAll(async () => {
    driver = await open()
    const config = readConfig({
      BASE_URL: site.baseUrl,
      SECRET: 'a-secret-of-the-matrix-of-32-characters',
    })
    it = assemble(driver, config, () => now)
    // Each request comes from somewhere else, or the limits would answer for the rights.
    let requests = 0
    app = createApp({
      ...it,
      feeds,
      zoneData: 'test',
      addressOf: () => {
        requests += 1
        return `10.${(requests >> 16) & 255}.${(requests >> 8) & 255}.${requests & 255}`
      },
    })
    const { auth, identityMeans: means, ports } = it
    openDoors = await addOrganisation(means, { slug: 'open-doors', name: 'Open Doors' })
    const rival = await addOrganisation(means, { slug: 'rival', name: 'Rival' })
    for (const name of Object.keys(people) as Person[]) {
      const email = `${name}@example.org`
      ids[name] = await ports.people.personOf({ email, name, lang: 'en' })
    }
    const of = (name: Person) => ids[name] ?? ''
    await putMember(means, of('adam'), openDoors.id, 'admin')
    await putMember(means, of('piotr'), rival.id, 'admin')
    for (const name of ['ana', 'luis', 'bruno'] as const)
      await addMember(means, of(name), openDoors.id, 'member')
    const grants = [
      ['marta', ['PT'], false],
      ['jana', ['SK'], false],
      ['luis', ['PT'], false],
      ['sofia', ['PT'], true],
      ['eva', ['EU'], false],
    ] as const
    for (const [name, countries, senior] of grants)
      await addModerator(means, { name, email: `${name}@example.org`, countries, senior })
    await addAdministrator(means, { name: 'agnes', email: 'agnes@example.org' })
    const bearer = async (wish: Parameters<typeof createKey>[2]) => ({
      Authorization: `Bearer ${(await createKey(auth, means, wish)).secret}`,
    })
    credentials.key = await bearer({ organisation: 'open-doors', name: 'k' })
    credentials.readKey = await bearer({ organisation: 'open-doors', name: 'k', scopes: ['read'] })
    credentials.rivalKey = await bearer({ organisation: 'rival', name: 'k' })
    credentials.martaKey = await bearer({ moderator: 'marta@example.org', name: 'k' })
    for (const name of persons) {
      await it.accounts.requestSignIn({ email: `${name}@example.org`, lang: 'en', returnTo: '/my' })
      const mail = (await ports.outbox.list('waiting', 1000)).find(
        (each) => each.mail.kind === 'sign_in' && each.mail.person === ids[name]
      )
      if (!mail) throw new Error('no sign-in link')
      const token = `${mail.mail.id}.${await ports.links.token('sign-in', mail.mail.id)}`
      const { setCookies } = await it.accounts.consumeSignIn(token)
      credentials[name] = { Cookie: setCookies.map((each) => each.split(';')[0]).join('; ') }
    }
  }, 120_000)

  const actor = (name: Person, organisation: Actor['organisation']): Actor => ({
    id: ids[name] ?? '',
    name,
    organisation,
    memberOf: organisation ? [organisation.id] : [],
    roles: ['submitter'],
    countries: [],
    scopes: null,
    holds: null,
  })

  /** A public event with an edit that waits. */
  const waiting = async (by: Actor) => {
    const offer = { content: contentOf(event), received: '{}', message: null, lang: 'en' }
    const { body } = await submit(
      it.ports,
      by,
      offer,
      { key: crypto.randomUUID(), digest: 'd' },
      (s) => JSON.stringify({ id: s.id, event: s.event })
    )
    const first: { id: string; event: string } = JSON.parse(body)
    const decider = { ...someMarta, id: 'decider', countries: ['PT'] }
    await moderate(it.ports, decider, first.id, 'approve', { code: null, text: null })
    const { submission } = await revise(it.ports, by, first.event, offer, () => true)
    return { event: first.event, submission: submission.id }
  }

  /** What can be taken back must have been announced. */
  const cancelled = async (made: Objects) => {
    const wish = { cause: 'cancel', note: null } as const
    await announceStatus(it.ports, actor('ana', openDoors), made.ours.event, wish, null)
    await announceStatus(it.ports, actor('ines', null), made.hers.event, wish, null)
  }

  const objects = async () => {
    const ours = await waiting(actor('ana', openDoors))
    const hers = await waiting(actor('ines', null))
    return { ours, hers, token: await it.ports.links.token('event', hers.event) }
  }
  type Objects = Awaited<ReturnType<typeof objects>>

  const fill = (path: string, { ours, hers, token }: Objects): string => {
    const onLink = path.startsWith('/s/')
    return path
      .replace(/\{\[.*\}$/, '')
      .replace(':event', onLink ? hers.event : ours.event)
      .replace(':submission', ours.submission)
      .replace(':token', onLink ? token : 'x')
      .replace(/^\/v1\/submissions\/:id/, `/v1/submissions/${ours.submission}`)
      .replace(/^(\/v1\/events|\/events)\/:id/, `$1/${ours.event}`)
      .replace(':name', 'all.ics')
      .replace('/feeds/:name{.+}', '/feeds/all.ics')
      .replace(':notice{closed-feed-.+}', 'closed-feed-x')
      .replace(':recurrenceId', '20270515T090000Z')
      .replace(':date', '20270515T090000Z')
      .replace(':number', '1')
      .replace(':month', '2027-05')
      .replace(':organisation', openDoors.id)
      .replace(':slug', 'forbidden')
      .replace('/moderators/:person', `/moderators/${ids.jana}`)
      .replace('/administrators/:person', `/administrators/${ids.agnes}`)
      .replace('/people/:person', `/people/${ids.omar}`)
      .replace('/members/:person', `/members/${ids.bruno}`)
      .replace(/:(draft|id|key|invitation)/, 'nothing')
      .replace('*', 'nothing')
  }

  const ask = async (line: Line, who: Who, path: string, made: Objects): Promise<Answer> => {
    const [route, , body] = line
    const method = route.split(' ')[0] ?? ''
    const json = path.startsWith('/v1/')
    const said = JSON.stringify(body ?? {})
      .replaceAll('{org}', openDoors.id)
      .replaceAll('{seen}', `${made.ours.submission}.0.2`)
    const payload = json ? said : new URLSearchParams(JSON.parse(said)).toString()
    const bodied = method === 'POST' || method === 'PUT'
    const answer = await app.request(path, {
      method,
      headers: {
        Accept: json ? 'application/json' : 'text/html',
        ...credentials[who],
        ...(method !== 'GET' && { Origin: site.baseUrl, 'Sec-Fetch-Site': 'same-origin' }),
        ...(bodied && {
          'Content-Type': json ? 'application/json' : 'application/x-www-form-urlencoded',
        }),
        ...(json && method !== 'GET' && { 'Idempotency-Key': crypto.randomUUID() }),
        ...(json && /revisions|splits/.test(path) && { 'If-Match': '*' }),
      },
      ...(bodied && { body: payload }),
    })
    const location = answer.headers.get('location') ?? ''
    await answer.arrayBuffer()
    return { status: answer.status, location }
  }

  const state = async () => {
    const counts = kept.map((name) => `(select count(*) from "${name}") as ${name}`)
    const [row] = await driver.all(
      `select ${counts.join(', ')}, (select group_concat(state || round) from submission) as states,
         (select sum(sequence) from publication) as sequences,
         (select group_concat(role) from membership) as roles,
         (select group_concat(countries || senior) from moderator) as grants`,
      []
    )
    return row
  }

  test('the table has a line for every route of the app, and none beside', () => {
    const routes = new Set(
      app.routes
        .filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => `${method} ${path}`)
    )
    expect(table.map(([route]) => route).toSorted()).toEqual([...routes].toSorted())
  })

  test('the event of Ines is hers; her pages are nobody else’s', async () => {
    const made = await objects()
    const { hers } = made
    for (const who of everybody) {
      const answer = await ask(
        [`GET /my/events/:event`, 'owner'],
        who,
        `/my/events/${hers.event}`,
        made
      )
      expect(refused(answer), `${who}: ${answer.status}`).toBe(who !== 'ines')
    }
  })

  describe('each route', () => {
    test.each(table.map((line) => [line[0], line[1], line] as const))(
      '%s is for %s',
      async (route, className, line) => {
        const made = await objects()
        const path = fill(route.slice(route.indexOf(' ') + 1), made)
        const { may, refused: isRefused } = classes[className] as Class
        for (const who of everybody.filter((each) => !may.includes(each))) {
          const before = await state()
          const answer = await ask(line, who, path, made)
          expect(isRefused(answer), `${who}: ${answer.status} ${answer.location}`).toBe(true)
          expect(await state(), who).toEqual(before)
        }
        for (const who of may) {
          if (/reinstate|^DELETE/.test(route)) await cancelled(made)
          const answer = await ask(line, who, path, made)
          // Some objects of the forms are not there for anybody: then the door was open and the room empty.
          const empty = answer.status === 404 && path.includes('nothing')
          expect(isRefused(answer) && !empty, `${who}: ${answer.status} ${answer.location}`).toBe(
            false
          )
          expect(answer.status, who).toBeLessThan(500)
        }
      },
      60_000
    )
  })

  describe('a secret link', () => {
    const links = table.filter(([route]) => route.includes('/s/:event/:token'))
    test.each(links.map((line) => [line[0], line] as const))(
      '%s opens its own event only',
      async (route, line) => {
        const made = await objects()
        const other = await objects()
        const path = fill(route.slice(route.indexOf(' ') + 1), made)
        for (const wrong of [other.token, `${made.token.slice(0, -1)}`, 'x']) {
          const before = await state()
          const answer = await ask(line, 'stranger', path.replace(made.token, wrong), made)
          expect(answer.status).toBe(404)
          expect(await state()).toEqual(before)
        }
      }
    )
  })
}
