import { asc, eq } from 'drizzle-orm'
import type { Belonging } from '../calendar/accounts.ts'
import type { Lang } from '../calendar/language.ts'
import type { Role } from '../calendar/people.ts'
import type { Db } from './auth.ts'
import { anyLang } from './means.ts'
import { administrator, event, membership, moderator, organisation, user } from './schema.ts'

/** A user and all that was granted to them, as the rows say now. */
export type Standing = Readonly<{
  id: string
  name: string
  email: string
  lang: Lang
  /** In the order in which they joined. */
  organisations: readonly Belonging[]
  /** The moderator's grant; null for everybody else. */
  countries: readonly string[] | null
  senior: boolean
  administrator: boolean
}>

/** What somebody is, or null when they are gone. Grants are read each time, so one taken back is gone at once. */
export const standingOf = async (db: Db, id: string): Promise<Standing | null> => {
  const [row] = await db
    .select({
      name: user.name,
      email: user.email,
      lang: user.lang,
      countries: moderator.countries,
      senior: moderator.senior,
      administrator: administrator.userId,
    })
    .from(user)
    .leftJoin(moderator, eq(moderator.userId, user.id))
    .leftJoin(administrator, eq(administrator.userId, user.id))
    .where(eq(user.id, id))
  if (!row) return null
  return {
    id,
    name: row.name,
    email: row.email,
    lang: row.lang ?? anyLang,
    organisations: await organisationsOf(db, id),
    countries: row.countries,
    senior: row.senior ?? false,
    administrator: row.administrator !== null,
  }
}

const organisationsOf = async (db: Db, person: string): Promise<Belonging[]> =>
  db
    .select({
      id: organisation.id,
      slug: organisation.slug,
      name: organisation.name,
      role: membership.role,
    })
    .from(membership)
    .innerJoin(organisation, eq(organisation.id, membership.organizationId))
    .where(eq(membership.userId, person))
    .orderBy(asc(membership.createdAt), asc(membership.organizationId))

/** Does an event without an organisation belong to them? */
export const ownsEvents = async (db: Db, person: string): Promise<boolean> => {
  const found = await db
    .select({ id: event.id })
    .from(event)
    .where(eq(event.ownerId, person))
    .limit(1)
  return found.length > 0
}

/**
 * Roles of somebody who acts for `acting`. Through a key nobody looks after members, keys or
 * appointments, whatever they are in person: no scope allows it.
 */
export const rolesOf = (
  { countries, senior, administrator }: Pick<Standing, 'countries' | 'senior' | 'administrator'>,
  acting: Belonging | null,
  how: Readonly<{ owns: boolean; byKey: boolean }>
): Role[] => {
  const inPerson = !how.byKey
  const table: readonly (readonly [Role, boolean])[] = [
    ['submitter', acting !== null || how.owns],
    ['organisation-admin', inPerson && acting?.role === 'admin'],
    ['moderator', countries !== null],
    ['senior', countries !== null && senior],
    ['administrator', inPerson && administrator],
  ]
  return table.flatMap(([role, holds]) => (holds ? [role] : []))
}
