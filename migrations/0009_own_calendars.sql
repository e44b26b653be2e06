-- Secret addresses at which somebody's own calendar program finds what they said they would do. Only hashes are kept.
CREATE TABLE own_calendars (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  made_at INTEGER NOT NULL,
  -- On which day it was last asked for; to tell an address in use from a forgotten one.
  read_at INTEGER
) STRICT;
CREATE INDEX own_calendars_of_person ON own_calendars (person_id);
