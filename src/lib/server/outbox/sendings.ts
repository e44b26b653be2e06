import type { Reader } from '#server/db/database.ts';
import { text, textOrNull } from '#server/db/rows.ts';
import type { Sending } from './handing-over.ts';
import * as letters from './letters.ts';
import * as subscriptions from './push-subscriptions.ts';
import type { Claim } from './sends.ts';

/** Gathers what is needed to send the letters of these claims; a letter erased meanwhile is left out. */
export async function gather(db: Reader, claims: Claim[]): Promise<Sending[]> {
  const rows = await db.all(
    `SELECT ${letters.COLUMNS}, people.first_name,
       CASE WHEN people.mail_failed_at IS NULL THEN people.mail END AS mail
     FROM json_each(:ids)
     JOIN letters ON letters.id = json_each.value
     JOIN people ON people.id = letters.person_id`,
    { ids: JSON.stringify(claims.map(({ letter }) => letter)) },
  );
  const tries = new Map(claims.map((claim) => [claim.letter, claim.tries]));
  const devices = await subscriptions.ofPeople(
    db,
    rows.map((row) => text(row, 'person_id')),
  );
  const byPerson = new Map<string, subscriptions.KnownSubscription[]>();
  for (const device of devices) byPerson.set(device.person, [...(byPerson.get(device.person) ?? []), device]);
  return rows.map((row) => {
    const letter = letters.fromRow(row);
    return {
      letter,
      tries: tries.get(letter.id) ?? 0,
      firstName: text(row, 'first_name'),
      mail: textOrNull(row, 'mail'),
      subscriptions: byPerson.get(letter.person) ?? [],
    };
  });
}
