import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import { parseFilter } from '../calendar/filter.ts'
import type { Publication } from '../calendar/publication.ts'
import { publicationTag } from '../calendar/publishing.ts'
import { announceStatus } from '../journeys/announce.ts'
import { remove, withdraw } from '../journeys/retract.ts'
import { revise } from '../journeys/revise.ts'
import { listEvents, showEvent } from '../journeys/show.ts'
import { asking } from './asking.ts'
import { expectedBy } from './conditional.ts'
import { documented } from './documented.ts'
import { filterParameters } from './filter-parameters.ts'
import { jsonBody } from './json-body.ts'
import type { Means } from './means.ts'
import { readLimit, readOnly } from './query.ts'
import {
  cancellationRequest,
  eventAnswer,
  eventsAnswer,
  publicationAnswer,
  removalRequest,
  submissionAnswer,
  submissionRequest,
  withdrawalRequest,
} from './schemas.ts'
import { asText, serve } from './serve.ts'
import { apiLang, privately, waiting } from './submissions.ts'
import { takesJson } from './takes-json.ts'

/** What an organiser or moderator gets back after changing what the public has. */
export const publicationView = (p: Publication) => ({
  id: p.event,
  state: p.state,
  status: p.status,
  statusNote: p.statusNote,
  availability: p.availability,
  revision: p.revision,
  sequence: p.sequence,
  changedAt: p.changedAt,
})

export const ifMatch = (required: boolean) => ({
  name: 'If-Match',
  in: 'header' as const,
  required,
  schema: { type: 'string' as const },
})

/** `/v1/events`: reading what is public; an organiser's revisions, cancellation and withdrawal. */
export const events = (means: Means) => {
  const { ports, identity } = means
  const app = new Hono()

  app.get(
    '/',
    describeRoute({
      summary: 'Public events',
      description:
        'In order of their first date in the window (30 days back to 18 months ahead unless from/to say otherwise).',
      parameters: [
        ...filterParameters,
        { name: 'cursor', in: 'query', schema: { type: 'string' } },
        {
          name: 'limit',
          in: 'query',
          schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
        },
      ],
      responses: documented(
        { 200: ['A page of events', resolver(eventsAnswer)], 304: ['Unchanged'] },
        [400]
      ),
    }),
    async (c) => {
      const { searchParams, pathname } = new URL(c.req.url)
      const request = parseFilter(searchParams, ['cursor', 'limit'])
      let next: string | null = null
      const ask = asText(
        () => listEvents(ports, request, searchParams.get('cursor'), readLimit(searchParams)),
        (page) => {
          next = page.next
          return `{"events":[${page.events.join(',')}],"next":${JSON.stringify(next)}}`
        }
      )
      const afterBody = () => {
        if (!next) return {}
        const params = new URLSearchParams(searchParams)
        params.set('cursor', next)
        return { Link: `<${pathname}?${params}>; rel="next"` }
      }
      return serve(c, ask, { type: 'application/json', afterBody }, { compress: means.compress })
    }
  )

  app.get(
    '/:id',
    describeRoute({
      summary: 'A public event with all its texts',
      description: 'The ETag is what If-Match wants. 410 once it is withdrawn or removed.',
      parameters: [{ name: 'locale', in: 'query', schema: { type: 'string' } }],
      responses: documented(
        { 200: ['The event', resolver(eventAnswer)], 304: ['Unchanged'] },
        [400, 404, 410]
      ),
    }),
    async (c) => {
      const { locale } = parseFilter(readOnly(c.req.url, ['locale']))
      const ask = asText(() => showEvent(ports, c.req.param('id'), locale), JSON.stringify)
      return serve(c, ask, { type: 'application/json' }, { compress: means.compress })
    }
  )

  app.post(
    '/:id/revisions',
    describeRoute({
      summary: 'Offer a changed version',
      description:
        'The public version stays until a moderator approves. If-Match: the ETag of the event, or of its waiting submission.',
      parameters: [ifMatch(true)],
      responses: documented(
        { 201: ['The submission that now waits', resolver(submissionAnswer)] },
        [400, 401, 403, 404, 409, 410, 412, 413, 415, 428]
      ),
    }),
    takesJson(means),
    jsonBody(submissionRequest),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const { event, message } = c.req.valid('json')
      const offer = {
        content: event,
        received: await c.req.text(),
        message: message ?? null,
        lang: apiLang,
      }
      const { submission, dropped } = await revise(
        ports,
        actor,
        c.req.param('id'),
        offer,
        expectedBy(c.req.header('If-Match'))
      )
      return waiting(c, submission, dropped)
    }
  )

  app.put(
    '/:id/cancellation',
    describeRoute({
      summary: 'Cancel an event',
      description: 'At once and without review: people travel on stale data.',
      parameters: [ifMatch(false)],
      responses: documented(
        { 200: ['What the public has now', resolver(publicationAnswer)] },
        [400, 401, 403, 404, 409, 410, 412, 413, 415]
      ),
    }),
    takesJson(means),
    jsonBody(cancellationRequest),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const note = c.req.valid('json').note ?? null
      const publication = await announceStatus(
        ports,
        actor,
        c.req.param('id'),
        { cause: 'cancel', note },
        expectedBy(c.req.header('If-Match'))
      )
      return c.json(publicationView(publication), 200, privately(publicationTag(publication)))
    }
  )

  app.delete(
    '/:id/cancellation',
    describeRoute({
      summary: 'Take a cancellation back',
      parameters: [ifMatch(false)],
      responses: documented(
        { 200: ['What the public has now', resolver(publicationAnswer)] },
        [401, 403, 404, 409, 410, 412]
      ),
    }),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const publication = await announceStatus(
        ports,
        actor,
        c.req.param('id'),
        { cause: 'reinstate', note: null },
        expectedBy(c.req.header('If-Match'))
      )
      return c.json(publicationView(publication), 200, privately(publicationTag(publication)))
    }
  )

  app.post(
    '/:id/withdrawal',
    describeRoute({
      summary: 'Withdraw an event',
      description:
        'It leaves pages and lists; feeds carry it as CANCELLED until 30 days after its end. Also withdraws what waits.',
      parameters: [ifMatch(false)],
      responses: documented(
        {
          200: ['What the public has now', resolver(publicationAnswer)],
          204: ['It never was public'],
        },
        [400, 401, 403, 404, 409, 410, 412, 413, 415]
      ),
    }),
    takesJson(means),
    jsonBody(withdrawalRequest),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const text = c.req.valid('json').text ?? null
      const publication = await withdraw(
        ports,
        actor,
        c.req.param('id'),
        text,
        expectedBy(c.req.header('If-Match'))
      )
      return publication
        ? c.json(publicationView(publication), 200, privately())
        : c.body(null, 204, privately())
    }
  )

  app.post(
    '/:id/removal',
    describeRoute({
      summary: 'Take an event down (moderators)',
      description: 'Every text is lost at once; feeds carry a bare CANCELLED entry for 30 days.',
      responses: documented(
        { 200: ['What the public has now', resolver(publicationAnswer)] },
        [400, 401, 403, 404, 409, 410, 413, 415]
      ),
    }),
    takesJson(means),
    jsonBody(removalRequest),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const { reasonCode, text } = c.req.valid('json')
      const publication = await remove(ports, actor, c.req.param('id'), { code: reasonCode, text })
      return c.json(publicationView(publication), 200, privately())
    }
  )

  return app
}
