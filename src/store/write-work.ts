import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Mail } from '../calendar/mail.ts'
import type { Change } from '../calendar/store.ts'
import type { Db, Statement } from './driver.ts'
import * as t from './schema.ts'

/*
 * What a change writes beside the ledgers of events: mail, who looks at what, trust, drafts, the audit.
 * A `must_change` row behind an update undoes the batch when the update touched nothing.
 */

const changed = (db: Db): Statement => db.insert(t.mustChange).values({ n: sql`changes()` })

/** A row of the outbox, due at once. */
export const mailRow = (mail: Mail): typeof t.mail.$inferInsert => ({
  id: mail.id,
  kind: mail.kind,
  personId: mail.person,
  address: mail.address,
  lang: mail.lang,
  facts: JSON.stringify(mail.facts),
  at: mail.at,
  state: 'waiting',
  attempts: 0,
  dueAt: mail.at,
})

const assigned = (db: Db, { submission, by, at }: NonNullable<Change['assigned']>): Statement[] => {
  if (!by) return [db.delete(t.assignment).where(eq(t.assignment.submissionId, submission))]
  const row = { moderatorId: by.id, moderatorName: by.name, at }
  return [
    db
      .insert(t.assignment)
      .values({ submissionId: submission, ...row })
      .onConflictDoUpdate({ target: t.assignment.submissionId, set: row }),
  ]
}

const trusting = (
  db: Db,
  { organisationId, given, by, at }: NonNullable<Change['trust']>
): Statement[] =>
  given
    ? [
        db
          .insert(t.trust)
          .values({ organisationId, byId: by.id, byName: by.name, at })
          .onConflictDoNothing(),
      ]
    : [db.delete(t.trust).where(eq(t.trust.organisationId, organisationId))]

const checked = (db: Db, { submission, by, at }: NonNullable<Change['checked']>): Statement[] => [
  db
    .update(t.afterCheck)
    .set({ checkedAt: at, byId: by.id, byName: by.name })
    .where(and(eq(t.afterCheck.submissionId, submission), isNull(t.afterCheck.checkedAt))),
  changed(db),
]

const drafted = (db: Db, draft: NonNullable<Change['draft']>): Statement[] => {
  const row = { eventId: draft.event, title: draft.title, fields: draft.fields }
  return [
    db
      .insert(t.draft)
      .values({ id: draft.id, personId: draft.person, ...row, updatedAt: draft.updatedAt })
      .onConflictDoUpdate({
        target: t.draft.id,
        set: { ...row, updatedAt: draft.updatedAt },
        // An id is no right: somebody else's draft is not overwritten.
        setWhere: eq(t.draft.personId, draft.person),
      }),
    changed(db),
  ]
}

/** Statements of everything in a change that is not an event's ledger. */
export const workStatements = (db: Db, change: Change): Statement[] => {
  const { mails = [], audit = [], toCheck, draftDone, trail } = change
  return [
    ...(change.assigned ? assigned(db, change.assigned) : []),
    ...(change.trust ? trusting(db, change.trust) : []),
    ...(toCheck
      ? [db.insert(t.afterCheck).values({ submissionId: toCheck.submission, at: toCheck.at })]
      : []),
    ...(change.checked ? checked(db, change.checked) : []),
    ...(change.draft ? drafted(db, change.draft) : []),
    ...(draftDone
      ? [
          db
            .delete(t.draft)
            .where(and(eq(t.draft.id, draftDone.id), eq(t.draft.personId, draftDone.person))),
        ]
      : []),
    ...mails.map((mail) => db.insert(t.mail).values(mailRow(mail))),
    ...audit.map((entry) =>
      db.insert(t.audit).values({
        at: entry.at,
        actorId: entry.by?.id ?? null,
        actorName: entry.by?.name ?? null,
        verb: entry.verb,
        object: entry.object,
        outcome: entry.outcome,
        reason: entry.reason,
        requestId: trail?.requestId ?? null,
        addressHash: trail?.addressHash ?? null,
      })
    ),
  ]
}
