import type { Database, Reader, Writer } from '#server/db/database.ts';
import * as gathering from './gathering.ts';
import * as supports from './supports.ts';
import * as topics from './topics.ts';
import * as widening from './widening.ts';

/**
 * Makes one topic of two: everybody behind `from` is behind `into` from then on. 'already': it has become one with
 * another meanwhile, perhaps because another host was quicker. 'on-its-way': `from` is being carried, so that the other
 * is to be joined to it, or later. 'for-fewer': one was carried, and some who read the other may not read that. Nothing
 * is changed then.
 */
export function join(
  db: Database,
  { hub, from, into, by }: { hub: string; from: string; into: string; by: string },
  now: number,
): Promise<'joined' | 'already' | 'the-same' | 'on-its-way' | 'for-fewer'> {
  if (from === into) return Promise.resolve('the-same');
  return db.write(async (tx) => {
    if (!(await gathering.isOpen(tx, hub, from)) || !(await gathering.isOpen(tx, hub, into)))
      return 'already';
    if (await isOnItsWay(tx, from)) return 'on-its-way';
    if ((await letsIn(tx, from, into)) || (await letsIn(tx, into, from))) return 'for-fewer';
    const joining = await supports.behind(tx, from);
    const known = new Set(await supports.behind(tx, into));
    await tx.run('UPDATE topics SET joined_to = :into WHERE id = :from OR joined_to = :from', { from, into });
    await tx.run(
      `UPDATE topics
       SET erased = erased + (SELECT first.erased FROM topics AS first WHERE first.id = :from)
       WHERE id = :into`,
      { from, into },
    );
    await moveBehind(tx, from, into);
    await gathering.keepTender(tx, into);
    await topics.note(tx, { topic: into, step: 'joined', by }, now);
    const people = joining.filter((person) => !known.has(person));
    await gathering.tell(tx, { hub, topic: into, people, occasion: from }, now);
    return 'joined';
  });
}

async function letsIn(tx: Reader, topic: string, other: string): Promise<boolean> {
  return widening.wouldLetIn(tx, topic, await widening.throughTopic(tx, other));
}

async function isOnItsWay(tx: Reader, topic: string): Promise<boolean> {
  const open = 'SELECT id FROM carries WHERE topic_id = :topic AND ended_at IS NULL';
  return (await tx.one(open, { topic })) !== null;
}

/** Of two rows about the same, the one with more holds: seen by more people, or with more hands. */
async function moveBehind(tx: Writer, from: string, into: string): Promise<void> {
  await tx.run('UPDATE views SET topic_id = :into WHERE topic_id = :from', { from, into });
  for (const sql of LESS) await tx.run(sql, { from, into });
  for (const sql of MOVE) await tx.run(sql, { from, into });
}

const LESS = [
  `DELETE FROM supports
   WHERE topic_id = :into AND EXISTS (
     SELECT 1
     FROM supports AS other
     WHERE other.topic_id = :from AND other.person_id = supports.person_id AND other.level > supports.level)`,
  `DELETE FROM hands
   WHERE topic_id = :into AND EXISTS (
     SELECT 1
     FROM hands AS other
     WHERE other.topic_id = :from AND other.meetup_id = hands.meetup_id AND other.hands > hands.hands)`,
];

const MOVE = [
  'UPDATE OR IGNORE supports SET topic_id = :into WHERE topic_id = :from',
  'UPDATE OR IGNORE hands SET topic_id = :into WHERE topic_id = :from',
  'UPDATE OR IGNORE checks SET topic_id = :into WHERE topic_id = :from',
  'UPDATE carries SET topic_id = :into WHERE topic_id = :from',
  'UPDATE OR IGNORE mutes SET topic_id = :into WHERE topic_id = :from',
];
