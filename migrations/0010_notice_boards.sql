-- Where paper hangs, who looks after it, and what each sheet said when it was put up.
CREATE TABLE boards (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  place TEXT NOT NULL,
  -- Who is told when something on it is wrong; nobody: then the keepers of the hub are.
  keeper_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  made_at INTEGER NOT NULL,
  closed_at INTEGER
) STRICT;
CREATE INDEX boards_of_hub ON boards (hub);
CREATE INDEX boards_of_keeper ON boards (keeper_id);
CREATE INDEX boards_by_maker ON boards (made_by);

CREATE TABLE board_sheets (
  id TEXT PRIMARY KEY,
  board_id TEXT NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
  -- Null for the list of all that is on.
  series_id TEXT REFERENCES series (id),
  -- The dates on it as they were printed, as JSON: [{ id, startsLocal, cancelled, where }].
  printed TEXT NOT NULL,
  put_up_at INTEGER NOT NULL,
  put_up_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  taken_down_at INTEGER
) STRICT;
CREATE INDEX board_sheets_of_board ON board_sheets (board_id);
CREATE INDEX board_sheets_hanging ON board_sheets (series_id) WHERE taken_down_at IS NULL;
CREATE INDEX board_sheets_by_person ON board_sheets (put_up_by);
