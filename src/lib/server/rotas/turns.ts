import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as letters from '#server/outbox/letters.ts';
import * as checks from './checks.ts';
import * as shifts from './shifts.ts';
import type { Shift } from './shifts.ts';

export type Said = 'self' | 'in-person' | 'rang' | 'letter';

export interface Taker {
  person: string;
  said: Said;
  enteredBy?: string | null;
  /** Beside somebody who knows how. */
  learning?: boolean;
}

/**
 * 'full': somebody was quicker, and the line is open. 'meetup-full': the meet-up has no place left for them.
 * 'needs-…': they lack what the job needs. 'nobody-to-learn-from': no experienced helper is there on that date.
 */
export type Outcome =
  'taken' | 'learning' | 'full' | 'meetup-full' | 'over' | 'nobody-to-learn-from' | checks.Lack;

/**
 * Gives somebody a place in a shift, and says "coming" for them: who makes the tea is there. Again changes nothing.
 * Who was asked has their place; the last place goes to one of two who take it at once.
 */
export async function take(db: Database, shift: Shift, taker: Taker, now: number): Promise<Outcome> {
  return db.write((tx) => takeWithin(tx, shift, taker, now));
}

/** As `take`, as part of a caller's transaction. */
export async function takeWithin(tx: Writer, shift: Shift, taker: Taker, now: number): Promise<Outcome> {
  const { meetup, job } = shift;
  if (meetup.cancelledAt !== null || meetup.endsAt <= now) return 'over';
  const learning = taker.learning ?? false;
  const lack = await checks.lackOf(tx, taker.person, job, meetup);
  if (lack !== null && !(learning && lack === 'needs-showing')) return lack;
  const id = await shifts.keep(tx, shift, now);
  if (id === null) return 'over';
  if (learning && !(await mayLearn(tx, shift, taker.person))) return 'nobody-to-learn-from';
  const { person, said, enteredBy } = taker;
  if ((await writeTaken(tx, { ...shift, id }, { ...taker, learning }, now)) === 0) return 'full';
  const place = await rsvps.answerWithin(tx, meetup, { person, answer: 'coming', said, enteredBy }, now);
  if (place !== 'coming') await stepBack(tx, id, person, now);
  if (place === 'closed' || place === 'cancelled') return 'over';
  if (place !== 'coming') return 'meetup-full';
  await letters.markReachedAbout(tx, person, id, 'answered', now);
  return learning ? 'learning' : 'taken';
}

/** Puts somebody in line for a full shift; they get the place by themselves when one comes free. */
export async function waitFor(
  db: Database,
  shift: Shift,
  { person, said, enteredBy }: Taker,
  now: number,
): Promise<'waiting' | 'over'> {
  if (shift.meetup.cancelledAt !== null || shift.meetup.endsAt <= now) return 'over';
  return db.write(async (tx) => {
    const id = await shifts.keep(tx, shift, now);
    if (id === null) return 'over';
    await tx.run(
      `INSERT INTO turns (shift_id, person_id, standing, line, said, entered_by, changed_at)
       SELECT :id, :person, 'waiting', 1 + COALESCE(MAX(line), 0), :said, :enteredBy, :now
       FROM turns
       WHERE shift_id = :id
       ON CONFLICT (shift_id, person_id) DO UPDATE SET
         standing = 'waiting', line = excluded.line, changed_at = excluded.changed_at
       WHERE standing IN ('declined', 'stepped-back')`,
      { id, person, said, enteredBy: enteredBy ?? null, now },
    );
    await promote(tx, { ...shift, id }, now);
    return 'waiting';
  });
}

/** Says no to a proposal, or leaves the line. What was taken stays: for that there is "I can't make it". */
export async function decline(db: Database, shift: Shift, person: string, now: number): Promise<void> {
  const { id } = shift;
  if (id === null) return;
  await db.write(async (tx) => {
    await tx.run(
      `UPDATE turns SET standing = 'declined', line = NULL, changed_at = :now
       WHERE shift_id = :id AND person_id = :person AND standing IN ('asked', 'waiting')`,
      { id, person, now },
    );
    await tx.run(
      `UPDATE asks_to_help SET declined_at = :now
       WHERE shift_id = :id AND person_id = :person AND declined_at IS NULL`,
      { id, person, now },
    );
    await letters.markReachedAbout(tx, person, id, 'answered', now);
    await promote(tx, { ...shift, id }, now);
  });
}

/** A host takes somebody off a shift, by agreement; whoever waits in line moves up. */
export async function release(db: Database, shift: Shift, person: string, now: number): Promise<void> {
  const { id } = shift;
  if (id !== null) await db.write((tx) => releaseWithin(tx, { ...shift, id }, person, now));
}

export async function releaseWithin(
  tx: Writer,
  shift: Shift & { id: string },
  person: string,
  now: number,
): Promise<void> {
  await stepBack(tx, shift.id, person, now);
  // Nobody is asked any more to step in for them.
  await tx.run(
    `UPDATE covers
     SET settled_at = :now, settled_how = 'over', next_round_at = NULL
     WHERE shift_id = :shift AND person_id = :person AND settled_at IS NULL`,
    { shift: shift.id, person, now },
  );
  await promote(tx, shift, now);
}

/** Gives a turn up, without asking anybody else. */
export async function stepBack(tx: Writer, shift: string, person: string, now: number): Promise<void> {
  await tx.run(
    `UPDATE turns SET standing = 'stepped-back', line = NULL, changed_at = :now
     WHERE shift_id = :shift AND person_id = :person`,
    { shift, person, now },
  );
}

/** Gives free places to those in line, in their order, and tells them: they asked for it. */
async function promote(tx: Writer, shift: Shift & { id: string }, now: number): Promise<void> {
  const row = await tx.one(NEXT_IN_LINE, {
    id: shift.id,
    most: shift.most,
    silentSince: now - shifts.SILENCE,
  });
  if (!row) return;
  const person = text(row, 'person_id');
  const outcome = await takeWithin(tx, shift, { person, said: 'self' }, now);
  // Whoever cannot have it any more would hold up everybody behind them.
  if (outcome !== 'taken') await stepBack(tx, shift.id, person, now);
  else await letters.write(tx, letterAbout(shift, person, 'shift-yours', String(now), now), now);
  await promote(tx, shift, now);
}

const NEXT_IN_LINE = `
  SELECT person_id
  FROM turns
  WHERE shift_id = :id AND standing = 'waiting'
    AND :most > (
      SELECT COUNT(*)
      FROM turns AS held
      WHERE held.shift_id = :id AND held.learning = 0
        AND (held.standing = 'taken' OR held.standing = 'asked' AND held.asked_at > :silentSince))
  ORDER BY line
  LIMIT 1`;

/** A letter to one person about a shift; of use until it begins. */
export function letterAbout(
  { id, meetup }: Shift & { id: string },
  person: string,
  kind: letters.Kind,
  occasion: string,
  now: number,
): letters.NewLetter {
  const { hub, startsAt } = meetup;
  return { person, hub, kind, subject: id, occasion, ways: 'ladder', dueAt: now, useBy: startsAt };
}

/** Capacity lives in this one statement; it changes nothing when no place is left. Learners need none. */
async function writeTaken(
  tx: Writer,
  { id, most }: Shift,
  { person, learning, said, enteredBy }: Taker,
  now: number,
): Promise<number> {
  return tx.run(
    `INSERT INTO turns (shift_id, person_id, standing, learning, said, entered_by, changed_at)
     SELECT :id, :person, 'taken', :learning, :said, :enteredBy, :now
     WHERE :learning OR :most > (
       SELECT COUNT(*)
       FROM turns
       WHERE shift_id = :id AND person_id <> :person AND learning = 0
         AND (standing = 'taken' OR standing = 'asked' AND asked_at > :silentSince))
     ON CONFLICT (shift_id, person_id) DO UPDATE SET
       standing = 'taken', learning = excluded.learning, line = NULL, said = excluded.said,
       entered_by = excluded.entered_by, changed_at = excluded.changed_at`,
    {
      id,
      person,
      most,
      said,
      now,
      learning: Number(learning ?? false),
      enteredBy: enteredBy ?? null,
      silentSince: now - shifts.SILENCE,
    },
  );
}

/** One learner for each experienced helper who does the same job on that date and has not said that they can't make it. */
async function mayLearn(tx: Reader, { job, meetup }: Shift, person: string): Promise<boolean> {
  if (!job.learnerWelcome) return false;
  const present = await shifts.find(tx, meetup, job.id);
  const others = (present?.turns ?? []).filter((one) => one.standing === 'taken' && one.person !== person);
  const teachers = others
    .filter(({ learning, wantsCover }) => !learning && !wantsCover)
    .map((one) => one.person);
  const experienced = await checks.experienced(tx, teachers, job, meetup);
  return experienced.length > others.filter(({ learning }) => learning).length;
}
