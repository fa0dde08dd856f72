import type { LimitRule, LimitState, Limits } from '../calendar/limits.ts'
import { type Instant, instantOf } from '../calendar/time.ts'
import type { Driver } from './driver.ts'

/*
 * One statement each, which both databases run whole: two attempts at the same moment never read the
 * same count. They go through `all`, not `atomically`: no feed depends on them, so what is kept of
 * finished answers stays good.
 */

const count = `insert into quota (name, subject, taken, ends_at) values (?, ?, 1, ?)
  on conflict (name, subject) do update set
    taken = case when quota.ends_at <= ? then 1 else quota.taken + 1 end,
    ends_at = case when quota.ends_at <= ? then excluded.ends_at else quota.ends_at end
  returning taken, ends_at as endsAt`

// A token that is somebody else's is not updated, and then there is no row to return.
const claim = `insert into spent (token, spender, expires_at) values (?, ?, ?)
  on conflict (token) do update set spender = excluded.spender where spent.spender = excluded.spender
  returning token`

const second = 1000

/** Limits on SQL. */
export const sqlLimits = (driver: Driver): Limits => {
  const takeOne = async (
    { name, subject, most, windowSeconds }: LimitRule,
    now: Instant
  ): Promise<LimitState> => {
    const start = Date.parse(now)
    const end = instantOf(start + windowSeconds * second)
    const [row] = await driver.all<{ taken: number; endsAt: Instant }>(count, [
      name,
      subject,
      end,
      now,
      now,
    ])
    if (!row) throw new Error('An upsert that always writes returned no row.')
    return {
      name,
      most,
      windowSeconds,
      ok: row.taken <= most,
      remaining: Math.max(0, most - row.taken),
      resetSeconds: Math.max(1, (Date.parse(row.endsAt) - start) / second),
    }
  }

  return {
    take: async (rules, now) => {
      const states: LimitState[] = []
      for (const rule of rules) {
        const state = await takeOne(rule, now)
        states.push(state)
        if (!state.ok) break
      }
      return states
    },

    spend: async (token, spender, expiresAt) =>
      (await driver.all(claim, [token, spender, expiresAt])).length > 0,

    purge: async (now) => {
      const windows = await driver.all('delete from quota where ends_at <= ? returning name', [now])
      const tokens = await driver.all('delete from spent where expires_at <= ? returning token', [
        now,
      ])
      return windows.length + tokens.length
    },
  }
}
