import { and, asc, eq, gt } from 'drizzle-orm'
import {
  type Belonging,
  type MemberRole,
  memberRoles,
  type Organisations,
  type SentInvitation,
} from '../calendar/accounts.ts'
import { Fault, invalidField } from '../calendar/fault.ts'
import type { Auth, Db } from './auth.ts'
import { type Browser, cookiesOf, mustBeSignedIn } from './browser.ts'
import { emailOf, type Means, nothing, second } from './means.ts'
import { addMember, addOrganisation } from './organisations.ts'
import { asFault } from './refusals.ts'
import { invitation, membership, user } from './schema.ts'
import { actFor } from './self.ts'
import type { Standing } from './standing.ts'
import type { Wiring } from './wiring.ts'

/** Somebody signed in, and the organisation of theirs it is about. */
type Belongs = Readonly<{ by: Standing & Browser; of: Belonging }>

/** Whoever asks belongs to the organisation; others are not told that it exists. */
const mustBelong = async (
  auth: Auth,
  db: Db,
  headers: Headers,
  organisation: string
): Promise<Belongs> => {
  const by = await mustBeSignedIn(auth, db, headers)
  const of = by.organisations.find(({ id }) => id === organisation)
  if (!of) throw nothing('organisation')
  return { by, of }
}

/** Whoever asks is an admin of the organisation; other members are `forbidden`. */
export const mustBeAdmin = async (
  auth: Auth,
  db: Db,
  headers: Headers,
  organisation: string
): Promise<Belongs> => {
  const belongs = await mustBelong(auth, db, headers, organisation)
  if (belongs.of.role !== 'admin') {
    throw new Fault('forbidden', `Only admins of ${belongs.of.name} may do this; ask one of them.`)
  }
  return belongs
}

/** Organisations, who belongs to them and who is asked to. */
export const organisationsFor = ({ auth, queue, ...means }: Wiring): Organisations => {
  const { db, newId, now } = means
  const member = (headers: Headers, of: string) => mustBelong(auth, db, headers, of)
  const admin = (headers: Headers, of: string) => mustBeAdmin(auth, db, headers, of)
  return {
    createOrganisation: async (headers, wish) => {
      const by = await mustBeSignedIn(auth, db, headers)
      const { id, slug, name } = await addOrganisation(means, wish)
      await addMember(means, by.id, id, 'admin')
      await actFor(db, by.session, id)
      return { id, slug, name }
    },

    members: async (headers, organisation) => {
      const { of } = await member(headers, organisation)
      const seesAll = of.role === 'admin'
      const members = await membersOf(db, of.id)
      return {
        members: members.map((each) => ({ ...each, email: seesAll ? each.email : null })),
        invitations: seesAll ? await invitationsOf(means, of.id) : [],
      }
    },

    invite: async (headers, organisation, wish) => {
      const { by, of } = await admin(headers, organisation)
      const body = {
        email: emailOf(wish.email),
        role: roleOf(wish.role),
        organizationId: of.id,
      }
      const made = await asFault(() =>
        auth.api.createInvitation({ body, headers: cookiesOf(headers) })
      )
      const [known] = await db
        .select({ id: user.id, lang: user.lang })
        .from(user)
        .where(eq(user.email, body.email))
      await queue({
        id: newId(),
        kind: 'invitation',
        person: known?.id ?? null,
        address: known ? null : body.email,
        lang: known?.lang ?? by.lang,
        facts: { invitation: made.id, organisation: of.name, by: by.name },
        at: now(),
      })
      return { id: made.id, email: body.email, role: body.role, expiresAt: second(made.expiresAt) }
    },

    cancelInvitation: async (headers, organisation, id) => {
      const { of } = await admin(headers, organisation)
      const open = await invitationsOf(means, of.id)
      if (!open.some((each) => each.id === id)) throw nothing('open invitation')
      await asFault(() =>
        auth.api.cancelInvitation({ body: { invitationId: id }, headers: cookiesOf(headers) })
      )
    },

    accept: async (headers, id) => {
      const { of, by } = await invited(auth, db, headers, id)
      if (by.organisations.some((each) => each.id === of.organizationId)) {
        throw new Fault('conflict', 'You belong to this organisation already.')
      }
      await asFault(() =>
        auth.api.acceptInvitation({ body: { invitationId: id }, headers: cookiesOf(headers) })
      )
      return (await member(headers, of.organizationId)).of
    },

    decline: async (headers, id) => {
      const { of } = await invited(auth, db, headers, id)
      if (of.status !== 'pending') {
        throw new Fault('gone', 'This invitation was answered or taken back already.')
      }
      await asFault(() =>
        auth.api.rejectInvitation({ body: { invitationId: id }, headers: cookiesOf(headers) })
      )
    },

    removeMember: async (headers, organisation, person) => {
      const { of } = await admin(headers, organisation)
      const body = { memberIdOrEmail: await membershipOf(db, of.id, person), organizationId: of.id }
      await asFault(() => auth.api.removeMember({ body, headers: cookiesOf(headers) }))
    },

    changeRole: async (headers, organisation, person, role) => {
      const { of } = await admin(headers, organisation)
      const memberId = await membershipOf(db, of.id, person)
      const body = { memberId, role: roleOf(role), organizationId: of.id }
      await asFault(() => auth.api.updateMemberRole({ body, headers: cookiesOf(headers) }))
    },

    leave: async (headers, organisation) => {
      const { of } = await member(headers, organisation)
      const body = { organizationId: of.id }
      await asFault(() => auth.api.leaveOrganization({ body, headers: cookiesOf(headers) }))
    },
  }
}

/** A role from outside; fault `invalid`. */
const roleOf = (raw: string): MemberRole => {
  const role = memberRoles.find((each) => each === raw)
  if (role) return role
  throw invalidField('/role', 'unknown-value', `A role is ${memberRoles.join(' or ')}.`)
}

/** People only: the technical user behind the keys is nobody. */
const membersOf = async (db: Db, organisation: string) => {
  const rows = await db
    .select({
      person: user.id,
      name: user.name,
      email: user.email,
      role: membership.role,
      since: membership.createdAt,
    })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(eq(membership.organizationId, organisation))
    .orderBy(asc(membership.role), asc(user.name), asc(user.id))
  return rows
    .filter(({ person }) => person !== organisation)
    .map((row) => ({ ...row, since: second(row.since) }))
}

const invitationsOf = async (
  { db, now }: Pick<Means, 'db' | 'now'>,
  organisation: string
): Promise<SentInvitation[]> => {
  const rows = await db
    .select({
      id: invitation.id,
      email: invitation.email,
      role: invitation.role,
      expiresAt: invitation.expiresAt,
    })
    .from(invitation)
    .where(
      and(
        eq(invitation.organizationId, organisation),
        eq(invitation.status, 'pending'),
        gt(invitation.expiresAt, new Date(now()))
      )
    )
    .orderBy(asc(invitation.createdAt))
  return rows.map((row) => ({ ...row, expiresAt: second(row.expiresAt) }))
}

/** Id of somebody's membership; others' and the technical user's are `not_found`. */
const membershipOf = async (db: Db, organisation: string, person: string): Promise<string> => {
  const [row] = await db
    .select({ id: membership.id })
    .from(membership)
    .where(and(eq(membership.organizationId, organisation), eq(membership.userId, person)))
  if (!row || person === organisation) throw nothing('member')
  return row.id
}

/** Whoever asks and the invitation of their mailbox; others' are `not_found`. */
const invited = async (auth: Auth, db: Db, headers: Headers, id: string) => {
  const by = await mustBeSignedIn(auth, db, headers)
  const [of] = await db
    .select({ organizationId: invitation.organizationId, status: invitation.status })
    .from(invitation)
    .where(and(eq(invitation.id, id), eq(invitation.email, by.email)))
  if (!of) throw nothing('invitation')
  return { by, of }
}
