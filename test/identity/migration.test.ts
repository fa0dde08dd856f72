import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'

const migration = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../drizzle', name), 'utf8')

test('whoever belonged to an organisation still does, and people look after it', () => {
  const client = new Database(':memory:')
  client.pragma('foreign_keys = on')
  client.exec(migration('0001_calendar.sql'))
  client.exec(migration('0002_identity.sql'))
  client.exec(`
    insert into organisation values ('house', 'welcome-house', 'Welcome House', '2026-11-01T00:00:00Z');
    insert into user (id, name, email, created_at, updated_at) values
      ('house', 'Welcome House', 'house@organisation.invalid', '2026-11-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z'),
      ('ana', 'Ana', 'ana@example.org', '2026-11-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z');
    insert into membership values ('house', 'house', '2026-11-02T00:00:00Z'), ('ana', 'house', '2026-11-03T00:00:00Z');
    insert into moderator values ('ana', '["PL"]', '2026-11-03T00:00:00Z');`)
  client.transaction(() => client.exec(migration('0003_accounts.sql')))()

  const rows = 'select organisation_id, user_id, role, created_at from membership order by user_id'
  expect(client.prepare(rows).all()).toEqual([
    { organisation_id: 'house', user_id: 'ana', role: 'admin', created_at: '2026-11-03T00:00:00Z' },
    {
      organisation_id: 'house',
      user_id: 'house',
      role: 'member',
      created_at: '2026-11-02T00:00:00Z',
    },
  ])
  expect(client.prepare('select senior from moderator').all()).toEqual([{ senior: 0 }])
  expect(client.pragma('foreign_key_check')).toEqual([])
  client.close()
})
