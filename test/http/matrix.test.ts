import { describe } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { matrixContract } from '../contract/matrix-contract.ts'

describe('who may do what, on SQLite', () => {
  matrixContract(async () => {
    const driver = openSqlite(':memory:')
    driver.migrate()
    return driver
  })
})
