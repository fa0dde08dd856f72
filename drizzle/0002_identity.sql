-- Who is asking. The first five tables are those of better-auth 1.7.5 and its api-key plugin: every
-- column it knows, under names of our own (src/identity/schema.ts maps them). The last two are ours.
-- Instants are text, YYYY-MM-DDTHH:MM:SS.sssZ, so they sort and read like all others.

-- A person, or the technical user behind the keys of an organisation (it has the id of the
-- organisation and an address that never gets mail, https://www.rfc-editor.org/rfc/rfc6761#section-6.4).
create table user (
  id             text    not null primary key,
  name           text    not null,
  email          text    not null unique check (email = lower(email)), -- better-auth asks in lower case
  email_verified integer not null default 0 check (email_verified in (0, 1)),
  image          text,
  created_at     text    not null,
  updated_at     text    not null
) strict;

-- A browser that is signed in. Empty until magic links come.
create table session (
  id         text not null primary key,
  user_id    text not null references user (id) on delete cascade, -- nobody gone stays signed in
  token      text not null unique,
  ip_address text,
  user_agent text,
  expires_at text not null,
  created_at text not null,
  updated_at text not null
) strict;
create index session_user on session (user_id);

-- A way to sign in with somebody else (OAuth) or by password. We have neither, better-auth wants the table.
create table account (
  id                       text not null primary key,
  user_id                  text not null references user (id) on delete cascade,
  account_id               text not null,
  provider_id              text not null,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  text,
  refresh_token_expires_at text,
  scope                    text,
  password                 text,
  created_at               text not null,
  updated_at               text not null,
  unique (provider_id, account_id) -- one stranger is one of us
) strict;
create index account_user on account (user_id);

-- A one-time secret on its way, such as a magic link.
create table verification (
  id         text not null primary key,
  identifier text not null,
  value      text not null,
  expires_at text not null,
  created_at text not null,
  updated_at text not null
) strict;
create index verification_identifier on verification (identifier);

-- An API key. Of the secret only its SHA-256 is here; its first letters tell keys apart in a list.
create table apikey (
  id                     text    not null primary key,
  config_id              text    not null default 'default',
  user_id                text    not null references user (id) on delete cascade, -- a key dies with its owner
  name                   text,
  prefix                 text,
  start                  text,
  key_hash               text    not null unique, -- a secret opens one door
  enabled                integer not null default 1 check (enabled in (0, 1)), -- 0 is revoked
  expires_at             text, -- null is never
  last_request           text,
  permissions            text,
  metadata               text,
  -- The counters of the plugin, which stay unused: rate limits are not its business here.
  rate_limit_enabled     integer not null default 0 check (rate_limit_enabled in (0, 1)),
  rate_limit_time_window integer,
  rate_limit_max         integer,
  request_count          integer not null default 0,
  remaining              integer,
  refill_interval        integer,
  refill_amount          integer,
  last_refill_at         text,
  created_at             text    not null,
  updated_at             text    not null
) strict;
create index apikey_user on apikey (user_id);
create index apikey_config on apikey (config_id);

-- For whom a user acts. One organisation each: with a second one, a moderator could decide on an
-- event of the first.
create table membership (
  user_id         text not null primary key references user (id) on delete cascade,
  organisation_id text not null references organisation (id), -- an organisation with people is not deleted
  created_at      text not null
) strict;
create index membership_organisation on membership (organisation_id);

-- Who moderates, and for which countries: ISO codes and EU, for example ["PL","CZ"].
create table moderator (
  user_id    text not null primary key references user (id) on delete cascade,
  countries  text not null check (json_valid(countries) and json_type(countries) = 'array'
                                  and json_array_length(countries) > 0), -- a grant of nothing is no grant
  created_at text not null
) strict;
