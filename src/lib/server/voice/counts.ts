import type { Reader } from '#server/db/database.ts';
import { number, text, textOrNull } from '#server/db/rows.ts';
import * as disclosure from './disclosure.ts';
import type { Topic } from './topics.ts';

/** A topic with as much of its number as somebody outside the hub may read. */
export type Shown = Omit<Topic, 'behind'> & {
  behind: ReturnType<typeof disclosure.show>;
  isRounded: boolean;
};

/** Neighbours read how many they are; whoever is not of the hub reads what may leave it, and all do of what is tender. */
export function shownTo(topic: Topic, isNeighbour: boolean): Shown {
  const isTender = topic.tender !== null;
  if (isNeighbour && !isTender) return { ...topic, isRounded: false };
  return { ...topic, behind: disclosure.show(topic.behind, isTender), isRounded: true };
}

/** How many let this body read that they are behind a topic, to be told only as `disclosure.ts` tells it. */
export async function forBody(
  db: Reader,
  topic: string,
  body: string,
): Promise<{ people: number; isTender: boolean }> {
  const row = await db.one(
    `SELECT MAX(topics.tender) AS tender, COUNT(DISTINCT voices.who) AS people
     FROM topics
     LEFT JOIN voices ON voices.topic_id = topics.id
       AND (voices.level = 4 OR (voices.level = 3 AND voices.body_id = :body))
     WHERE topics.id = :topic`,
    { topic, body },
  );
  return { people: number(row!, 'people'), isTender: textOrNull(row!, 'tender') !== null };
}

/**
 * The number that goes along to a body. What it has read before stands, unless as many people as may be told have come
 * or gone since.
 */
export async function releaseTo(
  db: Reader,
  topic: string,
  body: string,
): Promise<{ behind: number; shown: string }> {
  const { people, isTender } = await forBody(db, topic, body);
  const last = await db.one(
    `SELECT behind, shown
     FROM carries
     WHERE topic_id = :topic AND body_id = :body
     ORDER BY proposed_at DESC, id
     LIMIT 1`,
    { topic, body },
  );
  if (last && Math.abs(people - number(last, 'behind')) < disclosure.fewest(isTender))
    return { behind: number(last, 'behind'), shown: text(last, 'shown') };
  return { behind: people, shown: String(disclosure.show(people, isTender)) };
}

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
