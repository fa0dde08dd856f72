import type { Mail } from '../calendar/mail.ts'
import type { Links } from '../calendar/people.ts'
import type { Auth, AuthSettings } from './auth.ts'
import type { Means } from './means.ts'

/** An OpenID Connect provider people may sign in with, such as EU Login. */
export type Provider = Readonly<{
  /** Issuer, or the address of its discovery document. */
  issuer: string
  clientId: string
  clientSecret: string
  /** As the button calls it. */
  name: string
}>

/** What the parts of accounts work with. */
export type Wiring = Means &
  Readonly<{
    auth: Auth
    links: Links
    settings: AuthSettings
    /** Puts a mail into the outbox. */
    queue: (mail: Mail) => Promise<void>
    provider: Provider | null
  }>
