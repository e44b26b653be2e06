-- A plan is for a meet-up, or for all that go elsewhere on a day. Nothing wrote to these two before.
DROP TABLE lift_left;
DROP TABLE lift_plans;

-- The last plan of an outing: how good it is, and who is left and why.
CREATE TABLE lift_plans (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  meetup_id TEXT UNIQUE REFERENCES meetups (id) ON DELETE CASCADE,
  on_date TEXT,
  -- 'first': made at once; 'proven': no plan takes more people or goes a shorter way; 'best-found': time ran out.
  how TEXT NOT NULL CHECK (how IN ('first', 'proven', 'best-found')),
  -- People who have a lift by it, and the most that any plan could carry, as far as is proven.
  carried INTEGER NOT NULL,
  bound INTEGER,
  -- Times on the road as a routing server said, or by the distance; 'no-answer': it was asked and was silent.
  times TEXT NOT NULL CHECK (times IN ('distance', 'roads', 'no-answer')),
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  CHECK ((meetup_id IS NULL) = (on_date IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX one_plan_a_day ON lift_plans (hub, on_date) WHERE on_date IS NOT NULL;
CREATE INDEX lift_plans_by_maker ON lift_plans (made_by) WHERE made_by IS NOT NULL;

CREATE TABLE lift_left (
  plan_id TEXT NOT NULL REFERENCES lift_plans (id) ON DELETE CASCADE,
  request_id TEXT NOT NULL REFERENCES lift_requests (id) ON DELETE CASCADE,
  leg TEXT NOT NULL CHECK (leg IN ('out', 'back')),
  because TEXT NOT NULL,
  wants TEXT,
  -- There by, or ready from, Unix seconds; NULL where any time is fine.
  at INTEGER,
  minutes REAL NOT NULL,
  other_fits INTEGER NOT NULL CHECK (other_fits IN (0, 1)),
  PRIMARY KEY (plan_id, request_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lift_left_of_request ON lift_left (request_id);

-- What a plan knew of a ride: minutes that this stop may be later, why this car, and minutes more for them.
ALTER TABLE rides ADD COLUMN slack_min INTEGER;
ALTER TABLE rides ADD COLUMN because TEXT;
ALTER TABLE rides ADD COLUMN because_min REAL;

-- Who got no lift is counted once, when the day is over.
ALTER TABLE lift_requests ADD COLUMN counted_at INTEGER;
