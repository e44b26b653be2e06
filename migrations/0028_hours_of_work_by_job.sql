-- How much work was done at which job in a quarter, when the names of who did it are forgotten.
CREATE TABLE work_counts (
  hub TEXT NOT NULL REFERENCES hubs (slug),
  -- 'YYYY-Qn'
  quarter TEXT NOT NULL,
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  turns INTEGER NOT NULL CHECK (turns >= 0),
  minutes INTEGER NOT NULL CHECK (minutes >= 0),
  -- Different people, as far as known when the names went.
  people INTEGER NOT NULL CHECK (people >= 0),
  PRIMARY KEY (hub, quarter, job_id)
) STRICT, WITHOUT ROWID;
