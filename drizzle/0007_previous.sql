-- Where and when an event stood before its latest changes (JSON, newest last), so that its texts can
-- say what has changed.
alter table publication add column previous text not null default '[]';
