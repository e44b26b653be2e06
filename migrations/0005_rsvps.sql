CREATE TABLE rsvps (
  meetup_id TEXT NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  answer TEXT NOT NULL CHECK (answer IN ('coming', 'maybe', 'not-this-time')),
  -- 'in' has a place; 'waiting' is in line; 'offered' holds a freed place until offered_until.
  place TEXT NOT NULL DEFAULT 'in' CHECK (place IN ('in', 'waiting', 'offered')),
  party INTEGER NOT NULL DEFAULT 1 CHECK (party BETWEEN 1 AND 9),
  carer INTEGER NOT NULL DEFAULT 0 CHECK (carer IN (0, 1)),
  -- Order in the waiting list; NULL for whoever has a place, and for all once the meet-up is over.
  line INTEGER,
  -- NULL while offered: kept until a host has rung somebody without a device.
  offered_until INTEGER,
  -- When an offered place went to the next in line because nothing was heard.
  lapsed_at INTEGER,
  said TEXT NOT NULL DEFAULT 'self' CHECK (said IN ('self', 'in-person', 'rang', 'slip', 'letter')),
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  answered_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (meetup_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rsvps_of_person ON rsvps (person_id, meetup_id);
CREATE INDEX rsvps_offered ON rsvps (offered_until) WHERE place = 'offered';
CREATE INDEX rsvps_in_line ON rsvps (meetup_id, line) WHERE line IS NOT NULL;
-- Places taken are summed from here, so that an answer costs the same however many wait.
CREATE INDEX rsvps_with_a_place ON rsvps (meetup_id, place, party) WHERE answer = 'coming' AND place <> 'waiting';

-- One line to the host alone; gone seven days after the meet-up.
CREATE TABLE needs (
  meetup_id TEXT NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 300),
  delete_at INTEGER NOT NULL,
  PRIMARY KEY (meetup_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX needs_by_end ON needs (delete_at);

CREATE TABLE attendance (
  meetup_id TEXT NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  came INTEGER NOT NULL CHECK (came IN (0, 1)),
  noted_at INTEGER NOT NULL,
  noted_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  delete_at INTEGER NOT NULL,
  PRIMARY KEY (meetup_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_by_end ON attendance (delete_at);
