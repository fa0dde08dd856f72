import { expect, test } from 'vitest'
import { fragmentsOf } from '../../src/render/fragment.ts'
import type { Bound, Statement } from '../../src/store/driver.ts'
import { sqlStore } from '../../src/store/sql-store.ts'
import { saturdayMarket, site } from '../cast.ts'
import { setStage } from '../http/stage.ts'

test('writing an event reads nothing of other events, however many there are', async () => {
  const { driver, ports, publish } = await setStage()
  const { event } = await publish(saturdayMarket)
  const publication = await ports.store.publication(event)
  if (!publication) throw new Error('the market is not published')

  const written: Statement[] = []
  const store = sqlStore({
    ...driver,
    atomically: async (statements) => {
      written.push(...statements)
    },
  })
  await store.rerender(publication, fragmentsOf(publication, site), ports.now())

  expect(written.length).toBeGreaterThan(5)
  for (const statement of written) {
    const { sql, params } = statement.toSQL()
    const plan = await driver.all<{ detail: string }>(
      `explain query plan ${sql}`,
      params as readonly Bound[]
    )
    const scans = plan
      .map(({ detail }) => detail)
      .filter((detail) => /^SCAN (publication|occurrence|label|fragment|place_point)/.test(detail))
    expect({ sql, scans }).toEqual({ sql, scans: [] })
  }
})
