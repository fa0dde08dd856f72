import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calendar } from './runtime/process.ts'

const folder = mkdtempSync(join(tmpdir(), 'calendar-cli-'))
const env = { DATABASE_PATH: join(folder, 'calendar.sqlite') }
const run = (...args: string[]) => calendar(args, env)
afterAll(() => rmSync(folder, { recursive: true }))

describe('the command line', () => {
  test('explains every command with --help', async () => {
    const { code, out } = await run('--help')
    expect(code).toBe(0)
    for (const command of [
      'migrate',
      'sample',
      'organisation',
      'moderator',
      'key',
      'render',
      'check',
    ])
      expect(out).toContain(command)
    expect((await run('key', 'create', '--help')).out).toContain('--expires-in-days')
  })

  test('ends with 1 and a sentence on an unknown command or option', async () => {
    for (const args of [
      ['chekc'],
      ['check', '--al'],
      ['sample', 'load', '--shift-to', '2027-13'],
      [],
    ]) {
      const { code, err } = await run(...args)
      expect(code, args.join(' ')).toBe(1)
      expect(err.length, args.join(' ')).toBeGreaterThan(10)
    }
  })

  test('says what to do before the database is migrated', async () => {
    const { code, err } = await run('check')
    expect(code).toBe(1)
    expect(err).toContain('migrate')
  })
})

describe('on a migrated database', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    expect((await run('migrate')).code).toBe(0)
  })

  test('migrate a second time changes nothing', async () => {
    expect((await run('migrate')).out).toContain('up to date')
  })

  test('organisations, moderators and keys are added, listed and revoked', async () => {
    expect(
      (await run('organisation', 'add', '--slug', 'open-doors', '--name', 'Open Doors')).code
    ).toBe(0)
    const twice = await run('organisation', 'add', '--slug', 'open-doors', '--name', 'Open Doors')
    expect(twice).toMatchObject({ code: 1, out: '' })
    const wrong = await run(
      'moderator',
      'add',
      '--name',
      'Marta',
      '--email',
      'marta@example.org',
      '--countries',
      'PL,PLX'
    )
    expect(wrong.code).toBe(1)
    expect(wrong.err).toContain('did you mean “PL”')
    const created = await run('key', 'create', '--organisation', 'open-doors', '--name', 'test')
    expect(created.out).toMatch(/^ic_\w+\n$/)
    const [listed] = (await run('key', 'list', '--json')).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(listed).toMatchObject({ name: 'test', organisation: 'open-doors', state: 'active' })
    expect((await run('key', 'revoke', listed.id)).code).toBe(0)
    expect((await run('key', 'list')).out).toContain('revoked')
    expect((await run('key', 'revoke', 'nobody')).code).toBe(1)
    expect((await run('key', 'create', '--name', 'ownerless')).code).toBe(1)
  })

  test('the sample is loaded once, and a copy of it into a coming month', async () => {
    expect((await run('sample', 'load')).out).toBe(
      '98 approved, 3 pending, 1 rejected, 1 cancelled.\n'
    )
    expect((await run('sample', 'load')).out).toContain('loaded already')
    expect((await run('sample', 'load', '--shift-to', '2027-01')).out).toContain('95 approved')
    const database = new Database(env.DATABASE_PATH, { readonly: true })
    const starts = database
      .prepare(
        'select min(starts) as first, max(starts) as last from occurrence join publication using (event_id) where starts > ? and expanded_to is null'
      )
      .get(Date.UTC(2026, 0)) as { first: number; last: number }
    database.close()
    expect(new Date(starts.first).toISOString().slice(0, 10)).toBe('2027-01-02')
    expect(new Date(starts.last).toISOString().slice(0, 10) < '2027-02-01').toBe(true)
  })

  test('check finds nothing, then the fragment somebody changed; render mends it', async () => {
    expect(await run('check')).toMatchObject({
      code: 0,
      out: '195 publications checked, 0 differences.\n',
    })
    const database = new Database(env.DATABASE_PATH)
    database
      .prepare(
        "update fragment set body = body || 'x' where rowid = (select min(rowid) from fragment where format = 'ics')"
      )
      .run()
    database.close()
    const found = await run('check')
    expect(found.code).toBe(1)
    expect(found.out).toMatch(
      /fragment ics\/\w+ differs\n195 publications checked, 1 differences\.\n$/
    )
    expect((await run('render')).out).toBe('1 of 195 publications rendered afresh.\n')
    expect((await run('check')).code).toBe(0)
  })

  test('another address makes every fragment differ', async () => {
    const moved = { ...env, BASE_URL: 'https://elsewhere.example' }
    const found = await calendar(['check'], moved)
    expect(found.code).toBe(1)
    expect(found.out).toMatch(/made for “.*127\.0\.0\.1.*”, this is “.*elsewhere\.example/)
    expect(found.out.split('\n').length).toBeLessThan(30)
    expect((await calendar(['render'], moved)).out).toContain('195 of 195')
    expect((await calendar(['check'], moved)).code).toBe(0)
  })
})
