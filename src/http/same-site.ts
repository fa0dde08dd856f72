import { Context, type MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { Fault } from '../calendar/fault.ts'
import type { Site } from '../calendar/publication.ts'

const isBearer = (c: Context) => /^Bearer /i.test(c.req.header('Authorization') ?? '')

/** Without a cookie, a content type and a body there is nothing another site could make of it. */
const isBare = (c: Context) =>
  c.req.header('Cookie') === undefined &&
  c.req.header('Content-Type') === undefined &&
  c.req.raw.body === null

/** What browsers say of where a request was made; no page can write these. */
const told = ['Origin', 'Sec-Fetch-Site'] as const

/**
 * hono/csrf looks at form content types only, and a cookie makes JSON as dangerous. So that it judges
 * both alike, it gets to see what browsers told and no content type, which it takes for a form's.
 */
const asForm = (c: Context): Context => {
  const headers = told.flatMap((name): [string, string][] => {
    const value = c.req.header(name)
    return value === undefined ? [] : [[name, value]]
  })
  return new Context(new Request(c.req.url, { method: c.req.method, headers }))
}

/**
 * Lets a request that changes something through only when a browser says that a page of ours sent it
 * (`Sec-Fetch-Site: same-origin`, or `Origin` of the site's public address), else a fault `forbidden`.
 * Exempt are requests with a bearer key, since no other site can make a browser send one, and JSON
 * without a cookie, which acts for nobody. Pages that post and hide their address from others need
 * `Referrer-Policy: same-origin`: under `no-referrer` browsers send `Origin: null`.
 */
export const sameSite = ({ baseUrl }: Pick<Site, 'baseUrl'>): MiddlewareHandler => {
  const judge = csrf({ origin: new URL(baseUrl).origin, secFetchSite: 'same-origin' })
  const passes = async (c: Context): Promise<boolean> => {
    try {
      await judge(c, async () => undefined)
      return true
    } catch (error) {
      if (error instanceof HTTPException && error.status === 403) return false
      throw error
    }
  }
  return async (c, next) => {
    if (isBearer(c) || isBare(c)) return next()
    const judged = c.req.header('Cookie') === undefined ? c : asForm(c)
    if (await passes(judged)) return next()
    throw new Fault(
      'forbidden',
      `This was sent by a page of another site, or by one opened under another address. Open the page at ${baseUrl} and send the form again; nothing was changed.`,
      [
        {
          parameter: 'Origin',
          code: 'other-site',
          detail: `Forms are read from pages at ${baseUrl} only.`,
        },
      ]
    )
  }
}
