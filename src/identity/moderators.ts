import { asc, eq } from 'drizzle-orm'
import type { Moderator } from '../calendar/accounts.ts'
import { Fault, invalidField, unknownSentence } from '../calendar/fault.ts'
import { countries as vocabulary } from '../calendar/vocabularies/countries.ts'
import type { Db } from './auth.ts'
import { emailOf, type Means, nameOf, nothing, personBehind } from './means.ts'
import { addMember, organisationBySlug } from './organisations.ts'
import { membership, moderator, organisation, user } from './schema.ts'

/** What a moderator may: countries (codes, names or aliases) and whether they are senior. */
export type Grant = Readonly<{ countries: readonly string[]; senior?: boolean | undefined }>

/**
 * Makes a person a moderator; they may also belong to an organisation, named by its slug, and so
 * never decide on its events. Fault `conflict` when they are a moderator already.
 */
export const addModerator = async (
  means: Means,
  wish: Grant & Readonly<{ name: string; email: string; organisation?: string | undefined }>
): Promise<Moderator> => {
  const { db, now } = means
  const name = nameOf(wish.name)
  const email = emailOf(wish.email)
  const countries = countriesOf(wish.countries)
  const acting =
    wish.organisation === undefined ? null : await organisationBySlug(db, wish.organisation)

  const person = await personBehind(means, { name, email })
  // The membership comes before the grant: at no moment may somebody decide on their own events.
  if (acting) await addMember(means, person, acting.id, 'member')
  const grant = { userId: person, countries, senior: wish.senior ?? false, createdAt: now() }
  const granted = await db.insert(moderator).values(grant).onConflictDoNothing().returning()
  if (granted.length === 0) throw new Fault('conflict', `${email} is already a moderator.`)
  return moderatorByEmail(db, email)
}

/** Every moderator, by mailbox. */
export const listModerators = async ({ db }: Pick<Means, 'db'>): Promise<Moderator[]> => {
  const rows = await db
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      countries: moderator.countries,
      senior: moderator.senior,
      createdAt: moderator.createdAt,
      organisation: organisation.slug,
    })
    .from(moderator)
    .innerJoin(user, eq(user.id, moderator.userId))
    .leftJoin(membership, eq(membership.userId, user.id))
    .leftJoin(organisation, eq(organisation.id, membership.organizationId))
    .orderBy(asc(user.email), asc(organisation.slug))
  return Map.groupBy(rows, ({ id }) => id)
    .values()
    .flatMap((each) => {
      const { organisation: _, ...first } = each[0]!
      return [{ ...first, organisations: each.flatMap((row) => row.organisation ?? []) }]
    })
    .toArray()
}

/** The moderator with a mailbox; fault `not_found`. */
export const moderatorByEmail = async (db: Db, email: string): Promise<Moderator> => {
  const found = (await listModerators({ db })).find((each) => each.email === email)
  if (found) return found
  throw new Fault('not_found', `${email} is not a moderator: add them first.`)
}

/** Replaces a moderator's grant. Faults: `invalid` for a country, `not_found`. */
export const changeModerator = async (
  { db }: Pick<Means, 'db'>,
  person: string,
  grant: Grant
): Promise<Moderator> => {
  const set = { countries: countriesOf(grant.countries), senior: grant.senior ?? false }
  await db.update(moderator).set(set).where(eq(moderator.userId, person))
  const found = (await listModerators({ db })).find(({ id }) => id === person)
  if (!found) throw nothing('moderator')
  return found
}

/** Takes a grant back, at once. Fault `not_found`. */
export const removeModerator = async ({ db }: Pick<Means, 'db'>, person: string): Promise<void> => {
  const removed = await db.delete(moderator).where(eq(moderator.userId, person)).returning()
  if (removed.length === 0) throw nothing('moderator')
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
