import { Hono } from 'hono'
import { scripts } from '../pages/scripts/index.ts'
import { safetyHeaders } from './problem.ts'

/** `/scripts/{name}.js`: what pages improve themselves with, from our own address. */
export const scriptRoutes = () => {
  const app = new Hono()
  for (const [name, script] of Object.entries(scripts)) {
    app.get(`/scripts/${name}.js`, (c) =>
      c.body(script, 200, {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': 'public, max-age=3600',
        ...safetyHeaders,
      })
    )
  }
  return app
}
