import { DAY } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import { addDays } from '#server/meetups/days.ts';
import * as promises from '#server/voice/promises.ts';
import * as promising from '#server/voice/promising.ts';
import * as writingUp from '#server/voice/writing-up.ts';
import * as meetups from '#server/meetups/meetups.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Village } from './village.ts';

const ZONE = 'Europe/London';

/** What the demo village promised where it met: kept, late, changed, and still to come. Days are counted from today. */
const PROMISED = [
  { who: 'Dot', what: 'A second teapot for the hall', made: 60, by: -40, kept: 38 },
  { who: 'Bert', what: 'Mend the lamp over the door', made: 30, by: -3, named: true },
  {
    who: 'Stan',
    what: 'Ask at the school about their chairs',
    made: 30,
    by: 9,
    because: 'The school was shut',
  },
  { who: 'parish', what: 'A date for the new bench', made: 20, by: 12 },
];

/** Makes the promises of the demo village, the first bodies of which are known by now. */
export async function promise(db: Database, { hub, ids }: Village, now: number): Promise<void> {
  const parish = await db.one(`SELECT id FROM bodies WHERE hub = :hub AND kind = 'parish'`, { hub });
  for (const { who, what, made, by, named = false, kept, because } of PROMISED) {
    const [at, byDay] = [now - made * DAY, addDays(localOf(now, ZONE).slice(0, 10), by)];
    const owner = who === 'parish' ? { body: String(parish!.id) } : { person: ids[who]! };
    const given = { hub, what, owner, named, byDay, meetup: null, by: ids.Dot! };
    await db.write((tx) => promising.make(tx, given, at));
    const [mine] = (await promises.ofHub(db, hub, now)).filter((one) => one.what === what);
    const reach = { reach: { hub }, promise: mine!.id, by: ids.Dot! };
    if (kept) await promising.settle(db, { ...reach, how: 'kept', because: '' }, now - kept * DAY);
    if (because) await promising.change(db, { ...reach, byDay, because }, now - 5 * DAY);
  }
}

const DECIDED = ['Tea begins at half past ten all winter.', 'The film club gets the hall on Fridays.'];

/** The notes of the last meet-up but one have gone out; those of the last lie on the desk, to be sent. */
export async function writeNotes(db: Database, { hub, ids }: Village, now: number): Promise<void> {
  const before = await meetups.upcoming(db, hub, now, { from: now - 30 * DAY, to: now - DAY, limit: 60 });
  const by = ids.Dot!;
  for (const [i, met] of before
    .filter(({ cancelledAt }) => cancelledAt === null)
    .slice(-2)
    .entries()) {
    const typed = { by, once: '', sent: null };
    await writingUp.decide(db, met, { words: DECIDED[i]!, ...typed }, met.endsAt);
    if (i === 0) await writingUp.send(db, { hub, meetup: met.id, by }, met.endsAt + DAY);
  }
  // Nobody has to be rung about notes of long ago.
  await db.write((tx) =>
    tx.run(`UPDATE letters SET reached_at = made_at, reached_how = 'opened' WHERE kind LIKE 'notes-%'`),
  );
  await db.write((tx) =>
    tx.run(
      `UPDATE sends SET state = 'dropped', because = 'reached'
       WHERE state = 'waiting' AND letter_id IN (SELECT id FROM letters WHERE kind LIKE 'notes-%')`,
    ),
  );
}
