import { DAY } from '#server/clock.ts';
import type { Reader, Row } from '#server/db/database.ts';
import { number, numberOrNull, text } from '#server/db/rows.ts';
import { localOf } from '#server/wall-clock.ts';
import * as promises from './promises.ts';
import type { Promised } from './promises.ts';

/** So long after a meet-up its notes are to be with everybody who was there. */
export const SENT_WITHIN = 7 * DAY;

/** When a hub looks again at what came of it, from the end of the meet-up on. */
export const TURNS = [42 * DAY, 183 * DAY, 548 * DAY] as const;

/** The notes of a meet-up. Days are 'YYYY-MM-DD' where the hub is. */
export interface WriteUp {
  id: string;
  meetup: string;
  title: string;
  startsLocal: string;
  sendBy: string;
  sentOn: string | null;
  /** Something was put in or taken out after they went. */
  isChangedSince: boolean;
  approvedOn: string | null;
  decisions: { id: string; words: string }[];
  promises: Promised[];
}

/** The notes of a meet-up, sent or not, for its hosts; null before there are any. */
export async function of(db: Reader, hub: string, meetup: string): Promise<WriteUp | null> {
  const row = await db.one(`${SELECT} WHERE write_ups.hub = :hub AND write_ups.meetup_id = :meetup`, {
    hub,
    meetup,
  });
  return row && filled(db, hub, row);
}

/** Notes that have been sent, or null; for whoever they were sent to. */
export async function findSent(db: Reader, hub: string, id: string): Promise<WriteUp | null> {
  const row = await db.one(
    `${SELECT} WHERE write_ups.hub = :hub AND write_ups.id = :id AND write_ups.sent_at IS NOT NULL`,
    { hub, id },
  );
  return row && filled(db, hub, row);
}

/** The notes that a hub has sent, the latest first; for its own people. */
export async function ofHub(db: Reader, hub: string): Promise<WriteUp[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE write_ups.hub = :hub AND write_ups.sent_at IS NOT NULL
     ORDER BY write_ups.starts_local DESC, write_ups.id
     LIMIT 12`,
    { hub },
  );
  const all: WriteUp[] = [];
  for (const row of rows) all.push(await filled(db, hub, row));
  return all;
}

/** Notes that were typed and have not gone out, the oldest first; for the hosts of a hub. */
export async function toSend(
  db: Reader,
  hub: string,
): Promise<{ meetup: string; title: string; startsLocal: string }[]> {
  const rows = await db.all(
    `SELECT meetup_id, title, starts_local
     FROM write_ups
     WHERE hub = :hub AND sent_at IS NULL
     ORDER BY send_by
     LIMIT 5`,
    { hub },
  );
  return rows.map((row) => ({
    meetup: text(row, 'meetup_id'),
    title: text(row, 'title'),
    startsLocal: text(row, 'starts_local'),
  }));
}

/** Notes of earlier meet-ups that the room has not said yes to, the oldest first. */
export async function toApprove(
  db: Reader,
  { hub, meetup, day }: { hub: string; meetup: string; day: string },
): Promise<{ id: string; day: string }[]> {
  const rows = await db.all(
    `SELECT id, starts_local
     FROM write_ups
     WHERE hub = :hub AND meetup_id <> :meetup AND substr(starts_local, 1, 10) <= :day
       AND sent_at IS NOT NULL AND approved_at IS NULL
     ORDER BY starts_local, id
     LIMIT 5`,
    { hub, meetup, day },
  );
  return rows.map((row) => ({ id: text(row, 'id'), day: text(row, 'starts_local').slice(0, 10) }));
}

/** What is to be looked at again by a day, and has not been: of each meet-up the last turn that is due. */
export async function toLookAt(
  db: Reader,
  { hub, day }: { hub: string; day: string },
): Promise<{ id: string; turn: number; day: string }[]> {
  const rows = await db.all(
    `SELECT write_ups.id, MAX(follow_ups.turn) AS turn, write_ups.starts_local
     FROM follow_ups
     JOIN write_ups ON write_ups.id = follow_ups.write_up_id
     WHERE write_ups.hub = :hub AND date(follow_ups.due_at, 'unixepoch') <= :day AND follow_ups.looked_at IS NULL
     GROUP BY write_ups.id
     ORDER BY write_ups.starts_local
     LIMIT 5`,
    { hub, day },
  );
  return rows.map((row) => ({
    id: text(row, 'id'),
    turn: number(row, 'turn'),
    day: text(row, 'starts_local').slice(0, 10),
  }));
}

const SELECT = `
  SELECT write_ups.id, write_ups.meetup_id, write_ups.title, write_ups.starts_local, write_ups.send_by,
    write_ups.sent_at, write_ups.changed_at, write_ups.approved_at, hubs.zone
  FROM write_ups
  JOIN hubs ON hubs.slug = write_ups.hub`;

async function filled(db: Reader, hub: string, row: Row): Promise<WriteUp> {
  const [id, meetup, zone] = [text(row, 'id'), text(row, 'meetup_id'), text(row, 'zone')];
  const [sentAt, approvedAt] = [numberOrNull(row, 'sent_at'), numberOrNull(row, 'approved_at')];
  const dayOf = (instant: number) => localOf(instant, zone).slice(0, 10);
  const decided = await db.all(
    'SELECT id, words FROM decisions WHERE write_up_id = :id AND struck_at IS NULL ORDER BY made_at, id',
    { id },
  );
  return {
    id,
    meetup,
    title: text(row, 'title'),
    startsLocal: text(row, 'starts_local'),
    sendBy: dayOf(number(row, 'send_by')),
    sentOn: sentAt === null ? null : dayOf(sentAt),
    isChangedSince: sentAt !== null && number(row, 'changed_at') > sentAt,
    approvedOn: approvedAt === null ? null : dayOf(approvedAt),
    decisions: decided.map((one) => ({ id: text(one, 'id'), words: text(one, 'words') })),
    promises: await promises.madeAt(db, hub, meetup),
  };
}
