import { describe, expect, test } from 'vitest'
import type { Mail } from '../../src/calendar/mail.ts'
import { countries } from '../../src/calendar/vocabularies/countries.ts'
import { administratorsPage } from '../../src/pages/admin/administrators.ts'
import { historyPage } from '../../src/pages/admin/history.ts'
import { mailPage } from '../../src/pages/admin/mail.ts'
import { moderatorPage, moderatorsPage } from '../../src/pages/admin/moderators.ts'
import { organisationAdminPage, organisationsPage } from '../../src/pages/admin/organisations.ts'
import { overviewPage } from '../../src/pages/admin/overview.ts'
import { findPersonPage, personPage } from '../../src/pages/admin/people.ts'
import { site } from '../cast.ts'
import { all, complaints, hrefs, named, read, textOf } from './document.ts'

const hostile = '<b>“Doors” & co</b>'
const at = '2027-01-10T08:00:00Z'
const frame = {
  site,
  account: { name: hostile, organisation: null, moderator: false, administrator: true },
}

const moderator = {
  id: 'marta',
  name: hostile,
  email: 'marta@example.org',
  countries: ['PT', 'EU'],
  senior: true,
  organisations: ['open-doors'],
  createdAt: at,
}
const organisation = {
  id: 'org',
  slug: 'doors',
  name: hostile,
  createdAt: at,
  members: 0,
  trust: { by: { id: 'marta', name: hostile }, at },
}
const mail: Mail = {
  id: 'mail-1',
  kind: 'invitation',
  person: null,
  address: 'gone@example.org',
  lang: 'en',
  facts: { invitation: 'inv', organisation: hostile, by: hostile },
  at,
}
const dead = (one: Mail) =>
  ({ mail: one, state: 'dead', attempts: 8, dueAt: at, lastError: hostile }) as const
const overview = {
  moderators: 1,
  covered: ['PT', 'EU'],
  organisations: 2,
  trusted: 1,
  administrators: 1,
  dead: { count: 100, more: true },
}
const record = {
  person: {
    id: 'ana',
    name: hostile,
    email: 'ana@example.org',
    lang: 'pt',
    verified: false,
    createdAt: at,
    updatedAt: at,
  },
  organisations: [{ id: 'org', slug: 'doors', name: hostile, role: 'admin', since: at }],
  moderator: { countries: ['PT'], senior: false, since: at },
  administratorSince: at,
  sessions: [],
  accounts: [],
  keys: [],
  invitations: [],
} as const

const pages: Readonly<Record<string, unknown>> = {
  overview: overviewPage(frame, overview),
  moderators: moderatorsPage(frame, { moderators: [moderator] }),
  'no moderators': moderatorsPage(frame, { moderators: [] }),
  moderator: moderatorPage({ ...frame, done: 'Saved.' }, { moderator }),
  organisations: organisationsPage(frame, { search: hostile, shown: [organisation], count: 300 }),
  'no organisations': organisationsPage(frame, { search: hostile, shown: [], count: 0 }),
  organisation: organisationAdminPage(frame, {
    organisation,
    record: { approvedAtOnce: 5, others: 1 },
  }),
  administrators: administratorsPage(frame, {
    administrators: [{ id: 'agnes', name: hostile, email: 'agnes@example.org', since: at }],
    reader: 'agnes',
  }),
  mail: mailPage(frame, {
    waiting: { count: 1000, more: true },
    sent: { count: 3, more: false },
    dead: [dead(mail), dead({ ...mail, id: 'mail-2', person: 'ana', address: null })],
  }),
  people: findPersonPage(frame),
  person: personPage(frame, { record }),
  'no records': historyPage(frame, { object: '', entries: [] }),
  records: historyPage(frame, {
    object: 'person:ana',
    entries: [
      { at, by: null, verb: 'request', object: 'x', outcome: 'refused', reason: hostile },
      {
        at,
        by: { id: 'a', name: hostile },
        verb: 'trust',
        object: 'x',
        outcome: 'done',
        reason: null,
      },
    ],
  }),
}

describe.each(Object.entries(pages))('the page of the administration: %s', (_, page) => {
  test('owes its reader nothing', async () => {
    const document = await read(page)
    expect(complaints(document)).toEqual([])
    expect(named(document, 'b')).toEqual([])
  })

  test('says where in the administration it is', async () => {
    const document = await read(page)
    const current = all(document, ({ properties }) => properties.ariaCurrent === 'page')
    expect(current).toHaveLength(1)
  })
})

describe('the overview', () => {
  test('names the countries that nobody moderates', async () => {
    const text = textOf(await read(pages.overview))
    expect(text).toContain('Poland')
    expect(text).not.toContain('Portugal')
    expect(text).toContain('100 or more given up')
  })

  test('says when nobody covers, and when nothing is to be covered', async () => {
    const none = overviewPage(frame, { ...overview, covered: [] })
    expect(textOf(await read(none))).toContain('Nobody moderates for EU')
    const every = overviewPage(frame, { ...overview, covered: countries.terms.map(({ id }) => id) })
    expect(textOf(await read(every))).toContain('There are none.')
  })
})

describe('the page of a moderator', () => {
  test('has their countries ticked, and no others', async () => {
    const ticked = named(await read(pages.moderator), 'input').filter(
      ({ properties }) => properties.checked
    )
    expect(ticked.map(({ properties }) => properties.value)).toEqual(['PT', 'EU', 'yes'])
  })
})

describe('the page of mail', () => {
  test('leads to the recipient where we know them, and names the mailbox where that is all', async () => {
    const document = await read(pages.mail)
    expect(hrefs(document)).toContain('/admin/people/ana')
    expect(textOf(document)).toContain('gone@example.org')
    const ids = named(document, 'input').map(({ properties }) => properties.value)
    expect(ids).toEqual(['mail-1', 'mail-2', 'mail-1', 'mail-2'])
  })
})
