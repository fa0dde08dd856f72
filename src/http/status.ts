import { Hono, type MiddlewareHandler } from 'hono'
import * as z from 'zod'
import type { PersonalRecord } from '../calendar/accounts.ts'
import { Fault } from '../calendar/fault.ts'
import { eraseMe, exportMine, resendLinks } from '../journeys/privacy.ts'
import type { FormProblem } from '../pages/account/field.ts'
import { formNames } from '../pages/my/form.ts'
import { words } from '../pages/my/words.ts'
import {
  erasedPage,
  erasedPath,
  erasePage,
  linkSections,
  linksSentPage,
  lostForm,
  lostPage,
  lostPath,
} from '../pages/status.ts'
import { eventActions, type PrivateContext } from './event-actions.ts'
import { limiterFor } from './limiter.ts'
import type { Means } from './means.ts'
import {
  formFields,
  linkHolder,
  type PrivateVariables,
  portsFor,
  privatePage,
  privatePageHeaders,
  seeOther,
  textOf,
} from './private-page.ts'
import { formBody } from './submit/body.ts'

/** Whoever has signed in, or acts for others, deletes the account on its own page and not by a link. */
const hasAccount = (record: PersonalRecord): boolean =>
  record.organisations.length > 0 ||
  record.moderator !== null ||
  record.administratorSince !== null ||
  record.sessions.length > 0 ||
  record.accounts.length > 0

/** Links could not be sent again: the mailbox is none, or all is refused for the reason in `whole`. */
const lostProblem = (typed: FormProblem['typed'], whole: string | null): FormProblem => ({
  form: lostForm.form,
  fields: whole === null ? { [lostForm.mailbox]: words.invalidMailbox } : {},
  whole,
  typed,
})

/** `/s`: the status page of an event behind its secret link, for people without an account. */
export const statusRoutes = (means: Means) => {
  const { site } = means.ports
  const app = new Hono<PrivateVariables>()
  const frame = () => ({ site, account: null })
  const limiter = limiterFor(means)

  const linkOf = (c: PrivateContext) => ({
    event: c.req.param('event') ?? '',
    token: c.req.param('token') ?? '',
  })

  const address = (c: PrivateContext) => {
    const { event, token } = linkOf(c)
    const base = `/s/${encodeURIComponent(event)}/${encodeURIComponent(token)}`
    return { base, event, link: true }
  }

  const admits: MiddlewareHandler<PrivateVariables> = async (c, next) => {
    const { event, token } = linkOf(c)
    c.set('actor', await linkHolder(means, event, token))
    return next()
  }

  app.use('/s/:event/:token/*', admits)

  const recordOf = (c: PrivateContext) => means.accounts.exportOf(c.get('actor').id)

  /** For people without an account only; others do it where they have to be signed in. */
  const withoutAccount: MiddlewareHandler<PrivateVariables> = async (c, next) => {
    if (hasAccount(await recordOf(c))) return seeOther(c, '/my/account')
    return next()
  }

  app.get(lostPath, (c) =>
    privatePage(c, c.req.query('done') === 'sent' ? linksSentPage(site) : lostPage(site, null))
  )

  app.post(lostPath, ...formBody, async (c) => {
    const fields = await formFields(c)
    const email = textOf(fields, lostForm.mailbox)
    const again = (status: 400 | 429, whole: string | null = null) =>
      privatePage(c, lostPage(site, lostProblem(fields, whole)), status)
    if (!z.email().max(254).safeParse(email).success) return again(400)
    try {
      // Mails to one mailbox, whatever for: the same counter as for links to sign in.
      await limiter.take(c, 'signIn', { mailbox: email })
      await resendLinks(await portsFor(means, c), email)
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault
      if (fault.code === 'too_many') return again(429, fault.message)
      if (fault.code === 'invalid') return again(400)
      throw fault
    }
    return seeOther(c, `${lostPath}?done=sent`)
  })

  app.get(erasedPath, (c) => privatePage(c, erasedPage(site)))

  app.get('/s/:event/:token/data', withoutAccount, async (c) => {
    const kept = await exportMine(await portsFor(means, c), means.accounts, c.get('actor'))
    return c.body(JSON.stringify(kept, null, 2), 200, {
      ...privatePageHeaders,
      'Content-Type': 'application/json',
      'Content-Disposition': 'attachment; filename="my-data.json"',
    })
  })

  app.get('/s/:event/:token/erase', withoutAccount, (c) =>
    privatePage(c, erasePage({ frame: frame(), address: address(c), problem: null }))
  )

  app.post('/s/:event/:token/erase', ...formBody, withoutAccount, async (c) => {
    if (textOf(await formFields(c), formNames.sure) !== 'yes') {
      const fields = { [formNames.sure]: words.eraseUnconfirmed }
      const problem = { form: 'erase', fields, whole: null, typed: {} }
      return privatePage(c, erasePage({ frame: frame(), address: address(c), problem }), 400)
    }
    await eraseMe(await portsFor(means, c), means.accounts, c.get('actor'))
    return seeOther(c, erasedPath)
  })

  app.route(
    '/s/:event/:token',
    eventActions({
      means,
      address,
      frame,
      more: async (c) => linkSections(address(c), hasAccount(await recordOf(c))),
    })
  )

  return app
}
