-- Where somebody is fetched from. Others see no more than the pick-up point it is near, or the point to about 500 m.
CREATE TABLE lift_homes (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  address TEXT NOT NULL CHECK (length(address) BETWEEN 1 AND 200),
  near_id TEXT REFERENCES pick_up_points (id),
  latitude REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  changed_at INTEGER NOT NULL,
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  PRIMARY KEY (person_id, hub),
  CHECK ((latitude IS NULL) = (longitude IS NULL)),
  CHECK (near_id IS NOT NULL OR latitude IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX lift_homes_near ON lift_homes (near_id) WHERE near_id IS NOT NULL;
CREATE INDEX lift_homes_by_enterer ON lift_homes (entered_by) WHERE entered_by IS NOT NULL;

-- Somebody would like a lift: to a meet-up, or elsewhere on a day. One that is taken back keeps its row for a while.
CREATE TABLE lift_requests (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  meetup_id TEXT REFERENCES meetups (id) ON DELETE CASCADE,
  -- Elsewhere: the day and the place, in their words or one of the pick-up points.
  on_date TEXT,
  to_words TEXT CHECK (length(to_words) BETWEEN 1 AND 80),
  to_point_id TEXT REFERENCES pick_up_points (id),
  -- 'HH:MM' where the hub is; NULL: as the meet-up begins and ends.
  there_by TEXT,
  ready_from TEXT,
  -- They say themselves when they are ready to go home.
  back_open INTEGER NOT NULL DEFAULT 0 CHECK (back_open IN (0, 1)),
  -- NULL: from home.
  from_point_id TEXT REFERENCES pick_up_points (id),
  legs TEXT NOT NULL CHECK (legs IN ('both', 'out', 'back')),
  -- One way alone would do; otherwise it is both or neither.
  one_is_fine INTEGER NOT NULL DEFAULT 0 CHECK (one_is_fine IN (0, 1)),
  party INTEGER NOT NULL DEFAULT 1 CHECK (party BETWEEN 1 AND 8),
  carer INTEGER NOT NULL DEFAULT 0 CHECK (carer IN (0, 1)),
  walking_frame INTEGER NOT NULL DEFAULT 0 CHECK (walking_frame IN (0, 1)),
  folded_chair INTEGER NOT NULL DEFAULT 0 CHECK (folded_chair IN (0, 1)),
  in_wheelchair INTEGER NOT NULL DEFAULT 0 CHECK (in_wheelchair IN (0, 1)),
  dog INTEGER NOT NULL DEFAULT 0 CHECK (dog IN (0, 1)),
  help_min INTEGER NOT NULL DEFAULT 0 CHECK (help_min BETWEEN 0 AND 30),
  low_seat INTEGER NOT NULL DEFAULT 0 CHECK (low_seat IN (0, 1)),
  -- Only for matching; never shown.
  women_only INTEGER NOT NULL DEFAULT 0 CHECK (women_only IN (0, 1)),
  prefers TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- 3: no other way to get there.
  need INTEGER NOT NULL DEFAULT 2 CHECK (need BETWEEN 1 AND 3),
  -- 'HH:MM' by which somebody who travels alone means to be home; a host rings when they have not said so.
  safe_by TEXT,
  said TEXT NOT NULL DEFAULT 'self' CHECK (said IN ('self', 'in-person', 'rang', 'slip')),
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  asked_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  withdrawn_at INTEGER,
  CHECK ((meetup_id IS NULL) = (on_date IS NOT NULL)),
  CHECK (meetup_id IS NOT NULL OR to_words IS NOT NULL OR to_point_id IS NOT NULL),
  CHECK (meetup_id IS NOT NULL OR legs = 'back' OR there_by IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX one_request_a_meetup ON lift_requests (meetup_id, person_id)
  WHERE meetup_id IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX lift_requests_of_person ON lift_requests (person_id);
CREATE INDEX lift_requests_elsewhere ON lift_requests (hub, on_date) WHERE meetup_id IS NULL;
CREATE INDEX lift_requests_of_meetup ON lift_requests (meetup_id) WHERE meetup_id IS NOT NULL;
CREATE INDEX lift_requests_by_enterer ON lift_requests (entered_by) WHERE entered_by IS NOT NULL;
CREATE INDEX lift_requests_for_driver ON lift_requests (prefers) WHERE prefers IS NOT NULL;

-- Somebody has seats free.
CREATE TABLE lift_offers (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  meetup_id TEXT REFERENCES meetups (id) ON DELETE CASCADE,
  on_date TEXT,
  to_words TEXT CHECK (length(to_words) BETWEEN 1 AND 80),
  to_point_id TEXT REFERENCES pick_up_points (id),
  there_by TEXT,
  ready_from TEXT,
  from_point_id TEXT REFERENCES pick_up_points (id),
  legs TEXT NOT NULL CHECK (legs IN ('both', 'out', 'back')),
  -- Seats for others; with somebody in a wheelchair aboard, each one takes some away.
  seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 16),
  wheelchairs INTEGER NOT NULL DEFAULT 0 CHECK (wheelchairs BETWEEN 0 AND 4),
  seats_a_wheelchair INTEGER NOT NULL DEFAULT 0 CHECK (seats_a_wheelchair BETWEEN 0 AND 4),
  -- Folded wheelchairs and walking frames that the boot takes.
  boot INTEGER NOT NULL DEFAULT 1 CHECK (boot BETWEEN 0 AND 6),
  dogs INTEGER NOT NULL DEFAULT 0 CHECK (dogs IN (0, 1)),
  low_seat INTEGER NOT NULL DEFAULT 0 CHECK (low_seat IN (0, 1)),
  -- Only for matching; never shown.
  woman INTEGER NOT NULL DEFAULT 0 CHECK (woman IN (0, 1)),
  detour_min INTEGER NOT NULL CHECK (detour_min BETWEEN 0 AND 120),
  not_after_dark INTEGER NOT NULL DEFAULT 0 CHECK (not_after_dark IN (0, 1)),
  home_by TEXT,
  said TEXT NOT NULL DEFAULT 'self' CHECK (said IN ('self', 'in-person', 'rang', 'slip')),
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  offered_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  withdrawn_at INTEGER,
  CHECK ((meetup_id IS NULL) = (on_date IS NOT NULL)),
  CHECK (meetup_id IS NOT NULL OR to_words IS NOT NULL OR to_point_id IS NOT NULL),
  CHECK (seats_a_wheelchair * wheelchairs <= seats OR wheelchairs = 0)
) STRICT;
CREATE UNIQUE INDEX one_offer_a_meetup ON lift_offers (meetup_id, person_id)
  WHERE meetup_id IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX lift_offers_of_person ON lift_offers (person_id);
CREATE INDEX lift_offers_elsewhere ON lift_offers (hub, on_date) WHERE meetup_id IS NULL;
CREATE INDEX lift_offers_of_meetup ON lift_offers (meetup_id) WHERE meetup_id IS NOT NULL;
CREATE INDEX lift_offers_by_enterer ON lift_offers (entered_by) WHERE entered_by IS NOT NULL;

-- "Rather not with …": one person's own, read by nobody else.
CREATE TABLE lift_rather_nots (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  other_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  said_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, other_id, hub),
  CHECK (person_id <> other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lift_rather_nots_with ON lift_rather_nots (other_id);
