import type { Context } from 'hono'
import type { Session } from '../calendar/accounts.ts'
import { Fault } from '../calendar/fault.ts'
import type { Means } from './means.ts'

/** Who is signed in with this browser; it is told when its cookie lasts longer from now on. */
export const sessionOf = async (
  { accounts }: Pick<Means, 'accounts'>,
  c: Context
): Promise<Session> => {
  const session = await accounts.session(c.req.raw.headers)
  if (!session) throw new Fault('unauthenticated', 'Sign in first.')
  for (const cookie of session.setCookies) c.header('Set-Cookie', cookie, { append: true })
  return session
}
