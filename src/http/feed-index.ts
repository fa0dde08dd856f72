import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { describeRoute, resolver } from 'hono-openapi'
import * as z from 'zod'
import { type FeedIndex, feedIndexOf } from '../calendar/feed-index.ts'
import { noticePrefix } from '../calendar/feed-notice.ts'
import { parseFilter } from '../calendar/filter.ts'
import { feedsPage } from '../pages/feeds.ts'
import { documented } from './documented.ts'
import type { Means } from './means.ts'
import { pageHeaders } from './pages.ts'
import { corsHeaders, safetyHeaders } from './problem.ts'
import { readOnly } from './query.ts'

const address = z.url()

const entry = z.object({
  slug: z.string(),
  name: z.string(),
  title: z.string(),
  description: z.string(),
  lang: z.string(),
  aliases: z.array(z.string()),
  query: z.string().nullable(),
  closed: z
    .object({ on: z.iso.date(), title: z.string(), notice: z.string(), lang: z.string() })
    .nullable(),
  links: z.object({ subscribe: address.nullable(), ics: address, json: address, atom: address }),
})

const indexAnswer = z.object({
  shelves: z.array(
    z.object({
      name: z.enum(['special', 'countries', 'themes', 'languages']),
      feeds: z.array(entry),
    })
  ),
})

/** The list changes with releases alone. */
const cacheControl = 'public, max-age=3600, stale-while-revalidate=86400'

/** `/feeds` and `/v1/feeds`: every feed with an address of its own, for people and for programs. */
export const feedIndexRoutes = ({ feeds, ports }: Means) => {
  const { site } = ports
  const app = new Hono()

  const indexFor = (c: Context): FeedIndex =>
    feedIndexOf(feeds, site, parseFilter(readOnly(c.req.url, ['locale'])).locale)

  app.get('/feeds', etag(), async (c) => {
    const { search } = new URL(c.req.url)
    const json = `${site.baseUrl}/v1/feeds${search}`
    return c.body(String(await feedsPage({ index: indexFor(c), json, site })), 200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': cacheControl,
      ...pageHeaders,
      ...safetyHeaders,
    })
  })

  app.get(
    '/v1/feeds',
    describeRoute({
      summary: 'The feeds with an address of their own',
      description: 'Curated ones, and one for each country, theme, group of themes and language.',
      parameters: [{ name: 'locale', in: 'query', schema: { type: 'string' } }],
      responses: documented(
        { 200: ['The list', resolver(indexAnswer)], 304: ['Unchanged'] },
        [400]
      ),
    }),
    etag(),
    (c) =>
      c.json(indexFor(c), 200, {
        'Cache-Control': cacheControl,
        ...corsHeaders,
        ...safetyHeaders,
      })
  )

  // The notice of a closed feed is written like an event, and an event has a page.
  app.get(`/events/:notice{${noticePrefix}.+}`, (c) => c.redirect('/feeds', 302))

  return app
}
