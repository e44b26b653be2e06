import { DAY } from '#server/clock.ts';
import type { Database, Reader, Row } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as letters from '#server/outbox/letters.ts';
import { localOf } from '#server/wall-clock.ts';
import { IS_LOOSE } from './promises.ts';

/** So long before its day its owner is reminded of a promise, once. */
const BEFORE = 7 * DAY;
const TOLD_WITHIN = 21 * DAY;

/**
 * Reminds owners of what they promised, a week before its day; and asks the hosts to hand on what nobody has any more.
 * A second letter for the same is not written. Returns how many were due.
 */
export async function goOn(db: Database, now: number): Promise<number> {
  const due = [...(await ownersDue(db, now)), ...(await loose(db, now))];
  for (let i = 0; i < due.length; i += 200)
    await db.write((tx) => letters.writeMany(tx, due.slice(i, i + 200), now));
  return due.length;
}

async function ownersDue(db: Reader, now: number): Promise<letters.NewLetter[]> {
  const rows = await db.all(
    `SELECT promises.id, promises.hub, promises.by_day, hubs.zone,
       COALESCE(promises.person_id, body_people.person_id) AS person
     FROM promises
     JOIN hubs ON hubs.slug = promises.hub
     LEFT JOIN body_people ON body_people.body_id = promises.body_id
     WHERE promises.settled_at IS NULL AND promises.by_day <= :soon AND promises.by_day >= :today
       AND COALESCE(promises.person_id, body_people.person_id) IS NOT NULL AND NOT ${IS_LOOSE}`,
    { soon: localOf(now + BEFORE, 'UTC').slice(0, 10), today: localOf(now, 'UTC').slice(0, 10) },
  );
  return rows.map((row) => letterOf(row, 'promise-due', text(row, 'by_day'), now));
}

async function loose(db: Reader, now: number): Promise<letters.NewLetter[]> {
  const rows = await db.all(
    `SELECT promises.id, promises.hub, roles.person_id AS person, promises.owned_at
     FROM promises
     JOIN roles ON roles.hub = promises.hub
     WHERE promises.settled_at IS NULL AND ${IS_LOOSE}`,
    {},
  );
  return rows.map((row) => letterOf(row, 'promise-loose', String(row.owned_at), now));
}

function letterOf(
  row: Row,
  kind: 'promise-due' | 'promise-loose',
  occasion: string,
  now: number,
): letters.NewLetter {
  const [person, hub, subject] = [text(row, 'person'), text(row, 'hub'), text(row, 'id')];
  return { person, hub, kind, subject, occasion, ways: 'ladder', dueAt: now, useBy: now + TOLD_WITHIN };
}
