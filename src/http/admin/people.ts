import { Hono } from 'hono'
import { invalidField } from '../../calendar/fault.ts'
import { erasePerson, exportPerson } from '../../journeys/privacy.ts'
import { adminRooms } from '../../pages/admin/frame.ts'
import { findPersonPage, peopleForms, personPage } from '../../pages/admin/people.ts'
import { words } from '../../pages/admin/words.ts'
import { mustBeTicked } from '../form-faults.ts'
import type { Means } from '../means.ts'
import {
  type PrivateVariables,
  portsFor,
  privatePageHeaders,
  seeOther,
  textOf,
} from '../private-page.ts'
import { type Draw, partOf, roomOf } from './room.ts'

const path = adminRooms.people

/** Requests that come by mail: a copy of what is kept about somebody, or the end of it. */
export const peopleRoutes = (means: Means) => {
  const { accounts, ports } = means
  const { show, change } = roomOf(means)
  const app = new Hono<PrivateVariables>()

  const find: Draw = (_, frame) => findPersonPage(frame)
  const one: Draw = async (c, frame) =>
    personPage(frame, { record: await accounts.exportOf(partOf(c, 'person')) })

  app.get(path, show(find))
  app.get(`${path}/:person`, show(one))

  // A POST, so that the mailbox stands in no address.
  app.post(
    path,
    change({ name: peopleForms.find, fields: ['email'] }, find, async (c, typed) => {
      const person = await ports.people.known(textOf(typed, 'email'))
      if (person === null) throw invalidField('/email', 'unknown', words.nobodyFound)
      return seeOther(c, `${path}/${person}`)
    })
  )

  app.get(`${path}/:person/data`, async (c) => {
    const person = partOf(c, 'person')
    // Whoever is not there leaves no row that says they were exported.
    await accounts.exportOf(person)
    const { id, name } = c.get('actor')
    const record = await exportPerson(await portsFor(means, c), accounts, person, { id, name })
    return c.body(JSON.stringify(record, null, 2), 200, {
      ...privatePageHeaders,
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="person-${person}.json"`,
    })
  })

  app.post(
    `${path}/:person/erase`,
    change({ name: peopleForms.erase, fields: [peopleForms.box] }, one, async (c, typed) => {
      mustBeTicked(textOf(typed, peopleForms.box), peopleForms.box, words.eraseNotTicked)
      const person = partOf(c, 'person')
      const { email: address, name, lang } = (await accounts.exportOf(person)).person
      const by = { id: c.get('actor').id, name: c.get('actor').name }
      await erasePerson(await portsFor(means, c), accounts, person, by, { address, name, lang })
      return seeOther(c, `${path}?done=erased`)
    })
  )

  return app
}
