-- The read side by number instead of by name, with what more filters need: a whole number is looked up
-- and compared in a fraction of the time a UUID takes, and a feed does it once for each event.
-- Labels of new kinds come with the next rendering, which a new version of the makers brings about.

alter table publication add column number integer;
update publication set number = rowid;
create unique index publication_number on publication (number);

-- Texts of one event, format by format, lie together: number × 65536 + format × 256 + place, place 0
-- being the original. The codes of the formats are those of `fragment-key.ts`.
create table fragment_new (
  key      integer not null primary key,
  format   text    not null,
  lang     text    not null,
  original integer not null check (original in (0, 1)),
  borrowed integer not null default 0 check (borrowed in (0, 1)), -- the original's text with our words in `lang`
  body     text    not null
) strict;
insert into fragment_new (key, format, lang, original, borrowed, body)
  select p.number * 65536
       + case f.format when 'ics' then 0 when 'item' then 1 when 'card' then 2 else 3 end * 256
       + row_number() over (partition by f.event_id, f.format order by f.original desc, f.lang) - 1,
       f.format, f.lang, f.original, 0, f.body
  from fragment f join publication p on p.event_id = f.event_id;
drop table fragment;
alter table fragment_new rename to fragment;

create table label_new (
  number integer not null,
  label  text    not null, -- kind:value
  primary key (number, label)
) strict, without rowid;
insert into label_new (number, label)
  select p.number, l.label from label l join publication p on p.event_id = l.event_id;
drop table label;
alter table label_new rename to label;

-- With all a feed or a month asks of an event before it wants its text. `until`: of a tombstone, the
-- first date on which it is in no feed; null while the event is visible.
create table label_occurrence_new (
  label         text    not null,
  starts        integer not null,
  number        integer not null,
  event_id      text    not null,
  recurrence_id text    not null,
  ends          integer not null,
  starts_at     integer not null,
  ends_at       integer not null,
  all_day       integer not null,
  zone          text,
  until         text,
  primary key (label, starts, number, recurrence_id)
) strict, without rowid;
insert into label_occurrence_new
  select o.label, o.starts, p.number, o.event_id, o.recurrence_id, o.ends, o.starts_at, o.ends_at, o.all_day, p.zone,
         case when p.state in ('published', 'archived') then null else p.leaves_on end
  from label_occurrence o join publication p on p.event_id = o.event_id;
drop table label_occurrence;
alter table label_occurrence_new rename to label_occurrence;

create table label_series_new (
  label       text    not null,
  number      integer not null,
  event_id    text    not null,
  zone        text,
  first_start integer not null,
  until       text,
  primary key (label, number)
) strict, without rowid;
insert into label_series_new
  select s.label, p.number, s.event_id, p.zone, p.first_start,
         case when p.state in ('published', 'archived') then null else p.leaves_on end
  from label_series s join publication p on p.event_id = s.event_id;
drop table label_series;
alter table label_series_new rename to label_series;

-- Where an event takes place as a unit vector: nearer than so many kilometres is one sum of products.
create table place_point (
  number integer not null primary key,
  x      real    not null,
  y      real    not null,
  z      real    not null
) strict;

-- Words of all texts of an event, folded, each once. They hold letters, digits and spaces only, so the
-- plainest tokenizer finds what folding made.
create virtual table search using fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
