-- What somebody, or a body, said they would do, and by when. It belongs to a role: whoever leaves hands it on, or says why it ends.
CREATE TABLE promises (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 200),
  role TEXT NOT NULL CHECK (role IN ('neighbour', 'host', 'keeper', 'body')),
  -- Nobody: whoever had it has left, and it waits for somebody else.
  person_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  body_id TEXT REFERENCES bodies (id),
  -- They said yes to their first name beside it, for everybody to read.
  named INTEGER NOT NULL DEFAULT 0 CHECK (named IN (0, 1)),
  -- A day where the hub is.
  by_day TEXT NOT NULL CHECK (by_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  -- The meet-up at which it was made, if it was at one.
  meetup_id TEXT,
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- Since when its owner has it.
  owned_at INTEGER NOT NULL,
  -- Why another day holds now than the first.
  changed_because TEXT NOT NULL DEFAULT '' CHECK (length(changed_because) <= 200),
  settled_at INTEGER,
  settled_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  settled_how TEXT CHECK (settled_how IN ('kept', 'ended')),
  ended_because TEXT NOT NULL DEFAULT '' CHECK (length(ended_because) <= 200),
  CHECK (role <> 'body' OR person_id IS NULL),
  CHECK ((role = 'body') = (body_id IS NOT NULL)),
  CHECK ((settled_at IS NULL) = (settled_how IS NULL)),
  CHECK (settled_how IS NOT 'ended' OR ended_because <> '')
) STRICT;
CREATE INDEX promises_of_hub ON promises (hub, by_day);
CREATE INDEX promises_open ON promises (by_day) WHERE settled_at IS NULL;
CREATE INDEX promises_of_meetup ON promises (meetup_id) WHERE meetup_id IS NOT NULL;
CREATE INDEX promises_of_person ON promises (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX promises_of_body ON promises (body_id) WHERE body_id IS NOT NULL;
CREATE INDEX promises_by_maker ON promises (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX promises_by_settler ON promises (settled_by) WHERE settled_by IS NOT NULL;

-- What became of a promise, and when.
CREATE TABLE promise_steps (
  id TEXT PRIMARY KEY,
  promise_id TEXT NOT NULL REFERENCES promises (id) ON DELETE CASCADE,
  step TEXT NOT NULL CHECK (step IN ('handed-on', 'handed-back', 'changed', 'kept', 'ended')),
  words TEXT NOT NULL DEFAULT '',
  -- The day that held before.
  before_day TEXT,
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX steps_of_promise ON promise_steps (promise_id, made_at);
CREATE INDEX promise_steps_by_maker ON promise_steps (made_by) WHERE made_by IS NOT NULL;
