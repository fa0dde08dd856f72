import { type Context, Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as z from 'zod'
import { appAspects } from '../calendar/calendar-apps.ts'
import { Fault } from '../calendar/fault.ts'
import type { FeedDefinition } from '../calendar/feed.ts'
import { httpTraits } from '../calendar/feed-check.ts'
import { countedAs } from '../calendar/readers.ts'
import { checkFeed, type FetchFeed } from '../journeys/check-feed.ts'
import { checkFeedPage } from '../pages/check-feed.ts'
import { documented } from './documented.ts'
import { feedRoutes } from './feeds.ts'
import { filterParameters } from './filter-parameters.ts'
import { limiterFor } from './limiter.ts'
import type { Means } from './means.ts'
import { pageHeaders } from './pages.ts'
import { asText, serve } from './serve.ts'

const pagePath = '/subscribe/check'
const dataPath = '/v1/feeds/check'

/** Kept, but asked about each time, as the subscribe page is. */
const cacheControl = 'public, max-age=0, must-revalidate'

const basis = z.enum(['documented', 'measured', 'reported', 'expected', 'advice'])
const instant = z.iso.datetime()

const checkAnswer = z.object({
  address: z.string(),
  bytes: z.int(),
  gzipBytes: z.int().nullable(),
  lastModified: instant,
  contents: z
    .object({
      name: z.string(),
      lang: z.string().nullable(),
      events: z.int(),
      repeating: z.int(),
      changedDates: z.int(),
      cancelled: z.int(),
      zones: z.array(z.object({ zone: z.string().nullable(), events: z.int() })),
      html: z.int(),
      conferences: z.int(),
      next: z.iso.date().nullable(),
      last: z.iso.date().nullable(),
      endless: z.boolean(),
      oldestChange: instant.nullable(),
      newestChange: instant.nullable(),
      refresh: z.string().nullable(),
    })
    .nullable()
    .meta({ description: 'What is in the file; null when it is too large to be checked.' }),
  complete: z.boolean(),
  http: z.record(z.enum(httpTraits), z.boolean()),
  breaches: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(['error', 'warning']),
      says: z.string(),
      basis: z.string(),
      count: z.int(),
      places: z.array(z.object({ line: z.int(), detail: z.string() })),
    })
  ),
  limits: z.array(
    z.object({
      app: z.string().nullable(),
      limit: z.object({ of: z.enum(['bytes', 'events', 'address']), most: z.int(), basis }),
      have: z.int(),
      verdict: z.enum(['well', 'near', 'over']),
    })
  ),
  readers: z.string().nullable(),
  apps: z.array(
    z.object({
      name: z.string(),
      limits: z.array(z.looseObject({})),
      shows: z.record(z.enum(appAspects), z.object({ says: z.string(), basis })),
    })
  ),
})

/** A feed of the register as it is asked for, or anybody's own filter. */
type Asked = Readonly<{ slug: string; params: URLSearchParams }>

const ownSlug = 'events'

/** Parts of a canonical address of a feed: `/feeds/pl.ics?locale=pl`. */
const partsOf = (path: string): Readonly<{ slug: string; query: string }> => {
  const { pathname, search } = new URL(path, 'http://feed.invalid')
  return { slug: pathname.slice('/feeds/'.length, -'.ics'.length), query: search.slice(1) }
}

const suffix = (query: string) => (query ? `?${query}` : '')

/** The query of this page for a feed. */
const queryOf = (path: string): string => {
  const { slug, query } = partsOf(path)
  return [slug === ownSlug ? '' : `feed=${slug}`, query].filter(Boolean).join('&')
}

/** Where one subscribes to it: the page of a selection, or the list of what is made by itself. */
const wayBack = (path: string, feed: FeedDefinition | undefined): string => {
  if (feed && feed.kind !== 'open') return '/feeds'
  return `/subscribe${suffix(queryOf(path))}`
}

/** Equal as browsers see it: they escape a little more than we do. */
const sameQuery = (a: string, b: string) =>
  new URLSearchParams(a).toString() === new URLSearchParams(b).toString()

/** `/subscribe/check` and `/v1/feeds/check`: the doctor's look at a feed, for people and for programs. */
export const checkFeedRoutes = (means: Means) => {
  const { ports, feeds } = means
  const { site } = ports
  const limiter = limiterFor(means)
  // The feed as its readers get it, kept answers and all, but the doctor is no reader.
  const { readers: _readers, ...unread } = means
  const asReaders = new Hono().route('/feeds', feedRoutes(unread).app)
  asReaders.onError((error) => {
    throw error
  })
  const app = new Hono()

  const asked = (c: Context): Asked => {
    const params = new URLSearchParams(new URL(c.req.url).search)
    const slug = params.get('feed')
    params.delete('feed')
    if (slug === null) return { slug: ownSlug, params }
    const found = feeds.find(slug)
    if (found) return { slug: found.kind === 'moved' ? found.movedTo : found.slug, params }
    const near = feeds.nearest(slug)
    throw new Fault(
      'not_found',
      `There is no calendar “${slug.slice(0, 60)}”${near ? `; did you mean “${near}”?` : '.'}`
    )
  }

  const fetchFor =
    (c: Context, path: string): FetchFeed =>
    async (headers) =>
      asReaders.request(new URL(path, c.req.url).href, { headers }, c.env)

  /** The canonical address of what is asked for; refuses what the feed itself refuses. */
  const canonical = async (c: Context): Promise<string> => {
    const { slug, params } = asked(c)
    const path = `/feeds/${slug}.ics${suffix(params.toString())}`
    const answer = await fetchFor(c, path)({ 'If-None-Match': '*' })
    const link = /^<([^>]+)>; rel="canonical"/.exec(answer.headers.get('Link') ?? '')?.[1] ?? ''
    return link.slice(site.baseUrl.length)
  }

  const wishFor = (c: Context, path: string) => {
    const { slug, query } = partsOf(path)
    const isFiltered = slug === ownSlug || slug === 'deadlines'
    return {
      path,
      fetch: fetchFor(c, path),
      counted: countedAs(slug, isFiltered ? query : ''),
    }
  }

  app.get(pagePath, limiter.byAddress('check'), async (c) => {
    const path = await canonical(c)
    const query = queryOf(path)
    if (!sameQuery(new URL(c.req.url).search, query))
      return c.redirect(`${pagePath}${suffix(query)}`, 302)
    const back = wayBack(path, feeds.find(partsOf(path).slug))
    const ask = asText(
      () => checkFeed(ports, wishFor(c, path)),
      (check) =>
        checkFeedPage({
          check,
          site,
          back,
          data: `${site.baseUrl}${dataPath}${suffix(query)}`,
        }),
      '.p'
    )
    const served = { type: 'text/html; charset=utf-8', headers: pageHeaders, cacheControl }
    return serve(c, ask, served, means)
  })

  app.get(
    dataPath,
    describeRoute({
      summary: 'The doctor’s look at a feed',
      description:
        'What the calendar file of a feed holds, how large it is against what apps take, what our own lint finds, and what each app makes of it. Takes a filter, or “feed” with the slug of a feed of the register and what that takes.',
      parameters: [
        {
          name: 'feed',
          in: 'query',
          description: 'Slug or alias; without it the filter is your own.',
          schema: { type: 'string' },
        },
        ...filterParameters,
      ],
      responses: documented(
        { 200: ['What was found', resolver(checkAnswer)], 304: ['Unchanged'] },
        [400, 404, 429]
      ),
    }),
    limiter.byAddress('check'),
    async (c) => {
      const path = await canonical(c)
      const ask = asText(() => checkFeed(ports, wishFor(c, path)), JSON.stringify, '.j')
      return serve(c, ask, { type: 'application/json', cacheControl }, means)
    }
  )

  return app
}
