-- "Before Thursday": something to be done by a day, at no fixed time.
CREATE TABLE errands (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 200),
  by_date TEXT NOT NULL,
  minutes INTEGER CHECK (minutes BETWEEN 5 AND 600),
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  taken_at INTEGER,
  taken_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  done_at INTEGER,
  closed_at INTEGER
) STRICT;
CREATE INDEX errands_of_hub ON errands (hub, by_date);
CREATE INDEX errands_of_person ON errands (taken_by);
