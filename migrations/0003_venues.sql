CREATE TABLE venues (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  kind TEXT NOT NULL CHECK (kind IN ('public', 'home')),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  -- Where a home is, as anybody may know it: "Mill Lane".
  area TEXT NOT NULL DEFAULT '',
  directions TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  latitude REAL,
  longitude REAL,
  key_with TEXT NOT NULL DEFAULT '',
  room_for INTEGER CHECK (room_for BETWEEN 1 AND 10000),
  shelter TEXT NOT NULL DEFAULT 'not-known' CHECK (shelter IN ('yes', 'no', 'not-known')),
  home_of TEXT REFERENCES people (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  closed_at INTEGER,
  CHECK (kind = 'public' OR area <> ''),
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE INDEX venues_of_hub ON venues (hub);

CREATE TABLE venue_access (
  venue_id TEXT NOT NULL REFERENCES venues (id) ON DELETE CASCADE,
  fact TEXT NOT NULL CHECK (fact IN (
    'step-free', 'toilet', 'accessible-toilet', 'seats-with-arms', 'hearing-loop', 'parking', 'near-a-bus',
    'lit-path', 'warm', 'smoke-free', 'dogs', 'quiet-corner')),
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'not-known')),
  checked_on TEXT,
  PRIMARY KEY (venue_id, fact)
) STRICT, WITHOUT ROWID;
