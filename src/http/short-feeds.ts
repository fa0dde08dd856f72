import { type Context, Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as z from 'zod'
import { canonicalQuery, parseFilter } from '../calendar/filter.ts'
import type { Site } from '../calendar/publication.ts'
import { type ShortFeed, shorten, shortened } from '../journeys/shorten.ts'
import { documented } from './documented.ts'
import { jsonBody, limited, onlyJson } from './json-body.ts'
import { limiterFor } from './limiter.ts'
import type { Means } from './means.ts'
import { seeOther } from './private-page.ts'

/** Sixty values fit many times over; what is longer is no address that anybody could keep. */
const longestQuery = 8000

const shortRequest = z.strictObject({
  /** As it stands in an address; a `?` in front does no harm. */
  query: z.string().max(longestQuery, `A query has at most ${longestQuery} characters.`),
})

const shortAnswer = z.object({
  id: z.string(),
  url: z.string(),
  query: z.string(),
  feeds: z.object({ ics: z.string(), json: z.string(), atom: z.string() }),
})

const viewOf = ({ id, query }: ShortFeed, { baseUrl }: Site): z.output<typeof shortAnswer> => {
  const url = `${baseUrl}/f/${id}`
  return { id, url, query, feeds: { ics: `${url}.ics`, json: `${url}.json`, atom: `${url}.atom` } }
}

/** Parameters of a form: a browser sends those left empty too. */
const filled = async (c: Context): Promise<URLSearchParams> => {
  const sent = new URLSearchParams(await c.req.text())
  return new URLSearchParams([...sent].filter(([, value]) => value.trim() !== ''))
}

const subscribe = (query: string) => (query ? `/subscribe?${query}` : '/subscribe')

/** Short addresses: making one by JSON or by a form, and the page one leads to. */
export const shortFeedRoutes = (means: Means) => {
  const { ports } = means
  const limiter = limiterFor(means)
  const app = new Hono()

  app.post(
    '/v1/short-feeds',
    describeRoute({
      summary: 'A short address for a filter, for ever',
      description:
        'Needs no key. The same filter, text languages and manner of showing what is cancelled always get the same address: 201 when nobody had it yet, else 200.',
      responses: documented(
        {
          200: ['The address it has already', resolver(shortAnswer)],
          201: ['The new address', resolver(shortAnswer)],
        },
        [400, 413, 415, 429]
      ),
    }),
    onlyJson,
    limited,
    limiter.byAddress('shorten'),
    jsonBody(shortRequest),
    async (c) => {
      const request = parseFilter(new URLSearchParams(c.req.valid('json').query))
      const short = await shorten(ports, request)
      return c.json(viewOf(short, ports.site), short.isNew ? 201 : 200, {
        Location: `/f/${short.id}`,
        'Cache-Control': 'no-store',
      })
    }
  )

  app.post('/f', limited, limiter.byAddress('shorten'), async (c) => {
    const { query } = await shorten(ports, parseFilter(await filled(c)))
    return seeOther(c, `${subscribe(query)}#short-address`)
  })

  app.get('/f/:id{[0-9A-Za-z]+}', async (c) => {
    const request = await shortened(ports, c.req.param('id'))
    return c.redirect(subscribe(canonicalQuery(request)), 302)
  })

  return app
}
