import type { Database, Writer } from '#server/db/database.ts';
import * as changing from './changing.ts';
import * as liftLetters from './lift-letters.ts';
import * as rides from './rides.ts';
import type { Because, Ride } from './rides.ts';
import * as taxiChanges from './taxi-changes.ts';

/** Somebody no longer needs the lift they asked for. Whoever was to drive them is told. */
export async function withdrawRequest(db: Database, id: string, now: number): Promise<void> {
  await db.write(async (tx) => {
    await loseRider(tx, id, 'rider-out', now);
    await tx.run('UPDATE lift_requests SET withdrawn_at = :now WHERE id = :id AND withdrawn_at IS NULL', {
      id,
      now,
    });
  });
}

/** A driver can't: their riders are told that we look for another. */
export async function withdrawOffer(db: Database, id: string, now: number): Promise<void> {
  await db.write(async (tx) => {
    await loseDriver(tx, id, now);
    await tx.run('UPDATE lift_offers SET withdrawn_at = :now WHERE id = :id AND withdrawn_at IS NULL', {
      id,
      now,
    });
  });
}

/** Ends what was found for a request, and tells the drivers who knew of it; the request itself stays. */
export async function loseRider(tx: Writer, id: string, because: Because, now: number): Promise<void> {
  await changing.overtakeWith(tx, id, now);
  await taxiChanges.note(tx, [id], now);
  const own = await rides.ofRequests(tx, [id]);
  await takeOut(tx, own, because, now);
  for (const offer of new Set(own.filter(rides.isAsked).map((one) => one.offer)))
    await liftLetters.tellDriverOff(tx, offer, now);
}

/** Ends what was to ride in a car, and tells the riders who knew of it; the offer itself stays. */
export async function loseDriver(tx: Writer, id: string, now: number): Promise<void> {
  await changing.overtakeWith(tx, id, now);
  const own = await rides.ofOffers(tx, [id]);
  await takeOut(tx, own, 'driver-out', now);
  for (const request of new Set(own.filter(rides.isAsked).map((one) => one.request)))
    await liftLetters.tellRiderOff(tx, request, now);
}

/** Ends rides, and takes out drafts of them as if they had never been. */
export async function takeOut(tx: Writer, some: Ride[], because: Because, now: number): Promise<void> {
  await rides.discard(
    tx,
    some.filter((ride) => !rides.isAsked(ride)).map(({ id }) => id),
  );
  await rides.end(
    tx,
    some.filter(rides.isAsked).map(({ id }) => id),
    because,
    now,
  );
}
