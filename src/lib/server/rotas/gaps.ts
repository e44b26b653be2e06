import { DAY } from '#server/clock.ts';
import type { Database, Reader } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { dayOf, daysBetween } from '#server/meetups/days.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as letters from '#server/outbox/letters.ts';
import { nextTurn } from '#server/turns.ts';
import { localOf } from '#server/wall-clock.ts';
import * as asks from './asks.ts';
import * as fitting from './fitting.ts';
import * as shifts from './shifts.ts';
import type { Shift } from './shifts.ts';

/** Days ahead at which an empty job shows to those who could do it. */
const MARKS = [10, 5, 2];
const FURTHEST = 11 * DAY;
/** So many hands still missing, and a smaller meet-up is worth a thought. */
const MANY = 2;
const MOST_MEETUPS = 100;

/** The musts of these shifts that nobody, or too few, have taken. */
export function among(given: Shift[]): Shift[] {
  return given.filter((shift) => shift.job.must && shifts.gapOf(shift) > 0);
}

/** Whether it is time to offer the host a smaller meet-up: two hands missing that must be there, two days ahead or less. */
export function isWorthMakingSmaller(given: Shift[], now: number): boolean {
  const [first] = given;
  const missing = among(given).reduce((sum, shift) => sum + shifts.gapOf(shift), 0);
  return first !== undefined && markOf(first.meetup, now) === 2 && missing >= MANY;
}

/**
 * Shows gaps at 10, 5 and 2 days to those who could fill them and to nobody else, once each; at 2 days the hosts are
 * told too, who then telephone. Returns how many shifts were asked about.
 */
export async function show(db: Database, now: number): Promise<number> {
  let shown = 0;
  for (const hub of await hubsWithJobs(db)) {
    const ahead = await meetups.upcoming(db, hub, now, {
      to: now + FURTHEST,
      limit: MOST_MEETUPS,
      unlisted: true,
    });
    const soon = ahead.filter((one) => one.cancelledAt === null && markOf(one, now) !== null);
    const empty = among(await shifts.ofMeetups(db, soon));
    for (const shift of empty) await showOne(db, shift, now);
    await tellHosts(db, empty, now);
    shown += empty.length;
    await nextTurn();
  }
  return shown;
}

/** 10, 5 or 2: the last mark that was passed; null when it is further off, or begun. */
function markOf({ startsAt, startsLocal, zone }: Meetup, now: number): number | null {
  if (startsAt <= now) return null;
  const days = daysBetween(dayOf(localOf(now, zone)), dayOf(startsLocal));
  return MARKS.findLast((mark) => days <= mark) ?? null;
}

async function showOne(db: Database, shift: Shift, now: number): Promise<void> {
  const occasion = `gap-${markOf(shift.meetup, now)}`;
  const able = await fitting.forShift(db, shift, now);
  if (able.length === 0) return;
  await db.write(async (tx) => {
    const id = await shifts.keep(tx, shift, now);
    if (id === null || (await wasShown(tx, id, occasion))) return;
    await asks.ask(tx, { ...shift, id }, able, { kind: 'gap', occasion }, now);
  });
}

async function wasShown(db: Reader, shift: string, occasion: string): Promise<boolean> {
  const row = await db.one(
    'SELECT person_id FROM asks_to_help WHERE shift_id = :shift AND occasion = :occasion LIMIT 1',
    { shift, occasion },
  );
  return row !== null;
}

async function tellHosts(db: Database, empty: Shift[], now: number): Promise<void> {
  const late = empty.filter(({ meetup }) => markOf(meetup, now) === 2).map(({ meetup }) => meetup);
  const due = [...new Map(late.map((meetup) => [meetup.id, meetup])).values()].flatMap((meetup) =>
    meetup.hosts.map((host): letters.NewLetter => ({
      person: host.id,
      hub: meetup.hub,
      kind: 'gaps-left',
      subject: meetup.id,
      occasion: 'gaps',
      ways: 'ladder',
      dueAt: now,
      useBy: meetup.startsAt,
    })),
  );
  if (due.length > 0) await db.write((tx) => letters.writeMany(tx, due, now));
}

async function hubsWithJobs(db: Reader): Promise<string[]> {
  const rows = await db.all('SELECT DISTINCT hub FROM jobs ORDER BY hub');
  return rows.map((row) => text(row, 'hub'));
}
