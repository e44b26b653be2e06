import type { Reader, Row } from '#server/db/database.ts';
import { flag, number, text, textOrNull } from '#server/db/rows.ts';
import type { Kind, Letter } from '#server/outbox/letters.ts';

/** How things stand with the job that a letter is about. */
export interface JobStanding {
  shift: string;
  meetup: string;
  name: string;
  words: string;
  minutes: number;
  /** What the reader has to do with it. */
  mine: 'asked' | 'taken' | 'waiting' | 'declined' | 'stepped-back' | null;
  /** Fewer have said yes than are needed, or somebody who said yes can't make it. */
  isOpen: boolean;
  leftOut: boolean;
  /** The "I can't make it" this letter asks to cover, while it is open. */
  cover: string | null;
  /** The exchange this letter offers, while it waits for a yes or no. */
  swap: { id: string; name: string; startsLocal: string; title: string } | null;
}

/** Letters whose subject is a shift. */
const ABOUT_SHIFTS: Kind[] = [
  'shift-yours',
  'shift-not-needed',
  'cover-asked',
  'cover-found',
  'swap-offered',
  'gap',
];

/** How things stand with the jobs of these letters, by letter; nothing for letters about anything else. */
export async function read(db: Reader, letters: Letter[]): Promise<Map<string, JobStanding>> {
  const about = letters.filter(({ kind }) => ABOUT_SHIFTS.includes(kind));
  if (about.length === 0) return new Map();
  const rows = await db.all(STANDING, { ids: JSON.stringify(about.map(({ id }) => id)) });
  return new Map(rows.map((row) => [text(row, 'id'), toStanding(row)]));
}

/**
 * The names of the jobs that the readers of these letters have at the meet-ups they are about, by letter; of a
 * proposed rota, those they have not answered yet.
 */
export async function namesOf(db: Reader, letters: Letter[], now: number): Promise<Map<string, string[]>> {
  return new Map([...(await namesTaken(db, letters)), ...(await namesAsked(db, letters, now))]);
}

async function namesAsked(db: Reader, letters: Letter[], now: number): Promise<Map<string, string[]>> {
  const asking = letters.filter(({ kind }) => kind === 'rota-asked');
  if (asking.length === 0) return new Map();
  const rows = await db.all(
    `SELECT letters.id, json_group_array(jobs.name) AS names
     FROM json_each(:ids)
     JOIN letters ON letters.id = json_each.value
     JOIN turns ON turns.person_id = letters.person_id AND turns.standing = 'asked'
     JOIN shifts ON shifts.id = turns.shift_id AND shifts.left_out_at IS NULL
     JOIN jobs ON jobs.id = shifts.job_id AND jobs.hub = letters.hub
     JOIN meetups ON meetups.id = shifts.meetup_id AND meetups.starts_at > :now AND meetups.cancelled_at IS NULL
     GROUP BY letters.id`,
    { ids: JSON.stringify(asking.map(({ id }) => id)), now },
  );
  return new Map(rows.map((row) => [text(row, 'id'), JSON.parse(text(row, 'names')) as string[]]));
}

async function namesTaken(db: Reader, letters: Letter[]): Promise<Map<string, string[]>> {
  const reminders = letters.filter(({ kind }) => kind === 'reminder');
  if (reminders.length === 0) return new Map();
  const rows = await db.all(
    `SELECT letters.id, json_group_array(jobs.name) AS names
     FROM json_each(:ids)
     JOIN letters ON letters.id = json_each.value
     JOIN shifts ON shifts.meetup_id = letters.subject AND shifts.left_out_at IS NULL
     JOIN turns ON turns.shift_id = shifts.id AND turns.person_id = letters.person_id AND turns.standing = 'taken'
     JOIN jobs ON jobs.id = shifts.job_id
     GROUP BY letters.id`,
    { ids: JSON.stringify(reminders.map(({ id }) => id)) },
  );
  return new Map(rows.map((row) => [text(row, 'id'), JSON.parse(text(row, 'names')) as string[]]));
}

const STANDING = `
  SELECT letters.id, shifts.id AS shift, shifts.meetup_id, jobs.name, jobs.words, jobs.minutes, mine.standing,
    shifts.left_out_at IS NOT NULL AS left_out,
    (SELECT COUNT(*)
     FROM turns
     WHERE turns.shift_id = shifts.id AND turns.standing = 'taken' AND turns.learning = 0
       AND NOT EXISTS (
         SELECT 1 FROM covers
         WHERE covers.shift_id = turns.shift_id AND covers.person_id = turns.person_id AND covers.settled_at IS NULL)
    ) < COALESCE(shifts.fewest, jobs.fewest) AS is_open,
    covers.id AS cover_id, swaps_of_turns.id AS swap_id, back_jobs.name AS swap_name,
    back.starts_local AS swap_local, COALESCE(back.title, back_series.title) AS swap_title
  FROM json_each(:ids)
  JOIN letters ON letters.id = json_each.value
  JOIN shifts ON shifts.id = letters.subject
  JOIN jobs ON jobs.id = shifts.job_id
  LEFT JOIN turns AS mine ON mine.shift_id = shifts.id AND mine.person_id = letters.person_id
  LEFT JOIN covers ON covers.id = letters.occasion AND covers.settled_at IS NULL AND letters.kind = 'cover-asked'
  LEFT JOIN swaps_of_turns ON swaps_of_turns.id = letters.occasion AND swaps_of_turns.answer IS NULL
    AND letters.kind = 'swap-offered'
  LEFT JOIN shifts AS back_shifts ON back_shifts.id = swaps_of_turns.shift_id
  LEFT JOIN jobs AS back_jobs ON back_jobs.id = back_shifts.job_id
  LEFT JOIN meetups AS back ON back.id = back_shifts.meetup_id
  LEFT JOIN series AS back_series ON back_series.id = back.series_id`;

function toStanding(row: Row): JobStanding {
  const swap = textOrNull(row, 'swap_id');
  return {
    shift: text(row, 'shift'),
    meetup: text(row, 'meetup_id'),
    name: text(row, 'name'),
    words: text(row, 'words'),
    minutes: number(row, 'minutes'),
    mine: textOrNull(row, 'standing') as JobStanding['mine'],
    isOpen: flag(row, 'is_open'),
    leftOut: flag(row, 'left_out'),
    cover: textOrNull(row, 'cover_id'),
    swap:
      swap === null
        ? null
        : {
            id: swap,
            name: text(row, 'swap_name'),
            startsLocal: text(row, 'swap_local'),
            title: text(row, 'swap_title'),
          },
  };
}

/** Whether a letter about a job still asks or tells its reader something. `isAhead`: the meet-up is on and to come. */
export function isNeeded(kind: Kind, job: JobStanding, isAhead: boolean): boolean {
  const mayTake = job.mine === null || job.mine === 'waiting' || job.mine === 'asked';
  if (!isAhead) return false;
  else if (kind === 'shift-not-needed') return job.leftOut;
  else if (job.leftOut) return false;
  else if (kind === 'shift-yours') return job.mine === 'taken';
  else if (kind === 'cover-asked') return job.cover !== null && mayTake;
  else if (kind === 'swap-offered') return job.swap !== null && job.mine === 'taken';
  else if (kind === 'gap') return job.isOpen && mayTake;
  else return kind === 'cover-found';
}
