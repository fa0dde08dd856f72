import type { Lang } from './language.ts'
import type { Role, Scope } from './people.ts'
import type { Doer } from './submission.ts'
import type { Instant } from './time.ts'

export const memberRoles = ['admin', 'member'] as const
/** What somebody is in an organisation: an admin also looks after its members and keys. */
export type MemberRole = (typeof memberRoles)[number]

export const organisationScopes = ['read', 'submit', 'announce'] as const satisfies Scope[]
/** What an organisation's key may be allowed; only moderators' own keys decide. */
export type OrganisationScope = (typeof organisationScopes)[number]

/** Values of `Set-Cookie`, one header each. */
export type SetCookies = readonly string[]

/** A person with a mailbox, as they see themselves. */
export type Person = Readonly<{ id: string; name: string; email: string; lang: Lang }>

/** An organisation somebody belongs to. */
export type Belonging = Readonly<{ id: string; slug: string; name: string; role: MemberRole }>

/** An open invitation, as the invited person sees it. */
export type ReceivedInvitation = Readonly<{
  id: string
  organisation: Readonly<{ id: string; slug: string; name: string }>
  role: MemberRole
  /** Name of who invites. */
  by: string
  expiresAt: Instant
}>

/** A signed-in browser: who it is, for whom they act and what waits for them. */
export type Session = Readonly<{
  person: Person
  organisations: readonly Belonging[]
  /** Id of the organisation they act for now; null: for themselves. */
  acting: string | null
  invitations: readonly ReceivedInvitation[]
  roles: readonly Role[]
  /** The moderator's grant; empty for everybody else. */
  countries: readonly string[]
  /** A session in use lasts longer; then the browser is told so. Mostly empty. */
  setCookies: SetCookies
}>

/** Signing in and out. There are no passwords: a mailbox or an identity provider vouches. */
export interface SigningIn {
  /**
   * Sends a link to a mailbox, good once and for 15 minutes. Answers the same whether or not anybody
   * has it. `returnTo`: local path to go to afterwards. Fault: `invalid` when it is no mailbox.
   */
  requestSignIn(wish: Readonly<{ email: string; lang: Lang; returnTo: string }>): Promise<void>
  /**
   * Uses the token of such a link up. Mailboxes seen for the first time become people. Faults:
   * `not_found` when the token is not whole, `gone` when it was used before or is too old.
   */
  consumeSignIn(
    token: string
  ): Promise<Readonly<{ person: Doer; setCookies: SetCookies; returnTo: string }>>
  /** The OpenID Connect provider people may sign in with; null when none is configured. */
  provider: Readonly<{ name: string }> | null
  /**
   * Where to send a browser that wants to sign in with the provider: to it, or back to `/sign-in`
   * with a problem when it does not answer. Fault: `not_found` without a provider.
   */
  startAtProvider(returnTo: string): Promise<Readonly<{ location: string; setCookies: SetCookies }>>
  /** What is under `/auth`: the provider's way back, and nothing else (fault `not_found`). */
  handler(request: Request): Promise<Response>
  signOut(headers: Headers): Promise<SetCookies>
}

/**
 * What people change about themselves. Here and below `headers` say who asks; nobody is a fault
 * `unauthenticated`, and what they may not know of is `not_found`.
 */
export interface Self {
  /** Who is signed in; null for everybody else. */
  session(headers: Headers): Promise<Session | null>
  rename(headers: Headers, name: string): Promise<void>
  /** In which language mail comes. */
  setLanguage(headers: Headers, lang: string): Promise<void>
  /** From now on act for an organisation (its id), or for nobody but oneself. */
  actFor(headers: Headers, organisation: string | null): Promise<void>
}

export type Member = Readonly<{
  person: string
  name: string
  /** Shown to admins only. */
  email: string | null
  role: MemberRole
  since: Instant
}>

/** An open invitation, as the organisation's admins see it. */
export type SentInvitation = Readonly<{
  id: string
  email: string
  role: MemberRole
  expiresAt: Instant
}>

/** Organisations and who belongs to them. `organisation`, `invitation` and `person` are ids. */
export interface Organisations {
  /**
   * Adds an organisation whose admin is whoever asks, and who then acts for it. Without a slug one
   * is made from the name. Faults: `invalid`, and `conflict` when the slug is taken.
   */
  createOrganisation(
    headers: Headers,
    wish: Readonly<{ name: string; slug?: string | undefined }>
  ): Promise<Readonly<{ id: string; slug: string; name: string }>>
  /** Who belongs to it and, for admins, who is invited. */
  members(
    headers: Headers,
    organisation: string
  ): Promise<Readonly<{ members: readonly Member[]; invitations: readonly SentInvitation[] }>>
  /** Asks a mailbox to join, for seven days; asking again replaces the first invitation. Admins only. */
  invite(
    headers: Headers,
    organisation: string,
    wish: Readonly<{ email: string; role: MemberRole }>
  ): Promise<SentInvitation>
  cancelInvitation(headers: Headers, organisation: string, invitation: string): Promise<void>
  /** Joins, and acts for the organisation from now on. Fault: `gone` when it has expired or was taken back. */
  accept(headers: Headers, invitation: string): Promise<Belonging>
  decline(headers: Headers, invitation: string): Promise<void>
  /** Admins only. Fault: `conflict` when nobody would be left to look after the organisation. */
  removeMember(headers: Headers, organisation: string, person: string): Promise<void>
  /** Admins only; `conflict` as above. */
  changeRole(
    headers: Headers,
    organisation: string,
    person: string,
    role: MemberRole
  ): Promise<void>
  /** `conflict` as above. */
  leave(headers: Headers, organisation: string): Promise<void>
}

export type Key = Readonly<{
  id: string
  name: string
  /** First letters of the secret, to tell keys apart. */
  start: string
  scopes: readonly Scope[]
  state: 'active' | 'revoked' | 'expired'
  createdAt: Instant
  /** Null: never. */
  expiresAt: Instant | null
  lastUsedAt: Instant | null
}>

/** API keys of an organisation (its id); its admins only. */
export interface Keys {
  keys(headers: Headers, organisation: string): Promise<readonly Key[]>
  /** The secret is in this answer and nowhere else. Faults: `invalid` with a pointer. */
  issueKey(
    headers: Headers,
    organisation: string,
    wish: Readonly<{
      name: string
      scopes: readonly string[]
      /** 1 to 365 whole days. */
      expiresInDays: number
    }>
  ): Promise<Readonly<{ id: string; secret: string }>>
  /** At once and for good. */
  revokeKey(headers: Headers, organisation: string, key: string): Promise<void>
}

export type Moderator = Readonly<{
  id: string
  name: string
  email: string
  countries: readonly string[]
  senior: boolean
  /** Slugs of organisations they belong to and therefore never decide for. */
  organisations: readonly string[]
  createdAt: Instant
}>

export type Administrator = Readonly<{ id: string; name: string; email: string; since: Instant }>

/** A mailbox, and the name of its person, which counts only when we do not know them yet. */
export type Appointee = Readonly<{ email: string; name: string }>

/** What administrators do; everybody else is `forbidden`. */
export interface Administration {
  moderators(headers: Headers): Promise<readonly Moderator[]>
  /** Faults: `invalid` for an unknown country, `conflict` when they are one already. */
  appointModerator(
    headers: Headers,
    wish: Appointee & Readonly<{ countries: readonly string[]; senior: boolean }>
  ): Promise<Moderator>
  changeModerator(
    headers: Headers,
    person: string,
    wish: Readonly<{ countries: readonly string[]; senior: boolean }>
  ): Promise<Moderator>
  dismissModerator(headers: Headers, person: string): Promise<void>
  administrators(headers: Headers): Promise<readonly Administrator[]>
  appointAdministrator(headers: Headers, wish: Appointee): Promise<Administrator>
  /** Fault: `conflict` for the last one. */
  dismissAdministrator(headers: Headers, person: string): Promise<void>
  /** Every organisation by name, with how many people belong to it. */
  organisations(headers: Headers): Promise<
    readonly Readonly<{
      id: string
      slug: string
      name: string
      createdAt: Instant
      members: number
    }>[]
  >
  /** Makes somebody admin of an organisation, which may have nobody left. */
  appointAdmin(headers: Headers, organisation: string, wish: Appointee): Promise<void>
}

/** A person's rights over what is kept of them; `person` is an id, proven by whoever calls. */
export interface Privacy {
  /** All that identity holds of a person, without secrets. Fault: `not_found`. */
  exportOf(person: string): Promise<PersonalRecord>
  /**
   * The pseudonym that stands for a person in ledgers after `erase`, always the same. Ask first:
   * `conflict` for the last admin of an organisation with other members and the last administrator.
   */
  pseudonymFor(person: string): Promise<string>
  /** Deletes a person and all that hangs on them. Faults as `pseudonymFor`. */
  erase(person: string): Promise<void>
  /** Deletes expired sessions, links and invitations, and people who never answered; says how many of each. */
  purge(now: Instant): Promise<Readonly<Record<Purged, number>>>
}
export type Purged = 'sessions' | 'verifications' | 'invitations' | 'people'

export type PersonalRecord = Readonly<{
  person: Person & Readonly<{ verified: boolean; createdAt: Instant; updatedAt: Instant }>
  organisations: readonly (Belonging & Readonly<{ since: Instant }>)[]
  moderator: Readonly<{ countries: readonly string[]; senior: boolean; since: Instant }> | null
  administratorSince: Instant | null
  sessions: readonly Readonly<{ createdAt: Instant; updatedAt: Instant; expiresAt: Instant }>[]
  /** Accounts elsewhere that sign in here. */
  accounts: readonly Readonly<{ provider: string; account: string; createdAt: Instant }>[]
  keys: readonly Key[]
  invitations: readonly Readonly<{
    organisation: string
    direction: 'received' | 'sent'
    /** Of the invited. */
    email: string
    status: string
    createdAt: Instant
    expiresAt: Instant
  }>[]
}>

/** All that pages and `http` ask of accounts. */
export type Accounts = SigningIn & Self & Organisations & Keys & Administration & Privacy

/** Where somebody goes who did not say where to. */
export const home = '/my'

/**
 * A path on this site (with query) to go to after signing in, or null for anything that could lead
 * elsewhere: another origin, `//host`, `/\\host`, `/.//host`, spaces and controls, which parsers drop.
 */
export const localPath = (raw: string): string | null => {
  if (!/^\/[^\s\p{Cc}\\]*$/u.test(raw) || raw.length > 2000) return null
  const here = 'http://calendar.invalid'
  const url = URL.parse(raw, here)
  // Asked of the parsed path: dots before a double slash are gone by now.
  return url?.origin === here && !url.pathname.startsWith('//') ? url.pathname + url.search : null
}

const unverified =
  'The identity provider has not verified your mailbox, so we cannot know that it is yours. Sign in by mail.'
const problems: Readonly<Record<string, string>> = {
  unreachable:
    'The identity provider does not answer just now. Sign in by mail, or try again later.',
  access_denied:
    'The identity provider did not let you in, or you turned back. Try again, or sign in by mail.',
  unverified_mailbox: unverified,
  account_not_linked: unverified,
  email_not_found: 'The identity provider did not tell us your mailbox. Sign in by mail.',
}

/** The sentence for the `error` a provider's way back ends with at `/sign-in`. */
export const providerProblem = (code: string): string =>
  problems[code] ??
  'Signing in with the identity provider did not work. Try again, or sign in by mail.'
