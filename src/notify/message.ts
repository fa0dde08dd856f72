import type { Instant } from '../calendar/time.ts'

/** A mailbox with the name written before it; an empty name is left out. */
export type Mailbox = Readonly<{ email: string; name: string }>

/** A mail as it goes out: complete, and without a header that somebody else has written. */
export type Message = Readonly<{
  /** The outbox's id, a UUID: what a provider or a folder knows the mail by. */
  id: string
  from: Mailbox
  to: Mailbox
  /** Where people answer to; null when that is the sender's own mailbox. */
  replyTo: string | null
  /** One line, without controls. */
  subject: string
  text: string
  /** A whole document. */
  html: string
  /** With angle brackets (RFC 5322 §3.6.4). */
  messageId: string
  /** When it was written, not when it is sent: a mail sent twice is twice the same. */
  at: Instant
  /** What no field above stands for, in Title-Case. */
  headers: Readonly<Record<string, string>>
}>

/**
 * Hands a mail on. Returning means that somebody else answers for it now; throwing, that nobody
 * does. A `PermanentFailure` will not get better by trying again.
 */
export type Transport = Readonly<{ send(message: Message): Promise<void> }>

/** The mail can never be delivered as it is: an address that does not exist, a refused content. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure'
}

/** One mailbox and nothing else that a header or an SMTP command could take for more. */
export const isMailbox = (email: string): boolean =>
  email.length <= 254 && /^[^\s\p{Cc}<>()[\],;:\\"@]+@[^\s\p{Cc}<>()[\],;:\\"@]+$/u.test(email)
