-- Where people are picked up: the bus shelter, the chapel, the shop.
CREATE TABLE pick_up_points (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  directions TEXT NOT NULL DEFAULT '' CHECK (length(directions) <= 300),
  latitude REAL NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  lit TEXT NOT NULL DEFAULT 'not-known' CHECK (lit IN ('yes', 'no', 'not-known')),
  seat TEXT NOT NULL DEFAULT 'not-known' CHECK (seat IN ('yes', 'no', 'not-known')),
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  closed_at INTEGER
) STRICT;
CREATE INDEX pick_up_points_of_hub ON pick_up_points (hub, closed_at);
CREATE INDEX pick_up_points_by_maker ON pick_up_points (made_by) WHERE made_by IS NOT NULL;

-- How fast a car gets about in a hub, where no routing server is asked.
CREATE TABLE lift_settings (
  hub TEXT PRIMARY KEY REFERENCES hubs (slug),
  speed_kmh INTEGER NOT NULL CHECK (speed_kmh BETWEEN 10 AND 90),
  changed_at INTEGER NOT NULL,
  changed_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX lift_settings_by_changer ON lift_settings (changed_by) WHERE changed_by IS NOT NULL;
