import { Hono } from 'hono'
import type { Limits } from '../calendar/limits.ts'
import type { Links } from '../calendar/people.ts'
import { guardPaths } from '../pages/guard-fields.ts'
import { proofOfWorkScript } from '../pages/scripts/proof-of-work.ts'
import { formTokens } from './form-guard.ts'
import { keyedHash } from './keyed-hash.ts'
import { type LimiterNeeds, limiterOf } from './limits.ts'
import { safetyHeaders } from './problem.ts'
import { proofOfWork } from './proof-of-work.ts'

export type GuardNeeds = Readonly<{
  /** The service's secret; each guard derives a key of its own from it. */
  secret: string
  limits: Limits
  links: Links
  newId: () => string
}> &
  Pick<LimiterNeeds, 'now' | 'addressOf'>

/** Everything that stands between strangers and the forms they may fill, wired once by a door. */
export const guardsOf = (needs: GuardNeeds) => ({
  limiter: limiterOf({ ...needs, hash: keyedHash(needs.secret, 'limits') }),
  forms: formTokens(needs),
  proof: proofOfWork(needs),
})
export type Guards = ReturnType<typeof guardsOf>

/** What the form's script asks for: itself, and a challenge. */
export const guardRoutes = ({ limiter, proof }: Guards) => {
  const app = new Hono()

  app.get(guardPaths.challenge, limiter.byAddress('challenge'), async (c) =>
    c.json(await proof.challenge(), 200, { 'Cache-Control': 'no-store', ...safetyHeaders })
  )

  app.get(guardPaths.script, (c) =>
    c.body(proofOfWorkScript, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=3600',
      ...safetyHeaders,
    })
  )

  return app
}
