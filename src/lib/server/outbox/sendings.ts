import type { Reader } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import type { Sending } from './handing-over.ts';
import * as letters from './letters.ts';
import * as subscriptions from './push-subscriptions.ts';
import type { Claim } from './sends.ts';

/** Gathers what is needed to send the letters of these claims; a letter erased meanwhile is left out. */
export async function gather(db: Reader, claims: Claim[]): Promise<Sending[]> {
  const rows = await db.all(
    `SELECT json_object(
       'letter', ${letters.LETTER_JSON}, 'firstName', people.first_name,
       'mail', CASE WHEN people.mail_failed_at IS NULL THEN people.mail END) AS sending
     FROM json_each(:ids)
     JOIN letters ON letters.id = json_each.value
     JOIN people ON people.id = letters.person_id`,
    { ids: JSON.stringify(claims.map(({ letter }) => letter)) },
  );
  const found = rows.map((row) => JSON.parse(text(row, 'sending')) as Found);
  const tries = new Map(claims.map((claim) => [claim.letter, claim.tries]));
  const devices = await findDevices(
    db,
    found.map(({ letter }) => letter.person),
  );
  return found.map((one) => ({
    ...one,
    tries: tries.get(one.letter.id) ?? 0,
    subscriptions: devices.get(one.letter.person) ?? [],
  }));
}

type Found = Pick<Sending, 'letter' | 'firstName' | 'mail'>;

async function findDevices(db: Reader, people: string[]) {
  const byPerson = new Map<string, subscriptions.KnownSubscription[]>();
  for (const device of await subscriptions.ofPeople(db, people))
    byPerson.set(device.person, [...(byPerson.get(device.person) ?? []), device]);
  return byPerson;
}
