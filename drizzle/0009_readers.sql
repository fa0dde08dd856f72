-- How many calendars read a feed. Addresses and browsers of readers stand nowhere: within a day they
-- are told apart by a digest under that day's salt, and both are deleted when the day is over, so
-- that no row can tell that somebody came back.

-- A salt marks its day as open: readers of a day without one are not taken any more.
create table reader_salt (
  day  text not null primary key, -- UTC
  salt text not null
) strict, without rowid;

-- Who read a feed today, each once.
create table feed_reader (
  day    text not null,
  feed   text not null, -- without format and text language: `pl`, `events?country=PL`
  digest text not null, -- 64 bits, hexadecimal
  primary key (day, feed, digest)
) strict, without rowid;

-- How many read it on a day that is over.
create table feed_readers (
  day     text    not null,
  feed    text    not null,
  readers integer not null check (readers > 0),
  primary key (day, feed)
) strict, without rowid;
