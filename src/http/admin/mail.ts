import { Hono } from 'hono'
import { Fault } from '../../calendar/fault.ts'
import { instantOf } from '../../calendar/time.ts'
import { adminRooms } from '../../pages/admin/frame.ts'
import { type Counted, mailPage } from '../../pages/admin/mail.ts'
import type { Means } from '../means.ts'
import { type Deed, onRecord } from '../on-record.ts'
import { formFields, type PrivateVariables, seeOther } from '../private-page.ts'
import { type Draw, roomOf } from './room.ts'

const path = adminRooms.mail

/** Mails on one page, and how far others are counted. */
const mostShown = 100
const mostCounted = 1000

const dayMs = 86_400_000

/** As many as were read, of which the last says only that there are more. */
export const counted = (found: readonly unknown[], most: number): Counted => ({
  count: Math.min(found.length, most),
  more: found.length > most,
})

/** The outbox: what waits, what went out, what was given up and is to be tried again. */
export const mailRoutes = (means: Means) => {
  const { outbox, now } = means.ports
  const { show } = roomOf(means)
  const app = new Hono<PrivateVariables>()

  const list: Draw = async (_, frame) => {
    const yesterday = instantOf(Date.parse(now()) - dayMs)
    const sent = await outbox.list('sent', mostCounted + 1)
    return mailPage(frame, {
      waiting: counted(await outbox.list('waiting', mostCounted + 1), mostCounted),
      sent: counted(
        sent.filter(({ mail }) => mail.at > yesterday),
        mostCounted
      ),
      dead: await outbox.list('dead', mostShown),
    })
  }

  app.get(path, show(list))

  app.post(`${path}/retry`, async (c) => {
    const ids = [(await formFields(c)).id ?? []].flat()
    if (ids.length === 0) throw new Fault('invalid', 'Name a mail that is to be tried again.')
    const dead = (await outbox.list('dead', mostCounted)).map(({ mail }) => mail.id)
    const revived = await outbox.revive(ids, now())
    const retried = ids
      .filter((id) => dead.includes(id))
      .map((id): Deed => ({ verb: 'retry_mail', object: `mail:${id}` }))
    if (retried.length > 0) await onRecord(means, c, c.get('actor'), ...retried)
    return seeOther(c, `${path}?done=${revived > 0 ? 'retried' : 'not-retried'}`)
  })

  return app
}
