import type { Privacy } from '../calendar/accounts.ts'
import type { Limits } from '../calendar/limits.ts'
import { archive } from '../calendar/publishing.ts'
import { cutoff } from '../calendar/retention.ts'
import { floating } from '../calendar/time.ts'
import { fragmentsOf } from '../render/fragment.ts'
import { lockOf } from './lock.ts'
import type { Ports } from './ports.ts'
import { type Erasing, erasePerson } from './privacy.ts'
import { forgetReaders } from './readers.ts'

/** The sweep's own hand in the ledger. */
const sweeper = { id: 'sweep', name: 'Sweep' }

/** How many of each kind were forgotten. */
export type Forgotten = Readonly<{
  unconfirmed: number
  drafts: number
  answers: number
  mails: number
  addressHashes: number
  audit: number
  contacts: number
  archived: number
  /** Expired sessions, links and invitations. */
  identity: number
  limits: number
  /** Digests of readers, and old numbers. */
  readers: number
}>

/** What else forgets by itself: sessions, invitations, windows of limits. */
export type AlsoForgetting = Readonly<{
  accounts: Erasing & Pick<Privacy, 'purge'>
  limits: Pick<Limits, 'purge'>
}>

/** Past events lose the contact that was published for their time, in portions. */
const archivePast = async (ports: Ports, portion: number): Promise<number> => {
  const { store, memory, site, now } = ports
  // Dates are wall clocks in zones up to fourteen hours ahead: a day more than asked for never lies.
  const ended = floating(cutoff('publicContact', now()).slice(0, 10))
  const past = await memory.pastEvents(ended, portion)
  let archived = 0
  for (const publication of past) {
    const step = archive(publication, sweeper, now())
    try {
      await store.commit({ steps: [{ step, fragments: fragmentsOf(step.publication, site) }] })
      archived += 1
    } catch (fault) {
      // Its organiser was quicker: it comes up again tomorrow.
      if (lockOf(fault) !== 'sequence') throw fault
    }
  }
  return archived
}

/** People without an account, when everything they were kept for is long over. */
const eraseContacts = async (ports: Ports, accounts: Erasing, portion: number): Promise<number> => {
  const at = ports.now()
  const people = await ports.memory.contactsToErase(
    {
      closedBefore: cutoff('refusedContact', at),
      endedBefore: floating(cutoff('publishedContact', at).slice(0, 10)),
    },
    portion
  )
  for (const person of people) await erasePerson(ports, accounts, person, null)
  return people.length
}

/**
 * The retention periods as a job: whatever has been kept long enough goes. Idempotent, in portions
 * that a Worker's time allows; what is left comes up the next day.
 */
export const forget = async (
  ports: Ports,
  { accounts, limits }: AlsoForgetting,
  portion: number
): Promise<Forgotten> => {
  const { memory } = ports
  const at = ports.now()
  return {
    unconfirmed: await memory.dropUnconfirmed(cutoff('unconfirmed', at), portion),
    drafts: await memory.dropDrafts(cutoff('drafts', at)),
    answers: await memory.dropAnswers(cutoff('idempotency', at)),
    mails: await memory.dropMails(cutoff('mailLog', at)),
    addressHashes: await memory.wipeAddressHashes(cutoff('addressHashes', at)),
    audit: await memory.dropAudit(cutoff('audit', at)),
    contacts: await eraseContacts(ports, accounts, portion),
    archived: await archivePast(ports, portion),
    identity: Object.values(await accounts.purge(at)).reduce((sum, many) => sum + many, 0),
    limits: await limits.purge(at),
    readers: await forgetReaders(ports),
  }
}
