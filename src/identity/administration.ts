import { and, asc, count, eq, ne } from 'drizzle-orm'
import type { Administration, Keys } from '../calendar/accounts.ts'
import { Fault } from '../calendar/fault.ts'
import { independent } from '../calendar/people.ts'
import { addAdministrator, listAdministrators, removeAdministrator } from './administrators.ts'
import { mustBeSignedIn } from './browser.ts'
import { createOrganisationKey, keysOf, revokeKey } from './keys.ts'
import { emailOf, type Means, nameOf, nothing, personBehind, second } from './means.ts'
import { mustBeAdmin } from './members.ts'
import { addModerator, changeModerator, listModerators, removeModerator } from './moderators.ts'
import { organisationById, putMember } from './organisations.ts'
import { membership, organisation } from './schema.ts'
import type { Wiring } from './wiring.ts'

/** Keys of organisations, for their admins. */
export const keysFor = ({ auth, ...means }: Wiring): Keys => {
  const admin = (headers: Headers, of: string) => mustBeAdmin(auth, means.db, headers, of)
  return {
    keys: async (headers, of) => keysOf(means, (await admin(headers, of)).of.id, true),
    issueKey: async (headers, of, wish) =>
      createOrganisationKey(auth, means, (await admin(headers, of)).of, wish),
    revokeKey: async (headers, of, key) => revokeKey(means, key, (await admin(headers, of)).of.id),
  }
}

/** Appointments, for administrators. */
export const administrationOf = ({ auth, ...means }: Wiring): Administration => {
  const { db } = means
  const administrator = async (headers: Headers) => {
    const by = await mustBeSignedIn(auth, db, headers)
    if (!by.administrator) throw new Fault('forbidden', 'Only administrators may do this.')
  }
  return {
    moderators: async (headers) => {
      await administrator(headers)
      return listModerators(means)
    },
    appointModerator: async (headers, wish) => {
      await administrator(headers)
      return addModerator(means, wish)
    },
    changeModerator: async (headers, person, wish) => {
      await administrator(headers)
      return changeModerator(means, person, wish)
    },
    dismissModerator: async (headers, person) => {
      await administrator(headers)
      return removeModerator(means, person)
    },
    administrators: async (headers) => {
      await administrator(headers)
      return listAdministrators(means)
    },
    appointAdministrator: async (headers, wish) => {
      await administrator(headers)
      return addAdministrator(means, wish)
    },
    dismissAdministrator: async (headers, person) => {
      await administrator(headers)
      return removeAdministrator(means, person)
    },
    organisations: async (headers) => {
      await administrator(headers)
      return countedOrganisations(means)
    },
    appointAdmin: async (headers, id, wish) => {
      await administrator(headers)
      const of = await organisationById(db, id)
      if (!of) throw nothing('organisation')
      const person = await personBehind(means, {
        name: nameOf(wish.name),
        email: emailOf(wish.email),
      })
      await putMember(means, person, of.id, 'admin')
    },
  }
}

/** Every organisation by name; technical users are not counted. */
const countedOrganisations = async ({ db }: Pick<Means, 'db'>) => {
  const rows = await db
    .select({
      id: organisation.id,
      slug: organisation.slug,
      name: organisation.name,
      createdAt: organisation.createdAt,
      members: count(membership.id),
    })
    .from(organisation)
    .leftJoin(
      membership,
      and(eq(membership.organizationId, organisation.id), ne(membership.userId, organisation.id))
    )
    .where(ne(organisation.id, independent.id))
    .groupBy(organisation.id)
    .orderBy(asc(organisation.name), asc(organisation.id))
  return rows.map((row) => ({ ...row, createdAt: second(row.createdAt) }))
}
