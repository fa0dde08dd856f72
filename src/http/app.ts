import { Hono } from 'hono'
import { methodNotAllowed as otherMethods } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import { openAPIRouteHandler } from 'hono-openapi'
import { Fault } from '../calendar/fault.ts'
import { accountRoutes } from './account.ts'
import { adminRoutes } from './admin.ts'
import { announcements } from './announcements.ts'
import { changesRoutes } from './changes.ts'
import { checkFeedRoutes } from './check-feed.ts'
import { developerRoutes } from './developer.ts'
import { events } from './events.ts'
import { feedIndexRoutes } from './feed-index.ts'
import { feedRoutes } from './feeds.ts'
import { fullCalendarRoutes } from './fullcalendar.ts'
import { health } from './health.ts'
import { limiterFor } from './limiter.ts'
import { quotaHeaders } from './limits.ts'
import type { Means } from './means.ts'
import { moderationRoutes } from './moderation.ts'
import { monthRoutes } from './months.ts'
import { myRoutes } from './my.ts'
import { occurrences } from './occurrences.ts'
import { pageRoutes, problemPage, wantsPage } from './pages.ts'
import { corsHeaders, methodNotAllowed, problem } from './problem.ts'
import { auditRefusal } from './refusals.ts'
import { sameSite } from './same-site.ts'
import { scriptRoutes } from './scripts.ts'
import { shortFeedRoutes } from './short-feeds.ts'
import { signInRoutes } from './sign-in.ts'
import { statusRoutes } from './status.ts'
import { submissions } from './submissions.ts'
import { submitRoutes } from './submit.ts'
import { subscribeRoutes } from './subscribe.ts'
import { vocabularyRoutes } from './vocabularies.ts'

/** Whole service as one fetch handler; what runs it is none of its business. */
export const createApp = (means: Means) => {
  const app = new Hono<{ Variables: { requestId: string } }>()

  app.use(requestId())
  app.use(
    otherMethods({
      app,
      onMethodNotAllowed: (c, methods) => methodNotAllowed(c, methods, c.get('requestId')),
    })
  )

  // Preflight of public reads: browser calendars ask before they send If-None-Match. As a
  // middleware, since a route for every address would make each unknown one a 405.
  app.use(async (c, next) => {
    if (c.req.method !== 'OPTIONS') return next()
    return c.body(null, 204, {
      ...corsHeaders,
      Allow: 'GET, HEAD, OPTIONS',
      'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
      'Access-Control-Allow-Headers': 'If-None-Match, If-Modified-Since',
      'Access-Control-Max-Age': '86400',
    })
  })

  // Before what follows: a middleware that waits for the answer costs the hot paths half their speed.
  const feeds = feedRoutes(means)
  app.route('/feeds', feeds.app)
  app.get('/f/:file{[0-9A-Za-z]+\\.[a-z]+}', (c) => feeds.short(c, c.req.param('file')))
  app.route('/v1/months', monthRoutes(means))
  app.route('/v1/fullcalendar', fullCalendarRoutes(means))

  app.use(quotaHeaders, sameSite(means.ports.site), limiterFor(means).countFailures)
  app.route('/v1/events', events(means))
  app.route('/v1/events', occurrences(means))
  app.route('/v1/changes', changesRoutes(means))
  app.route('/v1/vocabularies', vocabularyRoutes())
  app.route('/v1/submissions', submissions(means))
  app.route('/v1', announcements(means))
  app.route('/', signInRoutes(means))
  app.route('/', statusRoutes(means))
  app.route('/', accountRoutes(means))
  app.route('/', myRoutes(means))
  // Behind the guards of the pages it edits from.
  app.route('/', submitRoutes(means))
  app.route('/moderation', moderationRoutes(means))
  app.route('/', adminRoutes(means))
  app.route('/', scriptRoutes())
  app.route('/', feedIndexRoutes(means))
  app.route('/', shortFeedRoutes(means))
  app.route('/', developerRoutes(means))
  app.route('/', pageRoutes(means))
  app.route('/', subscribeRoutes(means))
  app.route('/', checkFeedRoutes(means))
  app.route('/', health(means))

  app.get(
    '/openapi.json',
    openAPIRouteHandler(app, {
      // Feeds look like files: `/feeds/events.ics`.
      excludeStaticFile: false,
      documentation: {
        openapi: '3.1.0',
        info: {
          title: means.ports.site.name,
          version: '1',
          description:
            'Events for and with migrants in Europe: submit, moderate, subscribe, embed.',
          license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
        },
        servers: [{ url: means.ports.site.baseUrl }],
        components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      },
    })
  )

  app.notFound(async (c) => {
    const response = problem(
      c,
      new Fault('not_found', 'There is nothing at this address.'),
      c.get('requestId')
    )
    return wantsPage(c) ? problemPage(means, response) : response
  })
  app.onError(async (error, c) => {
    await auditRefusal(means, c, error)
    const response = problem(c, error, c.get('requestId'))
    return wantsPage(c) ? problemPage(means, response) : response
  })

  return app
}
