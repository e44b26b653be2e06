/**
 * How many stand behind a topic as these eyes may know it, for a query over `topics`: everybody once over all ways.
 * Hosts count from level 1 on, others only who let everybody see it. Hands in the room have no names: whoever was
 * among them is not added again, and of several counts the largest holds.
 */
export const BEHIND = `(
  SELECT MAX(named.people, named.elsewhere + COALESCE((
      SELECT MAX(hands.hands) FROM hands WHERE hands.topic_id = topics.id), 0)) + topics.erased
  FROM (
    SELECT COUNT(*) AS people, COALESCE(SUM(among = 0), 0) AS elsewhere
    FROM (
      SELECT MAX(voices.among_hands) AS among
      FROM voices
      WHERE voices.topic_id = topics.id AND voices.level >= CASE WHEN :isHost = 1 THEN 1 ELSE 4 END
      GROUP BY voices.who)) AS named)`;
