import { HOUR } from '#server/clock.ts';
import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as letters from '#server/outbox/letters.ts';
import * as asks from './asks.ts';
import { addDaytime } from './daytime.ts';
import * as fitting from './fitting.ts';
import * as shifts from './shifts.ts';
import type { Shift } from './shifts.ts';
import * as turns from './turns.ts';
import type { Taker } from './turns.ts';

/** Somebody can't make it. The turn stays theirs until somebody accepts. Instants are Unix seconds. */
export interface Cover {
  id: string;
  shift: string;
  person: string;
  firstName: string;
  wantedAt: number;
  /** 0 before anybody was asked, 1 and 2 the best three each, 3 everybody who could. */
  round: number;
  nextRoundAt: number | null;
  settledAt: number | null;
}

const AT_ONCE = 3;
const BETWEEN_ROUNDS = 2 * HOUR;
const EVERYBODY = 3;

const SELECT = `
  SELECT covers.id, covers.shift_id, covers.person_id, people.first_name, covers.wanted_at, covers.round,
    covers.next_round_at, covers.settled_at
  FROM covers
  JOIN people ON people.id = covers.person_id`;

export async function find(db: Reader, id: string): Promise<Cover | null> {
  const row = await db.one(`${SELECT} WHERE covers.id = :id`, { id });
  return row && fromRow(row);
}

/** The open one of somebody for a shift; null when they have not said that they can't make it. */
export async function openOf(db: Reader, shift: string, person: string): Promise<Cover | null> {
  const row = await db.one(
    `${SELECT} WHERE covers.shift_id = :shift AND covers.person_id = :person AND covers.settled_at IS NULL`,
    { shift, person },
  );
  return row && fromRow(row);
}

/** "I can't make it", by themselves or by a host for them. No reason is asked. Again changes nothing. */
export async function want(
  db: Database,
  shift: Shift,
  { person, by }: { person: string; by: string },
  now: number,
): Promise<'asked' | 'not-theirs' | 'over'> {
  const isTheirs = shift.turns.some((turn) => turn.person === person && turn.standing === 'taken');
  if (shift.id === null || !isTheirs) return 'not-theirs';
  if (shift.meetup.startsAt <= now || shift.meetup.cancelledAt !== null) return 'over';
  await db.write((tx) =>
    tx.run(
      `INSERT INTO covers (id, shift_id, person_id, wanted_at, wanted_by, next_round_at)
       VALUES (:id, :shift, :person, :now, :by, :now)
       ON CONFLICT DO NOTHING`,
      { id: newId(), shift: shift.id, person, by, now },
    ),
  );
  const cover = await openOf(db, shift.id, person);
  if (cover?.round === 0) await askNext(db, cover, now);
  return 'asked';
}

/** "I can make it after all." */
export async function keep(db: Database, shift: Shift, person: string, now: number): Promise<void> {
  if (shift.id === null) return;
  await db.write((tx) => settle(tx, { shift: shift.id!, person, how: 'kept', by: null }, now));
}

/**
 * Takes over: from then on the turn is theirs, and whoever could not make it is told. The first yes counts; 'taken-over'
 * when somebody was quicker.
 */
export async function accept(
  db: Database,
  coverId: string,
  taker: Taker,
  now: number,
): Promise<turns.Outcome | 'taken-over'> {
  const cover = await find(db, coverId);
  if (!cover || cover.settledAt !== null) return 'taken-over';
  const shift = await shifts.findById(db, cover.shift, now);
  if (!shift) return 'over';
  return db.write((tx) => acceptWithin(tx, { ...shift, id: cover.shift }, cover, taker, now));
}

export async function acceptWithin(
  tx: Writer,
  shift: Shift & { id: string },
  cover: Cover,
  taker: Taker,
  now: number,
): Promise<turns.Outcome | 'taken-over'> {
  if (cover.person === taker.person) return 'taken-over';
  const { person, shift: id } = cover;
  const settled = await settle(tx, { shift: id, person, how: 'covered', by: taker.person }, now);
  if (settled === 0) return 'taken-over';
  // Their place is given up first, so that there is one to take.
  await turns.stepBack(tx, id, person, now);
  const outcome = await turns.takeWithin(tx, shift, taker, now);
  if (outcome !== 'taken' && outcome !== 'learning') {
    await putBack(tx, cover, now);
    return outcome;
  }
  await letters.write(tx, turns.letterAbout(shift, person, 'cover-found', cover.id, now), now);
  return outcome;
}

/** Takes a free place, or else that of somebody who can't make it. */
export async function takeAny(db: Database, shift: Shift, taker: Taker, now: number): Promise<turns.Outcome> {
  const outcome = await turns.take(db, shift, taker, now);
  const out = shift.turns.find(({ standing, wantsCover }) => standing === 'taken' && wantsCover);
  if (outcome !== 'full' || !out || shift.id === null) return outcome;
  const open = await openOf(db, shift.id, out.person);
  const accepted = open ? await accept(db, open.id, taker, now) : 'taken-over';
  return accepted === 'taken-over' ? 'full' : accepted;
}

/** Asks the next few for every cover that is due, and ends those that are over; returns how many rounds that were. */
export async function goOn(db: Database, now: number): Promise<number> {
  await db.write((tx) => tx.run(END_OVER, { now }));
  const rows = await db.all(
    `${SELECT} WHERE covers.settled_at IS NULL AND covers.next_round_at <= :now ORDER BY covers.next_round_at`,
    { now },
  );
  for (const row of rows) await askNext(db, fromRow(row), now);
  return rows.length;
}

/** Who says "not this time" to a meet-up can't do their job there either. Returns how many that were. */
export async function followAnswers(db: Database, now: number): Promise<number> {
  return db.write((tx) =>
    tx.run(
      `INSERT INTO covers (id, shift_id, person_id, wanted_at, wanted_by, next_round_at)
       SELECT lower(hex(randomblob(16))), turns.shift_id, turns.person_id, :now, turns.person_id, :now
       FROM meetups
       JOIN shifts ON shifts.meetup_id = meetups.id
       JOIN turns ON turns.shift_id = shifts.id AND turns.standing = 'taken'
       JOIN rsvps ON rsvps.meetup_id = meetups.id AND rsvps.person_id = turns.person_id
       WHERE meetups.starts_at > :now AND meetups.cancelled_at IS NULL AND rsvps.answer = 'not-this-time'
         AND NOT EXISTS (
           SELECT 1 FROM covers
           WHERE covers.shift_id = turns.shift_id AND covers.person_id = turns.person_id
             AND covers.wanted_at >= rsvps.answered_at)
       ON CONFLICT DO NOTHING`,
      { now },
    ),
  );
}

const END_OVER = `
  UPDATE covers
  SET settled_at = :now, settled_how = 'over', next_round_at = NULL
  WHERE settled_at IS NULL AND shift_id IN (
    SELECT shifts.id
    FROM shifts
    JOIN meetups ON meetups.id = shifts.meetup_id
    WHERE meetups.starts_at <= :now OR meetups.cancelled_at IS NOT NULL)`;

/** One round: the best three, two daytime hours later the next three, then everybody who could. */
async function askNext(db: Database, cover: Cover, now: number): Promise<void> {
  const shift = await shifts.findById(db, cover.shift, now);
  if (!shift) return;
  const round = Math.min(cover.round + 1, EVERYBODY);
  const able = (await fitting.forShift(db, shift, now)).filter(({ person }) => person !== cover.person);
  const best = able.filter(({ lastResort }) => !lastResort).slice(0, AT_ONCE);
  const asked = round === EVERYBODY || best.length < AT_ONCE ? able : best;
  const isLast = asked.length === able.length;
  await db.write(async (tx) => {
    const gone = await tx.run(
      `UPDATE covers SET round = :round, next_round_at = :next
       WHERE id = :id AND settled_at IS NULL AND round = :before AND next_round_at IS NOT NULL`,
      {
        id: cover.id,
        before: cover.round,
        round: isLast ? EVERYBODY : round,
        next: isLast ? null : addDaytime(now, BETWEEN_ROUNDS, shift.meetup.zone),
      },
    );
    if (gone === 0) return;
    await asks.ask(
      tx,
      { ...shift, id: cover.shift },
      asked,
      { kind: 'cover-asked', occasion: cover.id },
      now,
    );
  });
}

async function settle(
  tx: Writer,
  { shift, person, how, by }: { shift: string; person: string; how: 'covered' | 'kept'; by: string | null },
  now: number,
): Promise<number> {
  return tx.run(
    `UPDATE covers
     SET settled_at = :now, settled_how = :how, covered_by = :by, next_round_at = NULL
     WHERE shift_id = :shift AND person_id = :person AND settled_at IS NULL`,
    { shift, person, how, by, now },
  );
}

/** As if nothing had been accepted. */
async function putBack(tx: Writer, cover: Cover, now: number): Promise<void> {
  await tx.run(
    `UPDATE turns SET standing = 'taken', changed_at = :now WHERE shift_id = :shift AND person_id = :person`,
    { shift: cover.shift, person: cover.person, now },
  );
  await tx.run(
    `UPDATE covers
     SET settled_at = NULL, settled_how = NULL, covered_by = NULL, next_round_at = :next
     WHERE id = :id`,
    { id: cover.id, next: cover.nextRoundAt },
  );
}

function fromRow(row: Row): Cover {
  return {
    id: text(row, 'id'),
    shift: text(row, 'shift_id'),
    person: text(row, 'person_id'),
    firstName: text(row, 'first_name'),
    wantedAt: number(row, 'wanted_at'),
    round: number(row, 'round'),
    nextRoundAt: numberOrNull(row, 'next_round_at'),
    settledAt: numberOrNull(row, 'settled_at'),
  };
}
