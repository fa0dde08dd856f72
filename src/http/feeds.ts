import { type Context, Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as z from 'zod'
import { Fault, invalidParameter } from '../calendar/fault.ts'
import type { FeedDefinition } from '../calendar/feed.ts'
import {
  canonicalQuery,
  type Filter,
  filterOf,
  parseFilter,
  parseLocale,
} from '../calendar/filter.ts'
import { filterText } from '../calendar/filter-text.ts'
import { nearestOf } from '../calendar/vocabulary.ts'
import { type FeedFormat, type FeedWish, poll, pollDate, pollEvent } from '../journeys/poll.ts'
import { type Served, serve } from './conditional.ts'
import { documented } from './documented.ts'
import { filterParameters } from './filter-parameters.ts'
import type { Means } from './means.ts'
import { readOnly } from './query.ts'

/** One row a format: adding one touches this table and its renderer. */
const types: Readonly<Record<FeedFormat, string>> = {
  ics: 'text/calendar; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
}

const isFormat = (word: string): word is FeedFormat => Object.hasOwn(types, word)

const servedAs = (
  format: FeedFormat,
  fileName: string,
  links: Readonly<Record<string, string>>
): Served => ({
  type: types[format],
  headers: {
    // “attachment” would make phones import a dead copy instead of subscribing.
    'Content-Disposition': `inline; filename="${fileName.replaceAll(/[^A-Za-z0-9._-]/g, '-')}"`,
    ...links,
  },
})

const suffix = (query: string) => (query ? `?${query}` : '')

/** A curated feed with its fixed or moving window, in its own languages or the reader's. */
const curated = (
  definition: FeedDefinition,
  format: FeedFormat,
  params: URLSearchParams
): FeedWish => {
  const wished = parseFilter(params).locale
  const locale = wished.length ? wished : definition.locale ? parseLocale(definition.locale) : []
  const filter: Filter = { ...filterOf(definition.filter), ...definition.window }
  const query = canonicalQuery({ filter: { choices: {} }, locale: wished })
  return {
    filter,
    locale,
    format,
    title: definition.title,
    description: definition.description,
    path: `/feeds/${definition.slug}.${format}${suffix(query)}`,
  }
}

const free = (format: FeedFormat, params: URLSearchParams, siteName: string): FeedWish => {
  const request = parseFilter(params)
  const words = filterText(request.filter)
  return {
    ...request,
    format,
    title: words ? `${siteName}: ${words}` : siteName,
    description: words
      ? `Events of ${siteName} that match: ${words}.`
      : `All events of ${siteName}.`,
    path: `/feeds/events.${format}${suffix(canonicalQuery(request))}`,
  }
}

/** `/feeds/{slug}.{format}` and `/feeds/events.{format}?…`: plain Hono, the hot path. */
export const feedRoutes = (means: Means) => {
  const { ports, feeds } = means
  const app = new Hono()

  const answer = async (c: Context, wish: FeedWish) => {
    const name = wish.path.split('?')[0]?.slice('/feeds/'.length) ?? 'events'
    const links = { Link: `<${ports.site.baseUrl}${wish.path}>; rel="canonical"` }
    return serve(c, () => poll(ports, wish), servedAs(wish.format, name, links), means)
  }

  const notThere = (slug: string, format: string) => {
    if (!isFormat(format)) {
      return new Fault(
        'not_found',
        `Feeds come as ${Object.keys(types)
          .map((f) => `.${f}`)
          .join(' and ')}, not as “.${format.slice(0, 20)}”.`
      )
    }
    const near = nearestOf(slug, [...feeds.keys()])
    return new Fault(
      'not_found',
      `There is no feed “${slug.slice(0, 60)}”${near ? `; did you mean /feeds/${near}.${format}?` : '.'}`
    )
  }

  app.get(
    '/events.ics',
    describeRoute({
      summary: 'Any filter as a calendar to subscribe to',
      parameters: filterParameters,
      responses: documented(
        {
          200: ['iCalendar (RFC 5545)', resolver(z.string()), 'text/calendar'],
          304: ['Unchanged'],
        },
        [400]
      ),
    }),
    (c) => answer(c, free('ics', new URL(c.req.url).searchParams, ports.site.name))
  )
  app.get(
    '/events.json',
    describeRoute({
      summary: 'Any filter as JSON Feed 1.1',
      parameters: filterParameters,
      responses: documented(
        {
          200: ['JSON Feed 1.1', resolver(z.looseObject({})), 'application/feed+json'],
          304: ['Unchanged'],
        },
        [400]
      ),
    }),
    (c) => answer(c, free('json', new URL(c.req.url).searchParams, ports.site.name))
  )
  app.get(
    '/:name{.+}',
    describeRoute({
      summary: 'A curated feed, {slug}.ics or {slug}.json',
      parameters: [{ name: 'locale', in: 'query', schema: { type: 'string' } }],
      responses: documented(
        { 200: ['The feed', resolver(z.string()), 'text/calendar'], 304: ['Unchanged'] },
        [400, 404]
      ),
    }),
    (c) => {
      const name = c.req.param('name')
      const dot = name.lastIndexOf('.')
      const slug = dot < 0 ? name : name.slice(0, dot)
      const format = dot < 0 ? '' : name.slice(dot + 1)
      const definition = feeds.get(slug)
      if (!definition || !isFormat(format)) throw notThere(slug, format)
      const { searchParams } = new URL(c.req.url)
      const facet = [...searchParams.keys()].find(
        (key) => key !== 'locale' && Object.hasOwn(filterNames, key)
      )
      if (facet) {
        throw invalidParameter(
          facet,
          'fixed-filter',
          `This feed's filter is fixed; for your own use /feeds/events.${format}?${facet}=….`
        )
      }
      return answer(c, curated(definition, format, searchParams))
    }
  )

  return app
}

const filterNames: Readonly<Record<string, true>> = Object.fromEntries(
  filterParameters.map((p) => ['name' in p ? p.name : '', true])
)

/** `/events/{id}.ics`: one event, also when it is cancelled, withdrawn or removed. */
export const eventCalendar = async (means: Means, c: Context, id: string): Promise<Response> => {
  const { locale } = parseFilter(readOnly(c.req.url, ['locale']))
  const ask = async () => {
    const answer = await pollEvent(means.ports, id, locale)
    if (answer) return answer
    throw new Fault('not_found', 'There is no such event.')
  }
  return serve(c, ask, servedAs('ics', `${id}.ics`, {}), { compress: means.compress })
}

/** `/events/{id}/{recurrence-id}.ics`: one date of a series alone. */
export const dateCalendar = async (
  means: Means,
  c: Context,
  id: string,
  recurrenceId: string
): Promise<Response> => {
  const { locale } = parseFilter(readOnly(c.req.url, ['locale']))
  const ask = () => pollDate(means.ports, id, recurrenceId, locale)
  return serve(c, ask, servedAs('ics', `${id}-${recurrenceId}.ics`, {}), {
    compress: means.compress,
  })
}
