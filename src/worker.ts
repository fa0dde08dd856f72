import { feeds } from '../feeds/index.ts'
import { assemble } from './assemble.ts'
import { zoneFingerprint } from './calendar/zone-data.ts'
import { readConfig } from './config.ts'
import { createApp } from './http/app.ts'
import { sweep } from './journeys/sweep.ts'
import { brevo } from './notify/brevo.ts'
import { type D1, openD1 } from './store/d1.ts'

/** Bindings and variables of `wrangler.toml`. */
type Env = Readonly<{ DB: D1 }> & Readonly<Record<string, unknown>>

/** workerd tells no version of its zone data: a digest of the coming years' rules stands for it. */
const zoneData = () => {
  const year = new Date().getUTCFullYear()
  return zoneFingerprint(year, year + 2)
}

const calendarOf = (env: Env) => {
  const config = readConfig(env)
  const assembled = assemble(openD1(env.DB), config)
  // The platform compresses and caches in front of us: no `compress`, no `finished`.
  const app = createApp({
    ...assembled,
    feeds,
    zoneData: 'of the platform',
    addressOf: (c) => c.req.header('CF-Connecting-IP') ?? null,
  })
  const { brevoKey } = config.mail
  return { ...assembled, app, transport: brevoKey === null ? null : brevo({ apiKey: brevoKey }) }
}

/** As in `wrangler.toml`; the other one delivers mail. */
const dailyCron = '23 3 * * *'

/** One calendar per isolate. */
let calendar: ReturnType<typeof calendarOf> | undefined

export default {
  fetch: (request: Request, env: Env): Response | Promise<Response> => {
    calendar ??= calendarOf(env)
    return calendar.app.fetch(request, env)
  },

  /** By the clock (`triggers.crons`), one portion: what is left comes up the next time. */
  scheduled: async ({ cron }: Readonly<{ cron: string }>, env: Env): Promise<void> => {
    calendar ??= calendarOf(env)
    if (cron !== dailyCron) {
      if (calendar.transport) await calendar.deliver(calendar.transport, 20)
      return
    }
    await sweep(calendar.ports, { portion: 100, zoneData: zoneData() })
    await calendar.daily(50)
  },
}
