import type { Doer } from './submission.ts'
import type { Instant } from './time.ts'

/** Where a request came from, as far as a ledger may know it: its id and a keyed hash of the address. */
export type Trail = Readonly<{ requestId: string; addressHash: string | null }>

/** What people do that is neither a decision nor a publication step. */
export const auditVerbs = [
  'sign_in',
  'sign_out',
  'create_organisation',
  'invite',
  'uninvite',
  'join',
  'decline',
  'leave',
  'remove_member',
  'issue_key',
  'revoke_key',
  'grant',
  'revoke_grant',
  'trust',
  'distrust',
  'take',
  'release',
  'check',
  'open_link',
  'retry_mail',
  'export',
  'erase',
  'request', // an attempt that was refused
] as const
export type AuditVerb = (typeof auditVerbs)[number]

/** A row of the audit. `object` is `kind:id`, for example `submission:0198…`. */
export type AuditEntry = Readonly<{
  at: Instant
  by: Doer | null
  verb: AuditVerb
  object: string | null
  outcome: 'done' | 'refused'
  /** Why it was refused, or in other words what was done. */
  reason: string | null
}>

/** One thing that happened to an event, from whichever ledger. */
export type HistoryEntry = Readonly<{
  at: Instant
  by: Doer
  /** A submission's verb or a publication's cause. */
  verb: string
  ledger: 'submission' | 'publication' | 'audit'
  /** State after it. */
  state: string
  revision: number | null
  reason: Readonly<{ code: string | null; text: string | null }>
  requestId: string | null
}>
