/// <reference types="@cloudflare/vitest-plugin/types" />
import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { proofOfWork } from '../../src/http/proof-of-work.ts'
import { sameSite } from '../../src/http/same-site.ts'
import { openD1 } from '../../src/store/d1.ts'
import { sqlLimits } from '../../src/store/limits.ts'
import { addressesContract } from '../contract/addresses-contract.ts'
import { limitsContract } from '../contract/limits-contract.ts'

const open = async () => {
  await applyD1Migrations(env.DB as never, env.MIGRATIONS)
  return openD1(env.DB)
}

describe('limits on D1 in workerd', () => {
  limitsContract(open)
})

describe('short addresses on D1 in workerd', () => {
  addressesContract(open)
})

test('A proof of work is made and checked in workerd', async () => {
  const proof = proofOfWork({
    secret: 'a-secret-of-the-guard-tests-32-characters',
    limits: sqlLimits(await open()),
    now: () => '2027-01-10T08:00:00Z',
  })
  const challenge = await proof.challenge()
  const solution = await solveChallenge({ challenge, deriveKey })
  const field = btoa(JSON.stringify({ challenge, solution }))
  expect(await proof.proven(field, 'form-1')).toBe(true)
  expect(await proof.proven(field, 'form-2')).toBe(false)
})

test('Forms and cookies of other sites are told apart in workerd', async () => {
  const app = new Hono()
  app.use(sameSite({ baseUrl: 'https://calendar.test' }))
  app.onError((_error, c) => c.text('refused', 403))
  app.post('/submit', (c) => c.text('done'))
  const post = async (headers: Record<string, string>) =>
    (await app.request('/submit', { method: 'POST', headers })).status
  const json = { 'Content-Type': 'application/json', Cookie: 'session=1' }
  expect(await post({ ...json, Origin: 'https://calendar.test' })).toBe(200)
  expect(await post({ ...json, Origin: 'null', 'Sec-Fetch-Site': 'same-origin' })).toBe(200)
  expect(await post({ ...json, Origin: 'https://evil.test' })).toBe(403)
  expect(await post({ 'Content-Type': 'text/plain' })).toBe(403)
})
