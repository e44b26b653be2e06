import type { Row, Writer } from '#server/db/database.ts';
import { flag, number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import type { Point } from './distance.ts';
import { listingsOf } from './listings.ts';
import * as occasions from './occasions.ts';
import type { Going, Occasion } from './occasions.ts';
import { PLACE, PLACE_JOINS, placeOf, type Begins, type Legs, type Said } from './requests.ts';

/** What a driver has to offer. */
export interface Car {
  legs: Legs;
  /** Seats for others. */
  seats: number;
  wheelchairs: number;
  /** How many seats each wheelchair takes away. */
  seatsAWheelchair: number;
  /** Folded wheelchairs and walking frames that the boot takes. */
  boot: number;
  dogs: boolean;
  lowSeat: boolean;
  /** Only for matching; never shown. */
  woman: boolean;
  /** Most minutes more than driving alone, each way. */
  detourMin: number;
  notAfterDark: boolean;
  /** 'HH:MM' where the hub is. */
  homeBy: string | null;
}

export interface Offer extends Car, Begins {
  id: string;
  person: string;
  firstName: string;
  occasion: Occasion;
  going: Going;
  area: string | null;
  /** Exact; for the plan alone. */
  point: Point | null;
  said: Said;
  offeredAt: number;
  withdrawnAt: number | null;
}

export interface NewOffer extends Car, Begins, Going {
  hub: string;
  person: string;
  said: Said;
  enteredBy: string | null;
}

const SELECT = `
  SELECT l.id, l.person_id, people.first_name, l.legs, l.seats, l.wheelchairs, l.seats_a_wheelchair, l.boot, l.dogs,
    l.low_seat, l.woman, l.detour_min, l.not_after_dark, l.home_by, l.said, l.offered_at, l.withdrawn_at, ${PLACE},
    ${occasions.OCCASION}
  FROM lift_offers l
  JOIN people ON people.id = l.person_id
  ${occasions.OCCASION_JOINS}
  ${PLACE_JOINS}`;

export const { find, ofMeetup, ahead, ofPerson, ofPersonAt } = listingsOf(SELECT, 'offered_at', fromRow);

/** Writes an offer down, in place of the one with this id, and returns its id. */
export async function write(
  tx: Writer,
  { id, ...offered }: NewOffer & { id: string | null },
  now: number,
): Promise<string> {
  const args = { ...argsOf(offered), now };
  if (id !== null) {
    await tx.run(
      `UPDATE lift_offers
       SET on_date = :onDate, to_words = :toWords, to_point_id = :toPoint, there_by = :thereBy,
         ready_from = :readyFrom, from_point_id = :fromPoint, legs = :legs, seats = :seats,
         wheelchairs = :wheelchairs, seats_a_wheelchair = :seatsAWheelchair, boot = :boot, dogs = :dogs,
         low_seat = :lowSeat, woman = :woman, detour_min = :detourMin, not_after_dark = :notAfterDark,
         home_by = :homeBy, said = :said, entered_by = :enteredBy, changed_at = :now
       WHERE id = :id AND person_id = :person AND hub = :hub AND meetup_id IS :meetup`,
      { ...args, id },
    );
    return id;
  }
  const made = newId();
  await tx.run(
    `INSERT INTO lift_offers (id, hub, person_id, meetup_id, on_date, to_words, to_point_id, there_by, ready_from,
       from_point_id, legs, seats, wheelchairs, seats_a_wheelchair, boot, dogs, low_seat, woman, detour_min,
       not_after_dark, home_by, said, entered_by, offered_at, changed_at)
     VALUES (:id, :hub, :person, :meetup, :onDate, :toWords, :toPoint, :thereBy, :readyFrom, :fromPoint, :legs,
       :seats, :wheelchairs, :seatsAWheelchair, :boot, :dogs, :lowSeat, :woman, :detourMin, :notAfterDark,
       :homeBy, :said, :enteredBy, :now, :now)`,
    { ...args, id: made },
  );
  return made;
}

function argsOf({ dogs, lowSeat, woman, notAfterDark, ...same }: NewOffer) {
  const flags = { dogs, lowSeat, woman, notAfterDark };
  return { ...same, ...Object.fromEntries(Object.entries(flags).map(([name, is]) => [name, Number(is)])) };
}

function fromRow(row: Row): Offer {
  return {
    id: text(row, 'id'),
    person: text(row, 'person_id'),
    firstName: text(row, 'first_name'),
    occasion: occasions.fromRow(row),
    going: occasions.goingOf(row),
    fromPoint: textOrNull(row, 'from_point_id'),
    ...placeOf(row),
    legs: text(row, 'legs') as Legs,
    seats: number(row, 'seats'),
    wheelchairs: number(row, 'wheelchairs'),
    seatsAWheelchair: number(row, 'seats_a_wheelchair'),
    boot: number(row, 'boot'),
    dogs: flag(row, 'dogs'),
    lowSeat: flag(row, 'low_seat'),
    woman: flag(row, 'woman'),
    detourMin: number(row, 'detour_min'),
    notAfterDark: flag(row, 'not_after_dark'),
    homeBy: textOrNull(row, 'home_by'),
    said: text(row, 'said') as Said,
    offeredAt: number(row, 'offered_at'),
    withdrawnAt: numberOrNull(row, 'withdrawn_at'),
  };
}
