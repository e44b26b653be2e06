-- "I can't make it": it stays theirs until somebody accepts.
CREATE TABLE covers (
  id TEXT PRIMARY KEY,
  shift_id TEXT NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  wanted_at INTEGER NOT NULL,
  wanted_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- 0 before anybody was asked; 1 and 2 the best three each; 3 everybody.
  round INTEGER NOT NULL DEFAULT 0 CHECK (round BETWEEN 0 AND 3),
  -- When the next round is due; NULL when there is none.
  next_round_at INTEGER,
  settled_at INTEGER,
  settled_how TEXT CHECK (settled_how IN ('covered', 'kept', 'over')),
  covered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  CHECK ((settled_at IS NULL) = (settled_how IS NULL))
) STRICT;
CREATE UNIQUE INDEX one_open_cover ON covers (shift_id, person_id) WHERE settled_at IS NULL;
CREATE INDEX covers_due ON covers (next_round_at) WHERE settled_at IS NULL;
CREATE INDEX covers_of_person ON covers (person_id);

-- Everybody asked to step in, for a cover or for a gap, so that nobody is asked more than twice a week.
CREATE TABLE asks_to_help (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  shift_id TEXT NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
  -- The id of a cover, or 'gap-10', 'gap-5', 'gap-2'.
  occasion TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  declined_at INTEGER,
  PRIMARY KEY (person_id, shift_id, occasion)
) STRICT, WITHOUT ROWID;
CREATE INDEX asks_by_time ON asks_to_help (person_id, asked_at);
CREATE INDEX asks_about_shift ON asks_to_help (shift_id);

-- "I'll do yours if you do mine": becomes true with the yes of whoever wanted cover.
CREATE TABLE swaps_of_turns (
  id TEXT PRIMARY KEY,
  cover_id TEXT NOT NULL REFERENCES covers (id) ON DELETE CASCADE,
  offered_by TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  -- The turn of theirs that they would hand over.
  shift_id TEXT NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
  offered_at INTEGER NOT NULL,
  answered_at INTEGER,
  answer TEXT CHECK (answer IN ('yes', 'no', 'too-late')),
  CHECK ((answered_at IS NULL) = (answer IS NULL))
) STRICT;
CREATE UNIQUE INDEX one_offer_of_a_turn ON swaps_of_turns (cover_id, offered_by) WHERE answered_at IS NULL;
CREATE INDEX swaps_by_person ON swaps_of_turns (offered_by);
CREATE INDEX swaps_for_shift ON swaps_of_turns (shift_id);
