import type { Level } from '#lib/voice-words.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text, textOrNull } from '#server/db/rows.ts';
import { rankOf } from './readers.ts';
import * as recalling from './recalling.ts';
import * as views from './views.ts';
import * as widening from './widening.ts';

/** What an author may do with their own view; others' are not found. Each holds from now on, for every reader. */

/** 'needs-consent' and the like as when it was said. */
export type Changed = 'changed' | 'not-found' | 'needs-consent' | 'no-meetup' | 'no-body';

/**
 * Only the author raises or lowers who may see it. Lowering works at once: what was to be sent to those who may no
 * longer read it is recalled. Where raising it would show others what was carried for fewer, it stands by itself again;
 * its author stays behind the topic as they were.
 */
export function changeLevel(
  db: Database,
  own: {
    person: string;
    view: string;
    level: Level;
    meetup: string | null;
    body: string | null;
    named: boolean;
  },
  now: number,
): Promise<Changed> {
  return db.write(async (tx) => {
    const view = await views.findOwn(tx, own.person, own.view);
    if (!view || view.withdrawnAt !== null) return 'not-found';
    const hindrance = await views.hindranceOf(tx, { ...view, ...own, hub: view.hub, consented: true });
    if (hindrance) return hindrance;
    const through = [{ level: rankOf(own.level), meetup: views.placesOf(own).meetup }];
    const isApart = view.topic !== null && (await widening.wouldLetIn(tx, view.topic, through));
    if (isApart) await tx.run(STAY_BEHIND, { id: view.id });
    await tx.run(
      `UPDATE views
       SET level = :level, meetup_id = :meetup, body_id = :body, named = :named, changed_at = :now,
         topic_id = CASE WHEN :leaves = 1 THEN NULL ELSE topic_id END
       WHERE id = :id`,
      {
        id: view.id,
        level: rankOf(own.level),
        leaves: Number(isApart || own.level === 'me'),
        ...views.placesOf(own),
        named: Number(own.named),
        now,
      },
    );
    if (view.topic) await recalling.recall(tx, view.topic, now);
    return 'changed';
  });
}

const STAY_BEHIND = `
  INSERT INTO supports (topic_id, person_id, level, meetup_id, body_id, said, among_hands, entered_by, since)
  SELECT topic_id, person_id, level, meetup_id, body_id, said, among_hands, entered_by, said_at
  FROM views
  WHERE id = :id
  ON CONFLICT (topic_id, person_id) DO UPDATE
  SET level = excluded.level, meetup_id = excluded.meetup_id, body_id = excluded.body_id
  WHERE excluded.level > level`;

/** Puts other words in their place. Who read the old ones stays in the log. */
export function correct(
  db: Database,
  { person, view, words }: { person: string; view: string; words: string },
  now: number,
): Promise<'changed' | 'not-found'> {
  return db.write(async (tx) => {
    const changed = await tx.run(
      `UPDATE views
       SET words = :words, changed_at = :now
       WHERE id = :view AND person_id = :person AND withdrawn_at IS NULL`,
      { view, person, words, now },
    );
    return changed === 1 ? 'changed' : 'not-found';
  });
}

/** Takes it back: its words are gone, nobody counts it, and what was to be sent about it is recalled. */
export function withdraw(
  db: Database,
  { person, view }: { person: string; view: string },
  now: number,
): Promise<'withdrawn' | 'not-found'> {
  return db.write(async (tx) => {
    const own = await views.findOwn(tx, person, view);
    if (!own) return 'not-found';
    await withdrawWithin(tx, own, now);
    return 'withdrawn';
  });
}

/** Who read it because of their role, and when; the latest first. Names of those who have left are gone. */
export async function readingsOf(
  db: Reader,
  view: string,
): Promise<{ role: 'host' | 'body'; firstName: string | null; at: number }[]> {
  const rows = await db.all(
    `SELECT view_readings.role, view_readings.read_at, people.first_name
     FROM view_readings
     LEFT JOIN people ON people.id = view_readings.reader_id
     WHERE view_readings.view_id = :view
     ORDER BY view_readings.read_at DESC
     LIMIT 100`,
    { view },
  );
  return rows.map((row) => ({
    role: text(row, 'role') as 'host' | 'body',
    firstName: textOrNull(row, 'first_name'),
    at: number(row, 'read_at'),
  }));
}

async function withdrawWithin(tx: Writer, own: views.View, now: number): Promise<void> {
  await tx.run(
    `UPDATE views
     SET words = '', said_by = '', withdrawn_at = :now
     WHERE id = :id AND withdrawn_at IS NULL`,
    { id: own.id, now },
  );
  if (own.topic) await recalling.recall(tx, own.topic, now);
}
