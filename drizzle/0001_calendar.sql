-- The calendar: who submits, what they said, what was decided, what the public has.
-- The same file runs on SQLite and on D1. Moments are ISO 8601 text in UTC with whole seconds;
-- `starts` and `ends` of occurrences are milliseconds of the wall clock read as UTC.

create table organisation (
  id         text not null primary key,
  slug       text not null unique, -- part of addresses: permanent
  name       text not null,
  created_at text not null
) strict;

-- An event is an identity; everything said about it is a revision.
create table event (
  id              text not null primary key, -- UUIDv7
  organisation_id text not null references organisation (id),
  created_at      text not null
) strict;

create table revision (
  event_id  text    not null references event (id),
  number    integer not null check (number >= 1),
  content   text    not null, -- JSON, clean and canonical
  received  text    not null, -- as it came, private, for cleaning again
  author_id text    not null,
  at        text    not null,
  primary key (event_id, number) -- lock: two edits from the same base
) strict;

create table submission (
  id              text    not null primary key,
  event_id        text    not null,
  revision        integer not null,
  state           text    not null check (state in ('unconfirmed', 'draft', 'pending', 'changes_requested', 'approved', 'rejected', 'withdrawn', 'superseded')),
  round           integer not null,
  primary_country text    not null, -- whose queue
  organisation_id text    not null references organisation (id),
  submitter_id    text    not null,
  submitter_name  text    not null,
  message         text,
  split_event     text,    -- the series this continues …
  split_revision  integer, -- … and its revision that ends it, published in the same commit
  submitted_at    text    not null,
  waiting_since   text    not null, -- kept over a change request: the place in the queue
  foreign key (event_id, revision) references revision (event_id, number)
) strict;

-- lock: at most one submission of an event waits
create unique index submission_waiting on submission (event_id)
  where state in ('unconfirmed', 'draft', 'pending', 'changes_requested');
create index submission_queue on submission (state, primary_country, waiting_since, id);
create index submission_own on submission (organisation_id, waiting_since, id);

create table decision (
  submission_id text    not null references submission (id),
  round         integer not null,
  verb          text    not null,
  state         text    not null,
  reason_code   text,
  reason_text   text,
  actor_id      text    not null,
  actor_name    text    not null,
  at            text    not null,
  primary key (submission_id, round) -- lock: two moderators, or a withdrawal racing an approval
) strict;

-- What was done to the public version, by whom and why. Private: holds reasons.
create table publication_step (
  event_id    text    not null references event (id),
  sequence    integer not null,
  revision    integer not null,
  cause       text    not null check (cause in ('approve', 'cancel', 'reinstate', 'call_off', 'rezone', 'withdraw', 'remove', 'archive')),
  state       text    not null,
  status      text    not null,
  reason_code text,
  reason_text text,
  actor_id    text    not null,
  actor_name  text    not null,
  at          text    not null,
  primary key (event_id, sequence) -- lock: an approval racing a cancellation
) strict;

create table answered_request (
  actor_id text not null,
  key      text not null,
  digest   text not null, -- SHA-256 of the body
  body     text not null, -- the answer
  at       text not null,
  primary key (actor_id, key) -- lock: the same request twice at once
) strict;

-- Ledgers only grow. The doer may be pseudonymised on erasure; nothing else may change.
create trigger revision_kept before delete on revision begin select raise(abort, 'revisions are kept'); end;
create trigger revision_fixed before update on revision begin select raise(abort, 'revisions are immutable'); end;
create trigger decision_kept before delete on decision begin select raise(abort, 'decisions are kept'); end;
create trigger decision_fixed before update of submission_id, round, verb, state, reason_code, reason_text, at on decision begin select raise(abort, 'decisions are immutable'); end;
create trigger publication_step_kept before delete on publication_step begin select raise(abort, 'publication steps are kept'); end;
create trigger publication_step_fixed before update of event_id, sequence, revision, cause, state, status, reason_code, reason_text, at on publication_step begin select raise(abort, 'publication steps are immutable'); end;

-- Compare-and-set inside a batch: insert changes() here, and a batch whose update touched nothing is undone.
create view must_change as select 1 as n;
create trigger must_change_guard instead of insert on must_change when new.n = 0 begin select raise(abort, 'must_change'); end;

-- The read side. No column for a draft, a private contact or a moderator's note: what is private
-- cannot leak because there is nowhere to put it.

create table publication (
  event_id          text    not null primary key references event (id),
  uid               text    not null unique,
  revision          integer not null,
  sequence          integer not null,
  state             text    not null check (state in ('published', 'withdrawn', 'removed', 'archived')),
  status            text    not null check (status in ('scheduled', 'rescheduled', 'moved-online', 'postponed', 'cancelled')),
  status_note       text,
  availability      text    not null check (availability in ('open', 'full', 'closed', 'unknown')),
  organisation_slug text    not null,
  organisation_name text    not null,
  content           text    not null, -- JSON
  called_off        text    not null, -- JSON: single dates of a series that will not happen
  zone              text,             -- of a timed event, for VTIMEZONE
  first_start       integer not null, -- of all its occurrences, as `starts`
  expanded_to       integer,          -- occurrences are stored up to here (as `starts`, exclusive); null when all are
  published_at      text    not null,
  changed_at        text    not null,
  leaves_on         text              -- first date on which a tombstone is in no feed
) strict;

-- What a sweep looks for, and a window beyond the horizon.
create index publication_expanded on publication (expanded_to) where expanded_to is not null;

create table fragment (
  event_id text    not null references publication (event_id),
  format   text    not null check (format in ('ics', 'item', 'card', 'json')),
  lang     text    not null,
  original integer not null check (original in (0, 1)),
  body     text    not null,
  primary key (event_id, format, lang)
) strict;

create table label (
  event_id text not null references publication (event_id),
  label    text not null, -- facet:value
  primary key (event_id, label)
) strict, without rowid;

create table occurrence (
  starts        integer not null, -- wall clock in the event's zone, read as UTC, ms
  event_id      text    not null references publication (event_id),
  recurrence_id text    not null,
  ends          integer not null, -- exclusive; = starts when no end is given
  starts_at     integer not null, -- UTC ms; = starts when all-day
  ends_at       integer not null,
  all_day       integer not null check (all_day in (0, 1)),
  primary key (event_id, starts, recurrence_id) -- the dates of a series lie together
) strict, without rowid;

-- A copy of a one-off event's span under each label that can lead a search (and under “all”), so that
-- a window costs what it matches. Derived and always replaced whole: no foreign key, no index by event.
create table label_occurrence (
  label         text    not null,
  starts        integer not null,
  event_id      text    not null,
  recurrence_id text    not null,
  ends          integer not null,
  starts_at     integer not null,
  ends_at       integer not null,
  all_day       integer not null,
  primary key (label, starts, event_id, recurrence_id)
) strict, without rowid;

-- The same for series, without their dates: copying each under each label would write a thousand rows,
-- a page each, for one weekly course. A window looks its dates up by event.
create table label_series (
  label    text not null,
  event_id text not null,
  primary key (label, event_id)
) strict, without rowid;

-- Ever-rising. A re-rendering is a row too, so that tags change with the bytes.
create table journal (
  number   integer not null primary key autoincrement,
  event_id text    not null references event (id),
  sequence integer not null,
  cause    text    not null,
  at       text    not null
) strict;

create index journal_event on journal (event_id, number);

create trigger journal_kept before delete on journal begin select raise(abort, 'the journal is kept'); end;
create trigger journal_fixed before update on journal begin select raise(abort, 'the journal is immutable'); end;

-- The newest journal row among events that carry, or just lost, a label.
create table label_version (
  label  text    not null primary key,
  number integer not null,
  at     text    not null
) strict, without rowid;

create table setting (
  name  text not null primary key,
  value text not null
) strict;
