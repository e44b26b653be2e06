-- How many stand behind a topic as everybody may read it, and the number it was made from, which is never shown.
ALTER TABLE topics ADD COLUMN told TEXT;
ALTER TABLE topics ADD COLUMN told_of INTEGER NOT NULL DEFAULT 0;
ALTER TABLE topics ADD COLUMN told_at INTEGER;
-- The set point at which it was last looked at.
ALTER TABLE topics ADD COLUMN looked_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX topics_to_tell ON topics (looked_at) WHERE joined_to IS NULL;

-- The cast makes both parts alike: otherwise all that anybody ever said is read for each topic.
DROP VIEW voices;
CREATE VIEW voices AS
  SELECT topic_id, CAST(COALESCE(person_id, id) AS TEXT) AS who, person_id, level, meetup_id, body_id, among_hands
  FROM views
  WHERE topic_id IS NOT NULL AND withdrawn_at IS NULL AND aside_at IS NULL AND level > 0
  UNION ALL
  SELECT topic_id, person_id, person_id, level, meetup_id, body_id, among_hands
  FROM supports;
