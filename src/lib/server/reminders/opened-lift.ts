import type { Database, Reader } from '#server/db/database.ts';
import * as again from '#server/lifts/again.ts';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as offers from '#server/lifts/offers.ts';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import * as requests from '#server/lifts/requests.ts';
import type { Standing } from './standing.ts';

/**
 * A lift as the reader of a letter about it sees it. Whoever holds the address of the letter may read this, so nobody's
 * name, number or address is in it: those stand behind signing in.
 */
export interface OpenedLift {
  role: 'rider' | 'driver';
  /** 'YYYY-MM-DDTHH:MM' where the hub is. */
  day: string;
  /** It asks for a yes or no that was not given yet. */
  isOpen: boolean;
  isOver: boolean;
  settled: boolean;
  /** When they are fetched, or first fetch somebody; null while nothing is found. */
  at: string | null;
  /** For a driver: minutes more than driving alone, on the longer leg, and how many people. */
  detourMin: number;
  people: number;
  ways: { leg: 'out' | 'back'; at: string }[];
  /** They are asked to change, because a driver has dropped out, or have said yes to it; what is agreed stands. */
  change: 'asked' | 'yes' | null;
  /** How it would be then. */
  changedWays: { leg: 'out' | 'back'; at: string }[];
}

export async function liftOf(
  db: Reader,
  { letter, lift }: Standing,
  now: number,
): Promise<OpenedLift | null> {
  if (!lift) return null;
  const seen = lift.role === 'rider' ? await asRider(db, lift.id, now) : await asDriver(db, lift.id, now);
  if (!seen) return null;
  const isOpen = letter.kind === 'lift-again' ? lift.isNeeded && !seen.saidAgain : seen.isOpen;
  return { role: lift.role, day: lift.startsLocal, ...seen.rest, isOpen: isOpen && !seen.rest.isOver };
}

/** Yes or no, in the name of the letter's reader. */
export async function act(
  db: Database,
  { letter, lift }: Standing,
  yes: boolean,
  now: number,
): Promise<'done' | 'too-late'> {
  if (!lift) return 'too-late';
  const { role, id } = lift;
  if (letter.kind === 'lift-again') return again.answer(db, { role, id, yes }, now);
  const outcome =
    role === 'rider'
      ? await agreeing.answerAsRider(db, { request: id, yes }, now)
      : await agreeing.answerAsDriver(db, { offer: id, yes }, now);
  return outcome === 'nothing-asked' ? 'too-late' : 'done';
}

async function asRider(db: Reader, id: string, now: number) {
  const request = await requests.find(db, id);
  if (!request || request.withdrawnAt !== null) return null;
  const [one] = await ownLifts.ridersViews(db, [request], now);
  const { view, some } = one!;
  return {
    isOpen: view.standing === 'asked' || view.change?.saidYes === false,
    saidAgain: some.length > 0 && some.every(({ riderAgainAt }) => riderAgainAt !== null),
    rest: {
      isOver: view.isOver || view.cancelled,
      settled: view.standing === 'settled',
      at: view.rides[0]?.pickUp ?? null,
      detourMin: 0,
      people: view.people,
      ways: view.rides.map(({ leg, pickUp }) => ({ leg, at: pickUp })),
      ...changeOf(view.change, view.change?.ways ?? []),
    },
  };
}

async function asDriver(db: Reader, id: string, now: number) {
  const offer = await offers.find(db, id);
  if (!offer || offer.withdrawnAt !== null) return null;
  const [one] = await ownLifts.driversViews(db, [offer], now);
  const { view, some } = one!;
  const people = view.runs.map(({ stops }) => stops.reduce((sum, stop) => sum + stop.people, 0));
  return {
    isOpen: view.isAsked || view.change?.saidYes === false,
    saidAgain: some.length > 0 && some.every(({ driverAgainAt }) => driverAgainAt !== null),
    rest: {
      isOver: view.isOver || view.cancelled,
      settled: some.length > 0 && some.every(({ settledAt }) => settledAt !== null),
      at: view.runs[0]?.stops[0]?.at ?? null,
      detourMin: Math.max(0, ...view.runs.map((run) => run.detourMin)),
      people: Math.max(0, ...people),
      ways: view.runs.map(({ leg, stops }) => ({ leg, at: stops[0]!.at })),
      ...changeOf(view.change, view.change?.comes ?? []),
    },
  };
}

function changeOf(change: { saidYes: boolean } | null, ways: OpenedLift['ways']) {
  return {
    change: change && (change.saidYes ? ('yes' as const) : ('asked' as const)),
    changedWays: ways.map(({ leg, at }) => ({ leg, at })),
  };
}
