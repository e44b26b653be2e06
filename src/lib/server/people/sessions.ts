import { Lucia, type Adapter } from 'lucia';
import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { hash } from '#server/secrets.ts';
import type { Viewer } from './roles.ts';
import * as sessionRows from './session-rows.ts';

/** The only file that knows lucia. What the browser holds is the secret; the table holds its SHA-256. */
declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, { found: Found }>;
    DatabaseSessionAttributes: { device: string };
    DatabaseUserAttributes: { found: Found };
  }
}

type Found = sessionRows.SessionRow & { viewer: Viewer };

const IDLE = 90 * DAY;
const LONGEST = 400 * DAY;
/** With this much left or more nothing is renewed, so that most requests write nothing. */
const RENEW_BELOW = 60 * DAY;
/** lucia reads the machine's clock; every decision about time is made here from `now` instead. */
const NEVER = new Date(8.64e15);

/**
 * Starts a session for a person on a device (its name in words). Returns the secret for the cookie and when it
 * ends (Unix seconds). The session this browser held until now, `instead`, ends with it: what is pushed to that
 * device comes along when it is the same person's, and stops when it is not.
 */
export function begin(
  db: Database,
  person: string,
  device: string,
  now: number,
  instead: string | null = null,
): Promise<{ secret: string; expiresAt: number }> {
  return db.write((tx) => beginWithin(tx, person, device, now, instead));
}

/** As `begin`, as part of a caller's transaction. */
export async function beginWithin(
  tx: Writer,
  person: string,
  device: string,
  now: number,
  instead: string | null = null,
): Promise<{ secret: string; expiresAt: number }> {
  const { id: secret } = await luciaOver(tx, tx, now).createSession(person, { device: device.slice(0, 80) });
  if (instead) await sessionRows.takeOver(tx, hash(instead), hash(secret), person);
  return { secret, expiresAt: now + IDLE };
}

/**
 * Who holds this secret, with their hubs and roles as they are now; null when it is unknown, over or ended.
 * `renewed` asks the door to set the cookie again. One query, and a write at most once a day.
 */
export async function read(
  db: Database,
  secret: string,
  now: number,
): Promise<{ viewer: Viewer; expiresAt: number; renewed: boolean } | null> {
  const { user } = await luciaOver(db, null, now).validateSession(secret);
  if (!user) return null;
  const { viewer, createdAt, seenAt, expiresAt: before } = user.found;
  const expiresAt = renewedEnd(before, createdAt, now);
  const renewed = expiresAt > before;
  if (renewed || now - seenAt >= DAY) {
    await db.write((tx) => sessionRows.touch(tx, viewer.sessionHash, expiresAt, now));
  }
  return { viewer, expiresAt, renewed };
}

/** Signs out the browser that holds this secret. */
export function end(db: Database, secret: string): Promise<void> {
  return db.write((tx) => luciaOver(tx, tx, 0).invalidateSession(secret));
}

/** Signs a person out everywhere. */
export function endAll(db: Database, person: string): Promise<void> {
  return db.write((tx) => luciaOver(tx, tx, 0).invalidateUserSessions(person));
}

/** Whether somebody without a mail address has been signed in since then, and not signed out again. */
export async function isFresh(db: Reader, person: string, since: number): Promise<boolean> {
  const fresh = await db.one(
    `SELECT 1
     FROM sessions
     JOIN people ON people.id = sessions.person_id
     WHERE sessions.person_id = :person AND sessions.created_at > :since AND people.mail IS NULL`,
    { person, since },
  );
  return fresh !== null;
}

/** Clears away the sessions that are over. */
export function clearEnded(tx: Writer, now: number): Promise<void> {
  return luciaOver(tx, tx, now).deleteExpiredSessions();
}

function renewedEnd(expiresAt: number, createdAt: number, now: number): number {
  if (expiresAt - now >= RENEW_BELOW) return expiresAt;
  return Math.max(expiresAt, Math.min(now + IDLE, createdAt + LONGEST));
}

function luciaOver(db: Reader, tx: Writer | null, now: number) {
  return new Lucia(adapterOver(db, tx, now), { getUserAttributes: ({ found }) => ({ found }) });
}

function adapterOver(db: Reader, writer: Writer | null, now: number): Adapter {
  function tx(): Writer {
    if (!writer) throw new Error('a session was about to be changed while being read');
    return writer;
  }
  return {
    async getSessionAndUser(secret) {
      const found = await sessionRows.find(db, hash(secret), now);
      if (!found) return [null, null];
      const { id: userId } = found.viewer;
      const session = { id: secret, userId, expiresAt: NEVER, attributes: { device: found.device } };
      return [session, { id: userId, attributes: { found } }];
    },
    // Hashes cannot be turned back into the secrets that lucia would list; see devicesOf.
    getUserSessions: async () => [],
    setSession: ({ id, userId, attributes }) =>
      sessionRows.add(
        tx(),
        { hash: hash(id), person: userId, device: attributes.device, expiresAt: now + IDLE },
        now,
      ),
    updateSessionExpiration: (secret, expiresAt) =>
      sessionRows.touch(tx(), hash(secret), Math.floor(expiresAt.getTime() / 1000), now),
    deleteSession: (secret) => sessionRows.remove(tx(), hash(secret)),
    deleteUserSessions: (person) => sessionRows.removeAll(tx(), person),
    deleteExpiredSessions: () => sessionRows.removeEnded(tx(), now),
  };
}
