import { type Context, Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import { Fault, invalidParameter, unknownSentence } from '../calendar/fault.ts'
import { fromList } from '../calendar/filter-values.ts'
import type { QueuePosition } from '../calendar/store.ts'
import { type Submission, submissionStates, submissionTag } from '../calendar/submission.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import { nearestOf } from '../calendar/vocabulary.ts'
import { moderate } from '../journeys/moderate.ts'
import { readQueue, readSubmission } from '../journeys/review.ts'
import { submit } from '../journeys/submit.ts'
import { asking } from './asking.ts'
import { documented } from './documented.ts'
import { jsonBody } from './json-body.ts'
import type { Means } from './means.ts'
import { readLimit, readOnly } from './query.ts'
import {
  decisionAnswer,
  decisionRequest,
  queueAnswer,
  submissionAnswer,
  submissionRequest,
} from './schemas.ts'
import { takesJson } from './takes-json.ts'

/** A submission as its organisation and its moderators read it. */
export const submissionView = (submission: Submission) => ({
  ...submission,
  links: {
    self: `/v1/submissions/${submission.id}`,
    decisions: `/v1/submissions/${submission.id}/decisions`,
    event: `/v1/events/${submission.event}`,
  },
})

/** 201 for a submission that now waits, with the dates an edit of a series gave up. */
export const waiting = (c: Context, submission: Submission, dropped: readonly string[] = []) =>
  c.json({ ...submissionView(submission), ...(dropped.length && { dropped }) }, 201, {
    Location: `/v1/submissions/${submission.id}`,
    ...privately(submissionTag(submission)),
  })

/** Headers of private answers: never kept by anybody in between. */
export const privately = (tag?: string) => ({
  'Cache-Control': 'private, no-store',
  ...(tag && { ETag: `"${tag}"` }),
})

/** Mail about what a key does goes to admins, who have languages of their own. */
export const apiLang = 'en'

export const sha256 = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const idempotencyKey = (header: string | undefined): string => {
  const refuse = (code: string, detail: string) =>
    new Fault('invalid', detail, [{ parameter: 'Idempotency-Key', code, detail }])
  if (!header)
    throw refuse('missing', 'Send an Idempotency-Key, so that a repeated request submits once.')
  // The draft writes it as a quoted string; most clients send it bare.
  const key = header.replace(/^"(.*)"$/, '$1')
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key
  throw refuse(
    'wrong-format',
    'An Idempotency-Key is 1 to 200 visible ASCII characters, for example a UUID.'
  )
}

const readStates = (params: URLSearchParams) => {
  const given = params
    .getAll('state')
    .flatMap((list) => list.split(','))
    .filter(Boolean)
  const states = given.length ? given : ['pending']
  return states.map((raw) => {
    const state = submissionStates.find((known) => known === raw)
    if (state) return state
    const near = nearestOf(raw, submissionStates)
    throw invalidParameter('state', 'unknown-value', unknownSentence(raw, 'state', near), near)
  })
}

const readCountries = (params: URLSearchParams) =>
  params
    .getAll('country')
    .flatMap((list) => list.split(','))
    .filter(Boolean)
    .map(fromList('country', countries))

/** The last row seen as a cursor: low priority, waiting since, id. */
export const writeAfter = ({ lowPriority, waitingSince, id }: QueuePosition): string =>
  `${Number(lowPriority)},${waitingSince},${id}`

const cursorOf = /^([01]),(\d{4}-\d\d-\d\dT[\d:]{8}Z),([0-9a-f-]{36})$/

/** Reads such a cursor; fault `invalid` for any other. */
export const readAfter = (cursor: string | null): QueuePosition | undefined => {
  if (cursor === null) return undefined
  const [, low, waitingSince, id] = cursorOf.exec(cursor) ?? []
  if (waitingSince && id) return { lowPriority: low === '1', waitingSince, id }
  throw invalidParameter(
    'cursor',
    'invalid-cursor',
    'This is no cursor of ours; start without one.'
  )
}

/** `/v1/submissions`: offering events, reading the queue, deciding. */
export const submissions = (means: Means) => {
  const { ports, identity } = means
  const app = new Hono()

  app.post(
    '/',
    describeRoute({
      summary: 'Submit an event',
      description:
        'Needs an organisation’s key and an Idempotency-Key. The event waits for a moderator; nothing is public yet.',
      parameters: [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          schema: { type: 'string', maxLength: 200 },
        },
      ],
      responses: documented(
        { 201: ['The submission', resolver(submissionAnswer)] },
        [400, 401, 403, 409, 413, 415, 422]
      ),
    }),
    takesJson(means),
    jsonBody(submissionRequest),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const received = await c.req.text()
      const { event, message } = c.req.valid('json')
      const repeatable = {
        key: idempotencyKey(c.req.header('Idempotency-Key')),
        digest: await sha256(received),
      }
      const { body, replayed } = await submit(
        ports,
        actor,
        { content: event, received, message: message ?? null, lang: apiLang },
        repeatable,
        (submission) => JSON.stringify(submissionView(submission))
      )
      const submission: Submission = JSON.parse(body)
      return c.body(body, 201, {
        'Content-Type': 'application/json',
        Location: `/v1/submissions/${submission.id}`,
        ...privately(submissionTag(submission)),
        ...(replayed && { 'Idempotency-Replayed': 'true' }),
      })
    }
  )

  app.get(
    '/',
    describeRoute({
      summary: 'The queue of a moderator, or an organisation’s own submissions',
      description:
        'Longest wait first. Without `state` those that are pending; without `country` all of the moderator’s.',
      parameters: [
        {
          name: 'state',
          in: 'query',
          schema: { type: 'array', items: { type: 'string', enum: [...submissionStates] } },
          explode: false,
        },
        {
          name: 'country',
          in: 'query',
          schema: { type: 'array', items: { type: 'string' } },
          explode: false,
        },
        { name: 'cursor', in: 'query', schema: { type: 'string' } },
        {
          name: 'limit',
          in: 'query',
          schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
        },
      ],
      responses: documented(
        { 200: ['A page of submissions', resolver(queueAnswer)] },
        [400, 401, 403]
      ),
    }),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const params = readOnly(c.req.url, ['state', 'country', 'cursor', 'limit'])
      const limit = readLimit(params)
      const after = readAfter(params.get('cursor'))
      const rows = await readQueue(ports, actor, {
        states: readStates(params),
        countries: readCountries(params),
        limit: limit + 1,
        ...(after && { after }),
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const next = rows.length > limit && last ? writeAfter(last) : null
      return c.json({ submissions: shown.map(submissionView), next }, 200, privately())
    }
  )

  app.get(
    '/:id',
    describeRoute({
      summary: 'A submission and its history',
      responses: documented({ 200: ['The submission', resolver(submissionAnswer)] }, [401, 404]),
    }),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const { submission, decisions } = await readSubmission(ports, actor, c.req.param('id'))
      return c.json(
        { ...submissionView(submission), decisions },
        200,
        privately(submissionTag(submission))
      )
    }
  )

  app.post(
    '/:id/decisions',
    describeRoute({
      summary: 'Approve, ask for changes or reject',
      description:
        'Approval publishes the revision at once. A second decision on the same round is a 409 that says who was first.',
      responses: documented(
        { 201: ['The decision', resolver(decisionAnswer)] },
        [400, 401, 403, 404, 409, 413, 415]
      ),
    }),
    takesJson(means),
    jsonBody(decisionRequest),
    async (c) => {
      const actor = await asking(identity, c.req.raw.headers)
      const { verb, reasonCode, text } = c.req.valid('json')
      const { decision } = await moderate(ports, actor, c.req.param('id'), verb, {
        code: reasonCode ?? null,
        text: text ?? null,
      })
      return c.json(decision, 201, {
        Location: `/v1/submissions/${decision.submission}`,
        ...privately(),
      })
    }
  )

  return app
}
