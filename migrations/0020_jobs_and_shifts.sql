-- A job is a hub's reusable card; a shift is a job at one meet-up; a turn is one person's place in a shift.
CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 200),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 600),
  fewest INTEGER NOT NULL CHECK (fewest BETWEEN 1 AND 20),
  most INTEGER NOT NULL CHECK (most BETWEEN fewest AND 20),
  must INTEGER NOT NULL CHECK (must IN (0, 1)),
  -- What somebody needs for it. Who has what, until when, stands in helper_checks.
  shown_how INTEGER NOT NULL DEFAULT 0 CHECK (shown_how IN (0, 1)),
  key_holder INTEGER NOT NULL DEFAULT 0 CHECK (key_holder IN (0, 1)),
  first_aid INTEGER NOT NULL DEFAULT 0 CHECK (first_aid IN (0, 1)),
  -- Stairs, chairs, urns: not for those who can chat but cannot lift.
  lifting INTEGER NOT NULL DEFAULT 0 CHECK (lifting IN (0, 1)),
  learner_welcome INTEGER NOT NULL DEFAULT 0 CHECK (learner_welcome IN (0, 1)),
  -- Can be done by somebody who does another job at the same meet-up.
  joinable INTEGER NOT NULL DEFAULT 0 CHECK (joinable IN (0, 1)),
  -- Help that a host asked for, who finds stairs or lifting hard.
  for_host INTEGER NOT NULL DEFAULT 0 CHECK (for_host IN (0, 1)),
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  closed_at INTEGER
) STRICT;
CREATE INDEX jobs_of_hub ON jobs (hub, closed_at);

-- The set of jobs that each date of a series takes.
CREATE TABLE series_jobs (
  series_id TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  PRIMARY KEY (series_id, job_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX series_with_job ON series_jobs (job_id);

-- Where "this and later" begins a new series, its jobs go with it.
CREATE TRIGGER jobs_follow_their_series AFTER INSERT ON series WHEN NEW.follows IS NOT NULL BEGIN
  INSERT INTO series_jobs (series_id, job_id)
  SELECT NEW.id, job_id FROM series_jobs WHERE series_id = NEW.follows;
END;

-- A shift that somebody has a turn in, or that one date has its own way; all others are computed from series_jobs.
-- NULL means "as the job says".
CREATE TABLE shifts (
  id TEXT PRIMARY KEY,
  meetup_id TEXT NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  fewest INTEGER CHECK (fewest BETWEEN 1 AND 20),
  most INTEGER CHECK (most BETWEEN 1 AND 20),
  -- Not on this date, or on this date although the series does not take it.
  left_out_at INTEGER,
  left_out_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  added_at INTEGER,
  UNIQUE (meetup_id, job_id)
) STRICT;
CREATE INDEX shifts_of_job ON shifts (job_id);

CREATE TABLE turns (
  shift_id TEXT NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  -- 'asked' is a proposal that waits for a yes; 'waiting' is in line for a full shift.
  standing TEXT NOT NULL CHECK (standing IN ('asked', 'taken', 'waiting', 'declined', 'stepped-back')),
  learning INTEGER NOT NULL DEFAULT 0 CHECK (learning IN (0, 1)),
  -- Order in the line; NULL for all others.
  line INTEGER,
  -- A host's "leave this one as it is" in a new draft.
  locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
  said TEXT NOT NULL DEFAULT 'self' CHECK (said IN ('self', 'in-person', 'rang', 'letter')),
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  asked_at INTEGER,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (shift_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX turns_of_person ON turns (person_id, shift_id);
