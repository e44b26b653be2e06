import type { Database, Reader } from '#server/db/database.ts';
import { MINUTE } from '#server/clock.ts';
import { localOf } from '#server/wall-clock.ts';
import { toOf } from './desk-cars.ts';
import { placesOf } from './lift-places.ts';
import * as liftProblem from './lift-problem.ts';
import { needsOf, type NeedsToKnow } from './needs.ts';
import { draft } from './plan.ts';
import type { LiftCar, LiftProblem, Plan, PlannedRun } from './plan-problem.ts';
import type { LiftRequest } from './requests.ts';
import * as rides from './rides.ts';
import * as situations from './situations.ts';
import type { Outing, Situation } from './situations.ts';
import * as taxis from './taxis.ts';
import type { Taxi } from './taxis.ts';
import * as travel from './travel.ts';

/** One journey to order from a licensed firm, as it may be read out on the telephone. Money is pence. */
export interface TaxiOrder {
  taxi: string;
  name: string;
  telephone: string;
  leg: 'out' | 'back';
  people: number;
  price: number;
  /** For each person, if they share it alike; rounded up to ten pence. */
  share: number;
  requests: string[];
  stops: TaxiStop[];
}

export interface TaxiStop {
  /** 'YYYY-MM-DDTHH:MM' on the hub's wall clock. */
  at: string;
  does: 'pick up' | 'set down';
  firstName: string;
  people: number;
  area: string | null;
  to: string | null;
  needs: NeedsToKnow;
}

/** So many taxis of one firm may come at once. */
const MOST_OF_A_FIRM = 3;
/** Share of a price is told in tens of pence. */
const ROUND = 10;

/**
 * Taxis for those whom no car takes, not even in the draft: as few and as cheap as can be, for the host to order. Times
 * go by the distance. A woman who asked for a woman is in none, since nobody knows who drives.
 */
export async function of(db: Reader, outing: Outing, now: number): Promise<TaxiOrder[]> {
  const firms = await taxis.ofHub(db, outing.hub);
  if (firms.length === 0) return [];
  const all = await situations.read(db, outing, now);
  const known = await rides.ofRequests(
    db,
    all.requests.map(({ id }) => id),
  );
  const waiting = all.requests.filter(
    ({ id, womenOnly }) => !womenOnly && !known.some(({ request }) => request === id),
  );
  if (waiting.length === 0) return [];
  const situation = { ...all, requests: waiting, offers: [], kept: [] };
  const problem = await problemOf(situation, firms, now);
  return draftedOrders(situation, problem, draft(problem), firms);
}

/** A host has rung the firm: whoever the order is for has a lift. 'changed': it is no longer what the host saw. */
export async function order(
  db: Database,
  { outing, seen, by }: { outing: Outing; seen: string; by: string },
  now: number,
): Promise<'ordered' | 'changed'> {
  const wanted = (await of(db, outing, now)).filter((one) => keyOf(one.requests) === seen);
  if (wanted.length === 0) return 'changed';
  await db.write(async (tx) => {
    for (const { taxi, requests } of wanted) await taxis.order(tx, { taxi, requests, by }, now);
  });
  return 'ordered';
}

/** What an order is known by on a form. */
export function keyOf(requests: string[]): string {
  return [...requests].sort().join(' ');
}

/** `now` is null where it is ordered already: notice no longer matters. */
export async function problemOf(
  situation: Situation,
  firms: Taxi[],
  now: number | null,
): Promise<LiftProblem> {
  const places = placesOf(situation);
  const { speedKmh } = situation;
  const { minutes } = await travel.between(places.all, { speedKmh, roads: null });
  const problem = liftProblem.toProblem(situation, { places, travel: minutes });
  const needs = new Set(problem.requests.flatMap((request) => request.needs));
  const cars = firms.flatMap((firm) =>
    Array.from({ length: MOST_OF_A_FIRM }, (_, nth) => carOf(firm, nth, [...needs])),
  );
  return { ...problem, cars, now: now === null ? null : situations.minutesAt(situation, now) };
}

/** What somebody needs is said when the firm is rung; a dog or a low seat is no reason to leave them. */
function carOf(firm: Taxi, nth: number, offers: string[]): LiftCar {
  const run = { from: null, to: null, leave: situations.ANY_TIME, arrive: situations.ANY_TIME, detour: null };
  return {
    ...{ id: `${firm.id} ${nth}`, name: firm.name, offers, only: null, notAfterDark: false, homeBy: null },
    layouts: Array.from({ length: firm.wheelchairs + 1 }, (_, chairs) => ({
      ...{ seats: firm.seats - chairs * firm.seatsAWheelchair, wheelchairs: chairs, boot: firm.seats },
    })),
    runs: [
      { leg: 'out', ...run },
      { leg: 'home', ...run },
    ],
    price: { fixed: firm.fixedPence, perMinute: firm.minutePence, notice: firm.noticeMin },
    pledge: null,
    recent: 0,
  };
}

export function draftedOrders(
  situation: Situation,
  problem: LiftProblem,
  plan: Plan,
  firms: Taxi[],
): TaxiOrder[] {
  return plan.runs.flatMap((run) => {
    const firm = firms.find(({ id }) => run.car.startsWith(`${id} `))!;
    const car = problem.cars.find(({ id }) => id === run.car)!;
    const stops = stopsOf(situation, run);
    const requests = [...new Set(run.stops.flatMap(({ request }) => request ?? []))];
    const people = stops.filter(({ does }) => does === 'pick up').reduce((sum, stop) => sum + stop.people, 0);
    return [
      {
        ...{ taxi: firm.id, name: firm.name, telephone: firm.telephone, requests, stops, people },
        leg: car.runs[run.run]!.leg === 'out' ? ('out' as const) : ('back' as const),
        price: run.price,
        share: Math.ceil(run.price / people / ROUND) * ROUND,
      },
    ];
  });
}

function stopsOf(situation: Situation, run: PlannedRun): TaxiStop[] {
  const riders = new Map<string, LiftRequest>(situation.requests.map((one) => [one.id, one]));
  return run.stops.flatMap(({ does, at, request }): TaxiStop[] => {
    const rider = request === null ? undefined : riders.get(request);
    if (!rider || (does !== 'pick up' && does !== 'set down')) return [];
    return [
      {
        at: localOf(situation.midnight + Math.floor(at) * MINUTE, situation.outing.zone),
        does,
        firstName: rider.firstName,
        people: rider.party + Number(rider.carer),
        area: rider.area,
        to: toOf(rider),
        needs: needsOf(rider),
      },
    ];
  });
}
