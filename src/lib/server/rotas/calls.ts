import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import * as letters from '#server/outbox/letters.ts';
import * as callCourse from './call-course.ts';
import * as callLetters from './call-letters.ts';
import * as callNotes from './call-notes.ts';
import * as callSteps from './call-steps.ts';
import * as callWishing from './call-wishing.ts';

/** 'heard': somebody else knows that they are well. */
export type Said = 'spoke' | 'heard' | 'left-a-message' | 'no-answer' | 'cannot';

/** What somebody says came of a step. */
export interface Telling {
  step: string;
  said: Said;
  note: string;
  by: string;
  /** The hub whose calls they may tell of, as a host; null for whoever rings. */
  asHostOf: string | null;
}

const SLIP = DAY;

/**
 * Takes what somebody says came of a step: whoever rings for this person, whoever the step was given to, or a host.
 * 'already' when that step has been told of, or it is known by now; somebody well is taken at any time. 'not-found'
 * for everybody else.
 */
export async function tell(
  db: Database,
  telling: Telling,
  now: number,
): Promise<'noted' | 'already' | 'not-found'> {
  return db.write((tx) => tellWithin(tx, telling, now));
}

/** The same, in the caller's transaction. */
export async function tellWithin(
  tx: Writer,
  { step: id, said, note, by, asHostOf }: Telling,
  now: number,
): Promise<'noted' | 'already' | 'not-found'> {
  const found = await callSteps.find(tx, id);
  const isWell = said === 'spoke' || said === 'heard';
  if (!found || !(await mayTell(tx, id, { by, asHostOf, isWell }))) return 'not-found';
  const course = await callCourse.find(tx, found.call);
  await letters.markReachedAbout(tx, by, id, 'answered', now);
  if (!course) return 'already';
  if (isWell) await know(tx, course, { id, said, by }, now);
  // The last step stays until somebody is known to be well: trying in vain does not end it.
  else if (found.step !== 'worried' && !(await callSteps.settle(tx, { id, outcome: said, by }, now))) {
    if (!(await correctPassed(tx, id, said, by))) return 'already';
  }
  await callNotes.write(tx, { step: id, words: note, by }, now);
  return 'noted';
}

/** "Done" was a slip of the finger: within a day it is open again, and goes on from where it was. */
export async function takeBack(
  db: Database,
  { call, by, asHostOf }: { call: string; by: string; asHostOf: string | null },
  now: number,
): Promise<'back' | 'not-found'> {
  return db.write(async (tx) => {
    const row = await tx.one(
      `SELECT c.known_at
         FROM calls c
         JOIN call_wishes w ON w.id = c.wish_id AND w.stopped_at IS NULL
        WHERE c.id = :call AND c.known_at > :since AND c.known_how <> 'stopped'
          AND (c.known_by = :by OR w.hub = :asHostOf)`,
      { call, by, asHostOf, since: now - SLIP },
    );
    if (!row) return 'not-found';
    await tx.run('UPDATE calls SET known_at = NULL, known_how = NULL, known_by = NULL WHERE id = :call', {
      call,
    });
    const course = await callCourse.find(tx, call);
    if (course) await callSteps.reopen(tx, course, number(row, 'known_at'), now);
    return 'back';
  });
}

async function mayTell(
  tx: Reader,
  step: string,
  { by, asHostOf, isWell }: { by: string; asHostOf: string | null; isWell: boolean },
): Promise<boolean> {
  const found = await tx.one(
    `SELECT s.id
       FROM call_steps s
       JOIN calls c ON c.id = s.call_id
       JOIN call_wishes w ON w.id = c.wish_id AND w.stopped_at IS NULL
      WHERE s.id = :step AND (
        s.person_id = :by OR w.hub = :asHostOf OR (:isWell = 1 AND EXISTS (
          SELECT 1
            FROM call_pairs p
           WHERE p.wish_id = w.id AND p.person_id = :by AND p.yes_at IS NOT NULL AND p.ended_at IS NULL)))`,
    { step, by, asHostOf, isWell: Number(isWell) },
  );
  return found !== null;
}

/** It is known: every call of theirs that was open ends, and whoever was asked to help is told. */
async function know(
  tx: Writer,
  { call, wish, hub }: callCourse.Course,
  { id, said, by }: { id: string; said: 'spoke' | 'heard'; by: string },
  now: number,
): Promise<void> {
  const helping = await tx.all(
    `SELECT DISTINCT l.person_id
       FROM call_steps s
       JOIN letters l ON l.subject = s.id AND l.due_at <= :now
      WHERE s.call_id = :call AND l.person_id <> :by AND (s.step NOT IN ('call', 'again') OR s.outcome IS NULL)`,
    { call, by, now },
  );
  await tx.run(
    `UPDATE call_steps SET outcome = :said, outcome_at = :now, outcome_by = :by
      WHERE id = :id AND (outcome IS NULL OR outcome = 'passed')`,
    { id, said, by, now },
  );
  await callWishing.endOpen(tx, { wish, how: said, by }, now);
  const people = helping.map((row) => text(row, 'person_id'));
  await callLetters.tellItIsKnown(tx, { people, hub, call }, now);
}

/** Rung in vain, but told late: the next step has begun, and what came of this one is put right. */
async function correctPassed(tx: Writer, id: string, said: Said, by: string): Promise<boolean> {
  const corrected = await tx.run(
    `UPDATE call_steps SET outcome = :said, outcome_by = :by WHERE id = :id AND outcome = 'passed'`,
    { id, said, by },
  );
  return corrected === 1;
}
