import { DAY } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as buses from '#server/lifts/buses.ts';
import type { Point } from '#server/lifts/distance.ts';
import * as picking from '#server/lifts/picking.ts';
import type { Car } from '#server/lifts/offers.ts';
import * as points from '#server/lifts/points.ts';
import type { Going } from '#server/lifts/occasions.ts';
import type { Needs } from '#server/lifts/requests.ts';
import * as wanting from '#server/lifts/wanting.ts';
import { addDays, dayOf } from '#server/meetups/days.ts';
import * as meetups from '#server/meetups/meetups.ts';
import { localOf } from '#server/wall-clock.ts';
import { SHELTER } from './diary.ts';
import type { Village } from './village.ts';

/** Where people are picked up in the demo village; the numbers are near Whitby, the places are made up. */
const POINTS: [name: string, directions: string, point: Point][] = [
  ['Bus shelter', 'The old one, with the lights', SHELTER],
  ['Chapel', 'By the gate, on the church side', { latitude: 54.461, longitude: -0.612 }],
  ['Shop', 'Under the awning', { latitude: 54.4489, longitude: -0.6071 }],
  ['Top of Mill Lane', 'Where the bench is', { latitude: 54.4702, longitude: -0.5803 }],
];

const SIMPLE: Going & { legs: 'both'; said: 'self'; enteredBy: null } = {
  ...{ meetup: null, onDate: null, toWords: null, toPoint: null, thereBy: null, readyFrom: null },
  legs: 'both',
  said: 'self',
  enteredBy: null,
};
const NEEDS: Omit<Needs, 'legs'> = {
  ...{
    oneIsFine: false,
    party: 1,
    carer: false,
    walkingFrame: false,
    foldedChair: false,
    inWheelchair: false,
  },
  ...{ dog: false, helpMin: 0, lowSeat: false, womenOnly: false, prefers: null, backOpen: false },
  safeBy: null,
  need: 2,
};
const CAR: Omit<Car, 'legs'> = {
  ...{ seats: 3, wheelchairs: 0, seatsAWheelchair: 0, boot: 1, dogs: false, lowSeat: false, woman: false },
  ...{ detourMin: 20, notAfterDark: false, homeBy: null },
};

/** Made up, like the places; the numbers are kept for plays and films, so nobody is rung. */
async function runBuses(db: Database, hub: string, by: string, stops: string[], now: number): Promise<void> {
  const common = { hub, by, days: [0, 1, 2, 3, 4, 5], points: [], stops: '', toTheDoor: false };
  const bus: buses.BusWords & { hub: string; by: string } = {
    ...{ ...common, kind: 'bus', name: 'Bus 95', telephone: '01632 960195', goes: 'to Whitby and back' },
    ...{ first: '07:20', last: '18:45', noticeHours: 0, who: 'anybody', points: stops.slice(0, 3) },
  };
  const ring: buses.BusWords & { hub: string; by: string } = {
    ...{ ...common, kind: 'on-request', name: 'Moor Community Bus', telephone: '01632 960196' },
    ...{ goes: 'to Whitby, and anywhere in the parish', days: [1, 3], first: '09:00', last: '16:00' },
    ...{ noticeHours: 24, who: 'anybody who finds other buses hard to use', toTheDoor: true },
  };
  await db.write((tx) => buses.add(tx, bus, now));
  await db.write((tx) => buses.add(tx, ring, now));
}

/** Two cars and five who would like a lift to the next tea; one is settled. And somebody who wants to go to town. */
export async function shareLifts(db: Database, { hub, ids }: Village, now: number): Promise<void> {
  const stops: string[] = [];
  for (const [name, directions, point] of POINTS) {
    const stop = { hub, by: ids.Ada!, name, directions, point, lit: 'yes', seat: 'yes' } as const;
    stops.push((await db.write((tx) => points.add(tx, stop, now)))!);
  }
  await runBuses(db, hub, ids.Ada!, stops, now);
  const ahead = await meetups.upcoming(db, hub, now, { from: now + 2 * DAY, limit: 6 });
  const meetup = ahead.find((one) => one.cancelledAt === null && one.exactLimit === null);
  if (!meetup) return;
  const common = { meetup, zone: meetup.zone, id: null, home: null, once: '' };
  const going = (name: string, stop: number) => ({
    ...SIMPLE,
    ...{ hub, person: ids[name]!, meetup: meetup.id, fromPoint: stops[stop]! },
  });
  const ask = (name: string, stop: number, needs: Partial<Needs> = {}) =>
    wanting.ask(db, { ...common, request: { ...going(name, stop), ...NEEDS, ...needs } }, now);
  const offer = (name: string, stop: number, car: Partial<Car> = {}) =>
    wanting.offer(db, { ...common, offer: { ...going(name, stop), ...CAR, ...car } }, now);

  const bert = await offer('Bert', 1, { lowSeat: true, dogs: true });
  await offer('Ada', 3, { woman: true, seats: 4, wheelchairs: 1, seatsAWheelchair: 2 });
  const cyd = await ask('Cyd', 1, { need: 3, walkingFrame: true, helpMin: 5 });
  const others = Object.keys(ids).filter(
    (name) => !['Ada', 'Bert', 'Cyd', 'Dot', 'Eve', 'Fay'].includes(name),
  );
  await ask(others[0]!, 2, { lowSeat: true });
  await ask(others[1]!, 3, { party: 2 });
  await ask(others[2]!, 3, { inWheelchair: true, carer: true, need: 3 });
  if (bert.outcome === 'written' && cyd.outcome === 'written') {
    await picking.pick(db, { offer: bert.id, request: cyd.id, by: ids.Bert! }, now);
    await agreeing.answerAsRider(db, { request: cyd.id, yes: true }, now);
  }
  const friday = addDays(dayOf(localOf(now, meetup.zone)), 4);
  const toTown = { ...going(others[3]!, 0), ...NEEDS, meetup: null, onDate: friday, toWords: 'the market' };
  await wanting.ask(
    db,
    { ...common, meetup: null, request: { ...toTown, thereBy: '10:40', readyFrom: '12:30' } },
    now,
  );
}
