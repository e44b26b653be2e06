import type { Verdict } from '#lib/answer-words.ts';
import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { localOf } from '#server/wall-clock.ts';
import { carryOn } from './carrying-on.ts';
import * as topics from './topics.ts';

export type { Verdict };

/** Half a year later somebody looks whether it is still so: nothing is ever closed. */
const LOOK_AGAIN = 183 * DAY;
const SOON = 42 * DAY;

export interface NewCheck {
  topic: string;
  person: string;
  verdict: Verdict;
  words: string;
  said: 'self' | 'letter' | 'in-person' | 'rang' | 'slip';
  by: string | null;
}

/**
 * Somebody behind a topic says whether it happened, as often as that changes. "Not really" needs a reason and takes it back
 * to the body with it, unless it is on its way already. 'not-found': they do not stand behind it, or there is no answer.
 */
export function check(
  db: Database,
  given: NewCheck,
  now: number,
): Promise<'checked' | 'back' | 'needs-because' | 'not-found'> {
  const { topic, verdict, words } = given;
  return db.write(async (tx) => {
    const about = await aboutOf(tx, given);
    if (!about) return 'not-found';
    if (verdict === 'not-really' && words.trim() === '') return 'needs-because';
    await tx.run(
      `INSERT INTO checks (topic_id, person_id, verdict, words, said, entered_by, checked_at)
       VALUES (:topic, :person, :verdict, :words, :said, :by, :now)
       ON CONFLICT (topic_id, person_id) DO UPDATE
       SET verdict = excluded.verdict, words = excluded.words, said = excluded.said,
         entered_by = excluded.entered_by, checked_at = excluded.checked_at`,
      { ...given, now },
    );
    if (verdict === 'not-really' && (await takeBack(tx, { ...about, topic }, now))) return 'back';
    if (verdict === 'waiting') return 'checked';
    const nextOn = localOf(now + (verdict === 'happened' ? LOOK_AGAIN : SOON), about.zone).slice(0, 10);
    // While it is on its way again the body's day holds.
    if (about.onItsWay) await topics.note(tx, { topic, step: `checked ${verdict}`, by: null }, now);
    else
      await topics.move(tx, { topic, step: `checked ${verdict}`, state: 'checked', nextOn, by: null }, now);
    return 'checked';
  });
}

/** It has begun: a host or the body says so. */
export function begin(
  db: Database,
  { hub, topic, by, zone }: { hub: string; topic: string; by: string; zone: string },
  now: number,
): Promise<'happening' | 'not-found'> {
  return db.write(async (tx) => {
    const known = await tx.one(
      `SELECT id FROM topics WHERE id = :topic AND hub = :hub AND state IN ('answered', 'checked')`,
      { hub, topic },
    );
    if (!known) return 'not-found';
    const nextOn = localOf(now + SOON, zone).slice(0, 10);
    await topics.move(tx, { topic, step: 'happening', state: 'happening', nextOn, by }, now);
    return 'happening';
  });
}

/** How many of those behind a topic said what, for its hosts. */
export async function countsOf(db: Reader, topic: string): Promise<Record<Verdict, number>> {
  const rows = await db.all(
    'SELECT verdict, COUNT(*) AS people FROM checks WHERE topic_id = :topic GROUP BY verdict',
    { topic },
  );
  const counts = { happened: 0, partly: 0, 'not-yet': 0, 'not-really': 0, waiting: 0 };
  for (const row of rows) counts[text(row, 'verdict') as Verdict] = number(row, 'people');
  return counts;
}

/** What one of them said last, or null. */
export async function of(db: Reader, topic: string, person: string): Promise<Verdict | null> {
  const row = await db.one('SELECT verdict FROM checks WHERE topic_id = :topic AND person_id = :person', {
    topic,
    person,
  });
  return row && (text(row, 'verdict') as Verdict);
}

interface About {
  hub: string;
  zone: string;
  onItsWay: boolean;
  /** The carry that was answered last. */
  answered: string;
}

async function aboutOf(db: Reader, { topic, person }: NewCheck): Promise<About | null> {
  const row = await db.one(
    `SELECT topics.hub, hubs.zone, answered.id AS answered,
       EXISTS (SELECT 1 FROM carries WHERE carries.topic_id = topics.id AND carries.ended_at IS NULL) AS on_its_way
     FROM topics
     JOIN hubs ON hubs.slug = topics.hub
     JOIN carries AS answered ON answered.topic_id = topics.id AND answered.ended_how = 'answered'
     WHERE topics.id = :topic
       AND EXISTS (
         SELECT 1 FROM voices WHERE voices.topic_id = topics.id AND voices.person_id = :person)
     ORDER BY answered.ended_at DESC
     LIMIT 1`,
    { topic, person },
  );
  return (
    row && {
      hub: text(row, 'hub'),
      zone: text(row, 'zone'),
      answered: text(row, 'answered'),
      onItsWay: number(row, 'on_its_way') === 1,
    }
  );
}

/** Back to the body, which reads the reason beside it for as long as it holds. True when it went. */
async function takeBack(tx: Writer, about: About & { topic: string }, now: number): Promise<boolean> {
  if (about.onItsWay) return false;
  const row = await tx.one(
    `SELECT bodies.answers_within, COALESCE(bodies.followed_by, bodies.id) AS body
     FROM carries
     JOIN bodies ON bodies.id = carries.body_id
     WHERE carries.id = :answered`,
    { answered: about.answered },
  );
  if (!row) return false;
  const { topic, hub, answered: carry } = about;
  const answerBy = localOf(now + number(row, 'answers_within') * DAY, about.zone).slice(0, 10);
  await carryOn(tx, { carry, topic, hub, body: text(row, 'body'), route: 'again', answerBy }, now);
  await topics.move(
    tx,
    { topic: about.topic, step: 'reopened', state: 'carried', nextOn: answerBy, by: null },
    now,
  );
  return true;
}
