CREATE TABLE answers (
  id TEXT PRIMARY KEY,
  carry_id TEXT NOT NULL REFERENCES carries (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('yes', 'partly', 'cannot', 'passed-on', 'not-yet')),
  words TEXT NOT NULL CHECK (length(words) <= 2000),
  because TEXT NOT NULL DEFAULT '' CHECK (length(because) <= 1000),
  -- The next body of 'passed on', and the day by which something is to be so.
  passed_to TEXT REFERENCES bodies (id),
  by_day TEXT,
  given_how TEXT NOT NULL CHECK (given_how IN ('desk', 'letter', 'paper', 'minutes')),
  given_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  given_at INTEGER NOT NULL,
  grade REAL NOT NULL,
  -- Why hard words went all the same.
  sent_anyway TEXT NOT NULL DEFAULT '' CHECK (length(sent_anyway) <= 300),
  told_room_at INTEGER,
  told_room_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  CHECK (kind <> 'cannot' OR because <> ''),
  CHECK (kind <> 'passed-on' OR passed_to IS NOT NULL)
) STRICT;
CREATE INDEX answers_to_carry ON answers (carry_id, given_at);
CREATE INDEX answers_to_tell ON answers (given_at) WHERE told_room_at IS NULL;
CREATE INDEX answers_by_giver ON answers (given_by) WHERE given_by IS NOT NULL;
CREATE INDEX answers_by_teller ON answers (told_room_by) WHERE told_room_by IS NOT NULL;

-- What those behind a topic say of whether it really happened; the last word of each.
CREATE TABLE checks (
  topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  verdict TEXT NOT NULL CHECK (verdict IN ('happened', 'partly', 'not-yet', 'not-really', 'waiting')),
  words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 300),
  said TEXT NOT NULL CHECK (said IN ('self', 'letter', 'in-person', 'rang', 'slip')),
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  checked_at INTEGER NOT NULL,
  PRIMARY KEY (topic_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX checks_of_person ON checks (person_id);
CREATE INDEX checks_by_enterer ON checks (entered_by) WHERE entered_by IS NOT NULL;
