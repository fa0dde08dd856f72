import { type Context, Hono } from 'hono'
import { type Belonging, memberRoles, type Session } from '../calendar/accounts.ts'
import type { FormFields } from '../calendar/draft.ts'
import { Fault, invalidField } from '../calendar/fault.ts'
import type { FormProblem } from '../pages/account/field.ts'
import { newKeyPage } from '../pages/account/keys.ts'
import { noOrganisationPage } from '../pages/account/nobody.ts'
import { organisationPage } from '../pages/account/organisation.ts'
import {
  memberForm,
  organisationField,
  organisationForms,
} from '../pages/account/organisation-forms.ts'
import { doneSentence, words } from '../pages/account/words.ts'
import { orAgain } from './form-faults.ts'
import type { Means } from './means.ts'
import { onRecord } from './on-record.ts'
import {
  accountOf,
  formFields,
  type PrivateVariables,
  privatePage,
  seeOther,
  signedIn,
  textOf,
} from './private-page.ts'
import { sessionOf } from './session.ts'

const path = '/my/organisation'

const roleOf = (raw: string) => {
  const role = memberRoles.find((each) => each === raw)
  if (role) return role
  throw invalidField('/role', 'unknown-value', `A role is ${memberRoles.join(' or ')}.`)
}

/** All values of a field that may come once, often or not at all. */
const textsOf = (typed: FormFields, name: string): readonly string[] => [typed[name] ?? []].flat()

/** The organisation somebody acts for, with its members, invitations and keys. */
export const organisationRoutes = (means: Means) => {
  const { accounts, ports } = means
  const { site, store } = ports
  const app = new Hono<PrivateVariables>()
  for (const each of [path, `${path}/*`]) app.use(each, signedIn(means))

  const actingOf = ({ organisations, acting }: Session): Belonging | null =>
    organisations.find(({ id }) => id === acting) ?? null

  const pageWith = async (
    c: Context<PrivateVariables>,
    more: Readonly<{ done?: string | undefined; problem?: FormProblem }> = {}
  ) => {
    const { headers } = c.req.raw
    const account = accountOf(c.get('actor'))
    const session = await sessionOf(means, c)
    const organisation = actingOf(session)
    if (!organisation) return noOrganisationPage({ site, account })
    const { id, role } = organisation
    return organisationPage({
      site,
      account,
      reader: session.person.id,
      organisation,
      trustedSince: await store.trustedSince(id),
      ...(await accounts.members(headers, id)),
      keys: role === 'admin' ? await accounts.keys(headers, id) : [],
      ...more,
    })
  }

  /** Does what a form of the page asks for the organisation it is of, or shows the page again. */
  const change = (
    form: (c: Context<PrivateVariables>) => string,
    fields: readonly string[],
    work: (c: Context<PrivateVariables>, id: string, typed: FormFields) => Promise<Response>
  ) => {
    return async (c: Context<PrivateVariables>): Promise<Response> => {
      const typed = await formFields(c)
      return orAgain(
        c,
        { name: form(c), typed, fields },
        async () => {
          const now = c.get('actor').organisation
          if (now === null || now.id !== textOf(typed, organisationField)) {
            throw new Fault('conflict', words.otherOrganisation(now?.name ?? words.yourself))
          }
          return work(c, now.id, typed)
        },
        (problem) => pageWith(c, { problem })
      )
    }
  }
  const ofMember = (c: Context<PrivateVariables>) => memberForm(c.req.param('person') ?? '')
  const done = (c: Context, what: keyof typeof words.done) => seeOther(c, `${path}?done=${what}`)

  app.get(path, async (c) =>
    privatePage(c, await pageWith(c, { done: doneSentence(c.req.query('done')) }))
  )

  app.post(
    `${path}/invitations`,
    change(
      () => organisationForms.invite,
      ['email', 'role'],
      async (c, id, typed) => {
        const role = roleOf(textOf(typed, 'role'))
        const wish = { email: textOf(typed, 'email'), role }
        const sent = await accounts.invite(c.req.raw.headers, id, wish)
        await onRecord(means, c, c.get('actor'), {
          verb: 'invite',
          object: `organisation:${id}`,
          reason: `invitation:${sent.id} as ${role}`,
        })
        return done(c, 'invited')
      }
    )
  )

  app.post(
    `${path}/invitations/:invitation/cancellation`,
    change(
      () => organisationForms.invite,
      [],
      async (c, id) => {
        const invitation = c.req.param('invitation') ?? ''
        await accounts.cancelInvitation(c.req.raw.headers, id, invitation)
        await onRecord(means, c, c.get('actor'), {
          verb: 'uninvite',
          object: `organisation:${id}`,
          reason: `invitation:${invitation}`,
        })
        return done(c, 'cancelled')
      }
    )
  )

  app.post(
    `${path}/members/:person/role`,
    change(ofMember, ['role'], async (c, id, typed) => {
      const person = c.req.param('person') ?? ''
      const role = roleOf(textOf(typed, 'role'))
      await accounts.changeRole(c.req.raw.headers, id, person, role)
      await onRecord(means, c, c.get('actor'), {
        verb: 'grant',
        object: `organisation:${id}`,
        reason: `person:${person} is ${role}`,
      })
      return done(c, 'role')
    })
  )

  app.post(
    `${path}/members/:person/removal`,
    change(ofMember, [], async (c, id) => {
      const person = c.req.param('person') ?? ''
      await accounts.removeMember(c.req.raw.headers, id, person)
      await onRecord(means, c, c.get('actor'), {
        verb: 'remove_member',
        object: `organisation:${id}`,
        reason: `person:${person}`,
      })
      return done(c, 'removed')
    })
  )

  app.post(
    `${path}/keys`,
    change(
      () => organisationForms.key,
      ['name', 'scopes', 'expiresInDays'],
      async (c, id, typed) => {
        const name = textOf(typed, 'name')
        const scopes = textsOf(typed, 'scopes')
        const expiresInDays = Number(textOf(typed, 'expiresInDays'))
        const wish = { name, scopes, expiresInDays }
        const key = await accounts.issueKey(c.req.raw.headers, id, wish)
        await onRecord(means, c, c.get('actor'), {
          verb: 'issue_key',
          object: `organisation:${id}`,
          reason: `key:${key.id} may ${scopes.join(', ')}, for ${expiresInDays} days`,
        })
        // No 303: the secret is kept nowhere, so no other page could show it.
        const account = accountOf(c.get('actor'))
        return privatePage(c, newKeyPage({ site, account, name, secret: key.secret }))
      }
    )
  )

  app.post(
    `${path}/keys/:key/revocation`,
    change(
      () => organisationForms.key,
      [],
      async (c, id) => {
        const key = c.req.param('key') ?? ''
        await accounts.revokeKey(c.req.raw.headers, id, key)
        await onRecord(means, c, c.get('actor'), {
          verb: 'revoke_key',
          object: `organisation:${id}`,
          reason: `key:${key}`,
        })
        return done(c, 'revoked')
      }
    )
  )

  return app
}
