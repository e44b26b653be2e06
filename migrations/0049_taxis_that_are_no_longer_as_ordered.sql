-- When the meet-up was to start as the taxi was ordered, Unix seconds; NULL elsewhere.
ALTER TABLE lift_taxi_orders ADD COLUMN starts_at INTEGER;

-- Somebody whom a taxi was ordered for no longer goes as it was ordered: whoever ordered it has to ring the firm. It says
-- nobody's name, so that it stays when they erase themselves.
CREATE TABLE lift_taxi_changes (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  taxi_id TEXT NOT NULL REFERENCES lift_taxis (id),
  meetup_id TEXT REFERENCES meetups (id) ON DELETE CASCADE,
  on_date TEXT,
  people INTEGER NOT NULL CHECK (people > 0),
  ordered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  made_at INTEGER NOT NULL,
  -- When whoever has to ring was written to, and when they had rung.
  told_at INTEGER,
  rung_at INTEGER,
  CHECK ((meetup_id IS NULL) = (on_date IS NOT NULL))
) STRICT;
CREATE INDEX lift_taxi_changes_of_meetup ON lift_taxi_changes (meetup_id) WHERE meetup_id IS NOT NULL;
CREATE INDEX lift_taxi_changes_of_day ON lift_taxi_changes (hub, on_date) WHERE on_date IS NOT NULL;
CREATE INDEX lift_taxi_changes_to_tell ON lift_taxi_changes (made_at) WHERE told_at IS NULL;
CREATE INDEX lift_taxi_changes_by_orderer ON lift_taxi_changes (ordered_by) WHERE ordered_by IS NOT NULL;
