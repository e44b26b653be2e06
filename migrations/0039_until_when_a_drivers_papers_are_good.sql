-- What drivers of an organised scheme say themselves: until when. No number and no copy of anything.
CREATE TABLE driver_papers (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  kind TEXT NOT NULL CHECK (kind IN ('licence', 'insurance', 'mot')),
  good_until TEXT NOT NULL CHECK (good_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  said_at INTEGER NOT NULL,
  -- The host who wrote it down for them.
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  PRIMARY KEY (person_id, hub, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX driver_papers_by_enterer ON driver_papers (entered_by) WHERE entered_by IS NOT NULL;
CREATE INDEX driver_papers_of_hub ON driver_papers (hub, good_until);
