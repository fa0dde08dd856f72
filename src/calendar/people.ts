export type Role = 'submitter' | 'moderator'

/** Who is asking: a person or key acting for an organisation, a moderator with countries, or both. */
export type Actor = Readonly<{
  id: string
  name: string
  organisation: Readonly<{ id: string; slug: string; name: string }> | null
  roles: readonly Role[]
  /** The moderator's grant: ISO codes and `EU`. Empty for everybody else. */
  countries: readonly string[]
}>

/** What `http` needs to know of identity, and all of it. */
export interface Identity {
  /**
   * Who sends these headers; null when they name nobody. Credentials that are malformed, unknown,
   * expired or disabled are a fault `unauthenticated`: a caller who meant to be somebody must not
   * be served as nobody.
   */
  actorOf(headers: Headers): Promise<Actor | null>
}

/** The organisation that answers for an event or a submission. */
type Owned = Readonly<{ organisationId: string }>
/** The country whose moderators decide. */
type Placed = Owned & Readonly<{ primaryCountry: string }>

export type Ruling = 'yes' | 'not-a-moderator' | 'out-of-scope' | 'own-organisation'

const actsFor = (actor: Actor, { organisationId }: Owned): boolean =>
  actor.organisation?.id === organisationId

const isModerator = (actor: Actor): boolean => actor.roles.includes('moderator')

/** Why somebody may not decide, first match wins. `EU` is a country like any other here. */
const objections: readonly (readonly [Ruling, (actor: Actor, on: Placed) => boolean])[] = [
  ['not-a-moderator', (actor) => !isModerator(actor)],
  ['out-of-scope', (actor, on) => !actor.countries.includes(on.primaryCountry)],
  ['own-organisation', actsFor],
]

/** May this actor decide on it? Nobody decides on their own organisation's event. */
export const mayDecide = (actor: Actor, on: Placed): Ruling =>
  objections.find(([, holds]) => holds(actor, on))?.[0] ?? 'yes'

/** May this actor revise, cancel or withdraw it? Its organisation may; a moderator only decides. */
export const mayEdit = (actor: Actor, on: Owned): boolean => actsFor(actor, on)

/** May this actor read a submission and its decisions: its organisation and the country's moderators. */
export const mayReadSubmission = (actor: Actor, on: Placed): boolean =>
  actsFor(actor, on) || (isModerator(actor) && actor.countries.includes(on.primaryCountry))

/** May this actor read the moderation queue at all? It holds the countries of the grant. */
export const mayReadQueue = isModerator
