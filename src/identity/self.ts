import { and, asc, eq, gt } from 'drizzle-orm'
import type { ReceivedInvitation, Self } from '../calendar/accounts.ts'
import { asBrowser, cookiesOf, mustBeSignedIn } from './browser.ts'
import { langOf, type Means, nameOf, nothing, second } from './means.ts'
import { invitation, organisation, session, user } from './schema.ts'
import { ownsEvents, rolesOf, standingOf } from './standing.ts'
import type { Wiring } from './wiring.ts'

/** What people see and change of themselves. */
export const selfOf = ({ auth, db, now }: Wiring): Self => ({
  session: async (headers) => {
    if (!headers.has('cookie')) return null
    const answer = await auth.api.getSession({ headers: cookiesOf(headers), returnHeaders: true })
    const browser = answer.response && asBrowser(answer.response)
    const standing = browser && (await standingOf(db, browser.person))
    if (!standing) return null
    const { id, name, email, lang, organisations, countries } = standing
    const acting = organisations.find((each) => each.id === browser.acting) ?? null
    return {
      person: { id, name, email, lang },
      organisations,
      acting: acting?.id ?? null,
      invitations: await invitationsTo({ db, now }, email),
      roles: rolesOf(standing, acting, { owns: await ownsEvents(db, id), byKey: false }),
      countries: countries ?? [],
      setCookies: answer.headers.getSetCookie(),
    }
  },

  rename: async (headers, raw) => {
    const { id } = await mustBeSignedIn(auth, db, headers)
    const name = nameOf(raw)
    await db
      .update(user)
      .set({ name, updatedAt: new Date(now()) })
      .where(eq(user.id, id))
  },

  setLanguage: async (headers, raw) => {
    const { id } = await mustBeSignedIn(auth, db, headers)
    const lang = langOf(raw)
    await db
      .update(user)
      .set({ lang, updatedAt: new Date(now()) })
      .where(eq(user.id, id))
  },

  actFor: async (headers, wished) => {
    const signedIn = await mustBeSignedIn(auth, db, headers)
    if (wished !== null && !signedIn.organisations.some(({ id }) => id === wished)) {
      throw nothing('organisation')
    }
    await actFor(db, signedIn.session, wished)
  },
})

/** From now on a browser acts for an organisation, which its person belongs to, or for nobody. */
export const actFor = async (
  db: Means['db'],
  browser: string,
  activeOrganizationId: string | null
): Promise<void> => {
  await db.update(session).set({ activeOrganizationId }).where(eq(session.id, browser))
}

/** Open invitations of a mailbox, the oldest first. */
const invitationsTo = async (
  { db, now }: Pick<Means, 'db' | 'now'>,
  email: string
): Promise<ReceivedInvitation[]> => {
  const rows = await db
    .select({
      id: invitation.id,
      organisation: { id: organisation.id, slug: organisation.slug, name: organisation.name },
      role: invitation.role,
      by: user.name,
      expiresAt: invitation.expiresAt,
    })
    .from(invitation)
    .innerJoin(organisation, eq(organisation.id, invitation.organizationId))
    .innerJoin(user, eq(user.id, invitation.inviterId))
    .where(
      and(
        eq(invitation.email, email),
        eq(invitation.status, 'pending'),
        gt(invitation.expiresAt, new Date(now()))
      )
    )
    .orderBy(asc(invitation.createdAt))
  return rows.map((row) => ({ ...row, expiresAt: second(row.expiresAt) }))
}
