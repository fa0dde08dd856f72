import type { Lang } from './language.ts'
import type { Instant } from './time.ts'

export const roles = [
  'submitter',
  'organisation-admin',
  'moderator',
  'senior',
  'administrator',
] as const
/**
 * What somebody is here: `submitter` acts for an organisation or holds an event of their own,
 * `organisation-admin` looks after its members and keys, `moderator` decides for countries, `senior`
 * also gives trust, hears appeals of removals and restores, `administrator` appoints all of them.
 */
export type Role = (typeof roles)[number]

export const scopes = ['read', 'submit', 'announce', 'moderate'] as const
/** What an API key may be used for: reading what is private, offering, telling what happens, deciding. */
export type Scope = (typeof scopes)[number]

/** Who is asking: a person, a key acting for an organisation, or the holder of an event's secret link. */
export type Actor = Readonly<{
  id: string
  name: string
  /** The organisation they act for now. */
  organisation: Readonly<{ id: string; slug: string; name: string }> | null
  /** Ids of every organisation they belong to, `organisation` among them. */
  memberOf: readonly string[]
  roles: readonly Role[]
  /** The moderator's grant: ISO codes and `EU`. Empty for everybody else. */
  countries: readonly string[]
  /** What the key allows; null for a person, whose roles say it all. */
  scopes: readonly Scope[] | null
  /** The one event a secret link opens; null for everybody else. */
  holds: string | null
}>

/** What `http` needs to know of identity to serve somebody. */
export interface Identity {
  /**
   * Who sends these headers (session cookie or API key); null when they name nobody. Credentials
   * that are malformed, unknown, expired or disabled are a fault `unauthenticated`: a caller who
   * meant to be somebody must not be served as nobody. A cookie that is no longer good is nobody:
   * browsers send it by themselves.
   */
  actorOf(headers: Headers): Promise<Actor | null>
  /** The holder of an event's secret link; null when the token is not that event's. */
  actorByLink(event: string, token: string): Promise<Actor | null>
}

/**
 * Secret links are derived from the service's secret and never stored, so a copy of the database
 * opens nothing and every mail can carry the same link. `subject` is an id.
 */
export interface Links {
  token(purpose: LinkPurpose, subject: string): Promise<string>
  /** Compares in constant time. */
  fits(purpose: LinkPurpose, subject: string, token: string): Promise<boolean>
}
/** `confirm` opens a submission once, `event` the status page of an event without an organisation. */
export type LinkPurpose = 'confirm' | 'event' | 'sign-in' | 'form'

/** Somebody mail goes to; the address is looked up when it is sent, so that an erased one is nowhere. */
export type Recipient = Readonly<{ person: string; lang: Lang }>

/** Whom journeys tell what happened. */
export interface People {
  /**
   * Who hears about an event: its owner, or the member who submitted it, or (when a key did) the
   * admins of its organisation.
   */
  submittersOf(
    of: Readonly<{ submitter: string; organisationId: string; ownerId: string | null }>
  ): Promise<readonly Recipient[]>
  /** Moderators whose grant names the country. */
  moderatorsOf(country: string): Promise<readonly Recipient[]>
  /**
   * The person behind a mailbox, made when there is none yet (not verified, no session). The
   * statement-free half of a submission without an account; their name is kept when they exist.
   */
  personOf(of: Readonly<{ email: string; name: string; lang: Lang }>): Promise<string>
  /** The person behind a mailbox; null when nobody is known there. */
  known(email: string): Promise<string | null>
  /** The mailbox has answered: a link sent to it came back. */
  verified(person: string, at: Instant): Promise<void>
}

/** What stands in for an organisation where there is none; nobody belongs to it. */
export const independent = {
  id: 'independent',
  slug: 'independent',
  name: 'Independent organisers',
} as const

/** The organisation that answers for an event or a submission, or the person when there is none. */
export type Owned = Readonly<{ organisationId: string; ownerId?: string | null; event?: string }>
/** The country whose moderators decide; `covered` once the EU desk stands in for them. */
export type Placed = Owned &
  Readonly<{ primaryCountry: string; covered?: boolean; decidedBefore?: readonly string[] }>

export type Ruling =
  | 'yes'
  | 'not-a-moderator'
  | 'out-of-scope'
  | 'own-organisation'
  | 'decided-before'

/** Does the actor answer for it? The holder of a link does for that event alone. */
const actsFor = (actor: Actor, { organisationId, ownerId, event }: Owned): boolean => {
  if (actor.holds !== null) return actor.holds === event
  return ownerId ? actor.id === ownerId : actor.organisation?.id === organisationId
}

/** Is it their own in any way, also for an organisation they do not act for just now? */
const isOwn = (actor: Actor, of: Owned): boolean =>
  actsFor(actor, of) || (!of.ownerId && actor.memberOf.includes(of.organisationId))

const isModerator = (actor: Actor): boolean => actor.roles.includes('moderator')

const inScope = ({ countries }: Actor, { primaryCountry, covered = false }: Placed): boolean =>
  countries.includes(primaryCountry) || (covered && countries.includes('EU'))

/** Why somebody may not decide, first match wins. `EU` is a country like any other here. */
const objections: readonly (readonly [Ruling, (actor: Actor, on: Placed) => boolean])[] = [
  ['not-a-moderator', (actor) => !isModerator(actor)],
  ['out-of-scope', (actor, on) => !inScope(actor, on)],
  ['own-organisation', isOwn],
  ['decided-before', (actor, { decidedBefore = [] }) => decidedBefore.includes(actor.id)],
]

/** May this actor decide on it? Nobody decides on their own event, nor twice on an appeal. */
export const mayDecide = (actor: Actor, on: Placed): Ruling =>
  objections.find(([, holds]) => holds(actor, on))?.[0] ?? 'yes'

/** May this actor revise, cancel or withdraw it? Its organisation or owner may; a moderator only decides. */
export const mayEdit = (actor: Actor, on: Owned): boolean => actsFor(actor, on)

/** May this actor read a submission and its decisions: whoever answers for it and the country's moderators. */
export const mayReadSubmission = (actor: Actor, on: Placed): boolean =>
  actsFor(actor, on) || (isModerator(actor) && inScope(actor, on))

/** May this actor read the moderation queue at all? It holds the countries of the grant. */
export const mayReadQueue = isModerator

/** May this actor do what the scope names? People may whatever their roles allow; keys only their scopes. */
export const mayUse = (actor: Actor, scope: Scope): boolean =>
  actor.scopes === null || actor.scopes.includes(scope)

export const isSenior = (actor: Actor): boolean => actor.roles.includes('senior')
export const isAdministrator = (actor: Actor): boolean => actor.roles.includes('administrator')
