import { and, asc, eq } from 'drizzle-orm'
import * as z from 'zod'
import { Fault, invalidField, unknownSentence } from '../calendar/fault.ts'
import { countries as vocabulary } from '../calendar/vocabularies/countries.ts'
import { nearestOf } from '../calendar/vocabulary.ts'
import { type Auth, type Db, longestKeyDays } from './auth.ts'
import { apikey, membership, moderator, organisation, user } from './schema.ts'

/** What every function here works with. `now` is an ISO instant. */
export type Means = Readonly<{ db: Db; newId: () => string; now: () => string }>

export type Organisation = Readonly<{ id: string; slug: string; name: string; createdAt: string }>

export type Moderator = Readonly<{
  id: string
  name: string
  email: string
  countries: readonly string[]
  /** Slug of the organisation the moderator also acts for. */
  organisation: string | null
  createdAt: string
}>

export type Key = Readonly<{
  id: string
  name: string
  /** First letters of the secret, to tell keys apart. */
  start: string
  owner: string
  /** Slug of the organisation the key acts for. */
  organisation: string | null
  state: 'active' | 'revoked' | 'expired'
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
}>

// Without transactions every function writes so that a repetition after a breakdown completes the
// work: `on conflict do nothing`, and the row that counts last.

/** Adds an organisation. Its slug is part of addresses and never changes. */
export const addOrganisation = async (
  { db, newId, now }: Means,
  wish: Readonly<{ slug: string; name: string }>
): Promise<Organisation> => {
  const row = { id: newId(), slug: slugOf(wish.slug), name: nameOf(wish.name), createdAt: now() }
  const added = await db.insert(organisation).values(row).onConflictDoNothing().returning()
  if (added.length === 0) {
    throw new Fault('conflict', `There is already an organisation “${row.slug}”.`)
  }
  return row
}

/** Every organisation, by slug. */
export const listOrganisations = async ({ db }: Pick<Means, 'db'>): Promise<Organisation[]> =>
  db.select().from(organisation).orderBy(asc(organisation.slug))

/** Makes a person a moderator of countries; they may also act for an organisation, named by its slug. */
export const addModerator = async (
  means: Means,
  wish: Readonly<{
    name: string
    email: string
    countries: readonly string[]
    organisation?: string | undefined
  }>
): Promise<Moderator> => {
  const { db, newId, now } = means
  const name = nameOf(wish.name)
  const email = emailOf(wish.email)
  const countries = countriesOf(wish.countries)
  const acting =
    wish.organisation === undefined ? null : await organisationBySlug(db, wish.organisation)

  await addUser(means, { id: newId(), name, email })
  const [person] = await db.select().from(user).where(eq(user.email, email))
  if (!person) throw new Error('The user just added is gone.')
  // The membership comes before the grant: at no moment may somebody decide on their own events.
  if (acting) await addMember(means, person.id, acting)
  const grant = { userId: person.id, countries, createdAt: now() }
  const granted = await db.insert(moderator).values(grant).onConflictDoNothing().returning()
  if (granted.length === 0) throw new Fault('conflict', `${email} is already a moderator.`)
  return moderatorBy(db, email)
}

/** Every moderator, by address. */
export const listModerators = async ({ db }: Pick<Means, 'db'>): Promise<Moderator[]> =>
  moderators(db).orderBy(asc(user.email))

/**
 * Issues an API key to an organisation (by slug) or to a moderator (by address). The secret in the
 * answer is shown this once: only its hash is kept. Without `expiresInDays` it is good until revoked.
 */
export const createKey = async (
  auth: Auth,
  means: Means,
  wish: Readonly<{ name: string; expiresInDays?: number | undefined }> &
    (Readonly<{ organisation: string }> | Readonly<{ moderator: string }>)
): Promise<Readonly<{ id: string; secret: string }>> => {
  const name = nameOf(wish.name, 100)
  const days = wish.expiresInDays
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= longestKeyDays)) {
    const sentence = `A key expires in 1 to ${longestKeyDays} whole days, or without a number never.`
    throw invalidField('/expiresInDays', 'out-of-range', sentence)
  }
  const userId =
    'organisation' in wish
      ? await technicalUser(means, await organisationBySlug(means.db, wish.organisation))
      : (await moderatorBy(means.db, emailOf(wish.moderator))).id
  const issued = await auth.api.createApiKey({
    body: { userId, name, ...(days !== undefined && { expiresIn: days * 86_400 }) },
  })
  return { id: issued.id, secret: issued.key }
}

/** Every key, newest first. An expired one is listed until the plugin sweeps it away. */
export const listKeys = async ({ db, now }: Pick<Means, 'db' | 'now'>): Promise<Key[]> => {
  const rows = await db
    .select({ key: apikey, owner: user.name, organisation: organisation.slug })
    .from(apikey)
    .innerJoin(user, eq(user.id, apikey.referenceId))
    .leftJoin(membership, eq(membership.userId, user.id))
    .leftJoin(organisation, eq(organisation.id, membership.organisationId))
  const instant = Date.parse(now())
  const stateOf = ({ enabled, expiresAt }: (typeof rows)[number]['key']): Key['state'] => {
    if (!enabled) return 'revoked'
    return expiresAt !== null && expiresAt.getTime() <= instant ? 'expired' : 'active'
  }
  return rows
    .toSorted((a, b) => b.key.createdAt.getTime() - a.key.createdAt.getTime())
    .map(({ key, ...of }) => ({
      ...of,
      id: key.id,
      name: key.name ?? '',
      start: key.start ?? '',
      state: stateOf(key),
      createdAt: key.createdAt.toISOString(),
      expiresAt: key.expiresAt?.toISOString() ?? null,
      lastUsedAt: key.lastRequest?.toISOString() ?? null,
    }))
}

/** Revokes a key by its id, at once and for good. The row stays, to say that it was there. */
export const revokeKey = async (
  { db, now }: Pick<Means, 'db' | 'now'>,
  id: string
): Promise<void> => {
  const revoked = await db
    .update(apikey)
    .set({ enabled: false, updatedAt: new Date(now()) })
    .where(eq(apikey.id, id))
    .returning({ id: apikey.id })
  if (revoked.length === 0) throw new Fault('not_found', 'There is no key with this id; list them.')
}

const slugOf = (raw: string): string => {
  if (raw.length <= 60 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(raw)) return raw
  const sentence = 'A slug is made of small letters a to z, digits and single hyphens, at most 60.'
  throw invalidField('/slug', 'invalid-slug', sentence)
}

const nameOf = (raw: string, limit = 200): string => {
  const name = raw.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
  if (name.length > 0 && name.length <= limit && !/\p{Cc}/u.test(name)) return name
  throw invalidField(
    '/name',
    'invalid-name',
    `Give a name of 1 to ${limit} characters on one line.`
  )
}

/** In small letters, as better-auth looks it up when somebody signs in. */
const emailOf = (raw: string): string => {
  const email = z.email().max(254).safeParse(raw.trim().toLowerCase())
  if (email.success) return email.data
  throw invalidField('/email', 'invalid-email', 'Give an address such as ana@example.org.')
}

const countriesOf = (raw: readonly string[]): readonly string[] => {
  if (raw.length === 0)
    throw invalidField('/countries', 'missing', 'Name at least one country, or EU.')
  const ids = raw.map((word, index) => {
    const id = vocabulary.resolve(word)
    if (id) return id
    const near = vocabulary.nearest(word)
    throw invalidField(
      `/countries/${index}`,
      'unknown-value',
      unknownSentence(word, 'country', near),
      near
    )
  })
  return [...new Set(ids)]
}

const organisationBySlug = async (db: Db, slug: string): Promise<Organisation> => {
  const [found] = await db.select().from(organisation).where(eq(organisation.slug, slug))
  if (found) return found
  const near = nearestOf(
    slug,
    (await listOrganisations({ db })).map((row) => row.slug)
  )
  const hint = near ? `; did you mean “${near}”?` : ': add it first.'
  throw new Fault('not_found', `There is no organisation “${slug.slice(0, 60)}”${hint}`)
}

const moderatorBy = async (db: Db, email: string): Promise<Moderator> => {
  const [found] = await moderators(db).where(eq(user.email, email))
  if (found) return found
  throw new Fault('not_found', `${email} is not a moderator: add them first.`)
}

const moderators = (db: Db) =>
  db
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      countries: moderator.countries,
      organisation: organisation.slug,
      createdAt: moderator.createdAt,
    })
    .from(moderator)
    .innerJoin(user, eq(user.id, moderator.userId))
    .leftJoin(membership, eq(membership.userId, user.id))
    .leftJoin(organisation, eq(organisation.id, membership.organisationId))

/**
 * The user behind an organisation's keys. It has the organisation's id, so the second key finds it,
 * and an address under `.invalid` (RFC 6761), so it can never sign in by mail.
 */
const technicalUser = async (means: Means, of: Organisation): Promise<string> => {
  await addUser(means, { id: of.id, name: of.name, email: `${of.id}@organisation.invalid` })
  await addMember(means, of.id, of)
  return of.id
}

const addUser = async (
  { db, now }: Means,
  person: Readonly<{ id: string; name: string; email: string }>
) => {
  const at = new Date(now())
  await db
    .insert(user)
    .values({ ...person, createdAt: at, updatedAt: at })
    .onConflictDoNothing()
}

const addMember = async ({ db, now }: Means, userId: string, of: Organisation) => {
  const row = { userId, organisationId: of.id, createdAt: now() }
  await db.insert(membership).values(row).onConflictDoNothing()
  const [kept] = await db
    .select()
    .from(membership)
    .where(and(eq(membership.userId, userId), eq(membership.organisationId, of.id)))
  if (!kept) throw new Fault('conflict', 'They already act for another organisation.')
}
