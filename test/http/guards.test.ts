import { setTimeout as pause } from 'node:timers/promises'
import { runInNewContext } from 'node:vm'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { Fault } from '../../src/calendar/fault.ts'
import { trapMustBeEmpty } from '../../src/http/form-guard.ts'
import { guardRoutes } from '../../src/http/guards.ts'
import { guardFields, guardNames, guardPaths } from '../../src/pages/guard-fields.ts'
import { proofOfWorkScript } from '../../src/pages/scripts/proof-of-work.ts'
import { setGuards } from './guard-stage.ts'

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    if (error instanceof Fault && error.code === 'invalid') return error.details[0]?.code ?? ''
    throw error
  }
  return 'taken'
}

describe('a form’s token', () => {
  test('says which form it is and when it was opened', async () => {
    const { guards, wait } = setGuards()
    const token = await guards.forms.issue()
    wait(4)
    const form = await guards.forms.read(token)
    expect(form).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      issuedAt: '2027-01-10T08:00:00Z',
    })
    wait(3600)
    expect(await guards.forms.read(token)).toEqual(form)
    expect((await guards.forms.read(await guards.forms.renew(token))).id).toBe(form.id)
  })

  test.each([
    [3, 'form-too-quick'],
    [4, 'taken'],
    [86_399, 'taken'],
    [86_400, 'form-expired'],
  ])('sent after %i seconds is %s', async (seconds, code) => {
    const { guards, wait } = setGuards()
    const token = await guards.forms.issue()
    wait(seconds)
    expect(await codeOf(guards.forms.read(token))).toBe(code)
  })

  test('is refused when somebody wrote it themselves', async () => {
    const { guards, wait } = setGuards()
    const token = await guards.forms.issue()
    wait(60)
    const [id, issuedAt, seal] = token.split('~')
    const forged = [
      undefined,
      '',
      'x',
      `${id}~2027-01-10T08:00:30Z~${seal}`,
      `${crypto.randomUUID()}~${issuedAt}~${seal}`,
      `${id}~${issuedAt}~${'0'.repeat(64)}`,
      `${token} `,
      token.repeat(100),
    ]
    for (const one of forged) expect(await codeOf(guards.forms.read(one))).toBe('form-unknown')
  })

  test('loses nobody their text: the form is shown again with a token that works', async () => {
    const { guards, wait } = setGuards()
    const token = await guards.forms.issue()
    expect(await guards.forms.renew(token)).toBe(token)
    wait(86_400)
    for (const bad of [token, undefined, 'x']) {
      const fresh = await guards.forms.renew(bad)
      expect(fresh).not.toBe(bad)
      wait(4)
      expect(await codeOf(guards.forms.read(fresh))).toBe('taken')
    }
  })

  test('stays with the person who sent it first, also when it is sent again', async () => {
    const { guards, wait } = setGuards()
    const token = await guards.forms.issue()
    wait(10)
    const form = await guards.forms.read(token)
    expect(await guards.forms.claim(form, 'ana')).toBe(true)
    expect(await guards.forms.claim(form, 'piotr')).toBe(false)
    expect(await guards.forms.claim(form, 'ana')).toBe(true)
  })
})

describe('the trap', () => {
  test('says plainly when it was filled, and takes an empty or missing field', async () => {
    expect(() => trapMustBeEmpty('https://cheap.example')).toThrow(/please send it once more/)
    expect(() => trapMustBeEmpty('')).not.toThrow()
    expect(() => trapMustBeEmpty(undefined)).not.toThrow()
  })

  test('is out of the way of eyes, screen readers, Tab and autofill', async () => {
    const markup = String(await guardFields('a"b'))
    expect(markup).toMatch(
      /<div class="vh" aria-hidden="true"><label>[^<]+<input type="text" name="homepage" value="" autocomplete="off" tabindex="-1">/
    )
    expect(markup).toContain('name="form" value="a&quot;b"')
    expect(markup).not.toMatch(/style=|onclick|<script/)
  })
})

/** A form in a page, as far as the script knows one. */
class Field extends EventTarget {
  value = ''
  textContent = ''
  readonly form = new EventTarget() as EventTarget & { requestSubmit: () => void }
  readonly dataset = { challenge: guardPaths.challenge, status: 'status', wait: 'One moment.' }
}

/** Runs the script in a page of its own; `fetch` asks the app. */
const openPage = (app: Hono, changes: Record<string, unknown> = {}) => {
  const field = new Field()
  const status = { textContent: '' }
  const warnings: unknown[] = []
  let sent = 0
  /** What a click on the button does: the form is sent unless the script holds it. */
  const send = () => {
    const event = new Event('submit', { cancelable: true })
    if (field.form.dispatchEvent(event)) sent += 1
  }
  field.form.requestSubmit = send
  runInNewContext(proofOfWorkScript, {
    document: {
      querySelector: (selector: string) =>
        selector === 'input[data-challenge]' ? field : undefined,
      getElementById: (id: string) => (id === 'status' ? status : null),
    },
    fetch: (path: string) => app.request(path),
    crypto,
    btoa,
    setTimeout,
    console: { warn: (warning: unknown) => warnings.push(warning) },
    ...changes,
  })
  const until = async (holds: () => boolean) => {
    for (let n = 0; n < 1000 && !holds(); n++) await pause(10)
    expect(holds()).toBe(true)
  }
  return {
    field,
    status,
    warnings,
    send,
    touch: () => field.form.dispatchEvent(new Event('focusin')),
    sent: () => sent,
    until,
  }
}

const setProof = () => {
  const stage = setGuards()
  stage.app.route('/', guardRoutes(stage.guards))
  /** A field as a browser fills it. */
  const solved = async () => {
    const page = openPage(stage.app)
    page.touch()
    await page.until(() => page.field.value !== '')
    return page.field.value
  }
  return { ...stage, solved, proven: stage.guards.proof.proven }
}

describe('the proof of work', () => {
  test('is made by the script when somebody first touches the form, and taken once', async () => {
    const { solved, proven } = setProof()
    const proof = await solved()
    expect(await proven(proof, 'form-1')).toBe(true)
    // Sent again after a timeout, or after a mistake in another field.
    expect(await proven(proof, 'form-1')).toBe(true)
    expect(await proven(proof, 'form-2')).toBe(false)
  })

  test('is good for an hour by our clock', async () => {
    const { solved, proven, wait } = setProof()
    const [first, second] = [await solved(), await solved()]
    wait(3599)
    expect(await proven(first, 'form-1')).toBe(true)
    wait(1)
    expect(await proven(first, 'form-1')).toBe(false)
    expect(await proven(second, 'form-2')).toBe(false)
  })

  test('is not an empty field, nonsense, or a challenge made easier', async () => {
    const { solved, proven, guards, wait } = setProof()
    const proof = await solved()
    const { challenge, solution } = JSON.parse(atob(proof))
    const packed = (value: unknown) => btoa(JSON.stringify(value))
    const { parameters, signature } = challenge
    const fresh = await guards.proof.challenge()
    const wrong = [
      undefined,
      '',
      'x',
      '%%%',
      btoa('{'),
      btoa('null'),
      packed({ challenge }),
      packed({ challenge, solution: { ...solution, derivedKey: '00' } }),
      packed({ challenge, solution: { ...solution, counter: -1 } }),
      packed({ challenge: fresh, solution }),
      packed({ challenge: { parameters }, solution }),
      packed({ challenge: { parameters: { ...parameters, cost: 1 }, signature }, solution }),
      packed({
        challenge: {
          parameters: { ...parameters, data: { until: '2099-01-01T00:00:00Z' } },
          signature,
        },
        solution,
      }),
      ' '.repeat(100_000),
    ]
    for (const one of wrong) expect(await proven(one, 'form-1'), String(one)).toBe(false)
    expect(await proven(proof, 'form-1')).toBe(true)
    wait(7200)
    expect(await proven(packed({ challenge, solution }), 'form-1')).toBe(false)
  })

  test('is no other service’s', async () => {
    const { solved } = setProof()
    const proof = await solved()
    const { guards } = setGuards('another-secret-of-at-least-32-characters')
    expect(await guards.proof.proven(proof, 'form-1')).toBe(false)
  })

  test('is asked for with a challenge that nothing keeps, sixty times a minute at most', async () => {
    const { app } = setProof()
    const ask = () =>
      app.request(guardPaths.challenge, { headers: { 'Test-Address': '192.0.2.1' } })
    const first = await ask()
    expect(first.headers.get('cache-control')).toBe('no-store')
    expect(await first.json()).toMatchObject({
      parameters: { algorithm: 'PBKDF2/SHA-256', cost: 10_000 },
      signature: expect.any(String),
    })
    for (let n = 1; n < 60; n++) expect((await ask()).status).toBe(200)
    expect((await ask()).status).toBe(429)
  })
})

describe('the script', () => {
  test('is small, and served as it stands', async () => {
    const { app } = setProof()
    const response = await app.request(guardPaths.script)
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await response.text()).toBe(proofOfWorkScript)
    expect(new TextEncoder().encode(proofOfWorkScript).length).toBeLessThanOrEqual(2048)
    expect(guardNames.proof).toBe('proof')
  })

  test('does nothing until the form is touched', async () => {
    const { app } = setProof()
    const page = openPage(app)
    await pause(100)
    expect(page.field.value).toBe('')
    page.touch()
    await page.until(() => page.field.value !== '')
    page.send()
    expect(page.sent()).toBe(1)
    expect(page.status.textContent).toBe('')
  })

  test('holds a form that is sent at once, says so, and sends it a single time', async () => {
    const { app, guards } = setProof()
    const page = openPage(app)
    page.send()
    page.send()
    expect(page.sent()).toBe(0)
    expect(page.status.textContent).toBe('One moment.')
    await page.until(() => page.sent() > 0)
    expect(page.sent()).toBe(1)
    expect(page.status.textContent).toBe('')
    expect(await guards.proof.proven(page.field.value, 'form-1')).toBe(true)
  })

  test('lets the form go without a proof when there is no challenge to be had', async () => {
    const page = openPage(new Hono())
    page.send()
    await page.until(() => page.sent() === 1)
    expect(page.field.value).toBe('')
    expect(page.warnings).toHaveLength(1)
  })

  test('stays away where the browser has no cryptography', () => {
    const page = openPage(new Hono(), { crypto: {} })
    page.touch()
    page.send()
    expect(page.sent()).toBe(1)
    expect(page.warnings).toEqual([])
  })

  test('makes a proof again once it is old', async () => {
    const { app } = setProof()
    const clock = { now: Date.now() }
    const page = openPage(app, { Date: { now: () => clock.now } })
    page.touch()
    await page.until(() => page.field.value !== '')
    const first = page.field.value
    clock.now += 51 * 60_000
    page.touch()
    await page.until(() => page.field.value !== '')
    expect(page.field.value).not.toBe(first)
  })
})
