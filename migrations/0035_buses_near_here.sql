-- A bus, or a community bus that comes when somebody rings, as a host typed it in. The number is its company's.
CREATE TABLE buses (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  kind TEXT NOT NULL CHECK (kind IN ('bus', 'on-request')),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  telephone TEXT CHECK (length(telephone) BETWEEN 5 AND 30),
  -- Seven figures, Monday first: '1111100' runs on working days.
  days TEXT NOT NULL CHECK (length(days) = 7 AND days NOT GLOB '*[^01]*' AND days <> '0000000'),
  -- 'HH:MM' where the hub is: when the first one goes, and the last one comes. NULL: not known.
  first_time TEXT,
  last_time TEXT,
  notice_hours INTEGER NOT NULL DEFAULT 0 CHECK (notice_hours BETWEEN 0 AND 336),
  who TEXT NOT NULL DEFAULT '' CHECK (length(who) <= 200),
  goes TEXT NOT NULL CHECK (length(goes) BETWEEN 1 AND 200),
  stops TEXT NOT NULL DEFAULT '' CHECK (length(stops) <= 200),
  to_the_door INTEGER NOT NULL DEFAULT 0 CHECK (to_the_door IN (0, 1)),
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- When somebody last looked whether it is still right.
  checked_at INTEGER NOT NULL,
  closed_at INTEGER
) STRICT;
CREATE INDEX buses_of_hub ON buses (hub, closed_at);
CREATE INDEX buses_by_maker ON buses (made_by) WHERE made_by IS NOT NULL;

-- At which of the hub's pick-up points it stops.
CREATE TABLE bus_stops (
  bus_id TEXT NOT NULL REFERENCES buses (id) ON DELETE CASCADE,
  point_id TEXT NOT NULL REFERENCES pick_up_points (id) ON DELETE CASCADE,
  PRIMARY KEY (bus_id, point_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bus_stops_at_point ON bus_stops (point_id);
