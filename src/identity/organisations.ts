import { and, asc, eq, ne } from 'drizzle-orm'
import type { MemberRole } from '../calendar/accounts.ts'
import { Fault } from '../calendar/fault.ts'
import { independent } from '../calendar/people.ts'
import type { Instant } from '../calendar/time.ts'
import { nearestOf } from '../calendar/vocabulary.ts'
import type { Db } from './auth.ts'
import { emailOf, type Means, nameOf, personBehind, second } from './means.ts'
import { membership, organisation } from './schema.ts'
import { slugOf, slugsFor } from './slug.ts'

export type Organisation = Readonly<{ id: string; slug: string; name: string; createdAt: Instant }>

/**
 * Adds an organisation. Its slug is part of addresses and never changes; without one the first free
 * slug that its name makes is taken. Faults: `invalid`, or `conflict` when the slug is taken.
 */
export const addOrganisation = async (
  { db, newId, now }: Means,
  wish: Readonly<{ slug?: string | undefined; name: string }>
): Promise<Organisation> => {
  const name = nameOf(wish.name)
  const wished = wish.slug === undefined ? null : slugOf(wish.slug)
  const createdAt = now()
  for (const slug of wished === null ? slugsFor(name) : [wished]) {
    const row = { id: newId(), slug, name }
    const added = await db
      .insert(organisation)
      .values({ ...row, createdAt: new Date(createdAt) })
      .onConflictDoNothing()
      .returning()
    if (added.length > 0) return { ...row, createdAt }
  }
  throw new Fault('conflict', `There is already an organisation “${wished}”.`)
}

/** Every organisation, by slug. */
export const listOrganisations = async ({ db }: Pick<Means, 'db'>): Promise<Organisation[]> => {
  const rows = await real(db).orderBy(asc(organisation.slug))
  return rows.map(withInstant)
}

/** All but the one that stands for nobody. */
const real = (db: Db, ...also: Parameters<typeof and>) =>
  db
    .select({
      id: organisation.id,
      slug: organisation.slug,
      name: organisation.name,
      createdAt: organisation.createdAt,
    })
    .from(organisation)
    .where(and(ne(organisation.id, independent.id), ...also))

const withInstant = <Row extends Readonly<{ createdAt: Date }>>(row: Row) => ({
  ...row,
  createdAt: second(row.createdAt),
})

/** The organisation with a slug; fault `not_found` with the nearest. */
export const organisationBySlug = async (db: Db, slug: string): Promise<Organisation> => {
  const [found] = await real(db, eq(organisation.slug, slug))
  if (found) return withInstant(found)
  const near = nearestOf(
    slug,
    (await listOrganisations({ db })).map((row) => row.slug)
  )
  const hint = near ? `; did you mean “${near}”?` : ': add it first.'
  throw new Fault('not_found', `There is no organisation “${slug.slice(0, 60)}”${hint}`)
}

/** The organisation with an id, or null. */
export const organisationById = async (db: Db, id: string): Promise<Organisation | null> => {
  const [found] = await real(db, eq(organisation.id, id))
  return found ? withInstant(found) : null
}

/** Makes a person (by mailbox; added when unknown) admin of an organisation, named by its slug. */
export const addAdmin = async (
  means: Means,
  wish: Readonly<{ organisation: string; email: string; name: string }>
): Promise<void> => {
  const of = await organisationBySlug(means.db, wish.organisation)
  const person = await personBehind(means, { name: nameOf(wish.name), email: emailOf(wish.email) })
  await putMember(means, person, of.id, 'admin')
}

/** Makes somebody a member, or changes what a member is. */
export const putMember = async (
  means: Means,
  person: string,
  organizationId: string,
  role: MemberRole
): Promise<void> => {
  await addMember(means, person, organizationId, role)
  await means.db
    .update(membership)
    .set({ role })
    .where(and(eq(membership.userId, person), eq(membership.organizationId, organizationId)))
}

/** Makes somebody a member; one who is already stays what they are. */
export const addMember = async (
  { db, newId, now }: Means,
  userId: string,
  organizationId: string,
  role: MemberRole
): Promise<void> => {
  await db
    .insert(membership)
    .values({ id: newId(), userId, organizationId, role, createdAt: new Date(now()) })
    .onConflictDoNothing()
}
