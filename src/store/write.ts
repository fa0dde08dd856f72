import { and, eq, sql } from 'drizzle-orm'
import { everything } from '../calendar/label.ts'
import type { Fragment, Occurrence, Publication } from '../calendar/publication.ts'
import type { PublicationStep } from '../calendar/publishing.ts'
import type { Change } from '../calendar/store.ts'
import type { Decision, Submission } from '../calendar/submission.ts'
import { type Instant, zoneToDefine } from '../calendar/time.ts'
import type { Db, Statement } from './driver.ts'
import * as t from './schema.ts'

/*
 * Change → statements, ledger rows first, so that the loser of a race is refused before anything
 * else is touched. Lists go in as one JSON value each: D1 binds a hundred values at most.
 */

const decisionRow = (d: Decision) => ({
  submissionId: d.submission,
  round: d.round,
  verb: d.verb,
  state: d.state,
  reasonCode: d.reason.code,
  reasonText: d.reason.text,
  actorId: d.by.id,
  actorName: d.by.name,
  at: d.at,
})

const submissionRow = (s: Submission) => ({
  id: s.id,
  eventId: s.event,
  revision: s.revision,
  state: s.state,
  round: s.round,
  primaryCountry: s.primaryCountry,
  organisationId: s.organisation.id,
  submitterId: s.submitter.id,
  submitterName: s.submitter.name,
  message: s.message,
  submittedAt: s.submittedAt,
  waitingSince: s.waitingSince,
})

const publicationRow = (p: Publication) => ({
  eventId: p.event,
  uid: p.uid,
  revision: p.revision,
  sequence: p.sequence,
  state: p.state,
  status: p.status,
  statusNote: p.statusNote,
  availability: p.availability,
  organisationSlug: p.organisation.slug,
  organisationName: p.organisation.name,
  content: p.content,
  zone: zoneToDefine(p.content.time),
  publishedAt: p.publishedAt,
  changedAt: p.changedAt,
  leavesOn: p.leavesOn,
})

/** The newest moment of the journal or `at`: what Last-Modified shows never runs back. */
const neverBack = (at: Instant) =>
  sql<string>`max(${at}, coalesce((select max(at) from journal), ''))`

/** A journal row, then the version of every label the event carries now or carried until now. */
const journalled = (
  db: Db,
  p: Publication,
  cause: PublicationStep['cause'] | 'render',
  at: Instant,
  labels: readonly string[]
): Statement[] => [
  db.insert(t.journal).values({ eventId: p.event, sequence: p.sequence, cause, at: neverBack(at) }),
  db.insert(t.labelVersion).select(sql`
    select touched.label, j.number, j.at
    from (select value as label from json_each(${JSON.stringify([everything, ...labels])})
          union select label from label where event_id = ${p.event}) touched
    join (select number, at from journal where event_id = ${p.event} order by number desc limit 1) j
    where true
    on conflict (label) do update set number = excluded.number, at = excluded.at`),
]

/** Fresh derived rows in place of the old ones. */
const derived = (
  db: Db,
  p: Publication,
  fragments: readonly Fragment[],
  occurrences: readonly Occurrence[],
  labels: readonly string[]
): Statement[] => {
  const json = JSON.stringify(occurrences)
  const longest = Math.max(0, ...occurrences.map((o) => o.end - o.start))
  return [
    db.delete(t.fragment).where(eq(t.fragment.eventId, p.event)),
    db.insert(t.fragment).select(sql`
      select ${p.event}, value ->> 'format', value ->> 'lang', value ->> 'original', value ->> 'body'
      from json_each(${JSON.stringify(fragments)})`),
    db.delete(t.label).where(eq(t.label.eventId, p.event)),
    db
      .insert(t.label)
      .select(sql`select ${p.event}, value from json_each(${JSON.stringify(labels)})`),
    db.delete(t.occurrence).where(eq(t.occurrence.eventId, p.event)),
    db.insert(t.occurrence).select(sql`
      select value ->> 'start', ${p.event}, value ->> 'recurrenceId', value ->> 'end',
             value ->> 'startAt', value ->> 'endAt', value ->> 'allDay'
      from json_each(${json})`),
    db.delete(t.labelOccurrence).where(eq(t.labelOccurrence.eventId, p.event)),
    db.insert(t.labelOccurrence).select(sql`
      select l.label, o.starts, o.event_id, o.recurrence_id, o.ends
      from label l join occurrence o on o.event_id = l.event_id where l.event_id = ${p.event}`),
    db.insert(t.setting).select(sql`
      select 'longest', ${String(longest)} where true
      on conflict (name) do update set value = excluded.value
      where cast(excluded.value as integer) > cast(setting.value as integer)`),
  ]
}

const published = (db: Db, { step, fragments }: NonNullable<Change['step']>): Statement[] => {
  const { publication: p, cause, by, reason, occurrences, labels } = step
  const row = publicationRow(p)
  return [
    db.insert(t.publicationStep).values({
      eventId: p.event,
      sequence: p.sequence,
      revision: p.revision,
      cause,
      state: p.state,
      status: p.status,
      reasonCode: reason.code,
      reasonText: reason.text,
      actorId: by.id,
      actorName: by.name,
      at: p.changedAt,
    }),
    db
      .insert(t.publication)
      .values(row)
      .onConflictDoUpdate({ target: t.publication.eventId, set: row }),
    ...journalled(db, p, cause, p.changedAt, labels),
    ...derived(db, p, fragments, occurrences, labels),
  ]
}

const decided = (db: Db, d: Decision): Statement[] => [
  db.insert(t.decision).values(decisionRow(d)),
  db
    .update(t.submission)
    .set({ state: d.state, round: d.round })
    .where(and(eq(t.submission.id, d.submission), eq(t.submission.round, d.round - 1))),
  db.insert(t.mustChange).values({ n: sql`changes()` }),
]

/** All statements of a change, in the order in which they must run. */
export const changeStatements = (db: Db, change: Change): Statement[] => {
  const { newEvent, revision, newSubmission, offer, decisions = [], step, answered } = change
  return [
    ...(answered
      ? [
          db.insert(t.answeredRequest).values({
            actorId: answered.actor,
            key: answered.key,
            digest: answered.digest,
            body: answered.body,
            at: answered.at,
          }),
        ]
      : []),
    ...(newEvent
      ? [
          db.insert(t.event).values({
            id: newEvent.id,
            organisationId: newEvent.organisationId,
            createdAt: newEvent.at,
          }),
        ]
      : []),
    ...(revision
      ? [
          db.insert(t.revision).values({
            eventId: revision.event,
            number: revision.number,
            content: revision.content,
            received: revision.received,
            authorId: revision.author,
            at: revision.at,
          }),
        ]
      : []),
    ...decisions.flatMap((d) => decided(db, d)),
    ...(newSubmission ? [db.insert(t.submission).values(submissionRow(newSubmission))] : []),
    ...(offer
      ? [
          db
            .update(t.submission)
            .set({ revision: offer.revision, primaryCountry: offer.primaryCountry })
            .where(eq(t.submission.id, offer.submission)),
        ]
      : []),
    ...(step ? published(db, step) : []),
  ]
}

/** Statements that put fresh derived rows in place and tell the journal so. */
export const renderStatements = (
  db: Db,
  p: Publication,
  fragments: readonly Fragment[],
  occurrences: readonly Occurrence[],
  labels: readonly string[],
  at: Instant
): Statement[] => [
  // Whoever published meanwhile has rendered afresh already: then this is undone.
  db
    .update(t.publication)
    .set({ sequence: p.sequence })
    .where(and(eq(t.publication.eventId, p.event), eq(t.publication.sequence, p.sequence))),
  db.insert(t.mustChange).values({ n: sql`changes()` }),
  ...journalled(db, p, 'render', at, labels),
  ...derived(db, p, fragments, occurrences, labels),
]
