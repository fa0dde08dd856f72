import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calendar, freePort, type Running, start } from '../runtime/process.ts'
import { tellStory } from '../runtime/story.ts'

describe('the service on Node with a SQLite file, in production', () => {
  const folder = mkdtempSync(join(tmpdir(), 'calendar-'))
  let env: Record<string, string> = {}
  let server: Running

  beforeAll(async () => {
    const port = await freePort()
    env = {
      NODE_ENV: 'production',
      PORT: String(port),
      BASE_URL: `http://127.0.0.1:${port}`,
      SECRET: 'a-secret-of-the-story-test-32-characters',
      DATABASE_PATH: join(folder, 'calendar.sqlite'),
    }
    server = await start(
      process.execPath,
      ['--import', './src/require-node.js', 'src/node.ts'],
      env,
      `${env.BASE_URL}/readyz`
    )
  }, 60_000)

  afterAll(async () => {
    expect(await server.stop()).toBe(0)
    rmSync(folder, { recursive: true })
  })

  test('loads no sample', async () => {
    const months = await (await fetch(`${env.BASE_URL}/v1/months/2012-12`)).json()
    expect(months.counts.total).toBe(0)
  })

  test('takes an event from submission to tombstone, with keys from the command line', {
    timeout: 60_000,
  }, async () => {
    const done = async (...args: string[]) => {
      const { code, out, err } = await calendar(args, env)
      expect(code, err).toBe(0)
      return out.trim().split('\n').at(-1) ?? ''
    }
    await done('organisation', 'add', '--slug', 'open-doors-lisbon', '--name', 'Open Doors Lisbon')
    await done(
      'moderator',
      'add',
      '--name',
      'Marta',
      '--email',
      'marta@example.org',
      '--countries',
      'PT,PL'
    )
    const ana = await done(
      'key',
      'create',
      '--organisation',
      'open-doors-lisbon',
      '--name',
      'story'
    )
    const marta = await done('key', 'create', '--moderator', 'marta@example.org', '--name', 'story')
    await tellStory({ base: env.BASE_URL ?? '', ana, marta })
    expect(await done('check')).toBe('1 publications checked, 0 differences.')
  })
})
