import { Fault } from '../calendar/fault.ts'
import type { Auth, Db } from './auth.ts'
import { type Standing, standingOf } from './standing.ts'

/** A signed-in browser, as better-auth knows it. */
export type Browser = Readonly<{
  session: string
  person: string
  /** Id of an organisation chosen once; they may have left it since. */
  acting: string | null
}>

/** Only the cookies of a request: better-auth is to see nothing else of a person. */
export const cookiesOf = (headers: Headers): Headers => {
  const cookie = headers.get('cookie')
  return new Headers(cookie === null ? {} : { cookie })
}

/**
 * The browser that sends these headers; null when its cookie is missing, forged or no longer good.
 * The session is not prolonged: that needs an answer with a cookie.
 */
export const browserOf = async (auth: Auth, headers: Headers): Promise<Browser | null> => {
  if (!headers.has('cookie')) return null
  const found = await auth.api.getSession({
    headers: cookiesOf(headers),
    query: { disableRefresh: true },
  })
  return found && asBrowser(found)
}

/** What better-auth answers, in our words. */
export const asBrowser = ({
  session,
}: Readonly<{
  session: Readonly<{
    id: string
    userId: string
    activeOrganizationId?: string | null | undefined
  }>
}>): Browser => ({
  session: session.id,
  person: session.userId,
  acting: session.activeOrganizationId ?? null,
})

/** Who is signed in, with what they are; a fault `unauthenticated` when nobody is. */
export const mustBeSignedIn = async (
  auth: Auth,
  db: Db,
  headers: Headers
): Promise<Standing & Browser> => {
  const browser = await browserOf(auth, headers)
  const standing = browser && (await standingOf(db, browser.person))
  if (!standing) throw new Fault('unauthenticated', 'Sign in first.')
  return { ...standing, ...browser }
}
