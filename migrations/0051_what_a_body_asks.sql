-- What a body, or the hosts, ask all neighbours of a hub. Nothing of it is shown before it is sent; then it waits its turn.
CREATE TABLE asks (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  -- Nobody: the hosts ask.
  body_id TEXT REFERENCES bodies (id),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  stage TEXT NOT NULL CHECK (stage IN ('idea', 'options', 'decided')),
  can_change TEXT NOT NULL CHECK (length(can_change) BETWEEN 1 AND 500),
  tender TEXT CHECK (tender IN ('health', 'other')),
  -- Days where the hub is: the last on which answers count, and the one by which whoever asks replies.
  closes_on TEXT NOT NULL,
  reply_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- From then on nothing in it is changed.
  sent_at INTEGER,
  asked_at INTEGER,
  withdrawn_at INTEGER,
  withdrawn_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- What came of it, in rounded numbers: worked out once.
  told_at INTEGER,
  told TEXT CHECK (json_valid(told)),
  -- Who said what is forgotten; what was told stays.
  sheets_gone_at INTEGER,
  reply TEXT NOT NULL DEFAULT '' CHECK (length(reply) <= 2000),
  -- Why hard words went all the same.
  reply_anyway TEXT NOT NULL DEFAULT '' CHECK (length(reply_anyway) <= 300),
  replied_at INTEGER,
  replied_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  CHECK (reply_by > closes_on),
  CHECK (asked_at IS NULL OR sent_at IS NOT NULL),
  CHECK ((told_at IS NULL) = (told IS NULL)),
  CHECK ((replied_at IS NULL) = (reply = ''))
) STRICT;
CREATE INDEX asks_of_hub ON asks (hub, asked_at);
CREATE INDEX asks_of_body ON asks (body_id) WHERE body_id IS NOT NULL;
CREATE INDEX asks_waiting ON asks (sent_at) WHERE sent_at IS NOT NULL AND asked_at IS NULL;
CREATE INDEX asks_to_tell ON asks (closes_on) WHERE asked_at IS NOT NULL AND told_at IS NULL;
CREATE INDEX asks_by_maker ON asks (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX asks_by_withdrawer ON asks (withdrawn_by) WHERE withdrawn_by IS NOT NULL;
CREATE INDEX asks_by_replier ON asks (replied_by) WHERE replied_by IS NOT NULL;

-- Seven at most.
CREATE TABLE ask_questions (
  id TEXT PRIMARY KEY,
  ask_id TEXT NOT NULL REFERENCES asks (id) ON DELETE CASCADE,
  turn INTEGER NOT NULL CHECK (turn BETWEEN 1 AND 7),
  kind TEXT NOT NULL CHECK (kind IN ('choice', 'agree', 'words')),
  words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 200),
  -- What may be chosen, in a list of texts.
  options TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(options)),
  UNIQUE (ask_id, turn)
) STRICT;

-- All that somebody answered to one ask; without a person on a slip that has no name, and once they are erased.
CREATE TABLE ask_sheets (
  id TEXT PRIMARY KEY,
  ask_id TEXT NOT NULL REFERENCES asks (id) ON DELETE CASCADE,
  person_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- UK GDPR, Art. 9: about health only with an explicit yes.
  consented_at INTEGER,
  -- The body that may read its words, with the first name; none: the hosts alone.
  words_for TEXT REFERENCES bodies (id),
  said TEXT NOT NULL CHECK (said IN ('self', 'in-person', 'rang', 'slip')),
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  given_at INTEGER NOT NULL,
  UNIQUE (ask_id, person_id)
) STRICT;
CREATE INDEX sheets_of_person ON ask_sheets (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX sheets_by_enterer ON ask_sheets (entered_by) WHERE entered_by IS NOT NULL;
CREATE INDEX sheets_for_body ON ask_sheets (words_for) WHERE words_for IS NOT NULL;

CREATE TABLE ask_answers (
  sheet_id TEXT NOT NULL REFERENCES ask_sheets (id) ON DELETE CASCADE,
  question_id TEXT NOT NULL REFERENCES ask_questions (id) ON DELETE CASCADE,
  -- The place of an option, from '0' on; or 'agree', 'disagree', 'pass'.
  chosen TEXT,
  words TEXT CHECK (length(words) BETWEEN 1 AND 300),
  CHECK ((chosen IS NULL) <> (words IS NULL)),
  PRIMARY KEY (sheet_id, question_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_to_question ON ask_answers (question_id);

-- Each time somebody read the words on a sheet because of their role; for whoever wrote them to see.
CREATE TABLE ask_readings (
  id TEXT PRIMARY KEY,
  sheet_id TEXT NOT NULL REFERENCES ask_sheets (id) ON DELETE CASCADE,
  reader_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  role TEXT NOT NULL CHECK (role IN ('host', 'body')),
  read_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ask_readings_of_sheet ON ask_readings (sheet_id, read_at);
CREATE INDEX ask_readings_by_reader ON ask_readings (reader_id) WHERE reader_id IS NOT NULL;
