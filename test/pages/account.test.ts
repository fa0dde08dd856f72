import { describe, expect, test } from 'vitest'
import type { Key } from '../../src/calendar/accounts.ts'
import { accountPage } from '../../src/pages/account/account.ts'
import { erasurePage } from '../../src/pages/account/erasure.ts'
import type { FormProblem } from '../../src/pages/account/field.ts'
import { invitationPage, noInvitationPage } from '../../src/pages/account/invitation.ts'
import { newKeyPage } from '../../src/pages/account/keys.ts'
import { noOrganisationPage } from '../../src/pages/account/nobody.ts'
import { organisationPage } from '../../src/pages/account/organisation.ts'
import { linkSentPage, signInLinkPage, signInPage } from '../../src/pages/sign-in.ts'
import { site } from '../cast.ts'
import { all, complaints, named, read, textOf } from './document.ts'

const hostile = '<b>“Doors” & \u202eco</b>'
const account = { name: hostile, organisation: hostile, moderator: true, administrator: false }
const at = '2027-01-10T08:00:00Z'
const belonging = { id: 'org', slug: 'doors', name: hostile, role: 'admin' } as const

const key = (state: Key['state']): Key => ({
  id: state,
  name: hostile,
  start: 'ic_abcde',
  scopes: ['read', 'moderate'],
  state,
  createdAt: at,
  expiresAt: state === 'active' ? null : at,
  lastUsedAt: state === 'active' ? at : null,
})

const problem = (form: string, ...fields: readonly string[]): FormProblem => ({
  form,
  fields: Object.fromEntries(fields.map((name) => [name, `Mend the ${name}.`])),
  whole: null,
  typed: Object.fromEntries(fields.map((name) => [name, hostile])),
})

const accountInput = {
  site,
  account,
  person: { id: 'ana', name: 'Ana', email: 'ana@example.org', lang: 'sr-Latn' },
  organisations: [belonging, { ...belonging, id: 'other', role: 'member' as const }],
  acting: 'org',
  invitations: [
    { id: 'inv', organisation: belonging, role: 'member' as const, by: hostile, expiresAt: at },
  ],
  roles: ['moderator', 'senior'] as const,
  countries: ['PT', 'EU'],
}

const organisationInput = {
  site,
  account,
  reader: 'ana',
  organisation: belonging,
  trustedSince: at,
  members: [
    { person: 'ana', name: hostile, email: 'ana@example.org', role: 'admin' as const, since: at },
    { person: 'luis', name: 'Luis', email: 'luis@example.org', role: 'member' as const, since: at },
  ],
  invitations: [{ id: 'inv', email: 'nova@example.org', role: 'member' as const, expiresAt: at }],
  keys: [key('active'), key('revoked'), key('expired')],
}

const pages: Readonly<Record<string, unknown>> = {
  account: accountPage(accountInput),
  'account of somebody new': accountPage({
    ...accountInput,
    organisations: [],
    acting: null,
    invitations: [],
    roles: [],
    countries: [],
  }),
  'account with problems': accountPage({
    ...accountInput,
    problem: problem('you', 'name', 'lang'),
  }),
  'account with a problem of another form': accountPage({
    ...accountInput,
    problem: problem('organisation', 'name', 'slug'),
  }),
  organisation: organisationPage(organisationInput),
  'organisation for a member': organisationPage({
    ...organisationInput,
    organisation: { ...belonging, role: 'member' },
    trustedSince: null,
    members: organisationInput.members.map((each) => ({ ...each, email: null })),
    invitations: [],
    keys: [],
  }),
  'organisation with problems of a key': organisationPage({
    ...organisationInput,
    problem: problem('key', 'name', 'scopes', 'expiresInDays'),
  }),
  'organisation with a problem of a member': organisationPage({
    ...organisationInput,
    problem: problem('member-luis', 'role'),
  }),
  'no organisation': noOrganisationPage({ site, account }),
  'new key': newKeyPage({ site, account, name: hostile, secret: 'ic_secret' }),
  erasure: erasurePage({ site, account }),
  'erasure with a problem': erasurePage({ site, account, problem: problem('erase', 'sure') }),
  invitation: invitationPage({
    site,
    account,
    invitation: {
      id: 'inv',
      organisation: belonging,
      role: 'admin',
      by: hostile,
      expiresAt: at,
    },
  }),
  'no invitation': noInvitationPage({
    site,
    account,
    path: '/my/invitations/inv',
    mailbox: 'ana@example.org',
  }),
  'sign in': signInPage({ site, returnTo: '/my', provider: hostile }),
  'sign in with a problem': signInPage({
    site,
    returnTo: '',
    provider: null,
    problem: problem('sign-in', 'email'),
  }),
  'link sent': linkSentPage({ site, returnTo: '/my?a=1&b=2' }),
  'sign-in link': signInLinkPage({ site, token: 'a/b"c' }),
}

describe.each(Object.entries(pages))('the page: %s', (_, page) => {
  test('owes its reader nothing', async () => {
    const document = await read(page)
    expect(complaints(document)).toEqual([])
    expect(named(document, 'b')).toEqual([])
  })

  test('labels every control and points to what is there', async () => {
    const document = await read(page)
    const ids = all(document, ({ properties }) => properties.id !== undefined).map((each) =>
      String(each.properties.id)
    )
    const labelled = named(document, 'label').flatMap(({ properties }) => properties.htmlFor)
    const controls = all(
      document,
      ({ tagName, properties }) =>
        ['input', 'select', 'textarea'].includes(tagName) && properties.type !== 'hidden'
    )
    for (const { properties } of controls) {
      expect(labelled).toContain(properties.id)
      for (const id of [properties.ariaDescribedBy ?? []].flat()) expect(ids).toContain(id)
    }
    for (const { properties } of all(document, (each) => Boolean(each.properties.ariaLabelledBy))) {
      for (const id of [properties.ariaLabelledBy ?? []].flat()) expect(ids).toContain(id)
    }
  })

  test('changes nothing by a link: every form that does is a POST to a path of ours', async () => {
    const document = await read(page)
    for (const { properties } of named(document, 'form')) {
      expect(properties.method).toBe('post')
      expect(String(properties.action)).toMatch(/^\/[a-z][^/]/)
    }
  })

  test('leads from its summary to each wrong field, and says so in the title', async () => {
    const document = await read(page)
    const [summary] = all(document, ({ properties }) => properties.role === 'alert')
    const wrong = all(document, ({ properties }) => properties.ariaInvalid === 'true')
    const title = textOf(named(document, 'title')[0]!)
    expect(title.startsWith('Error: ')).toBe(summary !== undefined)
    if (!summary) return expect(wrong).toEqual([])
    expect(summary.properties.autoFocus).toBe(true)
    const linked = named(summary, 'a').map(({ properties }) => String(properties.href).slice(1))
    expect(linked.length).toBeGreaterThan(0)
    for (const { properties } of wrong) expect(linked).toContain(properties.id)
    const errors = textOf(document)
    for (const each of named(summary, 'a')) {
      // Once in the summary and once beside the field.
      expect(errors.split(textOf(each)).length).toBe(3)
    }
  })
})

describe('the account page', () => {
  test('offers the language of mails even when we have no words in it', async () => {
    const document = await read(pages.account)
    const chosen = named(document, 'option').filter(({ properties }) => properties.selected)
    expect(chosen.map(({ properties }) => properties.value)).toEqual(['sr-Latn'])
    const arabic = named(document, 'option').find(({ properties }) => properties.value === 'ar')
    expect(arabic?.properties).toMatchObject({ lang: 'ar', dir: 'rtl' })
  })

  test('keeps what was typed in the form that was wrong, and in that one alone', async () => {
    const document = await read(pages['account with a problem of another form'])
    const values = Object.fromEntries(
      named(document, 'input').map(({ properties }) => [properties.id, properties.value])
    )
    expect(values).toMatchObject({
      'organisation-name': hostile,
      'organisation-slug': hostile,
      'you-name': 'Ana',
    })
  })
})

describe('the organisation page', () => {
  test('says the state of a key in words', async () => {
    const text = textOf(await read(pages.organisation))
    for (const word of ['Good', 'Revoked', 'Expired', 'never expires', 'Never used']) {
      expect(text).toContain(word)
    }
  })

  test('lets nobody remove themselves, and revokes only what is good', async () => {
    const actions = named(await read(pages.organisation), 'form').map(({ properties }) =>
      String(properties.action)
    )
    expect(actions).toContain('/my/organisation/members/luis/removal')
    expect(actions).not.toContain('/my/organisation/members/ana/removal')
    expect(actions.filter((action) => action.endsWith('/revocation'))).toEqual([
      '/my/organisation/keys/active/revocation',
    ])
  })

  test('has no form for members who are no admins', async () => {
    const document = await read(pages['organisation for a member'])
    expect(named(document, 'form')).toEqual([])
    expect(textOf(document)).toContain('Checked first')
  })
})
