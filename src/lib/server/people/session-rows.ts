import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, text, textOrNull } from '#server/db/rows.ts';
import type { Role, Viewer } from './roles.ts';

/** A session as the table holds it. Times are Unix seconds. */
export interface SessionRow {
  hash: string;
  device: string;
  createdAt: number;
  expiresAt: number;
  seenAt: number;
}

const ROLES: Role[] = ['neighbour', 'host', 'keeper'];

/** A live session with its person, their hubs and roles, in one query; null when there is none at `now`. */
export async function find(
  db: Reader,
  hash: string,
  now: number,
): Promise<(SessionRow & { viewer: Viewer }) | null> {
  const row = await db.one(
    `SELECT sessions.hash, sessions.device, sessions.created_at, sessions.expires_at, sessions.seen_at,
       people.id, people.first_name, people.mail,
       (SELECT json_group_object(memberships.hub, (
          SELECT COALESCE(MAX(CASE roles.role WHEN 'keeper' THEN 2 WHEN 'host' THEN 1 END), 0)
          FROM roles
          WHERE roles.person_id = memberships.person_id AND roles.hub = memberships.hub))
        FROM memberships
        WHERE memberships.person_id = sessions.person_id) AS hubs,
       (SELECT json_group_array(body_people.body_id)
        FROM body_people
        JOIN bodies ON bodies.id = body_people.body_id AND bodies.ended_at IS NULL
        WHERE body_people.person_id = sessions.person_id) AS bodies
     FROM sessions
     JOIN people ON people.id = sessions.person_id
     WHERE sessions.hash = :hash AND sessions.expires_at > :now`,
    { hash, now },
  );
  return row && { ...fromRow(row), viewer: viewerFrom(row) };
}

export async function ofPerson(db: Reader, person: string): Promise<SessionRow[]> {
  const rows = await db.all(
    `SELECT hash, device, created_at, expires_at, seen_at
     FROM sessions
     WHERE person_id = :person
     ORDER BY seen_at DESC, created_at DESC`,
    { person },
  );
  return rows.map(fromRow);
}

export async function add(
  tx: Writer,
  session: { hash: string; person: string; device: string; expiresAt: number },
  now: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO sessions (hash, person_id, device, created_at, expires_at, seen_at)
     VALUES (:hash, :person, :device, :now, :expiresAt, :now)`,
    { ...session, now },
  );
}

/** Ends the session a new one takes the place of. Its push subscription comes along only for the same person. */
export async function takeOver(tx: Writer, old: string, fresh: string, person: string): Promise<void> {
  await tx.run(
    `UPDATE push_subscriptions
     SET session_hash = :fresh
     WHERE session_hash = :old AND person_id = :person`,
    { old, fresh, person },
  );
  await remove(tx, old);
}

/** Writes down a visit and how long the session now lasts. */
export async function touch(tx: Writer, hash: string, expiresAt: number, now: number): Promise<void> {
  await tx.run('UPDATE sessions SET expires_at = :expiresAt, seen_at = :now WHERE hash = :hash', {
    hash,
    expiresAt,
    now,
  });
}

export async function remove(tx: Writer, hash: string): Promise<void> {
  await tx.run('DELETE FROM sessions WHERE hash = :hash', { hash });
}

export async function removeAll(tx: Writer, person: string): Promise<void> {
  await tx.run('DELETE FROM sessions WHERE person_id = :person', { person });
}

export async function removeEnded(tx: Writer, now: number): Promise<void> {
  await tx.run('DELETE FROM sessions WHERE expires_at <= :now', { now });
}

function fromRow(row: Row): SessionRow {
  return {
    hash: text(row, 'hash'),
    device: text(row, 'device'),
    createdAt: number(row, 'created_at'),
    expiresAt: number(row, 'expires_at'),
    seenAt: number(row, 'seen_at'),
  };
}

function viewerFrom(row: Row): Viewer {
  const ranks = Object.entries(JSON.parse(text(row, 'hubs')) as Record<string, number>);
  return {
    id: text(row, 'id'),
    firstName: text(row, 'first_name'),
    mail: textOrNull(row, 'mail'),
    hubs: Object.fromEntries(ranks.map(([hub, rank]) => [hub, ROLES[rank] ?? 'neighbour'])),
    bodies: JSON.parse(text(row, 'bodies')) as string[],
    sessionHash: text(row, 'hash'),
  };
}
