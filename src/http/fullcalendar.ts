import { type Context, Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import { z } from 'zod'
import { invalidParameter } from '../calendar/fault.ts'
import { parseFilter } from '../calendar/filter.ts'
import type { GridZone } from '../calendar/grid.ts'
import {
  day,
  type FloatingMs,
  floating,
  isWallTime,
  isZone,
  minute,
  resolve,
  wallClock,
} from '../calendar/time.ts'
import { mostInSpan, type Span, type SpanWish, span } from '../journeys/span.ts'
import { documented } from './documented.ts'
import { filterParameters } from './filter-parameters.ts'
import type { Means } from './means.ts'
import { asText, serve } from './serve.ts'

const mostDays = 400

/** A year, a season, a list of what is next: no view of either widget asks for more. */
const longest = mostDays * day

type BoundName = 'start' | 'end'

/** One end of a span as sent: a wall-clock reading, and where it was read if an offset says so. */
type Bound = Readonly<{ wall: FloatingMs; offsetMinutes: number | null; isDate: boolean }>

/** A date, or date and time with seconds or not, with `Z`, an offset or neither. A `+` arrives as a space when it was not encoded. */
const iso8601 =
  /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::([0-5]\d)(?:\.\d+)?)?(?:(Z)|([+\- ])([01]\d|2[0-3]):?([0-5]\d))?)?$/

const readBound = (params: URLSearchParams, name: BoundName): Bound => {
  const raw = params.get(name)
  if (!raw) throw invalidParameter(name, 'required', `“${name}” is needed: ${bounds[name]}`)
  const [, date, time = '00:00', seconds = '0', utc, sign, hours, minutes] = iso8601.exec(raw) ?? []
  const wallTime = `${date}T${time}`
  if (!date || !isWallTime(wallTime) || date < '1970-01-01' || date > '2101-01-01') {
    throw invalidParameter(
      name,
      'invalid-date',
      `“${name}” is a date or a time from 1970 to 2100 in ISO 8601, such as 2012-12-01 or 2012-12-01T00:00:00+01:00.`
    )
  }
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return {
    wall: floating(wallTime) + Number(seconds) * 1000,
    offsetMinutes: utc ? 0 : sign ? (sign === '-' ? -size : size) : null,
    isDate: raw.length === 10,
  }
}

const bounds: Readonly<Record<BoundName, string>> = {
  start: 'the first moment to show, in ISO 8601.',
  end: 'the end of the time to show, exclusive, in ISO 8601.',
}

/**
 * Neither library sends a zone for the browser's own clock. EventCalendar knows fixed offsets, too,
 * which the runtime takes for zones.
 */
const readZone = (params: URLSearchParams): GridZone => {
  const raw = params.get('timeZone') ?? ''
  if (raw === '' || raw === 'local') return 'event'
  if (isZone(raw)) return raw
  const [, sign, hours, minutes] = /^([+\- ])(0\d|1[0-4]):([0-5]\d)$/.exec(raw) ?? []
  if (sign) return `${sign === '-' ? '-' : '+'}${hours}:${minutes}`
  throw invalidParameter(
    'timeZone',
    'unknown-zone',
    `“${raw.slice(0, 40)}” is neither “local” nor an IANA time zone such as “UTC” or “Europe/Warsaw” nor an offset such as “+02:00”.`
  )
}

const offsetMs = ({ offsetMinutes }: Bound): number => (offsetMinutes ?? 0) * minute

/** How far clocks are ahead of UTC at most, and behind it (ms). */
const ahead = 14 * 60 * minute
const behind = 12 * 60 * minute

/**
 * The span without a zone. Dates alone are those of each event's own clock, as FullCalendar 2 and 3
 * mean them. A time without an offset is on a browser's clock that EventCalendar does not tell: what
 * lies in the span on any clock is answered then, and the widget draws what lies in it on its own.
 */
const spanOnNoClock = (start: Bound, end: Bound): Span => {
  const instants = {
    from: start.wall - (start.offsetMinutes === null ? ahead : offsetMs(start)),
    to: end.wall + (end.offsetMinutes === null ? behind : -offsetMs(end)),
  }
  return { from: start.wall, to: end.wall, instants: start.isDate && end.isDate ? null : instants }
}

const spanOf = (start: Bound, end: Bound, zone: GridZone): Span => {
  if (zone === 'event') return spanOnNoClock(start, end)
  const instant = (bound: Bound) =>
    bound.offsetMinutes === null ? resolve(bound.wall, zone) : bound.wall - offsetMs(bound)
  const [from, to] = [instant(start), instant(end)]
  return { from: wallClock(from, zone), to: wallClock(to, zone), instants: { from, to } }
}

/** In milliseconds that pass, where it is known which: a clock that is set back shows fewer. */
const lengthOf = (start: Bound, end: Bound, { instants }: Span, zone: GridZone): number => {
  const told = zone !== 'event' || (start.offsetMinutes !== null && end.offsetMinutes !== null)
  return told && instants ? instants.to - instants.from : end.wall - start.wall
}

const readSpan = (c: Context): SpanWish => {
  const { searchParams: params } = new URL(c.req.url)
  const request = parseFilter(params, ['start', 'end', 'timeZone'])
  for (const name of ['from', 'to'] as const) {
    if (request.filter[name]) {
      throw invalidParameter(
        name,
        'fixed-window',
        'Here the time is chosen by “start” and “end”; leave out “from” and “to”.',
        name === 'from' ? 'start' : 'end'
      )
    }
  }
  const zone = readZone(params)
  const [start, end] = [readBound(params, 'start'), readBound(params, 'end')]
  const asked = spanOf(start, end, zone)
  const length = lengthOf(start, end, asked, zone)
  if (length <= 0) {
    throw invalidParameter(
      'end',
      'empty-window',
      '“end” is exclusive: it must be later than “start”.'
    )
  }
  if (length > longest) {
    throw invalidParameter(
      'end',
      'window-too-long',
      `At most ${mostDays} days can be asked for at once.`
    )
  }
  return { ...request, span: asked, zone }
}

const fullCalendarAnswer = z
  .array(
    z.object({
      id: z.string(),
      groupId: z.string().optional(),
      title: z.string(),
      start: z.string(),
      end: z.string(),
      allDay: z.boolean(),
      url: z.string(),
      classNames: z.array(z.string()),
      className: z.string(),
      extendedProps: z.looseObject({ status: z.string(), url: z.string(), titleLang: z.string() }),
    })
  )
  .meta({ description: `Occurrences in the order of the month grid, at most ${mostInSpan}.` })

/** `/v1/fullcalendar`: what FullCalendar and EventCalendar fetch as a source of events. */
export const fullCalendarRoutes = (means: Means) => {
  const app = new Hono()
  app.get(
    '/',
    describeRoute({
      summary: 'Occurrences as FullCalendar and EventCalendar fetch them',
      parameters: [
        ...filterParameters.filter((p) => !('name' in p && (p.name === 'from' || p.name === 'to'))),
        ...(['start', 'end'] as const).map((name) => ({
          name,
          in: 'query' as const,
          required: true,
          description: `A date or date and time: ${bounds[name]}`,
          schema: { type: 'string' as const },
        })),
        {
          name: 'timeZone',
          in: 'query',
          description:
            'IANA zone or offset whose clock “start”, “end” and the answer are on. “local” or nothing: each event on its own clock, with its offset.',
          schema: { type: 'string', default: 'local' },
        },
      ],
      responses: documented(
        { 200: ['The occurrences', resolver(fullCalendarAnswer)], 304: ['Unchanged'] },
        [400]
      ),
    }),
    async (c) => {
      const wish = readSpan(c)
      const ask = asText(() => span(means.ports, wish), JSON.stringify)
      return serve(c, ask, { type: 'application/json; charset=utf-8' }, means)
    }
  )
  return app
}
