/// <reference types="@cloudflare/vitest-plugin/types" />
import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe } from 'vitest'
import { openD1 } from '../../src/store/d1.ts'
import { changesContract } from '../contract/changes-contract.ts'
import { retentionContract } from '../contract/retention-contract.ts'
import { storeContract } from '../contract/store-contract.ts'
import { transitionsContract } from '../contract/transitions-contract.ts'
import { workContract } from '../contract/work-contract.ts'

const open = async () => {
  await applyD1Migrations(env.DB as never, env.MIGRATIONS)
  return openD1(env.DB)
}

describe('the store on D1 in workerd', () => {
  storeContract(open)
})

describe('every step on D1 in workerd', () => {
  transitionsContract(open)
})

describe('changes on D1 in workerd', () => {
  changesContract(open)
})

describe('retention on D1 in workerd', () => {
  retentionContract(open)
})

describe('work on D1 in workerd', () => {
  workContract(open)
})
