import type { Instant } from './time.ts'

/** How often one subject may do something within a window that begins with the first time. */
export type LimitRule = Readonly<{
  /** Of the policy, for example `sign-in-mailbox`: letters, digits and hyphens. */
  name: string
  /** Whom it counts, as a keyed hash: an address or a mailbox is never kept as it is. */
  subject: string
  most: number
  windowSeconds: number
}>

/** Where a subject stands after one more attempt. */
export type LimitState = Readonly<{
  name: string
  most: number
  windowSeconds: number
  /** False when this attempt was one too many. */
  ok: boolean
  /** Attempts left in the window. */
  remaining: number
  /** Whole seconds, at least 1, until the window ends and all of them are back. */
  resetSeconds: number
}>

/** What guards against abuse keep, for hours at most. */
export interface Limits {
  /**
   * Counts one attempt under each rule in order and stops at the first that refuses, so that whoever
   * is refused by their address uses up nobody's mailbox. Attempts at the same moment are counted one
   * after the other. A refused attempt counts too, but never lengthens the window.
   */
  take(rules: readonly LimitRule[], now: Instant): Promise<readonly LimitState[]>
  /**
   * Is the token the spender's? True for whoever comes first and every time they come again, so that
   * a request resent after a timeout gets the same answer; false for everybody else.
   */
  spend(token: string, spender: string, expiresAt: Instant): Promise<boolean>
  /** Forgets windows and tokens that have ended; answers how many rows are gone. */
  purge(now: Instant): Promise<number>
}
