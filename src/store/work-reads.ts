import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNull,
  lt,
  lte,
  min,
  ne,
  or,
  sql,
} from 'drizzle-orm'
import type { Publication } from '../calendar/publication.ts'
import type { Store } from '../calendar/store.ts'
import type { Db } from './driver.ts'
import { submissionColumns, submissions, toSubmission, waitingStates } from './ledger-reads.ts'
import * as t from './schema.ts'

/** A list as one bound value: D1 binds a hundred at most. */
const oneOf = (column: unknown, values: readonly string[]) =>
  sql`${column} in (select value from json_each(${JSON.stringify(values)}))`

type WorkReads = Pick<
  Store,
  | 'queue'
  | 'queueCounts'
  | 'takenBy'
  | 'ownEvents'
  | 'publicationsOf'
  | 'waitingOn'
  | 'trustedSince'
  | 'trusted'
  | 'record'
  | 'draft'
  | 'draftsOf'
  | 'unconfirmedOf'
  | 'auditOf'
>

/** What moderators and organisers work with: queue, own events, trust, drafts. */
export const workReads = (
  db: Db,
  toPublication: (row: typeof t.publication.$inferSelect) => Publication
): WorkReads => {
  const publicationsOf = async (events: readonly string[]) => {
    if (events.length === 0) return []
    const rows = await db.select().from(t.publication).where(oneOf(t.publication.eventId, events))
    return rows.map(toPublication)
  }

  const inCountries = (countries?: readonly string[], coveredBefore?: string) =>
    countries &&
    or(
      oneOf(t.submission.primaryCountry, countries),
      coveredBefore === undefined ? undefined : lte(t.submission.waitingSince, coveredBefore)
    )

  const toDraft = (row: typeof t.draft.$inferSelect) => ({
    id: row.id,
    person: row.personId,
    event: row.eventId,
    title: row.title,
    fields: row.fields,
    updatedAt: row.updatedAt,
  })

  return {
    publicationsOf,

    queue: async (query) => {
      const {
        states,
        countries,
        coveredBefore,
        within,
        organisationId,
        ownerId,
        kind,
        after,
        limit,
      } = query
      const live = sql<number>`exists (select 1 from publication p where p.event_id = ${t.submission.eventId} and p.state = 'published')`
      const unchecked = sql`exists (select 1 from after_check c where c.submission_id = ${t.submission.id} and c.checked_at is null)`
      const kinds = { new: sql`not ${live}`, edit: live, unchecked }
      const rows = await db
        .select({ ...submissionColumns, live, assignment: t.assignment })
        .from(t.submission)
        .innerJoin(t.organisation, eq(t.organisation.id, t.submission.organisationId))
        .innerJoin(t.event, eq(t.event.id, t.submission.eventId))
        .innerJoin(
          t.revision,
          and(
            eq(t.revision.eventId, t.submission.eventId),
            eq(t.revision.number, t.submission.revision)
          )
        )
        .leftJoin(t.assignment, eq(t.assignment.submissionId, t.submission.id))
        .where(
          and(
            inArray(t.submission.state, [...states]),
            inCountries(countries, coveredBefore),
            within && oneOf(t.submission.primaryCountry, within),
            organisationId ? eq(t.submission.organisationId, organisationId) : undefined,
            ownerId ? eq(t.event.ownerId, ownerId) : undefined,
            kind && kinds[kind],
            after &&
              or(
                gt(t.submission.lowPriority, after.lowPriority),
                and(
                  eq(t.submission.lowPriority, after.lowPriority),
                  or(
                    gt(t.submission.waitingSince, after.waitingSince),
                    and(
                      eq(t.submission.waitingSince, after.waitingSince),
                      gt(t.submission.id, after.id)
                    )
                  )
                )
              )
          )
        )
        .orderBy(
          asc(t.submission.lowPriority),
          asc(t.submission.waitingSince),
          asc(t.submission.id)
        )
        .limit(limit)
      return rows.map(({ live: isLive, assignment, ...row }) => ({
        ...toSubmission(row),
        live: Number(isLive) === 1,
        takenBy: assignment && {
          by: { id: assignment.moderatorId, name: assignment.moderatorName },
          at: assignment.at,
        },
      }))
    },

    queueCounts: async ({ countries, coveredBefore }) => {
      const rows = await db
        .select({
          country: t.submission.primaryCountry,
          waiting: count(),
          oldest: min(t.submission.waitingSince),
        })
        .from(t.submission)
        .where(and(eq(t.submission.state, 'pending'), inCountries(countries, coveredBefore)))
        .groupBy(t.submission.primaryCountry)
        .orderBy(asc(t.submission.primaryCountry))
      return rows.map((row) => ({ ...row, oldest: row.oldest ?? '' }))
    },

    takenBy: async (submission) => {
      const [row] = await db
        .select()
        .from(t.assignment)
        .where(eq(t.assignment.submissionId, submission))
      return row ? { by: { id: row.moderatorId, name: row.moderatorName }, at: row.at } : null
    },

    ownEvents: async (of, after, limit) => {
      const owner =
        'ownerId' in of
          ? eq(t.event.ownerId, of.ownerId)
          : and(eq(t.event.organisationId, of.organisationId), isNull(t.event.ownerId))
      const events = await db
        .select({ event: t.event, organisation: t.organisation })
        .from(t.event)
        .innerJoin(t.organisation, eq(t.organisation.id, t.event.organisationId))
        .where(
          and(
            owner,
            after
              ? or(
                  lt(t.event.createdAt, after.createdAt),
                  and(eq(t.event.createdAt, after.createdAt), lt(t.event.id, after.id))
                )
              : undefined
          )
        )
        .orderBy(desc(t.event.createdAt), desc(t.event.id))
        .limit(limit)
      const ids = events.map(({ event }) => event.id)
      const publications = new Map((await publicationsOf(ids)).map((p) => [p.event, p]))
      const offered = await submissions(db)
        .where(oneOf(t.submission.eventId, ids))
        .orderBy(asc(t.submission.submittedAt), asc(t.submission.id))
      const newest = new Map(offered.map((row) => [row.submission.eventId, toSubmission(row)]))
      return events.map(({ event, organisation }) => ({
        id: event.id,
        createdAt: event.createdAt,
        organisation: { id: organisation.id, slug: organisation.slug, name: organisation.name },
        publication: publications.get(event.id) ?? null,
        newest: newest.get(event.id) ?? null,
      }))
    },

    waitingOn: async (dates, limit) => {
      const rows = await submissions(db)
        .where(
          and(
            inArray(t.submission.state, waitingStates),
            ne(t.submission.state, 'unconfirmed'),
            oneOf(sql`substr(json_extract(${t.revision.content}, '$.time.start'), 1, 10)`, dates)
          )
        )
        .limit(limit)
      return rows.map(toSubmission)
    },

    trustedSince: async (organisationId) => {
      const [row] = await db
        .select({ at: t.trust.at })
        .from(t.trust)
        .where(eq(t.trust.organisationId, organisationId))
      return row?.at ?? null
    },

    trusted: async () => {
      const rows = await db.select().from(t.trust).orderBy(asc(t.trust.at))
      return rows.map((row) => ({
        organisationId: row.organisationId,
        by: { id: row.byId, name: row.byName },
        at: row.at,
      }))
    },

    record: async (organisationId, since) => {
      const rows = await db
        .select({ state: t.submission.state, round: t.submission.round, many: count() })
        .from(t.submission)
        .where(
          and(
            eq(t.submission.organisationId, organisationId),
            gte(t.submission.submittedAt, since),
            inArray(t.submission.state, ['approved', 'rejected', 'changes_requested'])
          )
        )
        .groupBy(t.submission.state, t.submission.round)
      const atOnce = (row: (typeof rows)[number]) => row.state === 'approved' && row.round === 1
      const sum = (of: typeof rows) => of.reduce((total, { many }) => total + many, 0)
      return {
        approvedAtOnce: sum(rows.filter(atOnce)),
        others: sum(rows.filter((row) => !atOnce(row))),
      }
    },

    draft: async (id) => {
      const [row] = await db.select().from(t.draft).where(eq(t.draft.id, id))
      return row ? toDraft(row) : null
    },

    draftsOf: async (person) => {
      const rows = await db
        .select()
        .from(t.draft)
        .where(eq(t.draft.personId, person))
        .orderBy(desc(t.draft.updatedAt))
        .limit(100)
      return rows.map(toDraft)
    },

    unconfirmedOf: async (person) => {
      const [row] = await db
        .select({ many: count() })
        .from(t.submission)
        .innerJoin(t.event, eq(t.event.id, t.submission.eventId))
        .where(and(eq(t.event.ownerId, person), eq(t.submission.state, 'unconfirmed')))
      return row?.many ?? 0
    },

    auditOf: async (object, limit) => {
      const rows = await db
        .select()
        .from(t.audit)
        .where(eq(t.audit.object, object))
        .orderBy(desc(t.audit.number))
        .limit(limit)
      return rows.map((row) => ({
        at: row.at,
        by: row.actorId === null ? null : { id: row.actorId, name: row.actorName ?? '' },
        verb: row.verb,
        object: row.object,
        outcome: row.outcome,
        reason: row.reason,
      }))
    },
  }
}
