import { isAPIError } from 'better-auth/api'
import { Fault, type FaultCode } from '../calendar/fault.ts'

/** What the triggers of `drizzle/0003_accounts.sql` say, and what people are told. */
const locks: Readonly<Record<string, string>> = {
  last_admin: 'Somebody must look after the organisation: make another member its admin first.',
  last_administrator: 'There must be an administrator: appoint another one first.',
}

/** The conflict of leaving people without somebody to look after them. */
export const lockConflict = (lock: keyof typeof locks): Fault => {
  const sentence = locks[lock] ?? lock
  return new Fault('conflict', sentence, [{ code: lock.replace('_', '-'), detail: sentence }])
}

/** Does some work; what a trigger of ours refuses is a conflict, anything else is thrown as it is. */
export const asConflict = async <Done>(work: () => Promise<Done>): Promise<Done> => {
  try {
    return await work()
  } catch (error) {
    const lock = Object.keys(locks).find((each) => new RegExp(`\\b${each}\\b`).test(texts(error)))
    throw lock ? lockConflict(lock) : error
  }
}

const texts = (error: unknown): string => {
  const parts: string[] = []
  for (let e: unknown = error; e instanceof Error && parts.length < 5; e = e.cause)
    parts.push(e.message)
  return parts.join(' | ')
}

/** A moment ago, when we asked, they still were. */
const noLongerAdmin: readonly [FaultCode, string] = [
  'forbidden',
  'You are no admin of this organisation any more.',
]

/** Error codes of better-auth that people cause, and what they are told. Every other one is a bug. */
const refusals: Readonly<Record<string, readonly [FaultCode, string]>> = {
  USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION: [
    'conflict',
    'Whoever has this mailbox is a member already.',
  ],
  INVITATION_LIMIT_REACHED: [
    'conflict',
    'Too many invitations are open; take some back, or wait until they expire.',
  ],
  ORGANIZATION_MEMBERSHIP_LIMIT_REACHED: [
    'conflict',
    'The organisation has as many members as it can.',
  ],
  INVITATION_NOT_FOUND: [
    'gone',
    'This invitation was answered, taken back or has expired; ask for a new one.',
  ],
  YOU_ARE_NOT_ALLOWED_TO_INVITE_USERS_TO_THIS_ORGANIZATION: noLongerAdmin,
  YOU_ARE_NOT_ALLOWED_TO_CANCEL_THIS_INVITATION: noLongerAdmin,
  YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER: noLongerAdmin,
  YOU_ARE_NOT_ALLOWED_TO_DELETE_THIS_MEMBER: noLongerAdmin,
  UNAUTHORIZED: ['unauthenticated', 'You were signed out meanwhile; sign in again.'],
  MEMBER_NOT_FOUND: ['not_found', 'There is no such member here.'],
  YOU_CANNOT_LEAVE_THE_ORGANIZATION_AS_THE_ONLY_OWNER: ['conflict', String(locks.last_admin)],
  YOU_CANNOT_LEAVE_THE_ORGANIZATION_WITHOUT_AN_OWNER: ['conflict', String(locks.last_admin)],
}

/** Does some work of better-auth's; its refusals and those of triggers become faults. */
export const asFault = <Done>(work: () => Promise<Done>): Promise<Done> =>
  asConflict(async () => {
    try {
      return await work()
    } catch (error) {
      const refusal = isAPIError(error) && refusals[String(error.body?.code)]
      throw refusal ? new Fault(...refusal) : error
    }
  })
