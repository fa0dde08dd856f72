import { and, desc, eq } from 'drizzle-orm'
import type { Mail, Outbox, OutboxEntry } from '../calendar/mail.ts'
import type { Driver } from './driver.ts'
import * as t from './schema.ts'
import { mailRow } from './write-work.ts'

type Row = typeof t.mail.$inferSelect

const toEntry = (row: Row): OutboxEntry => ({
  // What a kind's facts are is known to whoever wrote the row: `Change.mails` has that type.
  mail: {
    id: row.id,
    kind: row.kind,
    person: row.personId,
    address: row.address,
    lang: row.lang,
    facts: JSON.parse(row.facts),
    at: row.at,
  } as Mail,
  state: row.state,
  attempts: row.attempts,
  dueAt: row.dueAt,
  lastError: row.lastError,
})

/** The outbox on SQL. A claim is one statement, so two deliverers never hold the same mail. */
export const sqlOutbox = (driver: Driver): Outbox => {
  const { db } = driver
  return {
    add: async (mails) => {
      // A digest or a reminder that is there already is not written twice.
      await driver.atomically(
        mails.map((mail) => db.insert(t.mail).values(mailRow(mail)).onConflictDoNothing())
      )
    },

    claim: async (now, until, limit) => {
      const rows = await driver.all<{ id: string }>(
        `update mail set claimed_until = ?, attempts = attempts + 1
         where id in (select id from mail where state = 'waiting' and due_at <= ?
                      and (claimed_until is null or claimed_until <= ?) order by due_at, id limit ?)
         returning id`,
        [until, now, now, limit]
      )
      const ids = new Set(rows.map(({ id }) => id))
      const claimed = await db
        .select()
        .from(t.mail)
        .where(and(eq(t.mail.state, 'waiting'), eq(t.mail.claimedUntil, until)))
        .orderBy(t.mail.dueAt, t.mail.id)
      return claimed.filter(({ id }) => ids.has(id)).map(toEntry)
    },

    end: async (id, state, at) => {
      await db
        .update(t.mail)
        .set({ state, endedAt: at, facts: '{}', address: null, claimedUntil: null })
        .where(eq(t.mail.id, id))
    },

    failed: async (id, error, dueAt, at) => {
      await db
        .update(t.mail)
        .set({
          lastError: error.slice(0, 500),
          claimedUntil: null,
          ...(dueAt === null ? { state: 'dead', endedAt: at } : { dueAt }),
        })
        .where(and(eq(t.mail.id, id), eq(t.mail.state, 'waiting')))
    },

    list: async (state, limit) => {
      const rows = await db
        .select()
        .from(t.mail)
        .where(eq(t.mail.state, state))
        .orderBy(desc(t.mail.at), desc(t.mail.id))
        .limit(limit)
      return rows.map(toEntry)
    },

    revive: async (ids, at) => {
      const rows = await driver.all<{ id: string }>(
        `update mail set state = 'waiting', attempts = 0, due_at = ?, ended_at = null, claimed_until = null
         where state = 'dead' and id in (select value from json_each(?)) returning id`,
        [at, JSON.stringify(ids)]
      )
      return rows.length
    },
  }
}
