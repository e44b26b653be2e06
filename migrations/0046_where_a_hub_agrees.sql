-- What neighbours are asked to agree on or not, statement by statement. A hub asks one thing at a time.
CREATE TABLE agree_questions (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 120),
  tender TEXT CHECK (tender IN ('health', 'other')),
  opened_at INTEGER NOT NULL,
  opened_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  closed_at INTEGER,
  closed_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- Who voted how is forgotten; what was told stays.
  votes_gone_at INTEGER,
  -- What everybody may read, in rounded numbers, until enough has changed.
  told_at INTEGER,
  told TEXT CHECK (json_valid(told)),
  -- Voters who took everything back since then.
  taken_back INTEGER NOT NULL DEFAULT 0,
  CHECK ((told_at IS NULL) = (told IS NULL))
) STRICT;
CREATE UNIQUE INDEX one_open_question ON agree_questions (hub) WHERE closed_at IS NULL;
CREATE INDEX questions_of_hub ON agree_questions (hub, opened_at);
CREATE INDEX questions_by_opener ON agree_questions (opened_by) WHERE opened_by IS NOT NULL;
CREATE INDEX questions_by_closer ON agree_questions (closed_by) WHERE closed_by IS NOT NULL;

CREATE TABLE agree_statements (
  id TEXT PRIMARY KEY,
  question_id TEXT NOT NULL REFERENCES agree_questions (id) ON DELETE CASCADE,
  words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 140),
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- A neighbour's own one waits until a host lets it in.
  let_in_at INTEGER,
  let_in_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  removed_at INTEGER,
  removed_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX statements_of_question ON agree_statements (question_id, made_at);
CREATE INDEX statements_by_maker ON agree_statements (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX statements_let_in_by ON agree_statements (let_in_by) WHERE let_in_by IS NOT NULL;
CREATE INDEX statements_removed_by ON agree_statements (removed_by) WHERE removed_by IS NOT NULL;

-- Somebody who votes; without a person once they are erased, so that the counts stay.
CREATE TABLE agree_voters (
  id TEXT PRIMARY KEY,
  question_id TEXT NOT NULL REFERENCES agree_questions (id) ON DELETE CASCADE,
  person_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- UK GDPR, Art. 9: about health only with an explicit yes.
  consented_at INTEGER,
  -- Once their votes said enough for a group they stay in.
  counted_at INTEGER,
  UNIQUE (question_id, person_id)
) STRICT;
CREATE INDEX voters_by_person ON agree_voters (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE agree_votes (
  voter_id TEXT NOT NULL REFERENCES agree_voters (id) ON DELETE CASCADE,
  statement_id TEXT NOT NULL REFERENCES agree_statements (id) ON DELETE CASCADE,
  vote TEXT NOT NULL CHECK (vote IN ('agree', 'disagree', 'pass')),
  voted_at INTEGER NOT NULL,
  PRIMARY KEY (voter_id, statement_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX votes_on_statement ON agree_votes (statement_id);
