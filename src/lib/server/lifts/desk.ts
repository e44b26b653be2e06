import type { Database, Reader } from '#server/db/database.ts';
import { localOf } from '#server/wall-clock.ts';
import * as agreeing from './agreeing.ts';
import { carOf, type DeskCar } from './desk-cars.ts';
import { riderOf, type DeskRider } from './desk-riders.ts';
import * as dropping from './dropping.ts';
import * as liftLetters from './lift-letters.ts';
import * as offers from './offers.ts';
import * as plans from './plans.ts';
import type { LiftPlan } from './plans.ts';
import * as requests from './requests.ts';
import * as rides from './rides.ts';
import type { Ride } from './rides.ts';
import * as situations from './situations.ts';
import type { Outing } from './situations.ts';
import * as taxis from './taxis.ts';

/** The lifts of one outing as a host sees them. */
export interface LiftDesk {
  cars: DeskCar[];
  riders: DeskRider[];
  plan: DeskPlan | null;
  /** Rides that nobody was asked about. */
  drafts: number;
  /** Drivers and riders whom "Ask everybody" asks, and those it leaves in peace. */
  asks: { asked: number; unasked: number };
  /** Every place they go to is on the map; otherwise times are a guess. */
  isOnMap: boolean;
}

export interface DeskPlan extends Pick<LiftPlan, 'how' | 'carried' | 'bound' | 'times' | 'mended'> {
  /** 'YYYY-MM-DDTHH:MM' on the hub's wall clock. */
  made: string;
  /** Which plan this is, better ones of it too. */
  version: string;
}

export async function read(db: Reader, outing: Outing): Promise<LiftDesk> {
  const { zone } = outing;
  const wanted = await situations.ofOuting(db, requests, outing);
  const given = await situations.ofOuting(db, offers, outing);
  const all = await rides.ofOffers(
    db,
    given.map(({ id }) => id),
  );
  const plan = await plans.of(db, outing);
  const left = plan ? await plans.leftBy(db, plan.id) : new Map();
  const inTaxis = await taxis.orderedFor(
    db,
    wanted.map(({ id }) => id),
  );
  const known = { offers: given, rides: all, left, taxis: inTaxis, zone };
  return {
    cars: given.map((offer) => carOf(offer, wanted, all, zone)),
    riders: wanted.map((request) => riderOf(request, known)),
    plan: plan && deskPlan(plan, zone),
    drafts: all.filter((ride) => !rides.isAsked(ride)).length,
    asks: asksOf(all),
    isOnMap: [...wanted, ...given].every(({ occasion }) => occasion.point !== null),
  };
}

function asksOf(all: Ride[]): LiftDesk['asks'] {
  const peopleIn = (some: Ride[]) => new Set(some.flatMap(({ request, offer }) => [request, offer]));
  const asked = peopleIn(all.filter((ride) => !rides.isAsked(ride)));
  return { asked: asked.size, unasked: peopleIn(all).size - asked.size };
}

function deskPlan(plan: LiftPlan, zone: string): DeskPlan {
  const { how, carried, bound, times, mended, madeAt } = plan;
  return { how, carried, bound, times, mended, made: localOf(madeAt, zone), version: versionOf(plan) };
}

function versionOf({ id, how }: Pick<LiftPlan, 'id' | 'how'>): string {
  return `${id} ${how}`;
}

/**
 * "Ask everybody": all the drafts of an outing. Returns how many people are asked; 'better-now' where the host has seen
 * another plan than the one there is now: they look again first. `seen` is null where there was none.
 */
export async function askAll(
  db: Database,
  { outing, seen }: { outing: Outing; seen: string | null },
  now: number,
): Promise<number | 'better-now'> {
  return db.write(async (tx) => {
    const plan = await plans.of(tx, outing);
    if (seen !== (plan && versionOf(plan))) return 'better-now';
    const wanted = await situations.ofOuting(tx, requests, outing);
    const all = await rides.ofRequests(
      tx,
      wanted.map(({ id }) => id),
    );
    return agreeing.ask(tx, all, now);
  });
}

/** Takes somebody out of the car they are in; where they were asked already, both hear of it. */
export async function takeOut(db: Database, request: string, now: number): Promise<void> {
  await db.write(async (tx) => {
    const own = await rides.ofRequests(tx, [request]);
    await dropping.loseRider(tx, request, 'host', now);
    if (own.some(rides.isAsked)) await liftLetters.tellRiderOff(tx, request, now);
  });
}

/** "Leave this one as it is" in a new plan; or no longer. */
export async function lock(db: Database, request: string, locked: boolean): Promise<void> {
  await db.write((tx) =>
    tx.run('UPDATE rides SET locked = :locked WHERE request_id = :request AND ended_at IS NULL', {
      request,
      locked: Number(locked),
    }),
  );
}
