import { asOf, dateTimeInWords, dayInWords, shortTime } from '#lib/dates.ts';
import { helpsInWords, peopleInWords, STEP_WORDS, toPlace, WAY_WORDS } from '#lib/lift-words.ts';
import type { DeskCar, DeskStop } from '#server/lifts/desk-cars.ts';
import type { DeskRider } from '#server/lifts/desk-riders.ts';
import type { LiftDesk } from '#server/lifts/desk.ts';
import type { Leg } from '#server/lifts/rides.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Cell, Sheet } from './sheet.ts';

interface Dated {
  /** The meet-up; null for all that go elsewhere on a day. */
  title: string | null;
  /** 'YYYY-MM-DDTHH:MM' where the hub is; of the day alone 'YYYY-MM-DD'. */
  startsLocal: string;
  zone: string;
  cancelled: boolean;
}

/**
 * All lifts to a meet-up, or elsewhere on a day, for a host, car by car, and who has none. Never an address; a number only of somebody whose
 * lift is settled. `numbers` is by request and offer.
 */
export function liftList(
  hubName: string,
  meetup: Dated,
  { cars, riders }: Pick<LiftDesk, 'cars' | 'riders'>,
  numbers: Map<string, string>,
  now: number,
): Sheet {
  const left = riders.filter((rider) => rider.drivers.length === 0);
  const rows = [
    ...cars.flatMap((car) => rowsOf(car, riders, numbers)),
    ...left.map((rider): Cell[] => [
      { text: rider.taxi === null ? 'No car' : 'Taxi', strong: true },
      whoIsLeft(rider),
      { text: '' },
      'room',
    ]),
  ];
  return {
    hubName,
    title: `Lift list: ${meetup.title ?? 'other places'}`,
    lines: [
      meetup.title === null ? dayInWords(meetup.startsLocal) : dateTimeInWords(meetup.startsLocal),
      asOf(localOf(now, meetup.zone)),
      ...(meetup.cancelled ? ['CANCELLED. Nobody is fetched.'] : []),
    ],
    columns: [
      { heading: 'When', share: 0.16 },
      { heading: 'Who', share: 0.5 },
      { heading: 'Telephone', share: 0.22 },
      { heading: 'Done', share: 0.12 },
    ],
    rows: meetup.cancelled ? [] : rows,
    foot: [
      rows.length > 0 && !meetup.cancelled
        ? 'It has telephone numbers on it: do not leave it lying about.'
        : 'There are no lifts.',
    ],
    qr: null,
    size: 14,
    oneSide: null,
  };
}

function rowsOf(car: DeskCar, riders: DeskRider[], numbers: Map<string, string>): Cell[][] {
  const seats = car.seats === 1 ? '1 seat' : `${car.seats} seats`;
  const sub = [seats, car.area, car.runs.length === 0 ? 'nobody is in it' : ''].filter(Boolean).join(', ');
  return [
    [
      { text: 'Car', strong: true },
      { text: `${car.driver} drives`, sub, strong: true },
      { text: numbers.get(car.id) ?? '' },
      { text: '' },
    ],
    ...car.runs.flatMap(({ leg, stops }) => stops.map((stop) => stopRow(stop, leg, riders, numbers))),
  ];
}

function stopRow(stop: DeskStop, leg: Leg, riders: DeskRider[], numbers: Map<string, string>): Cell[] {
  const rider = riders.find(({ id }) => id === stop.request);
  const to = stop.to ? toPlace(stop.to) : '';
  const who = [stop.firstName, stop.people > 1 ? peopleInWords(stop.people) : '', stop.area ?? '', to];
  const helps = rider ? helpsInWords(rider.needs) : '';
  const step = stop.step === 'settled' ? '' : `${STEP_WORDS[stop.step]}.`;
  return [
    { text: shortTime(leg === 'out' ? stop.pickUp : stop.setDown), sub: WAY_WORDS[leg] },
    {
      text: who.filter(Boolean).join(', '),
      sub: [helps && `With: ${helps}.`, step].filter(Boolean).join(' '),
    },
    { text: numbers.get(stop.request) ?? '' },
    'box',
  ];
}

function whoIsLeft({ firstName, people, area, to, needs, reasons }: DeskRider): Cell {
  const about = [firstName, people > 1 ? peopleInWords(people) : '', area ?? '', to ? toPlace(to) : ''];
  const who = about.filter(Boolean).join(', ');
  const helps = helpsInWords(needs);
  const sub = [helps && `With: ${helps}.`, ...reasons].filter(Boolean).join(' ');
  return { text: who, sub, strong: true };
}
