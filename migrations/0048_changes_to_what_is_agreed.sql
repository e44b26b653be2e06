-- A driver has dropped out, and others could go another way so that nobody stays at home. One change is asked of an
-- outing at a time. What is agreed stands until everybody it asks has said yes; then all of it comes about at once.
CREATE TABLE lift_changes (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  meetup_id TEXT REFERENCES meetups (id) ON DELETE CASCADE,
  on_date TEXT,
  -- Its rides; where fewer are left, somebody has erased themselves, and it is no longer what was asked.
  parts INTEGER NOT NULL CHECK (parts > 0),
  asked_at INTEGER NOT NULL,
  ended_at INTEGER,
  -- 'overtaken': something else has changed meanwhile.
  ended_because TEXT CHECK (ended_because IN ('done', 'no', 'overtaken')),
  -- The request or the offer of whoever said no: they are not asked for such a change again.
  no_from TEXT,
  CHECK ((meetup_id IS NULL) = (on_date IS NOT NULL)),
  CHECK ((ended_at IS NULL) = (ended_because IS NULL)),
  CHECK ((ended_because IS 'no') = (no_from IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX one_open_change_a_meetup ON lift_changes (meetup_id)
  WHERE meetup_id IS NOT NULL AND ended_at IS NULL;
CREATE UNIQUE INDEX one_open_change_a_day ON lift_changes (hub, on_date)
  WHERE on_date IS NOT NULL AND ended_at IS NULL;
CREATE INDEX lift_changes_of_meetup ON lift_changes (meetup_id) WHERE meetup_id IS NOT NULL;
CREATE INDEX lift_changes_of_day ON lift_changes (hub, on_date) WHERE on_date IS NOT NULL;

CREATE TABLE lift_change_rides (
  change_id TEXT NOT NULL REFERENCES lift_changes (id) ON DELETE CASCADE,
  request_id TEXT NOT NULL REFERENCES lift_requests (id) ON DELETE CASCADE,
  offer_id TEXT NOT NULL REFERENCES lift_offers (id) ON DELETE CASCADE,
  leg TEXT NOT NULL CHECK (leg IN ('out', 'back')),
  stop INTEGER NOT NULL,
  pick_up_at INTEGER NOT NULL,
  set_down_at INTEGER NOT NULL,
  detour_min INTEGER NOT NULL,
  slack_min INTEGER,
  -- The ride that it would take the place of; NULL: they have none.
  instead_of TEXT REFERENCES rides (id) ON DELETE CASCADE,
  rider_yes_at INTEGER,
  driver_yes_at INTEGER,
  PRIMARY KEY (change_id, request_id, leg)
) STRICT, WITHOUT ROWID;
CREATE INDEX lift_change_rides_of_request ON lift_change_rides (request_id);
CREATE INDEX lift_change_rides_of_offer ON lift_change_rides (offer_id);
CREATE INDEX lift_change_rides_instead ON lift_change_rides (instead_of) WHERE instead_of IS NOT NULL;
