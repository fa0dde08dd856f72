import type { EventStatus } from './event.ts'
import type { Lang } from './language.ts'
import type { Reason } from './submission.ts'
import type { Instant, LocalDate } from './time.ts'

/** An event as a mail speaks of it. `link`: its owner has no account and gets the secret link. */
export type MailEvent = Readonly<{
  event: string
  title: string
  titleLang: Lang
  link: boolean
}>

/** What each kind of mail is made from. Facts only: words, addresses and links come at delivery. */
export type MailFacts = Readonly<{
  /** Please prove your mailbox; the submission waits for that. */
  confirm: MailEvent & Readonly<{ submission: string; until: Instant }>
  /** It is in a country's queue now (first time, after changes, after an appeal). */
  received: MailEvent & Readonly<{ country: string; again: boolean }>
  changes_requested: MailEvent & Readonly<{ reason: Reason; by: string }>
  /** `live`: an edit of an event that is public already. */
  approved: MailEvent & Readonly<{ live: boolean }>
  /** Statement of reasons (Regulation (EU) 2022/2065, Art. 17). `appeal`: the submitter may ask once more. */
  rejected: MailEvent & Readonly<{ reason: Reason; live: boolean; appeal: boolean }>
  /** Statement of reasons for what was public. */
  removed: MailEvent & Readonly<{ reason: Reason }>
  restored: MailEvent
  /** Is everything still true? Three days before it starts. */
  reminder: MailEvent & Readonly<{ starts: LocalDate }>
  /** Whatever was kept about the person is gone. Sent to `Mail.address`, which goes with it. */
  erased: Readonly<{ name: string }>
  /** The token is derived from the mail's id. */
  sign_in: Readonly<{ until: Instant }>
  invitation: Readonly<{ invitation: string; organisation: string; by: string }>
  /** Once a day to a moderator with something to do. */
  digest: Readonly<{
    queues: readonly Readonly<{ country: string; waiting: number; oldest: LocalDate }>[]
    /** Published on trust and not yet looked at. */
    unchecked: number
  }>
  /** To moderators at once: an organiser changed what people travel on. */
  announced: MailEvent &
    Readonly<{ organisation: string; status: EventStatus; note: string | null }>
}>
export type MailKind = keyof MailFacts

/** A mail to be sent, written in the same commit as what it tells of. */
export type Mail = {
  [Kind in MailKind]: Readonly<{
    /** Also makes the Message-ID, so that a mail sent twice is recognised. */
    id: string
    kind: Kind
    /** A person; or null and an address, for somebody who is nobody here (yet, or any more). */
    person: string | null
    address: string | null
    lang: Lang
    facts: MailFacts[Kind]
    at: Instant
  }>
}[MailKind]

export const mailStates = ['waiting', 'sent', 'dead', 'dropped'] as const
/** `dead`: given up after the last try. `dropped`: the recipient is gone, or what it offered has expired. */
export type MailState = (typeof mailStates)[number]

/** A mail as the outbox keeps it. Facts and address are emptied once it is sent. */
export type OutboxEntry = Readonly<{
  mail: Mail
  state: MailState
  /** Claims so far, the present one among them. */
  attempts: number
  dueAt: Instant
  lastError: string | null
}>

/** The outbox as delivery sees it; mails get in by `Store.commit` (or `add`, for identity's own). */
export interface Outbox {
  add(mails: readonly Mail[]): Promise<void>
  /**
   * Mails that are due and nobody else's, claimed until `until`: whoever dies holding some leaves
   * them to the next after that moment.
   */
  claim(now: Instant, until: Instant, limit: number): Promise<readonly OutboxEntry[]>
  /** It is delivered or dropped: facts and address are emptied in the same step. */
  end(id: string, state: 'sent' | 'dropped', at: Instant): Promise<void>
  /** It failed: due again at `dueAt`, or dead when that is null. The error is for operators. */
  failed(id: string, error: string, dueAt: Instant | null, at: Instant): Promise<void>
  /** Newest first. */
  list(state: MailState, limit: number): Promise<readonly OutboxEntry[]>
  /** Dead mails become due again; answers how many. */
  revive(ids: readonly string[], at: Instant): Promise<number>
}

/** Where a recipient is reached; null when they are gone. */
export type AddressBook = Readonly<{
  addressOf(person: string): Promise<Readonly<{ email: string; name: string }> | null>
}>
