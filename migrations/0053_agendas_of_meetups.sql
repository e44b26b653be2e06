-- Where what is due stands on the agenda of a meet-up, once a host has moved something; otherwise it stands by its kind.
CREATE TABLE agenda_places (
  meetup_id TEXT NOT NULL,
  -- "answer …", "promise …", "topic …", with the id of what it is about.
  item TEXT NOT NULL,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  place INTEGER NOT NULL,
  -- For another time.
  left_out_at INTEGER,
  left_out_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  PRIMARY KEY (meetup_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX agenda_places_left_out_by ON agenda_places (left_out_by) WHERE left_out_by IS NOT NULL;

-- What a host put on the agenda of one meet-up in words of their own.
CREATE TABLE agenda_matters (
  id TEXT PRIMARY KEY,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  meetup_id TEXT NOT NULL,
  words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 120),
  made_at INTEGER NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX agenda_matters_of_meetup ON agenda_matters (meetup_id, made_at);
CREATE INDEX agenda_matters_by_maker ON agenda_matters (made_by) WHERE made_by IS NOT NULL;
