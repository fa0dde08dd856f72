import type { Accounts } from '../calendar/accounts.ts'
import type { AddressBook, Mail } from '../calendar/mail.ts'
import type { Identity, Links, People } from '../calendar/people.ts'
import type { Instant } from '../calendar/time.ts'
import { administrationOf, keysFor } from './administration.ts'
import { type Auth, type AuthSettings, type Db, makeAuth } from './auth.ts'
import { identityOf } from './identity.ts'
import { linksOf } from './links.ts'
import type { Means } from './means.ts'
import { organisationsFor } from './members.ts'
import { signingInAtProvider } from './oidc.ts'
import { addressBookOf, peopleOf } from './people.ts'
import { privacyOf } from './privacy.ts'
import { selfOf } from './self.ts'
import { sendSignIn, signingInByMail } from './sign-in.ts'
import type { Provider, Wiring } from './wiring.ts'

export type IdentitySettings = Readonly<{
  /** Signs cookies, derives links: 32 letters or more. */
  secret: string
  /** Public address without a final slash. Over https, cookies are for this host alone. */
  baseUrl: string
  /** An OpenID Connect provider beside sign-in by mail; null for none. */
  oidc: Provider | null
  /** Puts a mail into the outbox. */
  queue: (mail: Mail) => Promise<void>
  newId: () => string
  now: () => Instant
}>

/** Everything identity gives to the other rooms, on one database. */
export type IdentityRoom = Readonly<{
  identity: Identity
  accounts: Accounts
  people: People
  links: Links
  addresses: AddressBook
  /** For the command line, which asks nobody: the functions of `accounts.ts` take them. */
  auth: Auth
  means: Means
}>

export const identityFor = (
  db: Db,
  { secret, baseUrl, oidc, queue, newId, now }: IdentitySettings
): IdentityRoom => {
  const means: Means = { db, newId, now }
  const links = linksOf(secret)
  const settings: AuthSettings = { secret, baseUrl, newId, sendSignIn: sendSignIn(means, queue) }
  const auth = makeAuth(db, settings)
  const wiring: Wiring = { ...means, auth, links, settings, queue, provider: oidc }
  return {
    identity: identityOf(auth, db, links),
    accounts: {
      ...signingInByMail(wiring),
      ...signingInAtProvider(wiring),
      ...selfOf(wiring),
      ...organisationsFor(wiring),
      ...keysFor(wiring),
      ...administrationOf(wiring),
      ...privacyOf(wiring),
    },
    people: peopleOf(means),
    links,
    addresses: addressBookOf(means),
    auth,
    means,
  }
}
