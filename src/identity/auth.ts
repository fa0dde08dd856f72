import { apiKey } from '@better-auth/api-key'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { isAPIError } from 'better-auth/api'
import { type BetterAuthOptions, betterAuth } from 'better-auth/minimal'
import { magicLink } from 'better-auth/plugins/magic-link'
import { organization } from 'better-auth/plugins/organization'
import { asc, eq } from 'drizzle-orm'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import { cleanTitle } from '../calendar/hygiene.ts'
import type { Links } from '../calendar/people.ts'
import { linksOf } from './links.ts'
import { isTechnical, nameFromEmail } from './means.ts'
import {
  account,
  apikey,
  invitation,
  membership,
  organisation,
  session,
  user,
  verification,
} from './schema.ts'

/** A Drizzle database of either engine; builders are always awaited, so the synchronous one fits. */
export type Db = BaseSQLiteDatabase<'async', unknown>

/** Every key begins so: a leaked one is recognised by people and by scanners. */
export const keyPrefix = 'ic_'
export const keyLetters = 64
export const longestKeyDays = 365

/** How long a sign-in link is good, in minutes. */
export const signInMinutes = 15
/** How long a browser stays signed in without being used, in days. */
const sessionDays = 30
const invitationDays = 7

export type AuthSettings = Readonly<{
  /** Signs cookies and derives links; 32 letters or more. */
  secret: string
  /** Public address without a final slash. */
  baseUrl: string
  newId?: (() => string) | undefined
  /** Delivers a sign-in token; without it nobody signs in by mail. */
  sendSignIn?: ((email: string, token: string, wish: SignInWish) => Promise<void>) | undefined
}>

/** What is kept beside a token until it is used. */
export type SignInWish = Readonly<{ lang: string; returnTo: string }>

/**
 * What every better-auth instance here has in common. Limits are `http`'s, for browsers, keys and
 * strangers alike; addresses and user agents of people are nobody's business.
 */
export const authOptions = (db: Db, { secret, baseUrl, newId }: AuthSettings) => {
  const secure = baseUrl.startsWith('https:')
  return {
    appName: 'Integration calendar',
    baseURL: baseUrl,
    basePath: '/auth',
    secret,
    // No `transaction`: D1 has none.
    database: drizzleAdapter(db, {
      provider: 'sqlite',
      schema: {
        user,
        session,
        account,
        verification,
        apikey,
        organization: organisation,
        member: membership,
        invitation,
      },
    }),
    emailAndPassword: { enabled: false },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    session: { expiresIn: sessionDays * 86_400, updateAge: 86_400 },
    account: {
      updateAccountOnSignIn: false,
      // A mailbox we have not verified (somebody submitted with it) has no session and no account that
      // could be taken over, so the provider's word that it is theirs is enough.
      accountLinking: { enabled: true, requireLocalEmailVerified: false },
    },
    user: {
      /** Only mailboxes the provider has verified, and never those of technical users. */
      validateUserInfo: ({ user: { email, emailVerified }, source }) => {
        if (source.method === 'oauth' && emailVerified !== true)
          return { error: 'unverified_mailbox' }
        return isTechnical(email ?? '') ? { error: 'unverified_mailbox' } : undefined
      },
    },
    databaseHooks: {
      user: {
        create: {
          // A provider's picture would be a request to a third party.
          before: async (person) => ({
            data: { ...person, image: null, name: givenName(person.name, person.email) },
          }),
        },
      },
      account: {
        create: {
          // The provider has told us who it is; we never call it on their behalf.
          before: async (made) => ({
            data: {
              ...made,
              accessToken: null,
              refreshToken: null,
              idToken: null,
              accessTokenExpiresAt: null,
              refreshTokenExpiresAt: null,
            },
          }),
        },
      },
      session: {
        create: {
          before: async (made) => ({
            data: {
              ...made,
              ipAddress: null,
              userAgent: null,
              activeOrganizationId: await firstOrganisation(db, made.userId),
            },
          }),
        },
      },
    },
    advanced: {
      database: { generateId: newId ?? 'uuid' },
      ipAddress: { disableIpTracking: true },
      // Of its own, better-auth would say `__Secure-`; `__Host-` also binds the cookie to this host.
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(baseUrl),
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
    },
    logger: { log: logOf },
  } satisfies BetterAuthOptions
}

/**
 * The log of better-auth. Its plugins report refused keys and links as errors with a stack, which is
 * a stranger's doing and could fill the log.
 */
export const logOf = (
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  ...details: readonly unknown[]
): void => {
  if (!details.some(isAPIError)) console[level](`better-auth: ${message}`, ...details)
}

const cookiePrefix = (baseUrl: string) =>
  baseUrl.startsWith('https:') ? '__Host-calendar' : 'calendar'

/** A name from outside, or what the mailbox makes of one. */
const givenName = (name: string, email: string): string => {
  const cleaned = cleanTitle(name)
  return cleaned.ok && cleaned.value.length <= 200 ? cleaned.value : nameFromEmail(email)
}

/** For whom a browser acts when it signs in: the organisation a person has belonged to longest. */
const firstOrganisation = async (db: Db, person: string): Promise<string | null> => {
  const [first] = await db
    .select({ id: membership.organizationId })
    .from(membership)
    .where(eq(membership.userId, person))
    .orderBy(asc(membership.createdAt), asc(membership.organizationId))
    .limit(1)
  return first?.id ?? null
}

/** Members and invitations. Our `admin` is the plugin's creator: there must always be one. */
export const organizationPlugin = () =>
  organization({
    creatorRole: 'admin',
    invitationExpiresIn: invitationDays * 86_400,
    cancelPendingInvitationsOnReInvite: true,
    requireEmailVerificationOnInvitation: true,
    membershipLimit: 500,
    invitationLimit: 100,
  })

/** A sign-in token; its first half is the id of the mail that carries it. */
const signInToken = async (links: Links, mail: string): Promise<string> =>
  `${mail}.${await links.token('sign-in', mail)}`

/**
 * The better-auth instance: sessions, sign-in links, organisations, API keys. Its HTTP handler is
 * mounted nowhere: `oidc.ts` opens the one way that must be.
 */
export const makeAuth = (db: Db, settings: AuthSettings) => {
  const { secret, newId = () => crypto.randomUUID(), sendSignIn = noMail } = settings
  const links = linksOf(secret)
  return betterAuth({
    ...authOptions(db, settings),
    plugins: [
      apiKey({
        defaultPrefix: keyPrefix,
        defaultKeyLength: keyLetters,
        requireName: true,
        maximumNameLength: 100,
        startingCharactersConfig: { charactersLength: keyPrefix.length + 5 },
        keyExpiration: { maxExpiresIn: longestKeyDays },
        // On by default, with 10 requests a day.
        rateLimit: { enabled: false },
      }),
      magicLink({
        expiresIn: signInMinutes * 60,
        storeToken: 'hashed',
        generateToken: () => signInToken(links, newId()),
        sendMagicLink: ({ email, token, metadata }) =>
          sendSignIn(email, token, {
            lang: String(metadata?.lang),
            returnTo: String(metadata?.returnTo),
          }),
      }),
      organizationPlugin(),
    ],
  })
}

const noMail = () => Promise.reject(new Error('No way to send sign-in links was given.'))

export type Auth = ReturnType<typeof makeAuth>
