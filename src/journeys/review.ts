import { Fault, invalidParameter } from '../calendar/fault.ts'
import { type Actor, mayReadQueue, mayReadSubmission } from '../calendar/people.ts'
import type { QueueQuery } from '../calendar/store.ts'
import type { Decision, Submission, SubmissionState } from '../calendar/submission.ts'
import type { Ports } from './ports.ts'

/** A submission with its history, for its organisation and for moderators of its country. */
export const readSubmission = async (
  { store }: Pick<Ports, 'store'>,
  actor: Actor,
  id: string
): Promise<Readonly<{ submission: Submission; decisions: readonly Decision[] }>> => {
  const submission = await store.submission(id)
  const allowed =
    submission !== null &&
    mayReadSubmission(actor, {
      primaryCountry: submission.primaryCountry,
      organisationId: submission.organisation.id,
    })
  // To everybody else it does not exist: that somebody submitted something is private too.
  if (!submission || !allowed) throw new Fault('not_found', 'There is no such submission.')
  return { submission, decisions: await store.decisions(id) }
}

/**
 * Submissions in some states, longest wait first: a moderator's countries, or an organisation's own.
 * Asking for a country outside the grant is `forbidden`, not an empty list.
 */
export const readQueue = async (
  { store }: Pick<Ports, 'store'>,
  actor: Actor,
  wish: Readonly<{
    states: readonly SubmissionState[]
    countries: readonly string[]
    after?: QueueQuery['after']
    limit: number
  }>
): Promise<readonly Submission[]> => {
  const { states, after, limit } = wish
  const page = { states, limit, ...(after && { after }) }
  if (mayReadQueue(actor)) {
    const stranger = wish.countries.find((country) => !actor.countries.includes(country))
    if (stranger) {
      throw new Fault('forbidden', `You moderate ${actor.countries.join(', ')}, not ${stranger}.`, [
        { parameter: 'country', code: 'out-of-scope', detail: `${stranger} is not in your grant.` },
      ])
    }
    return store.queue({
      ...page,
      countries: wish.countries.length ? wish.countries : actor.countries,
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
