import type { Reader } from '#server/db/database.ts';
import { text, textOrNull } from '#server/db/rows.ts';
import * as meetingLetters from './meeting-letters.ts';

/** Somebody whom no device tells of a promise of theirs; for the hosts of the hub, who ring or call round. */
export interface PromiseToRing {
  letter: string;
  promise: string;
  what: string;
  isDue: boolean;
  firstName: string;
  telephone: string | null;
  inPersonThrough: string | null;
}

/** Those of a hub who have not been told yet that a promise is theirs, or that it is due. */
export async function ofHub(db: Reader, hub: string): Promise<PromiseToRing[]> {
  const rows = await db.all(
    `SELECT letters.id, letters.kind, promises.id AS promise, promises.what, people.first_name, people.telephone,
       people.in_person_through
     FROM promises
     JOIN letters ON letters.subject = promises.id AND letters.kind IN ('promise-yours', 'promise-due')
     JOIN sends ON sends.letter_id = letters.id AND sends.way = 'ring'
     JOIN people ON people.id = letters.person_id
     WHERE promises.hub = :hub AND promises.settled_at IS NULL AND letters.reached_at IS NULL
     ORDER BY letters.made_at, letters.id
     LIMIT 50`,
    { hub },
  );
  const ids = rows.map((row) => text(row, 'id'));
  const matters = await meetingLetters.read(db, ids);
  return rows
    .filter((row) => matters.get(text(row, 'id'))?.isNeeded)
    .map((row) => ({
      letter: text(row, 'id'),
      promise: text(row, 'promise'),
      what: text(row, 'what'),
      isDue: text(row, 'kind') === 'promise-due',
      firstName: text(row, 'first_name'),
      telephone: textOrNull(row, 'telephone'),
      inPersonThrough: textOrNull(row, 'in_person_through'),
    }));
}
