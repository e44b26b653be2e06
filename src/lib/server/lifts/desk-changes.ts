import type { Database, Reader } from '#server/db/database.ts';
import { hash } from '#server/secrets.ts';
import { localOf } from '#server/wall-clock.ts';
import * as changes from './changes.ts';
import type { ChangedRide } from './changes.ts';
import * as changing from './changing.ts';
import * as offers from './offers.ts';
import * as otherWays from './other-ways.ts';
import * as requests from './requests.ts';
import * as rides from './rides.ts';
import type { Leg } from './rides.ts';
import type { Roads } from './roads.ts';
import * as situations from './situations.ts';
import type { Outing } from './situations.ts';

/** What others could change so that those who lost their driver go too, as a host sees it. */
export interface DeskChange {
  /** What "Ask them" sends back; null once they are asked. */
  key: string | null;
  /** Drivers and riders whom it asks to change, and those whose lift stays as it is. */
  asked: number;
  unasked: number;
  riders: ChangedRider[];
  drivers: { id: string; firstName: string; saidYes: boolean }[];
}

export interface ChangedRider {
  id: string;
  firstName: string;
  /** With whom they ride now; none for somebody who has lost their driver. */
  now: string[];
  /** On the hub's wall clock. */
  ways: { leg: Leg; at: string; driver: string }[];
  saidYes: boolean;
}

/** The change that is asked, or else one that could be; null where none is of use. */
export async function read(
  db: Reader,
  { outing, roads }: { outing: Outing; roads: Roads | null },
  now: number,
): Promise<DeskChange | null> {
  const asked = await changes.ofOuting(db, outing);
  if (asked) return deskChange(db, outing, asked.rides, null);
  const found = await otherWays.find(db, outing, roads, now);
  return found && deskChange(db, outing, found, keyOf(found));
}

/** "Ask them": how many are asked. 'better-now': it is no longer what the host saw. */
export async function ask(
  db: Database,
  { outing, roads, seen }: { outing: Outing; roads: Roads | null; seen: string },
  now: number,
): Promise<number | 'better-now'> {
  const found = await otherWays.find(db, outing, roads, now);
  if (!found || keyOf(found) !== seen) return 'better-now';
  return db.write(async (tx) => {
    // Another host, or a second tap, was quicker.
    if (await changes.ofOuting(tx, outing)) return 'better-now';
    return changing.ask(tx, { outing, rides: found }, now);
  });
}

function keyOf(some: ChangedRide[]): string {
  return hash(JSON.stringify(some));
}

async function deskChange(
  db: Reader,
  outing: Outing,
  some: ChangedRide[],
  key: string | null,
): Promise<DeskChange> {
  const wanted = await situations.ofOuting(db, requests, outing);
  const given = await situations.ofOuting(db, offers, outing);
  const live = await rides.ofRequests(
    db,
    wanted.map(({ id }) => id),
  );
  const nameOf = new Map(given.map(({ id, firstName }) => [id, firstName]));
  const riderOf = ({ id, firstName }: requests.LiftRequest): ChangedRider => {
    const own = some.filter(({ request }) => request === id);
    const before = live.filter(({ request }) => request === id).map(({ offer }) => offer);
    return {
      ...{ id, firstName, saidYes: own.every(({ riderYesAt }) => riderYesAt !== null) },
      now: [...new Set(before)].flatMap((offer) => nameOf.get(offer) ?? []),
      ways: own.map(({ leg, offer, pickUpAt }) => ({
        ...{ leg, at: localOf(pickUpAt, outing.zone) },
        driver: nameOf.get(offer) ?? '',
      })),
    };
  };
  const asked = new Set(some.flatMap(({ request, offer }) => [request, offer]));
  const all = new Set(live.flatMap(({ request, offer }) => [request, offer]));
  return {
    key,
    asked: asked.size,
    unasked: [...all].filter((id) => !asked.has(id)).length,
    riders: wanted
      .filter(({ id }) => asked.has(id))
      .map(riderOf)
      // Whoever has no lift comes first.
      .sort((a, b) => a.now.length - b.now.length || a.firstName.localeCompare(b.firstName)),
    drivers: given
      .filter(({ id }) => asked.has(id))
      .map(({ id, firstName }) => ({
        ...{ id, firstName },
        saidYes: some.filter(({ offer }) => offer === id).every(({ driverYesAt }) => driverYesAt !== null),
      })),
  };
}
