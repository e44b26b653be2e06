-- Views gathered on one matter. Who may read one follows from the voices behind it.
CREATE TABLE topics (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 1000),
  tender TEXT CHECK (tender IN ('health', 'care', 'money', 'crime', 'faith', 'other')),
  state TEXT NOT NULL DEFAULT 'gathered' CHECK (state IN (
    'gathered', 'carried', 'received', 'answered', 'happening', 'checked')),
  state_at INTEGER NOT NULL,
  -- Whoever sees to it next (nobody: the keepers do), and the day, where the hub is, on which they do.
  owner_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  next_on TEXT NOT NULL,
  -- The topic it became one with.
  joined_to TEXT REFERENCES topics (id),
  -- How many who let everybody see that they are behind it have erased themselves since.
  erased INTEGER NOT NULL DEFAULT 0,
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX topics_of_hub ON topics (hub, state_at) WHERE joined_to IS NULL;
CREATE INDEX topics_joined ON topics (joined_to) WHERE joined_to IS NOT NULL;
CREATE INDEX topics_of_owner ON topics (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX topics_by_maker ON topics (made_by) WHERE made_by IS NOT NULL;

-- What became of a topic, and when.
CREATE TABLE topic_steps (
  id TEXT PRIMARY KEY,
  topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
  step TEXT NOT NULL,
  words TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX steps_of_topic ON topic_steps (topic_id, made_at);
CREATE INDEX topic_steps_by_maker ON topic_steps (made_by) WHERE made_by IS NOT NULL;

-- What somebody said. Levels: 0 me, 1 the hosts, 2 those of one meet-up, 3 one body, 4 everyone.
CREATE TABLE views (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  -- Nobody: a host wrote down what "someone" said, perhaps with initials.
  person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
  said_by TEXT NOT NULL DEFAULT '' CHECK (length(said_by) <= 40),
  words TEXT NOT NULL CHECK (length(words) <= 500),
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
  meetup_id TEXT,
  body_id TEXT REFERENCES bodies (id),
  named INTEGER NOT NULL DEFAULT 0 CHECK (named IN (0, 1)),
  tender TEXT CHECK (tender IN ('health', 'care', 'money', 'crime', 'faith', 'other')),
  consented_at INTEGER,
  said TEXT NOT NULL CHECK (said IN ('self', 'in-person', 'rang', 'slip')),
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  topic_id TEXT REFERENCES topics (id),
  among_hands INTEGER NOT NULL DEFAULT 0 CHECK (among_hands IN (0, 1)),
  said_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  -- Its words are gone then.
  withdrawn_at INTEGER,
  -- A host took it off the pages, and says why.
  aside_at INTEGER,
  aside_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  aside_because TEXT NOT NULL DEFAULT '',
  CHECK (withdrawn_at IS NOT NULL OR words <> ''),
  CHECK (level <> 2 OR meetup_id IS NOT NULL),
  CHECK (level <> 3 OR body_id IS NOT NULL),
  -- UK GDPR, Art. 9: about health only with an explicit yes.
  CHECK (tender IS NOT 'health' OR consented_at IS NOT NULL OR withdrawn_at IS NOT NULL)
) STRICT;
CREATE INDEX views_of_person ON views (person_id, said_at) WHERE person_id IS NOT NULL;
CREATE INDEX views_of_topic ON views (topic_id) WHERE topic_id IS NOT NULL;
CREATE INDEX views_to_gather ON views (hub, said_at) WHERE topic_id IS NULL;
CREATE INDEX views_by_enterer ON views (entered_by) WHERE entered_by IS NOT NULL;
CREATE INDEX views_put_aside ON views (aside_by) WHERE aside_by IS NOT NULL;

-- Me too: behind a topic without words of one's own.
CREATE TABLE supports (
  topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
  meetup_id TEXT,
  body_id TEXT REFERENCES bodies (id),
  said TEXT NOT NULL CHECK (said IN ('self', 'in-person', 'rang', 'slip')),
  -- They were counted with the hands in the room.
  among_hands INTEGER NOT NULL DEFAULT 0 CHECK (among_hands IN (0, 1)),
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (topic_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX supports_of_person ON supports (person_id);
CREATE INDEX supports_by_enterer ON supports (entered_by) WHERE entered_by IS NOT NULL;

-- Everybody behind a topic, for whom that may be seen by; somebody may be here twice.
CREATE VIEW voices AS
  SELECT topic_id, COALESCE(person_id, id) AS who, person_id, level, meetup_id, body_id, among_hands
  FROM views
  WHERE topic_id IS NOT NULL AND withdrawn_at IS NULL AND aside_at IS NULL AND level > 0
  UNION ALL
  SELECT topic_id, person_id, person_id, level, meetup_id, body_id, among_hands
  FROM supports;

-- Hands counted in the room. Of several counts the largest holds: the same people may have come twice.
CREATE TABLE hands (
  topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
  meetup_id TEXT NOT NULL,
  hands INTEGER NOT NULL CHECK (hands BETWEEN 0 AND 1000),
  counted_at INTEGER NOT NULL,
  counted_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  PRIMARY KEY (topic_id, meetup_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX hands_by_counter ON hands (counted_by) WHERE counted_by IS NOT NULL;

-- Who wants to hear no more of a topic.
CREATE TABLE mutes (
  topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  since INTEGER NOT NULL,
  PRIMARY KEY (topic_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mutes_of_person ON mutes (person_id);

-- Each time somebody read a view because of their role; for its author to see.
CREATE TABLE view_readings (
  id TEXT PRIMARY KEY,
  view_id TEXT NOT NULL REFERENCES views (id) ON DELETE CASCADE,
  reader_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  role TEXT NOT NULL CHECK (role IN ('host', 'body')),
  read_at INTEGER NOT NULL
) STRICT;
CREATE INDEX readings_of_view ON view_readings (view_id, read_at);
CREATE INDEX readings_by_reader ON view_readings (reader_id) WHERE reader_id IS NOT NULL;
