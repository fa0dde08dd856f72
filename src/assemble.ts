import { v7 } from 'uuid'
import packageFile from '../package.json' with { type: 'json' }
import type { Site } from './calendar/publication.ts'
import { instantOf } from './calendar/time.ts'
import { makeAuth } from './identity/auth.ts'
import { identityOf } from './identity/identity.ts'
import type { Ports } from './journeys/ports.ts'
import type { Driver } from './store/driver.ts'
import { sqlStore } from './store/sql-store.ts'

/** What the three doors have in common: the ports on a driver, and who is asking. */
export const assemble = (driver: Driver, site: Site, secret: string) => {
  const now = () => instantOf(Date.now())
  const newId = () => v7()
  const ports: Ports = { store: sqlStore(driver), site, now, newId }
  const auth = makeAuth(driver.db, { secret, baseUrl: site.baseUrl })
  return {
    release: packageFile.version,
    ports,
    auth,
    identity: identityOf(auth, driver.db),
    accounts: { db: driver.db, newId, now },
  }
}
export type Assembled = ReturnType<typeof assemble>
