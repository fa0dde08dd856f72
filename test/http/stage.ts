import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { feeds } from '../../feeds/index.ts'
import { assemble } from '../../src/assemble.ts'
import type { EventContentInput } from '../../src/calendar/event.ts'
import { compress } from '../../src/compress.ts'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/app.ts'
import { finishedAnswers } from '../../src/http/finished.ts'
import type { Means } from '../../src/http/means.ts'
import { addModerator, addOrganisation, createKey } from '../../src/identity/accounts.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { site } from '../cast.ts'

const secret = 'a-secret-of-the-http-tests-32-characters'

const decoders: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
}

type Sent = Readonly<{
  key?: string
  body?: unknown
  raw?: string
  headers?: Record<string, string>
}>

/**
 * The whole app on SQLite in memory, with real keys: Ana and Piotr submit, Marta moderates PT and
 * PL, Jana PT and SK, Luis moderates PT and also acts for Ana's organisation. The clock stands
 * still until a test moves it.
 */
export const setStage = async () => {
  const driver = openSqlite(':memory:')
  driver.migrate()
  const clock = { now: '2027-01-10T08:00:00Z' }
  const config = readConfig({
    NODE_ENV: 'test',
    BASE_URL: site.baseUrl,
    SITE_NAME: site.name,
    SECRET: secret,
  })
  const assembled = assemble(driver, config, () => clock.now)
  const { ports } = assembled
  const finished = finishedAnswers(
    8 * 1024 * 1024,
    () => `${driver.stamp()} ${clock.now.slice(0, 10)}`
  )
  const means: Means = {
    ...assembled,
    feeds,
    finished,
    compress,
    pendingMigrations: () => driver.pending(),
    addressOf: (c) => c.req.header('X-Test-Address') ?? '192.0.2.1',
    zoneData: 'test',
  }
  const app = createApp(means)

  const { auth, identityMeans } = assembled
  await addOrganisation(identityMeans, { slug: 'open-doors-lisbon', name: 'Open Doors Lisbon' })
  await addOrganisation(identityMeans, {
    slug: 'warsaw-language-school',
    name: 'Warsaw Language School',
  })
  await addModerator(identityMeans, {
    name: 'Marta',
    email: 'marta@example.org',
    countries: ['PT', 'PL'],
  })
  await addModerator(identityMeans, {
    name: 'Jana',
    email: 'jana@example.org',
    countries: ['PT', 'SK'],
  })
  await addModerator(identityMeans, {
    name: 'Luis',
    email: 'luis@example.org',
    countries: ['PT'],
    organisation: 'open-doors-lisbon',
  })
  const keyOf = async (owner: { organisation: string } | { moderator: string }) =>
    (await createKey(auth, identityMeans, { ...owner, name: 'test' })).secret
  const keys = {
    ana: await keyOf({ organisation: 'open-doors-lisbon' }),
    piotr: await keyOf({ organisation: 'warsaw-language-school' }),
    marta: await keyOf({ moderator: 'marta@example.org' }),
    jana: await keyOf({ moderator: 'jana@example.org' }),
    luis: await keyOf({ moderator: 'luis@example.org' }),
  }

  const call = async (method: string, path: string, { key, body, raw, headers }: Sent = {}) => {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await app.request(path, {
      method,
      headers: {
        ...(key && { Authorization: `Bearer ${key}` }),
        ...(payload !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(payload !== undefined && { body: payload }),
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const plain = decoders[response.headers.get('content-encoding') ?? '']?.(bytes) ?? bytes
    const text = new TextDecoder().decode(plain)
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    // biome would have us type each answer; tests read single fields of many.
    const json = (isJson && text ? JSON.parse(text) : {}) as Record<string, never>
    return { status: response.status, headers: response.headers, text, json, bytes }
  }

  const submit = (event: unknown, more: Sent = {}) =>
    call('POST', '/v1/submissions', {
      key: keys.ana,
      body: { event },
      ...more,
      headers: { 'Idempotency-Key': crypto.randomUUID(), ...more.headers },
    })

  const decide = (submission: string, body: unknown, key = keys.marta) =>
    call('POST', `/v1/submissions/${submission}/decisions`, { key, body })

  /** Submits and approves; answers the ids. */
  const publish = async (event: EventContentInput, key = keys.ana) => {
    const submitted = await submit(event, { key })
    if (submitted.status !== 201) throw new Error(submitted.text)
    const ids = submitted.json as unknown as { id: string; event: string }
    const decided = await decide(ids.id, { verb: 'approve' })
    if (decided.status !== 201) throw new Error(decided.text)
    return ids
  }

  /** Mails that wait in the outbox, newest first. */
  const mails = async () => (await ports.outbox.list('waiting', 1000)).map(({ mail }) => mail)

  /** The cookie of a browser that has signed in by the link mailed to it. */
  const signIn = async (email: string): Promise<string> => {
    await assembled.accounts.requestSignIn({ email, lang: 'en', returnTo: '/my' })
    const mail = (await mails()).find(({ kind }) => kind === 'sign_in')
    if (!mail) throw new Error('no sign-in link was mailed')
    const token = `${mail.id}.${await ports.links.token('sign-in', mail.id)}`
    const { setCookies } = await assembled.accounts.consumeSignIn(token)
    await ports.outbox.end(mail.id, 'sent', clock.now)
    return setCookies.map((cookie) => cookie.split(';')[0]).join('; ')
  }

  /** A page as a browser asks for it. */
  const visit = (path: string, cookie?: string) =>
    call('GET', path, { headers: { Accept: 'text/html', ...(cookie && { Cookie: cookie }) } })

  /** A form as a browser on our own page sends it. */
  const post = (
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
    cookie?: string,
    headers: Record<string, string> = {}
  ) => {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(fields))
      for (const each of [value].flat()) body.append(name, each)
    return call('POST', path, {
      raw: body.toString(),
      headers: {
        Accept: 'text/html',
        'Content-Type': 'application/x-www-form-urlencoded',
        Origin: site.baseUrl,
        'Sec-Fetch-Site': 'same-origin',
        ...(cookie && { Cookie: cookie }),
        ...headers,
      },
    })
  }

  return {
    mails,
    signIn,
    visit,
    post,
    app,
    means,
    assembled,
    driver,
    clock,
    ports,
    keys,
    call,
    submit,
    decide,
    publish,
    finished,
  }
}
export type Stage = Awaited<ReturnType<typeof setStage>>
