import { type Context, Hono } from 'hono'
import type { FormFields } from '../calendar/draft.ts'
import { eraseMe, exportMine } from '../journeys/privacy.ts'
import { accountForms, accountPage } from '../pages/account/account.ts'
import { erasureForm, erasurePage } from '../pages/account/erasure.ts'
import type { FormProblem } from '../pages/account/field.ts'
import { invitationPage, noInvitationPage } from '../pages/account/invitation.ts'
import { doneSentence, words } from '../pages/account/words.ts'
import { mustBeTicked, orAgain } from './form-faults.ts'
import type { Means } from './means.ts'
import { onRecord } from './on-record.ts'
import { organisationRoutes } from './organisation.ts'
import {
  accountOf,
  formFields,
  type PrivateVariables,
  portsFor,
  privatePage,
  privatePageHeaders,
  seeOther,
  signedIn,
  textOf,
} from './private-page.ts'
import { sessionOf } from './session.ts'

const path = '/my/account'

/** Everything that somebody asks or changes about themselves. */
export const accountRoutes = (means: Means) => {
  const { accounts, ports } = means
  const { site } = ports
  const app = new Hono<PrivateVariables>()
  for (const each of [path, `${path}/*`, '/my/invitations/*']) app.use(each, signedIn(means))

  const pageWith = async (
    c: Context<PrivateVariables>,
    more: Readonly<{ done?: string | undefined; problem?: FormProblem }> = {}
  ) =>
    accountPage({
      site,
      account: accountOf(c.get('actor')),
      ...(await sessionOf(means, c)),
      ...more,
    })

  /** Does what one of the page's forms asks, or shows the page again. */
  const change = (
    form: string,
    fields: readonly string[],
    work: (c: Context<PrivateVariables>, typed: FormFields) => Promise<Response>
  ) => {
    return async (c: Context<PrivateVariables>): Promise<Response> => {
      const typed = await formFields(c)
      return orAgain(
        c,
        { name: form, typed, fields },
        () => work(c, typed),
        (problem) => pageWith(c, { problem })
      )
    }
  }

  app.get(path, async (c) =>
    privatePage(c, await pageWith(c, { done: doneSentence(c.req.query('done')) }))
  )

  app.post(
    path,
    change(accountForms.you, ['name', 'lang'], async (c, typed) => {
      await accounts.rename(c.req.raw.headers, textOf(typed, 'name'))
      await accounts.setLanguage(c.req.raw.headers, textOf(typed, 'lang'))
      return seeOther(c, `${path}?done=saved`)
    })
  )

  app.post(
    `${path}/acting`,
    change(accountForms.acting, [], async (c, typed) => {
      await accounts.actFor(c.req.raw.headers, textOf(typed, 'organisation') || null)
      return seeOther(c, `${path}?done=acting`)
    })
  )

  app.post(
    `${path}/organisations`,
    change(accountForms.organisation, ['name', 'slug'], async (c, typed) => {
      const made = await accounts.createOrganisation(c.req.raw.headers, {
        name: textOf(typed, 'name'),
        slug: textOf(typed, 'slug') || undefined,
      })
      await onRecord(means, c, c.get('actor'), {
        verb: 'create_organisation',
        object: `organisation:${made.id}`,
      })
      return seeOther(c, `/my/organisation?done=created`)
    })
  )

  app.post(
    `${path}/leave`,
    change(accountForms.acting, [], async (c, typed) => {
      const organisation = textOf(typed, 'organisation')
      await accounts.leave(c.req.raw.headers, organisation)
      const object = `organisation:${organisation}`
      await onRecord(means, c, c.get('actor'), { verb: 'leave', object })
      return seeOther(c, `${path}?done=left`)
    })
  )

  app.get(`${path}/data`, async (c) => {
    const record = await exportMine(await portsFor(means, c), accounts, c.get('actor'))
    return c.body(JSON.stringify(record, null, 2), 200, {
      ...privatePageHeaders,
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="what-we-keep-about-you.json"',
    })
  })

  const erasing = (c: Context<PrivateVariables>, problem: FormProblem | null = null) =>
    erasurePage({ site, account: accountOf(c.get('actor')), problem })

  app.get(`${path}/erase`, (c) => privatePage(c, erasing(c)))

  app.post(`${path}/erase`, async (c) => {
    const typed = await formFields(c)
    const { form: name, box } = erasureForm
    return orAgain(
      c,
      { name, typed, fields: [box] },
      async () => {
        mustBeTicked(textOf(typed, box), box, words.eraseNotTicked)
        await eraseMe(await portsFor(means, c), accounts, c.get('actor'))
        // The session went with the person; the browser is told to forget its cookie too.
        return seeOther(c, '/sign-in?done=erased', await accounts.signOut(c.req.raw.headers))
      },
      (problem) => erasing(c, problem)
    )
  })

  app.get('/my/invitations/:id', async (c) => {
    const session = await sessionOf(means, c)
    const around = { site, account: accountOf(c.get('actor')) }
    const invitation = session.invitations.find(({ id }) => id === c.req.param('id'))
    return invitation
      ? privatePage(c, invitationPage({ ...around, invitation }))
      : privatePage(
          c,
          noInvitationPage({ ...around, path: c.req.path, mailbox: session.person.email }),
          404
        )
  })

  app.post('/my/invitations/:id/acceptance', async (c) => {
    const joined = await accounts.accept(c.req.raw.headers, c.req.param('id'))
    await onRecord(means, c, c.get('actor'), {
      verb: 'join',
      object: `organisation:${joined.id}`,
      reason: joined.role,
    })
    return seeOther(c, '/my/organisation?done=joined')
  })

  app.post('/my/invitations/:id/refusal', async (c) => {
    const id = c.req.param('id')
    await accounts.decline(c.req.raw.headers, id)
    await onRecord(means, c, c.get('actor'), {
      verb: 'decline',
      object: `invitation:${id}`,
      reason: 'declined',
    })
    return seeOther(c, `${path}?done=declined`)
  })

  app.route('/', organisationRoutes(means))

  return app
}
