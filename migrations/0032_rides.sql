-- One party in one car, one way. Not asked yet: a draft that nobody else sees. Fixed once both have said yes.
CREATE TABLE rides (
  id TEXT PRIMARY KEY,
  -- NULL: whoever it was has erased themselves; the other is told, and then it ends.
  request_id TEXT REFERENCES lift_requests (id) ON DELETE SET NULL,
  offer_id TEXT REFERENCES lift_offers (id) ON DELETE SET NULL,
  leg TEXT NOT NULL CHECK (leg IN ('out', 'back')),
  -- Its place among the stops of the car on this leg.
  stop INTEGER NOT NULL DEFAULT 0,
  pick_up_at INTEGER NOT NULL,
  set_down_at INTEGER NOT NULL,
  -- Minutes that the whole leg takes the driver over driving alone, as it stood when this was put down.
  detour_min INTEGER NOT NULL DEFAULT 0,
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- A host's "leave this one as it is" in a new draft.
  locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
  asked_at INTEGER,
  driver_yes_at INTEGER,
  rider_yes_at INTEGER,
  -- When the second yes came.
  settled_at INTEGER,
  -- Two days before: "is it still all right?"
  driver_again_at INTEGER,
  rider_again_at INTEGER,
  ready_at INTEGER,
  on_my_way_at INTEGER,
  picked_up_at INTEGER,
  home_safe_at INTEGER,
  ended_at INTEGER,
  ended_because TEXT CHECK (ended_because IN (
    'driver-no', 'rider-no', 'driver-out', 'rider-out', 'cancelled', 'moved', 'host', 'no-way-back')),
  CHECK ((ended_at IS NULL) = (ended_because IS NULL)),
  CHECK (settled_at IS NULL OR driver_yes_at IS NOT NULL AND rider_yes_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX one_ride_a_leg ON rides (request_id, leg) WHERE ended_at IS NULL;
CREATE INDEX rides_of_offer ON rides (offer_id, leg);
CREATE INDEX rides_of_request ON rides (request_id);
CREATE INDEX rides_by_time ON rides (pick_up_at) WHERE ended_at IS NULL;
CREATE INDEX rides_by_maker ON rides (made_by) WHERE made_by IS NOT NULL;

-- The last plan for a meet-up: how good it is, and who is left and why.
CREATE TABLE lift_plans (
  meetup_id TEXT PRIMARY KEY REFERENCES meetups (id) ON DELETE CASCADE,
  how TEXT NOT NULL CHECK (how IN ('first', 'proven', 'best-found')),
  -- The most people that any plan could carry, as far as is proven.
  bound INTEGER,
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX lift_plans_by_maker ON lift_plans (made_by) WHERE made_by IS NOT NULL;

CREATE TABLE lift_left (
  meetup_id TEXT NOT NULL REFERENCES lift_plans (meetup_id) ON DELETE CASCADE,
  request_id TEXT NOT NULL REFERENCES lift_requests (id) ON DELETE CASCADE,
  why TEXT NOT NULL,
  PRIMARY KEY (meetup_id, request_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lift_left_of_request ON lift_left (request_id);

-- Lifts that nobody could give, without saying whose: what is left for the council when the rest is deleted.
CREATE TABLE lifts_not_met (
  hub TEXT NOT NULL REFERENCES hubs (slug),
  month TEXT NOT NULL,
  why TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('morning', 'afternoon', 'evening')),
  -- The name of the pick-up point they were at or near; '' where that is not known.
  area TEXT NOT NULL,
  people INTEGER NOT NULL CHECK (people >= 0),
  PRIMARY KEY (hub, month, why, part, area)
) STRICT, WITHOUT ROWID;
