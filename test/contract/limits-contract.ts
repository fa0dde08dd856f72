import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Limits } from '../../src/calendar/limits.ts'
import type { Driver } from '../../src/store/driver.ts'
import { sqlLimits } from '../../src/store/limits.ts'

const at = '2027-01-10T08:00:00Z'

/**
 * What guards against abuse ask of any storage: run on SQLite and on D1 in workerd. Every test counts
 * a subject of its own, so that they can share one database with others.
 */
export const limitsContract = (open: () => Promise<Driver>) => {
  let limits: Limits

  beforeAll(async () => {
    limits = sqlLimits(await open())
  })

  const rule = (most: number, windowSeconds = 3600, subject: string = newId()) => ({
    name: 'test',
    subject,
    most,
    windowSeconds,
  })

  describe('a limit', () => {
    test('lets through as many as it says and refuses the next until its window ends', async () => {
      const three = rule(3)
      const take = async (now: string) => (await limits.take([three], now))[0]
      expect(await take(at)).toEqual({
        name: 'test',
        most: 3,
        windowSeconds: 3600,
        ok: true,
        remaining: 2,
        resetSeconds: 3600,
      })
      expect(await take('2027-01-10T08:10:00Z')).toMatchObject({ ok: true, remaining: 1 })
      expect(await take('2027-01-10T08:20:00Z')).toMatchObject({ ok: true, remaining: 0 })
      expect(await take('2027-01-10T08:59:59Z')).toMatchObject({
        ok: false,
        remaining: 0,
        resetSeconds: 1,
      })
      expect(await take('2027-01-10T09:00:00Z')).toMatchObject({
        ok: true,
        remaining: 2,
        resetSeconds: 3600,
      })
    })

    test('does not grow longer for those who keep trying', async () => {
      const one = rule(1, 60)
      for (const second of ['00', '20', '40', '59']) {
        await limits.take([one], `2027-01-10T08:00:${second}Z`)
      }
      expect((await limits.take([one], '2027-01-10T08:01:00Z'))[0]?.ok).toBe(true)
    })

    test('counts each subject and each name by itself', async () => {
      const one = rule(1)
      await limits.take([one], at)
      const states = await limits.take([{ ...one, name: 'other' }, rule(1)], at)
      expect(states.map(({ ok }) => ok)).toEqual([true, true])
      expect((await limits.take([one], at))[0]?.ok).toBe(false)
    })

    test('lets exactly as many through when all ask at the same moment', async () => {
      const five = rule(5)
      const states = await Promise.all(Array.from({ length: 40 }, () => limits.take([five], at)))
      expect(states.filter(([state]) => state?.ok)).toHaveLength(5)
      expect(states.map(([state]) => state?.remaining).filter((left) => left !== 0)).toHaveLength(4)
    })

    test('that refuses keeps those after it from counting', async () => {
      const [first, second] = [rule(1), rule(1)]
      expect(await limits.take([first, second], at)).toHaveLength(2)
      expect(await limits.take([first, rule(1, 3600, second.subject)], at)).toHaveLength(1)
      const others = await limits.take([rule(9), { ...second, name: 'other' }], at)
      expect(others.map(({ remaining }) => remaining)).toEqual([8, 0])
    })
  })

  describe('a token', () => {
    test('belongs to whoever spends it first, who may come again', async () => {
      const token = newId()
      const until = '2027-01-10T09:00:00Z'
      expect(await limits.spend(token, 'ana', until)).toBe(true)
      expect(await limits.spend(token, 'piotr', until)).toBe(false)
      expect(await limits.spend(token, 'ana', until)).toBe(true)
      expect(await limits.spend(newId(), 'piotr', until)).toBe(true)
    })

    test('is won by one of many who spend it at the same moment', async () => {
      const token = newId()
      const won = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          limits.spend(token, `person ${n}`, '2027-01-10T09:00:00Z')
        )
      )
      expect(won.filter(Boolean)).toHaveLength(1)
    })
  })

  test('What has ended is forgotten, what goes on is kept', async () => {
    const [short, long] = [rule(1, 60), rule(1, 7200)]
    const [soon, later] = [newId(), newId()]
    await limits.take([short, long], at)
    await limits.spend(soon, 'ana', '2027-01-10T08:30:00Z')
    await limits.spend(later, 'ana', '2027-01-10T10:00:00Z')
    expect(await limits.purge('2027-01-10T09:00:00Z')).toBeGreaterThanOrEqual(2)
    expect(await limits.spend(soon, 'piotr', '2027-01-10T10:00:00Z')).toBe(true)
    expect(await limits.spend(later, 'piotr', '2027-01-10T10:00:00Z')).toBe(false)
    expect((await limits.take([long], '2027-01-10T09:00:00Z'))[0]?.ok).toBe(false)
    expect(await limits.purge('2027-01-11T00:00:00Z')).toBeGreaterThanOrEqual(3)
    expect(await limits.purge('2027-01-11T00:00:00Z')).toBe(0)
  })
}
