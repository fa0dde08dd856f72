import { Hono } from 'hono'
import { methodNotAllowed as otherMethods } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import { openAPIRouteHandler } from 'hono-openapi'
import { Fault } from '../calendar/fault.ts'
import { events } from './events.ts'
import { feedRoutes } from './feeds.ts'
import { health } from './health.ts'
import type { Means } from './means.ts'
import { monthRoutes } from './months.ts'
import { occurrences } from './occurrences.ts'
import { pageRoutes, problemPage, wantsPage } from './pages.ts'
import { corsHeaders, methodNotAllowed, problem } from './problem.ts'
import { submissions } from './submissions.ts'

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

  app.route('/feeds', feedRoutes(means))
  app.route('/v1/months', monthRoutes(means))
  app.route('/v1/events', events(means))
  app.route('/v1/events', occurrences(means))
  app.route('/v1/submissions', submissions(means))
  app.route('/', pageRoutes(means))
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
    const response = problem(c, error, c.get('requestId'))
    return wantsPage(c) ? problemPage(means, response) : response
  })

  return app
}
