import { Hono, type MiddlewareHandler } from 'hono'
import { invalidParameter } from '../calendar/fault.ts'
import { myEvents } from '../journeys/mine.ts'
import type { Frame } from '../pages/my/frame.ts'
import { myEventsPage } from '../pages/my/list.ts'
import { otherOrganisationPage } from '../pages/my/other-organisation.ts'
import { eventActions, type PrivateContext } from './event-actions.ts'
import type { Means } from './means.ts'
import {
  accountOf,
  type PrivateVariables,
  portsFor,
  privatePage,
  signedIn,
} from './private-page.ts'
import { readOnly } from './query.ts'

/** Events on one page of the list. */
const listed = 20

/** `createdAt,id` of the last event of the page before. */
const readAfter = (raw: string | null) => {
  if (raw === null) return null
  const [, createdAt, id] = /^(\d{4}-\d\d-\d\dT[\d:]{8}Z),([\w-]{1,60})$/.exec(raw) ?? []
  if (createdAt && id) return { createdAt, id }
  throw invalidParameter(
    'after',
    'invalid-cursor',
    'This is no page of the list; begin at “My events”.'
  )
}

/** `/my`: the events somebody answers for, and what they do with each. */
export const myRoutes = (means: Means) => {
  const app = new Hono<PrivateVariables>()
  const frame = (actor: Parameters<typeof accountOf>[0]): Frame => ({
    site: means.ports.site,
    account: accountOf(actor),
  })

  app.get('/my', signedIn(means), async (c) => {
    const actor = c.get('actor')
    const ports = await portsFor(means, c)
    const after = readAfter(readOnly(c.req.url, ['after']).get('after'))
    const rows = await myEvents(ports, actor, after, listed + 1)
    const events = rows.slice(0, listed)
    const last = events.at(-1)
    const page = myEventsPage({
      frame: frame(actor),
      events,
      drafts: after === null ? await ports.store.draftsOf(actor.id) : [],
      older:
        rows.length > listed && last
          ? `/my?after=${encodeURIComponent(`${last.createdAt},${last.id}`)}`
          : null,
      paged: after !== null,
      switches: actor.memberOf.some((id) => id !== actor.organisation?.id),
      now: ports.now(),
    })
    return privatePage(c, page)
  })

  /** Mails lead here whatever organisation their reader acts for just now. */
  const ofAnother: MiddlewareHandler<PrivateVariables> = async (c, next) => {
    const actor = c.get('actor')
    const others = actor.memberOf.filter((id) => id !== actor.organisation?.id)
    const head = others.length > 0 && (await means.ports.store.head(c.req.param('event') ?? ''))
    if (!head || head.ownerId !== null || !others.includes(head.organisation.id)) return next()
    return privatePage(c, otherOrganisationPage(frame(actor), head.organisation), 403)
  }
  // Also for the form to edit, which is elsewhere.
  app.use('/my/events/:event/*', signedIn(means), ofAnother)

  const address = (c: PrivateContext) => {
    const event = c.req.param('event') ?? ''
    return { base: `/my/events/${encodeURIComponent(event)}`, event, link: false }
  }
  app.route('/my/events/:event', eventActions({ means, address, frame }))

  return app
}
