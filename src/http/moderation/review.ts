import { type Context, Hono } from 'hono'
import { cleaningFlags } from '../../calendar/cleaning.ts'
import type { FormFields } from '../../calendar/draft.ts'
import { Fault, invalidField } from '../../calendar/fault.ts'
import type { Actor } from '../../calendar/people.ts'
import { type ModeratorVerb, moderatorVerbs, submissionTag } from '../../calendar/submission.ts'
import { checkOff, takeDown } from '../../journeys/after-check.ts'
import { readDossier } from '../../journeys/dossier.ts'
import { moderate } from '../../journeys/moderate.ts'
import type { Ports } from '../../journeys/ports.ts'
import { nextToDecide, placeOf, type QueueWish, take, takeNext } from '../../journeys/queue.ts'
import { type Deed, deeds, toldOf } from '../../journeys/told.ts'
import { decisionForm, isDecidable } from '../../pages/moderation/decision.ts'
import { withFilters } from '../../pages/moderation/filters.ts'
import type { Lost } from '../../pages/moderation/lost.ts'
import { type Reasoned, reasonNames } from '../../pages/moderation/reason-fields.ts'
import { type ReviewPageInput, reviewPage } from '../../pages/moderation/review.ts'
import { words } from '../../pages/moderation/words.ts'
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
import { fieldsOf, fullReasonIn, named, reasonFor, reasonToUse, withOurWords } from './reasons.ts'
import { filterNames, readWish, wishOf } from './wish.ts'

const reasoned = ['request_changes', 'reject', 'remove'] as const satisfies readonly Reasoned[]

/** One request about one submission. */
type Turn = Readonly<{
  c: Context<PrivateVariables>
  ports: Ports
  actor: Actor
  id: string
  wish: QueueWish
  fields: FormFields
}>

/** What a page says beside the submission itself. */
type Say = Partial<
  Pick<ReviewPageInput, 'told' | 'trusting' | 'problem' | 'typed' | 'filled' | 'lost'>
>

/** A submission’s page, and everything that is decided on it; behind `signedIn`, for moderators. */
export const reviewRoutes = (means: Means) => {
  const app = new Hono<PrivateVariables>()

  app.get('/:submission', async (c) => {
    const query = readOnly(c.req.url, [...filterNames, 'done', 'of'])
    const ports = await portsFor(means, c)
    const actor = c.get('actor')
    const turn = { ports, actor, id: c.req.param('submission'), wish: readWish(query) }
    const done = query.get('done') ?? ''
    return privatePage(
      c,
      await draw(turn, {
        told: await tellOf(turn, done, query.get('of')),
        trusting: done === 'trust',
      })
    )
  })

  app.post('/:submission', async (c) => {
    const fields = await formFields(c)
    const turn: Turn = {
      c,
      ports: await portsFor(means, c),
      actor: c.get('actor'),
      id: c.req.param('submission'),
      wish: wishOf(textOf(fields, 'filters')),
      fields,
    }
    const action = textOf(fields, 'action')
    const use = reasonToUse(action, reasoned)
    const verb = moderatorVerbs.find((each) => each === action)
    try {
      if (use) return await fillIn(turn, use)
      if (verb) return await decide(turn, verb)
      const other = Object.hasOwn(others, action) ? others[action] : undefined
      if (other) return await other(turn)
      throw invalidField('/action', 'unknown-value', 'Use one of the buttons of the form.')
    } catch (fault) {
      return again(turn, fault)
    }
  })

  return app
}

/** What was done to the submission before, when the address says so and it is true. */
export const tellOf = async (
  { ports, actor }: Pick<Turn, 'ports' | 'actor'>,
  done: string,
  of: string | null
) => {
  const deed: Deed | undefined = deeds.find((each) => each === done)
  return deed && of ? toldOf(ports, actor, deed, of) : null
}

const draw = async (
  { ports, actor, id, wish }: Pick<Turn, 'ports' | 'actor' | 'id' | 'wish'>,
  say: Say
) => {
  const dossier = await readDossier(ports, actor, id)
  const { submission } = dossier
  return reviewPage({
    site: ports.site,
    account: accountOf(actor),
    now: ports.now(),
    filters: wish,
    ...dossier,
    cleaning: cleaningFlags(dossier.received, submission.content),
    place: await placeOf(ports, actor, wish, submission),
    next: isDecidable(dossier) ? null : await nextToDecide(ports, actor, wish, submission),
    told: null,
    trusting: false,
    problem: null,
    typed: null,
    filled: null,
    lost: null,
    ...say,
  })
}

const typedIn = (fields: FormFields) => ({
  form: decisionForm,
  fields: {},
  whole: null,
  typed: fields,
})

/** Without the script, our words come in by a round trip. */
const fillIn = async (turn: Turn, verb: Reasoned): Promise<Response> => {
  const { submission } = await readDossier(turn.ports, turn.actor, turn.id)
  const fields = withOurWords(turn.fields, verb, submission.lang)
  return privatePage(turn.c, await draw(turn, { typed: typedIn(fields), filled: verb }))
}

const decide = async (turn: Turn, verb: ModeratorVerb): Promise<Response> => {
  const { ports, actor, id, fields } = turn
  const changed = await changedSince(turn)
  if (changed) return changed
  const reason = reasonFor(fields, verb)
  try {
    await moderate(ports, actor, id, verb, reason)
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault
    // Sent again after a time-out: it is done, and by the same hand.
    if (fault.code === 'conflict' && (await isDoneBy(turn, verb))) return onward(turn, verb)
    throw verb === 'approve' ? fault : named(fault, verb)
  }
  return onward(turn, verb)
}

const isDoneBy = async ({ ports, actor, id }: Turn, verb: ModeratorVerb): Promise<boolean> => {
  const last = (await ports.store.decisions(id)).at(-1)
  return last?.verb === verb && last.by.id === actor.id
}

/** Nobody decides on a version they have not seen: the page comes again with the present one. */
const changedSince = async (turn: Turn): Promise<Response | null> => {
  const { c, fields } = turn
  const { submission } = await readDossier(turn.ports, turn.actor, turn.id)
  const seen = textOf(fields, 'seen')
  if (submission.state !== 'pending' || seen === submissionTag(submission)) return null
  const lost: Lost = { title: words.changedTitle, sentence: words.changedLead, written: [] }
  return privatePage(c, await draw(turn, { typed: typedIn(fields), lost }), 409)
}

/** 303 to what comes next, taken in the same go; to the queue when nothing is left. */
const onward = async (turn: Turn, deed: Deed): Promise<Response> => {
  const { c, ports, actor, id, wish } = turn
  const submission = await ports.store.submission(id)
  const next = await takeNext(ports, actor, wish, submission)
  const path = next === null ? '/moderation' : `/moderation/${next}`
  return seeOther(c, withFilters(path, wish, { done: deed, of: id }))
}

const here = ({ c, id, wish }: Turn) => seeOther(c, withFilters(`/moderation/${id}`, wish))

/** What else the form does. */
const others: Readonly<Record<string, (turn: Turn) => Promise<Response>>> = {
  take: async (turn) => {
    await take(turn.ports, turn.actor, turn.id, true)
    return here(turn)
  },
  release: async (turn) => {
    await take(turn.ports, turn.actor, turn.id, false)
    return here(turn)
  },
  check: async (turn) => {
    await checkOff(turn.ports, turn.actor, turn.id)
    return onward(turn, 'check')
  },
  remove: async (turn) => {
    const reason = fullReasonIn(turn.fields, 'remove')
    const { submission } = await readDossier(turn.ports, turn.actor, turn.id)
    await takeDown(turn.ports, turn.actor, submission.event, reason)
    return onward(turn, 'remove')
  },
}

/** The page once more, with what was typed, for what can be mended or was lost; anything else goes on. */
const again = async (turn: Turn, fault: unknown): Promise<Response> => {
  if (!(fault instanceof Fault)) throw fault
  const { c, fields } = turn
  if (fault.code === 'invalid') {
    const problem = formProblem(fault, decisionForm, fields, fieldsOf(reasoned))
    return privatePage(c, await draw(turn, { problem }), 400)
  }
  if (fault.code !== 'conflict') throw fault
  const written = reasoned
    .map((verb) => textOf(fields, reasonNames(verb).text))
    .filter((text) => text !== '')
  const lost: Lost = { title: words.lostTitle, sentence: fault.message, written }
  return privatePage(c, await draw(turn, { lost }), 409)
}
