import type { Reader, Row } from '#server/db/database.ts';
import { number, numberOrNull, text } from '#server/db/rows.ts';
import type { Leg } from './rides.ts';

/** One way of a lift that both said yes to, for a calendar: when, and nothing of where to, why or with whom. */
export interface SettledLift {
  /** The same for as long as it is one: the ride of a rider, the car and way of a driver. */
  id: string;
  part: 'rider' | 'driver';
  hub: string;
  leg: Leg;
  /** Unix seconds: from when the first is fetched until the last is set down. */
  from: number;
  to: number;
  /** It has fallen through, or what it leads to is cancelled. */
  isOff: boolean;
  changedAt: number;
  /** How often it has changed since it was settled. */
  changes: number;
}

/**
 * The lifts of one person that were settled, from `since` on (Unix seconds), soonest first. One that fell through stays,
 * as such: a calendar that forgets it in silence leaves somebody waiting.
 */
export async function ofPerson(db: Reader, person: string, since: number): Promise<SettledLift[]> {
  const riding = await db.all(RIDING, { person, since });
  const driving = await db.all(DRIVING, { person, since });
  const all = [...lifts('rider', riding, 'id'), ...lifts('driver', driving, 'car')];
  return all.sort((a, b) => a.from - b.from);
}

const ABOUT = `
  r.id, r.leg, r.pick_up_at, r.set_down_at, r.settled_at, r.ended_at, l.hub, l.id || '-' || r.leg AS car,
  m.cancelled_at`;
const SINCE = 'l.person_id = :person AND r.settled_at IS NOT NULL AND r.pick_up_at >= :since';
const RIDING = `
  SELECT ${ABOUT}
  FROM lift_requests l
  JOIN rides r ON r.request_id = l.id
  LEFT JOIN meetups m ON m.id = l.meetup_id
  WHERE ${SINCE}`;
const DRIVING = `
  SELECT ${ABOUT}
  FROM lift_offers l
  JOIN rides r ON r.offer_id = l.id
  LEFT JOIN meetups m ON m.id = l.meetup_id
  WHERE ${SINCE}`;

function lifts(part: SettledLift['part'], rows: Row[], key: 'id' | 'car'): SettledLift[] {
  const ids = [...new Set(rows.map((row) => text(row, key)))];
  return ids.map((id) => ({ id, part, ...liftOf(rows.filter((row) => row[key] === id)) }));
}

/** The rides of one way as one lift: of those that go on, or, where all fell through, of what was to be. */
function liftOf(rows: Row[]): Omit<SettledLift, 'id' | 'part'> {
  const on = rows.filter((row) => numberOrNull(row, 'ended_at') === null);
  const shown = on.length > 0 ? on : rows;
  const cancelledAt = numberOrNull(rows[0]!, 'cancelled_at');
  const ended = rows.flatMap((row) => numberOrNull(row, 'ended_at') ?? []);
  const changed = [...rows.map((row) => number(row, 'settled_at')), ...ended, cancelledAt ?? 0];
  return {
    hub: text(rows[0]!, 'hub'),
    leg: text(rows[0]!, 'leg') as Leg,
    from: Math.min(...shown.map((row) => number(row, 'pick_up_at'))),
    to: Math.max(...shown.map((row) => number(row, 'set_down_at'))),
    isOff: on.length === 0 || cancelledAt !== null,
    changedAt: Math.max(...changed),
    changes: rows.length - 1 + ended.length + Number(cancelledAt !== null),
  };
}
