import type { Context, MiddlewareHandler } from 'hono'
import { Fault } from '../calendar/fault.ts'
import type { Actor } from '../calendar/people.ts'
import { type Ports, traced } from '../journeys/ports.ts'
import type { AccountView } from '../pages/layout.ts'
import { signedOutPage } from '../pages/signed-out.ts'
import { addressHashOf } from './address-hash.ts'
import type { Means } from './means.ts'
import { safetyHeaders } from './problem.ts'

/** What middlewares leave for the handlers of private pages. */
export type PrivateVariables = { Variables: { requestId: string; actor: Actor } }

/** Headers of a page that is one person's: kept by nobody, its address told to nobody. */
export const privatePageHeaders = {
  ...safetyHeaders,
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; worker-src 'self' blob:; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'Cache-Control': 'private, no-store',
  // Addresses of these pages may be secrets. Not `no-referrer`: browsers then send `Origin: null`
  // with the forms, and nobody could tell them from those of another site.
  'Referrer-Policy': 'same-origin',
  'X-Robots-Tag': 'noindex',
} as const

/** Answers a page that is one person's. */
export const privatePage = async (
  c: Context,
  page: unknown,
  status: 200 | 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 422 | 429 = 200
): Promise<Response> => c.body(String(await page), status, privatePageHeaders)

/** 303 to another page after a form: reloading sends nothing twice. */
export const seeOther = (c: Context, path: string, cookies: readonly string[] = []): Response => {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
  c.header('Cache-Control', 'private, no-store')
  return c.redirect(path, 303)
}

/** The ports for this request, so that ledgers say which request did what. */
export const portsFor = async (means: Means, c: Context): Promise<Ports> =>
  traced(means.ports, {
    requestId: c.get('requestId'),
    addressHash: await addressHashOf(means, c),
  })

/**
 * Who is signed in; strangers are sent to sign in and come back, and a form they sent meanwhile waits
 * for them on a page. A key is nobody on pages.
 */
export const signedIn =
  (means: Means): MiddlewareHandler<PrivateVariables> =>
  async (c, next) => {
    const actor = await means.identity.actorOf(c.req.raw.headers)
    if (!actor || actor.scopes !== null) {
      const { pathname, search } = new URL(c.req.url)
      const action = pathname + search
      if (c.req.method === 'GET') return seeOther(c, `/sign-in?then=${encodeURIComponent(action)}`)
      const fields = await formFields(c)
      return privatePage(c, signedOutPage({ site: means.ports.site, action, fields }), 401)
    }
    // A session in use lasts longer, whichever of our pages uses it.
    const session = await means.accounts.session(c.req.raw.headers)
    for (const cookie of session?.setCookies ?? []) {
      c.header('Set-Cookie', cookie, { append: true })
    }
    c.set('actor', actor)
    return next()
  }

/** How the masthead shows whoever is signed in. */
export const accountOf = (actor: Actor): AccountView => ({
  name: actor.name,
  organisation: actor.organisation?.name ?? null,
  moderator: actor.roles.includes('moderator'),
  administrator: actor.roles.includes('administrator'),
})

/** Fields of a form as they came; files are not read here. A field sent twice is a list. */
export const formFields = async (c: Context): Promise<Record<string, string | string[]>> => {
  const body = await c.req.parseBody({ all: true })
  const fields: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(body)) {
    const values = [value].flat().filter((each) => typeof each === 'string')
    if (values.length) fields[name] = values.length === 1 ? (values[0] ?? '') : values
  }
  return fields
}

/** One text of a form; empty when it did not come. */
export const textOf = (
  fields: Readonly<Record<string, string | readonly string[]>>,
  name: string
) => {
  const value = fields[name]
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim()
}

/** The holder of an event's secret link; `not_found` when the token is not that event's. */
export const linkHolder = async (means: Means, event: string, token: string): Promise<Actor> => {
  const actor = await means.identity.actorByLink(event, token)
  if (actor) return actor
  throw new Fault(
    'not_found',
    'This link is not complete, or no longer good. Copy it whole from the mail, or have it sent again at /s/lost.'
  )
}
