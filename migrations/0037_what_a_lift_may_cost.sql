-- Who arranges the lifts of a hub, and whether any go to health or care: the two questions that set the rules.
CREATE TABLE lift_rules (
  hub TEXT PRIMARY KEY REFERENCES hubs (slug),
  arranged_by TEXT NOT NULL CHECK (arranged_by IN ('neighbours', 'scheme')),
  scheme TEXT NOT NULL DEFAULT '' CHECK (length(scheme) <= 80),
  to_care INTEGER NOT NULL CHECK (to_care IN (0, 1)),
  changed_at INTEGER NOT NULL,
  changed_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX lift_rules_by_changer ON lift_rules (changed_by) WHERE changed_by IS NOT NULL;

-- What a mile costs from a day on, where a hub says otherwise than the usual rates.
CREATE TABLE mileage_rates (
  hub TEXT NOT NULL REFERENCES hubs (slug),
  from_date TEXT NOT NULL CHECK (from_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  pence_a_mile INTEGER NOT NULL CHECK (pence_a_mile BETWEEN 0 AND 200),
  -- Beyond so many miles in a tax year.
  pence_beyond INTEGER NOT NULL CHECK (pence_beyond BETWEEN 0 AND 200),
  beyond_miles INTEGER NOT NULL CHECK (beyond_miles BETWEEN 0 AND 100000),
  pence_a_passenger INTEGER NOT NULL CHECK (pence_a_passenger BETWEEN 0 AND 100),
  source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 120),
  changed_at INTEGER NOT NULL,
  changed_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  PRIMARY KEY (hub, from_date)
) STRICT, WITHOUT ROWID;
CREATE INDEX mileage_rates_by_changer ON mileage_rates (changed_by) WHERE changed_by IS NOT NULL;

-- The share of the cost that was suggested when a ride was settled. It never changes after.
CREATE TABLE lift_shares (
  ride_id TEXT PRIMARY KEY REFERENCES rides (id) ON DELETE CASCADE,
  tenth_miles INTEGER NOT NULL CHECK (tenth_miles >= 0),
  pence_a_mile INTEGER NOT NULL CHECK (pence_a_mile >= 0),
  -- All who are to be in the car on that leg, the driver among them.
  aboard INTEGER NOT NULL CHECK (aboard >= 2),
  pence INTEGER NOT NULL CHECK (pence >= 0),
  fixed_at INTEGER NOT NULL
) STRICT;
