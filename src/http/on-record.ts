import type { Context } from 'hono'
import type { AuditVerb } from '../calendar/audit.ts'
import type { Doer } from '../calendar/submission.ts'
import type { Means } from './means.ts'
import { portsFor } from './private-page.ts'

/** Something that was done, for the audit. `object` is `kind:id`; mailboxes never stand in it. */
export type Deed = Readonly<{ verb: AuditVerb; object: string; reason?: string }>

/** Puts on record what somebody did at a page, with the request that did it. */
export const onRecord = async (
  means: Means,
  c: Context,
  by: Doer,
  ...deeds: readonly Deed[]
): Promise<void> => {
  const ports = await portsFor(means, c)
  const { id, name } = by
  const at = ports.now()
  await ports.store.commit({
    audit: deeds.map(({ verb, object, reason = null }) => ({
      at,
      by: { id, name },
      verb,
      object,
      outcome: 'done',
      reason,
    })),
  })
}
