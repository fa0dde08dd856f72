-- What people do beside publishing: events without an organisation, moderators' work, mail, drafts,
-- and the ledger of who did what. Instants are text in UTC with whole seconds.

-- Whoever has no account submits for nobody: such events carry this organisation, which has no
-- members, and belong to their owner.
insert into organisation (id, slug, name, created_at)
values ('independent', 'independent', 'Independent organisers', '2026-11-24T00:00:00Z');

alter table event add column owner_id text; -- a user; null: the organisation's
create index event_owner on event (owner_id) where owner_id is not null;
create index event_organisation on event (organisation_id, created_at, id);

alter table submission add column lang text not null default 'en'; -- in which the submitter is written to
alter table submission add column low_priority integer not null default 0 check (low_priority in (0, 1));
-- The same order as before, with what came without proof of work behind the rest.
drop index submission_queue;
create index submission_queue on submission (state, low_priority, waiting_since, id);

-- What a stranger has not confirmed is no ledger yet and goes after two days; everything else stays.
drop trigger revision_kept;
create trigger submission_kept before delete on submission when old.state <> 'unconfirmed' begin select raise(abort, 'submissions are kept'); end;
create trigger revision_kept before delete on revision when exists (select 1 from submission where event_id = old.event_id)
  or exists (select 1 from publication where event_id = old.event_id) begin select raise(abort, 'revisions are kept'); end;
-- An erased person is nobody's author; the content stays as it was. What was received may hold more than
-- what was published, so it goes with the person.
drop trigger revision_fixed;
create trigger revision_fixed before update of event_id, number, content, at on revision begin select raise(abort, 'revisions are immutable'); end;

alter table decision add column request_id text;

-- Rebuilt, since more can happen to what is public than before: a check cannot be altered.
create table publication_step_new (
  event_id    text    not null references event (id),
  sequence    integer not null,
  revision    integer not null,
  cause       text    not null check (cause in ('approve', 'cancel', 'postpone', 'move_online', 'reinstate', 'availability', 'call_off', 'rezone', 'withdraw', 'remove', 'restore', 'archive')),
  state       text    not null,
  status      text    not null,
  reason_code text,
  reason_text text,
  actor_id    text    not null,
  actor_name  text    not null,
  at          text    not null,
  request_id  text,
  primary key (event_id, sequence) -- lock: an approval racing a cancellation
) strict;
insert into publication_step_new
  select event_id, sequence, revision, cause, state, status, reason_code, reason_text, actor_id, actor_name, at, null from publication_step;
drop table publication_step;
alter table publication_step_new rename to publication_step;
create trigger publication_step_kept before delete on publication_step begin select raise(abort, 'publication steps are kept'); end;
create trigger publication_step_fixed before update of event_id, sequence, revision, cause, state, status, reason_code, reason_text, at on publication_step begin select raise(abort, 'publication steps are immutable'); end;

-- Who is looking at a submission, so that two people don't do the same work. A courtesy, no lock.
create table assignment (
  submission_id  text not null primary key references submission (id),
  moderator_id   text not null,
  moderator_name text not null,
  at             text not null
) strict;

-- Organisations whose events are public at once and looked at afterwards.
create table trust (
  organisation_id text not null primary key references organisation (id),
  by_id           text not null,
  by_name         text not null,
  at              text not null
) strict;
create table after_check (
  submission_id text not null primary key references submission (id),
  at            text not null,
  checked_at    text,
  by_id         text,
  by_name       text
) strict;
create index after_check_open on after_check (at) where checked_at is null;

-- An unfinished form, as typed; private to its person.
create table draft (
  id         text not null primary key,
  person_id  text not null,
  event_id   text,          -- the event it edits
  title      text not null, -- for the list
  fields     text not null, -- JSON
  updated_at text not null
) strict;
create index draft_person on draft (person_id, updated_at);

-- The outbox. Facts and address are emptied when a mail has ended.
create table mail (
  id            text    not null primary key, -- also of the Message-ID
  kind          text    not null,
  person_id     text,
  address       text,
  lang          text    not null,
  facts         text    not null, -- JSON
  at            text    not null,
  state         text    not null check (state in ('waiting', 'sent', 'dead', 'dropped')),
  attempts      integer not null default 0,
  due_at        text    not null,
  claimed_until text,
  last_error    text,
  ended_at      text
) strict;
create index mail_due on mail (due_at) where state = 'waiting';
create index mail_ended on mail (state, ended_at);

-- Who did, or tried, what else: signing in, granting, trusting, taking, refused attempts. Decisions
-- and publication steps are ledgers of their own.
create table audit (
  number       integer not null primary key autoincrement,
  at           text    not null,
  actor_id     text,
  actor_name   text,
  verb         text    not null,
  object       text,            -- kind:id
  outcome      text    not null check (outcome in ('done', 'refused')),
  reason       text,
  request_id   text,
  address_hash text             -- keyed, with a salt of the day
) strict;
create index audit_object on audit (object, number);
create index audit_actor on audit (actor_id, number);
create index audit_address on audit (at) where address_hash is not null;
-- Kept for 24 months: the sweep moves this setting first, in the same commit. Actor and hash may be wiped.
create trigger audit_kept before delete on audit
  when old.at > coalesce((select value from setting where name = 'audit_from'), '') begin select raise(abort, 'the audit is kept'); end;
create trigger audit_fixed before update of number, at, verb, object, outcome, reason, request_id on audit begin select raise(abort, 'the audit is immutable'); end;
