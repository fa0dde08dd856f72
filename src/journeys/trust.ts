import { Fault } from '../calendar/fault.ts'
import { type Actor, independent, isAdministrator, isSenior } from '../calendar/people.ts'
import { publish } from '../calendar/publishing.ts'
import type { Change } from '../calendar/store.ts'
import { decide, type Submission } from '../calendar/submission.ts'
import { fragmentsOf } from '../render/fragment.ts'
import type { Ports } from './ports.ts'
import { tellSubmitters } from './tell.ts'

/** The hand that approves for a trusted organisation. */
const trusting = { id: 'trust', name: 'Trusted organisation' }

/**
 * What to commit beside a pending submission when its organisation is trusted: the approval, the
 * publication and a note that somebody looks afterwards; null when it is not. A split waits for a
 * moderator all the same.
 */
export const approvedOnTrust = async (
  ports: Ports,
  submission: Submission
): Promise<Pick<Change, 'decisions' | 'steps' | 'toCheck' | 'mails'> | null> => {
  const { store, site } = ports
  const { organisation, event, revision, content, split } = submission
  if (organisation.id === independent.id || split) return null
  if ((await store.trustedSince(organisation.id)) === null) return null
  const at = ports.now()
  const decision = decide(submission, 'approve', trusting, { code: null, text: null }, at)
  const before = await store.publication(event)
  const { slug, name } = organisation
  const step = publish(
    before,
    { event, revision, content, organisation: { slug, name } },
    trusting,
    at
  )
  return {
    decisions: [decision],
    steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
    toCheck: { submission: submission.id, at },
    mails: await tellSubmitters(ports, submission, 'approved', (told) => ({
      ...told,
      live: before !== null,
    })),
  }
}

/** A senior moderator or an administrator trusts an organisation, or no longer does. */
export const setTrust = async (
  { store, now }: Ports,
  actor: Actor,
  organisationId: string,
  given: boolean,
  reason: string | null
): Promise<void> => {
  if (!isSenior(actor) && !isAdministrator(actor)) {
    throw new Fault('forbidden', 'Only senior moderators and administrators give trust or take it.')
  }
  if (organisationId === independent.id) {
    throw new Fault('conflict', 'Submissions without an organisation are always looked at first.')
  }
  if (actor.memberOf.includes(organisationId)) {
    throw new Fault('forbidden', 'Nobody decides about their own organisation.')
  }
  const by = { id: actor.id, name: actor.name }
  const at = now()
  await store.commit({
    trust: { organisationId, given, by, at },
    audit: [
      {
        at,
        by,
        verb: given ? 'trust' : 'distrust',
        object: `organisation:${organisationId}`,
        outcome: 'done',
        reason,
      },
    ],
  })
}
