import { type Context, Hono } from 'hono'
import { requestId } from 'hono/request-id'
import type { Links } from '../../src/calendar/people.ts'
import { guardsOf } from '../../src/http/guards.ts'
import { keyedHash } from '../../src/http/keyed-hash.ts'
import { quotaHeaders } from '../../src/http/limits.ts'
import { problem } from '../../src/http/problem.ts'
import { sqlLimits } from '../../src/store/limits.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const hash = keyedHash('a-secret-of-links-32-characters-long', 'links of the guard tests')
const links: Links = {
  token: (purpose, subject) => hash(`${purpose}:${subject}`),
  fits: async (purpose, subject, token) => token === (await hash(`${purpose}:${subject}`)),
}

/**
 * The guards on SQLite in memory, in a small app that answers faults as the whole one does. The
 * clock stands still until a test moves it; the caller's address is the header `Test-Address`.
 */
export const setGuards = (secret = 'a-secret-of-the-guard-tests-32-characters') => {
  const driver = openSqlite(':memory:')
  driver.migrate()
  const clock = { now: '2027-01-10T08:00:00Z' }
  const limits = sqlLimits(driver)
  const guards = guardsOf({
    secret,
    limits,
    links,
    newId: () => crypto.randomUUID(),
    now: () => clock.now,
    addressOf: (c: Context) => c.req.header('Test-Address') ?? null,
  })
  const app = new Hono()
  app.use(requestId(), quotaHeaders)
  app.onError((error, c) => problem(c, error, c.get('requestId')))

  /** Moves the clock; answers what it shows then. */
  const wait = (seconds: number) => {
    clock.now = `${new Date(Date.parse(clock.now) + seconds * 1000).toISOString().slice(0, 19)}Z`
    return clock.now
  }
  return { app, clock, driver, guards, limits, wait }
}
