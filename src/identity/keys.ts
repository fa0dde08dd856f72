import { and, desc, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Key } from '../calendar/accounts.ts'
import { organisationScopes } from '../calendar/accounts.ts'
import { Fault, invalidField, unknownSentence } from '../calendar/fault.ts'
import { type Scope, scopes } from '../calendar/people.ts'
import { nearestOf } from '../calendar/vocabulary.ts'
import { type Auth, type Db, longestKeyDays } from './auth.ts'
import { permissionsName, scopesOf } from './identity.ts'
import { addUser, emailOf, type Means, nameOf, second, technicalMailbox } from './means.ts'
import { moderatorByEmail } from './moderators.ts'
import { addMember, type Organisation, organisationBySlug } from './organisations.ts'
import { apikey, organisation, user } from './schema.ts'

/** A key with whose it is. */
export type OwnedKey = Key &
  Readonly<{
    /** Name of the organisation or moderator. */
    owner: string
    /** Slug of the organisation the key belongs to; null for a moderator's own. */
    organisation: string | null
  }>

export type KeyWish = Readonly<{
  name: string
  /** Without it good until revoked. */
  expiresInDays?: number | undefined
  /** Without it all that the owner may do with a key. */
  scopes?: readonly string[] | undefined
}>

/**
 * Issues an API key to an organisation (by slug) or to a moderator (by mailbox). The secret in the
 * answer is shown this once: only its hash is kept.
 */
export const createKey = async (
  auth: Auth,
  means: Means,
  wish: KeyWish & (Readonly<{ organisation: string }> | Readonly<{ moderator: string }>)
): Promise<Readonly<{ id: string; secret: string }>> => {
  if ('organisation' in wish) {
    return createOrganisationKey(
      auth,
      means,
      await organisationBySlug(means.db, wish.organisation),
      wish
    )
  }
  const body = bodyOf(wish, scopes)
  const { id } = await moderatorByEmail(means.db, emailOf(wish.moderator))
  return issue(auth, id, body)
}

/** Issues a key to an organisation. */
export const createOrganisationKey = async (
  auth: Auth,
  means: Means,
  of: Pick<Organisation, 'id' | 'name'>,
  wish: KeyWish
): Promise<Readonly<{ id: string; secret: string }>> => {
  const body = bodyOf(wish, organisationScopes)
  return issue(auth, await technicalUser(means, of), body)
}

const issue = async (auth: Auth, userId: string, body: ReturnType<typeof bodyOf>) => {
  const issued = await auth.api.createApiKey({ body: { userId, ...body } })
  return { id: issued.id, secret: issued.key }
}

const bodyOf = (wish: KeyWish, allowed: readonly Scope[]) => {
  const name = nameOf(wish.name, 100)
  const days = wish.expiresInDays
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= longestKeyDays)) {
    const sentence = `A key expires in 1 to ${longestKeyDays} whole days, or without a number never.`
    throw invalidField('/expiresInDays', 'out-of-range', sentence)
  }
  return {
    name,
    permissions: { [permissionsName]: [...scopesWished(wish.scopes ?? allowed, allowed)] },
    ...(days !== undefined && { expiresIn: days * 86_400 }),
  }
}

const scopesWished = (wished: readonly string[], allowed: readonly Scope[]): ReadonlySet<Scope> => {
  if (wished.length === 0) {
    throw invalidField('/scopes', 'missing', `Name at least one of ${allowed.join(', ')}.`)
  }
  return new Set(
    wished.map((word, index) => {
      const scope = allowed.find((each) => each === word)
      if (scope) return scope
      const near = nearestOf(word, allowed)
      throw invalidField(
        `/scopes/${index}`,
        'unknown-value',
        unknownSentence(word, 'scope of such a key', near),
        near
      )
    })
  )
}

/** Every key, newest first. An expired one is listed until the plugin sweeps it away. */
export const listKeys = async ({ db, now }: Pick<Means, 'db' | 'now'>): Promise<OwnedKey[]> => {
  const rows = await db
    .select({ key: apikey, owner: user.name, organisation: organisation.slug })
    .from(apikey)
    .innerJoin(user, eq(user.id, apikey.referenceId))
    // The technical user of an organisation has its id.
    .leftJoin(organisation, eq(organisation.id, user.id))
    .orderBy(desc(apikey.createdAt))
  const at = Date.parse(now())
  return rows.map(({ key, ...of }) => ({ ...keyFrom(key, of.organisation !== null, at), ...of }))
}

/** The keys of one owner (an organisation or a person), newest first. */
export const keysOf = async (
  { db, now }: Pick<Means, 'db' | 'now'>,
  owner: string,
  ofOrganisation: boolean
): Promise<Key[]> => {
  const rows = await db
    .select()
    .from(apikey)
    .where(eq(apikey.referenceId, owner))
    .orderBy(desc(apikey.createdAt))
  return rows.map((row) => keyFrom(row, ofOrganisation, Date.parse(now())))
}

/** How the plugin stores permissions: JSON text. */
const stored = z.record(z.string(), z.array(z.string()))

const keyFrom = (row: typeof apikey.$inferSelect, ofOrganisation: boolean, at: number): Key => ({
  id: row.id,
  name: row.name ?? '',
  start: row.start ?? '',
  scopes: scopesOf(
    row.permissions === null ? null : stored.parse(JSON.parse(row.permissions)),
    ofOrganisation
  ),
  state: stateOf(row, at),
  createdAt: second(row.createdAt),
  expiresAt: row.expiresAt && second(row.expiresAt),
  lastUsedAt: row.lastRequest && second(row.lastRequest),
})

const stateOf = (
  { enabled, expiresAt }: Pick<typeof apikey.$inferSelect, 'enabled' | 'expiresAt'>,
  at: number
): Key['state'] => {
  if (!enabled) return 'revoked'
  return expiresAt !== null && expiresAt.getTime() <= at ? 'expired' : 'active'
}

/**
 * Revokes a key by its id, at once and for good; with `owner`, only a key of theirs. The row stays,
 * to say that it was there.
 */
export const revokeKey = async (
  { db, now }: Readonly<{ db: Db; now: () => string }>,
  id: string,
  owner?: string
): Promise<void> => {
  const revoked = await db
    .update(apikey)
    .set({ enabled: false, updatedAt: new Date(now()) })
    .where(and(eq(apikey.id, id), owner === undefined ? undefined : eq(apikey.referenceId, owner)))
    .returning({ id: apikey.id })
  if (revoked.length === 0) throw new Fault('not_found', 'There is no key with this id; list them.')
}

/**
 * The user behind an organisation's keys. It has the organisation's id, so the second key finds it,
 * and a mailbox that can neither sign in nor get mail.
 */
const technicalUser = async (
  means: Means,
  of: Pick<Organisation, 'id' | 'name'>
): Promise<string> => {
  await addUser(means, { id: of.id, name: of.name, email: technicalMailbox(of.id) })
  await addMember(means, of.id, of.id, 'member')
  return of.id
}
