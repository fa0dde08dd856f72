import { asc, eq } from 'drizzle-orm'
import type { Administrator } from '../calendar/accounts.ts'
import { Fault } from '../calendar/fault.ts'
import { emailOf, type Means, nameOf, nothing, personBehind } from './means.ts'
import { asConflict } from './refusals.ts'
import { administrator, user } from './schema.ts'

/**
 * Makes a person (by mailbox; added when unknown) an administrator: the first one from the command
 * line, further ones by another. Fault `conflict` when they are one already.
 */
export const addAdministrator = async (
  means: Means,
  wish: Readonly<{ email: string; name: string }>
): Promise<Administrator> => {
  const email = emailOf(wish.email)
  const person = await personBehind(means, { name: nameOf(wish.name), email })
  const added = await means.db
    .insert(administrator)
    .values({ userId: person, createdAt: means.now() })
    .onConflictDoNothing()
    .returning()
  if (added.length === 0) throw new Fault('conflict', `${email} is already an administrator.`)
  const found = (await listAdministrators(means)).find(({ id }) => id === person)
  if (!found) throw new Error('The administrator just added is gone.')
  return found
}

/** Every administrator, by mailbox. */
export const listAdministrators = async ({ db }: Pick<Means, 'db'>): Promise<Administrator[]> =>
  db
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      since: administrator.createdAt,
    })
    .from(administrator)
    .innerJoin(user, eq(user.id, administrator.userId))
    .orderBy(asc(user.email))

/** Takes the appointment back. Faults: `not_found`, and `conflict` for the last one. */
export const removeAdministrator = async (
  { db }: Pick<Means, 'db'>,
  person: string
): Promise<void> => {
  const removed = await asConflict(async () =>
    db.delete(administrator).where(eq(administrator.userId, person)).returning()
  )
  if (removed.length === 0) throw nothing('administrator')
}
