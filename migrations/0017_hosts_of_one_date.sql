-- Who hosts one date alone, in the place of the hosts of its series; no rows mean "as the series says".
CREATE TABLE meetup_hosts (
  meetup_id TEXT NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  since INTEGER NOT NULL,
  PRIMARY KEY (meetup_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX meetups_of_host ON meetup_hosts (person_id);
