import { DAY } from '#server/clock.ts';
import type { Database, Reader } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as letters from '#server/outbox/letters.ts';
import * as dropping from './dropping.ts';
import * as liftLetters from './lift-letters.ts';
import * as offers from './offers.ts';
import * as requests from './requests.ts';

/** A lift that is settled is asked about again so long before. */
const BEFORE = 2 * DAY;
/** Whoever said yes less than a day ago need not say it again. */
const JUST_NOW = DAY;

/** Asks both sides of every lift that is two days away whether it is still all right, once. Returns how many. */
export async function askAgain(db: Database, now: number): Promise<number> {
  const rows = await db.all(
    `SELECT DISTINCT rides.request_id, rides.offer_id
     FROM rides
     WHERE ended_at IS NULL AND settled_at IS NOT NULL AND settled_at <= :lately
       AND pick_up_at > :now AND pick_up_at <= :now + ${BEFORE}
       AND request_id IS NOT NULL AND offer_id IS NOT NULL
       AND (driver_again_at IS NULL OR rider_again_at IS NULL)`,
    { now, lately: now - JUST_NOW },
  );
  const riders = new Set(rows.map((row) => text(row, 'request_id')));
  const drivers = new Set(rows.map((row) => text(row, 'offer_id')));
  await db.write(async (tx) => {
    const about = [...(await all(tx, requests.find, riders)), ...(await all(tx, offers.find, drivers))];
    for (const one of about) await liftLetters.tell(tx, one, { kind: 'lift-again', occasion: 'again' }, now);
  });
  return riders.size + drivers.size;
}

/** "Still all right": noted. "Not this time": they drop out, and we look on. */
export async function answer(
  db: Database,
  { role, id, yes }: { role: 'rider' | 'driver'; id: string; yes: boolean },
  now: number,
): Promise<'done' | 'too-late'> {
  const about = await (role === 'rider' ? requests : offers).find(db, id);
  if (!about || about.withdrawnAt !== null || now >= about.occasion.dayEnds) return 'too-late';
  if (!yes) await (role === 'rider' ? dropping.withdrawRequest : dropping.withdrawOffer)(db, id, now);
  await db.write(async (tx) => {
    await letters.markReachedAbout(tx, about.person, id, 'answered', now);
    if (!yes) return;
    await tx.run(
      role === 'rider'
        ? 'UPDATE rides SET rider_again_at = :now WHERE request_id = :id AND settled_at IS NOT NULL AND ended_at IS NULL'
        : 'UPDATE rides SET driver_again_at = :now WHERE offer_id = :id AND settled_at IS NOT NULL AND ended_at IS NULL',
      { id, now },
    );
  });
  return 'done';
}

async function all<T>(db: Reader, find: (db: Reader, id: string) => Promise<T | null>, ids: Set<string>) {
  const some: T[] = [];
  for (const id of ids) {
    const one = await find(db, id);
    if (one) some.push(one);
  }
  return some;
}
