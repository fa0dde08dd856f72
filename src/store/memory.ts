import type { Memory } from '../calendar/memory.ts'
import type { Publication } from '../calendar/publication.ts'
import { day, floating } from '../calendar/time.ts'
import type { Bound, Driver, Statement } from './driver.ts'

const text = (sql: string, ...params: readonly Bound[]): Statement => ({
  toSQL: () => ({ sql, params: [...params] }),
})

/** Forgetting on SQL. `publications` reads events by id. */
export const sqlMemory = (
  driver: Driver,
  publicationsOf: (events: readonly string[]) => Promise<readonly Publication[]>
): Memory => {
  /** Runs a deletion or update that ends in `returning`; answers how many rows it touched. */
  const touched = async (sql: string, ...values: readonly Bound[]) =>
    (await driver.all(sql, values)).length

  const eventsBy = async (sql: string, ...values: readonly Bound[]) =>
    publicationsOf((await driver.all<{ event_id: string }>(sql, values)).map((r) => r.event_id))

  return {
    dropUnconfirmed: async (before, limit) => {
      const rows = await driver.all<{ id: string; event_id: string; owner_id: string | null }>(
        `select s.id, s.event_id, e.owner_id from submission s join event e on e.id = s.event_id
         where s.state = 'unconfirmed' and s.submitted_at <= ? limit ?`,
        [before, limit]
      )
      if (rows.length === 0) return 0
      const events = JSON.stringify(rows.map((row) => row.event_id))
      const people = JSON.stringify(rows.map((row) => row.owner_id).filter(Boolean))
      const inEvents = 'in (select value from json_each(?))'
      await driver.atomically([
        text(`delete from submission where event_id ${inEvents} and state = 'unconfirmed'`, events),
        // A submission confirmed meanwhile keeps its event and revision: their triggers look for it.
        text(
          `delete from revision where event_id ${inEvents} and not exists (select 1 from submission s where s.event_id = revision.event_id)`,
          events
        ),
        text(
          `delete from event where id ${inEvents} and not exists (select 1 from revision r where r.event_id = event.id)`,
          events
        ),
        // Whoever has done nothing else here was only ever a mailbox somebody typed.
        text(
          `delete from user where id in (select value from json_each(?)) and email_verified = 0
             and not exists (select 1 from event e where e.owner_id = user.id)
             and not exists (select 1 from membership m where m.user_id = user.id)
             and not exists (select 1 from moderator m where m.user_id = user.id)
             and not exists (select 1 from session s where s.user_id = user.id)`,
          people
        ),
      ])
      return rows.length
    },

    dropDrafts: (before) => touched('delete from draft where updated_at <= ? returning id', before),
    dropAnswers: (before) =>
      touched('delete from answered_request where at <= ? returning key', before),
    dropMails: (before) =>
      touched("delete from mail where state <> 'waiting' and ended_at <= ? returning id", before),
    wipeAddressHashes: (before) =>
      touched(
        'update audit set address_hash = null where address_hash is not null and at <= ? returning number',
        before
      ),
    dropAudit: async (before) => {
      const [row] = await driver.all<{ many: number }>(
        'select count(*) as many from audit where at <= ?',
        [before]
      )
      await driver.atomically([
        text(
          `insert into setting (name, value) values ('audit_from', ?)
           on conflict (name) do update set value = excluded.value where excluded.value > setting.value`,
          before
        ),
        text('delete from audit where at <= ?', before),
      ])
      return row?.many ?? 0
    },

    pastEvents: (endedBefore, limit) =>
      eventsBy(
        `select event_id from publication p where p.state = 'published' and p.expanded_to is null
           and not exists (select 1 from occurrence o where o.event_id = p.event_id and o.ends > ?)
         limit ?`,
        endedBefore,
        limit
      ),

    beginningOn: (date, limit) =>
      eventsBy(
        `select event_id from publication where state = 'published' and status <> 'cancelled'
           and first_start >= ? and first_start < ? limit ?`,
        floating(date),
        floating(date) + day,
        limit
      ),

    contactsToErase: async ({ closedBefore, endedBefore }, limit) => {
      const rows = await driver.all<{ id: string }>(
        `select u.id from user u
         where exists (select 1 from event e where e.owner_id = u.id)
           and not exists (select 1 from membership m where m.user_id = u.id)
           and not exists (select 1 from moderator m where m.user_id = u.id)
           and not exists (select 1 from administrator a where a.user_id = u.id)
           and not exists (select 1 from session s where s.user_id = u.id)
           and not exists (
             select 1 from event e left join publication p on p.event_id = e.id
             where e.owner_id = u.id and (
               exists (select 1 from submission s where s.event_id = e.id
                       and s.state in ('unconfirmed', 'pending', 'changes_requested'))
               or case when p.event_id is null
                 then exists (select 1 from submission s join decision d on d.submission_id = s.id
                              where s.event_id = e.id and d.at > ?)
                 else p.expanded_to is not null
                   or p.changed_at > ? and p.state in ('withdrawn', 'removed')
                   or exists (select 1 from occurrence o where o.event_id = e.id and o.ends > ?)
               end))
         limit ?`,
        [closedBefore, closedBefore, endedBefore, limit]
      )
      return rows.map(({ id }) => id)
    },

    erasePerson: async (person, pseudonym) => {
      await driver.atomically([
        text(
          'update submission set submitter_name = ?, message = null where submitter_id = ?',
          pseudonym,
          person
        ),
        text('update submission set submitter_id = ? where submitter_id = ?', pseudonym, person),
        text(
          'update decision set actor_name = ?, actor_id = ? where actor_id = ?',
          pseudonym,
          pseudonym,
          person
        ),
        text(
          'update publication_step set actor_name = ?, actor_id = ? where actor_id = ?',
          pseudonym,
          pseudonym,
          person
        ),
        text(
          "update revision set author_id = ?, received = '' where author_id = ?",
          pseudonym,
          person
        ),
        text(
          'update audit set actor_name = ?, actor_id = ?, address_hash = null where actor_id = ?',
          pseudonym,
          pseudonym,
          person
        ),
        text('update event set owner_id = ? where owner_id = ?', pseudonym, person),
        text('delete from draft where person_id = ?', person),
        text('delete from answered_request where actor_id = ?', person),
        text('delete from assignment where moderator_id = ?', person),
        text(
          'update after_check set by_id = ?, by_name = ? where by_id = ?',
          pseudonym,
          pseudonym,
          person
        ),
        text(
          'update trust set by_id = ?, by_name = ? where by_id = ?',
          pseudonym,
          pseudonym,
          person
        ),
        text('delete from mail where person_id = ?', person),
      ])
    },

    exportPerson: async (person) => {
      const rows = (sql: string) => driver.all(sql, [person])
      return {
        events: await rows('select id, created_at from event where owner_id = ?'),
        submissions: await rows(
          'select id, event_id, revision, state, primary_country, message, lang, submitted_at from submission where submitter_id = ?'
        ),
        revisions: await rows(
          'select event_id, number, content, received, at from revision where author_id = ?'
        ),
        decisions: await rows(
          'select submission_id, verb, state, reason_code, reason_text, at from decision where actor_id = ?'
        ),
        publicationSteps: await rows(
          'select event_id, sequence, cause, state, reason_code, reason_text, at from publication_step where actor_id = ?'
        ),
        drafts: await rows('select id, title, fields, updated_at from draft where person_id = ?'),
        mails: await rows('select kind, lang, state, at, ended_at from mail where person_id = ?'),
        audit: await rows('select at, verb, object, outcome, reason from audit where actor_id = ?'),
      }
    },
  }
}
