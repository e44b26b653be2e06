import { DAY } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { addDays, dayOf, weekdayOf } from '#server/meetups/days.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Arrangement } from './call-board.ts';
import * as callDates from './call-dates.ts';
import * as callLetters from './call-letters.ts';

/** What is missing so that somebody can be relied on to ring. Days are the hub's. */
export type Gap =
  | { is: 'no-number' }
  | { is: 'no-caller' | 'no-stand-in'; asked: string | null }
  | { is: 'nobody-on'; day: string };

const LOOK_AHEAD = 15;
/** Whoever has just entered a call knows that nobody has agreed yet. */
const GRACE = 2 * DAY;

/** An alert, not a shortcoming of anybody: a caller and somebody to stand in for each, and somebody there on the day. */
export function of(arrangement: Arrangement, now: number): Gap[] {
  const { person, caller, standIn } = arrangement;
  const gaps: Gap[] = person.telephone ? [] : [{ is: 'no-number' }];
  if (!caller?.yesAt) gaps.push({ is: 'no-caller', asked: caller?.person.firstName ?? null });
  if (!standIn?.yesAt) gaps.push({ is: 'no-stand-in', asked: standIn?.person.firstName ?? null });
  if (!caller?.yesAt) return gaps;
  const alone = callDates.ahead(arrangement, LOOK_AHEAD, now).filter(({ maker }) => maker === null);
  return [...gaps, ...alone.map(({ onDay }): Gap => ({ is: 'nobody-on', day: onDay }))];
}

/** Once a week, as long as there is a gap: whoever looks after it is told by letter as well. Returns how many gaps. */
export async function remind(db: Database, now: number): Promise<number> {
  const rows = await db.all(
    `SELECT w.id, w.hub, hubs.zone
       FROM call_wishes w
       JOIN hubs ON hubs.slug = w.hub
      WHERE w.stopped_at IS NULL AND w.started_at <= :before AND (
        SELECT COUNT(*)
          FROM call_pairs
         WHERE wish_id = w.id AND place <> 'visitor' AND yes_at IS NOT NULL AND ended_at IS NULL) < 2`,
    { before: now - GRACE },
  );
  for (const row of rows) {
    const today = dayOf(localOf(now, text(row, 'zone')));
    const wish = { id: text(row, 'id'), hub: text(row, 'hub') };
    const week = `week of ${addDays(today, -weekdayOf(today))}`;
    await db.write((tx) => callLetters.tellOfGap(tx, wish, week, now));
  }
  return rows.length;
}
