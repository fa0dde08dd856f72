import { Hono } from 'hono'
import type { Actor } from '../../calendar/people.ts'
import type { Ports } from '../../journeys/ports.ts'
import {
  countQueue,
  positionOf,
  type QueueWish,
  queuePage as readPage,
  standingFor,
  takeNext,
} from '../../journeys/queue.ts'
import { withFilters } from '../../pages/moderation/filters.ts'
import { queuePage } from '../../pages/moderation/queue.ts'
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
import { tellOf } from './review.ts'
import { filterNames, positionText, readPosition, readWish, wishOf } from './wish.ts'

/** How many submissions a page of the queue lists. */
const listed = 25
/** How many are looked through for the list of organisations, and how far those to check are counted. */
const surveyed = 200

/** The queue, and where work begins; behind `signedIn`, for moderators. */
export const queueRoutes = (means: Means) => {
  const app = new Hono<PrivateVariables>()

  app.get('/', async (c) => {
    const query = readOnly(c.req.url, [...filterNames, 'after', 'chosen', 'done', 'of'])
    const ports = await portsFor(means, c)
    const actor = c.get('actor')
    const wish = readWish(query)
    const after = readPosition(query.get('after'))
    const now = ports.now()
    const found = await readPage(ports, actor, wish, after, listed + 1)
    const rows = []
    for (const row of found.slice(0, listed)) {
      rows.push({ ...row, standing: await standingFor(ports, actor, row, now) })
    }
    const last = rows.at(-1)
    const page = queuePage({
      site: ports.site,
      account: accountOf(actor),
      now,
      filters: wish,
      counts: await countQueue(ports, actor),
      unchecked: await uncheckedOf(ports, actor, wish),
      organisations: await organisationsIn(ports, actor, wish),
      rows,
      next: last && found.length > listed ? positionText(positionOf(last)) : null,
      later: after !== undefined,
      chosen: query.get('chosen') === 'all',
      told: await tellOf({ ports, actor }, query.get('done') ?? '', query.get('of')),
    })
    return privatePage(c, page)
  })

  app.post('/start', async (c) => {
    const wish = wishOf(textOf(await formFields(c), 'filters'))
    const next = await takeNext(await portsFor(means, c), c.get('actor'), wish, null)
    return seeOther(c, withFilters(next === null ? '/moderation' : `/moderation/${next}`, wish))
  })

  return app
}

/** How much was published on trust and not looked at, whatever else is shown. */
const uncheckedOf = async (ports: Ports, actor: Actor, wish: QueueWish) => {
  const found = await readPage(
    ports,
    actor,
    { ...wish, kind: 'unchecked' },
    undefined,
    surveyed + 1
  )
  return { count: Math.min(found.length, surveyed), more: found.length > surveyed }
}

/** Organisations with something in the queue, by name. */
const organisationsIn = async (
  ports: Ports,
  actor: Actor,
  { organisationId: _, ...wish }: QueueWish
) => {
  const found = await readPage(ports, actor, wish, undefined, surveyed)
  const named = new Map(found.map(({ organisation: { id, name } }) => [id, { id, name }]))
  return [...named.values()].sort((one, other) => one.name.localeCompare(other.name, 'en'))
}
