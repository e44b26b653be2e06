import { HOUR, MINUTE } from '#server/clock.ts';
import type { Journey } from './bus-fits.ts';
import type { Leg } from './rides.ts';
import * as times from './timetable-times.ts';
import type { Place, TripBetween } from './timetable-trips.ts';
import type { Timetable } from './timetables.ts';

/** One way by a bus that a timetable has. Instants are Unix seconds. */
export interface BusRide {
  /** The same for one bus, wherever somebody gets on and off. */
  key: string;
  leg: Leg;
  line: string;
  towards: string;
  company: string;
  telephone: string | null;
  /** A bus that has to be rung for: between when and when it comes. Otherwise when it leaves, and is there. */
  onRequest: boolean;
  leaves: number;
  arrives: number | null;
  /** The file calls its times rough, or gave none for this stop. */
  about: boolean;
  /** Minutes between one and the next, where it keeps to no times. */
  every: number | null;
  getOn: Stop;
  /** Null at the end of the line, where that is named but not near. */
  getOff: Stop;
  /** It stops there only after ringing, or asking the driver. */
  ring: boolean;
  /** The last moment to ring for it; null where it need not be rung, or nobody says. */
  ringBy: number | null;
  message: string;
  timetable: { name: string; broughtAt: number };
}

export interface Stop {
  name: string;
  /** Minutes on foot between the stop and the place; null where the bus comes there itself. */
  walk: number | null;
}

/** By the number of a place: the minutes to it on foot; 0 within an area. */
export type Near = Map<number, number>;

/** One way of a journey, and what is near its two ends. */
export interface Way {
  timetable: Timetable;
  places: Place[];
  journey: Journey;
  now: number;
  leg: Leg;
  from: Near;
  to: Near;
}

/** There at most so long before it begins; away at most so long after it ends. See decision 025. */
export const EARLY = 45 * MINUTE;
export const LATE = HOUR;

/** What a trip does for one way on a day of service that begins at `zero`; nothing where it comes at other times. */
export function ridesOf(trip: TripBetween, zero: number, way: Way): BusRide[] {
  if (trip.on.opens !== null || trip.off.opens !== null) return onRequest(trip, zero, way);
  return times.departuresOf(trip).flatMap(({ shift, every }) => {
    const ride = scheduled(trip, zero + shift, way);
    return ride && fitsTimes(ride, way)
      ? [{ ...ride, key: `${trip.trip} ${zero + shift}`, every, about: ride.about || every !== null }]
      : [];
  });
}

function scheduled(trip: TripBetween, zero: number, way: Way): BusRide | null {
  if (trip.on.departs === null) return null;
  const arrives = trip.off.arrives === null ? null : zero + trip.off.arrives;
  return { ...common(trip, way), onRequest: false, leaves: zero + trip.on.departs, arrives, ringBy: null };
}

/** With the walks at both ends it is there in time, and not too early; on the way back it leaves soon enough. */
function fitsTimes({ leaves, arrives, getOn, getOff }: BusRide, { leg, journey, now }: Way): boolean {
  const setOut = leaves - (getOn.walk ?? 0) * MINUTE;
  if (setOut <= now) return false;
  if (leg === 'back') return setOut >= journey.readyFrom! && setOut <= journey.readyFrom! + LATE;
  if (arrives === null) return false;
  const there = arrives + (getOff.walk ?? 0) * MINUTE;
  return there <= journey.thereBy! && there >= journey.thereBy! - EARLY;
}

/** A bus that comes when it is rung: its hours are open at the right time, and it can still be rung. */
function onRequest(trip: TripBetween, zero: number, way: Way): BusRide[] {
  const { journey, leg, now } = way;
  const opens = zero + (trip.on.opens ?? trip.on.departs ?? 0);
  const closes = zero + (trip.off.closes ?? trip.off.arrives ?? 0);
  const [from, to] =
    leg === 'out'
      ? [journey.thereBy! - EARLY, journey.thereBy!]
      : [journey.readyFrom!, journey.readyFrom! + LATE];
  const isOpen = opens <= to && closes >= from;
  const ringBy = times.ringByOf(
    trip,
    way.timetable,
    zero,
    Math.max(opens, leg === 'out' ? from - HOUR : from),
  );
  if (!isOpen || to <= now || (ringBy !== null && ringBy < now)) return [];
  const { booking } = trip;
  return [
    {
      ...common(trip, way),
      ...{ onRequest: true, leaves: opens, arrives: closes, ring: true, ringBy },
      telephone: booking?.telephone ?? trip.telephone,
      message: booking?.message ?? '',
    },
  ];
}

function common(trip: TripBetween, { leg, from, to, places, timetable }: Way) {
  const stop = (place: number, near: Near): Stop => ({
    name: places.find((one) => one.place === place)?.name ?? '',
    walk: near.get(place) || null,
  });
  const { line, towards, company, telephone, on, off } = trip;
  return {
    ...{ key: `${line} ${company}`, leg, line, towards, company, telephone, every: null, message: '' },
    about: on.about || off.about,
    getOn: stop(on.place, from),
    getOff: off.place === null ? { name: trip.endsName, walk: null } : stop(off.place, to),
    ring: on.ring || off.ring,
    timetable: { name: timetable.name, broughtAt: timetable.broughtAt },
  };
}
