import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterAll, describe, expect, test } from 'vitest'
import * as schema from '../../src/store/schema.ts'
import { openSqlite, type SqliteDriver } from '../../src/store/sqlite.ts'
import { changesContract } from '../contract/changes-contract.ts'
import { filterContract } from '../contract/filter-contract.ts'
import { retentionContract } from '../contract/retention-contract.ts'
import { storeContract } from '../contract/store-contract.ts'
import { transitionsContract } from '../contract/transitions-contract.ts'
import { workContract } from '../contract/work-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'calendar-'))
const opened: SqliteDriver[] = []
const open = (name: string) => {
  const driver = openSqlite(join(folder, name))
  opened.push(driver)
  return driver
}
afterAll(() => {
  for (const driver of opened) driver.close()
  rmSync(folder, { recursive: true })
})

describe('the store on a SQLite file', () => {
  storeContract(async () => {
    const driver = open('contract.sqlite')
    driver.migrate()
    return driver
  })
})

describe('work on a SQLite file', () => {
  workContract(async () => {
    const driver = open('work.sqlite')
    driver.migrate()
    return driver
  })
})

describe('every step on a SQLite file', () => {
  transitionsContract(async () => {
    const driver = open('transitions.sqlite')
    driver.migrate()
    return driver
  })
})

describe('changes on a SQLite file', () => {
  changesContract(async () => {
    const driver = open('changes.sqlite')
    driver.migrate()
    return driver
  })
})

describe('retention on a SQLite file', () => {
  retentionContract(async () => {
    const driver = open('retention.sqlite')
    driver.migrate()
    return driver
  })
})

describe('filters on a SQLite file', () => {
  filterContract(async () => {
    const driver = open('filters.sqlite')
    driver.migrate()
    return driver
  }, 200)
})

describe('a SQLite file', () => {
  test('is migrated once; a second run applies nothing', () => {
    const driver = open('migrated.sqlite')
    expect(driver.pending()).toEqual(driver.migrate())
    expect(driver.pending()).toEqual([])
    expect(driver.migrate()).toEqual([])
  })

  test('has the columns that the schema says, and no others', async () => {
    const driver = open('columns.sqlite')
    driver.migrate()
    const tables = Object.values(schema).filter((value) => is(value, SQLiteTable))
    expect(tables.length).toBeGreaterThan(12)
    for (const table of tables) {
      const rows = await driver.all<{ name: string }>(
        `select name from pragma_table_xinfo('${getTableName(table)}')`,
        []
      )
      const declared = Object.values(getTableColumns(table)).map((column) => column.name)
      expect(rows.map((row) => row.name).sort(), getTableName(table)).toEqual(declared.sort())
    }
  })

  test('shows another connection’s commit in its stamp', async () => {
    const one = open('stamp.sqlite')
    one.migrate()
    const other = open('stamp.sqlite')
    const before = one.stamp()
    expect(one.stamp()).toBe(before)
    await other.atomically([
      { toSQL: () => ({ sql: "insert into setting (name, value) values ('a', 'b')", params: [] }) },
    ])
    expect(one.stamp()).not.toBe(before)
  })
})
