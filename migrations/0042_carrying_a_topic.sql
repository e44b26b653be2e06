-- A topic taken to a dated meeting of a body, in words that everybody behind it could read first.
CREATE TABLE carries (
  id TEXT PRIMARY KEY,
  topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
  body_id TEXT NOT NULL REFERENCES bodies (id),
  -- None where one body passed it on to another.
  meeting_id TEXT REFERENCES body_meetings (id),
  -- 'speaking': heard in the public's time, where nothing can be decided.
  route TEXT NOT NULL CHECK (route IN ('agenda', 'speaking', 'passed-on', 'again')),
  carrier_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 1000),
  going_well TEXT NOT NULL DEFAULT '' CHECK (length(going_well) <= 500),
  asked TEXT NOT NULL CHECK (length(asked) BETWEEN 1 AND 500),
  -- How many stand behind it as the body reads it: released once, and not again for this carry.
  shown TEXT NOT NULL,
  -- The number it was made from, which is never shown.
  behind INTEGER NOT NULL,
  proposed_at INTEGER NOT NULL,
  proposed_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  objections_until INTEGER NOT NULL,
  sent_at INTEGER,
  prompted_at INTEGER,
  received_at INTEGER,
  received_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- The agreed day, where the hub is.
  answer_by TEXT NOT NULL,
  -- Since when it is known that no answer came by then.
  late_at INTEGER,
  ended_at INTEGER,
  ended_how TEXT CHECK (ended_how IN ('answered', 'passed-on', 'called-off')),
  follows TEXT REFERENCES carries (id),
  CHECK ((ended_at IS NULL) = (ended_how IS NULL))
) STRICT;
CREATE UNIQUE INDEX carries_going_on ON carries (topic_id) WHERE ended_at IS NULL;
CREATE INDEX carries_of_topic ON carries (topic_id, proposed_at);
CREATE INDEX carries_to_body ON carries (body_id, sent_at);
CREATE INDEX carries_by_carrier ON carries (carrier_id) WHERE carrier_id IS NOT NULL;
CREATE INDEX carries_by_proposer ON carries (proposed_by) WHERE proposed_by IS NOT NULL;
CREATE INDEX carries_by_receiver ON carries (received_by) WHERE received_by IS NOT NULL;

-- Somebody behind a topic who does not want these words to go as they are; that is carried, too.
CREATE TABLE objections (
  carry_id TEXT NOT NULL REFERENCES carries (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 300),
  made_at INTEGER NOT NULL,
  PRIMARY KEY (carry_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX objections_of_person ON objections (person_id);
