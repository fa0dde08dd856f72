-- Guards against abuse. Rows live for hours; the sweep forgets them. No row names anybody: subjects
-- are keyed hashes, those of addresses with a salt that changes every day.

-- How often a subject did something in the window that is open for it.
create table quota (
  name    text    not null, -- of the policy
  subject text    not null,
  taken   integer not null check (taken > 0),
  ends_at text    not null, -- exclusive; the first attempt from then on opens the next window
  primary key (name, subject)
) strict, without rowid;

-- What may be used once: by whoever comes first, who may come again (a form resent after a timeout).
create table spent (
  token      text not null primary key,
  spender    text not null,
  expires_at text not null
) strict, without rowid;
