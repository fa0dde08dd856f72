/// <reference types="@cloudflare/vitest-plugin/types" />
import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe } from 'vitest'
import { openD1 } from '../../src/store/d1.ts'
import { identityContract } from '../contract/identity-contract.ts'

describe('identity on D1 in workerd', () => {
  identityContract(async () => {
    await applyD1Migrations(env.DB as never, env.MIGRATIONS)
    return openD1(env.DB)
  })
})
