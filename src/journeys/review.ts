import { Fault, invalidParameter } from '../calendar/fault.ts'
import { type Actor, mayReadQueue, mayReadSubmission, mayUse } from '../calendar/people.ts'
import type { Queued, QueueQuery } from '../calendar/store.ts'
import type { Decision, Submission, SubmissionState } from '../calendar/submission.ts'
import { coverDays, workingDaysBefore } from '../calendar/working-days.ts'
import { placed } from './moderate.ts'
import type { Ports } from './ports.ts'

/** A submission with its history, for its organisation and for moderators of its country. */
export const readSubmission = async (
  { store, now }: Pick<Ports, 'store' | 'now'>,
  actor: Actor,
  id: string
): Promise<Readonly<{ submission: Submission; decisions: readonly Decision[] }>> => {
  const submission = await store.submission(id)
  // To everybody else it does not exist: that somebody submitted something is private too, and what
  // nobody has confirmed is nobody's but whose mailbox it is.
  const unseen = submission?.state === 'unconfirmed' && submission.ownerId !== actor.id
  if (!submission || unseen || !mayReadSubmission(actor, placed(submission, [], now()))) {
    throw new Fault('not_found', 'There is no such submission.')
  }
  if (!mayUse(actor, 'read')) {
    throw new Fault('forbidden', 'This key may not read submissions; issue one with “read”.')
  }
  return { submission, decisions: await store.decisions(id) }
}

/**
 * Submissions in some states, longest wait first: a moderator's countries, or an organisation's own.
 * Asking for a country outside the grant is `forbidden`, not an empty list.
 */
export const readQueue = async (
  { store, now }: Pick<Ports, 'store' | 'now'>,
  actor: Actor,
  wish: Readonly<{
    states: readonly SubmissionState[]
    countries: readonly string[]
    /** Only what one organisation offers. */
    organisationId?: string
    kind?: QueueQuery['kind']
    after?: QueueQuery['after']
    limit: number
  }>
): Promise<readonly Queued[]> => {
  if (!mayUse(actor, 'read')) {
    throw new Fault('forbidden', 'This key may not read submissions; issue one with “read”.')
  }
  const { states, after, kind, organisationId, limit } = wish
  const page = { states, limit, ...(after && { after }), ...(kind && { kind }) }
  if (mayReadQueue(actor)) {
    const desk = actor.countries.includes('EU')
    const stranger = wish.countries.find((country) => !actor.countries.includes(country))
    // The EU desk may look anywhere, and finds there what has waited too long.
    if (stranger && !desk) {
      throw new Fault('forbidden', `You moderate ${actor.countries.join(', ')}, not ${stranger}.`, [
        { parameter: 'country', code: 'out-of-scope', detail: `${stranger} is not in your grant.` },
      ])
    }
    const coveredBefore = workingDaysBefore(now(), coverDays)
    const own = wish.countries.filter((country) => actor.countries.includes(country))
    return store.queue({
      ...page,
      states: states.filter((state) => state !== 'unconfirmed'),
      ...(organisationId && { organisationId }),
      countries: wish.countries.length ? own : actor.countries,
      ...(desk && { coveredBefore }),
      ...(wish.countries.length && { within: wish.countries }),
    })
  }
  if (actor.organisation) {
    return store.queue({
      ...page,
      organisationId: actor.organisation.id,
      ...(wish.countries.length && { countries: wish.countries }),
    })
  }
  throw invalidParameter(
    'state',
    'no-queue',
    'This key belongs to no organisation and no moderator.'
  )
}
