-- Somebody may say things for a neighbour who would rather not do it on a device: jobs, and how they like to help.
CREATE TABLE go_betweens (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  -- Who says things for them.
  by_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  hub TEXT NOT NULL REFERENCES hubs (slug),
  since INTEGER NOT NULL,
  -- How the person said that they may.
  said TEXT NOT NULL CHECK (said IN ('self', 'in-person', 'rang')),
  entered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  PRIMARY KEY (person_id, by_id, hub),
  CHECK (person_id <> by_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX go_betweens_by ON go_betweens (by_id, hub);
CREATE INDEX go_betweens_by_enterer ON go_betweens (entered_by) WHERE entered_by IS NOT NULL;
