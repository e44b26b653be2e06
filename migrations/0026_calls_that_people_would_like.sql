-- A friendly call once a week to somebody who would like one: when, and what they agreed to.
CREATE TABLE call_wishes (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  -- Monday is 0.
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
  part TEXT NOT NULL CHECK (part IN ('morning', 'afternoon', 'evening')),
  -- Calls are made on days after this one: a day that was chosen today cannot be missed today.
  days_after TEXT NOT NULL,
  -- Their own yes: said by themselves, or heard by somebody, when and how.
  said TEXT NOT NULL CHECK (said IN ('self', 'in-person', 'rang', 'slip')),
  heard_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  heard_on TEXT NOT NULL,
  -- Whom to ask when nobody answers, as the person agreed.
  contact_name TEXT CHECK (length(contact_name) BETWEEN 1 AND 80),
  contact_telephone TEXT CHECK (length(contact_telephone) BETWEEN 1 AND 30),
  -- The host who is told; nobody: then the keepers of the hub are.
  looked_after_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- No calls before this day, because they are away themselves.
  back_on TEXT,
  started_at INTEGER NOT NULL,
  stopped_at INTEGER,
  stopped_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  CHECK ((contact_name IS NULL) = (contact_telephone IS NULL))
) STRICT;
CREATE UNIQUE INDEX call_wishes_going_on ON call_wishes (hub, person_id) WHERE stopped_at IS NULL;
CREATE INDEX call_wishes_of_person ON call_wishes (person_id);
CREATE INDEX call_wishes_by_hearer ON call_wishes (heard_by) WHERE heard_by IS NOT NULL;
CREATE INDEX call_wishes_by_host ON call_wishes (looked_after_by) WHERE looked_after_by IS NOT NULL;
CREATE INDEX call_wishes_by_stopper ON call_wishes (stopped_by) WHERE stopped_by IS NOT NULL;

-- Who rings, who stands in and who would call round: asked, and only after their own yes counted on.
CREATE TABLE call_pairs (
  id TEXT PRIMARY KEY,
  wish_id TEXT NOT NULL REFERENCES call_wishes (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  place TEXT NOT NULL CHECK (place IN ('caller', 'stand-in', 'visitor')),
  asked_at INTEGER NOT NULL,
  asked_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  yes_at INTEGER,
  -- Themselves, or the host they told.
  yes_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  ended_at INTEGER,
  ended_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- 'somebody-else': the person who is rung asked for another; then they are not asked again.
  ended_because TEXT CHECK (ended_because IN ('no', 'stepped-down', 'somebody-else', 'host')),
  CHECK ((ended_at IS NULL) = (ended_because IS NULL))
) STRICT;
CREATE UNIQUE INDEX call_pairs_now ON call_pairs (wish_id, place) WHERE ended_at IS NULL;
CREATE INDEX call_pairs_of_person ON call_pairs (person_id);
CREATE INDEX call_pairs_by_asker ON call_pairs (asked_by) WHERE asked_by IS NOT NULL;
CREATE INDEX call_pairs_by_hearer ON call_pairs (yes_by) WHERE yes_by IS NOT NULL;
CREATE INDEX call_pairs_by_ender ON call_pairs (ended_by) WHERE ended_by IS NOT NULL;
