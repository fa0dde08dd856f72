import { Hono } from 'hono'
import { Fault } from '../calendar/fault.ts'
import { isAdministrator } from '../calendar/people.ts'
import { adminRooms } from '../pages/admin/frame.ts'
import { historyPage } from '../pages/admin/history.ts'
import { overviewPage } from '../pages/admin/overview.ts'
import { counted, mailRoutes } from './admin/mail.ts'
import { administratorRoutes, moderatorRoutes } from './admin/moderators.ts'
import { organisationAdminRoutes } from './admin/organisations.ts'
import { peopleRoutes } from './admin/people.ts'
import { type Draw, roomOf } from './admin/room.ts'
import type { Means } from './means.ts'
import { type PrivateVariables, signedIn } from './private-page.ts'

/** Given-up mails beyond these are “or more”. */
const mostDead = 100
/** Rows of the audit on one page. */
const mostRows = 200

/** The administration, for administrators alone; every change of theirs goes on record. */
export const adminRoutes = (means: Means) => {
  const { accounts, ports } = means
  const { store, outbox } = ports
  const { show } = roomOf(means)
  const app = new Hono<PrivateVariables>()

  for (const each of [adminRooms.overview, `${adminRooms.overview}/*`]) {
    app.use(each, signedIn(means), async (c, next) => {
      if (!isAdministrator(c.get('actor'))) {
        throw new Fault('forbidden', 'Only administrators may open these pages.')
      }
      return next()
    })
  }

  const overview: Draw = async (c, frame) => {
    const { headers } = c.req.raw
    const moderators = await accounts.moderators(headers)
    return overviewPage(frame, {
      moderators: moderators.length,
      covered: [...new Set(moderators.flatMap(({ countries }) => countries))],
      organisations: (await accounts.organisations(headers)).length,
      trusted: (await store.trusted()).length,
      administrators: (await accounts.administrators(headers)).length,
      dead: counted(await outbox.list('dead', mostDead + 1), mostDead),
    })
  }

  const history: Draw = async (c, frame) => {
    const object = (c.req.query('object') ?? '').trim().slice(0, 200)
    const entries = object === '' ? [] : await store.auditOf(object, mostRows)
    return historyPage(frame, { object, entries })
  }

  app.get(adminRooms.overview, show(overview))
  app.get(adminRooms.history, show(history))
  for (const part of [
    moderatorRoutes,
    administratorRoutes,
    organisationAdminRoutes,
    peopleRoutes,
    mailRoutes,
  ]) {
    app.route('/', part(means))
  }

  return app
}
