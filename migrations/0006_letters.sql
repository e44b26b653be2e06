CREATE TABLE push_subscriptions (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  -- Signing out on a device drops what reaches that device.
  session_hash TEXT NOT NULL REFERENCES sessions (hash) ON DELETE CASCADE,
  endpoint TEXT NOT NULL UNIQUE,
  p256dh TEXT NOT NULL,
  auth TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  arrived_at INTEGER,
  refused INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX push_subscriptions_of_person ON push_subscriptions (person_id);
CREATE INDEX push_subscriptions_of_session ON push_subscriptions (session_hash);

-- One message to one person. Nothing rendered is kept: the words are made from the state of things when it is sent.
CREATE TABLE letters (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  hub TEXT REFERENCES hubs (slug),
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  occasion TEXT NOT NULL,
  -- 'ladder': push, then mail, then ring list; 'all': every way at once.
  ways TEXT NOT NULL DEFAULT 'ladder' CHECK (ways IN ('ladder', 'all')),
  made_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  use_by INTEGER NOT NULL,
  reached_at INTEGER,
  reached_how TEXT CHECK (reached_how IN ('opened', 'tapped', 'answered', 'told')),
  dropped_at INTEGER,
  dropped_because TEXT,
  UNIQUE (person_id, kind, subject, occasion)
) STRICT;
CREATE INDEX letters_about ON letters (subject, person_id);
CREATE INDEX letters_by_end ON letters (use_by);

CREATE TABLE sends (
  letter_id TEXT NOT NULL REFERENCES letters (id) ON DELETE CASCADE,
  way TEXT NOT NULL CHECK (way IN ('push', 'mail', 'ring')),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'handed-over', 'failed', 'dropped')),
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  lease_until INTEGER,
  lease_by TEXT,
  handed_over_at INTEGER,
  because TEXT,
  PRIMARY KEY (letter_id, way)
) STRICT, WITHOUT ROWID;
-- People do the ringing: what waits for them is never due for the machine.
CREATE INDEX sends_due ON sends (way, next_at) WHERE state = 'waiting' AND way <> 'ring';

-- What came of ringing or calling round.
CREATE TABLE rings (
  id TEXT PRIMARY KEY,
  letter_id TEXT NOT NULL REFERENCES letters (id) ON DELETE CASCADE,
  outcome TEXT NOT NULL CHECK (outcome IN ('spoke', 'left-a-message', 'no-answer')),
  rung_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  rung_at INTEGER NOT NULL
) STRICT;
CREATE INDEX rings_of_letter ON rings (letter_id, rung_at);

CREATE TABLE delivery_beats (
  copy TEXT PRIMARY KEY,
  beat_at INTEGER NOT NULL
) STRICT;
