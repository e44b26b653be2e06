import type { Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import type { Job } from './jobs.ts';
import * as keptShifts from './kept-shifts.ts';

export type Standing = 'asked' | 'taken' | 'waiting' | 'declined' | 'stepped-back';

/** One person's place in a shift. Instants are Unix seconds. */
export interface Turn {
  person: string;
  firstName: string;
  standing: Standing;
  learning: boolean;
  locked: boolean;
  askedAt: number | null;
  /** They can't make it, and nobody has accepted yet. */
  wantsCover: boolean;
}

/** A job at one meet-up. */
export interface Shift {
  /** Null while nobody has had anything to do with it: it is computed from the jobs of the series. */
  id: string | null;
  meetup: Meetup;
  job: Job;
  fewest: number;
  most: number;
  turns: Turn[];
}

/** Silence for so long, and a place that somebody was asked about is open to others again. */
export const SILENCE = 4 * 86_400;

/** The shifts of these meet-ups in their order, musts first; those left out on a date are not among them. */
export async function ofMeetups(db: Reader, given: Meetup[]): Promise<Shift[]> {
  return given.length === 0 ? [] : keptShifts.ofMeetups(db, given);
}

/** One shift of a hub by its meet-up and job, as it stands now; null for what does not exist or is left out. */
export async function find(db: Reader, meetup: Meetup, job: string): Promise<Shift | null> {
  return (await ofMeetups(db, [meetup])).find((shift) => shift.job.id === job) ?? null;
}

/** One shift by its own id, with its meet-up; null when it is gone. */
export async function findById(db: Reader, id: string, now: number): Promise<Shift | null> {
  const row = await db.one(
    `SELECT shifts.meetup_id, shifts.job_id, meetups.hub
     FROM shifts
     JOIN meetups ON meetups.id = shifts.meetup_id
     WHERE shifts.id = :id`,
    { id },
  );
  if (!row) return null;
  const meetup = await meetups.find(db, text(row, 'hub'), text(row, 'meetup_id'), now);
  return meetup && find(db, meetup, text(row, 'job_id'));
}

/** Gives a shift a row of its own, and its meet-up too; returns the row's id, or null when the date is gone meanwhile. */
export async function keep(tx: Writer, shift: Shift, now: number): Promise<string | null> {
  if (shift.id !== null) return shift.id;
  if (!(await meetups.keep(tx, shift.meetup, now))) return null;
  const args = { meetup: shift.meetup.id, job: shift.job.id };
  await tx.run(
    `INSERT INTO shifts (id, meetup_id, job_id)
     VALUES (:id, :meetup, :job)
     ON CONFLICT (meetup_id, job_id) DO NOTHING`,
    { id: newId(), ...args },
  );
  const row = await tx.one('SELECT id FROM shifts WHERE meetup_id = :meetup AND job_id = :job', args);
  return row && text(row, 'id');
}

/** How many places are spoken for: taken and not given up, or asked about and not yet silent for four days. */
export function heldPlaces({ turns }: Shift, now: number): number {
  return turns.filter((turn) => isSure(turn) || (!turn.learning && isFresh(turn, now))).length;
}

/** How many more are needed, as far as anybody has said yes and not that they can't make it. */
export function gapOf({ fewest, turns }: Shift): number {
  return Math.max(0, fewest - turns.filter(isSure).length);
}

/** Learners fill no place, and neither does who looks for cover. */
function isSure({ standing, learning, wantsCover }: Turn): boolean {
  return standing === 'taken' && !learning && !wantsCover;
}

/** Somebody was asked and has been silent for less than four days. */
export function isFresh({ standing, askedAt }: Pick<Turn, 'standing' | 'askedAt'>, now: number): boolean {
  return standing === 'asked' && askedAt !== null && now - askedAt < SILENCE;
}
