import { type Context, Hono } from 'hono'
import { parseAccept } from 'hono/utils/accept'
import { home, localPath, providerProblem } from '../calendar/accounts.ts'
import { Fault } from '../calendar/fault.ts'
import { canonicalLang, type Lang } from '../calendar/language.ts'
import { type FormProblem, returnField } from '../pages/account/field.ts'
import { linkSentPage, signInForm, signInLinkPage, signInPage } from '../pages/sign-in.ts'
import { formProblem, orAgain } from './form-faults.ts'
import { limiterFor } from './limiter.ts'
import type { Means } from './means.ts'
import { onRecord } from './on-record.ts'
import { formFields, privatePage, seeOther, textOf } from './private-page.ts'

/** The local path a browser wishes to go on to; empty for anything else. */
const wishedPath = (raw: string | undefined): string => localPath(raw ?? '') ?? ''

const withReturn = (path: string, returnTo: string): string =>
  returnTo ? `${path}?${returnField}=${encodeURIComponent(returnTo)}` : path

/** The reader's first language, for the mail to somebody who never chose one. */
const languageOf = (c: Context): Lang =>
  parseAccept(c.req.header('Accept-Language') ?? '')
    .map(({ type }) => canonicalLang(type))
    .find((lang) => lang !== undefined) ?? 'en'

/** A problem that no field is to blame for. */
const wholeProblem = (whole: string): FormProblem => ({
  form: signInForm,
  fields: {},
  whole,
  typed: {},
})

/** Signing in by mail or with the identity provider, and out. */
export const signInRoutes = (means: Means) => {
  const { accounts, ports } = means
  const { site } = ports
  const limiter = limiterFor(means)
  const app = new Hono()

  const form = (
    returnTo: string,
    more: Readonly<{ problem?: FormProblem; done?: string | undefined }> = {}
  ) => signInPage({ site, returnTo, provider: accounts.provider?.name ?? null, ...more })

  app.get('/sign-in', async (c) => {
    const returnTo = wishedPath(c.req.query(returnField))
    const session = await accounts.session(c.req.raw.headers)
    if (session) return seeOther(c, returnTo || home, session.setCookies)
    const error = c.req.query('error')
    return privatePage(
      c,
      form(returnTo, {
        done: c.req.query('done'),
        ...(error !== undefined && { problem: wholeProblem(providerProblem(error)) }),
      })
    )
  })

  app.post('/sign-in', async (c) => {
    const typed = await formFields(c)
    const returnTo = wishedPath(textOf(typed, returnField))
    const email = textOf(typed, 'email')
    return orAgain(
      c,
      { name: signInForm, typed, fields: ['email'] },
      async () => {
        // What cannot be a mailbox is nobody's: it must not use up what strangers share.
        if (email.includes('@')) await limiter.take(c, 'signIn', { mailbox: email })
        await accounts.requestSignIn({ email, lang: languageOf(c), returnTo })
        return seeOther(c, withReturn('/sign-in/sent', returnTo))
      },
      (problem) => form(returnTo, { problem })
    )
  })

  app.get('/sign-in/sent', (c) =>
    privatePage(c, linkSentPage({ site, returnTo: wishedPath(c.req.query(returnField)) }))
  )

  // Looks at nothing: whoever opens links for others must not learn from it or use it up.
  app.get('/sign-in/link/:token', (c) =>
    privatePage(c, signInLinkPage({ site, token: c.req.param('token') }))
  )

  app.post('/sign-in/link/:token', async (c) => {
    try {
      const { person, setCookies, returnTo } = await accounts.consumeSignIn(c.req.param('token'))
      await onRecord(means, c, person, { verb: 'sign_in', object: `person:${person.id}` })
      return seeOther(c, returnTo, setCookies)
    } catch (error) {
      if (!(error instanceof Fault) || (error.code !== 'gone' && error.code !== 'not_found'))
        throw error
      const problem = formProblem(error, signInForm, {}, [])
      return privatePage(c, form('', { problem }), error.code === 'gone' ? 410 : 404)
    }
  })

  // A link and no form: a form may lead nowhere but to us, also by a redirection (CSP form-action).
  app.get('/sign-in/provider', async (c) => {
    const { location, setCookies } = await accounts.startAtProvider(
      wishedPath(c.req.query(returnField))
    )
    return seeOther(c, location, setCookies)
  })

  app.get('/auth/*', async (c) => {
    const answer = await accounts.handler(c.req.raw)
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
    const session = await accounts.session(new Headers({ cookie: cookies.join('; ') }))
    if (session) {
      const { id } = session.person
      await onRecord(means, c, session.person, {
        verb: 'sign_in',
        object: `person:${id}`,
        reason: 'identity provider',
      })
    }
    const headers = new Headers(answer.headers)
    headers.set('Cache-Control', 'private, no-store')
    headers.set('Referrer-Policy', 'same-origin')
    return new Response(answer.body, { status: answer.status, headers })
  })

  app.post('/sign-out', async (c) => {
    const returnTo = wishedPath(textOf(await formFields(c), returnField))
    const { headers } = c.req.raw
    const session = await accounts.session(headers)
    const setCookies = await accounts.signOut(headers)
    if (session) {
      const { id } = session.person
      await onRecord(means, c, session.person, { verb: 'sign_out', object: `person:${id}` })
    }
    return seeOther(
      c,
      returnTo ? withReturn('/sign-in', returnTo) : '/sign-in?done=signed-out',
      setCookies
    )
  })

  return app
}
