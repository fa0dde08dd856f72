import { and, eq, sql } from 'drizzle-orm'
import { everything } from '../calendar/label.ts'
import { directionOf } from '../calendar/near.ts'
import type { Expanded, Fragment, Occurrence, Publication } from '../calendar/publication.ts'
import type { PublicationStep } from '../calendar/publication-step.ts'
import type { Searchable } from '../calendar/searchable.ts'
import { isSeries } from '../calendar/series.ts'
import type { Change, Published } from '../calendar/store.ts'
import type { Decision, Submission } from '../calendar/submission.ts'
import { floating, type Instant, zoneToDefine } from '../calendar/time.ts'
import type { Db, Statement } from './driver.ts'
import { formatOffset, keysOfEvent } from './fragment-key.ts'
import { leads } from './lead.ts'
import * as t from './schema.ts'
import { workStatements } from './write-work.ts'

/*
 * Change → statements, ledger rows first, so that the loser of a race is refused before anything
 * else is touched. Lists go in as one JSON value each: D1 binds a hundred values at most.
 */

const decisionRow = (d: Decision, trail: Change['trail']) => ({
  submissionId: d.submission,
  round: d.round,
  verb: d.verb,
  state: d.state,
  reasonCode: d.reason.code,
  reasonText: d.reason.text,
  actorId: d.by.id,
  actorName: d.by.name,
  at: d.at,
  requestId: trail?.requestId ?? null,
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
  splitEvent: s.split?.event ?? null,
  splitRevision: s.split?.revision ?? null,
  submittedAt: s.submittedAt,
  waitingSince: s.waitingSince,
  lang: s.lang,
  lowPriority: s.lowPriority,
})

const publicationRow = (p: Publication, { occurrences, expandedTo }: Expanded) => ({
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
  calledOff: p.calledOff,
  previous: p.previous,
  zone: zoneToDefine(p.content.time),
  firstStart: Math.min(floating(p.content.time.start), ...occurrences.map((o) => o.start)),
  expandedTo,
  publishedAt: p.publishedAt,
  changedAt: p.changedAt,
  leavesOn: p.leavesOn,
})

/** The newest moment of the journal or `at`: what Last-Modified shows never runs back. */
const neverBack = (at: Instant) =>
  sql<string>`max(${at}, coalesce((select at from journal order by number desc limit 1), ''))`

/** Numbers are given once, in order of first publication. */
const nextNumber = sql<number>`(select coalesce(max(number), 0) + 1 from publication)`

/**
 * A statement as it stands. Building one with Drizzle costs more than SQLite takes to run it, and a
 * publication runs a dozen of these; their text is constant, so drivers prepare it once.
 */
const text = (sql: string, ...params: readonly (string | number)[]): Statement => ({
  toSQL: () => ({ sql, params: [...params] }),
})

/** The number by which the read side knows an event. Takes the event. */
const numberOf = '(select number from publication where event_id = ?)'

/** A journal row, then the version of every label the event carries now or carried until now. */
const journalled = (
  db: Db,
  p: Publication,
  cause: PublicationStep['cause'] | 'render',
  at: Instant,
  { labels }: Searchable
): Statement[] => [
  db.insert(t.journal).values({ eventId: p.event, sequence: p.sequence, cause, at: neverBack(at) }),
  text(
    `insert into label_version (label, number, at)
     select touched.label, j.number, j.at
     from (select value as label from json_each(?)
           union select label from label where number = ${numberOf}) touched
     join (select number, at from journal where event_id = ? order by number desc limit 1) j
     where true
     on conflict (label) do update set number = excluded.number, at = excluded.at`,
    JSON.stringify([everything, ...labels]),
    p.event,
    p.event
  ),
]

/**
 * An event under the labels that can lead a search, and under “all”. Takes the event once. The event
 * is found before its labels: joined the other way round, SQLite reads those of all events.
 */
const leaders = `(with one as materialized (
    select number, event_id, zone, first_start,
      case when state in ('published', 'archived') then null else leaves_on end as until
    from publication where event_id = ?)
  select l.label as label, one.* from one cross join label l on l.number = one.number where ${leads}
  union all select '${everything}', one.* from one) led`

/** Takes an event's copies by label away, by the keys its labels and occurrences still have. */
const withoutCopies = (event: string): Statement[] => [
  text(
    `delete from label_series where (label, number) in (select led.label, led.number from ${leaders})`,
    event
  ),
  text(
    `delete from label_occurrence where (label, starts, number, recurrence_id) in
       (select led.label, o.starts, led.number, o.recurrence_id from ${leaders}
        cross join occurrence o on o.event_id = led.event_id)`,
    event
  ),
]

/** Copies by label: a one-off event's only date under each, or the series under each. */
const copies = (event: string, recurs: boolean): Statement =>
  recurs
    ? text(
        `insert into label_series (label, number, event_id, zone, first_start, until)
         select led.label, led.number, led.event_id, led.zone, led.first_start, led.until from ${leaders}`,
        event
      )
    : text(
        `insert into label_occurrence (label, starts, number, event_id, recurrence_id, ends, starts_at, ends_at, all_day, zone, until)
         select led.label, o.starts, led.number, o.event_id, o.recurrence_id, o.ends, o.starts_at, o.ends_at, o.all_day, led.zone, led.until
         from ${leaders} cross join occurrence o on o.event_id = led.event_id`,
        event
      )

/** Texts with their places behind the first key of their event: the original first in each format. */
const placed = (fragments: readonly Fragment[]) => {
  const taken = new Map<Fragment['format'], number>()
  return [...fragments]
    .sort((a, b) => Number(b.original) - Number(a.original))
    .map((fragment) => {
      const place = taken.get(fragment.format) ?? (fragment.original ? 0 : 1)
      taken.set(fragment.format, place + 1)
      return { ...fragment, at: formatOffset(fragment.format) + place }
    })
}

/** Characters of texts in one statement: a value of D1 holds two million bytes. */
const mostInStatement = 300_000

/** Texts in as many lists as they need not to be too long for one statement each. */
const inPortions = <Text extends Pick<Fragment, 'body'>>(texts: readonly Text[]): Text[][] => {
  const portions: Text[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const text of texts) {
    if (size + text.body.length > mostInStatement) {
      portions.push([])
      size = 0
    }
    portions.at(-1)?.push(text)
    size += text.body.length
  }
  return portions
}

/** Fresh texts, labels, words and place instead of the old ones. */
const derived = (
  p: Publication,
  fragments: readonly Fragment[],
  { labels, words, point }: Searchable
): Statement[] => [
  ...withoutCopies(p.event),
  text(
    `delete from fragment where key between ${numberOf} * ${keysOfEvent} and ${numberOf} * ${keysOfEvent} + ${keysOfEvent - 1}`,
    p.event,
    p.event
  ),
  ...inPortions(placed(fragments)).map((portion) =>
    text(
      `insert into fragment (key, format, lang, original, borrowed, body)
       select ${numberOf} * ${keysOfEvent} + (value ->> 'at'), value ->> 'format', value ->> 'lang', value ->> 'original',
              value ->> 'borrowed', value ->> 'body'
       from json_each(?)`,
      p.event,
      JSON.stringify(portion)
    )
  ),
  text(`delete from label where number = ${numberOf}`, p.event),
  text(
    `insert into label (number, label) select ${numberOf}, value from json_each(?)`,
    p.event,
    JSON.stringify(labels)
  ),
  text(`delete from search where rowid = ${numberOf}`, p.event),
  text(`insert into search (rowid, words) values (${numberOf}, ?)`, p.event, words.join(' ')),
  text(`delete from place_point where number = ${numberOf}`, p.event),
  ...(point
    ? [
        text(
          `insert into place_point (number, x, y, z) values (${numberOf}, ?, ?, ?)`,
          p.event,
          ...directionOf(point)
        ),
      ]
    : []),
]

/** Occurrences and their copy by label in place of the old ones; the labels stand already. */
const stored = (p: Publication, occurrences: readonly Occurrence[]): Statement[] => {
  const longest = occurrences.reduce((most, o) => Math.max(most, o.end - o.start), 0)
  return [
    text('delete from occurrence where event_id = ?', p.event),
    text(
      `insert into occurrence (starts, event_id, recurrence_id, ends, starts_at, ends_at, all_day)
       select value ->> 'start', ?, value ->> 'recurrenceId', value ->> 'end',
              value ->> 'startAt', value ->> 'endAt', value ->> 'allDay' from json_each(?)`,
      p.event,
      JSON.stringify(occurrences)
    ),
    copies(p.event, isSeries(p.content.time)),
    text(
      `insert into setting (name, value) select 'longest', ? where true
       on conflict (name) do update set value = excluded.value
       where cast(excluded.value as integer) > cast(setting.value as integer)`,
      String(longest)
    ),
  ]
}

const published = (db: Db, { step, fragments }: Published, trail: Change['trail']): Statement[] => {
  const { publication: p, cause, by, reason, expanded, searchable } = step
  const row = publicationRow(p, expanded)
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
      requestId: trail?.requestId ?? null,
    }),
    db
      .insert(t.publication)
      .values({ ...row, number: nextNumber })
      .onConflictDoUpdate({ target: t.publication.eventId, set: row }),
    ...journalled(db, p, cause, p.changedAt, searchable),
    ...derived(p, fragments, searchable),
    ...stored(p, expanded.occurrences),
  ]
}

const decided = (db: Db, d: Decision, trail: Change['trail']): Statement[] => [
  db.insert(t.decision).values(decisionRow(d, trail)),
  db
    .update(t.submission)
    .set({ state: d.state, round: d.round })
    .where(and(eq(t.submission.id, d.submission), eq(t.submission.round, d.round - 1))),
  db.insert(t.mustChange).values({ n: sql`changes()` }),
]

/** All statements of a change, in the order in which they must run. */
export const changeStatements = (db: Db, change: Change): Statement[] => {
  const {
    newEvent,
    revisions = [],
    newSubmission,
    offer,
    decisions = [],
    steps = [],
    answered,
    trail,
  } = change
  const onOthers = (d: Decision) => d.submission !== newSubmission?.id
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
            ownerId: newEvent.ownerId,
          }),
        ]
      : []),
    ...revisions.map((revision) =>
      db.insert(t.revision).values({
        eventId: revision.event,
        number: revision.number,
        content: revision.content,
        received: revision.received,
        authorId: revision.author,
        at: revision.at,
      })
    ),
    // What waited is decided before another may wait; the new one can be decided once it is there.
    ...decisions.filter(onOthers).flatMap((d) => decided(db, d, trail)),
    ...(newSubmission ? [db.insert(t.submission).values(submissionRow(newSubmission))] : []),
    ...(offer
      ? [
          db
            .update(t.submission)
            .set({ revision: offer.revision, primaryCountry: offer.primaryCountry })
            .where(eq(t.submission.id, offer.submission)),
        ]
      : []),
    ...decisions.filter((d) => !onOthers(d)).flatMap((d) => decided(db, d, trail)),
    ...steps.flatMap((step) => published(db, step, trail)),
    ...workStatements(db, change),
  ]
}

/** Whoever published meanwhile has rendered and expanded afresh already: then the batch is undone. */
const stillThis = (
  db: Db,
  p: Publication,
  set: Partial<typeof t.publication.$inferInsert>
): Statement[] => [
  db
    .update(t.publication)
    .set({ ...set, sequence: p.sequence })
    .where(and(eq(t.publication.eventId, p.event), eq(t.publication.sequence, p.sequence))),
  db.insert(t.mustChange).values({ n: sql`changes()` }),
]

/** Statements that put fresh derived rows in place and tell the journal so. */
export const renderStatements = (
  db: Db,
  p: Publication,
  fragments: readonly Fragment[],
  expanded: Expanded,
  searchable: Searchable,
  at: Instant
): Statement[] => [
  ...stillThis(db, p, { expandedTo: expanded.expandedTo }),
  ...journalled(db, p, 'render', at, searchable),
  ...derived(p, fragments, searchable),
  ...stored(p, expanded.occurrences),
]

/** Statements that store more occurrences of a series. Nothing a reader saw changes: no journal row. */
export const extendStatements = (db: Db, p: Publication, expanded: Expanded): Statement[] => [
  ...stillThis(db, p, { expandedTo: expanded.expandedTo }),
  ...withoutCopies(p.event),
  ...stored(p, expanded.occurrences),
]
