import type { Row, Writer } from '#server/db/database.ts';
import { flag, number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import type { Point } from './distance.ts';
import { listingsOf } from './listings.ts';
import * as occasions from './occasions.ts';
import type { Going, Occasion } from './occasions.ts';

export type Legs = 'both' | 'out' | 'back';
export type Said = 'self' | 'in-person' | 'rang' | 'slip';

/** What somebody who would like a lift needs; for whoever plans, and for their driver. */
export interface Needs {
  legs: Legs;
  /** One way alone would do. */
  oneIsFine: boolean;
  /** How many, and a carer besides. */
  party: number;
  carer: boolean;
  walkingFrame: boolean;
  foldedChair: boolean;
  inWheelchair: boolean;
  dog: boolean;
  /** Minutes of help at the door. */
  helpMin: number;
  lowSeat: boolean;
  /** Only for matching; never shown. */
  womenOnly: boolean;
  prefers: string | null;
  /** 3: no other way to get there. */
  need: 1 | 2 | 3;
  /** They say when they are ready to go home. */
  backOpen: boolean;
  /** 'HH:MM' by which they mean to be home. */
  safeBy: string | null;
}

/** Where it begins; null is their home. */
export interface Begins {
  fromPoint: string | null;
}

export interface LiftRequest extends Needs, Begins {
  id: string;
  person: string;
  firstName: string;
  occasion: Occasion;
  going: Going;
  /** What anybody who plans or drives may read of where it begins: the name of a pick-up point, or what it is near. */
  area: string | null;
  /** Exact; for the plan alone. */
  point: Point | null;
  said: Said;
  askedAt: number;
  withdrawnAt: number | null;
}

/** From home it is near something, or its point is known. `h` and `near` are theirs, `f` the pick-up point. */
export const PLACE = `
  l.from_point_id, f.name AS f_name, f.latitude AS f_latitude, f.longitude AS f_longitude, near.name AS near_name,
  near.latitude AS near_latitude, near.longitude AS near_longitude, h.latitude AS h_latitude,
  h.longitude AS h_longitude`;

export const PLACE_JOINS = `
  LEFT JOIN pick_up_points f ON f.id = l.from_point_id
  LEFT JOIN lift_homes h ON h.person_id = l.person_id AND h.hub = l.hub AND l.from_point_id IS NULL
  LEFT JOIN pick_up_points near ON near.id = h.near_id`;

const SELECT = `
  SELECT l.id, l.person_id, people.first_name, l.legs, l.one_is_fine, l.party, l.carer, l.walking_frame,
    l.folded_chair, l.in_wheelchair, l.dog, l.help_min, l.low_seat, l.women_only, l.prefers, l.need, l.back_open,
    l.safe_by, l.said, l.asked_at, l.withdrawn_at, ${PLACE}, ${occasions.OCCASION}
  FROM lift_requests l
  JOIN people ON people.id = l.person_id
  ${occasions.OCCASION_JOINS}
  ${PLACE_JOINS}`;

export const { find, ofMeetup, ahead, ofPerson, ofPersonAt } = listingsOf(SELECT, 'asked_at', fromRow);

export interface NewRequest extends Needs, Begins, Going {
  hub: string;
  person: string;
  said: Said;
  enteredBy: string | null;
}

/** Writes a request down, in place of the one they had for the same meet-up or with this id, and returns its id. */
export async function write(
  tx: Writer,
  { id, ...wanted }: NewRequest & { id: string | null },
  now: number,
): Promise<string> {
  const args = { ...argsOf(wanted), now };
  if (id !== null) {
    await tx.run(
      `UPDATE lift_requests
       SET on_date = :onDate, to_words = :toWords, to_point_id = :toPoint, there_by = :thereBy,
         ready_from = :readyFrom, back_open = :backOpen, from_point_id = :fromPoint, legs = :legs,
         one_is_fine = :oneIsFine, party = :party, carer = :carer, walking_frame = :walkingFrame,
         folded_chair = :foldedChair, in_wheelchair = :inWheelchair, dog = :dog, help_min = :helpMin,
         low_seat = :lowSeat, women_only = :womenOnly, prefers = :prefers, need = :need, safe_by = :safeBy,
         said = :said, entered_by = :enteredBy, changed_at = :now
       WHERE id = :id AND person_id = :person AND hub = :hub AND meetup_id IS :meetup`,
      { ...args, id },
    );
    return id;
  }
  const made = newId();
  await tx.run(
    `INSERT INTO lift_requests (id, hub, person_id, meetup_id, on_date, to_words, to_point_id, there_by, ready_from,
       back_open, from_point_id, legs, one_is_fine, party, carer, walking_frame, folded_chair, in_wheelchair, dog,
       help_min, low_seat, women_only, prefers, need, safe_by, said, entered_by, asked_at, changed_at)
     VALUES (:id, :hub, :person, :meetup, :onDate, :toWords, :toPoint, :thereBy, :readyFrom, :backOpen, :fromPoint,
       :legs, :oneIsFine, :party, :carer, :walkingFrame, :foldedChair, :inWheelchair, :dog, :helpMin, :lowSeat,
       :womenOnly, :prefers, :need, :safeBy, :said, :enteredBy, :now, :now)`,
    { ...args, id: made },
  );
  return made;
}

/** How many places they take: an ordinary seat a person, unless they sit in their wheelchair. */
export function seatsOf({
  party,
  carer,
  inWheelchair,
}: Pick<Needs, 'party' | 'carer' | 'inWheelchair'>): number {
  return party + Number(carer) - Number(inWheelchair);
}

function argsOf({ oneIsFine, carer, walkingFrame, foldedChair, inWheelchair, dog, ...rest }: NewRequest) {
  const { lowSeat, womenOnly, backOpen, ...same } = rest;
  const flags = {
    oneIsFine,
    carer,
    walkingFrame,
    foldedChair,
    inWheelchair,
    dog,
    lowSeat,
    womenOnly,
    backOpen,
  };
  const asNumbers = Object.fromEntries(Object.entries(flags).map(([name, is]) => [name, Number(is)]));
  return { ...same, ...asNumbers };
}

/** Where it begins: the pick-up point; of a home the rough words and the exact point. */
export function placeOf(row: Row): { area: string | null; point: Point | null } {
  if (textOrNull(row, 'from_point_id') !== null)
    return { area: text(row, 'f_name'), point: occasions.pointOf(row, 'f') };
  const near = textOrNull(row, 'near_name');
  return {
    area: near === null ? null : `near ${near}`,
    point: occasions.pointOf(row, 'h') ?? occasions.pointOf(row, 'near'),
  };
}

function fromRow(row: Row): LiftRequest {
  return {
    id: text(row, 'id'),
    person: text(row, 'person_id'),
    firstName: text(row, 'first_name'),
    occasion: occasions.fromRow(row),
    going: occasions.goingOf(row),
    fromPoint: textOrNull(row, 'from_point_id'),
    ...placeOf(row),
    legs: text(row, 'legs') as Legs,
    oneIsFine: flag(row, 'one_is_fine'),
    party: number(row, 'party'),
    carer: flag(row, 'carer'),
    walkingFrame: flag(row, 'walking_frame'),
    foldedChair: flag(row, 'folded_chair'),
    inWheelchair: flag(row, 'in_wheelchair'),
    dog: flag(row, 'dog'),
    helpMin: number(row, 'help_min'),
    lowSeat: flag(row, 'low_seat'),
    womenOnly: flag(row, 'women_only'),
    prefers: textOrNull(row, 'prefers'),
    need: number(row, 'need') as Needs['need'],
    backOpen: flag(row, 'back_open'),
    safeBy: textOrNull(row, 'safe_by'),
    said: text(row, 'said') as Said,
    askedAt: number(row, 'asked_at'),
    withdrawnAt: numberOrNull(row, 'withdrawn_at'),
  };
}
