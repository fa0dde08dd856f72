-- Short addresses of filters, kept for ever: people print them on posters. No row says who made it.

create table feed_address (
  id         text not null primary key check (length(id) between 10 and 52),
  query      text not null unique, -- canonical when it was kept; read by whatever the grammar is then
  created_at text not null
) strict, without rowid;
