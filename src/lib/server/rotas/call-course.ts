import type { Reader } from '#server/db/database.ts';
import { text, textOrNull } from '#server/db/rows.ts';
import { weekdayOf } from '#server/meetups/days.ts';
import type { Outcome, Step, Taken } from './call-ladder.ts';
import * as callLetters from './call-letters.ts';
import type { Part } from './call-times.ts';

/** The call that a step belongs to, as far as what comes next goes. */
export interface Course {
  call: string;
  wish: string;
  hub: string;
  zone: string;
  onDay: string;
  part: Part;
  hasContact: boolean;
}

/** A step that was taken, and by whom. */
export interface TakenBy extends Taken {
  person: string | null;
}

/** A call that is still open, or null when it is known or no longer wanted. */
export async function find(db: Reader, call: string): Promise<Course | null> {
  const row = await db.one(
    `SELECT c.id, c.wish_id, w.hub, hubs.zone, c.on_day, w.part, w.contact_name
       FROM calls c
       JOIN call_wishes w ON w.id = c.wish_id AND w.stopped_at IS NULL
       JOIN hubs ON hubs.slug = w.hub
      WHERE c.id = :call AND c.known_at IS NULL`,
    { call },
  );
  return (
    row && {
      call: text(row, 'id'),
      wish: text(row, 'wish_id'),
      hub: text(row, 'hub'),
      zone: text(row, 'zone'),
      onDay: text(row, 'on_day'),
      part: text(row, 'part') as Part,
      hasContact: textOrNull(row, 'contact_name') !== null,
    }
  );
}

/** The steps of a call in the order in which they were taken. */
export async function takenIn(tx: Reader, call: string): Promise<TakenBy[]> {
  const rows = await tx.all(
    'SELECT step, outcome, person_id FROM call_steps WHERE call_id = :call ORDER BY turn',
    { call },
  );
  return rows.map((row) => ({
    step: text(row, 'step') as Step,
    outcome: textOrNull(row, 'outcome') as Outcome | null,
    person: textOrNull(row, 'person_id'),
  }));
}

/** Who is told of a step, the one it is up to first; nobody when there is nobody. */
export async function whoFor(tx: Reader, course: Course, step: Step, taken: TakenBy[]): Promise<string[]> {
  const last = taken.at(-1)?.person;
  if (step === 'again') return last ? [last] : [];
  if (step === 'call' || step === 'stand-in') return inPlace(tx, course, step === 'call' ? 'caller' : step);
  if (step === 'contact' && !course.hasContact) return [];
  const visitor = step === 'visit' ? await inPlace(tx, course, 'visitor') : [];
  if (visitor.length > 0) return visitor;
  const hosts = await callLetters.responsibleFor(tx, course.wish);
  // One who has let a step go by already is not left alone with it.
  const silent = taken.some(({ person, outcome }) => outcome === 'passed' && person === hosts[0]);
  const keepers = silent || step === 'worried' ? await callLetters.keepersFor(tx, course.wish) : [];
  return [...new Set([...hosts, ...keepers])];
}

/** Whoever has agreed to this part and is not away on the day of the call. */
async function inPlace(tx: Reader, { wish, onDay }: Course, place: string): Promise<string[]> {
  const rows = await tx.all(
    `SELECT p.person_id
       FROM call_pairs p
      WHERE p.wish_id = :wish AND p.place = :place AND p.yes_at IS NOT NULL AND p.ended_at IS NULL
        AND NOT EXISTS (
          SELECT 1
            FROM aways a
           WHERE a.person_id = p.person_id AND a.kind = 'away' AND :onDay BETWEEN a.from_date AND a.to_date
             AND (a.weekday IS NULL OR a.weekday = :weekday))`,
    { wish, place, onDay, weekday: weekdayOf(onDay) },
  );
  return rows.map((row) => text(row, 'person_id'));
}
