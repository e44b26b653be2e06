import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, packedRows, text, textOrNull } from '#server/db/rows.ts';
import { hash } from '#server/secrets.ts';
import * as calendars from './calendars.ts';
import type { OtherDate } from './dates.ts';
import type { Status } from './event.ts';
import type { Reading } from './reading.ts';
import type { Refusal } from './refusals.ts';

/** A date with whose it is. */
export interface OwnedDate extends OtherDate {
  owner: string;
  /** The date's own page, or else one of its owner's. */
  link: string | null;
  /** When its calendar could not be read for two days: the instant it was last read. */
  unsureSince: number | null;
}

const REFUSED_KEPT = 30;

/**
 * What is on by the calendars of others and not over, by when it begins; of calendars that a host has said yes to,
 * that are not paused, and that were read within two weeks.
 */
export async function upcoming(
  db: Reader,
  hub: string,
  now: number,
  { to, limit }: { to: number; limit: number },
): Promise<OwnedDate[]> {
  const known = (await calendars.all(db, hub)).filter(
    (one) => one.pausedAt === null && calendars.standing(one, now) !== 'lost',
  );
  if (known.length === 0) return [];
  const ids = JSON.stringify(known.map(({ id }) => id));
  const row = await db.one(UPCOMING, { ids, now, to, limit });
  const byId = new Map(known.map((one) => [one.id, one]));
  return packedRows(row!, 'dates').map((row) => {
    const calendar = byId.get(text(row, 'calendar_id'))!;
    const isStale = calendars.standing(calendar, now) === 'stale';
    const date = fromRow(row);
    return {
      ...date,
      owner: calendar.owner,
      link: date.link ?? calendar.page,
      unsureSince: isStale ? calendar.readAt : null,
    };
  });
}

const UPCOMING = `
  SELECT json_group_array(json_object('calendar_id', calendar_id, 'title', title, 'place', place, 'link', link,
           'status', status, 'starts_local', starts_local, 'ends_local', ends_local, 'starts_at', starts_at,
           'ends_at', ends_at)) AS dates
    FROM (SELECT d.*
            FROM json_each(:ids) AS ids
            JOIN other_dates d ON d.calendar_id = ids.value
           WHERE d.ends_at >= :now AND d.starts_at < :to
           ORDER BY d.starts_at, d.title
           LIMIT :limit)`;

/** The first dates of one calendar that are not over, and how many there are in all. */
export async function ofCalendar(
  db: Reader,
  id: string,
  now: number,
  limit: number,
): Promise<{ first: OtherDate[]; number: number }> {
  const args = { id, now };
  const where = 'WHERE calendar_id = :id AND ends_at >= :now';
  const rows = await db.all(`SELECT * FROM other_dates ${where} ORDER BY starts_at, title LIMIT :limit`, {
    ...args,
    limit,
  });
  const count = await db.one(`SELECT COUNT(*) AS number FROM other_dates ${where}`, args);
  return { first: rows.map(fromRow), number: number(count!, 'number') };
}

/** Puts what was read in the place of what was there, where it is something else. True when it was. */
export async function replace(tx: Writer, id: string, reading: Reading): Promise<boolean> {
  const json = JSON.stringify(reading.dates);
  const left = JSON.stringify(toKeep(reading));
  const mark = hash(json + left);
  const isNew = await tx.run(
    'UPDATE other_calendars SET mark = :mark, refused = :left WHERE id = :id AND mark <> :mark',
    { id, mark, left },
  );
  if (isNew === 0) return false;
  await tx.run('DELETE FROM other_dates WHERE calendar_id = :id', { id });
  await tx.run(
    `INSERT INTO other_dates (calendar_id, title, place, link, status, starts_local, ends_local, starts_at, ends_at)
     SELECT :id, value ->> 'title', value ->> 'place', value ->> 'link', value ->> 'status', value ->> 'startsLocal',
            value ->> 'endsLocal', value ->> 'startsAt', value ->> 'endsAt'
       FROM json_each(:json)`,
    { id, json },
  );
  return true;
}

/** The first that were left out, and a line that says how many more there are. */
function toKeep({ refused, left }: Reading): Refusal[] {
  const more = left + Math.max(0, refused.length - REFUSED_KEPT);
  const first = refused.slice(0, REFUSED_KEPT);
  return more === 0 ? first : [...first, { title: '', part: 'MORE', value: String(more) }];
}

function fromRow(row: Row): OtherDate {
  return {
    title: text(row, 'title'),
    place: text(row, 'place'),
    link: textOrNull(row, 'link'),
    status: text(row, 'status') as Status,
    startsLocal: text(row, 'starts_local'),
    endsLocal: text(row, 'ends_local'),
    startsAt: number(row, 'starts_at'),
    endsAt: number(row, 'ends_at'),
  };
}
