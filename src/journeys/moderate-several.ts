import { Fault } from '../calendar/fault.ts'
import { type Actor, mayReadQueue, mayUse } from '../calendar/people.ts'
import type { Decision, ModeratorVerb, Reason } from '../calendar/submission.ts'
import { moderate } from './moderate.ts'
import type { Ports } from './ports.ts'

/** One of several decided together: done, or why not. */
export type BatchResult = Readonly<{
  submission: string
  decision: Decision | null
  refused: string | null
}>

/** Most submissions decided at once. */
export const mostAtOnce = 100

/**
 * One decision for several submissions, each on its own: what somebody else has decided meanwhile
 * is told, and the others stand.
 */
export const moderateSeveral = async (
  ports: Ports,
  actor: Actor,
  ids: readonly string[],
  verb: ModeratorVerb,
  reason: Reason
): Promise<readonly BatchResult[]> => {
  if (!mayReadQueue(actor) || !mayUse(actor, 'moderate')) {
    throw new Fault('forbidden', 'Only moderators decide submissions.')
  }
  if (ids.length === 0) {
    throw new Fault('invalid', 'Choose at least one submission.', [
      { pointer: '/submissions', code: 'missing', detail: 'Choose at least one submission.' },
    ])
  }
  if (ids.length > mostAtOnce) {
    throw new Fault('invalid', `Decide at most ${mostAtOnce} at once.`, [
      { pointer: '/submissions', code: 'too-many', detail: `At most ${mostAtOnce} at once.` },
    ])
  }
  const results: BatchResult[] = []
  for (const submission of new Set(ids)) {
    try {
      const { decision } = await moderate(ports, actor, submission, verb, reason)
      results.push({ submission, decision, refused: null })
    } catch (fault) {
      // A wrong reason is wrong for all of them; the rest concerns this one alone.
      if (!(fault instanceof Fault) || fault.code === 'invalid') throw fault
      results.push({ submission, decision: null, refused: fault.message })
    }
  }
  return results
}
