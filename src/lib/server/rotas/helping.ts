import type { Database, Reader, Row } from '#server/db/database.ts';
import { number, numberOrNull, text } from '#server/db/rows.ts';

/** How somebody likes to help in a hub. */
export interface Helper {
  person: string;
  firstName: string;
  /** Turns in twelve weeks; 0 is "only if you are stuck". */
  pledge: number;
  /** Hours before a shift at which they are reminded on the day; null: the evening before is enough. */
  remindHours: number | null;
}

/** 0 rather not · 1 if need be · 2 gladly · 3 a favourite. */
export type Liking = 0 | 1 | 2 | 3;

export interface Wishes {
  person: string;
  hub: string;
  pledge: number;
  remindHours: number | null;
  likings: Record<string, Liking>;
  enteredBy?: string | null;
}

/** A pledge of nothing and a job taken do not go together. */
export type Outcome = 'saved' | 'has-a-job';

/** What somebody who never said anything is taken to mean. */
export const UNSAID: Liking = 1;
export const WEEKS = 12;

/** The helpers of a hub by first name. */
export async function ofHub(db: Reader, hub: string): Promise<Helper[]> {
  const rows = await db.all(
    `SELECT helpers.person_id, people.first_name, helpers.pledge, helpers.remind_hours
     FROM helpers
     JOIN people ON people.id = helpers.person_id
     WHERE helpers.hub = :hub
     ORDER BY people.first_name COLLATE NOCASE, people.id`,
    { hub },
  );
  return rows.map(fromRow);
}

export async function of(db: Reader, hub: string, person: string): Promise<Helper | null> {
  const row = await db.one(
    `SELECT helpers.person_id, people.first_name, helpers.pledge, helpers.remind_hours
     FROM helpers
     JOIN people ON people.id = helpers.person_id
     WHERE helpers.hub = :hub AND helpers.person_id = :person`,
    { hub, person },
  );
  return row && fromRow(row);
}

/** Likings by person and then by job. */
export async function likings(db: Reader, hub: string): Promise<Map<string, Record<string, Liking>>> {
  const rows = await db.all(
    `SELECT likings.person_id, likings.job_id, likings.liking
     FROM jobs
     JOIN likings ON likings.job_id = jobs.id
     WHERE jobs.hub = :hub`,
    { hub },
  );
  const all = new Map<string, Record<string, Liking>>();
  for (const row of rows) {
    const person = text(row, 'person_id');
    const own = all.get(person) ?? {};
    own[text(row, 'job_id')] = number(row, 'liking') as Liking;
    all.set(person, own);
  }
  return all;
}

/**
 * Writes down how often and what. It may be changed at any time, no reason asked; only a pledge of nothing is refused
 * while they still have a job ahead, because then somebody would count on them.
 */
export async function say(db: Database, wishes: Wishes, now: number): Promise<Outcome> {
  const { person, hub, pledge, remindHours, enteredBy = null } = wishes;
  return db.write(async (tx) => {
    if (pledge === 0 && (await hasAJob(tx, hub, person, now))) return 'has-a-job';
    await tx.run(
      `INSERT INTO helpers (person_id, hub, pledge, remind_hours, since, changed_at, entered_by)
       SELECT :person, :hub, :pledge, :remindHours, :now, :now, :enteredBy
       FROM memberships
       WHERE person_id = :person AND hub = :hub
       ON CONFLICT (person_id, hub) DO UPDATE SET
         pledge = excluded.pledge, remind_hours = excluded.remind_hours, changed_at = excluded.changed_at,
         entered_by = excluded.entered_by`,
      { person, hub, pledge, remindHours, enteredBy, now },
    );
    await tx.run(
      `INSERT INTO likings (person_id, job_id, liking)
       SELECT :person, jobs.id, json_each.value
       FROM json_each(:likings)
       JOIN jobs ON jobs.id = json_each.key AND jobs.hub = :hub
       WHERE true
       ON CONFLICT (person_id, job_id) DO UPDATE SET liking = excluded.liking`,
      { person, hub, likings: JSON.stringify(wishes.likings) },
    );
    return 'saved';
  });
}

/** Stops being asked: wishes, likings and pledge go; jobs already taken stay theirs. */
export async function stop(db: Database, hub: string, person: string, now: number): Promise<Outcome> {
  return db.write(async (tx) => {
    if (await hasAJob(tx, hub, person, now)) return 'has-a-job';
    await tx.run('DELETE FROM helpers WHERE person_id = :person AND hub = :hub', { person, hub });
    await tx.run(
      `DELETE FROM likings
       WHERE person_id = :person AND job_id IN (SELECT id FROM jobs WHERE hub = :hub)`,
      { person, hub },
    );
    return 'saved';
  });
}

async function hasAJob(db: Reader, hub: string, person: string, now: number): Promise<boolean> {
  const row = await db.one(
    `SELECT turns.shift_id
     FROM turns
     JOIN shifts ON shifts.id = turns.shift_id
     JOIN meetups ON meetups.id = shifts.meetup_id
     WHERE turns.person_id = :person AND turns.standing = 'taken' AND meetups.hub = :hub
       AND meetups.ends_at > :now AND meetups.cancelled_at IS NULL
     LIMIT 1`,
    { hub, person, now },
  );
  return row !== null;
}

function fromRow(row: Row): Helper {
  return {
    person: text(row, 'person_id'),
    firstName: text(row, 'first_name'),
    pledge: number(row, 'pledge'),
    remindHours: numberOrNull(row, 'remind_hours'),
  };
}
