import type { Reader, Row } from '#server/db/database.ts';
import { flag, number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import type { Standing } from './shifts.ts';

/** A turn of somebody's that is still ahead. `startsLocal` is where the hub is; instants are Unix seconds. */
export interface Promised {
  shift: string;
  job: string;
  jobId: string;
  words: string;
  minutes: number;
  standing: Extract<Standing, 'asked' | 'taken' | 'waiting'>;
  learning: boolean;
  meetup: string;
  title: string;
  hub: string;
  hubName: string;
  startsLocal: string;
  startsAt: number;
  endsAt: number;
  cancelledAt: number | null;
  /** The open "I can't make it", if they said so. */
  cover: string | null;
}

/** What somebody has promised to do, was asked to do or waits for, soonest first, in all their hubs. */
export async function ofPerson(db: Reader, person: string, now: number): Promise<Promised[]> {
  const rows = await db.all(
    `SELECT turns.shift_id, jobs.id AS job_id, jobs.name AS job, jobs.words, jobs.minutes, turns.standing,
       turns.learning, meetups.id AS meetup_id, COALESCE(meetups.title, series.title) AS title, meetups.hub,
       hubs.name AS hub_name, meetups.starts_local, meetups.starts_at, meetups.ends_at, meetups.cancelled_at,
       covers.id AS cover_id
     FROM turns
     JOIN shifts ON shifts.id = turns.shift_id
     JOIN jobs ON jobs.id = shifts.job_id
     JOIN meetups ON meetups.id = shifts.meetup_id
     JOIN series ON series.id = meetups.series_id
     JOIN hubs ON hubs.slug = meetups.hub
     LEFT JOIN covers ON covers.shift_id = turns.shift_id AND covers.person_id = turns.person_id
       AND covers.settled_at IS NULL
     WHERE turns.person_id = :person AND turns.standing IN ('asked', 'taken', 'waiting')
       AND meetups.ends_at > :now AND shifts.left_out_at IS NULL
     ORDER BY meetups.starts_at, jobs.name COLLATE NOCASE, jobs.id`,
    { person, now },
  );
  return rows.map(fromRow);
}

function fromRow(row: Row): Promised {
  return {
    shift: text(row, 'shift_id'),
    job: text(row, 'job'),
    jobId: text(row, 'job_id'),
    words: text(row, 'words'),
    minutes: number(row, 'minutes'),
    standing: text(row, 'standing') as Promised['standing'],
    learning: flag(row, 'learning'),
    meetup: text(row, 'meetup_id'),
    title: text(row, 'title'),
    hub: text(row, 'hub'),
    hubName: text(row, 'hub_name'),
    startsLocal: text(row, 'starts_local'),
    startsAt: number(row, 'starts_at'),
    endsAt: number(row, 'ends_at'),
    cancelledAt: numberOrNull(row, 'cancelled_at'),
    cover: textOrNull(row, 'cover_id'),
  };
}
