-- A council or another organisation that can be asked, as one hub knows it.
CREATE TABLE bodies (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  kind TEXT NOT NULL CHECK (kind IN ('parish', 'county', 'health', 'other')),
  -- Whose rules of notice hold.
  nation TEXT NOT NULL DEFAULT 'england' CHECK (nation IN ('england', 'wales', 'scotland', 'northern-ireland')),
  -- What it decides, in plain words.
  remit TEXT NOT NULL DEFAULT '' CHECK (length(remit) <= 500),
  -- How many days before a meeting its clerk wants to know.
  days_ahead INTEGER NOT NULL DEFAULT 10 CHECK (days_ahead BETWEEN 0 AND 60),
  -- How many days after a meeting an answer is expected.
  answers_within INTEGER NOT NULL DEFAULT 14 CHECK (answers_within BETWEEN 1 AND 120),
  formerly TEXT NOT NULL DEFAULT '',
  ended_at INTEGER,
  ended_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- Keeps what it promised.
  followed_by TEXT REFERENCES bodies (id),
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX bodies_of_hub ON bodies (hub);
CREATE INDEX bodies_by_follower ON bodies (followed_by) WHERE followed_by IS NOT NULL;
CREATE INDEX bodies_by_maker ON bodies (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX bodies_by_ender ON bodies (ended_by) WHERE ended_by IS NOT NULL;

-- Its clerk, whoever stands in for the clerk, and its councillors: they read what is carried to it, and answer.
CREATE TABLE body_people (
  body_id TEXT NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  part TEXT NOT NULL CHECK (part IN ('clerk', 'cover', 'councillor')),
  since INTEGER NOT NULL,
  given_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  PRIMARY KEY (body_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bodies_of_person ON body_people (person_id);
CREATE INDEX body_people_by_giver ON body_people (given_by) WHERE given_by IS NOT NULL;

CREATE TABLE body_meetings (
  id TEXT PRIMARY KEY,
  body_id TEXT NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
  starts_local TEXT NOT NULL CHECK (
    starts_local GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]'),
  place TEXT NOT NULL DEFAULT '' CHECK (length(place) <= 120),
  called_off_at INTEGER,
  UNIQUE (body_id, starts_local)
) STRICT;
