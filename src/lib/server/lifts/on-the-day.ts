import { DAY } from '#server/clock.ts';
import type { Database, Writer } from '#server/db/database.ts';
import { localOf } from '#server/wall-clock.ts';
import * as liftLetters from './lift-letters.ts';
import * as notHome from './not-home.ts';
import type * as occasions from './occasions.ts';
import * as offers from './offers.ts';
import * as requests from './requests.ts';
import * as rides from './rides.ts';
import type { Leg, Ride } from './rides.ts';

/** 'too-late': it was tapped when the day and the night after it were over. */
export type Noted = 'noted' | 'too-early' | 'too-late' | 'not-found';

/** "On my way": the driver sets out on a leg. `at` is when it was tapped; where there was no signal that is earlier. */
export async function setOut(
  db: Database,
  { offer, leg, by, at }: { offer: string; leg: Leg; by: string; at: number },
): Promise<Noted> {
  const about = await offers.find(db, offer);
  if (!about || about.person !== by) return 'not-found';
  const outside = outsideOf(about.occasion, at);
  if (outside) return outside;
  const changed = await db.write((tx) =>
    tx.run(
      `UPDATE rides SET on_my_way_at = COALESCE(on_my_way_at, :at)
       WHERE offer_id = :offer AND leg = :leg AND settled_at IS NOT NULL AND ended_at IS NULL`,
      { offer, leg, at },
    ),
  );
  return changed > 0 ? 'noted' : 'not-found';
}

/** "Picked up", by the driver. */
export function pickUp(
  db: Database,
  { ride, by, at }: { ride: string; by: string; at: number },
): Promise<Noted> {
  return note(db, { ride, by, at, who: 'driver' }, (tx) =>
    tx.run('UPDATE rides SET picked_up_at = COALESCE(picked_up_at, :at) WHERE id = :ride', { ride, at }),
  );
}

/** "Home safe", by the rider, or by their driver who saw them in. No trail is kept: only that, and when. */
export function comeHome(
  db: Database,
  { ride, by, at }: { ride: string; by: string; at: number },
  now: number,
): Promise<Noted> {
  return note(db, { ride, by, at, who: 'either' }, async (tx) => {
    await tx.run(
      `UPDATE rides SET home_safe_at = COALESCE(home_safe_at, :at), picked_up_at = COALESCE(picked_up_at, :at)
       WHERE id = :ride`,
      { ride, at },
    );
    await notHome.needNoRinging(tx, ride, now);
  });
}

/** "I'm ready": rings the driver who waits. Again soon changes nothing. */
export async function beReady(
  db: Database,
  { ride, by }: { ride: string; by: string },
  now: number,
): Promise<Noted> {
  return note(db, { ride, by, at: now, who: 'rider' }, async (tx, found) => {
    const first = await tx.run('UPDATE rides SET ready_at = :now WHERE id = :ride AND ready_at IS NULL', {
      ride,
      now,
    });
    const driver = await offers.find(tx, found.offer);
    if (first && driver)
      await liftLetters.tell(tx, driver, { kind: 'lift-ready', occasion: `ready ${ride}`, ways: 'all' }, now);
  });
}

async function note(
  db: Database,
  { ride, by, at, who }: { ride: string; by: string; at: number; who: 'driver' | 'rider' | 'either' },
  write: (tx: Writer, found: Ride) => Promise<unknown>,
): Promise<Noted> {
  const found = await rides.find(db, ride);
  const request = found?.settledAt ? await requests.find(db, found.request) : null;
  const offer = found && (await offers.find(db, found.offer));
  if (!found || !request || !offer) return 'not-found';
  const isRider = request.person === by && who !== 'driver';
  const isDriver = offer.person === by && who !== 'rider';
  if (!isRider && !isDriver) return 'not-found';
  const outside = outsideOf(request.occasion, at);
  if (outside) return outside;
  await db.write((tx) => write(tx, found));
  return 'noted';
}

/** Null on the day, and in the night after it: somebody may come home late. What counts is when it was tapped. */
function outsideOf(
  { day, zone, dayEnds }: occasions.Occasion,
  tappedAt: number,
): 'too-early' | 'too-late' | null {
  if (localOf(tappedAt, zone).slice(0, 10) < day) return 'too-early';
  return tappedAt < dayEnds + DAY / 2 ? null : 'too-late';
}
