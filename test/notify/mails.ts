import type {
  AddressBook,
  Mail,
  MailEvent,
  MailFacts,
  MailKind,
  MailState,
  Outbox,
  OutboxEntry,
} from '../../src/calendar/mail.ts'
import type { Links } from '../../src/calendar/people.ts'
import type { Sender } from '../../src/notify/desk.ts'
import type { Message } from '../../src/notify/message.ts'
import { site } from '../cast.ts'

/*
 * Mails for the tests: Ana submits the Saturday market, without an account unless a test says so.
 */

export const eventId = '01978a00-0000-7000-8000-00000000e001'
export const mailId = '01978a00-0000-7000-8000-0000000a0001'
export const at = '2027-04-01T08:00:00Z'

export const market: MailEvent = {
  event: eventId,
  title: 'Mercado de sábado',
  titleLang: 'pt',
  link: true,
}

/** Facts of every kind, as the journeys write them. */
export const facts: MailFacts = {
  confirm: { ...market, submission: 'sub-1', until: '2027-04-03T08:00:00Z' },
  received: { ...market, country: 'PT', again: false },
  changes_requested: {
    ...market,
    reason: { code: 'insufficient-information', text: 'Onde é?\n\nE a que horas?' },
    by: 'Marta',
  },
  approved: { ...market, live: false },
  rejected: {
    ...market,
    reason: { code: 'commercial', text: 'O evento quer vender.' },
    live: false,
    appeal: true,
  },
  removed: { ...market, reason: { code: 'personal-data', text: 'Contém um número privado.' } },
  restored: market,
  reminder: { ...market, starts: '2027-05-08' },
  erased: { name: 'Ana' },
  sign_in: { until: '2027-04-01T08:15:00Z' },
  invitation: { invitation: 'inv-1', organisation: 'Open Doors Lisbon', by: 'Piotr' },
  digest: {
    queues: [
      { country: 'PL', waiting: 5, oldest: '2027-03-29' },
      { country: 'EU', waiting: 2, oldest: '2027-03-31' },
    ],
    unchecked: 3,
  },
  announced: {
    ...market,
    link: false,
    organisation: 'Open Doors Lisbon',
    status: 'cancelled',
    note: 'The square is flooded.',
  },
}
export const kinds = Object.keys(facts) as readonly MailKind[]

/** A mail of a kind; the changes are to the facts. */
export const mailOf = <Kind extends MailKind>(
  kind: Kind,
  changes: Partial<MailFacts[Kind]> = {},
  rest: Partial<Pick<Mail, 'id' | 'person' | 'address' | 'lang' | 'at'>> = {}
): Mail =>
  ({
    id: mailId,
    kind,
    person: 'ana',
    address: null,
    lang: 'en',
    at,
    ...rest,
    facts: { ...facts[kind], ...changes },
  }) as Mail

/** Links that can be read: the purpose and the subject stand in the token. */
export const links: Links = {
  token: async (purpose, subject) => `${purpose}_of_${subject}`,
  fits: async (purpose, subject, token) => token === `${purpose}_of_${subject}`,
}

export const sender: Sender = {
  site,
  links,
  from: 'calendar@calendar.test',
  contact: 'desk@calendar.test',
}

export const anasMailbox = { email: 'ana@opendoors.test', name: 'Ana Lúcia Gonçalves' }

/** Everybody of the cast has a mailbox, except who was erased. */
export const addressBook = (erased: readonly string[] = []): AddressBook => ({
  addressOf: async (person) =>
    erased.includes(person) ? null : { email: `${person}@people.test`, name: person },
})

type Row = {
  mail: Mail
  state: MailState
  attempts: number
  dueAt: string
  lastError: string | null
  claimedUntil: string | null
  emptied: boolean
}

/** An outbox that keeps its promises, in memory. Ended mails are seen as emptied. */
export const memoryOutbox = (): Outbox & { readonly rows: ReadonlyMap<string, Readonly<Row>> } => {
  const rows = new Map<string, Row>()
  const rowOf = (id: string): Row => {
    const row = rows.get(id)
    if (!row) throw new Error(`There is no mail ${id}.`)
    return row
  }
  const entryOf = ({ mail, state, attempts, dueAt, lastError }: Row): OutboxEntry => ({
    mail,
    state,
    attempts,
    dueAt,
    lastError,
  })
  return {
    rows,
    add: async (mails) => {
      for (const mail of mails) {
        rows.set(mail.id, {
          mail,
          state: 'waiting',
          attempts: 0,
          dueAt: mail.at,
          lastError: null,
          claimedUntil: null,
          emptied: false,
        })
      }
    },
    claim: async (now, until, limit) => {
      const due = [...rows.values()]
        .filter(({ state, dueAt }) => state === 'waiting' && dueAt <= now)
        .filter(({ claimedUntil }) => claimedUntil === null || claimedUntil <= now)
        .sort((one, other) => one.dueAt.localeCompare(other.dueAt))
        .slice(0, limit)
      for (const row of due) {
        row.claimedUntil = until
        row.attempts += 1
      }
      return due.map(entryOf)
    },
    end: async (id, state) => {
      Object.assign(rowOf(id), { state, claimedUntil: null, emptied: true })
    },
    failed: async (id, error, dueAt) => {
      const row = rowOf(id)
      Object.assign(row, {
        state: dueAt ? 'waiting' : 'dead',
        dueAt: dueAt ?? row.dueAt,
        lastError: error,
        claimedUntil: null,
      })
    },
    list: async (state, limit) =>
      [...rows.values()]
        .filter((row) => row.state === state)
        .sort((one, other) => other.mail.at.localeCompare(one.mail.at))
        .slice(0, limit)
        .map(entryOf),
    revive: async (ids, now) => {
      const dead = ids.map(rowOf).filter(({ state }) => state === 'dead')
      for (const row of dead) Object.assign(row, { state: 'waiting', attempts: 0, dueAt: now })
      return dead.length
    },
  }
}

/** A clock that a test moves by seconds. */
export const clockAt = (start: string) => {
  let ms = Date.parse(start)
  return {
    now: () => `${new Date(ms).toISOString().slice(0, 19)}Z`,
    pass: (seconds: number) => {
      ms += seconds * 1000
    },
  }
}

/** Keeps what it is given; `fails` may throw before. */
export const keeper = (fails: (message: Message) => void = () => undefined) => {
  const kept: Message[] = []
  return {
    kept,
    send: async (message: Message) => {
      fails(message)
      kept.push(message)
    },
  }
}
