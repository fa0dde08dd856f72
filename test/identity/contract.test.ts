import { describe } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { identityContract } from '../contract/identity-contract.ts'

describe('identity on SQLite', () => {
  identityContract(async () => {
    const driver = openSqlite(':memory:')
    driver.migrate()
    return driver
  })
})
