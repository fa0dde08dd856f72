import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getPlatformProxy } from 'wrangler'
import { assemble } from '../../src/assemble.ts'
import { readConfig } from '../../src/config.ts'
import { addModerator, addOrganisation, createKey } from '../../src/identity/accounts.ts'
import { type D1, openD1 } from '../../src/store/d1.ts'
import { freePort, type Running, run, start } from './process.ts'
import { tellStory } from './story.ts'

const secret = 'a-secret-of-the-story-test-32-characters'

describe('the service on workerd with a local D1', () => {
  const folder = mkdtempSync(join(tmpdir(), 'calendar-d1-'))
  let base = ''
  let keys = { ana: '', marta: '' }
  let server: Running

  beforeAll(async () => {
    const port = await freePort()
    base = `http://127.0.0.1:${port}`
    const migrated = await run(
      'npx',
      ['wrangler', 'd1', 'migrations', 'apply', 'DB', '--local', '--persist-to', folder],
      { CI: 'true' }
    )
    expect(migrated.code, migrated.out + migrated.err).toBe(0)

    // The people are added through the same functions as on Node, on the same local database.
    const proxy = await getPlatformProxy<{ DB: D1 }>({ persist: { path: join(folder, 'v3') } })
    const { auth, identityMeans } = assemble(
      openD1(proxy.env.DB),
      readConfig({ BASE_URL: base, SECRET: secret })
    )
    await addOrganisation(identityMeans, { slug: 'open-doors-lisbon', name: 'Open Doors Lisbon' })
    await addModerator(identityMeans, {
      name: 'Marta',
      email: 'marta@example.org',
      countries: ['PT', 'PL'],
    })
    const ana = await createKey(auth, identityMeans, {
      organisation: 'open-doors-lisbon',
      name: 'story',
    })
    const marta = await createKey(auth, identityMeans, {
      moderator: 'marta@example.org',
      name: 'story',
    })
    keys = { ana: ana.secret, marta: marta.secret }
    await proxy.dispose()

    const vars = ['--var', `BASE_URL:${base}`, '--var', `SECRET:${secret}`]
    server = await start(
      'npx',
      [
        'wrangler',
        'dev',
        '--local',
        '--ip',
        '127.0.0.1',
        '--port',
        String(port),
        '--persist-to',
        folder,
        ...vars,
      ],
      { CI: 'true', WRANGLER_SEND_METRICS: 'false' },
      `${base}/readyz`
    )
  })

  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('takes an event from submission to tombstone', async () => {
    await tellStory({ base, ...keys })
  })
})
