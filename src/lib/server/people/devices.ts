import type { Database, Reader } from '#server/db/database.ts';
import { hash } from '#server/secrets.ts';
import type { Viewer } from './roles.ts';
import * as sessionRows from './session-rows.ts';

/** Somewhere a person is signed in. `id` names it on a page without giving away how it is stored. */
export interface Device {
  id: string;
  device: string;
  createdAt: number;
  seenAt: number;
  isThisOne: boolean;
}

/** Signs a person out on one of their devices; does nothing for a device that is not theirs. */
export function signOut(db: Database, person: string, device: string): Promise<void> {
  return db.write(async (tx) => {
    const session = (await sessionRows.ofPerson(tx, person)).find((one) => publicId(one.hash) === device);
    if (session) await sessionRows.remove(tx, session.hash);
  });
}

/** Where the viewer is signed in, last seen first. */
export async function ofViewer(db: Reader, viewer: Viewer, now: number): Promise<Device[]> {
  const sessions = await sessionRows.ofPerson(db, viewer.id);
  return sessions
    .filter(({ expiresAt }) => expiresAt > now)
    .map(({ hash, device, createdAt, seenAt }) => ({
      id: publicId(hash),
      device,
      createdAt,
      seenAt,
      isThisOne: hash === viewer.sessionHash,
    }));
}

function publicId(sessionHash: string): string {
  return hash(sessionHash).slice(0, 22);
}
