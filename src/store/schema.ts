import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { AuditVerb } from '../calendar/audit.ts'
import type { FormFields } from '../calendar/draft.ts'
import type { Availability, EventContent, EventStatus } from '../calendar/event.ts'
import type { MailKind, MailState } from '../calendar/mail.ts'
import type {
  Before,
  CalledOff,
  FragmentFormat,
  PublicationState,
} from '../calendar/publication.ts'
import type { PublicationCause } from '../calendar/publication-step.ts'
import type { ReasonCode, SubmissionState, SubmissionVerb } from '../calendar/submission.ts'

/*
 * The tables as Drizzle sees them. `drizzle/*.sql` is what exists: constraints and their reasons
 * stand there, and a test compares the two column by column.
 */

const contentColumn = () => text('content', { mode: 'json' }).$type<EventContent>().notNull()

export const organisation = sqliteTable('organisation', {
  id: text('id').primaryKey(),
  slug: text('slug').notNull(),
  name: text('name').notNull(),
  createdAt: text('created_at').notNull(),
  logo: text('logo'),
  metadata: text('metadata'),
})

export const event = sqliteTable('event', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  createdAt: text('created_at').notNull(),
  ownerId: text('owner_id'),
})

export const revision = sqliteTable(
  'revision',
  {
    eventId: text('event_id').notNull(),
    number: integer('number').notNull(),
    content: contentColumn(),
    received: text('received').notNull(),
    authorId: text('author_id').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.eventId, t.number] })]
)

export const submission = sqliteTable('submission', {
  id: text('id').primaryKey(),
  eventId: text('event_id').notNull(),
  revision: integer('revision').notNull(),
  state: text('state').$type<SubmissionState>().notNull(),
  round: integer('round').notNull(),
  primaryCountry: text('primary_country').notNull(),
  organisationId: text('organisation_id').notNull(),
  submitterId: text('submitter_id').notNull(),
  submitterName: text('submitter_name').notNull(),
  message: text('message'),
  splitEvent: text('split_event'),
  splitRevision: integer('split_revision'),
  submittedAt: text('submitted_at').notNull(),
  waitingSince: text('waiting_since').notNull(),
  lang: text('lang').notNull(),
  lowPriority: integer('low_priority', { mode: 'boolean' }).notNull(),
})

export const decision = sqliteTable(
  'decision',
  {
    submissionId: text('submission_id').notNull(),
    round: integer('round').notNull(),
    verb: text('verb').$type<SubmissionVerb>().notNull(),
    state: text('state').$type<SubmissionState>().notNull(),
    reasonCode: text('reason_code').$type<ReasonCode>(),
    reasonText: text('reason_text'),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    at: text('at').notNull(),
    requestId: text('request_id'),
  },
  (t) => [primaryKey({ columns: [t.submissionId, t.round] })]
)

export const publicationStep = sqliteTable(
  'publication_step',
  {
    eventId: text('event_id').notNull(),
    sequence: integer('sequence').notNull(),
    revision: integer('revision').notNull(),
    cause: text('cause').$type<PublicationCause>().notNull(),
    state: text('state').$type<PublicationState>().notNull(),
    status: text('status').$type<EventStatus>().notNull(),
    reasonCode: text('reason_code').$type<ReasonCode>(),
    reasonText: text('reason_text'),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    at: text('at').notNull(),
    requestId: text('request_id'),
  },
  (t) => [primaryKey({ columns: [t.eventId, t.sequence] })]
)

export const answeredRequest = sqliteTable(
  'answered_request',
  {
    actorId: text('actor_id').notNull(),
    key: text('key').notNull(),
    digest: text('digest').notNull(),
    body: text('body').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.actorId, t.key] })]
)

export const publication = sqliteTable('publication', {
  eventId: text('event_id').primaryKey(),
  /** What the read side knows it by. */
  number: integer('number').notNull(),
  uid: text('uid').notNull(),
  revision: integer('revision').notNull(),
  sequence: integer('sequence').notNull(),
  state: text('state').$type<PublicationState>().notNull(),
  status: text('status').$type<EventStatus>().notNull(),
  statusNote: text('status_note'),
  availability: text('availability').$type<Availability>().notNull(),
  organisationSlug: text('organisation_slug').notNull(),
  organisationName: text('organisation_name').notNull(),
  content: contentColumn(),
  calledOff: text('called_off', { mode: 'json' }).$type<readonly CalledOff[]>().notNull(),
  previous: text('previous', { mode: 'json' }).$type<readonly Before[]>().notNull(),
  zone: text('zone'),
  firstStart: integer('first_start').notNull(),
  expandedTo: integer('expanded_to'),
  publishedAt: text('published_at').notNull(),
  changedAt: text('changed_at').notNull(),
  leavesOn: text('leaves_on'),
})

/** Keys are those of `fragment-key.ts`. */
export const fragment = sqliteTable('fragment', {
  key: integer('key').primaryKey(),
  format: text('format').$type<FragmentFormat>().notNull(),
  lang: text('lang').notNull(),
  original: integer('original', { mode: 'boolean' }).notNull(),
  borrowed: integer('borrowed', { mode: 'boolean' }).notNull(),
  body: text('body').notNull(),
})

export const label = sqliteTable(
  'label',
  { number: integer('number').notNull(), label: text('label').notNull() },
  (t) => [primaryKey({ columns: [t.number, t.label] })]
)

export const occurrence = sqliteTable(
  'occurrence',
  {
    starts: integer('starts').notNull(),
    eventId: text('event_id').notNull(),
    recurrenceId: text('recurrence_id').notNull(),
    ends: integer('ends').notNull(),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    allDay: integer('all_day', { mode: 'boolean' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.eventId, t.starts, t.recurrenceId] })]
)

export const journal = sqliteTable('journal', {
  number: integer('number').primaryKey({ autoIncrement: true }),
  eventId: text('event_id').notNull(),
  sequence: integer('sequence').notNull(),
  cause: text('cause').$type<PublicationCause | 'render'>().notNull(),
  at: text('at').notNull(),
})

export const labelVersion = sqliteTable('label_version', {
  label: text('label').primaryKey(),
  number: integer('number').notNull(),
  at: text('at').notNull(),
})

export const assignment = sqliteTable('assignment', {
  submissionId: text('submission_id').primaryKey(),
  moderatorId: text('moderator_id').notNull(),
  moderatorName: text('moderator_name').notNull(),
  at: text('at').notNull(),
})

export const trust = sqliteTable('trust', {
  organisationId: text('organisation_id').primaryKey(),
  byId: text('by_id').notNull(),
  byName: text('by_name').notNull(),
  at: text('at').notNull(),
})

export const afterCheck = sqliteTable('after_check', {
  submissionId: text('submission_id').primaryKey(),
  at: text('at').notNull(),
  checkedAt: text('checked_at'),
  byId: text('by_id'),
  byName: text('by_name'),
})

export const draft = sqliteTable('draft', {
  id: text('id').primaryKey(),
  personId: text('person_id').notNull(),
  eventId: text('event_id'),
  title: text('title').notNull(),
  fields: text('fields', { mode: 'json' }).$type<FormFields>().notNull(),
  updatedAt: text('updated_at').notNull(),
})

export const mail = sqliteTable('mail', {
  id: text('id').primaryKey(),
  kind: text('kind').$type<MailKind>().notNull(),
  personId: text('person_id'),
  address: text('address'),
  lang: text('lang').notNull(),
  facts: text('facts').notNull(),
  at: text('at').notNull(),
  state: text('state').$type<MailState>().notNull(),
  attempts: integer('attempts').notNull(),
  dueAt: text('due_at').notNull(),
  claimedUntil: text('claimed_until'),
  lastError: text('last_error'),
  endedAt: text('ended_at'),
})

export const audit = sqliteTable('audit', {
  number: integer('number').primaryKey({ autoIncrement: true }),
  at: text('at').notNull(),
  actorId: text('actor_id'),
  actorName: text('actor_name'),
  verb: text('verb').$type<AuditVerb>().notNull(),
  object: text('object'),
  outcome: text('outcome').$type<'done' | 'refused'>().notNull(),
  reason: text('reason'),
  requestId: text('request_id'),
  addressHash: text('address_hash'),
})

export const setting = sqliteTable('setting', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
})

/** A view whose trigger aborts the batch when 0 is inserted: compare-and-set on both engines. */
export const mustChange = sqliteTable('must_change', { n: integer('n').notNull() })
