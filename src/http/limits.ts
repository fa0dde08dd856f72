import type { Context, MiddlewareHandler } from 'hono'
import { Fault } from '../calendar/fault.ts'
import type { LimitRule, LimitState, Limits } from '../calendar/limits.ts'
import { addDays, type Instant } from '../calendar/time.ts'
import { networkOf } from './client-address.ts'
import type { KeyedHash } from './keyed-hash.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** The limits this request counted against; `quotaHeaders` tells them. */
    quotas?: readonly LimitState[]
  }
}

/** Whom a policy counts. Addresses count by network and UTC day, mailboxes without their `+tag`. */
type By = 'address' | 'mailbox' | 'key'

/** One limit: its name on the wire, whom it counts, how often, and the sentence when it is used up. */
type Policy = Readonly<{
  name: string
  by: By
  most: number
  windowSeconds: number
  sentence: string
}>

const policy = (
  name: string,
  by: By,
  most: number,
  windowSeconds: number,
  sentence: (most: number) => string
): Policy => ({ name, by, most, windowSeconds, sentence: sentence(most) })

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/**
 * Every limit there is, by what is done; the policies of one thing are counted in this order and the
 * first that refuses ends it. Reading feeds, months and pages is not limited here: one address fetches
 * for thousands of subscribers.
 */
export const policies = {
  /** An event offered without an account. */
  submission: [
    policy(
      'submission-hour',
      'address',
      5,
      hour,
      (n) => `Without an account, at most ${n} events can be sent from one connection in an hour.`
    ),
    policy(
      'submission-day',
      'address',
      20,
      day,
      (n) => `Without an account, at most ${n} events can be sent from one connection in a day.`
    ),
  ],
  confirmation: [
    policy(
      'confirmation-mail',
      'mailbox',
      5,
      hour,
      (n) => `A mailbox gets at most ${n} confirmation mails in an hour.`
    ),
  ],
  // The same for mailboxes we know and others: they are counted before anybody looks.
  signIn: [
    policy(
      'sign-in-address',
      'address',
      20,
      hour,
      (n) => `At most ${n} sign-in links can be asked for from one connection in an hour.`
    ),
    policy(
      'sign-in-mailbox',
      'mailbox',
      5,
      hour,
      (n) => `A mailbox gets at most ${n} sign-in links in an hour.`
    ),
  ],
  write: [
    policy(
      'write',
      'key',
      600,
      10 * minute,
      (n) => `A key may write at most ${n} times in ten minutes.`
    ),
  ],
  /** Counted by `countFailures` after the fact: a good key is never refused for a neighbour's bad ones. */
  failedKey: [
    policy(
      'failed-authentication',
      'address',
      60,
      minute,
      (n) =>
        `More than ${n} requests with a wrong key came from your connection in a minute. Check the key before you go on.`
    ),
  ],
  preview: [
    policy(
      'preview',
      'address',
      120,
      minute,
      (n) => `At most ${n} previews can be drawn for one connection in a minute.`
    ),
  ],
  hint: [
    policy(
      'hint',
      'address',
      120,
      minute,
      (n) => `At most ${n} hints can be looked up for one connection in a minute.`
    ),
  ],
  shorten: [
    policy(
      'short-address',
      'address',
      60,
      hour,
      (n) => `At most ${n} short addresses can be asked for from one connection in an hour.`
    ),
  ],
  /** A whole feed is made and read for it. */
  check: [
    policy(
      'feed-check',
      'address',
      60,
      minute,
      (n) => `At most ${n} calendars can be checked from one connection in a minute.`
    ),
  ],
  challenge: [
    policy(
      'challenge',
      'address',
      60,
      minute,
      (n) => `At most ${n} challenges can be fetched from one connection in a minute.`
    ),
  ],
} as const satisfies Readonly<Record<string, readonly Policy[]>>
export type Doing = keyof typeof policies

const policyNamed = new Map<string, Policy>(
  Object.values(policies)
    .flat()
    .map((one) => [one.name, one])
)

/** A span for people: seconds up to two minutes, then minutes, then hours, rounded up. */
export const spanInWords = (seconds: number): string => {
  const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`
  if (seconds < 2 * minute) return counted(seconds, 'second')
  if (seconds < 2 * hour) return counted(Math.ceil(seconds / minute), 'minute')
  return counted(Math.ceil(seconds / hour), 'hour')
}

const tooMany = ({ name, resetSeconds }: LimitState): Fault => {
  const sentence = `${policyNamed.get(name)?.sentence ?? 'A limit is used up.'} Please try again in ${spanInWords(resetSeconds)}.`
  return new Fault('too_many', sentence, [{ code: name, detail: sentence }])
}

/** One spelling for all that reach the same person: letter case and a `+tag` make no other mailbox. */
const mailboxOf = (address: string): string =>
  address
    .trim()
    .normalize('NFC')
    .toLowerCase()
    .replace(/\+[^@]*(?=@[^@]*$)/, '')

const untilMidnight = (now: Instant): number =>
  (Date.parse(`${addDays(now.slice(0, 10), 1)}T00:00:00Z`) - Date.parse(now)) / 1000

/** Whom a request is counted for, where it is not the address: a mailbox typed, a key or person known. */
export type Counted = Readonly<{ mailbox?: string; key?: string }>

export type LimiterNeeds = Readonly<{
  limits: Limits
  /** For the purpose of limits alone. */
  hash: KeyedHash
  now: () => Instant
  /** Null where a door cannot tell: then nothing is counted by address. */
  addressOf: (c: Context) => string | null
}>

/** Counts what people do against the table, as middleware or by hand inside a handler. */
export const limiterOf = ({ limits, hash, now, addressOf }: LimiterNeeds) => {
  const subjects: Readonly<
    Record<By, (c: Context, counted: Counted, at: Instant) => string | null>
  > = {
    address: (c, _, at) => {
      const address = addressOf(c)
      // Another salt each day: no row can tell that somebody came back.
      return address === null ? null : `address ${at.slice(0, 10)} ${networkOf(address)}`
    },
    mailbox: (_, { mailbox }) => (mailbox === undefined ? null : `mailbox ${mailboxOf(mailbox)}`),
    key: (_, { key }) => (key === undefined ? null : `key ${key}`),
  }

  const ruleOf = async (
    { name, by, most, windowSeconds }: Policy,
    c: Context,
    counted: Counted,
    at: Instant
  ): Promise<readonly LimitRule[]> => {
    const subject = subjects[by](c, counted, at)
    if (subject === null && by !== 'address')
      throw new Error(`“${name}” counts by ${by}; give one.`)
    return subject === null ? [] : [{ name, most, windowSeconds, subject: await hash(subject) }]
  }

  /** At midnight an address is somebody new, so no window of its outlasts the day. */
  const honest = (state: LimitState, at: Instant): LimitState =>
    policyNamed.get(state.name)?.by === 'address'
      ? { ...state, resetSeconds: Math.min(state.resetSeconds, untilMidnight(at)) }
      : state

  /**
   * Counts this request once for what it does; a fault `too_many` when that is once too often.
   * `counted` gives the mailbox or key that the policies of `doing` ask for.
   */
  const take = async (c: Context, doing: Doing, counted: Counted = {}): Promise<void> => {
    const at = now()
    const rules = await Promise.all(policies[doing].map((one) => ruleOf(one, c, counted, at)))
    const states = (await limits.take(rules.flat(), at)).map((state) => honest(state, at))
    c.set('quotas', [...(c.get('quotas') ?? []), ...states])
    const refused = states.find(({ ok }) => !ok)
    if (refused) throw tooMany(refused)
  }

  return {
    take,

    /** The same as middleware, for what is counted by address alone. */
    byAddress:
      (
        doing: 'submission' | 'preview' | 'hint' | 'shorten' | 'check' | 'challenge'
      ): MiddlewareHandler =>
      async (c, next) => {
        await take(c, doing)
        return next()
      },

    /** Counts requests that show a key and end in 401, and refuses what comes once they are too many. */
    countFailures: (async (c, next) => {
      await next()
      if (c.res.status !== 401 || c.req.header('Authorization') === undefined) return
      try {
        await take(c, 'failedKey')
      } catch (error) {
        // Or Hono copies the headers of the 401 onto the refusal.
        c.res = undefined
        throw error
      }
    }) satisfies MiddlewareHandler,
  }
}
export type Limiter = ReturnType<typeof limiterOf>

/** Policies and where they stand, as structured fields (RFC 9651). */
const policyField = ({ name, most, windowSeconds }: LimitState) =>
  `"${name}";q=${most};w=${windowSeconds}`
const stateField = ({ name, remaining, resetSeconds }: LimitState) =>
  `"${name}";r=${remaining};t=${resetSeconds}`

/**
 * `RateLimit-Policy`, `RateLimit` and, on refusal, `Retry-After` on whatever answers a request that
 * was counted (draft-ietf-httpapi-ratelimit-headers-11). Outermost, so that refusals carry them too.
 */
export const quotaHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  const quotas = c.get('quotas') ?? []
  // A client could wait for its quota before it follows a redirection (§6).
  if (quotas.length === 0 || (c.res.status >= 300 && c.res.status < 400)) return
  const refused = quotas.filter(({ ok }) => !ok)
  c.header('RateLimit-Policy', quotas.map(policyField).join(', '))
  // Retry-After should not come before the end of a window that is told beside it (§6).
  c.header('RateLimit', (refused.length > 0 ? refused : quotas).map(stateField).join(', '))
  for (const { resetSeconds } of refused) c.header('Retry-After', String(resetSeconds))
}
