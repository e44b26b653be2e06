-- Every meet-up belongs to a series; a single one is a series without a rule.
CREATE TABLE series (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
  words TEXT NOT NULL DEFAULT '',
  venue_id TEXT NOT NULL REFERENCES venues (id),
  start_local TEXT NOT NULL CHECK (start_local GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]'),
  length_min INTEGER NOT NULL CHECK (length_min BETWEEN 5 AND 1440),
  rrule TEXT,
  joining TEXT NOT NULL DEFAULT 'just-turn-up' CHECK (joining IN ('just-turn-up', 'tell-us')),
  room_for INTEGER CHECK (room_for BETWEEN 1 AND 10000),
  exact_limit INTEGER CHECK (exact_limit BETWEEN 1 AND 10000),
  bring TEXT NOT NULL DEFAULT '',
  cost TEXT NOT NULL DEFAULT '',
  plan_b TEXT NOT NULL DEFAULT '',
  plan_b_by TEXT NOT NULL DEFAULT '',
  -- The first local date that no longer belongs to it: after the last of a list, where "this and later" was
  -- changed, or where a host ended it.
  ends_before TEXT,
  ended_at INTEGER,
  ended_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  follows TEXT REFERENCES series (id),
  created_at INTEGER NOT NULL,
  created_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  changed_at INTEGER NOT NULL,
  -- Raised with each change, so that of two changes made from one page the second is noticed.
  version INTEGER NOT NULL DEFAULT 1,
  -- Set when two dates running were not confirmed; cleared by the next "Yes, it's on".
  unlisted_at INTEGER
) STRICT;
CREATE INDEX series_of_hub ON series (hub, ends_before);
CREATE INDEX series_that_follow ON series (follows) WHERE follows IS NOT NULL;

-- Dates added to the rule by hand, and dates of the rule that are left out.
CREATE TABLE series_dates (
  series_id TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  local TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('extra', 'left-out')),
  PRIMARY KEY (series_id, local, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE series_pauses (
  series_id TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  from_date TEXT NOT NULL,
  back_on TEXT NOT NULL,
  paused_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  paused_at INTEGER NOT NULL,
  PRIMARY KEY (series_id, from_date),
  CHECK (from_date < back_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE series_hosts (
  series_id TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  since INTEGER NOT NULL,
  PRIMARY KEY (series_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX series_of_host ON series_hosts (person_id);

-- A date that somebody has joined, changed, confirmed or cancelled; all others are computed from the rule.
-- NULL in a column of its own means "as the series says".
CREATE TABLE meetups (
  id TEXT PRIMARY KEY,
  series_id TEXT NOT NULL REFERENCES series (id),
  hub TEXT NOT NULL REFERENCES hubs (slug),
  original_date TEXT NOT NULL,
  starts_local TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  -- 1 when this date was given a time of its own, which a change of the series then leaves alone.
  own_time INTEGER NOT NULL DEFAULT 0 CHECK (own_time IN (0, 1)),
  title TEXT,
  words TEXT,
  venue_id TEXT REFERENCES venues (id),
  length_min INTEGER CHECK (length_min BETWEEN 5 AND 1440),
  bring TEXT,
  cost TEXT,
  plan_b TEXT,
  plan_b_by TEXT,
  room_for INTEGER,
  exact_limit INTEGER,
  confirmed_at INTEGER,
  confirmed_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  cancelled_at INTEGER,
  cancelled_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  cancelled_because TEXT NOT NULL DEFAULT '',
  sequence INTEGER NOT NULL DEFAULT 0,
  -- How many of those who came have erased themselves since: counts stay, names go.
  erased INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL,
  UNIQUE (series_id, original_date)
) STRICT;
CREATE INDEX meetups_of_hub ON meetups (hub, starts_at);
CREATE INDEX meetups_by_start ON meetups (starts_at);
CREATE INDEX meetups_by_original_date ON meetups (hub, original_date, series_id);

CREATE TABLE meetup_changes (
  id TEXT PRIMARY KEY,
  meetup_id TEXT NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('moved', 'changed', 'cancelled', 'confirmed', 'back-on')),
  before_local TEXT,
  after_local TEXT,
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX changes_of_meetup ON meetup_changes (meetup_id, made_at);

CREATE TABLE tallies (
  meetup_id TEXT PRIMARY KEY REFERENCES meetups (id) ON DELETE CASCADE,
  people INTEGER NOT NULL CHECK (people BETWEEN 0 AND 10000),
  new_faces INTEGER NOT NULL CHECK (new_faces BETWEEN 0 AND 10000),
  counted_at INTEGER NOT NULL,
  counted_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
