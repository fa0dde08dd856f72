import { and, asc, desc, eq, inArray, max } from 'drizzle-orm'
import type { HistoryEntry } from '../calendar/audit.ts'
import type { Publication } from '../calendar/publication.ts'
import type { Store } from '../calendar/store.ts'
import { isWaiting, type Submission, submissionStates } from '../calendar/submission.ts'
import type { Db } from './driver.ts'
import * as t from './schema.ts'

export const waitingStates = submissionStates.filter(isWaiting)

type SubmissionRow = Readonly<{
  submission: typeof t.submission.$inferSelect
  organisation: typeof t.organisation.$inferSelect
  revision: Pick<typeof t.revision.$inferSelect, 'content'>
  ownerId: string | null
}>

export const toSubmission = ({
  submission: s,
  organisation,
  revision,
  ownerId,
}: SubmissionRow): Submission => ({
  id: s.id,
  event: s.eventId,
  revision: s.revision,
  state: s.state,
  round: s.round,
  organisation: { id: organisation.id, slug: organisation.slug, name: organisation.name },
  ownerId,
  submitter: { id: s.submitterId, name: s.submitterName },
  lang: s.lang,
  lowPriority: s.lowPriority,
  primaryCountry: s.primaryCountry,
  message: s.message,
  content: revision.content,
  split:
    s.splitEvent !== null && s.splitRevision !== null
      ? { event: s.splitEvent, revision: s.splitRevision }
      : null,
  submittedAt: s.submittedAt,
  waitingSince: s.waitingSince,
})

export const submissionColumns = {
  submission: t.submission,
  organisation: t.organisation,
  revision: { content: t.revision.content },
  ownerId: t.event.ownerId,
}

/** Submissions with their content, organisation and owner; add a `where`. */
export const submissions = (db: Db) =>
  db
    .select(submissionColumns)
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

type LedgerReads = Pick<
  Store,
  'submission' | 'decisions' | 'head' | 'revision' | 'received' | 'answered' | 'history'
>

/** The private side of the port: submissions, decisions and what an edit starts from. */
export const ledgerReads = (
  db: Db,
  publication: (event: string) => Promise<Publication | null>
): LedgerReads => {
  const newestOf = async (event: string) => {
    const [row] = await submissions(db)
      .where(eq(t.submission.eventId, event))
      .orderBy(desc(t.submission.submittedAt), desc(t.submission.id))
      .limit(1)
    return row ? toSubmission(row) : null
  }

  return {
    submission: async (id) => {
      const [row] = await submissions(db).where(eq(t.submission.id, id))
      return row ? toSubmission(row) : null
    },

    decisions: async (submission) => {
      const rows = await db
        .select()
        .from(t.decision)
        .where(eq(t.decision.submissionId, submission))
        .orderBy(asc(t.decision.round))
      return rows.map((row) => ({
        submission: row.submissionId,
        round: row.round,
        verb: row.verb,
        state: row.state,
        reason: { code: row.reasonCode, text: row.reasonText },
        by: { id: row.actorId, name: row.actorName },
        at: row.at,
      }))
    },

    head: async (id) => {
      const [row] = await db
        .select({ event: t.event, organisation: t.organisation })
        .from(t.event)
        .innerJoin(t.organisation, eq(t.organisation.id, t.event.organisationId))
        .where(eq(t.event.id, id))
      if (!row) return null
      const [newest] = await db
        .select({ number: max(t.revision.number) })
        .from(t.revision)
        .where(eq(t.revision.eventId, id))
      const [waiting] = await submissions(db).where(
        and(eq(t.submission.eventId, id), inArray(t.submission.state, waitingStates))
      )
      return {
        id,
        organisation: {
          id: row.organisation.id,
          slug: row.organisation.slug,
          name: row.organisation.name,
        },
        ownerId: row.event.ownerId,
        newestRevision: newest?.number ?? 0,
        waiting: waiting ? toSubmission(waiting) : null,
        newest: await newestOf(id),
        publication: await publication(id),
      }
    },

    revision: async (event, number) => {
      const [row] = await db
        .select({ content: t.revision.content })
        .from(t.revision)
        .where(and(eq(t.revision.eventId, event), eq(t.revision.number, number)))
      return row?.content ?? null
    },

    received: async (event, number) => {
      const [row] = await db
        .select({ received: t.revision.received })
        .from(t.revision)
        .where(and(eq(t.revision.eventId, event), eq(t.revision.number, number)))
      return row?.received || null
    },

    answered: async (actor, key) => {
      const [row] = await db
        .select()
        .from(t.answeredRequest)
        .where(and(eq(t.answeredRequest.actorId, actor), eq(t.answeredRequest.key, key)))
      return row ? { actor, key, digest: row.digest, body: row.body, at: row.at } : null
    },

    history: async (event) => {
      const offered = await db
        .select()
        .from(t.submission)
        .where(eq(t.submission.eventId, event))
        .orderBy(asc(t.submission.submittedAt))
      const decided = await db
        .select({ decision: t.decision, revision: t.submission.revision })
        .from(t.decision)
        .innerJoin(t.submission, eq(t.submission.id, t.decision.submissionId))
        .where(eq(t.submission.eventId, event))
        .orderBy(asc(t.decision.at), asc(t.decision.round))
      const steps = await db
        .select()
        .from(t.publicationStep)
        .where(eq(t.publicationStep.eventId, event))
        .orderBy(asc(t.publicationStep.sequence))
      const checks = await db
        .select()
        .from(t.audit)
        .where(eq(t.audit.object, `event:${event}`))
        .orderBy(asc(t.audit.number))
      const none = { code: null, text: null }
      const entries: HistoryEntry[] = [
        ...offered.map((row) => ({
          at: row.submittedAt,
          by: { id: row.submitterId, name: row.submitterName },
          verb: 'offer',
          ledger: 'submission' as const,
          state: 'pending',
          revision: row.revision,
          reason: { code: null, text: row.message },
          requestId: null,
        })),
        ...decided.map(({ decision: row, revision }) => ({
          at: row.at,
          by: { id: row.actorId, name: row.actorName },
          verb: row.verb,
          ledger: 'submission' as const,
          state: row.state,
          revision,
          reason: { code: row.reasonCode, text: row.reasonText },
          requestId: row.requestId,
        })),
        ...steps.map((row) => ({
          at: row.at,
          by: { id: row.actorId, name: row.actorName },
          verb: row.cause,
          ledger: 'publication' as const,
          state: row.state,
          revision: row.revision,
          reason: { code: row.reasonCode, text: row.reasonText },
          requestId: row.requestId,
        })),
        ...checks.map((row) => ({
          at: row.at,
          by: { id: row.actorId ?? '', name: row.actorName ?? '' },
          verb: row.verb,
          ledger: 'audit' as const,
          state: row.outcome,
          revision: null,
          reason: { ...none, text: row.reason },
          requestId: row.requestId,
        })),
      ]
      return entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    },
  }
}
