import type { Privacy } from '../calendar/accounts.ts'
import type { AuditEntry } from '../calendar/audit.ts'
import type { Mail } from '../calendar/mail.ts'
import type { Actor } from '../calendar/people.ts'
import type { Doer } from '../calendar/submission.ts'
import type { Ports } from './ports.ts'
import { mailEventOf } from './tell.ts'

/** What identity does of it: it holds mailboxes, sessions, memberships. */
export type Erasing = Pick<Privacy, 'pseudonymFor' | 'erase'>
export type Exporting = Pick<Privacy, 'exportOf'>

const audited = (
  at: string,
  by: Doer | null,
  verb: AuditEntry['verb'],
  object: string
): AuditEntry => ({ at, by, verb, object, outcome: 'done', reason: null })

/** Everything held of a person, from every room, ready to be written as JSON. */
export const exportPerson = async (
  { memory, store, now }: Ports,
  accounts: Exporting,
  person: string,
  by: Doer
): Promise<Readonly<Record<string, unknown>>> => {
  const at = now()
  await store.commit({ audit: [audited(at, by, 'export', `person:${person}`)] })
  return {
    exportedAt: at,
    account: await accounts.exportOf(person),
    calendar: await memory.exportPerson(person),
  }
}

/**
 * Erases a person: contacts are wiped, the ledgers name a pseudonym, texts that were published stay
 * as they were. `by` is null for the retention job. The last mail goes to the address that is erased.
 */
export const erasePerson = async (
  ports: Ports,
  accounts: Erasing,
  person: string,
  by: Doer | null,
  farewell: Readonly<{ address: string; name: string; lang: string }> | null = null
): Promise<void> => {
  const { memory, store, outbox, now, newId } = ports
  const pseudonym = await accounts.pseudonymFor(person)
  // The ledgers first: whoever dies in between is found again by the same id, and gets the same name.
  await memory.erasePerson(person, pseudonym)
  await accounts.erase(person)
  const at = now()
  await store.commit({
    audit: [
      audited(
        at,
        by?.id === person ? { id: pseudonym, name: pseudonym } : by,
        'erase',
        `person:${pseudonym}`
      ),
    ],
  })
  if (farewell) {
    await outbox.add([
      {
        id: newId(),
        kind: 'erased',
        person: null,
        address: farewell.address,
        lang: farewell.lang,
        facts: { name: farewell.name },
        at,
      },
    ])
  }
}

/** What is kept about whoever asks. */
export const exportMine = (ports: Ports, accounts: Exporting, actor: Actor) =>
  exportPerson(ports, accounts, actor.id, { id: actor.id, name: actor.name })

/** Whoever asks is erased, and told so at the address that goes with them. */
export const eraseMe = async (
  ports: Ports,
  accounts: Erasing & Exporting,
  actor: Actor
): Promise<void> => {
  const { email, name, lang } = (await accounts.exportOf(actor.id)).person
  await erasePerson(
    ports,
    accounts,
    actor.id,
    { id: actor.id, name: actor.name },
    { address: email, name, lang }
  )
}

/** Most events whose links are sent again. */
const mostLinks = 20

/**
 * Sends the links of a mailbox's events again. The answer is the same whether or not anybody is
 * known there.
 */
export const resendLinks = async (
  { store, people, outbox, now, newId }: Ports,
  email: string
): Promise<void> => {
  const person = await people.known(email)
  if (person === null) return
  const events = await store.ownEvents({ ownerId: person }, null, mostLinks)
  const at = now()
  const mails = events.flatMap(({ newest }): Mail[] =>
    // What waits for confirmation has its own link, which is good for two days.
    newest && newest.state !== 'unconfirmed'
      ? [
          {
            id: newId(),
            kind: 'received',
            person,
            address: null,
            lang: newest.lang,
            facts: {
              ...mailEventOf(newest, newest.lang),
              country: newest.primaryCountry,
              again: true,
            },
            at,
          },
        ]
      : []
  )
  await outbox.add(mails)
}
