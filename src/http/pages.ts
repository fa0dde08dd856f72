import { type Context, Hono } from 'hono'
import { Fault } from '../calendar/fault.ts'
import { parseFilter } from '../calendar/filter.ts'
import { filterText } from '../calendar/filter-text.ts'
import { showWithDates } from '../journeys/dates.ts'
import { month } from '../journeys/month.ts'
import { eventPage } from '../pages/event.ts'
import { faultPage } from '../pages/fault.ts'
import { monthPage } from '../pages/month.ts'
import { problemsPage } from '../pages/problems.ts'
import { style } from '../pages/style.ts'
import { formStyle } from '../pages/style-forms.ts'
import { dateCalendar, eventCalendar } from './event-calendars.ts'
import type { Means } from './means.ts'
import { readMonth } from './months.ts'
import { problemTypes, safetyHeaders } from './problem.ts'
import { readOnly } from './query.ts'
import { asText, serve } from './serve.ts'

const html = 'text/html; charset=utf-8'

/** Our pages need nothing from elsewhere and run no script. */
export const pageHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
} as const

const encoded = async (page: unknown) => new TextEncoder().encode(String(await page))

/** Browsers say text/html first; everybody else gets problem documents. */
export const wantsPage = (c: Context): boolean =>
  !c.req.path.startsWith('/v1/') &&
  !c.req.path.startsWith('/feeds/') &&
  /\btext\/html\b/.test(c.req.header('Accept') ?? '')

/** A problem for people: the same status and sentence as the document, as a page. */
export const problemPage = async (means: Means, response: Response): Promise<Response> => {
  const { status, title, detail } = (await response.json()) as {
    status: number
    title: string
    detail: string
  }
  const headers = new Headers(response.headers)
  headers.set('Content-Type', html)
  for (const [name, value] of Object.entries(pageHeaders)) headers.set(name, value)
  return new Response(await encoded(faultPage({ status, title, detail, site: means.ports.site })), {
    status,
    headers,
  })
}

/** The pages: month, event, problem types; drawn from the objects the JSON is made of. */
export const pageRoutes = (means: Means) => {
  const { ports } = means
  const { site } = ports
  const app = new Hono()

  app.get('/', (c) => c.redirect(`/month/${ports.now().slice(0, 7)}`, 302))

  app.get('/month/:month', async (c) => {
    const wish = readMonth(c, c.req.param('month'))
    const text = filterText(wish.filter)
    const ask = asText(
      () => month(ports, wish),
      (shown) => monthPage({ month: shown, filterText: text, site }),
      '.p'
    )
    return serve(c, ask, { type: html, headers: pageHeaders }, means)
  })

  app.get('/events/:id', async (c) => {
    const id = c.req.param('id')
    if (id.endsWith('.ics')) return eventCalendar(means, c, id.slice(0, -4))
    const { locale } = parseFilter(readOnly(c.req.url, ['locale']))
    const canonical = `${site.baseUrl}/events/${id}`
    const ask = asText(
      () => showWithDates(ports, id, locale),
      (shown) => eventPage({ ...shown, site, canonical }),
      '.p'
    )
    return serve(c, ask, { type: html, headers: pageHeaders }, means)
  })

  app.get('/events/:id/:date{[0-9TZ]+\\.ics}', (c) =>
    dateCalendar(means, c, c.req.param('id'), c.req.param('date').slice(0, -4))
  )

  for (const [path, sheet] of Object.entries({ '/style.css': style, '/work.css': formStyle })) {
    app.get(path, (c) =>
      c.body(sheet, 200, {
        'Content-Type': 'text/css; charset=utf-8',
        'Cache-Control': 'public, max-age=3600',
        ...safetyHeaders,
      })
    )
  }

  app.get('/problems', async (c) =>
    c.body(String(await problemsPage({ problems: Object.values(problemTypes), site })), 200, {
      'Content-Type': html,
      ...pageHeaders,
      ...safetyHeaders,
    })
  )
  app.get('/problems/:slug', async (c) => {
    const found = Object.values(problemTypes).filter((kind) => kind.slug === c.req.param('slug'))
    if (found.length === 0) throw new Fault('not_found', 'There is no such problem type.')
    return c.body(String(await problemsPage({ problems: found, site })), 200, {
      'Content-Type': html,
      ...pageHeaders,
      ...safetyHeaders,
    })
  })

  return app
}
