import { Hono } from 'hono'
import { Fault } from '../calendar/fault.ts'
import { mayReadQueue } from '../calendar/people.ts'
import type { Means } from './means.ts'
import { bulkRoutes } from './moderation/bulk.ts'
import { eventFileRoutes } from './moderation/event-file.ts'
import { queueRoutes } from './moderation/queue.ts'
import { reviewRoutes } from './moderation/review.ts'
import { type PrivateVariables, signedIn } from './private-page.ts'

/** Everything under `/moderation`: for people who moderate; others are told so. */
export const moderationRoutes = (means: Means) => {
  const app = new Hono<PrivateVariables>()

  app.use(signedIn(means))
  app.use(async (c, next) => {
    if (mayReadQueue(c.get('actor'))) return next()
    throw new Fault(
      'forbidden',
      'These pages are for moderators. If you should be one, ask an administrator to appoint you.'
    )
  })

  app.route('/', queueRoutes(means))
  app.route('/', bulkRoutes(means))
  app.route('/', eventFileRoutes(means))
  // Last: any other address here is a submission’s.
  app.route('/', reviewRoutes(means))

  return app
}
