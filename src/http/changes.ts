import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import { invalidParameter } from '../calendar/fault.ts'
import { parseFilter } from '../calendar/filter.ts'
import { type ChangesPage, changesKeptDays, listChanges } from '../journeys/changes.ts'
import { documented } from './documented.ts'
import { filterParameters } from './filter-parameters.ts'
import type { Means } from './means.ts'
import { changesAnswer } from './schemas.ts'
import { asText, serve } from './serve.ts'

const most = 500
const usual = 100

const readLimit = (params: URLSearchParams): number => {
  const raw = params.get('limit')
  if (raw === null) return usual
  const limit = /^\d{1,3}$/.test(raw) ? Number(raw) : 0
  if (limit >= 1 && limit <= most) return limit
  throw invalidParameter('limit', 'out-of-range', `“limit” is a whole number from 1 to ${most}.`)
}

const readIdsOnly = (params: URLSearchParams): boolean => {
  const raw = params.get('include')
  if (raw === null) return false
  if (raw === 'ids') return true
  throw invalidParameter(
    'include',
    'unknown-value',
    '“include” says “ids”, or is left out for the events too.',
    'ids'
  )
}

/** The filter of everything else but for the window. */
const readWish = (params: URLSearchParams) => {
  for (const name of ['from', 'to']) {
    if (!params.has(name)) continue
    throw invalidParameter(
      name,
      'no-window',
      `Changes have no window: leave “${name}” out and choose by date from what you keep.`
    )
  }
  return {
    ...parseFilter(params, ['since', 'limit', 'include']),
    since: params.get('since'),
    limit: readLimit(params),
    idsOnly: readIdsOnly(params),
  }
}

/** Stored JSON goes out as it is: reading and writing it again would only cost. */
const textOf = ({ changes, next, more }: ChangesPage): string => {
  const all = changes.map(({ notice, body }) => {
    const text = JSON.stringify(notice)
    return body === null ? text : `${text.slice(0, -1)},"event":${body}}`
  })
  return `{"changes":[${all.join(',')}],"next":${JSON.stringify(next)},"more":${more}}`
}

/** `/v1/changes`: what a partner that keeps copies must take over or delete. */
export const changesRoutes = (means: Means) => {
  const app = new Hono()

  app.get(
    '/',
    describeRoute({
      summary: 'What has changed',
      description: [
        'For keeping copies up to date. Take the cursor first: without “since” the answer has no changes and “next” is the cursor of now. Then read all of /v1/events, with “from” and “to” as wide as you keep them. From then on ask with “since”, do what each change says, and keep “next” for the next time; while “more” is true, ask again at once.',
        'A change says how its event stands now; an event stands once on a page and may come again on a later one. Delete what “remove” names, also when you never had it: with a filter every event that changed and does not match (any more) is named with the reason “no-longer-matches”, since nobody remembers what you have. Withdrawn and removed events are “remove”, archived and cancelled ones stay.',
        'A cursor is a place in the journal and belongs to no filter: with another filter or other languages start afresh.',
        `It holds for ${changesKeptDays} days from the first change behind it; after that the answer is 410: start afresh.`,
      ].join(' '),
      parameters: [
        {
          name: 'since',
          in: 'query',
          description: 'The “next” of the answer before.',
          schema: { type: 'string' },
        },
        {
          name: 'limit',
          in: 'query',
          description: 'Changes read at most; several of one event count each and are told as one.',
          schema: { type: 'integer', minimum: 1, maximum: most, default: usual },
        },
        {
          name: 'include',
          in: 'query',
          description: '`ids` leaves the events themselves out.',
          schema: { type: 'string', enum: ['ids'] },
        },
        ...filterParameters.filter(
          (parameter) => !('name' in parameter && ['from', 'to'].includes(parameter.name))
        ),
      ],
      responses: documented(
        { 200: ['A page of changes', resolver(changesAnswer)], 304: ['Unchanged'] },
        [400, 410]
      ),
    }),
    (c) => {
      const { searchParams, pathname } = new URL(c.req.url)
      const wish = readWish(searchParams)
      let page: ChangesPage | null = null
      const ask = asText(
        () => listChanges(means.ports, wish),
        (made) => {
          page = made
          return textOf(made)
        }
      )
      const afterBody = () => {
        if (!page?.more) return {}
        const params = new URLSearchParams(searchParams)
        params.set('since', page.next)
        return { Link: `<${pathname}?${params}>; rel="next"` }
      }
      // Whoever asks wants to know what is new now; an unchanged page costs a 304.
      const served = { type: 'application/json', afterBody, cacheControl: 'public, no-cache' }
      return serve(c, ask, served, { compress: means.compress })
    }
  )

  return app
}
