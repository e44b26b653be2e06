import type { Database } from '#server/db/database.ts';
import * as papers from '#server/lifts/papers.ts';
import { addDays, dayOf } from '#server/meetups/days.ts';
import * as letters from '#server/outbox/letters.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';

const DAYS_BEFORE = 30;
const TIME = '09:00';

/**
 * Writes to drivers of schemes 30 days before something runs out, at 9 in the morning, once a date however much runs out
 * then; returns how many letters were due. It is of use until the day is over.
 */
export async function remindOfPapers(db: Database, now: number): Promise<number> {
  const today = dayOf(localOf(now, 'UTC'));
  const ahead = await papers.runningOut(db, {
    from: addDays(today, -1),
    to: addDays(today, DAYS_BEFORE + 1),
  });
  const due = ahead.flatMap(({ person, hub, zone, day }) => {
    const useBy = instantOf(`${addDays(day, 1)}T00:00`, zone);
    const dueAt = instantOf(`${addDays(day, -DAYS_BEFORE)}T${TIME}`, zone);
    return now < dueAt || now >= useBy
      ? []
      : [{ person, hub, occasion: day, subject: papers.subjectOf(hub), useBy }];
  });
  await db.write((tx) =>
    letters.writeMany(
      tx,
      due.map((one) => ({ ...one, kind: 'papers-due', ways: 'ladder', dueAt: now })),
      now,
    ),
  );
  return due.length;
}
