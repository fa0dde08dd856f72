import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import type { Announcement } from '../calendar/announcing.ts'
import type { Actor } from '../calendar/people.ts'
import type { Publication } from '../calendar/publication.ts'
import { publicationTag } from '../calendar/publishing.ts'
import { announceRoom, announceStatus } from '../journeys/announce.ts'
import { appeal } from '../journeys/appeal.ts'
import type { Ports } from '../journeys/ports.ts'
import { checkPublished, restoreEvent } from '../journeys/retract.ts'
import { type Expected, ownEvent } from '../journeys/revise.ts'
import { asking } from './asking.ts'
import { expectedBy } from './conditional.ts'
import { documented } from './documented.ts'
import { ifMatch, publicationView } from './events.ts'
import { jsonBody } from './json-body.ts'
import type { Means } from './means.ts'
import { portsFor } from './private-page.ts'
import {
  appealRequest,
  availabilityRequest,
  publicationAnswer,
  restorationRequest,
  statusRequest,
  submissionAnswer,
} from './schemas.ts'
import { privately, waiting } from './submissions.ts'
import { takesJson } from './takes-json.ts'

const causeOf = {
  cancelled: 'cancel',
  postponed: 'postpone',
  'moved-online': 'move_online',
  scheduled: 'reinstate',
} as const satisfies Readonly<Record<string, Announcement>>

/** What is scheduled already stays so: a PUT sent twice is no mistake. */
const scheduledAlready = async (
  ports: Ports,
  actor: Actor,
  event: string,
  expected: Expected
): Promise<Publication | null> => {
  const head = await ownEvent(ports, actor, event, 'announce')
  const publication = checkPublished(head, expected)
  return publication.status === 'scheduled' ? publication : null
}

/** What organisers tell at once (`/v1/events/{id}/status`, `/availability`), appeals and restorations. */
export const announcements = (means: Means) => {
  const { identity } = means
  const app = new Hono<{ Variables: { requestId: string } }>()

  app.put(
    '/events/:id/status',
    describeRoute({
      summary: 'Cancel, postpone or move an event online, or take that back',
      description:
        'At once and without review: people travel on stale data. “scheduled” says that it takes place after all. “joinUrl” goes with “moved-online”.',
      parameters: [ifMatch(false)],
      responses: documented(
        { 200: ['What the public has now', resolver(publicationAnswer)] },
        [400, 401, 403, 404, 409, 410, 412, 413, 415]
      ),
    }),
    takesJson(means),
    jsonBody(statusRequest),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const ports = await portsFor(means, c)
      const event = c.req.param('id')
      const expected = expectedBy(c.req.header('If-Match'))
      const { status, note = null, joinUrl } = c.req.valid('json')
      const wish = { cause: causeOf[status], note, ...(joinUrl && { joinUrl }) }
      const publication =
        (status === 'scheduled' && (await scheduledAlready(ports, actor, event, expected))) ||
        (await announceStatus(ports, actor, event, wish, expected))
      return c.json(publicationView(publication), 200, privately(publicationTag(publication)))
    }
  )

  app.put(
    '/events/:id/availability',
    describeRoute({
      summary: 'Say whether there is room',
      description: 'At once and without review.',
      parameters: [ifMatch(false)],
      responses: documented(
        { 200: ['What the public has now', resolver(publicationAnswer)] },
        [400, 401, 403, 404, 409, 410, 412, 413, 415]
      ),
    }),
    takesJson(means),
    jsonBody(availabilityRequest),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const publication = await announceRoom(
        await portsFor(means, c),
        actor,
        c.req.param('id'),
        c.req.valid('json').availability,
        expectedBy(c.req.header('If-Match'))
      )
      return c.json(publicationView(publication), 200, privately(publicationTag(publication)))
    }
  )

  app.post(
    '/submissions/:id/appeal',
    describeRoute({
      summary: 'Ask for a second look at a rejection',
      description:
        'Once, within six months, while nothing newer was sent. Another moderator decides.',
      responses: documented(
        { 201: ['The submission that now waits', resolver(submissionAnswer)] },
        [400, 401, 403, 404, 409, 413, 415]
      ),
    }),
    takesJson(means),
    jsonBody(appealRequest),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const { text } = c.req.valid('json')
      return waiting(c, await appeal(await portsFor(means, c), actor, c.req.param('id'), text))
    }
  )

  app.post(
    '/events/:id/restoration',
    describeRoute({
      summary: 'Put a removed event back (senior moderators)',
      description: 'With the texts it had, within six months of its removal.',
      responses: documented(
        { 200: ['What the public has now', resolver(publicationAnswer)] },
        [400, 401, 403, 404, 409, 410, 413, 415]
      ),
    }),
    takesJson(means),
    jsonBody(restorationRequest),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const publication = await restoreEvent(
        await portsFor(means, c),
        actor,
        c.req.param('id'),
        c.req.valid('json').text ?? null
      )
      return c.json(publicationView(publication), 200, privately(publicationTag(publication)))
    }
  )

  return app
}
