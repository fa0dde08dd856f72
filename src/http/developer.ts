import { Hono } from 'hono'
import { Fault } from '../calendar/fault.ts'
import type { Means } from './means.ts'
import { privatePage } from './private-page.ts'

/** `/dev/mail`: what a developer's service has sent. Elsewhere there is nothing at these addresses. */
export const developerRoutes = ({ mailbox }: Means) => {
  const app = new Hono()
  if (!mailbox) return app

  app.get('/dev/mail', async (c) => privatePage(c, await mailbox.list()))
  app.get('/dev/mail/:name', async (c) => {
    const page = await mailbox.one(c.req.param('name'))
    if (page === null) throw new Fault('not_found', 'There is no such mail.')
    return privatePage(c, page)
  })
  return app
}
