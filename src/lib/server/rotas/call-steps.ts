import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import { stepAfter, type Outcome, type Step } from './call-ladder.ts';
import * as callCourse from './call-course.ts';
import * as callLetters from './call-letters.ts';
import { A_STEP, addDecent, decentFrom, latestFor } from './call-times.ts';

const AT_ONCE = 100;

/** A step as it is about to begin; `told` are all who get a letter, `person` is the one it is up to. */
interface Next {
  step: Step;
  person: string | null;
  told: string[];
  beginsAt: number;
  until: number | null;
}

/**
 * Begins the step that follows those taken, with its letter, at a decent hour of `at` or later. Steps for which there
 * is nobody are written down as such, and passed over.
 */
export async function next(tx: Writer, course: callCourse.Course, at: number): Promise<void> {
  const taken = await callCourse.takenIn(tx, course.call);
  for (let step = stepAfter(taken); step !== null; step = stepAfter(taken)) {
    const begun = await plan(tx, course, step, taken, at);
    await write(tx, course, begun, { turn: taken.length, at });
    if (begun.person !== null) return;
    taken.push({ step, outcome: 'nobody', person: null });
  }
}

/** Writes down what came of a step, the first time; then the next begins. Returns whether it was the first time. */
export async function settle(
  tx: Writer,
  { id, outcome, by }: { id: string; outcome: Outcome; by: string | null },
  at: number,
): Promise<boolean> {
  const [row] = await tx.all(
    `UPDATE call_steps SET outcome = :outcome, outcome_at = :at, outcome_by = :by
      WHERE id = :id AND outcome IS NULL
      RETURNING call_id`,
    { id, outcome, by, at },
  );
  if (!row) return false;
  const course = await callCourse.find(tx, text(row, 'call_id'));
  if (course) await next(tx, course, at);
  return true;
}

/** Whoever had a step of this wish to do no longer does it: it goes on to the next. */
export async function giveUp(
  tx: Writer,
  { wish, person }: { wish: string; person: string },
  now: number,
): Promise<void> {
  const rows = await tx.all(
    `SELECT s.id
       FROM call_steps s
       JOIN calls c ON c.id = s.call_id
      WHERE c.wish_id = :wish AND s.person_id = :person AND s.outcome IS NULL
        AND s.step IN ('call', 'again', 'stand-in', 'visit')`,
    { wish, person },
  );
  for (const row of rows) await settle(tx, { id: text(row, 'id'), outcome: 'cannot', by: person }, now);
}

/** Goes on from steps of which nothing was heard in time, or whose person is gone; returns how many those were. */
export async function moveOn(db: Database, now: number): Promise<number> {
  const rows = await db.all(
    `SELECT s.id
       FROM call_steps s
       JOIN calls c ON c.id = s.call_id
       JOIN call_wishes w ON w.id = c.wish_id
      WHERE s.outcome IS NULL AND (s.until <= :now OR (s.person_id IS NULL AND s.step <> 'worried'))
        AND c.known_at IS NULL AND w.stopped_at IS NULL
      ORDER BY s.until
      LIMIT :most`,
    { now, most: AT_ONCE },
  );
  let moved = 0;
  for (const row of rows) {
    const step = { id: text(row, 'id'), outcome: 'passed', by: null } as const;
    if (await db.write((tx) => settle(tx, step, now))) moved += 1;
  }
  return moved;
}

async function plan(
  tx: Reader,
  course: callCourse.Course,
  step: Step,
  taken: callCourse.TakenBy[],
  at: number,
): Promise<Next> {
  const { zone, onDay, part } = course;
  const told = await callCourse.whoFor(tx, course, step, taken);
  const beginsAt = step === 'again' ? addDecent(at, A_STEP, zone) : decentFrom(at, zone);
  const soonest = addDecent(beginsAt, A_STEP, zone);
  const until = step === 'call' ? lateCall(latestFor(onDay, part, zone), beginsAt, soonest) : soonest;
  return { step, person: told[0] ?? null, told, beginsAt, until: step === 'worried' ? null : until };
}

/** A call that was given out late, because Natter stood still, has as long as any other step. */
function lateCall(latest: number, beginsAt: number, soonest: number): number {
  return latest > beginsAt ? latest : soonest;
}

async function write(
  tx: Writer,
  { call, hub }: callCourse.Course,
  { step, person, told, beginsAt, until }: Next,
  { turn, at }: { turn: number; at: number },
): Promise<void> {
  const id = newId();
  await tx.run(
    `INSERT INTO call_steps (id, call_id, step, turn, person_id, begins_at, until, outcome, outcome_at)
     VALUES (:id, :call, :step, :turn, :person, :beginsAt, :until, :outcome, :outcomeAt)`,
    {
      ...{ id, call, step, turn, person, beginsAt, until },
      outcome: person === null ? 'nobody' : null,
      outcomeAt: person === null ? at : null,
    },
  );
  if (person !== null) await callLetters.tellOfStep(tx, { people: told, hub, step, id, beginsAt, until }, at);
}

/** Gives a step that was settled by a slip of the finger back to its person, for as long as any step has. */
export async function reopen(
  tx: Writer,
  course: callCourse.Course,
  knownAt: number,
  now: number,
): Promise<void> {
  const reopened = await tx.run(
    `UPDATE call_steps
        SET outcome = NULL, outcome_at = NULL, outcome_by = NULL,
            until = CASE WHEN step <> 'worried' THEN MAX(until, :until) END
      WHERE call_id = :call AND outcome IN ('spoke', 'heard', 'known') AND outcome_at = :knownAt`,
    { call: course.call, knownAt, until: addDecent(now, A_STEP, course.zone) },
  );
  if (reopened === 0) await next(tx, course, now);
}

/** Whether this step is still up to somebody to ring, and whose turn it is. */
export async function find(
  db: Reader,
  id: string,
): Promise<{
  call: string;
  step: Step;
  person: string | null;
  outcome: Outcome | null;
  turn: number;
} | null> {
  const row = await db.one('SELECT call_id, step, person_id, outcome, turn FROM call_steps WHERE id = :id', {
    id,
  });
  return (
    row && {
      call: text(row, 'call_id'),
      step: text(row, 'step') as Step,
      person: textOrNull(row, 'person_id'),
      outcome: textOrNull(row, 'outcome') as Outcome | null,
      turn: number(row, 'turn'),
    }
  );
}
