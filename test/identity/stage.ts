import { v7 } from 'uuid'
import { Fault } from '../../src/calendar/fault.ts'
import type { Mail } from '../../src/calendar/mail.ts'
import { instantOf } from '../../src/calendar/time.ts'
import type { Db } from '../../src/identity/auth.ts'
import { identityFor } from '../../src/identity/index.ts'
import type { Provider } from '../../src/identity/wiring.ts'

export const secret = 'Jx0v9sQ2mT7cL4wZ8bN1yR6kF3pD5hGa'

/** What a browser sends after it was told to keep some cookies. */
export const browserWith = (setCookies: readonly string[], before = new Headers()): Headers => {
  const jar = new Map(
    (before.get('cookie') ?? '')
      .split('; ')
      .filter(Boolean)
      .map((pair) => pair.split(/=(.*)/s, 2) as [string, string])
  )
  for (const cookie of setCookies) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (/max-age=0/i.test(cookie)) jar.delete(name)
    else jar.set(name, value)
  }
  return new Headers({ cookie: [...jar].map((pair) => pair.join('=')).join('; ') })
}

/** The fault a promise ends with; anything else fails the test. */
export const faultOf = async (promise: Promise<unknown>): Promise<Fault> => {
  try {
    await promise
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('It went well, and should not have.')
}

export const codeOf = async (promise: Promise<unknown>) => (await faultOf(promise)).code

/** Identity on a database, with the mails it sends and people who sign in by clicking on them. */
export const setIdentityStage = (
  db: Db,
  {
    baseUrl = 'https://calendar.test',
    oidc = null,
  }: { baseUrl?: string; oidc?: Provider | null } = {}
) => {
  const mails: Mail[] = []
  const room = identityFor(db, {
    secret,
    baseUrl,
    oidc,
    queue: async (mail) => {
      mails.push(mail)
    },
    newId: () => v7(),
    now: () => instantOf(Date.now()),
  })
  const { accounts, links } = room

  /** The newest mail, which must be of a kind. */
  const newest = <Kind extends Mail['kind']>(kind: Kind): Extract<Mail, { kind: Kind }> => {
    const mail = mails.at(-1)
    if (mail?.kind !== kind) throw new Error(`The newest mail is ${mail?.kind}, not ${kind}.`)
    return mail as Extract<Mail, { kind: Kind }>
  }

  /** Asks for a link and answers its token, as it would stand in the mail. */
  const linkFor = async (email: string, returnTo = '/my', lang = 'en') => {
    await accounts.requestSignIn({ email, lang, returnTo })
    const { id } = newest('sign_in')
    return `${id}.${await links.token('sign-in', id)}`
  }

  /** A browser of somebody who clicked on such a link. */
  const signIn = async (email: string) => {
    const { setCookies, person } = await accounts.consumeSignIn(await linkFor(email))
    return { headers: browserWith(setCookies), id: person.id, email }
  }

  /** Who somebody is now; fails when they are not signed in. */
  const sessionOf = async (of: { headers: Headers }) => {
    const session = await accounts.session(of.headers)
    if (!session) throw new Error('Nobody is signed in.')
    return session
  }

  /** Somebody signed in with an organisation of their own. */
  const adminOf = async (email: string, name: string) => {
    const admin = await signIn(email)
    const organisation = await accounts.createOrganisation(admin.headers, { name })
    return { ...admin, organisation }
  }

  /** Somebody whom an admin invited, and who joined. */
  const joined = async (
    admin: { headers: Headers; organisation: { id: string } },
    email: string,
    role: 'admin' | 'member' = 'member'
  ) => {
    const { id } = await accounts.invite(admin.headers, admin.organisation.id, { email, role })
    const guest = await signIn(email)
    await accounts.accept(guest.headers, id)
    return guest
  }

  return { ...room, mails, newest, linkFor, signIn, sessionOf, adminOf, joined }
}
export type IdentityStage = ReturnType<typeof setIdentityStage>
