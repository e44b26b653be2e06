-- Calendars that others in the village keep, and what is on by them. Nobody says "I'm coming" to these here.
CREATE TABLE other_calendars (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  -- Whose it is: "the village hall".
  owner TEXT NOT NULL,
  -- A page of theirs that may be linked to. The address itself may hold a secret of theirs, and is shown to hosts alone.
  page TEXT,
  -- Null for a file that somebody brought; that is never read again.
  address TEXT,
  added_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  added_at INTEGER NOT NULL,
  -- Null while a host looks at the examples: then nobody else sees any of it.
  confirmed_at INTEGER,
  paused_at INTEGER,
  -- When it was last heard of, and when it was last laid out: an unchanged file has new dates as time goes on.
  read_at INTEGER NOT NULL,
  laid_out_at INTEGER NOT NULL,
  tag TEXT,
  changed TEXT,
  -- What is kept of it, so that the same is not written again.
  mark TEXT NOT NULL,
  -- What was left out, as JSON: [{ title, part, value }].
  refused TEXT NOT NULL,
  failing_since INTEGER,
  failed_because TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  -- When to read it next; null for never.
  next_at INTEGER
) STRICT;
CREATE INDEX other_calendars_of_hub ON other_calendars (hub);
CREATE INDEX other_calendars_by_person ON other_calendars (added_by);
CREATE INDEX other_calendars_due ON other_calendars (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE other_dates (
  calendar_id TEXT NOT NULL REFERENCES other_calendars (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  place TEXT NOT NULL,
  link TEXT,
  status TEXT NOT NULL CHECK (status IN ('on', 'unsure', 'off')),
  -- On the hub's clock: 'YYYY-MM-DDTHH:MM', or of whole days the first and the last, 'YYYY-MM-DD'.
  starts_local TEXT NOT NULL,
  ends_local TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL
) STRICT;
CREATE INDEX other_dates_of_calendar ON other_dates (calendar_id, starts_at);
