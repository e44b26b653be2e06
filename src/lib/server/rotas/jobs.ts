import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { flag, number, numberOrNull, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import type { Meetup } from '#server/meetups/meetups.ts';

/** A hub's reusable card: what is to be done at a meet-up, by how many, and what they need for it. */
export interface Job extends JobCard {
  id: string;
  hub: string;
  /** Set when it is no longer given out; what was taken stays. Unix seconds. */
  closedAt: number | null;
}

/** What a host writes on the card. `minutes` is how long one turn takes. */
export interface JobCard {
  name: string;
  words: string;
  minutes: number;
  fewest: number;
  most: number;
  /** False: nice to have. */
  must: boolean;
  shownHow: boolean;
  keyHolder: boolean;
  firstAid: boolean;
  lifting: boolean;
  learnerWelcome: boolean;
  /** Goes together with another job at the same meet-up. */
  joinable: boolean;
  /** Help that a host asked for. */
  forHost: boolean;
}

export const COLUMNS = `jobs.id, jobs.hub, jobs.name, jobs.words, jobs.minutes, jobs.fewest, jobs.most, jobs.must,
  jobs.shown_how, jobs.key_holder, jobs.first_aid, jobs.lifting, jobs.learner_welcome, jobs.joinable,
  jobs.for_host, jobs.closed_at`;

/** The same as one JSON object; `fromRow` reads both. */
export const PACKED = `json_object(${COLUMNS.split(',')
  .map((column) => column.trim())
  .map((column) => `'${column.slice('jobs.'.length)}', ${column}`)
  .join(', ')})`;

/** The jobs of a hub, musts first; closed ones too, at the end. */
export async function ofHub(db: Reader, hub: string): Promise<Job[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}
     FROM jobs
     WHERE hub = :hub
     ORDER BY closed_at IS NOT NULL, must DESC, name COLLATE NOCASE, id`,
    { hub },
  );
  return rows.map(fromRow);
}

export async function find(db: Reader, hub: string, id: string): Promise<Job | null> {
  const row = await db.one(`SELECT ${COLUMNS} FROM jobs WHERE hub = :hub AND id = :id`, { hub, id });
  return row && fromRow(row);
}

/** Makes a card and returns its id. */
export async function make(
  tx: Writer,
  { hub, by, card }: { hub: string; by: string; card: JobCard },
  now: number,
): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO jobs (id, hub, name, words, minutes, fewest, most, must, shown_how, key_holder, first_aid,
       lifting, learner_welcome, joinable, for_host, made_at, made_by)
     VALUES (:id, :hub, :name, :words, :minutes, :fewest, :most, :must, :shownHow, :keyHolder, :firstAid,
       :lifting, :learnerWelcome, :joinable, :forHost, :now, :by)`,
    { id, hub, by, now, ...argsOf(card) },
  );
  return id;
}

/** Changes a card everywhere it is used. Who has a turn already keeps it. */
export async function change(tx: Writer, hub: string, id: string, card: JobCard): Promise<void> {
  await tx.run(
    `UPDATE jobs
     SET name = :name, words = :words, minutes = :minutes, fewest = :fewest, most = :most, must = :must,
       shown_how = :shownHow, key_holder = :keyHolder, first_aid = :firstAid, lifting = :lifting,
       learner_welcome = :learnerWelcome, joinable = :joinable, for_host = :forHost
     WHERE id = :id AND hub = :hub`,
    { id, hub, ...argsOf(card) },
  );
}

/** Puts a card away, or brings it back. Turns that were taken stay as they are. */
export async function setClosed(
  tx: Writer,
  { hub, id, closed }: { hub: string; id: string; closed: boolean },
  now: number,
): Promise<void> {
  await tx.run('UPDATE jobs SET closed_at = :at WHERE id = :id AND hub = :hub', {
    id,
    hub,
    at: closed ? now : null,
  });
}

/** The ids of the jobs that each date of a series takes. */
export async function ofSeries(db: Reader, series: string): Promise<string[]> {
  const rows = await db.all('SELECT job_id FROM series_jobs WHERE series_id = :series ORDER BY job_id', {
    series,
  });
  return rows.map((row) => text(row, 'job_id'));
}

/** The ids of the series that take a job. */
export async function seriesWith(db: Reader, job: string): Promise<string[]> {
  const rows = await db.all('SELECT series_id FROM series_jobs WHERE job_id = :job', { job });
  return rows.map((row) => text(row, 'series_id'));
}

/** Gives a series exactly these jobs; those that are not of its hub are left out. */
export function give(db: Database, hub: string, series: string, jobs: string[]): Promise<void> {
  return db.write(async (tx) => {
    const args = { hub, series, jobs: JSON.stringify(jobs) };
    await tx.run(
      `DELETE FROM series_jobs
       WHERE series_id = :series AND job_id NOT IN (SELECT value FROM json_each(:jobs))
         AND EXISTS (SELECT 1 FROM series WHERE id = :series AND hub = :hub)`,
      args,
    );
    await tx.run(
      `INSERT INTO series_jobs (series_id, job_id)
       SELECT series.id, jobs.id
       FROM json_each(:jobs)
       JOIN jobs ON jobs.id = json_each.value AND jobs.hub = :hub AND jobs.closed_at IS NULL
       JOIN series ON series.id = :series AND series.hub = :hub
       WHERE true
       ON CONFLICT DO NOTHING`,
      args,
    );
  });
}

/** Whether a job is help for this very person, at whose home or by whose leave the meet-up is: they are not asked to do it. */
export function isHelpFor(
  { forHost }: Pick<Job, 'forHost'>,
  { hosts, venue }: Pick<Meetup, 'hosts' | 'venue'>,
  person: string,
): boolean {
  return forHost && (venue.homeOf === person || hosts.some(({ id }) => id === person));
}

export function fromRow(row: Row): Job {
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    name: text(row, 'name'),
    words: text(row, 'words'),
    minutes: number(row, 'minutes'),
    fewest: number(row, 'fewest'),
    most: number(row, 'most'),
    must: flag(row, 'must'),
    shownHow: flag(row, 'shown_how'),
    keyHolder: flag(row, 'key_holder'),
    firstAid: flag(row, 'first_aid'),
    lifting: flag(row, 'lifting'),
    learnerWelcome: flag(row, 'learner_welcome'),
    joinable: flag(row, 'joinable'),
    forHost: flag(row, 'for_host'),
    closedAt: numberOrNull(row, 'closed_at'),
  };
}

function argsOf(card: JobCard): Record<string, string | number> {
  const { name, words, minutes, fewest, most } = card;
  const { must, shownHow, keyHolder, firstAid, lifting, learnerWelcome, joinable, forHost } = card;
  const flags = { must, shownHow, keyHolder, firstAid, lifting, learnerWelcome, joinable, forHost };
  const asNumbers = Object.entries(flags).map(([one, is]) => [one, Number(is)]);
  return { name, words, minutes, fewest, most, ...Object.fromEntries(asNumbers) };
}
