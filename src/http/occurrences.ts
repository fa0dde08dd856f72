import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import { invalidParameter } from '../calendar/fault.ts'
import { parseFilter } from '../calendar/filter.ts'
import { publicationTag } from '../calendar/publishing.ts'
import { callOffDate, changeDate, type DateWish, eventOccurrences } from '../journeys/dates.ts'
import { split } from '../journeys/split.ts'
import { windowOf } from '../journeys/window.ts'
import { asking } from './asking.ts'
import { expectedBy } from './conditional.ts'
import { documented } from './documented.ts'
import { ifMatch, publicationView } from './events.ts'
import { jsonBody } from './json-body.ts'
import type { Means } from './means.ts'
import { corsHeaders, safetyHeaders } from './problem.ts'
import { readOnly } from './query.ts'
import {
  dateRequest,
  occurrencesAnswer,
  publicationAnswer,
  splitRequest,
  submissionAnswer,
} from './schemas.ts'
import { apiLang, privately, waiting } from './submissions.ts'
import { takesJson } from './takes-json.ts'

/** More than this is asked for in a shorter window. */
const mostOccurrences = 1000

/** `/v1/events/{id}/occurrences`: the dates of a series, one by one; `/splits`: this and following. */
export const occurrences = (means: Means) => {
  const { ports, identity } = means
  const app = new Hono()

  app.get(
    '/:id/occurrences',
    describeRoute({
      summary: 'Dates of an event',
      description:
        'Those that touch the window, 30 days back to 18 months ahead unless from/to say otherwise.',
      parameters: [
        { name: 'from', in: 'query', schema: { type: 'string', format: 'date' } },
        {
          name: 'to',
          in: 'query',
          description: 'Exclusive.',
          schema: { type: 'string', format: 'date' },
        },
        { name: 'locale', in: 'query', schema: { type: 'string' } },
      ],
      responses: documented({ 200: ['The dates', resolver(occurrencesAnswer)] }, [400, 404, 410]),
    }),
    async (c) => {
      const { filter, locale } = parseFilter(readOnly(c.req.url, ['from', 'to', 'locale']))
      const window = windowOf(filter, ports.now().slice(0, 10))
      const view = await eventOccurrences(ports, c.req.param('id'), window, mostOccurrences, locale)
      if (view.more) {
        throw invalidParameter(
          'to',
          'too-many',
          `More than ${mostOccurrences} dates lie in this window; ask for a shorter one.`
        )
      }
      return c.json(view, 200, {
        'Cache-Control': 'public, max-age=900',
        ...corsHeaders,
        ...safetyHeaders,
      })
    }
  )

  app.put(
    '/:id/occurrences/:recurrenceId',
    describeRoute({
      summary: 'Change one date of a series',
      description:
        'With “status” it is called off (or on again) at once. Anything else (start, end, translations, place) is an edit that waits for a moderator and needs If-Match.',
      parameters: [ifMatch(false)],
      responses: documented(
        {
          200: ['Called off, or on again', resolver(publicationAnswer)],
          201: ['The submission that now waits', resolver(submissionAnswer)],
        },
        [400, 401, 403, 404, 409, 410, 412, 413, 415, 428]
      ),
    }),
    takesJson(means),
    jsonBody(dateRequest),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const { id, recurrenceId } = c.req.param()
      const expected = expectedBy(c.req.header('If-Match'))
      const { status, note, message, ...wish } = c.req.valid('json')
      if (status) {
        const publication = await callOffDate(
          ports,
          actor,
          id,
          recurrenceId,
          status === 'cancelled',
          note ?? null,
          expected
        )
        return c.json(publicationView(publication), 200, privately(publicationTag(publication)))
      }
      const more = { received: await c.req.text(), message: message ?? null, lang: apiLang }
      const { submission, dropped } = await changeDate(
        ports,
        actor,
        id,
        recurrenceId,
        wish as DateWish,
        more,
        expected
      )
      return waiting(c, submission, dropped)
    }
  )

  app.post(
    '/:id/splits',
    describeRoute({
      summary: 'Change this date and all that follow',
      description:
        'The series keeps its UID and its past and ends before the date; what follows is a new event. Both are published when a moderator approves.',
      parameters: [ifMatch(true)],
      responses: documented(
        { 201: ['The submission that now waits', resolver(submissionAnswer)] },
        [400, 401, 403, 404, 409, 410, 412, 413, 415, 428]
      ),
    }),
    takesJson(means),
    jsonBody(splitRequest),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const { from, event, message } = c.req.valid('json')
      const offer = {
        content: event,
        received: await c.req.text(),
        message: message ?? null,
        lang: apiLang,
      }
      const submission = await split(
        ports,
        actor,
        c.req.param('id'),
        from,
        offer,
        expectedBy(c.req.header('If-Match'))
      )
      return waiting(c, submission)
    }
  )

  return app
}
