import type {
  Journey,
  LiftCar,
  LiftProblem,
  LiftRequest,
  Plan,
  PlannedRun,
  Run,
  Stop,
  Window,
} from '#server/lifts/plan-problem.ts';

/**
 * Every hard rule that a plan of lifts breaks, in words, and everything in it that is not so. Written from the rules
 * alone: it shares no code, and no way of working, with what plans lifts.
 */
export function breaches(problem: LiftProblem, plan: Plan): string[] {
  return [
    ...plan.runs.flatMap((planned) => runBreaches(problem, planned)),
    ...problem.requests.flatMap((request) => requestBreaches(problem, plan, request)),
    ...sumBreaches(problem, plan),
  ];
}

/** What is carried: weight × people × 2 for all that somebody wanted, half of it for one of two if one is fine. */
export function carriedIn(problem: LiftProblem, plan: Plan): number {
  let sum = 0;
  for (const request of problem.requests) {
    const wanted = wantedBy(request).length;
    const had = ridesOf(plan, request.id).length;
    const worth = 2 * request.weight * (request.party.seats + request.party.wheelchairs);
    if (request.oneIsFine) sum += (worth * had) / wanted;
    else if (had === wanted) sum += worth;
  }
  return sum;
}

const NEAR = 1e-4;

function wantedBy({ out, home }: LiftRequest): Journey[] {
  return [out, home].filter((journey) => journey !== null);
}

function ridesOf({ runs }: Plan, id: string): Stop[] {
  return runs.flatMap(({ stops }) => stops.filter((stop) => stop.request === id && stop.does === 'pick up'));
}

interface Visit {
  stops: Stop[];
  at: number;
  leaves: number;
}

function runBreaches(problem: LiftProblem, planned: PlannedRun): string[] {
  const car = problem.cars.find(({ id }) => id === planned.car)!;
  const run = car.runs[planned.run]!;
  const visits = visitsOf(problem, planned.stops);
  return [
    ...endBreaches(problem, car, run, planned, visits),
    ...wayBreaches(problem, planned, visits),
    ...roomBreaches(problem, car, planned),
    ...riderBreaches(problem, car, run, planned, visits),
    ...priceBreaches(car, planned),
  ].map((breach) => `${planned.car} run ${planned.run}: ${breach}`);
}

/** Stops that the car makes without moving in between: all help there is given before it goes on. */
function visitsOf(problem: LiftProblem, stops: Stop[]): Visit[] {
  const visits: Visit[] = [];
  for (const stop of stops) {
    const last = visits.at(-1);
    const help = helpAt(problem, stop);
    if (last !== undefined && last.stops[0]!.place === stop.place && Math.abs(last.at - stop.at) < NEAR) {
      last.stops.push(stop);
      last.leaves += help;
    } else visits.push({ stops: [stop], at: stop.at, leaves: stop.at + help });
  }
  return visits;
}

function helpAt(problem: LiftProblem, { request, leg, does }: Stop): number {
  if (request === null) return 0;
  const journey = journeyOf(problem, request, leg!);
  return does === 'pick up' ? journey.boarding : journey.alighting;
}

function journeyOf({ requests }: LiftProblem, request: string, leg: 'out' | 'home'): Journey {
  return requests.find(({ id }) => id === request)![leg]!;
}

function endBreaches(
  problem: LiftProblem,
  car: LiftCar,
  run: Run,
  { stops, detour, minutes }: PlannedRun,
  visits: Visit[],
): string[] {
  const [first, last] = [stops[0]!, stops.at(-1)!];
  const broken: string[] = [];
  if (run.from !== null && (first.does !== 'begin' || first.place !== run.from))
    broken.push('begins elsewhere');
  if (run.to !== null && (last.does !== 'end' || last.place !== run.to)) broken.push('ends elsewhere');
  const end = visits.at(-1)!.leaves;
  if (!isIn(run.leave, first.at)) broken.push('begins outside its window');
  if (!isIn(run.arrive, end)) broken.push('ends outside its window');
  if (car.homeBy !== null && end > car.homeBy + NEAR) broken.push('home too late');
  if (car.notAfterDark && problem.daylight !== null) {
    if (first.at < problem.daylight.from - NEAR || end > problem.daylight.until + NEAR)
      broken.push('in the dark');
  }
  if (car.price !== null && problem.now !== null && first.at < problem.now + car.price.notice - NEAR) {
    broken.push('ordered too late');
  }
  if (Math.abs(end - first.at - minutes) > NEAR)
    broken.push(`says ${minutes} minutes, takes ${end - first.at}`);
  if (run.from === null || run.to === null) return broken;
  const more = end - first.at - problem.travel[run.from]![run.to]!;
  if (run.detour !== null && more > run.detour + NEAR) broken.push('too far out of the way');
  if (Math.abs(Math.max(0, more) - detour) > NEAR) broken.push('says another detour');
  return broken;
}

function isIn({ from, until }: Window, time: number): boolean {
  return time >= from - NEAR && time <= until + NEAR;
}

function wayBreaches({ travel }: LiftProblem, { stops }: PlannedRun, visits: Visit[]): string[] {
  const broken: string[] = [];
  let aboard = 0;
  visits.forEach((visit, index) => {
    for (const { does } of visit.stops) aboard += does === 'pick up' ? 1 : does === 'set down' ? -1 : 0;
    const next = visits[index + 1];
    if (next === undefined) return;
    const comes = visit.leaves + travel[visit.stops[0]!.place]![next.stops[0]!.place]!;
    if (next.at < comes - NEAR) broken.push(`cannot be at ${next.stops[0]!.place} so soon`);
    if (aboard > 0 && next.at > comes + NEAR) broken.push('waits with somebody aboard');
  });
  if (aboard !== 0) broken.push('somebody stays aboard');
  if (stops.some(({ slack }) => !(slack >= 0))) broken.push('less than no slack');
  return broken;
}

function roomBreaches(
  { requests }: LiftProblem,
  { layouts }: LiftCar,
  { stops, layout }: PlannedRun,
): string[] {
  const room = layouts[layout];
  if (room === undefined) return ['no such layout'];
  const aboard = { seats: 0, wheelchairs: 0, boot: 0 };
  return stops.flatMap((stop) => {
    const party = requests.find(({ id }) => id === stop.request)?.party;
    const sign = stop.does === 'pick up' ? 1 : -1;
    for (const part of ['seats', 'wheelchairs', 'boot'] as const) aboard[part] += sign * (party?.[part] ?? 0);
    const parts = (['seats', 'wheelchairs', 'boot'] as const).filter(
      (part) => aboard[part] > room[part] || aboard[part] < 0 || aboard[part] !== stop.aboard[part],
    );
    return parts.map((part) => `${aboard[part]} ${part} aboard`);
  });
}

function riderBreaches(
  problem: LiftProblem,
  car: LiftCar,
  run: Run,
  { stops }: PlannedRun,
  visits: Visit[],
): string[] {
  const broken: string[] = [];
  const inside = new Set(stops.flatMap(({ request }) => request ?? []));
  for (const id of inside) {
    const request = problem.requests.find((one) => one.id === id)!;
    if (request.needs.some((need) => !car.offers.includes(need))) broken.push(`${id} needs what it has not`);
    if (car.only !== null && !car.only.includes(id)) broken.push(`${id} is not whom the driver takes`);
    for (const [one, other] of problem.apart) {
      const beside = one === id ? other : other === id ? one : null;
      if (beside !== null && (inside.has(beside) || beside === car.id))
        broken.push(`${id} and ${beside} together`);
    }
  }
  stops.forEach((stop, at) => {
    if (stop.does !== 'pick up') return;
    const { request, leg } = stop;
    const after = stops.findIndex(
      (one, i) => i > at && one.does === 'set down' && one.request === request && one.leg === leg,
    );
    if (after < 0) {
      broken.push(`${request} never gets out`);
      return;
    }
    if (run.leg !== 'any' && run.leg !== leg) broken.push(`${request} goes the other way`);
    const journey = journeyOf(problem, request!, leg!);
    const end = stops[after]!;
    if (stop.place !== journey.from || end.place !== journey.to)
      broken.push(`${request} from or to elsewhere`);
    if (!isIn(journey.leave, stop.at)) broken.push(`${request} picked up at ${stop.at}`);
    if (!isIn(journey.arrive, end.at)) broken.push(`${request} set down at ${end.at}`);
    const visit = visits.find((one) => one.stops.includes(stop))!;
    const minutes = visit.stops.includes(end) ? 0 : end.at - visit.leaves;
    const limit = journey.rideLimit ?? 1.5 * problem.travel[journey.from]![journey.to]! + 10;
    if (minutes > limit + NEAR) broken.push(`${request} aboard for ${minutes} minutes`);
    const lock = problem.locked.find((one) => one.request === request && one.leg === leg);
    if (lock !== undefined && lock.car !== car.id) broken.push(`${request} is locked elsewhere`);
  });
  return broken;
}

function priceBreaches({ price }: LiftCar, planned: PlannedRun): string[] {
  const riding = planned.stops.filter(({ request }) => request !== null);
  if (price === null) return planned.price === 0 ? [] : ['a neighbour takes money'];
  const least = price.fixed + price.perMinute * (riding.at(-1)!.at - riding[0]!.at);
  return planned.price >= Math.floor(least) ? [] : [`costs ${least}, not ${planned.price}`];
}

function requestBreaches(problem: LiftProblem, plan: Plan, request: LiftRequest): string[] {
  const { id, oneIsFine } = request;
  const legs = ridesOf(plan, id).map(({ leg }) => leg!);
  const wanted = (['out', 'home'] as const).filter((leg) => request[leg] !== null);
  const missing = wanted.filter((leg) => !legs.includes(leg));
  const said = plan.left.find((one) => one.request === id)?.legs ?? [];
  const broken: string[] = [];
  if (new Set(legs).size < legs.length) broken.push(`${id} is taken twice`);
  if (legs.some((leg) => !wanted.includes(leg))) broken.push(`${id} is taken where they do not want to go`);
  if (!oneIsFine && missing.length > 0 && legs.length > 0) broken.push(`${id} is taken one way only`);
  if (missing.join() !== said.join()) broken.push(`${id} is said to be left otherwise`);
  return broken;
}

/** Rides and sums as the stops have them. Locked rides weigh more in the plan's own sum; there are none in the benches. */
function sumBreaches(problem: LiftProblem, plan: Plan): string[] {
  const all = problem.requests.reduce((sum, request) => {
    const wants = wantedBy(request).length > 0;
    return sum + (wants ? 2 * request.weight * (request.party.seats + request.party.wheelchairs) : 0);
  }, 0);
  const broken: string[] = [];
  const left = all - carriedIn(problem, plan);
  if (problem.locked.length === 0 && Math.abs(left - plan.score.left) > NEAR) broken.push(`leaves ${left}`);
  const used = plan.runs.map(({ car, run }) => `${car} ${run}`);
  if (new Set(used).size < used.length) broken.push('a run is used twice');
  const stops = plan.runs.flatMap((run) => run.stops.map((stop) => ({ ...stop, car: run.car })));
  for (const { request, leg, car, pickUp, setDown } of plan.rides) {
    const own = stops.filter((stop) => stop.request === request && stop.leg === leg && stop.car === car);
    if (own[0]?.at !== pickUp || own[1]?.at !== setDown) broken.push(`${request} is written otherwise`);
  }
  if (plan.rides.length !== stops.filter(({ does }) => does === 'pick up').length)
    broken.push('rides are missing');
  return broken;
}
