import { DAY, HOUR } from '#server/clock.ts';
import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import { EVERY } from './intervals.ts';
import type { Refusal } from './refusals.ts';

/** A calendar that somebody else keeps. Instants are Unix seconds. */
export interface OtherCalendar {
  id: string;
  hub: string;
  /** Whose it is: "the village hall". */
  owner: string;
  page: string | null;
  /** For hosts alone; null for a file. */
  address: string | null;
  addedAt: number;
  confirmedAt: number | null;
  pausedAt: number | null;
  readAt: number;
  laidOutAt: number;
  tag: string | null;
  changed: string | null;
  mark: string;
  refused: Refusal[];
  failingSince: number | null;
  failedBecause: string | null;
  failures: number;
}

export interface NewCalendar {
  hub: string;
  owner: string;
  page: string | null;
  address: string | null;
  by: string;
}

/** The most that a hub may have. */
export const MOST = 20;
/** From then on pages say that it could not be read; and some time later they show nothing of it. */
const STALE = 2 * DAY;
const LOST = 14 * DAY;
const FORGET_UNCONFIRMED = HOUR;

const COLUMNS = `id, hub, owner, page, address, added_at, confirmed_at, paused_at, read_at, laid_out_at, tag, changed,
  mark, refused, failing_since, failed_because, failures`;

/** The calendars of a hub that a host has said yes to. */
export async function all(db: Reader, hub: string): Promise<OtherCalendar[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}
       FROM other_calendars
      WHERE hub = :hub AND confirmed_at IS NOT NULL
      ORDER BY owner COLLATE NOCASE, id`,
    { hub },
  );
  return rows.map(fromRow);
}

export async function find(db: Reader, hub: string, id: string): Promise<OtherCalendar | null> {
  const row = await db.one(`SELECT ${COLUMNS} FROM other_calendars WHERE hub = :hub AND id = :id`, {
    hub,
    id,
  });
  return row && fromRow(row);
}

/** 'stale': it could not be read for two days, so ask them; 'lost': not for two weeks, and nothing of it is shown. */
export function standing({ readAt, failingSince }: OtherCalendar, now: number): 'fresh' | 'stale' | 'lost' {
  if (failingSince === null || now - readAt < STALE) return 'fresh';
  return now - readAt < LOST ? 'stale' : 'lost';
}

/** Writes a calendar down for a host to look at; null when the hub has as many as it may. */
export async function add(tx: Writer, { hub, owner, page, address, by }: NewCalendar, now: number) {
  const id = newId();
  const added = await tx.run(
    `INSERT INTO other_calendars (id, hub, owner, page, address, added_by, added_at, read_at, laid_out_at, mark, refused)
     SELECT :id, :hub, :owner, :page, :address, :by, :now, :now, :now, '', '[]'
      WHERE (SELECT COUNT(*) FROM other_calendars WHERE hub = :hub) < :most`,
    { id, hub, owner, page, address, by, now, most: MOST },
  );
  return added === 0 ? null : id;
}

/** From now on everybody sees it, and where it has an address it is read again. */
export async function confirm(tx: Writer, hub: string, id: string, now: number): Promise<void> {
  await tx.run(
    `UPDATE other_calendars
        SET confirmed_at = COALESCE(confirmed_at, :now), paused_at = NULL,
            next_at = CASE WHEN address IS NULL THEN NULL ELSE read_at + :every END
      WHERE hub = :hub AND id = :id`,
    { hub, id, every: EVERY, now },
  );
}

/** Nobody sees it, and it is not read, until it is confirmed again. */
export async function pause(tx: Writer, hub: string, id: string, now: number): Promise<void> {
  await tx.run(
    `UPDATE other_calendars
        SET paused_at = :now, next_at = NULL
      WHERE hub = :hub AND id = :id AND confirmed_at IS NOT NULL AND paused_at IS NULL`,
    { hub, id, now },
  );
}

/** Puts right whose it is, and their page. */
export async function correct(tx: Writer, hub: string, id: string, owner: string, page: string | null) {
  await tx.run('UPDATE other_calendars SET owner = :owner, page = :page WHERE hub = :hub AND id = :id', {
    hub,
    id,
    owner,
    page,
  });
}

/** Forgets it and its dates: they are somebody else's, who has them still. */
export async function remove(tx: Writer, hub: string, id: string): Promise<void> {
  await tx.run('DELETE FROM other_calendars WHERE hub = :hub AND id = :id', { hub, id });
}

/** Forgets what nobody said yes to within the hour, and dates that were over a day ago. Hourly is enough. */
export async function tidy(tx: Writer, now: number): Promise<void> {
  await tx.run('DELETE FROM other_calendars WHERE confirmed_at IS NULL AND added_at <= :before', {
    before: now - FORGET_UNCONFIRMED,
  });
  await tx.run('DELETE FROM other_dates WHERE ends_at < :before', { before: now - DAY });
}

export function fromRow(row: Row): OtherCalendar {
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    owner: text(row, 'owner'),
    page: textOrNull(row, 'page'),
    address: textOrNull(row, 'address'),
    addedAt: number(row, 'added_at'),
    confirmedAt: numberOrNull(row, 'confirmed_at'),
    pausedAt: numberOrNull(row, 'paused_at'),
    readAt: number(row, 'read_at'),
    laidOutAt: number(row, 'laid_out_at'),
    tag: textOrNull(row, 'tag'),
    changed: textOrNull(row, 'changed'),
    mark: text(row, 'mark'),
    refused: JSON.parse(text(row, 'refused')) as Refusal[],
    failingSince: numberOrNull(row, 'failing_since'),
    failedBecause: textOrNull(row, 'failed_because'),
    failures: number(row, 'failures'),
  };
}
