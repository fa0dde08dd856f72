import { Hono } from 'hono'
import type { FormFields } from '../../calendar/draft.ts'
import { Fault } from '../../calendar/fault.ts'
import { administratorForm, administratorsPage } from '../../pages/admin/administrators.ts'
import { adminRooms } from '../../pages/admin/frame.ts'
import { moderatorForms, moderatorPage, moderatorsPage } from '../../pages/admin/moderators.ts'
import type { Means } from '../means.ts'
import { onRecord } from '../on-record.ts'
import { type PrivateVariables, seeOther, textOf } from '../private-page.ts'
import { type Draw, partOf, roomOf } from './room.ts'

const path = adminRooms.moderators

type Grant = Readonly<{ countries: readonly string[]; senior: boolean }>

const grantIn = (typed: FormFields): Grant => ({
  countries: [typed.countries ?? []].flat(),
  senior: textOf(typed, 'senior') === 'yes',
})

const grantInWords = ({ countries, senior }: Grant): string =>
  `${senior ? 'senior moderator' : 'moderator'} for ${countries.join(', ')}`

const appointeeIn = (typed: FormFields) => ({
  email: textOf(typed, 'email'),
  name: textOf(typed, 'name'),
})

/** Moderators: who they are, for which countries, appointing and dismissing them. */
export const moderatorRoutes = (means: Means) => {
  const { accounts } = means
  const { show, change } = roomOf(means)
  const app = new Hono<PrivateVariables>()

  const list: Draw = async (c, frame) =>
    moderatorsPage(frame, { moderators: await accounts.moderators(c.req.raw.headers) })

  const one: Draw = async (c, frame) => {
    const all = await accounts.moderators(c.req.raw.headers)
    const moderator = all.find(({ id }) => id === partOf(c, 'person'))
    if (!moderator) throw new Fault('not_found', 'There is no such moderator (any more).')
    return moderatorPage(frame, { moderator })
  }

  app.get(path, show(list))
  app.get(`${path}/:person`, show(one))

  app.post(
    path,
    change(
      { name: moderatorForms.appoint, fields: ['email', 'name', 'countries'] },
      list,
      async (c, typed) => {
        const wish = { ...appointeeIn(typed), ...grantIn(typed) }
        const made = await accounts.appointModerator(c.req.raw.headers, wish)
        await onRecord(means, c, c.get('actor'), {
          verb: 'grant',
          object: `person:${made.id}`,
          reason: grantInWords(made),
        })
        return seeOther(c, `${path}?done=appointed`)
      }
    )
  )

  app.post(
    `${path}/:person`,
    change({ name: moderatorForms.change, fields: ['countries'] }, one, async (c, typed) => {
      const person = partOf(c, 'person')
      const made = await accounts.changeModerator(c.req.raw.headers, person, grantIn(typed))
      await onRecord(means, c, c.get('actor'), {
        verb: 'grant',
        object: `person:${person}`,
        reason: grantInWords(made),
      })
      return seeOther(c, `${path}?done=saved`)
    })
  )

  app.post(`${path}/:person/dismissal`, async (c) => {
    const person = partOf(c, 'person')
    await accounts.dismissModerator(c.req.raw.headers, person)
    await onRecord(means, c, c.get('actor'), {
      verb: 'revoke_grant',
      object: `person:${person}`,
      reason: 'moderator',
    })
    return seeOther(c, `${path}?done=dismissed`)
  })

  return app
}

/** Administrators, who can be dismissed down to the last one. */
export const administratorRoutes = (means: Means) => {
  const { accounts } = means
  const { show, change } = roomOf(means)
  const app = new Hono<PrivateVariables>()

  const list: Draw = async (c, frame) =>
    administratorsPage(frame, {
      administrators: await accounts.administrators(c.req.raw.headers),
      reader: c.get('actor').id,
    })

  app.get(adminRooms.administrators, show(list))

  app.post(
    adminRooms.administrators,
    change({ name: administratorForm, fields: ['email', 'name'] }, list, async (c, typed) => {
      const made = await accounts.appointAdministrator(c.req.raw.headers, appointeeIn(typed))
      await onRecord(means, c, c.get('actor'), {
        verb: 'grant',
        object: `person:${made.id}`,
        reason: 'administrator',
      })
      return seeOther(c, `${adminRooms.administrators}?done=appointed`)
    })
  )

  app.post(
    `${adminRooms.administrators}/:person/dismissal`,
    change({ name: administratorForm, fields: [] }, list, async (c) => {
      const person = partOf(c, 'person')
      await accounts.dismissAdministrator(c.req.raw.headers, person)
      await onRecord(means, c, c.get('actor'), {
        verb: 'revoke_grant',
        object: `person:${person}`,
        reason: 'administrator',
      })
      // Whoever dismissed themselves may not see the list any more.
      const isSelf = person === c.get('actor').id
      return seeOther(c, isSelf ? '/my/account' : `${adminRooms.administrators}?done=dismissed`)
    })
  )

  return app
}
