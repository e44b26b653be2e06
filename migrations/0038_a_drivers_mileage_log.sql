-- A driver who keeps, or kept, a log of miles. Without this row nothing is written down of their drives.
CREATE TABLE mileage_logs (
  person_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  -- Days that had ended by then are in the log already.
  filled_until INTEGER NOT NULL,
  -- Drives no longer go in by themselves; the row stays, so that none goes in twice later.
  stopped_at INTEGER
) STRICT;

-- One drive, for the driver alone: places, never an address, and how many rode along, never who.
CREATE TABLE mileage_drives (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  on_date TEXT NOT NULL CHECK (on_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  from_words TEXT NOT NULL CHECK (length(from_words) BETWEEN 1 AND 80),
  to_words TEXT NOT NULL CHECK (length(to_words) BETWEEN 1 AND 80),
  -- NULL: nobody knows how far it is; the driver fills it in.
  tenth_miles INTEGER CHECK (tenth_miles BETWEEN 0 AND 99999),
  passengers INTEGER NOT NULL CHECK (passengers BETWEEN 0 AND 60),
  changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX mileage_drives_of_person ON mileage_drives (person_id, on_date);
