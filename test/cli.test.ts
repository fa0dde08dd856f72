import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '../src/assemble.ts'
import { runCalendar } from '../src/commands/index.ts'
import { readConfig } from '../src/config.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { calendar, run as runProcess } from './runtime/process.ts'

const folder = mkdtempSync(join(tmpdir(), 'calendar-cli-'))
const env = { DATABASE_PATH: join(folder, 'calendar.sqlite') }
afterAll(() => rmSync(folder, { recursive: true }))

/** A command line in this process: the same answer as from a shell, without loading it all again. */
const runWith = async (environment: Readonly<Record<string, string>>, ...args: string[]) => {
  let out = ''
  let err = ''
  const code = await runCalendar(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    environment,
  })
  return { code, out, err }
}
const run = (...args: string[]) => runWith(env, ...args)

/** What `--json` wrote: one object a line. */
const rowsOf = ({ out }: { out: string }): Record<string, unknown>[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

describe('the process', { timeout: 60_000 }, () => {
  test('of an old Node says which one it takes', async () => {
    const old = '{ ...process, versions: { node: "20.19.0" }, version: "v20.19.0" }'
    const pretend = `data:text/javascript,${encodeURIComponent(
      `for (const name of ['version', 'versions']) Object.defineProperty(process, name, { value: (${old})[name] })`
    )}`
    const { code, out, err } = await runProcess(
      process.execPath,
      ['--import', pretend, '--import', './src/require-node.js', 'src/cli.ts', '--help'],
      env
    )
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('needs Node 22.18 or newer and was started with v20.19.0')
  })

  test('ends with the status, and writes refusals beside the result', async () => {
    const unmigrated = { DATABASE_PATH: join(folder, 'empty.sqlite') }
    const { code, out, err } = await calendar(['check'], unmigrated)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/empty\.sqlite lacks 0001.*; run “migrate” first\.\n$/)
  })

  test('is what the npm script starts, with the settings of the environment', async () => {
    const script = { DATABASE_PATH: join(folder, 'script.sqlite') }
    await runWith(script, 'migrate')
    await runWith(script, 'organisation', 'add', '--slug', 'open-doors', '--name', 'Open Doors')
    const create = ['key', 'create', '--organisation', 'open-doors', '--name', 'try']
    const { code, out } = await runProcess(
      'npm',
      ['run', '--silent', 'calendar', '--', ...create],
      script
    )
    expect(code).toBe(0)
    // README keeps it in a variable of the shell: nothing else may be on standard output.
    expect(out).toMatch(/^ic_\w+\n$/)
  })
})

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
    const [listed] = rowsOf(await run('key', 'list', '--json'))
    expect(listed).toMatchObject({ name: 'test', organisation: 'open-doors', state: 'active' })
    expect((await run('key', 'revoke', String(listed?.id))).code).toBe(0)
    expect((await run('key', 'list')).out).toContain('revoked')
    expect((await run('key', 'revoke', 'nobody')).code).toBe(1)
    expect((await run('key', 'create', '--name', 'ownerless')).code).toBe(1)
  })

  test('a key may be held to some scopes, of those that its owner may have', async () => {
    const create = ['key', 'create', '--organisation', 'open-doors', '--name', 'announcer']
    expect((await run(...create, '--scopes', 'read, announce')).code).toBe(0)
    const [announcer] = rowsOf(await run('key', 'list', '--json'))
    expect(announcer).toMatchObject({ name: 'announcer', scopes: ['read', 'announce'] })
    const wrong = await run(...create, '--scopes', 'anounce')
    expect(wrong).toMatchObject({ code: 1, out: '' })
    expect(wrong.err).toContain('did you mean “announce”')
    expect((await run(...create, '--scopes', 'moderate')).code).toBe(1)
  })

  test('moderators are senior when it is said', async () => {
    const add = (name: string, ...more: string[]) =>
      run(
        ...['moderator', 'add', '--name', name, '--email', `${name.toLowerCase()}@example.org`],
        ...['--countries', 'SK, EU', ...more]
      )
    expect(await add('Jana', '--senior')).toMatchObject({
      code: 0,
      out: 'Jana moderates SK, EU.\n',
    })
    expect((await add('Marta', '--organisation', 'open-doors')).code).toBe(0)
    expect(rowsOf(await run('moderator', 'list', '--json'))).toMatchObject([
      { name: 'Jana', countries: ['SK', 'EU'], senior: true, organisations: [] },
      { name: 'Marta', countries: ['SK', 'EU'], senior: false, organisations: ['open-doors'] },
    ])
    expect(await add('Jana')).toMatchObject({ code: 1, out: '' })
  })

  test('administrators are added once and listed', async () => {
    const add = ['administrator', 'add', '--name', 'Rosa', '--email', 'rosa@example.org']
    expect(await run(...add)).toMatchObject({
      code: 0,
      out: 'Rosa administers the calendar; they sign in as rosa@example.org.\n',
    })
    expect((await run(...add)).err).toBe('rosa@example.org is already an administrator.\n')
    expect((await run('administrator', 'list')).out).toMatch(
      /^email {13}name {2}since\nrosa@example\.org {2}Rosa {2}\d{4}-\S+Z\n$/
    )
  })

  test('a person is exported as JSON, and erased but for the last administrator', async () => {
    const { out } = await run('person', 'export', 'jana@example.org')
    expect(JSON.parse(out)).toMatchObject({
      account: { person: { name: 'Jana', email: 'jana@example.org' }, moderator: { senior: true } },
      calendar: {},
    })
    expect(await run('person', 'erase', 'jana@example.org')).toMatchObject({
      code: 0,
      out: 'Erased; a last mail tells them so.\n',
    })
    for (const verb of ['export', 'erase']) {
      expect(await run('person', verb, 'jana@example.org'), verb).toEqual({
        code: 1,
        out: '',
        err: 'Nobody is known at this mailbox.\n',
      })
    }
    expect((await run('moderator', 'list')).out).not.toContain('Jana')
    expect(await run('person', 'erase', 'rosa@example.org')).toMatchObject({ code: 1, out: '' })
    expect((await run('administrator', 'list')).out).toContain('Rosa')
  })

  test('mails that were given up are listed without addresses and tried again', async () => {
    await giveUpMails('450 4.2.1 mailbox is busy')
    const dead = await run('mail', 'list', '--json')
    const [farewell] = rowsOf(dead)
    expect(farewell).toMatchObject({
      kind: 'erased',
      attempts: 1,
      lastError: '450 4.2.1 mailbox is busy',
    })
    expect(dead.out).not.toMatch(/Jana|jana@/)
    const id = String(farewell?.id)
    expect((await run('mail', 'list')).out).toContain(id)
    expect((await run('mail', 'retry', id)).out).toBe('1 mails are due again.\n')
    expect((await run('mail', 'retry', id)).out).toBe('0 mails are due again.\n')
    expect(await run('mail', 'list', '--json')).toEqual({ code: 0, out: '', err: '' })
    expect(rowsOf(await run('mail', 'list', '--state', 'waiting', '--json'))).toMatchObject([
      { id, kind: 'erased', attempts: 0 },
    ])
    const wrong = await run('mail', 'list', '--state', 'lost')
    expect(wrong.code).toBe(1)
    expect(wrong.err).toContain('waiting, sent, dead, dropped')
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
    const found = await runWith(moved, 'check')
    expect(found.code).toBe(1)
    expect(found.out).toMatch(/made for “.*127\.0\.0\.1.*”, this is “.*elsewhere\.example/)
    expect(found.out.split('\n').length).toBeLessThan(30)
    expect((await runWith(moved, 'render')).out).toContain('195 of 195')
    expect((await runWith(moved, 'check')).code).toBe(0)
  })

  test('the daily work forgets, and writes one digest to everybody with something to do', async () => {
    const digests = async () =>
      rowsOf(await run('mail', 'list', '--state', 'waiting', '--json'))
        .filter(({ kind }) => kind === 'digest')
        .map(({ id }) => id)
    const first = await run('daily')
    expect(first).toMatchObject({ code: 0, err: '' })
    const [, archived] = /^archived: (\d+)$/m.exec(first.out) ?? []
    const [, written] = /^\d+ reminders and (\d+) digests written\.$/m.exec(first.out) ?? []
    expect(Number(archived), first.out).toBeGreaterThan(50)
    expect(Number(written), first.out).toBeGreaterThan(0)
    const waiting = await digests()
    expect(waiting.length).toBe(Number(written))
    expect((await run('daily')).out).not.toContain('archived')
    expect(await digests()).toEqual(waiting)
  })
})

/** A mail server that refuses whatever is due, for good. */
const giveUpMails = async (error: string) => {
  const driver = openSqlite(env.DATABASE_PATH)
  const { outbox, now } = assemble(driver, readConfig(env)).ports
  const at = now()
  for (const { mail } of await outbox.claim(at, at, 100))
    await outbox.failed(mail.id, error, null, at)
  driver.close()
}
