import { type Context, Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import { Fault, invalidParameter } from '../calendar/fault.ts'
import { parseFilter } from '../calendar/filter.ts'
import { type GridZone, mostLanes, parseMonth } from '../calendar/grid.ts'
import { isZone } from '../calendar/time.ts'
import { nearestOf } from '../calendar/vocabulary.ts'
import { weekStartOf } from '../calendar/words-of-time.ts'
import { type MonthWish, month } from '../journeys/month.ts'
import { cacheTags } from './cache-tags.ts'
import { documented } from './documented.ts'
import { filterParameters } from './filter-parameters.ts'
import type { Means } from './means.ts'
import { monthAnswer } from './schemas.ts'
import { asText, serve } from './serve.ts'

const weekStarts = ['mon', 'sun', 'sat', 'auto'] as const

const oneOf = (
  params: URLSearchParams,
  name: string,
  accepted: readonly string[],
  fallback: string
): string => {
  const raw = params.get(name)
  if (raw === null) return fallback
  if (accepted.includes(raw)) return raw
  const near = nearestOf(raw, accepted)
  throw invalidParameter(name, 'unknown-value', `“${name}” is one of ${accepted.join(', ')}.`, near)
}

const readLanes = (params: URLSearchParams): number => {
  const raw = params.get('maxLanes')
  if (raw === null) return 3
  const lanes = /^\d{1,2}$/.test(raw) ? Number(raw) : 0
  if (lanes >= 1 && lanes <= mostLanes) return lanes
  throw invalidParameter(
    'maxLanes',
    'out-of-range',
    `“maxLanes” is a whole number from 1 to ${mostLanes}.`
  )
}

const readZone = (params: URLSearchParams): GridZone => {
  const raw = params.get('tz') ?? 'event'
  if (raw === 'event' || isZone(raw)) return raw
  throw invalidParameter(
    'tz',
    'unknown-zone',
    `“${raw.slice(0, 40)}” is neither “event” nor an IANA time zone such as “Europe/Warsaw”.`
  )
}

/** A month's address → what is asked for. The view's own parameters are part of the canonical query. */
export const readMonth = (c: Context, raw: string): MonthWish => {
  const yearMonth = parseMonth(raw)
  if (!yearMonth) {
    const detail = `“${raw.slice(0, 20)}” is not a month between 1970-01 and 2099-12, written YYYY-MM.`
    throw new Fault('invalid', detail, [{ parameter: 'month', code: 'invalid-month', detail }])
  }
  const { searchParams: params } = new URL(c.req.url)
  const request = parseFilter(params, ['weekStart', 'tz', 'maxLanes', 'layout'])
  for (const name of ['from', 'to'] as const) {
    if (request.filter[name])
      throw invalidParameter(
        name,
        'fixed-window',
        'A month is its own window; leave out “from” and “to”.'
      )
  }
  const weekStart = oneOf(params, 'weekStart', weekStarts, 'mon')
  const zone = readZone(params)
  const maxLanes = readLanes(params)
  const layout = oneOf(params, 'layout', ['0', '1'], '1')
  const view = [
    ...(layout === '1' ? [] : ['layout=0']),
    ...(maxLanes === 3 ? [] : [`maxLanes=${maxLanes}`]),
    ...(zone === 'event' ? [] : [`tz=${zone}`]),
    ...(weekStart === 'mon' ? [] : [`weekStart=${weekStart}`]),
  ].join('&')
  return {
    ...request,
    month: yearMonth,
    weekStart: weekStartOf(weekStart, request.locale[0] ?? 'en'),
    zone,
    maxLanes,
    layout: layout === '1',
    view,
  }
}

/** `/v1/months/{yyyy-mm}`: the grid as data. */
export const monthRoutes = (means: Means) => {
  const app = new Hono()
  app.get(
    '/:month',
    describeRoute({
      summary: 'A month grid as data',
      parameters: [
        ...filterParameters.filter((p) => !('name' in p && (p.name === 'from' || p.name === 'to'))),
        {
          name: 'weekStart',
          in: 'query',
          schema: { type: 'string', enum: [...weekStarts], default: 'mon' },
        },
        {
          name: 'tz',
          in: 'query',
          description: '“event”: each event on its own clock; or an IANA zone.',
          schema: { type: 'string', default: 'event' },
        },
        {
          name: 'maxLanes',
          in: 'query',
          schema: { type: 'integer', minimum: 1, maximum: mostLanes, default: 3 },
        },
        { name: 'layout', in: 'query', schema: { type: 'string', enum: ['0', '1'], default: '1' } },
      ],
      responses: documented(
        { 200: ['The month', resolver(monthAnswer)], 304: ['Unchanged'] },
        [400]
      ),
    }),
    async (c) => {
      const wish = readMonth(c, c.req.param('month'))
      const ask = asText(() => month(means.ports, wish), JSON.stringify)
      const headers = cacheTags(means, wish.filter)
      return serve(c, ask, { type: 'application/json; charset=utf-8', headers }, means)
    }
  )
  return app
}
