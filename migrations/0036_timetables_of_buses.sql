-- What is near a hub of a bus company's timetable file. Of the rest nothing is kept, and nothing of it is about anybody.
CREATE TABLE timetables (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  name TEXT NOT NULL,
  -- All its times are in this zone.
  zone TEXT NOT NULL,
  -- The day of the first figure of each service's runs, and the last on which anything runs, 'YYYY-MM-DD'.
  begins TEXT NOT NULL,
  ends TEXT NOT NULL,
  -- How buses are rung for, as JSON: [{ telephone, message, minutes, lastDay, lastTime, service }].
  bookings TEXT NOT NULL,
  brought_at INTEGER NOT NULL,
  brought_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- NULL while its rows are being written, or taken away: then nobody sees it.
  ready_at INTEGER
) STRICT;
CREATE INDEX timetables_of_hub ON timetables (hub);
CREATE INDEX timetables_by_bringer ON timetables (brought_by) WHERE brought_by IS NOT NULL;

CREATE TABLE timetable_places (
  timetable_id TEXT NOT NULL REFERENCES timetables (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  latitude REAL NOT NULL,
  longitude REAL NOT NULL,
  -- Of an area: its rings as JSON, [[[longitude, latitude], …], …].
  rings TEXT,
  PRIMARY KEY (timetable_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE timetable_trips (
  timetable_id TEXT NOT NULL REFERENCES timetables (id) ON DELETE CASCADE,
  trip INTEGER NOT NULL,
  line TEXT NOT NULL,
  towards TEXT NOT NULL,
  company TEXT NOT NULL,
  telephone TEXT,
  -- A figure a day from the day the timetable begins: '1' where it runs.
  runs TEXT NOT NULL,
  -- As JSON, where it comes again and again: [{ from, to, every, exact }], in seconds.
  repeats TEXT,
  ends_name TEXT,
  ends_seconds INTEGER,
  PRIMARY KEY (timetable_id, trip)
) STRICT, WITHOUT ROWID;

-- Seconds from noon minus 12 hours of the day of the service; past midnight they go on.
CREATE TABLE timetable_calls (
  timetable_id TEXT NOT NULL REFERENCES timetables (id) ON DELETE CASCADE,
  trip INTEGER NOT NULL,
  nth INTEGER NOT NULL,
  place INTEGER NOT NULL,
  arrives INTEGER,
  departs INTEGER,
  about INTEGER NOT NULL CHECK (about IN (0, 1)),
  opens INTEGER,
  closes INTEGER,
  get_on TEXT NOT NULL CHECK (get_on IN ('yes', 'no', 'ring')),
  get_off TEXT NOT NULL CHECK (get_off IN ('yes', 'no', 'ring')),
  booking INTEGER,
  PRIMARY KEY (timetable_id, trip, nth, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX timetable_calls_at ON timetable_calls (timetable_id, place);
