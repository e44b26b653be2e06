import { DAY } from '#server/clock.ts';
import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { flag, number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import * as disclosure from './disclosure.ts';

/** So many topics are looked at in one go. */
const AT_ONCE = 200;

/**
 * How many stand behind a topic, for a query over `topics`: everybody once over all ways. `which` says whose voices count.
 * Hands in the room have no names: whoever was among them is not added again, and of several counts the largest
 * holds.
 */
function behind(which: string): string {
  return `(
  SELECT MAX(named.people, named.elsewhere + COALESCE((
      SELECT MAX(hands.hands) FROM hands WHERE hands.topic_id = topics.id), 0)) + topics.erased
  FROM (
    SELECT COUNT(*) AS people, COALESCE(SUM(among = 0), 0) AS elsewhere
    FROM (
      SELECT MAX(voices.among_hands) AS among
      FROM voices
      WHERE voices.topic_id = topics.id AND ${which}
      GROUP BY voices.who)) AS named)`;
}

const FOR_EVERYONE = 'voices.level = 4';
const FOR_BODY = '(voices.level = 4 OR (voices.level = 3 AND voices.body_id = :body))';

/** For hosts, who count all but "only me". Others read what was told. */
export const BEHIND_FOR_HOSTS = `CASE WHEN :isHost = 1 THEN ${behind('voices.level >= 1')} END`;

/** How many stand behind a topic, as whoever looks may know it; null where nothing was told yet. */
export interface Counted {
  behind: ReturnType<typeof disclosure.show> | null;
  isRounded: boolean;
}

/** From a row with `behind`, which hosts alone have, and `told`. */
export function fromRow(row: Row): Counted {
  const exact = numberOrNull(row, 'behind');
  if (exact !== null) return { behind: exact, isRounded: false };
  const told = textOrNull(row, 'told');
  return { behind: told === null || told === 'a few' ? told : Number(told), isRounded: true };
}

/** Tells how many stand behind a topic that was made just now, in the caller's transaction. */
export async function tellFirst(tx: Writer, topic: string, now: number): Promise<void> {
  await tellAnew(tx, 'topics.id = :topic', { topic }, now);
}

/**
 * Looks at every topic once a day, so that nobody can watch one voice arrive. What was told stands, unless as many as may
 * be told have come or gone since then.
 */
export async function tellDue(db: Database, now: number): Promise<void> {
  const today = Math.floor(now / DAY) * DAY;
  let looked: number;
  do looked = await db.write((tx) => tellAnew(tx, 'topics.looked_at < :today', { today }, now));
  while (looked === AT_ONCE);
}

/** True when somebody behind a topic lets this body read it. */
export async function mayBodyRead(db: Reader, topic: string, body: string): Promise<boolean> {
  const one = `SELECT 1 AS one FROM voices WHERE voices.topic_id = :topic AND ${FOR_BODY} LIMIT 1`;
  return (await db.one(one, { topic, body })) !== null;
}

/**
 * The number that goes along to a body: of those who let it read that they are behind the topic. What it or everybody read
 * last stands, unless as many as may be told have come or gone since.
 */
export async function releaseTo(
  db: Reader,
  topic: string,
  body: string,
): Promise<{ behind: number; shown: string }> {
  const row = await db.one(
    `SELECT tender IS NOT NULL AS is_tender, ${behind(FOR_BODY)} AS people FROM topics WHERE id = :topic`,
    { topic, body },
  );
  const [people, isTender] = [number(row!, 'people'), flag(row!, 'is_tender')];
  const last = await db.one(LAST_READ, { topic, body });
  const fewest = disclosure.fewest(isTender);
  const isTooSmall = last && number(last, 'behind') < fewest && text(last, 'shown') !== 'a few';
  if (last && !isTooSmall && Math.abs(people - number(last, 'behind')) < fewest)
    return { behind: number(last, 'behind'), shown: text(last, 'shown') };
  return { behind: people, shown: String(disclosure.show(people, isTender)) };
}

const LAST_READ = `
  SELECT behind, shown
  FROM (
    SELECT behind, shown, proposed_at AS at, 1 AS is_own FROM carries WHERE topic_id = :topic AND body_id = :body
    UNION ALL
    SELECT told_of, told, told_at, 0 FROM topics WHERE id = :topic AND told IS NOT NULL)
  ORDER BY at DESC, is_own DESC
  LIMIT 1`;

async function tellAnew(
  tx: Writer,
  which: string,
  args: Record<string, string | number>,
  now: number,
): Promise<number> {
  const rows = await tx.all(
    `SELECT id, tender IS NOT NULL AS is_tender, told, told_of, ${behind(FOR_EVERYONE)} AS people
     FROM topics
     WHERE joined_to IS NULL AND ${which}
     LIMIT ${AT_ONCE}`,
    args,
  );
  await tx.run(LOOK, { ids: JSON.stringify(rows.map((row) => text(row, 'id'))), now });
  for (const row of rows.filter(hasChanged)) await tell(tx, row, now);
  return rows.length;
}

const LOOK = 'UPDATE topics SET looked_at = :now WHERE id IN (SELECT value FROM json_each(:ids))';

function hasChanged(row: Row): boolean {
  const people = number(row, 'people');
  if (textOrNull(row, 'told') === null) return people > 0;
  const fewest = disclosure.fewest(flag(row, 'is_tender'));
  // What was told before the topic became tender is told anew.
  const isTooSmall = number(row, 'told_of') < fewest && text(row, 'told') !== 'a few';
  return isTooSmall || Math.abs(people - number(row, 'told_of')) >= fewest;
}

async function tell(tx: Writer, row: Row, now: number): Promise<void> {
  const people = number(row, 'people');
  const told = people === 0 ? null : String(disclosure.show(people, flag(row, 'is_tender')));
  await tx.run('UPDATE topics SET told = :told, told_of = :people, told_at = :now WHERE id = :topic', {
    topic: text(row, 'id'),
    told,
    people,
    now,
  });
}
