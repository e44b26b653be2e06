import { HOUR } from '#server/clock.ts';
import { daylightAt } from './daylight.ts';
import { carOf } from './lift-cars.ts';
import { isAnotherWay, type Places } from './lift-places.ts';
import { riderOf } from './lift-riders.ts';
import type { Leg, LiftProblem } from './plan-problem.ts';
import type { Ride } from './rides.ts';
import { minutesAt, type Situation } from './situations.ts';

/** Where no place is known it counts as dark from four in the afternoon. */
const CAREFUL = { from: 9 * 60, until: 16 * 60 };

/**
 * The lifts of an outing as a problem to solve; `travel` is in minutes, by place and place. Cars in `left` stay as they
 * are, with all who ride in them: nobody plans them anew.
 */
export function toProblem(
  situation: Situation,
  { places, travel, left = [] }: { places: Places; travel: number[][]; left?: string[] },
): LiftProblem {
  const offers = situation.offers.filter(({ id }) => !left.includes(id));
  const kept = situation.kept.filter(({ offer }) => offers.some(({ id }) => id === offer));
  const requests = situation.requests.flatMap((request) =>
    riderOf(situation, request, { kept, offers, places }),
  );
  const known = new Set(requests.map(({ id }) => id));
  const rides = kept.filter(({ request }) => known.has(request));
  return {
    travel,
    requests,
    cars: offers.map((offer) => carOf(situation, offer, { rides, places })),
    apart: apartOf(situation),
    told: rides.map(({ request, leg, offer, askedAt, pickUpAt }) => ({
      ...{ request, leg: legOf(leg), car: offer },
      at: askedAt === null ? null : minutesAt(situation, pickUpAt),
    })),
    locked: rides.map(({ request, leg, offer }) => ({ request, leg: legOf(leg), car: offer })),
    now: null,
    daylight: lightOf(situation, places),
  };
}

export function legOf(leg: Ride['leg']): Leg {
  return leg === 'out' ? 'out' : 'home';
}

/**
 * Who does not go together, for whatever reason; no reason is told, so all of these look the same: those who would
 * rather not, a woman who asked for a woman, a car to another place that nobody has on the map, and oneself.
 */
function apartOf({ requests, offers, apart }: Situation): [string, string][] {
  const pairs = new Set(apart.map(([one, other]) => `${one} ${other}`));
  const areApart = (a: string, b: string) => pairs.has(`${a} ${b}`) || pairs.has(`${b} ${a}`);
  const riders = requests.flatMap((one, i) =>
    requests
      .slice(i + 1)
      .filter(({ person }) => areApart(one.person, person))
      .map(({ id }): [string, string] => [one.id, id]),
  );
  const drivers = requests.flatMap((request) =>
    offers
      .filter(
        (offer) =>
          offer.person === request.person ||
          areApart(offer.person, request.person) ||
          (request.womenOnly && !offer.woman) ||
          isAnotherWay(offer.occasion, request.occasion),
      )
      .map(({ id }): [string, string] => [request.id, id]),
  );
  return [...riders, ...drivers];
}

function lightOf(situation: Situation, { all }: Places): LiftProblem['daylight'] {
  const point = all.find((one) => one !== null);
  if (!point) return CAREFUL;
  const light = daylightAt(point, situation.midnight + 12 * HOUR);
  return light && { from: minutesAt(situation, light.from), until: minutesAt(situation, light.until) };
}
