import { defaultKeyHasher } from '@better-auth/api-key'
import { eq } from 'drizzle-orm'
import { Fault } from '../calendar/fault.ts'
import type { Actor, Identity, Role } from '../calendar/people.ts'
import { type Auth, type Db, keyLetters, keyPrefix } from './auth.ts'
import { apikey, membership, moderator, organisation, user } from './schema.ts'

/**
 * Who is asking, from the headers of a request: today the bearer of an API key. A session cookie
 * will be read here too, by the same better-auth instance.
 */
export const identityOf = (auth: Auth, db: Db): Identity => ({
  actorOf: async (headers) => {
    const authorization = headers.get('authorization')
    return authorization === null ? null : actorById(db, await bearerOf(auth, db, authorization))
  },
})

const refusals: Readonly<Record<string, string>> = {
  KEY_DISABLED: 'This API key was revoked; ask for a new one.',
  KEY_EXPIRED: 'This API key has expired; ask for a new one.',
}
const unknownKey =
  'We do not know this API key; check it for missing letters, or ask for a new one.'
const malformed = `Send your API key as “Authorization: Bearer ${keyPrefix}…”.`

const credentials = new RegExp(`^Bearer +(${keyPrefix}[A-Za-z]{${keyLetters}}) *$`, 'i')

/** The user a bearer acts as. A thing that cannot be a key is refused without asking the database. */
const bearerOf = async (auth: Auth, db: Db, authorization: string): Promise<string> => {
  const key = credentials.exec(authorization)?.[1]
  if (!key) throw new Fault('unauthenticated', malformed)
  const { valid, error, key: row } = await auth.api.verifyApiKey({ body: { key } })
  if (valid && row) return row.referenceId
  const refusal = refusals[String(error?.code)]
  if (!refusal) await mustBeUnknown(db, key)
  throw new Fault('unauthenticated', refusal ?? unknownKey)
}

/**
 * The plugin answers “invalid” to a broken database as to a wrong key, and a wrong key tells a
 * caller to throw it away. So look whether it is there: then, or when looking fails, it is our bug.
 */
const mustBeUnknown = async (db: Db, key: string): Promise<void> => {
  const hash = await defaultKeyHasher(key)
  const found = await db.select({ id: apikey.id }).from(apikey).where(eq(apikey.key, hash))
  if (found.length > 0)
    throw new Error('A known API key could not be verified; see the log before.')
}

/** Roles follow from the rows as they are now: a grant taken back is gone with the next request. */
const actorById = async (db: Db, id: string): Promise<Actor> => {
  const [row] = await db
    .select({
      id: user.id,
      name: user.name,
      organisation: { id: organisation.id, slug: organisation.slug, name: organisation.name },
      countries: moderator.countries,
    })
    .from(user)
    .leftJoin(membership, eq(membership.userId, user.id))
    .leftJoin(organisation, eq(organisation.id, membership.organisationId))
    .leftJoin(moderator, eq(moderator.userId, user.id))
    .where(eq(user.id, id))
  if (!row) throw new Fault('unauthenticated', unknownKey)
  const roles: Role[] = []
  if (row.organisation) roles.push('submitter')
  if (row.countries) roles.push('moderator')
  return { ...row, roles, countries: row.countries ?? [] }
}
