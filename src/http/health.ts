import { Hono } from 'hono'
import { renderer } from '../journeys/answer.ts'
import type { Means } from './means.ts'

/** `/version`: release, makers of fragments, zone rules. `/livez`: the process answers. `/readyz`: the database does too, with every migration applied. */
export const health = ({ ports, pendingMigrations, release, zoneData }: Means) => {
  const app = new Hono()
  const headers = { 'Cache-Control': 'no-store' }

  app.get('/livez', (c) => c.json({ status: 'ok' }, 200, headers))

  app.get('/readyz', async (c) => {
    const pending = (await pendingMigrations?.()) ?? []
    if (pending.length) return c.json({ status: 'migrations pending', pending }, 503, headers)
    try {
      await ports.store.ready()
    } catch (error) {
      console.error(JSON.stringify({ level: 'error', path: '/readyz', error: String(error) }))
      return c.json({ status: 'database cannot be read' }, 503, headers)
    }
    return c.json({ status: 'ok' }, 200, headers)
  })

  app.get('/version', (c) => c.json({ release, renderer, zoneData }, 200, headers))

  return app
}
