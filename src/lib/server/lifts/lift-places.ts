import type { Point } from './distance.ts';
import type { Occasion } from './occasions.ts';
import type { Situation } from './situations.ts';

/** Where everybody is and goes to, in the order of `places`; null where nobody knows. */
export interface Places {
  all: (Point | null)[];
  /** By request or offer: where it begins, and where it goes to. */
  of: Map<string, { home: number; away: number }>;
}

/** Places that are one on the map are one; those that nobody knows are one where they are called the same. */
export function placesOf({ requests, offers }: Situation): Places {
  const all: (Point | null)[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (point: Point | null, name: string) => {
    const key = point ? `${point.latitude} ${point.longitude}` : name;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, all.length);
    return all.push(point) - 1;
  };
  const of = new Map(
    [...requests, ...offers].map(({ id, point, occasion }) => [
      id,
      {
        home: numberOf(point, `home ${id}`),
        away: numberOf(occasion.point, `to ${destinationOf(occasion)}`),
      },
    ]),
  );
  return { all, of };
}

/** What a place is called, so that "The Surgery " and "to the surgery" are one. */
export function destinationOf({ meetup, title }: Occasion): string {
  return (
    meetup ??
    title
      .trim()
      .toLowerCase()
      .replace(/^to\s+/, '')
      .replace(/^the\s+/, '')
  );
}

/** Without both on the map nobody knows how far apart two places are: only what is called the same is one way. */
export function isAnotherWay(one: Occasion, other: Occasion): boolean {
  return !(one.point && other.point) && destinationOf(one) !== destinationOf(other);
}
