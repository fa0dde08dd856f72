/// <reference types="@cloudflare/vitest-plugin/types" />
import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe } from 'vitest'
import { openD1 } from '../../src/store/d1.ts'
import { readersContract } from '../contract/readers-contract.ts'

describe('readers on D1 in workerd', () => {
  readersContract(async () => {
    await applyD1Migrations(env.DB as never, env.MIGRATIONS)
    return openD1(env.DB)
  })
})
