import { and, asc, eq, lte, or, sql } from 'drizzle-orm'
import type { PersonalRecord, Privacy } from '../calendar/accounts.ts'
import { addDays } from '../calendar/time.ts'
import { keysOf } from './keys.ts'
import { pseudonymOf } from './links.ts'
import { anyLang, isTechnical, type Means, nothing, second } from './means.ts'
import { asConflict, lockConflict } from './refusals.ts'
import {
  account,
  administrator,
  invitation,
  membership,
  moderator,
  organisation,
  session,
  user,
  verification,
} from './schema.ts'
import { type Standing, standingOf } from './standing.ts'
import type { Wiring } from './wiring.ts'

/** Days after which a mailbox that never answered, and nothing hangs on, is forgotten. */
const unansweredDays = 7

/** What people may ask of what is kept about them, and what goes by itself. */
export const privacyOf = ({ settings, ...means }: Wiring): Privacy => {
  const { db } = means
  const pseudonymFor = async (person: string) => {
    await mustBeErasable(means, await standingOfPerson(db, person))
    return pseudonymOf(settings.secret, person)
  }
  return {
    exportOf: (person) => recordOf(means, person),
    pseudonymFor,
    erase: async (person) => {
      const standing = await standingOfPerson(db, person)
      await mustBeErasable(means, standing)
      // What names them by mailbox only; everything else hangs on the user and goes with it.
      await db.delete(invitation).where(eq(invitation.email, standing.email))
      await db
        .delete(verification)
        .where(
          or(
            eq(verification.value, person),
            sql`json_valid(${verification.value}) and json_extract(${verification.value}, '$.email') = ${standing.email}`
          )
        )
      await asConflict(async () => db.delete(user).where(eq(user.id, person)))
    },
    purge: async (now) => {
      const at = new Date(now)
      const gone = {
        sessions: await db
          .delete(session)
          .where(lte(session.expiresAt, at))
          .returning({ id: session.id }),
        verifications: await db
          .delete(verification)
          .where(lte(verification.expiresAt, at))
          .returning({ id: verification.id }),
        invitations: await db
          .delete(invitation)
          .where(lte(invitation.expiresAt, at))
          .returning({ id: invitation.id }),
        people: await db.delete(user).where(neverAnswered(now)).returning({ id: user.id }),
      }
      return {
        sessions: gone.sessions.length,
        verifications: gone.verifications.length,
        invitations: gone.invitations.length,
        people: gone.people.length,
      }
    },
  }
}

/** A person, and no technical user; fault `not_found`. */
const standingOfPerson = async (db: Means['db'], person: string): Promise<Standing> => {
  const standing = await standingOf(db, person)
  if (!standing || isTechnical(standing.email)) throw nothing('person')
  return standing
}

/** The triggers of the tables have the last word; this one says it before anything is written. */
const mustBeErasable = async (
  { db }: Pick<Means, 'db'>,
  { id, organisations, administrator: isOne }: Standing
): Promise<void> => {
  for (const { id: of } of organisations.filter(({ role }) => role === 'admin')) {
    const others = (
      await db
        .select({ person: membership.userId, role: membership.role })
        .from(membership)
        .where(eq(membership.organizationId, of))
    ).filter(({ person }) => person !== id && person !== of)
    if (others.length > 0 && !others.some(({ role }) => role === 'admin')) {
      throw lockConflict('last_admin')
    }
  }
  if (isOne) {
    const all = await db.select({ id: administrator.userId }).from(administrator).limit(2)
    if (all.length === 1) throw lockConflict('last_administrator')
  }
}

/** Somebody typed a mailbox once, and neither it nor anybody else has had to do with us since. */
const neverAnswered = (now: string) => {
  const before = new Date(`${addDays(now.slice(0, 10), -unansweredDays)}${now.slice(10)}`)
  return and(
    eq(user.emailVerified, false),
    lte(user.createdAt, before),
    sql`not exists (select 1 from event where owner_id = ${user.id})`,
    ...['membership', 'moderator', 'administrator', 'apikey', 'account', 'session'].map(
      (table) => sql`not exists (select 1 from ${sql.identifier(table)} where user_id = ${user.id})`
    )
  )
}

const recordOf = async (means: Means, person: string): Promise<PersonalRecord> => {
  const { db } = means
  const [row] = await db.select().from(user).where(eq(user.id, person))
  if (!row || isTechnical(row.email)) throw nothing('person')
  const [grant] = await db.select().from(moderator).where(eq(moderator.userId, person))
  const [appointed] = await db.select().from(administrator).where(eq(administrator.userId, person))
  return {
    person: {
      id: person,
      name: row.name,
      email: row.email,
      lang: row.lang ?? anyLang,
      verified: row.emailVerified,
      createdAt: second(row.createdAt),
      updatedAt: second(row.updatedAt),
    },
    organisations: await belongingsOf(db, person),
    moderator: grant
      ? { countries: grant.countries, senior: grant.senior, since: grant.createdAt }
      : null,
    administratorSince: appointed?.createdAt ?? null,
    sessions: (
      await db
        .select({
          createdAt: session.createdAt,
          updatedAt: session.updatedAt,
          expiresAt: session.expiresAt,
        })
        .from(session)
        .where(eq(session.userId, person))
        .orderBy(asc(session.createdAt))
    ).map((each) => ({
      createdAt: second(each.createdAt),
      updatedAt: second(each.updatedAt),
      expiresAt: second(each.expiresAt),
    })),
    accounts: (
      await db
        .select({
          provider: account.providerId,
          account: account.accountId,
          createdAt: account.createdAt,
        })
        .from(account)
        .where(eq(account.userId, person))
    ).map((each) => ({ ...each, createdAt: second(each.createdAt) })),
    keys: await keysOf(means, person, false),
    invitations: await invitationsOfPerson(db, person, row.email),
  }
}

const belongingsOf = async (db: Means['db'], person: string) => {
  const rows = await db
    .select({
      id: organisation.id,
      slug: organisation.slug,
      name: organisation.name,
      role: membership.role,
      since: membership.createdAt,
    })
    .from(membership)
    .innerJoin(organisation, eq(organisation.id, membership.organizationId))
    .where(eq(membership.userId, person))
    .orderBy(asc(membership.createdAt), asc(organisation.id))
  return rows.map((row) => ({ ...row, since: second(row.since) }))
}

const invitationsOfPerson = async (db: Means['db'], person: string, mailbox: string) => {
  const rows = await db
    .select({
      organisation: organisation.name,
      email: invitation.email,
      status: invitation.status,
      createdAt: invitation.createdAt,
      expiresAt: invitation.expiresAt,
    })
    .from(invitation)
    .innerJoin(organisation, eq(organisation.id, invitation.organizationId))
    .where(or(eq(invitation.email, mailbox), eq(invitation.inviterId, person)))
    .orderBy(asc(invitation.createdAt))
  return rows.map((row) => ({
    ...row,
    direction: row.email === mailbox ? ('received' as const) : ('sent' as const),
    createdAt: second(row.createdAt),
    expiresAt: second(row.expiresAt),
  }))
}
