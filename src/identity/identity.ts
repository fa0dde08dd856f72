import { defaultKeyHasher } from '@better-auth/api-key'
import { and, eq, isNotNull } from 'drizzle-orm'
import { organisationScopes } from '../calendar/accounts.ts'
import { Fault } from '../calendar/fault.ts'
import { type Actor, type Identity, type Links, type Scope, scopes } from '../calendar/people.ts'
import { type Auth, type Db, keyLetters, keyPrefix } from './auth.ts'
import { browserOf } from './browser.ts'
import { apikey, event, user } from './schema.ts'
import { ownsEvents, rolesOf, type Standing, standingOf } from './standing.ts'

/**
 * Who is asking: the bearer of an API key, a signed-in browser, or the holder of an event's link.
 * Without `links` no link opens anything.
 */
export const identityOf = (auth: Auth, db: Db, links?: Links): Identity => ({
  actorOf: async (headers) => {
    const authorization = headers.get('authorization')
    return authorization === null ? ofBrowser(auth, db, headers) : ofKey(auth, db, authorization)
  },
  actorByLink: async (id, token) => {
    if (!links || !(await links.fits('event', id, token))) return null
    const [owner] = await db
      .select({ id: user.id, name: user.name })
      .from(event)
      .innerJoin(user, eq(user.id, event.ownerId))
      .where(and(eq(event.id, id), isNotNull(event.ownerId)))
    if (!owner) return null
    return {
      ...owner,
      organisation: null,
      memberOf: [],
      roles: ['submitter'],
      countries: [],
      scopes: null,
      holds: id,
    }
  },
})

/** A browser acts for the organisation it chose, as long as its person belongs to it. */
const ofBrowser = async (auth: Auth, db: Db, headers: Headers): Promise<Actor | null> => {
  const browser = await browserOf(auth, headers)
  const standing = browser && (await standingOf(db, browser.person))
  if (!standing) return null
  const acting = standing.organisations.find(({ id }) => id === browser.acting) ?? null
  const how = { owns: await ownsEvents(db, standing.id), byKey: false }
  return { ...actorFrom(standing, acting), roles: rolesOf(standing, acting, how), scopes: null }
}

/** A key acts for the organisation its owner has belonged to longest. */
const ofKey = async (auth: Auth, db: Db, authorization: string): Promise<Actor> => {
  const key = await bearerOf(auth, db, authorization)
  const standing = await standingOf(db, key.owner)
  if (!standing) throw new Fault('unauthenticated', unknownKey)
  const acting = standing.organisations[0] ?? null
  return {
    ...actorFrom(standing, acting),
    roles: rolesOf(standing, acting, { owns: false, byKey: true }),
    scopes: scopesOf(key.permissions, acting?.id === key.owner),
  }
}

const actorFrom = (
  { id, name, organisations, countries }: Standing,
  acting: Actor['organisation']
) => ({
  id,
  name,
  organisation: acting && { id: acting.id, slug: acting.slug, name: acting.name },
  memberOf: organisations.map((each) => each.id),
  countries: countries ?? [],
  holds: null,
})

/** What a key allows. One issued before keys had scopes allows all that its owner may do with one. */
export const scopesOf = (
  permissions: Readonly<Record<string, readonly string[]>> | null | undefined,
  ofOrganisation: boolean
): readonly Scope[] => {
  const given = permissions?.[permissionsName]
  if (given) return scopes.filter((scope) => given.includes(scope))
  return ofOrganisation ? organisationScopes : scopes
}

/** Under which name the plugin keeps scopes. */
export const permissionsName = 'calendar'

const refusals: Readonly<Record<string, string>> = {
  KEY_DISABLED: 'This API key was revoked; ask for a new one.',
  KEY_EXPIRED: 'This API key has expired; ask for a new one.',
}
const unknownKey =
  'We do not know this API key; check it for missing letters, or ask for a new one.'
const malformed = `Send your API key as “Authorization: Bearer ${keyPrefix}…”.`

const credentials = new RegExp(`^Bearer +(${keyPrefix}[A-Za-z]{${keyLetters}}) *$`, 'i')

/** The owner of a key and its permissions. A thing that cannot be a key is refused without asking the database. */
const bearerOf = async (auth: Auth, db: Db, authorization: string) => {
  const key = credentials.exec(authorization)?.[1]
  if (!key) throw new Fault('unauthenticated', malformed)
  const { valid, error, key: row } = await auth.api.verifyApiKey({ body: { key } })
  if (valid && row) return { owner: row.referenceId, permissions: row.permissions }
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
