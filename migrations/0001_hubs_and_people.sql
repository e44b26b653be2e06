CREATE TABLE hubs (
  slug TEXT PRIMARY KEY CHECK (slug GLOB '[a-z0-9]*' AND length(slug) BETWEEN 2 AND 60),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  place TEXT NOT NULL CHECK (length(place) BETWEEN 1 AND 120),
  zone TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL
) STRICT;

-- A neighbour has a first name; everything else is optional.
CREATE TABLE people (
  id TEXT PRIMARY KEY,
  first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 60),
  mail TEXT UNIQUE CHECK (mail = lower(mail)),
  mail_proved_at INTEGER,
  mail_failed_at INTEGER,
  telephone TEXT,
  telephone_public INTEGER NOT NULL DEFAULT 0 CHECK (telephone_public IN (0, 1)),
  in_person_through TEXT,
  told TEXT NOT NULL DEFAULT 'everything' CHECK (told IN ('everything', 'only-mine', 'cancellations')),
  remind_evening INTEGER NOT NULL DEFAULT 1 CHECK (remind_evening IN (0, 1)),
  remind_before INTEGER NOT NULL DEFAULT 1 CHECK (remind_before IN (0, 1)),
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE memberships (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  joined_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, hub)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_of_hub ON memberships (hub, person_id);

CREATE TABLE roles (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  role TEXT NOT NULL CHECK (role IN ('keeper', 'host')),
  given_at INTEGER NOT NULL,
  given_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  PRIMARY KEY (person_id, hub, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX roles_of_hub ON roles (hub, role);

-- Secrets of this installation: push keys and the key that signs the links in letters.
CREATE TABLE keys (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

-- The answer to a form already taken, so that sending it again changes nothing.
CREATE TABLE taken_forms (
  key TEXT PRIMARY KEY,
  result TEXT NOT NULL,
  taken_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attempts (
  bucket TEXT NOT NULL,
  since INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (bucket, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE set_up_links (
  hash TEXT PRIMARY KEY,
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE reports (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  about TEXT NOT NULL,
  words TEXT NOT NULL,
  goes_to TEXT NOT NULL CHECK (goes_to IN ('keeper', 'operator')),
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  made_at INTEGER NOT NULL,
  settled_at INTEGER,
  settled_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX reports_of_hub ON reports (hub, made_at);
