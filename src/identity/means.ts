import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { Fault, invalidField } from '../calendar/fault.ts'
import { cleanTitle } from '../calendar/hygiene.ts'
import { canonicalLang, type Lang } from '../calendar/language.ts'
import { type Instant, instantOf } from '../calendar/time.ts'
import type { Db } from './auth.ts'
import { user } from './schema.ts'

/** What every function of this room works with. */
export type Means = Readonly<{ db: Db; newId: () => string; now: () => Instant }>

// Without transactions every function here writes so that a repetition after a breakdown completes
// the work: `on conflict do nothing`, and the row that counts last.

/** The language of mail to somebody who never chose one. */
export const anyLang: Lang = 'en'

/** Mailboxes of technical users (RFC 6761 §6.4): they never get mail and nobody signs in with one. */
export const technicalMailbox = (organisation: string) => `${organisation}@organisation.invalid`
export const isTechnical = (email: string): boolean => email.endsWith('.invalid')

/** An instant of better-auth's in ours. */
export const second = (date: Date): Instant => instantOf(date.getTime())

/**
 * A name of a person, an organisation or a key as one clean line; fault `invalid` when nothing is
 * left, when it is too long (`limit`, characters) or holds controls.
 */
export const nameOf = (raw: string, limit = 200): string => {
  const line = raw.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
  const cleaned = cleanTitle(line)
  if (!/\p{Cc}/u.test(line) && cleaned.ok && cleaned.value.length <= limit) return cleaned.value
  const sentence = `Give a name of 1 to ${limit} characters on one line.`
  throw invalidField('/name', 'invalid-name', sentence)
}

/** A mailbox in small letters, as better-auth looks it up when somebody signs in. */
export const emailOf = (raw: string): string => {
  const email = z.email().max(254).safeParse(raw.trim().toLowerCase())
  if (email.success && !isTechnical(email.data)) return email.data
  throw invalidField('/email', 'invalid-email', 'Give an address such as ana@example.org.')
}

/** A language as mail is written in; fault `invalid` for anything that is none. */
export const langOf = (raw: string): Lang => {
  const lang = canonicalLang(raw)
  if (lang) return lang
  throw invalidField('/lang', 'invalid-language', 'Give a language as a tag such as pl or pt-BR.')
}

/** What somebody is called whose mailbox is all we know of them. */
export const nameFromEmail = (email: string): string => email.split('@')[0] ?? email

/** The person behind a mailbox, added when there is none; answers the id. */
export const personBehind = async (
  { db, newId, now }: Means,
  person: Readonly<{ name: string; email: string; lang?: Lang }>
): Promise<string> => {
  await addUser({ db, now }, { ...person, id: newId() })
  const [found] = await db.select({ id: user.id }).from(user).where(eq(user.email, person.email))
  if (!found) throw new Error('The user just added is gone.')
  return found.id
}

export const addUser = async (
  { db, now }: Pick<Means, 'db' | 'now'>,
  person: Readonly<{ id: string; name: string; email: string; lang?: Lang }>
): Promise<void> => {
  const at = new Date(now())
  await db
    .insert(user)
    .values({ ...person, createdAt: at, updatedAt: at })
    .onConflictDoNothing()
}

/** A fault that tells nothing about what is there. */
export const nothing = (what: string) => new Fault('not_found', `There is no such ${what} here.`)
