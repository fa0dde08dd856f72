import { type Context, Hono } from 'hono'
import type { FormFields } from '../../calendar/draft.ts'
import { Fault, invalidField } from '../../calendar/fault.ts'
import { type Actor, mayDecide } from '../../calendar/people.ts'
import { moderatorVerbs, type Submission } from '../../calendar/submission.ts'
import { objectionTo } from '../../journeys/dossier.ts'
import { placed } from '../../journeys/moderate.ts'
import { moderateSeveral, mostAtOnce } from '../../journeys/moderate-several.ts'
import type { Ports } from '../../journeys/ports.ts'
import type { QueueWish } from '../../journeys/queue.ts'
import { readSubmission } from '../../journeys/review.ts'
import { bulkDonePage, bulkForm, bulkPage, type Outcome } from '../../pages/moderation/bulk.ts'
import { type Filters, withFilters } from '../../pages/moderation/filters.ts'
import { readyLang } from '../../pages/moderation/reason-fields.ts'
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
import { fieldsOf, named, reasonFor, reasonToUse, withOurWords } from './reasons.ts'
import { wishOf } from './wish.ts'

const reasoned = ['request_changes', 'reject'] as const

type Choice = Readonly<{
  c: Context<PrivateVariables>
  ports: Ports
  wish: QueueWish
  chosen: readonly Submission[]
}>

/** Several submissions decided together: chosen, looked at once more, decided, told of. */
export const bulkRoutes = (means: Means) => {
  const app = new Hono<PrivateVariables>()

  app.get('/bulk', async (c) => {
    const query = readOnly(c.req.url, ['filters', 'submission'])
    const wish = wishOf(query.get('filters') ?? '')
    return privatePage(c, draw(await choiceOf(means, c, wish, query.getAll('submission')), {}))
  })

  app.post('/bulk', async (c) => {
    const fields = await formFields(c)
    const ids = [fields.submission ?? []].flat()
    const choice = await choiceOf(means, c, wishOf(textOf(fields, 'filters')), ids)
    try {
      return await act(choice, fields)
    } catch (fault) {
      if (!(fault instanceof Fault) || fault.code !== 'invalid') throw fault
      const problem = formProblem(fault, bulkForm, fields, fieldsOf(reasoned))
      return privatePage(c, draw(choice, { problem }), 400)
    }
  })

  app.get('/bulk/done', async (c) => {
    const query = readOnly(c.req.url, ['country', 'kind', 'organisation', 'verb', 'submission'])
    const verb = moderatorVerbs.find((each) => each === query.get('verb'))
    if (!verb) throw invalidField('/verb', 'unknown-value', 'Follow the form to this page.')
    const wish = wishOf(String(query))
    const choice = await choiceOf(means, c, wish, query.getAll('submission'))
    const outcomes: Outcome[] = []
    for (const submission of choice.chosen) outcomes.push(await outcomeOf(choice, submission, verb))
    return privatePage(c, bulkDonePage({ ...frame(choice), verb, outcomes }))
  })

  return app
}

const choiceOf = async (
  means: Means,
  c: Context<PrivateVariables>,
  wish: QueueWish,
  ids: readonly string[]
): Promise<Choice> => {
  const ports = await portsFor(means, c)
  if (ids.length > mostAtOnce) {
    throw invalidField('/submission', 'too-many', `Decide at most ${mostAtOnce} at once.`)
  }
  const chosen: Submission[] = []
  for (const id of new Set(ids)) {
    const submission = await readable(ports, c.get('actor'), id)
    if (submission) chosen.push(submission)
  }
  return { c, ports, wish, chosen }
}

/** Null for what has moved to a country of somebody else meanwhile: the others are decided all the same. */
const readable = async (ports: Ports, actor: Actor, id: string): Promise<Submission | null> => {
  try {
    return (await readSubmission(ports, actor, id)).submission
  } catch (fault) {
    if (fault instanceof Fault && fault.code === 'not_found') return null
    throw fault
  }
}

const frame = ({ c, ports, wish }: Choice) => ({
  site: ports.site,
  account: accountOf(c.get('actor')),
  now: ports.now(),
  filters: wish satisfies Filters,
})

const draw = (
  choice: Choice,
  say: Partial<Pick<Parameters<typeof bulkPage>[0], 'problem' | 'typed' | 'filled'>>
) =>
  bulkPage({
    ...frame(choice),
    chosen: choice.chosen,
    problem: null,
    typed: null,
    filled: null,
    ...say,
  })

const act = async (choice: Choice, fields: FormFields): Promise<Response> => {
  const { c, ports, wish, chosen } = choice
  const action = textOf(fields, 'action')
  const use = reasonToUse(action, reasoned)
  if (use) {
    const typed = withOurWords(fields, use, readyLang(chosen.map(({ lang }) => lang)))
    const form = { form: bulkForm, fields: {}, whole: null, typed }
    return privatePage(c, draw(choice, { typed: form, filled: use }))
  }
  const verb = moderatorVerbs.find((each) => each === action)
  if (!verb) throw invalidField('/action', 'unknown-value', 'Use one of the buttons of the form.')
  const reason = reasonFor(fields, verb)
  const ids = chosen.map(({ id }) => id)
  try {
    await moderateSeveral(ports, c.get('actor'), ids, verb, reason)
  } catch (fault) {
    throw fault instanceof Fault && verb !== 'approve' ? named(fault, verb) : fault
  }
  const told = new URLSearchParams([['verb', verb], ...ids.map((id) => ['submission', id])])
  const path = withFilters('/moderation/bulk/done', wish)
  return seeOther(c, `${path}${path.includes('?') ? '&' : '?'}${told}`)
}

/** What the ledgers say of one of them now; the address only names them. */
const outcomeOf = async (
  { c, ports }: Choice,
  submission: Submission,
  verb: (typeof moderatorVerbs)[number]
): Promise<Outcome> => {
  const actor = c.get('actor')
  const decisions = await ports.store.decisions(submission.id)
  const last = decisions.at(-1) ?? null
  const now = ports.now()
  return {
    submission,
    last,
    ruling: mayDecide(actor, placed(submission, decisions, now)),
    done: last?.verb === verb && last.by.id === actor.id,
    objection: objectionTo(actor, submission, decisions, now),
  }
}
