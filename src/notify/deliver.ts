import type { AddressBook, Mail, Outbox, OutboxEntry } from '../calendar/mail.ts'
import { type Instant, instantOf } from '../calendar/time.ts'
import { compose } from './compose.ts'
import type { Sender } from './desk.ts'
import { type Mailbox, PermanentFailure, type Transport } from './message.ts'

/** What delivery needs from outside. `now` is asked again before every mail. */
export type DeliveryMeans = Sender &
  Readonly<{
    outbox: Outbox
    addresses: AddressBook
    transport: Transport
    now: () => Instant
  }>

/** How many mails ended how. `left` are claimed and untouched: they are due again after the claim. */
export type Delivered = Readonly<{
  sent: number
  /** Will be tried again. */
  failed: number
  dead: number
  /** The recipient is gone, or what the mail offered has expired. */
  dropped: number
  left: number
}>

const claimMs = 120_000
/** A transport gives up within half a minute; nothing is begun that might outlive the claim. */
const slowestSendMs = 40_000
/** So few are claimed at once that the slowest server cannot make the last one late: a claim is a try. */
const portion = 3

/** Tries before a mail is given up; the pauses between them treble and add up to 45 hours. */
export const mostAttempts = 8
const firstPauseMs = 150_000

/** When to try again after so many tries; null when that was the last. */
const nextTry = (attempts: number, now: Instant): Instant | null =>
  attempts >= mostAttempts ? null : instantOf(Date.parse(now) + firstPauseMs * 3 ** (attempts - 1))

const nothing: Delivered = { sent: 0, failed: 0, dead: 0, dropped: 0, left: 0 }

const added = (one: Delivered, other: Delivered): Delivered => ({
  sent: one.sent + other.sent,
  failed: one.failed + other.failed,
  dead: one.dead + other.dead,
  dropped: one.dropped + other.dropped,
  left: one.left + other.left,
})

const recipientOf = async (mail: Mail, addresses: AddressBook): Promise<Mailbox | null> => {
  if (mail.person !== null) return addresses.addressOf(mail.person)
  if (mail.address === null) return null
  return { email: mail.address, name: mail.kind === 'erased' ? mail.facts.name : '' }
}

/** A link that works no more is not worth a mail. */
const isExpired = (mail: Mail, now: Instant): boolean =>
  (mail.kind === 'confirm' || mail.kind === 'sign_in') && mail.facts.until <= now

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/**
 * What went wrong, for operators. Servers like to repeat whom a mail was for and what was in it: no
 * address, no link and nothing of the recipient's stays.
 */
export const errorText = (error: unknown, to: Mailbox | null): string => {
  const raw = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const local = to?.email.split('@')[0] ?? ''
  const known = [to?.email ?? '', encodeURIComponent(to?.email ?? ''), to?.name ?? '', local]
  return known
    .filter((text) => text.length > 2)
    .reduce((text, secret) => text.replaceAll(new RegExp(literally(secret), 'gi'), '…'), raw)
    .replace(/\w+:\/\/\S+/g, '<link>')
    .replace(/[^\s<>"'(),;:=]*(?:@|%40)[^\s<>"'(),;:=]*/gi, '<address>')
    .replace(/\s+/g, ' ')
    .slice(0, 300)
}

/** One claimed mail, to its end or to its next try. */
const deliverOne = async (
  means: DeliveryMeans,
  { mail, attempts }: OutboxEntry
): Promise<keyof Delivered> => {
  const { outbox, addresses, transport, now } = means
  let to: Mailbox | null = null
  try {
    if (attempts > mostAttempts) throw new PermanentFailure('Begun too often and never ended.')
    to = await recipientOf(mail, addresses)
    if (to && !isExpired(mail, now())) await transport.send(await compose(mail, to, means))
    else to = null
  } catch (error) {
    const dueAt = error instanceof PermanentFailure ? null : nextTry(attempts, now())
    await outbox.failed(mail.id, errorText(error, to), dueAt, now())
    return dueAt ? 'failed' : 'dead'
  }
  const state = to ? 'sent' : 'dropped'
  await outbox.end(mail.id, state, now())
  return state
}

/** Claims a few and brings each to its end or its next try. */
const deliverFew = async (means: DeliveryMeans, limit: number): Promise<Delivered> => {
  const { outbox, now } = means
  const start = now()
  const until = Date.parse(start) + claimMs
  let counts = nothing
  for (const entry of await outbox.claim(start, instantOf(until), limit)) {
    const isLate = Date.parse(now()) + slowestSendMs > until
    const ending = isLate ? 'left' : await deliverOne(means, entry)
    counts = added(counts, { ...nothing, [ending]: 1 })
  }
  return counts
}

const sizeOf = (counts: Delivered): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/**
 * Sends at most `limit` of the mails that are due, one after the other, each to its end or its next
 * try: a mail that cannot be sent stops no other. Only an outbox that fails is thrown: what was
 * claimed is due again two minutes later. At least once: who dies between sending and saying so
 * sends again, with the same Message-ID.
 */
export const deliver = async (means: DeliveryMeans, limit: number): Promise<Delivered> => {
  let total = nothing
  while (sizeOf(total) < limit) {
    const counts = await deliverFew(means, Math.min(portion, limit - sizeOf(total)))
    if (sizeOf(counts) === 0) break
    total = added(total, counts)
  }
  return total
}

/** Delivers until nothing is due. */
export const flush = (means: DeliveryMeans): Promise<Delivered> =>
  deliver(means, Number.POSITIVE_INFINITY)
