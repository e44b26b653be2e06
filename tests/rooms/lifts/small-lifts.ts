import type { Journey, LiftCar, LiftProblem, LiftRequest, Run, Window } from '#server/lifts/plan-problem.ts';

export const anyTime: Window = { from: -Infinity, until: Infinity };

/** Places in a line, ten minutes from one to the next: the hall is 0, then come the houses. */
export function inALine(places: number): number[][] {
  const line = Array.from({ length: places }, (_, place) => place);
  return line.map((from) => line.map((to) => 10 * Math.abs(from - to)));
}

export function there(from: number, about: Partial<Journey> = {}): Journey {
  return {
    from,
    to: 0,
    leave: anyTime,
    arrive: { from: 560, until: 600 },
    boarding: 0,
    alighting: 0,
    rideLimit: null,
    ...about,
  };
}

export function back(to: number, about: Partial<Journey> = {}): Journey {
  return { ...there(0), to, leave: { from: 720, until: 760 }, arrive: anyTime, ...about };
}

/** Wants to the hall by ten, and back after twelve. */
export function rider(id: string, house: number, about: Partial<LiftRequest> = {}): LiftRequest {
  return {
    id,
    firstName: id,
    party: { seats: 1, wheelchairs: 0, boot: 0 },
    out: there(house),
    home: back(house),
    oneIsFine: false,
    weight: 1,
    needs: [],
    usual: null,
    ...about,
  };
}

export function outRun(house: number, about: Partial<Run> = {}): Run {
  return { leg: 'out', from: house, to: 0, leave: anyTime, arrive: anyTime, detour: 20, ...about };
}

export function homeRun(house: number, about: Partial<Run> = {}): Run {
  return { ...outRun(house), leg: 'home', from: 0, to: house, ...about };
}

/** Drives from this house to the hall and back, with three seats free and twenty minutes to spare. */
export function car(id: string, house: number, about: Partial<LiftCar> = {}): LiftCar {
  return {
    id,
    name: id,
    layouts: [{ seats: 3, wheelchairs: 0, boot: 1 }],
    offers: [],
    only: null,
    notAfterDark: false,
    homeBy: null,
    runs: [outRun(house), homeRun(house)],
    price: null,
    pledge: null,
    recent: 0,
    ...about,
  };
}

export function lifts(
  requests: LiftRequest[],
  cars: LiftCar[],
  about: Partial<LiftProblem> = {},
): LiftProblem {
  return {
    travel: inALine(8),
    requests,
    cars,
    apart: [],
    told: [],
    locked: [],
    now: null,
    daylight: null,
    ...about,
  };
}
