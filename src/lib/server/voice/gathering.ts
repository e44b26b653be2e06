import type { Tender } from '#lib/voice-words.ts';
import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text, textOrNull } from '#server/db/rows.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import * as letters from '#server/outbox/letters.ts';
import { localOf } from '#server/wall-clock.ts';
import * as counts from './counts.ts';
import { argsOf, MAY_READ_TOPIC } from './readers.ts';
import * as supports from './supports.ts';
import * as topics from './topics.ts';
import * as widening from './widening.ts';

/** What hosts do with what was said. Nobody behind a topic is lost by it, and each is told once. */

/** A host looks at a topic again after so long. */
const LOOK_AGAIN = 14 * DAY;
const TOLD_WITHIN = 14 * DAY;

/**
 * Every view that was ticked is in the topic; 'none' where none of them could be gathered any more; 'for-fewer' where the
 * topic was carried, and who may read one of them may not read that.
 */
export type Gathered =
  { outcome: 'gathered'; topic: string } | { outcome: 'none' | 'not-found' | 'for-fewer' };

/** A topic that a host makes; the same form again makes the same one. */
export interface NewTopic {
  hub: string;
  name: string;
  words: string;
  zone: string;
  by: string;
  once: string;
}

/** A host puts views that say the same into a topic, new or known. Others' "only me" is never among them. */
export function gather(
  db: Database,
  given: NewTopic & { views: string[]; into: string | null; tender: Tender | null },
  now: number,
): Promise<Gathered> {
  const { hub, into } = given;
  return db.write(async (tx) => {
    const ready = await readyOf(tx, hub, given.views);
    if (ready.length === 0) return { outcome: 'none' };
    if (into !== null && !(await isOpen(tx, hub, into))) return { outcome: 'not-found' };
    if (into !== null && (await letsIn(tx, into, ready))) return { outcome: 'for-fewer' };
    const topic = into ?? (await makeOnce(tx, given, 'gather', now));
    await move(tx, ready, topic);
    await keepTender(tx, topic);
    if (into === null) await counts.tellFirst(tx, topic, now);
    return { outcome: 'gathered', topic };
  });
}

/** An author says that theirs is the same as a topic of the same hub that they may read. Refuses as `gather` does. */
export function joinOwn(
  db: Database,
  { person, view, topic }: { person: string; view: string; topic: string },
): Promise<'gathered' | 'not-found' | 'for-fewer'> {
  return db.write(async (tx) => {
    if (await letsIn(tx, topic, [view])) return 'for-fewer';
    const moved = await tx.run(
      `UPDATE views
       SET topic_id = :topic
       WHERE id = :view AND person_id = :person AND topic_id IS NULL AND withdrawn_at IS NULL AND level > 0
         AND EXISTS (
           SELECT 1
           FROM topics
           WHERE topics.id = :topic AND topics.hub = views.hub AND topics.joined_to IS NULL AND ${MAY_READ_TOPIC})`,
      { view, topic, ...argsOf({ person, isHost: false }) },
    );
    if (moved === 1) await keepTender(tx, topic);
    return moved === 1 ? 'gathered' : 'not-found';
  });
}

/** Names a topic and says what it is about, in plain words. */
export function rename(
  db: Database,
  given: { hub: string; topic: string; name: string; words: string; by: string },
  now: number,
): Promise<'renamed' | 'not-found'> {
  const { hub, topic, name, words, by } = given;
  return db.write(async (tx) => {
    const changed = await tx.run(
      `UPDATE topics
       SET name = :name, words = :words
       WHERE id = :topic AND hub = :hub AND joined_to IS NULL`,
      { hub, topic, name, words },
    );
    if (changed === 0) return 'not-found';
    await topics.note(tx, { topic, step: 'named', words: name, by }, now);
    return 'renamed';
  });
}

/** Takes views out of a topic into a new one. "Me too" stays where it was said; those who said these are told once. */
export function split(
  db: Database,
  given: NewTopic & { topic: string; views: string[] },
  now: number,
): Promise<Gathered> {
  const { hub, topic, by } = given;
  return db.write(async (tx) => {
    const rows = await tx.all(
      `SELECT views.id, topics.tender
       FROM json_each(:ids)
       JOIN views ON views.id = json_each.value
       JOIN topics ON topics.id = views.topic_id
       WHERE views.hub = :hub AND views.topic_id = :topic`,
      { ids: JSON.stringify(given.views), hub, topic },
    );
    const [first] = rows;
    if (!first) return { outcome: 'none' };
    const tender = textOrNull(first, 'tender') as Tender | null;
    const made = await makeOnce(tx, { ...given, tender }, `split ${topic}`, now);
    await move(
      tx,
      rows.map((row) => text(row, 'id')),
      made,
    );
    await counts.tellFirst(tx, made, now);
    await topics.note(tx, { topic, step: 'split', by }, now);
    await tell(tx, { hub, topic: made, people: await supports.behind(tx, made), occasion: topic }, now);
    return { outcome: 'gathered', topic: made };
  });
}

/** Takes a view that should not stand on a page off all of them; its author reads why. */
export function putAside(
  db: Database,
  { hub, view, because, by }: { hub: string; view: string; because: string; by: string },
  now: number,
): Promise<'aside' | 'not-found'> {
  return db.write(async (tx) => {
    const put = await tx.run(
      `UPDATE views
       SET aside_at = :now, aside_by = :by, aside_because = :because
       WHERE id = :view AND hub = :hub AND level > 0 AND aside_at IS NULL AND withdrawn_at IS NULL`,
      { hub, view, because, by, now },
    );
    return put === 1 ? 'aside' : 'not-found';
  });
}

/** Those of the named views of a hub that its hosts may read, and that no topic has yet. */
async function readyOf(tx: Reader, hub: string, views: string[]): Promise<string[]> {
  const rows = await tx.all(
    `SELECT views.id
     FROM json_each(:ids)
     JOIN views ON views.id = json_each.value
     WHERE views.hub = :hub AND views.level > 0 AND views.topic_id IS NULL AND views.withdrawn_at IS NULL
       AND views.aside_at IS NULL`,
    { ids: JSON.stringify(views), hub },
  );
  return rows.map((row) => text(row, 'id'));
}

function makeOnce(
  tx: Writer,
  { hub, name, words, zone, by, once, tender }: NewTopic & { tender: Tender | null },
  what: string,
  now: number,
): Promise<string> {
  const nextOn = localOf(now + LOOK_AGAIN, zone).slice(0, 10);
  const make = () => topics.make(tx, { hub, name, words, tender, nextOn, by }, now);
  return takenForms.once(tx, takenForms.keyFor(`${what} ${by}`, once), make, now);
}

async function letsIn(tx: Reader, topic: string, views: string[]): Promise<boolean> {
  return widening.wouldLetIn(tx, topic, await widening.throughViews(tx, views));
}

/** Whether it is a topic of this hub, and not one that has become one with another. */
export async function isOpen(tx: Reader, hub: string, topic: string): Promise<boolean> {
  const open = 'SELECT id FROM topics WHERE id = :topic AND hub = :hub AND joined_to IS NULL';
  return (await tx.one(open, { hub, topic })) !== null;
}

async function move(tx: Writer, views: string[], topic: string): Promise<void> {
  await tx.run('UPDATE views SET topic_id = :topic WHERE id IN (SELECT value FROM json_each(:ids))', {
    topic,
    ids: JSON.stringify(views),
  });
}

/** A topic is as tender as what is in it, whoever put it together; with health in it, it is one about health. */
export async function keepTender(tx: Writer, topic: string): Promise<void> {
  await tx.run(
    `UPDATE topics
     SET tender = COALESCE((
       SELECT tender
       FROM (
         SELECT topics.tender AS tender, 1 AS place
         UNION ALL
         SELECT views.tender, 2 FROM views WHERE views.topic_id = topics.id
         UNION ALL
         SELECT first.tender, 3 FROM topics AS first WHERE first.joined_to = topics.id)
       WHERE tender IS NOT NULL
       ORDER BY tender <> 'health', place
       LIMIT 1), tender)
     WHERE id = :topic`,
    { topic },
  );
}

/** Tells people once that what they stand behind has become one with something else. */
export async function tell(
  tx: Writer,
  { hub, topic, people, occasion }: { hub: string; topic: string; people: string[]; occasion: string },
  now: number,
): Promise<void> {
  const of = (person: string): letters.NewLetter => ({
    ...{ person, hub, kind: 'voice-moved', subject: topic, occasion, ways: 'ladder' },
    ...{ dueAt: now, useBy: now + TOLD_WITHIN },
  });
  await letters.writeMany(tx, people.map(of), now);
}
