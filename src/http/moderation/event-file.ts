import { type Context, Hono } from 'hono'
import { localPath } from '../../calendar/accounts.ts'
import { Fault, invalidField } from '../../calendar/fault.ts'
import { takeDown } from '../../journeys/after-check.ts'
import { type Intervention, interventions, readEventFile } from '../../journeys/event-file.ts'
import type { Ports } from '../../journeys/ports.ts'
import { restoreEvent } from '../../journeys/retract.ts'
import { setTrust } from '../../journeys/trust.ts'
import {
  type EventFilePageInput,
  eventFilePage,
  eventForm,
} from '../../pages/moderation/event-file.ts'
import { formProblem } from '../form-faults.ts'
import type { Means } from '../means.ts'
import {
  accountOf,
  formFields,
  type PrivateVariables,
  portsFor,
  privatePage,
  seeOther,
  textOf,
} from '../private-page.ts'
import { readOnly } from '../query.ts'
import { fieldsOf, fullReasonIn, reasonToUse, withOurWords } from './reasons.ts'

type Say = Partial<Pick<EventFilePageInput, 'done' | 'trusting' | 'problem' | 'typed' | 'filled'>>

/** Files of events, and trust in organisations; behind `signedIn`, for moderators. */
export const eventFileRoutes = (means: Means) => {
  const app = new Hono<PrivateVariables>()

  app.get('/events/:event', async (c) => {
    const query = readOnly(c.req.url, ['done'])
    const done = query.get('done')
    const page = await draw(c, await portsFor(means, c), c.req.param('event'), {
      done: interventions.find((each) => each === done) ?? null,
      trusting: done === 'trust',
    })
    return privatePage(c, page)
  })

  app.post('/events/:event', async (c) => {
    const event = c.req.param('event')
    const ports = await portsFor(means, c)
    const actor = c.get('actor')
    const fields = await formFields(c)
    const action = textOf(fields, 'action')
    const done = (deed: Intervention) => seeOther(c, `/moderation/events/${event}?done=${deed}`)
    try {
      if (reasonToUse(action, ['remove'])) {
        const { submission } = await readEventFile(ports, actor, event)
        const typed = withOurWords(fields, 'remove', submission.lang)
        const form = { form: eventForm, fields: {}, whole: null, typed }
        return privatePage(c, await draw(c, ports, event, { typed: form, filled: true }))
      }
      if (action === 'remove') {
        await takeDown(ports, actor, event, fullReasonIn(fields, 'remove'))
        return done('remove')
      }
      if (action === 'restore') {
        await restoreEvent(ports, actor, event, textOf(fields, 'restore-text') || null)
        return done('restore')
      }
      throw invalidField('/action', 'unknown-value', 'Use one of the buttons of the form.')
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault
      if (fault.code !== 'invalid' && fault.code !== 'conflict') throw fault
      const problem = formProblem(fault, eventForm, fields, fieldsOf(['remove']))
      const page = await draw(c, ports, event, { problem })
      return privatePage(c, page, fault.code === 'invalid' ? 400 : 409)
    }
  })

  app.post('/organisations/:organisation/trust', async (c) => {
    const fields = await formFields(c)
    const organisation = c.req.param('organisation')
    const given = textOf(fields, 'given') === 'yes'
    const reason = textOf(fields, 'reason').slice(0, 1000) || null
    await setTrust(await portsFor(means, c), c.get('actor'), organisation, given, reason)
    return seeOther(c, backTo(textOf(fields, 'back')))
  })

  return app
}

/** The page the form was on, which then says what was done; the queue for anything else. */
const backTo = (raw: string): string => {
  const path = localPath(raw)
  if (!path?.startsWith('/moderation/')) return '/moderation'
  return `${path}${path.includes('?') ? '&' : '?'}done=trust`
}

const draw = async (c: Context<PrivateVariables>, ports: Ports, event: string, say: Say) => {
  const actor = c.get('actor')
  return eventFilePage({
    site: ports.site,
    account: accountOf(actor),
    now: ports.now(),
    ...(await readEventFile(ports, actor, event)),
    done: null,
    trusting: false,
    problem: null,
    typed: null,
    filled: false,
    ...say,
  })
}
