import { Fault } from '../calendar/fault.ts'
import { type Actor, mayEdit, mayUse } from '../calendar/people.ts'
import { decide, mayAppeal, type Submission } from '../calendar/submission.ts'
import type { Ports } from './ports.ts'
import { tellSubmitters } from './tell.ts'

/**
 * Whoever submitted asks for a second look at a rejection: once, within six months, with a reason.
 * Another moderator decides. Throws `conflict` when it is too late or was done before.
 */
export const appeal = async (
  ports: Ports,
  actor: Actor,
  id: string,
  text: string
): Promise<Submission> => {
  const { store, now } = ports
  const submission = await store.submission(id)
  const own =
    submission !== null &&
    mayEdit(actor, {
      organisationId: submission.organisation.id,
      ownerId: submission.ownerId,
      event: submission.event,
    })
  if (!submission || !own) throw new Fault('not_found', 'There is no such submission.')
  if (!mayUse(actor, 'submit')) {
    throw new Fault('forbidden', 'This key may not appeal; issue one with the scope “submit”.')
  }
  if (text.trim() === '') {
    throw new Fault('invalid', 'Say why it should be looked at again.', [
      { pointer: '/text', code: 'missing', detail: 'Say why it should be looked at again.' },
    ])
  }
  const at = now()
  const head = await store.head(submission.event)
  const decisions = await store.decisions(id)
  if (!mayAppeal(submission, decisions, head?.newest?.id ?? id, at)) {
    throw new Fault(
      'conflict',
      'A rejection can be appealed once, within six months, while nothing newer was sent.'
    )
  }
  const by = { id: actor.id, name: actor.name }
  const decision = decide(submission, 'appeal', by, { code: null, text }, at)
  const appealed = { ...submission, state: decision.state, round: decision.round }
  await store.commit({
    decisions: [decision],
    mails: await tellSubmitters(ports, submission, 'received', (event) => ({
      ...event,
      country: submission.primaryCountry,
      again: true,
    })),
  })
  return appealed
}
