-- A proposal for the next weeks: nobody is asked before the host says so. One at a time in a hub.
CREATE TABLE drafts (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL UNIQUE REFERENCES hubs (slug),
  -- The first and the last day it covers.
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- 'first': made at once; 'proven': nothing better exists; 'best-found': time ran out.
  how TEXT NOT NULL CHECK (how IN ('first', 'proven', 'best-found')),
  -- Set when a host changed something by hand: a better one found later does not wipe it out.
  edited_at INTEGER,
  asked_at INTEGER,
  asked_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX drafts_by_maker ON drafts (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX drafts_by_asker ON drafts (asked_by) WHERE asked_by IS NOT NULL;

-- One place in a shift of the draft. The meet-up may exist as a date of its series alone.
CREATE TABLE draft_cells (
  draft_id TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
  meetup_id TEXT NOT NULL,
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  must INTEGER NOT NULL CHECK (must IN (0, 1)),
  person_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- The host put them there, or wants them left there.
  locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
  PRIMARY KEY (draft_id, meetup_id, job_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_cells_of_person ON draft_cells (person_id) WHERE person_id IS NOT NULL;
