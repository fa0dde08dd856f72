import { v7 } from 'uuid'
import packageFile from '../package.json' with { type: 'json' }
import { type Instant, instantOf } from './calendar/time.ts'
import type { Config } from './config.ts'
import { identityFor } from './identity/index.ts'
import { forget } from './journeys/forget.ts'
import type { Ports } from './journeys/ports.ts'
import { remindOrganisers, sendDigests } from './journeys/remind.ts'
import { deliver, flush } from './notify/deliver.ts'
import type { Transport } from './notify/message.ts'
import type { Driver } from './store/driver.ts'
import { sqlFeedAddresses } from './store/feed-addresses.ts'
import { sqlLimits } from './store/limits.ts'
import { sqlMemory } from './store/memory.ts'
import { sqlOutbox } from './store/outbox.ts'
import { sqlReaders } from './store/readers.ts'
import { sqlStore } from './store/sql-store.ts'

/**
 * What the doors have in common: the ports on a driver, who is asking, what is done by the clock,
 * which only tests bring along.
 */
export const assemble = (
  driver: Driver,
  config: Config,
  now: () => Instant = () => instantOf(Date.now())
) => {
  const newId = () => v7()
  const site = { baseUrl: config.baseUrl, name: config.siteName }
  const store = sqlStore(driver)
  const outbox = sqlOutbox(driver)
  const limits = sqlLimits(driver)
  const identity = identityFor(driver.db, {
    secret: config.secret,
    baseUrl: site.baseUrl,
    oidc: config.oidc,
    queue: (mail) => outbox.add([mail]),
    newId,
    now,
  })
  const ports: Ports = {
    store,
    people: identity.people,
    links: identity.links,
    outbox,
    memory: sqlMemory(driver, store.publicationsOf),
    readers: sqlReaders(driver),
    addresses: sqlFeedAddresses(driver),
    site,
    now,
    newId,
  }
  const { accounts } = identity
  const { from, contact } = config.mail
  const delivery = (transport: Transport) => ({
    outbox,
    addresses: identity.addresses,
    transport,
    now,
    site,
    links: identity.links,
    from,
    contact,
  })
  return {
    release: packageFile.version,
    secret: config.secret,
    ports,
    limits,
    identity: identity.identity,
    accounts: identity.accounts,
    auth: identity.auth,
    /** For the command line and the sample, which act without being somebody. */
    identityMeans: identity.means,
    /** Sends what is due, a portion that a Worker's time allows. */
    deliver: (transport: Transport, most: number) => deliver(delivery(transport), most),
    /** Sends until nothing is due. */
    deliverAll: (transport: Transport) => flush(delivery(transport)),
    /** What is done once a day beside the sweep: forgetting, reminding, digests. */
    daily: async (portion: number) => ({
      forgotten: await forget(ports, { accounts, limits }, portion),
      reminders: await remindOrganisers(ports),
      digests: await sendDigests(ports),
    }),
  }
}
export type Assembled = ReturnType<typeof assemble>
