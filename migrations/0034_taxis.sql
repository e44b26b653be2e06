-- A licensed taxi firm, or a community minibus with a fare, for those whom no neighbour can take.
CREATE TABLE lift_taxis (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  telephone TEXT NOT NULL CHECK (length(telephone) BETWEEN 3 AND 30),
  seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 16),
  wheelchairs INTEGER NOT NULL DEFAULT 0 CHECK (wheelchairs BETWEEN 0 AND 4),
  seats_a_wheelchair INTEGER NOT NULL DEFAULT 0 CHECK (seats_a_wheelchair BETWEEN 0 AND 4),
  -- What it costs, as the firm says: for each journey, and for each minute from the first picking up on.
  fixed_pence INTEGER NOT NULL CHECK (fixed_pence BETWEEN 0 AND 100000),
  minute_pence INTEGER NOT NULL CHECK (minute_pence BETWEEN 0 AND 10000),
  notice_min INTEGER NOT NULL CHECK (notice_min BETWEEN 0 AND 20160),
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  closed_at INTEGER,
  CHECK (wheelchairs * seats_a_wheelchair <= seats)
) STRICT;
CREATE INDEX lift_taxis_of_hub ON lift_taxis (hub, closed_at);
CREATE INDEX lift_taxis_by_maker ON lift_taxis (made_by) WHERE made_by IS NOT NULL;

-- A host has ordered a taxi for somebody: they have a lift, and no plan looks for one.
CREATE TABLE lift_taxi_orders (
  request_id TEXT PRIMARY KEY REFERENCES lift_requests (id) ON DELETE CASCADE,
  taxi_id TEXT NOT NULL REFERENCES lift_taxis (id),
  ordered_at INTEGER NOT NULL,
  ordered_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX lift_taxi_orders_of_taxi ON lift_taxi_orders (taxi_id);
CREATE INDEX lift_taxi_orders_by_orderer ON lift_taxi_orders (ordered_by) WHERE ordered_by IS NOT NULL;
