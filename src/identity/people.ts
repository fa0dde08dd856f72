import { and, asc, eq, ne, sql } from 'drizzle-orm'
import type { AddressBook } from '../calendar/mail.ts'
import type { People, Recipient } from '../calendar/people.ts'
import { anyLang, emailOf, isTechnical, type Means, nameOf, personBehind } from './means.ts'
import { membership, moderator, user } from './schema.ts'

/** Whom journeys tell what happened. */
export const peopleOf = (means: Means): People => {
  const { db } = means
  const recipient = { person: user.id, lang: user.lang }
  return {
    submittersOf: async ({ submitter, organisationId, ownerId }) => {
      if (ownerId !== null) {
        return recipientsFrom(await db.select(recipient).from(user).where(eq(user.id, ownerId)))
      }
      // People only: a key submits as the technical user, which has the organisation's id.
      const members = await db
        .select({ ...recipient, role: membership.role })
        .from(membership)
        .innerJoin(user, eq(user.id, membership.userId))
        .where(
          and(
            eq(membership.organizationId, organisationId),
            ne(membership.userId, membership.organizationId)
          )
        )
        .orderBy(asc(membership.createdAt), asc(user.id))
      // Whoever has left hears of it no more; it is the admins' then.
      const told = members.filter(({ person }) => person === submitter)
      return recipientsFrom(told.length ? told : members.filter(({ role }) => role === 'admin'))
    },

    moderatorsOf: async (country) =>
      recipientsFrom(
        await db
          .select(recipient)
          .from(moderator)
          .innerJoin(user, eq(user.id, moderator.userId))
          .where(
            sql`exists (select 1 from json_each(${moderator.countries}) where value = ${country})`
          )
          .orderBy(asc(user.id))
      ),

    personOf: async ({ email, name, lang }) =>
      personBehind(means, { email: emailOf(email), name: nameOf(name), lang }),

    known: async (email) => {
      const [found] = await db
        .select({ id: user.id })
        .from(user)
        .where(eq(user.email, emailOf(email)))
      return found?.id ?? null
    },

    verified: async (person, at) => {
      await db
        .update(user)
        .set({ emailVerified: true, updatedAt: new Date(at) })
        .where(and(eq(user.id, person), eq(user.emailVerified, false)))
    },
  }
}

const recipientsFrom = (
  rows: readonly Readonly<{ person: string; lang: string | null }>[]
): Recipient[] => rows.map(({ person, lang }) => ({ person, lang: lang ?? anyLang }))

/** Where people are reached. Technical users are reached nowhere. */
export const addressBookOf = ({ db }: Pick<Means, 'db'>): AddressBook => ({
  addressOf: async (person) => {
    const [found] = await db
      .select({ email: user.email, name: user.name })
      .from(user)
      .where(eq(user.id, person))
    return found && !isTechnical(found.email) ? found : null
  },
})
