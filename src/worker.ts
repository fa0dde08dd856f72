import { feeds } from '../feeds/index.ts'
import { assemble } from './assemble.ts'
import { readConfig } from './config.ts'
import { createApp } from './http/app.ts'
import { type D1, openD1 } from './store/d1.ts'

/** Bindings and variables of `wrangler.toml`. */
type Env = Readonly<{ DB: D1 }> & Readonly<Record<string, unknown>>

/** One app per isolate. */
let app: ReturnType<typeof createApp> | undefined

const appOf = (env: Env) => {
  const config = readConfig(env)
  const site = { baseUrl: config.baseUrl, name: config.siteName }
  // The platform compresses and caches in front of us: no `compress`, no `finished`.
  return createApp({ ...assemble(openD1(env.DB), site, config.secret), feeds })
}

export default {
  fetch: (request: Request, env: Env): Response | Promise<Response> => {
    app ??= appOf(env)
    return app.fetch(request, env)
  },
}
