-- What was agreed at a meet-up, as a host typed it there; with the title and the time it had then.
CREATE TABLE write_ups (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  meetup_id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  starts_local TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- A week after the meet-up.
  send_by INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  sent_at INTEGER,
  sent_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  -- The room has said at a later meet-up that they are right; nothing is changed after that.
  approved_at INTEGER,
  approved_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX write_ups_of_hub ON write_ups (hub, starts_local);
CREATE INDEX write_ups_to_send ON write_ups (send_by) WHERE sent_at IS NULL;
CREATE INDEX write_ups_by_maker ON write_ups (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX write_ups_by_sender ON write_ups (sent_by) WHERE sent_by IS NOT NULL;
CREATE INDEX write_ups_by_approver ON write_ups (approved_by) WHERE approved_by IS NOT NULL;

CREATE TABLE decisions (
  id TEXT PRIMARY KEY,
  write_up_id TEXT NOT NULL REFERENCES write_ups (id) ON DELETE CASCADE,
  words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 300),
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  struck_at INTEGER,
  struck_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX decisions_of_write_up ON decisions (write_up_id, made_at);
CREATE INDEX decisions_by_maker ON decisions (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX decisions_by_striker ON decisions (struck_by) WHERE struck_by IS NOT NULL;

-- When the hub looks again at what came of it: 6 weeks, 6 months and 18 months on.
CREATE TABLE follow_ups (
  write_up_id TEXT NOT NULL REFERENCES write_ups (id) ON DELETE CASCADE,
  turn INTEGER NOT NULL CHECK (turn BETWEEN 1 AND 3),
  due_at INTEGER NOT NULL,
  prompted_at INTEGER,
  looked_at INTEGER,
  looked_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  PRIMARY KEY (write_up_id, turn)
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_ups_due ON follow_ups (due_at) WHERE looked_at IS NULL;
CREATE INDEX follow_ups_by_looker ON follow_ups (looked_by) WHERE looked_by IS NOT NULL;
