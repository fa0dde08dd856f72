-- People sign in, belong to several organisations, invite each other and are appointed. The tables
-- that better-auth 1.7.5 and its organization plugin know hold every column they ask for, under
-- names of our own (src/identity/schema.ts maps them); administrator is ours.

-- In which language mail goes to a person; null until they chose or used one.
alter table user add column lang text;

-- For which organisation this browser acts now. No key: who may act is asked of membership each time.
alter table session add column active_organization_id text;

-- The plugin's words for what we do not use.
alter table organisation add column logo text;
alter table organisation add column metadata text;

-- Who belongs where. Everybody so far looks after what they belong to; the technical user behind
-- an organisation's keys (it has the organisation's id) only submits.
drop index membership_organisation;
alter table membership rename to membership_of_one;
create table membership (
  id              text not null primary key,
  organisation_id text not null references organisation (id), -- an organisation with people is not deleted
  user_id         text not null references user (id) on delete cascade,
  role            text not null check (role in ('admin', 'member')),
  created_at      text not null,
  unique (organisation_id, user_id)
) strict;
create index membership_user on membership (user_id);
insert into membership (id, organisation_id, user_id, role, created_at)
  select lower(hex(randomblob(16))), organisation_id, user_id,
         case when user_id = organisation_id then 'member' else 'admin' end, created_at
  from membership_of_one;
drop table membership_of_one;

-- lock: where people are, one of them can look after the others, also when two admins leave at once.
-- The last person of all may go. Deleting a user gets here too.
create trigger membership_admin_stays before delete on membership
  when old.role = 'admin'
    and not exists (select 1 from membership other
                    where other.organisation_id = old.organisation_id and other.role = 'admin' and other.id <> old.id)
    and exists (select 1 from membership other
                where other.organisation_id = old.organisation_id and other.user_id <> other.organisation_id and other.id <> old.id)
  begin select raise(abort, 'last_admin'); end;
create trigger membership_admin_remains before update of role on membership
  when old.role = 'admin' and new.role <> 'admin'
    and not exists (select 1 from membership other
                    where other.organisation_id = old.organisation_id and other.role = 'admin' and other.id <> old.id)
  begin select raise(abort, 'last_admin'); end;

-- A mailbox asked to join. Whoever proves to own it may; the row goes when it expires.
create table invitation (
  id              text not null primary key,
  organisation_id text not null references organisation (id),
  email           text not null check (email = lower(email)),
  role            text not null check (role in ('admin', 'member')),
  status          text not null check (status in ('pending', 'accepted', 'rejected', 'canceled')), -- the plugin's words
  inviter_id      text not null references user (id) on delete cascade,
  expires_at      text not null,
  created_at      text not null
) strict;
create index invitation_email on invitation (email);
create index invitation_organisation on invitation (organisation_id);
create index invitation_inviter on invitation (inviter_id);

-- A senior moderator also gives trust, hears appeals of removals and restores.
alter table moderator add column senior integer not null default 0 check (senior in (0, 1));

-- Who appoints moderators and administrators.
create table administrator (
  user_id    text not null primary key references user (id) on delete cascade,
  created_at text not null
) strict;

-- lock: once there was one, there is always one.
create trigger administrator_stays before delete on administrator
  when not exists (select 1 from administrator other where other.user_id <> old.user_id)
  begin select raise(abort, 'last_administrator'); end;

-- What a sweep deletes.
create index session_expiry on session (expires_at);
create index verification_expiry on verification (expires_at);
