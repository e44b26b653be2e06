import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as people from '#server/people/people.ts';
import { argsOf, MAY_READ_TOPIC, type Eyes } from './readers.ts';
import * as recalling from './recalling.ts';
import type { Said } from './views.ts';

/** Who stands behind a topic. `was` says that they were among the hands counted in the room. */
export interface Support {
  hub: string;
  topic: string;
  person: string;
  said: Said;
  was?: boolean | undefined;
  by?: string | null | undefined;
}

/**
 * "Me too": counts somebody behind a topic that these eyes may read, for those who may read it now; again changes
 * nothing. Who is known to have come to where hands were counted is one of those hands.
 */
export async function supportWithin(
  tx: Writer,
  { hub, topic, person, said, was = false, by = null }: Support,
  eyes: Eyes,
  now: number,
): Promise<'behind' | 'not-found'> {
  const open = await tx.one(
    `SELECT topics.id
     FROM topics
     WHERE topics.hub = :hub AND topics.id = :topic AND topics.joined_to IS NULL AND ${MAY_READ_TOPIC}`,
    { hub, topic, ...argsOf(eyes) },
  );
  if (!open) return 'not-found';
  await tx.run(WRITE, { topic, person, said, was: Number(was), by, now });
  await people.joinHub(tx, person, hub, now);
  return 'behind';
}

// For those through whom they read the topic themselves, and no further: nobody is shown to a body unasked.
const WRITE = `
  INSERT INTO supports (topic_id, person_id, level, meetup_id, body_id, said, among_hands, entered_by, since)
  SELECT :topic, :person, widest.level, widest.meetup_id, NULL, :said,
    MAX(:was, EXISTS (
      SELECT 1
      FROM hands
      JOIN rsvps ON rsvps.meetup_id = hands.meetup_id AND rsvps.person_id = :person
      WHERE hands.topic_id = :topic AND rsvps.answer = 'coming' AND rsvps.place = 'in')),
    :by, :now
  FROM (
    SELECT 4 AS level, NULL AS meetup_id
    FROM voices
    WHERE topic_id = :topic AND level = 4
    UNION ALL
    SELECT 2, voices.meetup_id
    FROM voices
    JOIN rsvps ON rsvps.meetup_id = voices.meetup_id AND rsvps.person_id = :person
    WHERE voices.topic_id = :topic AND voices.level = 2 AND rsvps.answer = 'coming' AND rsvps.place = 'in'
    UNION ALL
    SELECT 1, NULL
    ORDER BY level DESC, meetup_id
    LIMIT 1) AS widest
  WHERE true
  ON CONFLICT DO NOTHING`;

export function support(
  db: Database,
  given: Support,
  eyes: Eyes,
  now: number,
): Promise<'behind' | 'not-found'> {
  return db.write((tx) => supportWithin(tx, given, eyes, now));
}

/** Takes "Me too" back. What they said themselves stays, until they withdraw it. */
export function takeBack(
  db: Database,
  { topic, person }: { topic: string; person: string },
  now: number,
): Promise<void> {
  return db.write(async (tx) => {
    await tx.run('DELETE FROM supports WHERE topic_id = :topic AND person_id = :person', { topic, person });
    await recalling.recall(tx, topic, now);
  });
}

/** No more letters about one topic, or letters again. They stay behind it. */
export function mute(
  db: Database,
  { topic, person, muted }: { topic: string; person: string; muted: boolean },
  now: number,
): Promise<void> {
  return db.write(async (tx) => {
    if (muted)
      await tx.run(
        `INSERT INTO mutes (topic_id, person_id, since)
         SELECT id, :person, :now FROM topics WHERE id = :topic
         ON CONFLICT DO NOTHING`,
        { topic, person, now },
      );
    else await tx.run('DELETE FROM mutes WHERE topic_id = :topic AND person_id = :person', { topic, person });
  });
}

/**
 * Hands counted in the room at a meet-up; counting again at the same one puts the number right. Who is behind the topic
 * by name and is known to have come is one of those hands.
 */
export function countHands(
  db: Database,
  {
    hub,
    topic,
    meetup,
    hands,
    by,
  }: { hub: string; topic: string; meetup: string; hands: number; by: string },
  now: number,
): Promise<'counted' | 'not-found'> {
  return db.write(async (tx) => {
    const counted = await tx.run(
      `INSERT INTO hands (topic_id, meetup_id, hands, counted_at, counted_by)
       SELECT topics.id, meetups.id, :hands, :now, :by
       FROM topics
       JOIN meetups ON meetups.id = :meetup AND meetups.hub = topics.hub
       WHERE topics.id = :topic AND topics.hub = :hub AND topics.joined_to IS NULL
       ON CONFLICT (topic_id, meetup_id) DO UPDATE
       SET hands = excluded.hands, counted_at = excluded.counted_at, counted_by = excluded.counted_by`,
      { hub, topic, meetup, hands, by, now },
    );
    if (counted === 0) return 'not-found';
    const there = `person_id IN (
      SELECT person_id FROM rsvps WHERE meetup_id = :meetup AND answer = 'coming' AND place = 'in')`;
    await tx.run(`UPDATE supports SET among_hands = 1 WHERE topic_id = :topic AND ${there}`, {
      topic,
      meetup,
    });
    await tx.run(`UPDATE views SET among_hands = 1 WHERE topic_id = :topic AND ${there}`, { topic, meetup });
    return 'counted';
  });
}

/** Everybody behind a topic who wants to hear of it, by id: those known by name. */
export async function behind(db: Reader, topic: string): Promise<string[]> {
  const rows = await db.all(
    `SELECT DISTINCT person_id
     FROM voices
     WHERE topic_id = :topic AND person_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM mutes WHERE mutes.topic_id = :topic AND mutes.person_id = voices.person_id)`,
    { topic },
  );
  return rows.map((row) => text(row, 'person_id'));
}
