import type { Journey, Leg, LiftCar, LiftProblem, LiftRequest, Run } from '#server/lifts/plan-problem.ts';

/**
 * The best plan for a common place found by trying every one, with the rules and wishes counted anew from the facts on
 * lifts: shares nothing with what plans them. Only for tiny problems. Gives, in strict order, what is made small.
 */
export function bestOf(problem: LiftProblem): number[] {
  const runs = problem.cars.flatMap((car) =>
    car.runs.map((run) => ({ car, run, aboard: [] as LiftRequest[] })),
  );
  type Way = (typeof runs)[number];
  const known = new Map<string, number[] | null>();
  const count = (way: Way): number[] | null => {
    const key = `${runs.indexOf(way)} ${way.aboard.map(({ id }) => id).sort()}`;
    if (!known.has(key)) known.set(key, bestOrder(problem, way.car, way.run, way.aboard));
    return known.get(key)!;
  };
  let best: number[] | null = null;
  const choose = (index: number, left: number, untold: number) => {
    const request = problem.requests[index];
    if (request === undefined) {
      const counts = runs.map(count);
      if (counts.includes(null)) return;
      const sums = [0, 1, 2].map((stage) => counts.reduce((sum, one) => sum + one![stage]!, 0));
      const score = [left, sums[0]! + untold, sums[1]!, sums[2]!];
      if (best === null || isLess(score, best)) best = score;
      return;
    }
    const legs = (['out', 'home'] as const).filter((leg) => request[leg] !== null);
    const worth = 2 * request.weight * (request.party.seats + request.party.wheelchairs);
    const ways = (leg: Leg | undefined) => [null, ...runs.filter(({ run }) => run.leg === leg)];
    for (const first of ways(legs[0])) {
      for (const second of legs.length > 1 ? ways(legs[1]) : [null]) {
        const taken = [first, second].filter((way) => way !== null);
        if (!request.oneIsFine && taken.length > 0 && taken.length < legs.length) continue;
        for (const way of taken) way.aboard.push(request);
        if (taken.every((way) => count(way) !== null)) {
          const missing = legs.filter((_, i) => [first, second][i] === null);
          const told = missing.filter((leg) => toldCar(problem, request, leg) !== undefined).length;
          choose(
            index + 1,
            left + (legs.length === 0 ? 0 : (worth * missing.length) / legs.length),
            untold + told,
          );
        }
        for (const way of taken) way.aboard.splice(way.aboard.indexOf(request), 1);
      }
    }
  };
  choose(0, 0, 0);
  return best!;
}

function toldCar({ told }: LiftProblem, request: LiftRequest, leg: Leg): string | undefined {
  return told.find((one) => one.request === request.id && one.leg === leg)?.car;
}

/** Changes, tenths and what is unusual of the best order to take these along; null if they do not fit. */
function bestOrder(problem: LiftProblem, car: LiftCar, run: Run, aboard: LiftRequest[]): number[] | null {
  const leg = run.leg as Leg;
  const told = problem.told
    .filter((one) => one.car === car.id && one.leg === leg)
    .map(({ request }) => request);
  const asTold = told.length === aboard.length && aboard.every(({ id }) => told.includes(id));
  let changes = told.length > 0 && !asTold ? 1 : 0;
  let unusual =
    car.pledge === null
      ? 0
      : Math.round((10 * (aboard.length + car.recent / 4 - car.pledge) ** 2) / Math.max(1, car.pledge));
  if (aboard.length === 0) return [changes, 0, unusual];
  if (!isWelcome(problem, car, leg, aboard)) return null;
  for (const request of aboard) {
    if ((toldCar(problem, request, leg) ?? car.id) !== car.id) changes++;
    if ((request.usual ?? car.id) !== car.id) unusual += 10;
  }
  const costs = ordersOf(aboard).flatMap((order) => costOf(problem, car, run, order) ?? []);
  return costs.length > 0 ? [changes, Math.min(...costs), unusual] : null;
}

function isWelcome(problem: LiftProblem, car: LiftCar, leg: Leg, aboard: LiftRequest[]): boolean {
  const room = car.layouts.some((layout) =>
    (['seats', 'wheelchairs', 'boot'] as const).every(
      (part) => aboard.reduce((sum, { party }) => sum + party[part], 0) <= layout[part],
    ),
  );
  const ids = [car.id, ...aboard.map(({ id }) => id)];
  const isApart = problem.apart.some(([one, other]) => ids.includes(one) && ids.includes(other));
  const fits = aboard.every(
    ({ id, needs }) =>
      needs.every((need) => car.offers.includes(need)) &&
      (car.only === null || car.only.includes(id)) &&
      problem.locked.every((one) => one.request !== id || one.leg !== leg || one.car === car.id),
  );
  return room && !isApart && fits;
}

function ordersOf<Item>(items: Item[]): Item[][] {
  if (items.length < 2) return [items];
  return items.flatMap((first, i) =>
    ordersOf(items.filter((_, at) => at !== i)).map((rest) => [first, ...rest]),
  );
}

/** Tenths of one order, or null if it breaks a rule. Houses are all different here, so that a halt is one rider's. */
function costOf(problem: LiftProblem, car: LiftCar, run: Run, order: LiftRequest[]): number | null {
  const { travel } = problem;
  const leg = run.leg as Leg;
  const journeys = order.map((request) => request[leg]!);
  const way = (from: number | null, to: number | null) =>
    from === null || to === null ? 0 : travel[from]![to]!;
  const hall = leg === 'out' ? journeys[0]!.to : journeys[0]!.from;
  const sum = (of: (journey: Journey) => number) =>
    journeys.reduce((total, journey) => total + of(journey), 0);
  // Minutes after the beginning of the run: there first all houses, then the hall; back the other way round.
  const houses: number[] = [];
  let time = leg === 'out' ? 0 : way(run.from, hall) + sum(({ boarding }) => boarding);
  const leftHall = time;
  let place = leg === 'out' ? run.from : hall;
  const leaves: number[] = [];
  for (const journey of journeys) {
    const house = leg === 'out' ? journey.from : journey.to;
    time += way(place, house);
    houses.push(time);
    time += leg === 'out' ? journey.boarding : journey.alighting;
    leaves.push(time);
    place = house;
  }
  if (leg === 'out') time += way(place, hall);
  const atHall = time;
  time += leg === 'out' ? sum(({ alighting }) => alighting) + way(hall, run.to) : way(place, run.to);
  const rides = journeys.map((_, i) => (leg === 'out' ? atHall - leaves[i]! : houses[i]! - leftHall));
  const direct = journeys.map(({ from, to }) => travel[from]![to]!);
  if (rides.some((ride, i) => ride > (journeys[i]!.rideLimit ?? 1.5 * direct[i]! + 10) + 1e-6)) return null;
  const alone = way(run.from, run.to);
  const hasEnds = run.from !== null && run.to !== null;
  if (hasEnds && run.detour !== null && time - alone > run.detour + 1e-6) return null;
  const { from, until } = whenToBegin(problem, car, run, journeys, {
    houses,
    time,
    atHall,
    leg,
    hall: way(run.from, hall),
  });
  if (from > until + 1e-6) return null;
  const extra = rides.reduce((total, ride, i) => total + Math.max(0, ride - direct[i]!), 0);
  const riding =
    leg === 'out'
      ? time - way(run.from, journeys[0]!.from) - way(hall, run.to)
      : time - way(run.from, hall) - way(place, run.to);
  const pounds = car.price === null ? 0 : (car.price.fixed + car.price.perMinute * riding) / 100;
  return Math.round(10 * ((hasEnds ? Math.max(0, time - alone) : 0) + 0.3 * extra + pounds));
}

interface Times {
  houses: number[];
  time: number;
  atHall: number;
  leg: Leg;
  hall: number;
}

function whenToBegin(problem: LiftProblem, car: LiftCar, run: Run, journeys: Journey[], times: Times) {
  const { houses, time, atHall, leg, hall } = times;
  const dark = car.notAfterDark ? problem.daylight : null;
  const ordered = car.price !== null && problem.now !== null ? problem.now + car.price.notice : -Infinity;
  const bounds: [from: number, until: number][] = [
    [run.leave.from, run.leave.until],
    [run.arrive.from - time, run.arrive.until - time],
    [ordered, (car.homeBy ?? Infinity) - time],
    dark === null ? [-Infinity, Infinity] : [dark.from, dark.until - time],
    ...journeys.flatMap(({ leave, arrive }, i): [number, number][] => {
      const [inAt, outAt] = leg === 'out' ? [houses[i]!, atHall] : [hall, houses[i]!];
      return [
        [leave.from - inAt, leave.until - inAt],
        [arrive.from - outAt, arrive.until - outAt],
      ];
    }),
  ];
  return {
    from: Math.max(...bounds.map(([from]) => from)),
    until: Math.min(...bounds.map(([, until]) => until)),
  };
}

function isLess(one: number[], other: number[]): boolean {
  const at = one.findIndex((value, i) => value !== other[i]);
  return at >= 0 && one[at]! < other[at]!;
}
