import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import { readConfig } from '../../src/config.ts'
import { addAdmin, addModerator, addOrganisation, createKey } from '../../src/identity/accounts.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { saturdayMarket } from '../cast.ts'
import { freePort, type Running, start } from './process.ts'
import { eventually, mailServer } from './smtp.ts'

const secret = 'a-secret-of-the-mail-tests-32-characters'

let folder = ''
let base = ''
let env: Record<string, string> = {}
let keys = { ana: '', marta: '' }
let server: Running | undefined
let post: Awaited<ReturnType<typeof mailServer>>

const startService = async () => {
  server = await start(
    process.execPath,
    ['--import', './src/require-node.js', 'src/node.ts'],
    env,
    `${base}/readyz`
  )
}

/** The machine loses power: no signal handler, no last words. */
const kill = async () => {
  const { child } = server ?? {}
  if (!child?.pid) throw new Error('nothing runs')
  const gone = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-child.pid, 'SIGKILL')
  await gone
  server = undefined
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'calendar-'))
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  post = await mailServer()
  env = {
    NODE_ENV: 'production',
    PORT: String(port),
    BASE_URL: base,
    SECRET: secret,
    DATABASE_PATH: join(folder, 'calendar.sqlite'),
    MAIL_URL: post.url,
    MAIL_FROM: 'calendar@example.org',
  }
  const driver = openSqlite(env.DATABASE_PATH ?? '')
  driver.migrate()
  const { auth, identityMeans } = assemble(driver, readConfig(env))
  await addOrganisation(identityMeans, { slug: 'open-doors-lisbon', name: 'Open Doors Lisbon' })
  await addAdmin(identityMeans, {
    organisation: 'open-doors-lisbon',
    email: 'ana@example.org',
    name: 'Ana Gonçalves',
  })
  await addModerator(identityMeans, {
    name: 'Marta',
    email: 'marta@example.org',
    countries: ['PT'],
  })
  keys = {
    ana: (await createKey(auth, identityMeans, { organisation: 'open-doors-lisbon', name: 't' }))
      .secret,
    marta: (await createKey(auth, identityMeans, { moderator: 'marta@example.org', name: 't' }))
      .secret,
  }
  driver.close()
  await startService()
})

afterEach(async () => {
  await server?.stop()
  server = undefined
  await post.stop()
  rmSync(folder, { recursive: true })
})

const send = async (path: string, key: string, body: unknown, headers = {}) => {
  const answer = await fetch(base + path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  expect(answer.status, await answer.clone().text()).toBe(201)
  return (await answer.json()) as { id: string; event: string }
}

const submit = () =>
  send(
    '/v1/submissions',
    keys.ana,
    { event: saturdayMarket },
    { 'Idempotency-Key': crypto.randomUUID() }
  )
const approve = (id: string) =>
  send(`/v1/submissions/${id}/decisions`, keys.marta, { verb: 'approve' })

/** Mails whose subject says that the event is published. */
const approvals = () => post.received.filter(({ subject }) => /published/.test(subject ?? ''))

test('a decision reaches the organisation by SMTP, as plain text and HTML that other software reads', async () => {
  const { id, event } = await submit()
  await approve(id)
  const [mail] = await eventually(() => (approvals().length ? approvals() : undefined))
  expect(mail?.to).toMatchObject({ value: [{ address: 'ana@example.org', name: 'Ana Gonçalves' }] })
  expect(mail?.from).toMatchObject({ value: [{ address: 'calendar@example.org' }] })
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
  expect(mail?.text).toContain('Saturday market')
  expect(mail?.text).toContain(`${base}/my/events/${event}`)
  expect(mail?.html).toContain(`href="${base}/my/events/${event}"`)
})

test('a process killed between decision and delivery loses no mail', async () => {
  await post.stop()
  const { id } = await submit()
  await approve(id)
  await kill()
  post = await mailServer()
  env = { ...env, MAIL_URL: post.url }
  await startService()
  // Tries before the crash failed, and are due again after a pause: nobody waits that long in a test.
  const driver = openSqlite(env.DATABASE_PATH ?? '')
  await driver.all(
    "update mail set due_at = at, claimed_until = null where state = 'waiting' returning id",
    []
  )
  driver.close()
  await eventually(() => (approvals().length ? true : undefined))
  expect(approvals()).toHaveLength(1)
})

test('a process killed while the server takes a mail sends it once more at most, recognisably the same', async () => {
  const { id } = await submit()
  await eventually(() => (post.received.length === 1 ? true : undefined)) // “received”
  post.hold(true)
  await approve(id)
  await eventually(() => (approvals().length === 1 ? true : undefined))
  await kill()
  post.hold(false)
  const driver = openSqlite(env.DATABASE_PATH ?? '')
  const claimed = await driver.all<{ claimed_until: string }>(
    "select claimed_until from mail where state = 'waiting' and claimed_until is not null",
    []
  )
  expect(claimed.length).toBeGreaterThan(0)
  // Two minutes pass.
  await driver.all(
    'update mail set claimed_until = at where claimed_until is not null returning id',
    []
  )
  driver.close()
  await startService()
  await eventually(() => (approvals().length === 2 ? true : undefined))
  await new Promise((resolve) => setTimeout(resolve, 5000))
  expect(approvals().map(({ messageId }) => messageId)).toEqual([
    approvals()[0]?.messageId,
    approvals()[0]?.messageId,
  ])
})
