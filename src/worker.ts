import { feeds } from '../feeds/index.ts'
import { assemble } from './assemble.ts'
import { zoneFingerprint } from './calendar/zone-data.ts'
import { readConfig } from './config.ts'
import { createApp } from './http/app.ts'
import { keyedHash } from './http/keyed-hash.ts'
import { readerCounter } from './http/reader-counter.ts'
import { sweep } from './journeys/sweep.ts'
import { brevo } from './notify/brevo.ts'
import { forPlatform, type PlatformCache, purging } from './platform-cache.ts'
import { type D1, openD1 } from './store/d1.ts'
import { raisedLabels } from './store/raised-labels.ts'

/** Bindings and variables of `wrangler.toml`. */
type Env = Readonly<{ DB: D1 }> & Readonly<Record<string, unknown>>

/** What the platform gives with a request: work that goes on after the answer, and its cache if any. */
type Given = Readonly<{ waitUntil(work: Promise<unknown>): void; cache?: PlatformCache }>

/** workerd tells no version of its zone data: a digest of the coming years' rules stands for it. */
const zoneData = () => {
  const year = new Date().getUTCFullYear()
  return zoneFingerprint(year, year + 2)
}

const calendarOf = (env: Env) => {
  const config = readConfig(env)
  const driver = openD1(env.DB)
  const assembled = assemble(driver, config)
  // An isolate ends without a word: few wait, and not for long. A write for each would be too many.
  const readers = readerCounter({
    readers: assembled.ports.readers,
    hash: keyedHash(config.secret, 'readers'),
    clock: Date.now,
    most: 50,
    milliseconds: 60_000,
  })
  // The platform compresses and caches in front of us: no `compress`, no `finished`.
  const app = createApp({
    ...assembled,
    feeds,
    readers,
    cacheTags: true,
    zoneData: 'of the platform',
    addressOf: (c) => c.req.header('CF-Connecting-IP') ?? null,
  })
  const { brevoKey } = config.mail
  return {
    ...assembled,
    app,
    readers,
    purge: purging({
      store: assembled.ports.store,
      raised: (since, most) => raisedLabels(driver, since, most),
    }),
    transport: brevoKey === null ? null : brevo({ apiKey: brevoKey }),
  }
}

/** As in `wrangler.toml`; the other one delivers mail. */
const dailyCron = '23 3 * * *'

/** Requests that publish nothing. */
const reads: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** One calendar per isolate. */
let calendar: ReturnType<typeof calendarOf> | undefined

export default {
  fetch: async (request: Request, env: Env, given: Given): Promise<Response> => {
    calendar ??= calendarOf(env)
    const answer = await calendar.app.fetch(request, env)
    if (calendar.readers.isDue()) given.waitUntil(calendar.readers.flush())
    if (!reads.has(request.method)) given.waitUntil(calendar.purge(given.cache, 'at once'))
    return forPlatform(answer)
  },

  /** By the clock (`triggers.crons`), one portion: what is left comes up the next time. */
  scheduled: async (
    { cron }: Readonly<{ cron: string }>,
    env: Env,
    given: Given
  ): Promise<void> => {
    calendar ??= calendarOf(env)
    if (cron !== dailyCron) {
      await calendar.purge(given.cache, 'for good')
      if (calendar.transport) await calendar.deliver(calendar.transport, 20)
      return
    }
    await sweep(calendar.ports, { portion: 100, zoneData: zoneData() })
    await calendar.readers.flush()
    await calendar.daily(50)
  },
}
