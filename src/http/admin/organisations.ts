import { Hono } from 'hono'
import { Fault } from '../../calendar/fault.ts'
import { folded } from '../../calendar/fold.ts'
import { addMonths } from '../../calendar/time.ts'
import { setTrust } from '../../journeys/trust.ts'
import { adminRooms } from '../../pages/admin/frame.ts'
import {
  type ListedOrganisation,
  organisationAdminForms,
  organisationAdminPage,
  organisationsPage,
} from '../../pages/admin/organisations.ts'
import type { Means } from '../means.ts'
import { onRecord } from '../on-record.ts'
import { type PrivateVariables, portsFor, seeOther, textOf } from '../private-page.ts'
import { type Asked, type Draw, partOf, roomOf } from './room.ts'

const path = adminRooms.organisations

/** Organisations on one page. */
const mostShown = 100

/** Organisations: which there are, whom we trust, and help for one that has nobody left. */
export const organisationAdminRoutes = (means: Means) => {
  const { accounts, ports } = means
  const { show, change } = roomOf(means)
  const app = new Hono<PrivateVariables>()

  const all = async (c: Asked): Promise<readonly ListedOrganisation[]> => {
    const trusted = new Map(
      (await ports.store.trusted()).map(({ organisationId, by, at }) => [
        organisationId,
        { by, at },
      ])
    )
    const organisations = await accounts.organisations(c.req.raw.headers)
    return organisations.map((each) => ({ ...each, trust: trusted.get(each.id) ?? null }))
  }

  const list: Draw = async (c, frame) => {
    const search = (c.req.query('q') ?? '').trim().slice(0, 100)
    const wanted = folded(search)
    const found = (await all(c)).filter(
      ({ name, slug }) => folded(name).includes(wanted) || slug.includes(wanted)
    )
    return organisationsPage(frame, {
      search,
      shown: found.slice(0, mostShown),
      count: found.length,
    })
  }

  const one: Draw = async (c, frame) => {
    const organisation = (await all(c)).find(({ id }) => id === partOf(c, 'organisation'))
    if (!organisation) throw new Fault('not_found', 'There is no such organisation.')
    const since = `${addMonths(ports.now().slice(0, 10), -12)}T00:00:00Z`
    const record = await ports.store.record(organisation.id, since)
    return organisationAdminPage(frame, { organisation, record })
  }

  app.get(path, show(list))
  app.get(`${path}/:organisation`, show(one))

  app.post(
    `${path}/:organisation/trust`,
    change({ name: organisationAdminForms.trust, fields: ['reason'] }, one, async (c, typed) => {
      const id = partOf(c, 'organisation')
      const known = (await all(c)).some((each) => each.id === id)
      if (!known) throw new Fault('not_found', 'There is no such organisation.')
      const given = textOf(typed, 'given') === 'yes'
      const reason = textOf(typed, 'reason').slice(0, 500) || null
      await setTrust(await portsFor(means, c), c.get('actor'), id, given, reason)
      return seeOther(c, `${path}/${id}?done=${given ? 'trusted' : 'distrusted'}`)
    })
  )

  app.post(
    `${path}/:organisation/admins`,
    change(
      { name: organisationAdminForms.appoint, fields: ['email', 'name'] },
      one,
      async (c, typed) => {
        const id = partOf(c, 'organisation')
        const email = textOf(typed, 'email')
        const wish = { email, name: textOf(typed, 'name') }
        await accounts.appointAdmin(c.req.raw.headers, id, wish)
        await onRecord(means, c, c.get('actor'), {
          verb: 'grant',
          object: `organisation:${id}`,
          reason: `person:${await ports.people.known(email)} is admin`,
        })
        return seeOther(c, `${path}/${id}?done=admin`)
      }
    )
  )

  return app
}
