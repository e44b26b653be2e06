import { asOf, dayInWords, shortTime } from '#lib/dates.ts';
import { helpsInWords, peopleInWords, placeIn, toPlace, WAY_WORDS } from '#lib/lift-words.ts';
import type { TaxiOrder, TaxiStop } from '#server/lifts/taxi-orders.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Cell, Sheet } from './sheet.ts';

interface Outing {
  hubName: string;
  zone: string;
  /** Where they go; null for several places. */
  title: string | null;
  /** 'YYYY-MM-DD' where the hub is. */
  day: string;
  cancelled: boolean;
}

/**
 * What one licensed firm is asked to drive, journey by journey. No more than it takes to do so: first names, near which
 * place, and what has to go in. Never an address or a number, which riders give themselves, nor what each of them pays.
 * `fewer` is how many people no longer go as it was ordered.
 */
export function taxiSheet(
  { hubName, zone, title, day, cancelled }: Outing,
  orders: { isOrdered: boolean; order: TaxiOrder }[],
  fewer: number,
  now: number,
): Sheet {
  const firm = orders[0]?.order.name;
  return {
    hubName,
    title: firm ? `Taxi order: ${firm}` : 'Taxi order',
    lines: [
      title === null ? dayInWords(day) : `${toPlace(title)}, ${dayInWords(day)}`,
      asOf(localOf(now, zone)),
      ...(cancelled ? ['CANCELLED. Please send no taxi.'] : []),
      ...(fewer > 0 && !cancelled ? [`CHANGED: ${peopleInWords(fewer)} no longer as ordered before.`] : []),
    ],
    columns: [
      { heading: 'When', share: 0.16 },
      { heading: 'What', share: 0.5 },
      { heading: 'Notes', share: 0.22 },
      { heading: 'Done', share: 0.12 },
    ],
    rows: cancelled ? [] : orders.flatMap(({ isOrdered, order }) => rowsOf(order, isOrdered)),
    foot: [firm ? 'We give you the doors to fetch from by telephone.' : 'No taxi is needed.'],
    qr: null,
    size: 14,
    oneSide: null,
  };
}

function rowsOf({ leg, people, stops }: TaxiOrder, isOrdered: boolean): Cell[][] {
  const sub = isOrdered ? '' : 'Not ordered yet';
  return [
    [
      { text: WAY_WORDS[leg], strong: true },
      { text: `One taxi for ${peopleInWords(people)}`, sub, strong: true },
      { text: '' },
      { text: '' },
    ],
    ...stops.map((stop) => stopRow(stop, leg)),
  ];
}

function stopRow(stop: TaxiStop, leg: TaxiOrder['leg']): Cell[] {
  const isFetched = stop.does === 'pick up';
  const where = isFetched === (leg === 'out') ? stop.area : stop.to && placeIn(stop.to);
  const who = [stop.firstName, stop.people > 1 ? peopleInWords(stop.people) : '', where ?? ''];
  const helps = isFetched ? helpsInWords(stop.needs) : '';
  return [
    { text: shortTime(stop.at) },
    {
      text: `${isFetched ? 'Fetch' : 'Set down'} ${who.filter(Boolean).join(', ')}`,
      sub: helps && `With: ${helps}.`,
    },
    'room',
    'box',
  ];
}
