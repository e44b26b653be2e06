-- One call on one day. Until it is known that somebody is well it is open, and is shown as not known.
CREATE TABLE calls (
  id TEXT PRIMARY KEY,
  wish_id TEXT NOT NULL REFERENCES call_wishes (id) ON DELETE CASCADE,
  on_day TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  known_at INTEGER,
  -- 'heard': somebody else knows how they are; 'stopped': they no longer want to be rung.
  known_how TEXT CHECK (known_how IN ('spoke', 'heard', 'stopped')),
  known_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  UNIQUE (wish_id, on_day),
  CHECK ((known_at IS NULL) = (known_how IS NULL))
) STRICT;
CREATE INDEX calls_not_known ON calls (wish_id) WHERE known_at IS NULL;
CREATE INDEX calls_by_end ON calls (known_at) WHERE known_at IS NOT NULL;
CREATE INDEX calls_by_knower ON calls (known_by) WHERE known_by IS NOT NULL;

-- What is tried, one after another, each once, and who was told.
CREATE TABLE call_steps (
  id TEXT PRIMARY KEY,
  call_id TEXT NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
  step TEXT NOT NULL CHECK (step IN ('call', 'again', 'stand-in', 'host', 'contact', 'visit', 'worried')),
  -- Its place in the order in which they were taken; the first is 0.
  turn INTEGER NOT NULL,
  -- Nobody, when there was nobody to ask.
  person_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  begins_at INTEGER NOT NULL,
  -- When the next step begins if nothing is known by then; never for the last.
  until INTEGER,
  outcome TEXT CHECK (outcome IN (
    'spoke', 'heard', 'left-a-message', 'no-answer', 'cannot', 'passed', 'nobody', 'known')),
  outcome_at INTEGER,
  outcome_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  UNIQUE (call_id, step),
  UNIQUE (call_id, turn),
  CHECK ((outcome IS NULL) = (outcome_at IS NULL))
) STRICT;
CREATE INDEX call_steps_open ON call_steps (until) WHERE outcome IS NULL;
CREATE INDEX call_steps_of_person ON call_steps (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX call_steps_by_teller ON call_steps (outcome_by) WHERE outcome_by IS NOT NULL;

-- A line for whoever rings next; gone after 28 days.
CREATE TABLE call_notes (
  step_id TEXT PRIMARY KEY REFERENCES call_steps (id) ON DELETE CASCADE,
  words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 500),
  written_by TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  written_at INTEGER NOT NULL,
  delete_at INTEGER NOT NULL
) STRICT;
CREATE INDEX call_notes_by_end ON call_notes (delete_at);
CREATE INDEX call_notes_by_writer ON call_notes (written_by);

-- How many calls there were, without saying whose: what is left when the rest is deleted.
CREATE TABLE call_counts (
  hub TEXT NOT NULL REFERENCES hubs (slug),
  month TEXT NOT NULL,
  known_how TEXT NOT NULL,
  calls INTEGER NOT NULL,
  PRIMARY KEY (hub, month, known_how)
) STRICT, WITHOUT ROWID;
