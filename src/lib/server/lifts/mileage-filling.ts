import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { addDays, dayOf } from '#server/meetups/days.ts';
import * as meetups from '#server/meetups/meetups.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Point } from './distance.ts';
import * as mileage from './mileage.ts';
import type { NewDrive } from './mileage.ts';
import * as offers from './offers.ts';
import type { Offer } from './offers.ts';
import * as requests from './requests.ts';
import * as rides from './rides.ts';
import type { Leg, Ride } from './rides.ts';
import { tenthMilesBetween } from './shares.ts';

/** Lifts themselves are kept for so long, so a log that is begun now can look back as far. */
export const LOOKS_BACK = 90 * DAY;
/** The tax office may ask for so many years. */
const YEARS_KEPT = 6;
const LONGEST_WORDS = 80;

/** Puts the drives of days that have ended into the logs of those who keep one, each once. Returns how many. */
export async function fill(db: Database, now: number): Promise<number> {
  const rows = await db.all(
    'SELECT person_id, filled_until FROM mileage_logs WHERE stopped_at IS NULL AND filled_until < :now',
    { now },
  );
  let filled = 0;
  for (const row of rows) {
    const log = { person: text(row, 'person_id'), since: number(row, 'filled_until') };
    filled += await db.write((tx) => fillOne(tx, log, now));
  }
  return filled;
}

/** Takes out drives that are too old for anybody to ask about. */
export async function tidy(db: Database, now: number): Promise<void> {
  const today = localOf(now, 'UTC');
  const before = `${Number(today.slice(0, 4)) - YEARS_KEPT}${today.slice(4, 10)}`;
  await db.write((tx) => tx.run('DELETE FROM mileage_drives WHERE on_date < :before', { before }));
}

async function fillOne(tx: Writer, { person, since }: { person: string; since: number }, now: number) {
  const mine = await tx.run(
    'UPDATE mileage_logs SET filled_until = :now WHERE person_id = :person AND filled_until = :since',
    { person, since, now },
  );
  // Another copy of Natter was quicker.
  if (mine === 0) return 0;
  const first = addDays(dayOf(localOf(since, 'UTC')), -2);
  const given = (await offers.ofPerson(tx, person, first)).filter(
    ({ occasion: { cancelled, dayEnds } }) => !cancelled && dayEnds > since && dayEnds <= now,
  );
  let filled = 0;
  for (const offer of given) {
    for (const drive of await drivesOf(tx, offer, now)) {
      await mileage.add(tx, person, drive, now);
      filled += 1;
    }
  }
  return filled;
}

/** What was driven with somebody aboard: one drive a way. */
async function drivesOf(db: Reader, offer: Offer, now: number): Promise<NewDrive[]> {
  const all = (await rides.ofOffers(db, [offer.id])).filter(({ settledAt }) => settledAt !== null);
  const home = cut(offer.area ?? 'home');
  const there = cut(await placeOf(db, offer, now));
  const drives: NewDrive[] = [];
  for (const leg of ['out', 'back'] as const) {
    const own = all.filter((ride) => ride.leg === leg);
    if (own.length === 0) continue;
    const [from, to] = leg === 'out' ? [home, there] : [there, home];
    const { hub, day } = offer.occasion;
    drives.push({ hub, onDate: day, from, to, ...(await lengthOf(db, offer, leg, own)) });
  }
  return drives;
}

/** How far it was by way of everybody's door, and how many rode along. */
async function lengthOf(db: Reader, { point, occasion }: Offer, leg: Leg, own: Ride[]) {
  const byTime = leg === 'out' ? 'pickUpAt' : 'setDownAt';
  const inOrder = [...own].sort((a, b) => a[byTime] - b[byTime] || a.stop - b.stop);
  const stops: (Point | null)[] = [];
  let passengers = 0;
  for (const { request } of inOrder) {
    const rider = (await requests.find(db, request))!;
    stops.push(rider.point);
    passengers += rider.party + Number(rider.carer);
  }
  const way = leg === 'out' ? [point, ...stops, occasion.point] : [occasion.point, ...stops, point];
  return { tenthMiles: tenthMilesAlong(way), passengers };
}

/** Null where a point on the way is not known. */
function tenthMilesAlong(way: (Point | null)[]): number | null {
  const known = way.filter((point) => point !== null);
  if (known.length < way.length) return null;
  return known.slice(1).reduce((sum, point, i) => sum + tenthMilesBetween(known[i]!, point), 0);
}

/** Where a lift goes, as a place that anybody may know: of a home no more than its street. */
async function placeOf(db: Reader, { occasion }: Offer, now: number): Promise<string> {
  const meetup = occasion.meetup && (await meetups.find(db, occasion.hub, occasion.meetup, now));
  if (!meetup) return occasion.title;
  return meetup.venue.kind === 'home' ? `a house in ${meetup.venue.area}` : meetup.venue.name;
}

function cut(words: string): string {
  return [...words].slice(0, LONGEST_WORDS).join('');
}
