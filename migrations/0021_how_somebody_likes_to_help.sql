-- How often somebody would like to help in a hub: turns in twelve weeks. No reason is ever asked.
CREATE TABLE helpers (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  pledge REAL NOT NULL CHECK (pledge BETWEEN 0 AND 36),
  -- Hours before a shift at which to be reminded on the day; NULL: the evening before is enough.
  remind_hours INTEGER CHECK (remind_hours BETWEEN 1 AND 12),
  since INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  PRIMARY KEY (person_id, hub)
) STRICT, WITHOUT ROWID;
CREATE INDEX helpers_of_hub ON helpers (hub, person_id);

-- 0: rather not, 1: if need be, 2: gladly, 3: my favourite. No row is as good as 1.
CREATE TABLE likings (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  liking INTEGER NOT NULL CHECK (liking BETWEEN 0 AND 3),
  PRIMARY KEY (person_id, job_id)
) STRICT, WITHOUT ROWID;

-- Shown how (for one job), holds a key (of one venue), first aid (anywhere); good until a day, or for good.
CREATE TABLE helper_checks (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  kind TEXT NOT NULL CHECK (kind IN ('shown-how', 'key', 'first-aid')),
  job_id TEXT REFERENCES jobs (id) ON DELETE CASCADE,
  venue_id TEXT REFERENCES venues (id) ON DELETE CASCADE,
  checked_on TEXT NOT NULL,
  good_until TEXT,
  checked_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  CHECK ((kind = 'shown-how') = (job_id IS NOT NULL)),
  CHECK ((kind = 'key') = (venue_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX one_check_of_a_kind
  ON helper_checks (person_id, hub, kind, COALESCE(job_id, ''), COALESCE(venue_id, ''));
CREATE INDEX checks_of_hub ON helper_checks (hub);

-- Days on which somebody cannot help; with a weekday, only those days between the two.
CREATE TABLE aways (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('away', 'maybe', 'no-lifting')),
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  -- Monday is 0.
  weekday INTEGER CHECK (weekday BETWEEN 0 AND 6),
  said_at INTEGER NOT NULL,
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  CHECK (from_date <= to_date)
) STRICT;
CREATE INDEX aways_of_person ON aways (person_id, to_date);

-- Wishes of two people about each other; they hold from the second yes. 'not-together' is one person's own and private.
CREATE TABLE pairings (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  other_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  kind TEXT NOT NULL CHECK (kind IN ('together', 'apart', 'alternating', 'not-together')),
  said_at INTEGER NOT NULL,
  agreed_at INTEGER,
  PRIMARY KEY (person_id, other_id, hub),
  CHECK (person_id <> other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pairings_with ON pairings (other_id);
