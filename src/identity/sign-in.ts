import { isAPIError } from 'better-auth/api'
import { and, eq, isNull } from 'drizzle-orm'
import * as z from 'zod'
import { home, localPath, type SigningIn } from '../calendar/accounts.ts'
import { Fault } from '../calendar/fault.ts'
import { canonicalLang } from '../calendar/language.ts'
import type { Mail } from '../calendar/mail.ts'
import { type SignInWish, signInMinutes } from './auth.ts'
import { browserOf, cookiesOf } from './browser.ts'
import { anyLang, emailOf, type Means, second } from './means.ts'
import { session, user, verification } from './schema.ts'
import type { Wiring } from './wiring.ts'

/** Signing in by mail, and out. */
export const signingInByMail = ({
  auth,
  db,
  links,
}: Wiring): Pick<SigningIn, 'requestSignIn' | 'consumeSignIn' | 'signOut'> => ({
  requestSignIn: async ({ email, lang, returnTo }) => {
    const metadata: SignInWish = {
      lang: canonicalLang(lang) ?? anyLang,
      returnTo: localPath(returnTo) ?? home,
    }
    const body = { email: emailOf(email), metadata }
    await auth.api.signInMagicLink({ body, headers: new Headers() })
  },

  consumeSignIn: async (token) => {
    const [, mail = '', proof = ''] = /^([\w-]{1,64})\.([\w-]{43})$/.exec(token) ?? []
    if (!(await links.fits('sign-in', mail, proof))) throw notWhole()
    const { headers, response } = await verified(() =>
      auth.api.magicLinkVerify({ query: { token }, headers: new Headers(), returnHeaders: true })
    )
    const { lang, returnTo } = await wishOf(db, mail)
    // Whoever never chose a language is written to in the one they signed in with.
    await db
      .update(user)
      .set({ lang })
      .where(and(eq(user.id, response.user.id), isNull(user.lang)))
    const person = { id: response.user.id, name: response.user.name }
    return { person, setCookies: headers.getSetCookie(), returnTo }
  },

  signOut: async (headers) => {
    const browser = await browserOf(auth, headers)
    // better-auth would only log it when the session stays; it must not.
    if (browser) await db.delete(session).where(eq(session.id, browser.session))
    const answer = await auth.api.signOut({ headers: cookiesOf(headers), returnHeaders: true })
    return answer.headers.getSetCookie()
  },
})

const notWhole = () =>
  new Fault('not_found', 'This link is not complete; copy it whole from the mail.')

/** better-auth answers a token that is not there (any more) with a redirection to an error. */
const verified = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await work()
  } catch (error) {
    const location = isAPIError(error) && new Headers(error.headers).get('location')
    if (!location || !/[?&]error=INVALID_TOKEN\b/.test(location)) throw error
    throw new Fault(
      'gone',
      `This link was used already or is older than ${signInMinutes} minutes. Ask for a new one.`
    )
  }
}

const wish = z.object({ lang: z.string(), returnTo: z.string() })
const wishKey = (mail: string) => `sign-in-wish:${mail}`

/** What was wished when the link was asked for. Read once. */
const wishOf = async (db: Means['db'], mail: string): Promise<SignInWish> => {
  const [row] = await db
    .delete(verification)
    .where(eq(verification.identifier, wishKey(mail)))
    .returning({ value: verification.value })
  return row ? wish.parse(JSON.parse(row.value)) : { lang: anyLang, returnTo: home }
}

/** Keeps the wish beside a token and puts its mail, whose id the token begins with, into the outbox. */
export const sendSignIn =
  ({ db, newId, now }: Means, queue: (mail: Mail) => Promise<void>) =>
  async (email: string, token: string, { lang, returnTo }: SignInWish): Promise<void> => {
    const mail = token.split('.')[0] ?? ''
    const at = new Date(now())
    const until = new Date(at.getTime() + signInMinutes * 60_000)
    await db.insert(verification).values({
      id: newId(),
      identifier: wishKey(mail),
      value: JSON.stringify({ lang, returnTo }),
      expiresAt: until,
      createdAt: at,
      updatedAt: at,
    })
    const [known] = await db.select({ id: user.id }).from(user).where(eq(user.email, email))
    await queue({
      id: mail,
      kind: 'sign_in',
      person: known?.id ?? null,
      address: known ? null : email,
      lang,
      facts: { until: second(until) },
      at: now(),
    })
  }
