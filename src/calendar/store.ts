import type { AuditEntry, HistoryEntry, Trail } from './audit.ts'
import type { Draft } from './draft.ts'
import type { EventContent } from './event.ts'
import type { Filter } from './filter.ts'
import type { Words } from './filter-values.ts'
import type { Lang } from './language.ts'
import type { Mail } from './mail.ts'
import type { Expanded, Fragment, FragmentFormat, Occurrence, Publication } from './publication.ts'
import type { PublicationCause, PublicationStep } from './publication-step.ts'
import type { Decision, Doer, Submission, SubmissionState } from './submission.ts'
import type { Instant, LocalDate, Window, Zone } from './time.ts'

/** A revision as it is first written: immutable content, and what was received, kept for re-cleaning. */
export type Revision = Readonly<{
  event: string
  number: number
  content: EventContent
  /** The body as received, private. */
  received: string
  author: string
  at: Instant
}>

/** A request that was answered once and must be answered the same again (Idempotency-Key). */
export type AnsweredRequest = Readonly<{
  actor: string
  key: string
  /** SHA-256 of the body, hex. */
  digest: string
  body: string
  at: Instant
}>

/** A publication step with the texts made of it. */
export type Published = Readonly<{ step: PublicationStep; fragments: readonly Fragment[] }>

/**
 * Everything one journey writes, as data. The store commits it whole or not at all; the unique keys
 * below are the locks and say what the loser of a race is told.
 */
export type Change = Readonly<{
  newEvent?: Readonly<{ id: string; organisationId: string; ownerId: string | null; at: Instant }>
  /** Lock: (event, number). */
  revisions?: readonly Revision[]
  /** A submission's first row. Lock: one waiting submission per event. */
  newSubmission?: Submission
  /** A new revision under an old submission (resubmission). */
  offer?: Readonly<{ submission: string; revision: number; primaryCountry: string }>
  /** Lock: (submission, round). */
  decisions?: readonly Decision[]
  /** Lock: (event, sequence). */
  steps?: readonly Published[]
  /** Lock: (actor, key). */
  answered?: AnsweredRequest
  /** Goes out after the commit, or not at all with it. */
  mails?: readonly Mail[]
  /** Somebody looks at a submission now (the newest counts), or nobody any more. */
  assigned?: Readonly<{ submission: string; by: Doer | null; at: Instant }>
  /** Published on trust: a moderator looks at it afterwards. */
  toCheck?: Readonly<{ submission: string; at: Instant }>
  /** Somebody has looked. The second one is a conflict. */
  checked?: Readonly<{ submission: string; by: Doer; at: Instant }>
  trust?: Readonly<{ organisationId: string; given: boolean; by: Doer; at: Instant }>
  draft?: Draft
  /** A draft that has become a submission, or was thrown away. */
  draftDone?: Readonly<{ id: string; person: string }>
  audit?: readonly AuditEntry[]
  /** Which request did all this. */
  trail?: Trail
}>

/** Which lock refused a commit; the code of the conflict's only detail is `lock:` and this. */
export type Lock = 'decision' | 'revision' | 'sequence' | 'waiting' | 'idempotency' | 'slug'

/** Which events a reader asks for, ready to select: filter, window of local dates, today. */
export type Selection = Readonly<{
  filter: Filter
  window: Window
  /** Decides which tombstones are still carried. */
  today: LocalDate
  /** Events that touch the window beyond what is stored of them: their first start in it, their last end. */
  beyond?: readonly (Position & Readonly<{ end: number }>)[]
  /** Only events whose registration closes on a day that is known. */
  deadlines?: true
}>

/** The newest journal number among what a filter can match, and its moment; 0 when nothing ever did. */
export type Version = Readonly<{ number: number; at: Instant | null }>

/** A row of the journal: the public version of an event was changed, or rendered afresh. */
export type JournalEntry = Readonly<{
  /** Rises with every row, over all events. */
  number: number
  event: string
  sequence: number
  cause: PublicationCause | 'render'
  at: Instant
}>

/** A zone that selected events use and the years they lie in, for VTIMEZONE. */
export type ZoneUse = Readonly<{ zone: Zone; fromYear: number; toYear: number }>

/** Which stored texts of events are wanted; `style` where an event has a text in it, else `format`. */
export type Wording = Readonly<{
  format: FragmentFormat
  style: FragmentFormat | null
  locale: readonly Lang[]
}>

/** What stands before and behind the texts of a feed, given the zones its events need. */
export type Frame = (zones: readonly ZoneUse[]) => readonly [head: string, tail: string]
/** What a feed is made of, the texts one after the other: it is never whole in memory. */
export type StreamedBodies = Readonly<{
  zones: readonly ZoneUse[]
  pieces: AsyncIterable<Uint8Array>
}>

/** A place in an ordered list: the last row seen. */
export type Position = Readonly<{ start: number; event: string }>

export type QueueQuery = Readonly<{
  states: readonly SubmissionState[]
  /** Undefined: any country. */
  countries?: readonly string[]
  /** Whatever waits since this moment or longer is included, whatever its country: the EU desk's cover. */
  coveredBefore?: Instant
  /** Only these countries, also of what is covered. */
  within?: readonly string[]
  /** Undefined: any organisation. */
  organisationId?: string
  /** Undefined: anybody's. */
  ownerId?: string
  /** `new`: nothing of the event is public yet; `edit`: it is; `unchecked`: published on trust and not looked at. */
  kind?: 'new' | 'edit' | 'unchecked'
  after?: QueuePosition
  limit: number
}>

/** A place in the queue: low priority last, then the longest wait first. */
export type QueuePosition = Readonly<{ lowPriority: boolean; waitingSince: Instant; id: string }>

/** A submission as the queue shows it. */
export type Queued = Submission &
  Readonly<{
    /** Something of the event is public: this is an edit. */
    live: boolean
    takenBy: Taken | null
  }>

/** Who looks at a submission, since when. */
export type Taken = Readonly<{ by: Doer; at: Instant }>

/** How much waits in one country. */
export type QueueCount = Readonly<{ country: string; waiting: number; oldest: Instant }>

/** An event as the list of its organisation or owner shows it. */
export type OwnEvent = Readonly<{
  id: string
  createdAt: Instant
  organisation: Submission['organisation']
  publication: Publication | null
  /** Newest submission, whatever its state. */
  newest: Submission | null
}>

/** What an edit or an announcement must know of an event. */
export type EventHead = Readonly<{
  id: string
  organisation: Submission['organisation']
  ownerId: string | null
  /** Highest revision number given out. */
  newestRevision: number
  waiting: Submission | null
  /** Newest submission, whatever its state. */
  newest: Submission | null
  publication: Publication | null
}>

/**
 * What the calendar asks of any storage. Reads answer null for “no such thing”. `commit` throws
 * `Fault('conflict')` with a `lock:…` detail when a unique key refuses it. One implementation
 * (`store/`), two databases.
 */
export interface Store {
  submission(id: string): Promise<Submission | null>
  decisions(submission: string): Promise<readonly Decision[]>
  queue(query: QueueQuery): Promise<readonly Queued[]>
  /** Pending submissions by country: those named (undefined: all) and those covered. */
  queueCounts(
    of: Readonly<{ countries?: readonly string[]; coveredBefore?: Instant }>
  ): Promise<readonly QueueCount[]>
  takenBy(submission: string): Promise<Taken | null>
  /** Events of an organisation, or of a person without one, newest first. */
  ownEvents(
    of: Readonly<{ organisationId: string } | { ownerId: string }>,
    after: Readonly<{ createdAt: Instant; id: string }> | null,
    limit: number
  ): Promise<readonly OwnEvent[]>
  /** Everything that happened to an event, oldest first. */
  history(event: string): Promise<readonly HistoryEntry[]>
  /** Public versions of events, those that have one. */
  publicationsOf(events: readonly string[]): Promise<readonly Publication[]>
  /** Waiting submissions whose event starts on one of the local dates. */
  waitingOn(dates: readonly LocalDate[], limit: number): Promise<readonly Submission[]>
  /** Since when an organisation is trusted; null when it is not. */
  trustedSince(organisationId: string): Promise<Instant | null>
  trusted(): Promise<readonly Readonly<{ organisationId: string; by: Doer; at: Instant }>[]>
  /** How many submissions of an organisation were approved at once (in the first round) since a moment, and how many not. */
  record(
    organisationId: string,
    since: Instant
  ): Promise<Readonly<{ approvedAtOnce: number; others: number }>>
  draft(id: string): Promise<Draft | null>
  draftsOf(person: string): Promise<readonly Draft[]>
  /** Unconfirmed submissions of a person. */
  unconfirmedOf(person: string): Promise<number>
  auditOf(object: string, limit: number): Promise<readonly AuditEntry[]>
  head(event: string): Promise<EventHead | null>
  revision(event: string, number: number): Promise<EventContent | null>
  /** The body a revision came in, for cleaning it again; null when erased. */
  received(event: string, number: number): Promise<string | null>
  answered(actor: string, key: string): Promise<AnsweredRequest | null>

  publication(event: string): Promise<Publication | null>
  /** Number of the newest journal row of an event; 0 when it never was public. */
  journalNumber(event: string): Promise<number>
  /** All publications, by event id, in portions, for `render` and `check`. */
  publications(after: string, limit: number): Promise<readonly Publication[]>
  /** All fragments of an event, by format and language. */
  fragmentsOf(event: string): Promise<readonly Fragment[]>
  occurrencesOf(event: string): Promise<readonly Occurrence[]>
  labelsOf(event: string): Promise<readonly string[]>
  /** One fragment in the best of the wished languages. */
  fragment(event: string, format: FragmentFormat, locale: readonly Lang[]): Promise<string | null>

  /** Version of what a filter matches, known before any body is read. */
  version(labels: readonly (readonly string[])[]): Promise<Version>
  /**
   * Texts of what feeds select, in order (start, then event), joined in their frame, as UTF-8; null
   * when there are more than `most`.
   */
  bodies(
    selection: Selection,
    wording: Wording,
    separator: string,
    most: number,
    frame: Frame
  ): Promise<Uint8Array | null>
  /** The same in pieces, from one state of the database, however long the reader takes. */
  streamed(selection: Selection, wording: Wording, separator: string): Promise<StreamedBodies>
  /** A page of what pages or feeds select, by first start in the window: texts with their positions. */
  page(
    selection: Selection,
    audience: 'page' | 'feed',
    wording: Wording,
    after: Position | null,
    limit: number
  ): Promise<readonly Readonly<{ position: Position; body: string }>[]>
  /** Which events feeds select: by first start in the window behind a place, or the newest change first. */
  chosen(
    selection: Selection,
    order: 'date' | 'newest',
    after: Position | null,
    limit: number
  ): Promise<readonly Position[]>
  /**
   * Occurrences of visible events that touch the window, in no order; the earliest, in order, when
   * there are `limit` or more.
   */
  occurrences(selection: Selection, limit: number): Promise<readonly Occurrence[]>
  /** Cards of events, in the best of the wished languages. */
  cards(events: readonly string[], locale: readonly Lang[]): Promise<ReadonlyMap<string, string>>

  /** The newest journal row; 0 when nothing ever was public. */
  newestChange(): Promise<Version>
  /** The first `limit` journal rows behind a number, in order; an event has as many as it changed. */
  changesSince(number: number, limit: number): Promise<readonly JournalEntry[]>
  /** JSON of visible events in the best of the wished languages; the others are left out. */
  details(events: readonly string[], locale: readonly Lang[]): Promise<ReadonlyMap<string, string>>
  /** Those of the named events whose texts have the words. */
  withWords(events: readonly string[], words: Words): Promise<ReadonlySet<string>>

  commit(change: Change): Promise<void>
  /** Replaces an event's derived rows by fresh ones; a journal row moves the version of what they match. */
  rerender(publication: Publication, fragments: readonly Fragment[], at: Instant): Promise<void>
  setting(name: string): Promise<string | null>
  setSetting(name: string, value: string): Promise<void>
  /** Stores occurrences of a series up to a later horizon; loses against a newer publication. */
  extend(publication: Publication, expanded: Expanded): Promise<void>
  /** Publications whose stored occurrences end before `horizon`, the nearest end first. */
  toExtend(horizon: number, limit: number): Promise<readonly Publication[]>
  /** Matching series (for pages or feeds) that go on after their stored part and before `window.to`. */
  beyondHorizon(selection: Selection, audience: 'page' | 'feed'): Promise<readonly Publication[]>
  /** How far an event's occurrences are stored; null when all are. */
  expandedTo(event: string): Promise<number | null>
  /** Has anything ever been written? Sample data goes only into an empty calendar. */
  isEmpty(): Promise<boolean>
  /** Answers when the database can be read and every migration is applied. */
  ready(): Promise<boolean>
}
