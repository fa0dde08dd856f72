import { and, asc, eq, gt, inArray, max, or } from 'drizzle-orm'
import type { Publication } from '../calendar/publication.ts'
import type { Store } from '../calendar/store.ts'
import { isWaiting, type Submission, submissionStates } from '../calendar/submission.ts'
import type { Db } from './driver.ts'
import * as t from './schema.ts'

const waitingStates = submissionStates.filter(isWaiting)

type SubmissionRow = Readonly<{
  submission: typeof t.submission.$inferSelect
  organisation: typeof t.organisation.$inferSelect
  revision: typeof t.revision.$inferSelect
}>

const toSubmission = ({ submission: s, organisation, revision }: SubmissionRow): Submission => ({
  id: s.id,
  event: s.eventId,
  revision: s.revision,
  state: s.state,
  round: s.round,
  organisation: { id: organisation.id, slug: organisation.slug, name: organisation.name },
  submitter: { id: s.submitterId, name: s.submitterName },
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

type LedgerReads = Pick<
  Store,
  'submission' | 'decisions' | 'queue' | 'head' | 'revision' | 'answered'
>

/** The private side of the port: submissions, decisions and what an edit starts from. */
export const ledgerReads = (
  db: Db,
  publication: (event: string) => Promise<Publication | null>
): LedgerReads => {
  const submissions = () =>
    db
      .select({ submission: t.submission, organisation: t.organisation, revision: t.revision })
      .from(t.submission)
      .innerJoin(t.organisation, eq(t.organisation.id, t.submission.organisationId))
      .innerJoin(
        t.revision,
        and(
          eq(t.revision.eventId, t.submission.eventId),
          eq(t.revision.number, t.submission.revision)
        )
      )

  return {
    submission: async (id) => {
      const [row] = await submissions().where(eq(t.submission.id, id))
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

    queue: async ({ states, countries, organisationId, after, limit }) => {
      const rows = await submissions()
        .where(
          and(
            inArray(t.submission.state, [...states]),
            countries && inArray(t.submission.primaryCountry, [...countries]),
            organisationId ? eq(t.submission.organisationId, organisationId) : undefined,
            after &&
              or(
                gt(t.submission.waitingSince, after.waitingSince),
                and(
                  eq(t.submission.waitingSince, after.waitingSince),
                  gt(t.submission.id, after.id)
                )
              )
          )
        )
        .orderBy(asc(t.submission.waitingSince), asc(t.submission.id))
        .limit(limit)
      return rows.map(toSubmission)
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
      const [waiting] = await submissions().where(
        and(eq(t.submission.eventId, id), inArray(t.submission.state, waitingStates))
      )
      return {
        id,
        organisation: {
          id: row.organisation.id,
          slug: row.organisation.slug,
          name: row.organisation.name,
        },
        newestRevision: newest?.number ?? 0,
        waiting: waiting ? toSubmission(waiting) : null,
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

    answered: async (actor, key) => {
      const [row] = await db
        .select()
        .from(t.answeredRequest)
        .where(and(eq(t.answeredRequest.actorId, actor), eq(t.answeredRequest.key, key)))
      return row ? { actor, key, digest: row.digest, body: row.body, at: row.at } : null
    },
  }
}
