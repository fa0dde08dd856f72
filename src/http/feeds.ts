import { type Context, Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as z from 'zod'
import { Fault, invalidParameter } from '../calendar/fault.ts'
import { type ClosedFeed, feedTextIn, type ListedFeed, type MadeFeed } from '../calendar/feed.ts'
import { noticeOf } from '../calendar/feed-notice.ts'
import { canonicalQuery, type Filter, type FilterRequest, parseFilter } from '../calendar/filter.ts'
import { filterText } from '../calendar/filter-text.ts'
import { observances } from '../calendar/observances.ts'
import { countedAs } from '../calendar/readers.ts'
import {
  type FeedAnswer,
  type FeedExtension,
  type FeedFormat,
  type FeedWish,
  feedFormatNames,
  feedFormatOf,
  poll,
} from '../journeys/poll.ts'
import { pollDeadlines, pollGiven } from '../journeys/poll-made.ts'
import { shortened } from '../journeys/shorten.ts'
import { cacheTags } from './cache-tags.ts'
import { documented } from './documented.ts'
import { filterParameters } from './filter-parameters.ts'
import type { Means } from './means.ts'
import { type Served, serve } from './serve.ts'

/** “attachment” would make phones import a dead copy instead of subscribing. */
export const inline = (name: string) => ({
  'Content-Disposition': `inline; filename="${name.replaceAll(/[^A-Za-z0-9._-]/g, '-')}"`,
})

const suffix = (query: string) => (query ? `?${query}` : '')

/** Formats people subscribe with; the others are read by programs. */
const subscribed: readonly string[] = ['ics', 'json', 'atom'] satisfies FeedExtension[]

/** Name and extension of a feed's address. */
type Asked = Readonly<{ name: string; extension: string; format: FeedFormat }>

/** An answer, under which name its readers are counted, and where it is at home. */
type Found = Readonly<{
  ask: () => Promise<FeedAnswer>
  counted: string | null
  path: string
  /** Which events can be in it; null when it holds none. */
  filter: Filter | null
}>

/** `?` and everything that changes how a feed of a fixed filter reads. */
const mannersOf = ({ locale, cancelled }: FilterRequest) =>
  suffix(canonicalQuery({ filter: { choices: {} }, locale, cancelled }))

const parametersOf = (url: string) => new URL(url).searchParams

/** `/feeds/{slug}.{format}` and `/feeds/events.{format}?…`: plain Hono, the hot path. */
export const feedRoutes = (means: Means) => {
  const { ports, feeds } = means
  const { site } = ports
  const app = new Hono()

  const send = (c: Context, { name, extension, format }: Asked, found: Found) => {
    const { ask, counted, path, filter } = found
    if (subscribed.includes(extension) && c.req.method === 'GET') {
      means.readers?.saw(counted, means.addressOf(c), c.req.header('User-Agent') ?? null)
    }
    const canonical = `<${site.baseUrl}${path}>; rel="canonical"`
    let answer: FeedAnswer | null = null
    const served: Served = {
      type: format.type,
      headers: {
        ...inline(`${name}.${extension}`),
        ...cacheTags(means, filter),
        Link: canonical,
      },
      afterBody: () => {
        const next = answer?.next()
        return next ? { Link: `${canonical}, <${next}>; rel="next"` } : {}
      },
      feed: subscribed.includes(extension) ? counted : null,
    }
    const once = async () => {
      answer = await ask()
      return answer
    }
    return serve(c, once, served, means)
  }

  /** Name, format and parameters; the extension is everything behind the last dot. */
  const asked = (raw: string): Asked => {
    const dot = raw.lastIndexOf('.')
    const name = dot < 0 ? raw : raw.slice(0, dot)
    const extension = dot < 0 ? '' : raw.slice(dot + 1)
    const format = feedFormatOf(extension)
    if (format) return { name, extension, format }
    const list = Object.keys(feedFormatNames).map((each) => `.${each}`)
    throw new Fault(
      'not_found',
      `Feeds come as ${list.slice(0, -1).join(', ')} and ${list.at(-1)}, not as “.${extension.slice(0, 20)}”.`
    )
  }

  const titled = (words: string) => ({
    title: words ? `${site.name}: ${words}` : site.name,
    description: words
      ? `Events of ${site.name} that match: ${words}.`
      : `All events of ${site.name}.`,
    lang: 'en',
  })

  /** A filter of the reader's own; `home` is where it is asked for. */
  const ownFilter = (
    { name, extension, format }: Asked,
    request: FilterRequest,
    cursor: string | null
  ): Found => {
    const query = canonicalQuery(request)
    const path = `/feeds/${name}.${extension}${suffix(query)}`
    const wish: FeedWish = {
      ...request,
      format,
      ...titled(filterText(request.filter)),
      path,
      page: `/subscribe${suffix(query)}`,
      cursor,
    }
    const { filter } = request
    return { ask: () => poll(ports, wish), counted: countedAs('events', query), path, filter }
  }

  const deadlines = (of: Asked, feed: MadeFeed, params: URLSearchParams): Found => {
    const request = parseFilter(params)
    const query = canonicalQuery(request)
    const words = filterText(request.filter)
    const { title, description, lang } = feedTextIn(feed, request.locale)
    const path = `/feeds/${feed.slug}.${of.extension}${suffix(query)}`
    const wish = {
      ...request,
      format: of.format,
      title: words ? `${title}: ${words}` : title,
      description,
      lang,
      path,
      page: '/feeds',
    }
    return {
      ask: () => pollDeadlines(ports, wish),
      counted: countedAs(feed.slug, query),
      path,
      filter: request.filter,
    }
  }

  /** A feed whose filter is fixed: only its languages and its manner are the reader's. */
  const fixed = (of: Asked, feed: ListedFeed, params: URLSearchParams): Found => {
    const facet = [...params.keys()].find((key) => isFilter(key))
    if (facet) {
      throw invalidParameter(
        facet.slice(0, 40),
        'fixed-filter',
        `This feed's filter is fixed; for your own use /feeds/events.${of.extension}?${facet.slice(0, 40)}=….`
      )
    }
    const given = parseFilter(params, feed.kind === 'open' ? pagingOf(of.format) : [])
    if (given.filter.hide && feed.kind !== 'open') {
      throw invalidParameter('cancelled', 'fixed-filter', 'Nothing in this feed can be cancelled.')
    }
    const base = feed.kind === 'open' ? feed.request : { ...given, filter: { choices: {} } }
    const { title, description, lang } = feedTextIn(feed, given.locale)
    const path = `/feeds/${feed.slug}.${of.extension}${mannersOf(given)}`
    const wish: FeedWish = {
      filter: { ...base.filter, ...(given.filter.hide && { hide: true as const }) },
      locale: given.locale.length ? given.locale : base.locale,
      cancelled: given.cancelled === 'both' ? base.cancelled : given.cancelled,
      format: of.format,
      title,
      description,
      lang,
      path,
      page: feed.kind === 'open' ? `/subscribe?feed=${feed.slug}` : '/feeds',
      cursor: params.get('cursor'),
    }
    const filter = feed.kind === 'open' ? wish.filter : null
    return { ask: askFor(feed, wish), counted: countedAs(feed.slug), path, filter }
  }

  const askFor = (feed: ListedFeed, wish: FeedWish): (() => Promise<FeedAnswer>) => {
    if (feed.kind === 'open') return () => poll(ports, wish)
    return async () => pollGiven(ports, wish, givenIn(feed))
  }

  const notThere = (slug: string, extension: string) => {
    const near = feeds.nearest(slug)
    return new Fault(
      'not_found',
      `There is no feed “${slug.slice(0, 60)}”${near ? `; did you mean /feeds/${near}.${extension}?` : '.'}`
    )
  }

  const formats = Object.entries(feedFormatNames).map(([word, name]) => `.${word} (${name})`)

  const answers = documented(
    {
      200: ['The feed', resolver(z.string()), 'text/calendar'],
      304: ['Unchanged'],
    },
    [400, 404, 406]
  )

  for (const extension of Object.keys(feedFormatNames)) {
    const of = asked(`events.${extension}`)
    app.get(
      `/events.${extension}`,
      describeRoute({
        summary: `Any filter as ${of.format.name}`,
        parameters: pagingOf(of.format).length
          ? [...filterParameters, { name: 'cursor', in: 'query', schema: { type: 'string' } }]
          : filterParameters,
        responses: documented(
          {
            200: [
              of.format.name,
              resolver(z.string()),
              of.format.type.slice(0, of.format.type.indexOf(';')),
            ],
            304: ['Unchanged'],
          },
          [400, 406]
        ),
      }),
      (c) => {
        const params = parametersOf(c.req.url)
        const request = parseFilter(params, pagingOf(of.format))
        return send(c, of, ownFilter(of, request, params.get('cursor')))
      }
    )
  }

  app.get(
    '/:name{.+}',
    describeRoute({
      summary: 'A feed with an address of its own',
      description: `{slug} and one of ${formats.join(', ')}. \`/v1/feeds\` lists them; \`deadlines\` takes a filter.`,
      parameters: [
        { name: 'locale', in: 'query', schema: { type: 'string' } },
        { name: 'cancelled', in: 'query', schema: { type: 'string' } },
      ],
      responses: answers,
    }),
    async (c): Promise<Response> => {
      const of = asked(c.req.param('name'))
      const { search, searchParams } = new URL(c.req.url)
      const feed = feeds.find(of.name)
      if (!feed) throw notThere(of.name, of.extension)
      if (feed.kind === 'moved') {
        return c.redirect(`/feeds/${feed.movedTo}.${of.extension}${search}`, 301)
      }
      const found =
        feed.kind === 'made' && feed.slug === 'deadlines'
          ? deadlines(of, feed, searchParams)
          : fixed(of, feed, searchParams)
      return send(c, { ...of, name: feed.slug }, found)
    }
  )

  /** `/f/{id}.{format}`: the filter kept under a short address. */
  const short = async (c: Context, raw: string): Promise<Response> => {
    const of = asked(raw)
    const params = parametersOf(c.req.url)
    const foreign = [...params.keys()].find((key) => !pagingOf(of.format).includes(key))
    if (foreign) {
      throw invalidParameter(
        foreign.slice(0, 40),
        'fixed-filter',
        'A short address stands for one filter and its languages; it takes nothing more.'
      )
    }
    const request = await shortened(ports, of.name)
    const own = ownFilter({ ...of, name: 'events' }, request, params.get('cursor'))
    return send(c, { ...of, name: `feed-${of.name.toLowerCase()}` }, own)
  }

  return { app, short }
}

/** The parameter of further pages, for a format that has them. */
const pagingOf = ({ page, order }: FeedFormat): readonly string[] =>
  page !== undefined && order === 'date' ? ['cursor'] : []

/** What stands in a feed that is no selection of events. */
const givenIn = (feed: MadeFeed | ClosedFeed) =>
  feed.kind === 'closed' ? [noticeOf(feed)] : observances()

const filterNames = new Set(
  filterParameters.flatMap((parameter) => ('name' in parameter ? [parameter.name] : []))
)

/** Does the parameter say which events are meant, rather than how they read? */
const isFilter = (name: string) =>
  filterNames.has(name) && name !== 'locale' && name !== 'cancelled'
